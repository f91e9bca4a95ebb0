"""What the search is given: small, plain, and sorted into kinds."""

from __future__ import annotations

import datetime
import json
import types
import unicodedata
from pathlib import Path

import pytest

from proceedings.web.search_index import compact, for_folder, write_texts


@pytest.fixture
def content() -> types.SimpleNamespace:
    """Return what the index needs of a site's content: one event with one paper, and one withdrawn."""
    listed = types.SimpleNamespace(path="2021-hoi-thao/bai-mot/index.md")
    return types.SimpleNamespace(
        volumes={"2021-hoi-thao": [types.SimpleNamespace(papers=[listed])]},
        withdrawn=[types.SimpleNamespace(event="2021-hoi-thao", slug="bai-rut")],
        latest_first=[types.SimpleNamespace(id="2021-hoi-thao")],
        today=datetime.date(2021, 10, 20),
    )


def stock(*docs: tuple[str, str, str]) -> str:
    keys = ("location", "title", "text")
    return json.dumps({"config": {"lang": ["vi"]}, "docs": [dict(zip(keys, doc, strict=True)) for doc in docs]})


def entries(content, *docs: tuple[str, str, str]) -> list[dict[str, str]]:
    return json.loads(compact(stock(*docs), content))["docs"]


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


def test_texts_are_plain_and_composed(content):
    decomposed = unicodedata.normalize("NFD", "<p>Cán bộ</p> <ul> <li>5 &lt; 6 &amp; 7</li> </ul>")
    assert entries(content, ("a/", "Tên", decomposed))[0]["text"] == "Cán bộ 5 < 6 & 7"


def test_the_heading_of_a_generated_page_is_not_said_twice(content):
    made = entries(content, ("2021-hoi-thao/bai-mot/", "Một bài", "<p>trang 1</p> Một bài <p>Một bài hay.</p>"))
    assert made[0]["text"] == "trang 1 Một bài hay."


def test_a_rule_is_one_entry_and_other_pages_keep_their_sections(content):
    made = entries(
        content,
        ("quy-tac/ky101/", "KY101", "Quy định"),
        ("quy-tac/ky101/#sai", "Sai", "<pre>title:</pre>"),
        ("huong-dan/", "Hướng dẫn", ""),
        ("huong-dan/#word", "Word", "Viết"),
    )
    assert [entry["location"] for entry in made] == ["quy-tac/ky101/", "huong-dan/", "huong-dan/#word"]
    assert made[0]["text"] == "Quy định title:"


def test_an_offline_copy_names_files(content):
    script = for_folder(compact(stock(("", "Chủ", ""), ("a/", "A", ""), ("a/#b", "B", "")), content))
    assert script.startswith("var __index={") and script.endswith("};")
    made = json.loads(script.removeprefix("var __index=").removesuffix(";"))
    assert [entry["location"] for entry in made["docs"]] == ["index.html", "a/index.html", "a/index.html#b"]


def test_the_theme_finds_an_empty_index_and_the_search_its_texts(content, tmp_path: Path):
    (tmp_path / "search_index.json").write_text(stock(("a/", "Tên", "Lời")), encoding="utf-8")
    write_texts(tmp_path, content)
    assert json.loads((tmp_path / "search_index.json").read_text(encoding="utf-8"))["docs"] == []
    assert len(json.loads((tmp_path / "texts.json").read_text(encoding="utf-8"))["docs"]) == 1


def test_nothing_is_written_where_nothing_was_collected(content, tmp_path: Path):
    write_texts(tmp_path, content)
    assert list(tmp_path.iterdir()) == []
