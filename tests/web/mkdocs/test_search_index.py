"""What the search is given: small, plain, and sorted into kinds."""

from __future__ import annotations

import datetime
import json
import types
import unicodedata
from pathlib import Path

import pytest

from proceedings.web.mkdocs.search_index import SearchEntry, collect, compact, for_folder, write_texts


@pytest.fixture
def content() -> types.SimpleNamespace:
    """Return what the index needs of a site's content: one event with one paper, and one withdrawn."""
    listed = types.SimpleNamespace(paper=types.SimpleNamespace(event="2021-hoi-thao", slug="bai-mot"))
    return types.SimpleNamespace(
        volumes={"2021-hoi-thao": types.SimpleNamespace(entries=[listed])},
        withdrawn=[types.SimpleNamespace(event="2021-hoi-thao", slug="bai-rut")],
        latest_first=[types.SimpleNamespace(id="2021-hoi-thao")],
        today=datetime.date(2021, 10, 20),
    )


def entry(location: str, title: str, text: str) -> SearchEntry:
    return SearchEntry(location=location, title=title, text=text, kind="")


def entries(content, *docs: tuple[str, str, str]) -> list[dict[str, str]]:
    return json.loads(compact([entry(*doc) for doc in docs], content))["docs"]


def page(title: str = "Tên trang", **meta: object) -> types.SimpleNamespace:
    return types.SimpleNamespace(meta={"title": title, **meta}, title=title, url="a/")


def texts(markup: str) -> list[tuple[str, str, str]]:
    """Return location, title and text of what is found in a page's HTML."""
    return [(one["location"], one["title"], one["text"]) for one in collect(page(), markup)]


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("2021-hoi-thao/bai-mot/", "Bài viết"),
        ("2021-hoi-thao/bai-mot/#ket-luan", "Bài viết"),
        ("2021-hoi-thao/bai-rut/", "Bài viết"),
        ("2021-hoi-thao/muc-luc/", "Tọa đàm, hội thảo"),
        ("2021-hoi-thao/", "Tọa đàm, hội thảo"),
        ("su-kien/", "Tọa đàm, hội thảo"),
        ("tin-tuc/mot-tin/", "Tin tức"),
        ("huong-dan/tac-gia/", "Hướng dẫn, quy định"),
        ("tac-gia/nguyen-van-a/", "Danh mục"),
        ("van-ban/", "Văn bản"),
        ("", "Trang khác"),
        ("gioi-thieu/", "Trang khác"),
    ],
)
def test_each_page_has_its_kind(content, location: str, kind: str):
    assert [entry["kind"] for entry in entries(content, (location, "Tên", "Lời"))] == [kind]


def test_texts_are_plain_and_composed():
    decomposed = unicodedata.normalize("NFD", "<p>Cán bộ</p><ul><li>5 &lt; 6 &amp; 7</li></ul>")
    assert texts(decomposed) == [("a/", "Tên trang", "Cán bộ 5 < 6 & 7")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>K<b>ế</b>t luận</p>", "Kết luận"),
        ("<p>một<br>hai</p><p>ba</p>", "một hai ba"),
        ("<table><tr><td>5</td><td>bài</td></tr></table>", "5 bài"),
        ('<p>đúng.<sup class="footnote-ref"><a href="#fn-1">1</a></sup> Lại</p>', "đúng. Lại"),
        ("<p>trước<!-- ghi chú --> sau</p>", "trước sau"),
        ("<p>a</p><script>var b</script><svg><title>c</title></svg>", "a"),
        ("<p>đọc</p><aside data-search-exclude><p>không</p></aside> tiếp", "đọc tiếp"),
        ("", ""),
    ],
)
def test_words_are_those_that_readers_see(markup: str, text: str):
    assert texts(markup) == [("a/", "Tên trang", text)]


def test_a_page_is_found_by_its_sections():
    markup = (
        '<h1 id="ten">Tên trang<a class="headerlink" href="#ten">¶</a></h1><p>Đầu</p>'
        '<h2 id="mot">1. Một<a class="headerlink" href="#mot">¶</a></h2><p>Lời một</p>'
        '<section><h3 id="hai">Hai</h3><p>Lời hai</p></section><p>Lại lời một</p>'
        "<h2>Không địa chỉ</h2>"
    )
    assert texts(markup) == [
        ("a/", "Tên trang", "Đầu"),
        ("a/#mot", "1. Một", "Lời một Lại lời một Không địa chỉ"),
        ("a/#hai", "Hai", "Lời hai"),
    ]


def test_the_heading_of_a_page_is_said_once():
    assert texts("<p>trang 1</p><h1>Tên</h1><p>Tên hay.</p>") == [("a/", "Tên trang", "trang 1 Tên hay.")]
    assert texts("<h1>Một tên khác</h1><p>Lời.</p>") == [("a/", "Tên trang", "Một tên khác Lời.")]


def test_the_theme_need_not_parse_what_was_collected():
    searched, unsearched = page(), page(search={"exclude": True, "boost": 2})
    assert len(collect(searched, "<p>Lời</p>")) == 1
    assert collect(unsearched, "<p>Lời</p>") == []
    assert searched.meta["search"] == {"exclude": True}
    assert unsearched.meta["search"] == {"exclude": True, "boost": 2}


def test_a_rule_is_one_entry_and_other_pages_keep_their_sections(content):
    made = entries(
        content,
        ("quy-tac/ky101/", "KY101", "Quy định"),
        ("quy-tac/ky101/#sai", "Sai", "title:"),
        ("huong-dan/", "Hướng dẫn", ""),
        ("huong-dan/#word", "Word", "Viết"),
    )
    assert [entry["location"] for entry in made] == ["quy-tac/ky101/", "huong-dan/", "huong-dan/#word"]
    assert made[0]["text"] == "Quy định title:"


def test_an_offline_copy_names_files(content):
    script = for_folder(compact([entry("", "Chủ", ""), entry("a/", "A", ""), entry("a/#b", "B", "")], content))
    assert script.startswith("var __index={") and script.endswith("};")
    made = json.loads(script.removeprefix("var __index=").removesuffix(";"))
    assert [entry["location"] for entry in made["docs"]] == ["index.html", "a/index.html", "a/index.html#b"]


def test_the_theme_finds_an_empty_index_and_the_search_its_texts(content, tmp_path: Path):
    (tmp_path / "search_index.json").write_text('{"docs":[{"title":"thừa"}]}', encoding="utf-8")
    write_texts(tmp_path, [entry("a/", "Tên", "Lời")], content)
    assert json.loads((tmp_path / "search_index.json").read_text(encoding="utf-8"))["docs"] == []
    assert len(json.loads((tmp_path / "texts.json").read_text(encoding="utf-8"))["docs"]) == 1


def test_nothing_is_written_where_the_site_has_no_search(content, tmp_path: Path):
    write_texts(tmp_path, [entry("a/", "Tên", "Lời")], content)
    assert list(tmp_path.iterdir()) == []
