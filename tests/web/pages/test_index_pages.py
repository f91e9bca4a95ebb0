"""The indexes of the site: who, from where, on what, which models, which documents, when; each made from the model."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from book.bound import FOLDER, cited, paper
from bs4 import BeautifulSoup, Tag
from plans import EVENT

from proceedings.listing.volume_order import plan
from proceedings.model.guideline import ModelPart
from proceedings.model.typeset import Typeset
from proceedings.reading.folder import folder_problem
from proceedings.reading.load import read
from proceedings.reading.markup import render
from proceedings.web.content import Content
from proceedings.web.pages.directory import directory
from proceedings.web.pages.index_pages import index_pages, letter_anchor, register_fragment
from proceedings.web.pages.part_summary import excerpt, sentences

WANTED = "An Ánh Ăn Ân Ấn Bình Cường Dũng Đạt Đức Ý Yến".split()
MODEL = 'kind: model\nmodel: {name: "Nhóm dự giờ"}\n'
MODEL_TEXT = """Mở đầu.

## 1. Tên gọi và mục tiêu

Nhóm dự giờ là một nhóm. Mô hình có hai mục tiêu[^1]:

- Mục tiêu một. Nói thêm.
- Mục tiêu *hai*.

## 2. Nội dung

Chưa nói kết quả gì.

[^1]: Lời chú thích.
"""
Pages = dict[str, BeautifulSoup]
MakePages = Callable[..., Pages]


def content_of(
    make_tree: Callable[..., Path],
    papers: dict[str, str],
    files: Mapping[str, str] | None = None,
    with_pdf: bool = False,
) -> Content:
    """Return what a site is made from: papers of the usual seminar and other files; each paper has two pages."""
    usual = {f"{FOLDER}/bai-mot.md": None, f"{FOLDER}/bai-hai.md": None, f"{FOLDER}/event.yml": EVENT}
    written = {f"{FOLDER}/{name}.md": text for name, text in papers.items()} | dict(files or {})
    proceedings = read(make_tree(usual | written)).proceedings
    assert len(proceedings.papers) == sum(name.endswith(".md") for name in written)
    layouts = {each.path: _layout(each.text, each.slug) for each in proceedings.papers}
    documents = cited(proceedings)
    volumes = {event.id: plan(event, proceedings.papers_of(event), layouts, documents) for event in proceedings.events}
    today = datetime.date(2021, 10, 20)
    return Content(proceedings=proceedings, today=today, volumes=volumes, with_pdf=with_pdf)


def _layout(text: str, slug: str) -> Typeset:
    return Typeset(body=render(text, 1, slug), pages=2, lines_over=0, foreign={}, pdf=b"")


@pytest.fixture
def pages_of(make_tree: Callable[..., Path]) -> MakePages:
    def made(papers: dict[str, str], **more: object) -> Pages:
        pages = index_pages(directory(content_of(make_tree, papers, **more)))
        return {page.path: BeautifulSoup(page.html, "html.parser") for page in pages}

    return made


def text_of(tag: BeautifulSoup | Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").replace(" ,", ",").split())


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [text_of(tag) for tag in page.select(selector)]


def another_event(papers: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a second seminar, of the year before."""
    event = EVENT.replace('"2021-10-29T08:00"', '"2020-05-08T08:00"').replace("KỶ YẾU HỘI THẢO", "KỶ YẾU TỌA ĐÀM")
    folder = "papers/2020-toa-dam"
    return {f"{folder}/event.yml": event} | {f"{folder}/{name}.md": text for name, text in papers.items()}


def test_authors_stand_by_given_name_in_vietnamese_order(pages_of):
    people = {f"bai-{number}": paper(f"Lê {name}") for number, name in enumerate(reversed(WANTED))}
    page = pages_of(people)["tac-gia/index.md"]
    assert texts(page, ".ky-index > li > a b") == WANTED
    assert texts(page, "h2") == ["A", "Ă", "Â", "B", "C", "D", "Đ", "Y"]


def test_the_letters_of_the_jump_bar_lead_to_their_headings(pages_of):
    names = ["Oanh", "Ổn", "Ơn", "Uy", "Ưng", "Em", "Ếch"]
    page = pages_of({f"bai-{number}": paper(f"Lê {name}") for number, name in enumerate(names)})["tac-gia/index.md"]
    targets = [str(tag["href"])[1:] for tag in page.select(".ky-letters a")]
    assert [text_of(page.find(id=target)) for target in targets] == ["E", "Ê", "O", "Ô", "Ơ", "U", "Ư"]
    assert len(set(targets)) == 7


def test_every_letter_has_an_anchor_of_its_own():
    letters = [*"AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYFJWZ1ÖЖ", ""]
    anchors = [letter_anchor(letter) for letter in letters]
    assert len(set(anchors)) == len(letters)
    assert all(anchor.isascii() for anchor in anchors)


def test_people_of_one_name_at_two_schools_have_two_pages_that_know_each_other(pages_of):
    pages = pages_of(
        {
            "a": paper([("Nguyễn Văn A", "truong-b")], title="Bài của B"),
            "b": paper([("Nguyễn Văn A", "khoa-x")], title="Bài của A"),
        }
    )
    listed = pages["tac-gia/index.md"].select(".ky-index > li")
    assert [text_of(item.select_one(".ky-by")) for item in listed] == [
        "Trường Chính trị tỉnh A",
        "Trường Chính trị tỉnh B",
    ]
    assert [str(item.a["href"]) for item in listed] == ["nguyen-van-a-truong-a/", "nguyen-van-a-truong-b/"]
    page = pages["tac-gia/nguyen-van-a-truong-a/index.md"]
    assert texts(page, ".ky-papers > li > a") == ["Bài của A"]
    assert page.find("a", href="../nguyen-van-a-truong-b/") is not None


def test_one_name_with_its_tone_placed_in_two_ways_has_one_page(pages_of):
    pages = pages_of({"a": paper("Nguyễn Thị Hòa", title="Một"), "b": paper("Nguyễn Thị Hoà", title="Hai")})
    assert [path for path in pages if path.startswith("tac-gia/ng")] == ["tac-gia/nguyen-thi-hoa-truong-a/index.md"]
    page = pages["tac-gia/nguyen-thi-hoa-truong-a/index.md"]
    assert sorted(texts(page, ".ky-papers > li > a")) == ["Hai", "Một"]


def test_two_names_of_one_address_have_two_pages_and_the_older_keeps_the_plain_one(pages_of):
    older = another_event({"cu": paper("Nguyễn Văn Ân", title="Cũ")})
    pages = pages_of({}, files=older | {f"{FOLDER}/moi.md": paper("Nguyễn Văn An", title="Mới")})
    assert text_of(pages["tac-gia/nguyen-van-an-truong-a/index.md"].h1) == "Nguyễn Văn Ân"
    assert text_of(pages["tac-gia/nguyen-van-an-truong-a-2/index.md"].h1) == "Nguyễn Văn An"


def test_an_author_page_tells_degree_units_and_papers_by_event(pages_of):
    older = paper("X", title="Bài cũ").replace("{name: X,", "{name: Lê B, degree: ThS., position: Giảng viên,")
    newer = paper("X", title="Bài mới", more="sample: true\n").replace(
        "name: X, unit: truong-a", "name: Lê B, degree: TS., unit: khoa-x"
    )
    pages = pages_of({}, files=another_event({"cu": older}) | {f"{FOLDER}/moi.md": newer}, with_pdf=True)
    page = pages["tac-gia/le-b-truong-a/index.md"]
    said = text_of(page.find("dt", string="Thông tin ghi trong bài").find_next_sibling("dd"))
    assert said == ("TS. Lê B, Khoa X, Trường Chính trị tỉnh A ThS. Lê B, Giảng viên, Trường Chính trị tỉnh A")
    assert texts(page, "h2") == ["Kỷ yếu hội thảo khoa học (2021)", "Kỷ yếu tọa đàm khoa học (2020)"]
    assert texts(page, ".ky-papers > li > a") == ["Bài mới", "Bài cũ"]
    assert texts(page, ".ky-pages") == ["tr. 1–2", "tr. 1–2"]
    pdfs = [str(tag["href"]) for tag in page.select(".ky-tags a")]
    assert pdfs == ["../../2021-hoi-thao/moi/moi.pdf", "../../2020-toa-dam/cu/cu.pdf"]


def test_placeholder_authors_are_called_so(pages_of):
    pages = pages_of({"a": paper("Lê A", more="sample: true\n"), "b": paper("Lê B")})
    assert "Tác giả giả định" in text_of(pages["tac-gia/le-a-truong-a/index.md"])
    assert "giả định" not in text_of(pages["tac-gia/le-b-truong-a/index.md"])


def test_schools_stand_by_place_with_their_papers_per_event(pages_of):
    units = (
        "- {id: truong-a, name: Trường Ất, short: A, kind: school, place: Yên Bái}\n"
        "- {id: truong-b, name: Trường Bính, short: B, kind: school, place: Đà Nẵng}\n"
    )
    older = another_event({"cu": paper([("Lê B", "truong-b")])})
    files = older | {"papers/units.yml": units, f"{FOLDER}/m.md": paper([("Lê B", "truong-b"), ("Lê A", "truong-a")])}
    pages = pages_of({}, files=files)
    rows = [texts(row, "td, th") for row in pages["truong/index.md"].select("tbody tr")]
    newer = "Kỷ yếu hội thảo khoa học (2021) : 1 bài"
    assert rows == [
        ["Đà Nẵng", "Trường Bính", f"{newer} Kỷ yếu tọa đàm khoa học (2020) : 1 bài"],
        ["Yên Bái", "Trường Ất", newer],
    ]
    page = pages["truong/truong-b/index.md"]
    assert len(page.select(".ky-papers > li")) == 2
    assert page.find("a", href="../../tac-gia/le-b-truong-b/") is not None
    # On its own page a school's name goes without saying, but not where somebody of another school wrote too.
    assert texts(page, ".ky-by") == ["Lê B ( Trường Bính ); Lê A ( Trường Ất )", "Lê B"]


def test_topics_are_nested_and_none_is_left_out(pages_of):
    pages = pages_of({"a": paper("Lê A", topic="2.b", title="Kiểm tra"), "b": paper("Lê B", "khac", title="Riêng")})
    page = pages["chu-de/index.md"]
    first = [text_of(item.select_one(".ky-subject")) for item in page.select("h2 ~ ul.ky-subjects > li")]
    assert [label.partition(".")[0] for label in first[:2]] == ["1", "2"]
    inner = page.find(id="2021-hoi-thao-chu-de-2-b")
    assert inner is not None
    assert inner.find_parent(id="2021-hoi-thao-chu-de-2") is not None
    assert texts(inner, ".ky-papers > li > a") == ["Kiểm tra"]
    assert "chưa có bài" in text_of(page.find(id="2021-hoi-thao-chu-de-2-a"))
    assert texts(page.find(id="2021-hoi-thao-chu-de-khac"), ".ky-papers > li > a") == ["Riêng"]


def test_a_model_is_told_in_the_words_of_its_paper(pages_of):
    page = pages_of({"a": paper("Lê A", more=MODEL, text=MODEL_TEXT)})["mo-hinh/index.md"]
    assert texts(page, "h2") == ["Nhóm dự giờ"]
    objective = page.find("dt", string="Mục tiêu").find_next_sibling("dd")
    assert texts(objective, "p")[0] == "Mô hình có hai mục tiêu:"
    assert texts(objective, "li") == ["Mục tiêu một.", "Mục tiêu hai."]
    assert objective.a["href"].startswith("../2021-hoi-thao/a/#")
    results = page.find("dt", string="Kết quả").find_next_sibling("dd")
    assert text_of(results) == "Bài không có mục nêu kết quả."
    assert page.find("a", href="../2021-hoi-thao/a/", string="Bài") is not None


def test_papers_that_are_no_models_are_not_listed_as_such(pages_of):
    assert "Chưa có bài nào" in text_of(pages_of({"a": paper("Lê A")})["mo-hinh/index.md"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## Kết quả\n\nĐạt 5 % so với năm 2020. Còn lại.", "Đạt 5 % so với năm 2020."),
        ("## I. Kết quả\n\n### Bước đầu\n\nĐạt tốt! Sau đó.", "Đạt tốt!"),
        ("## Nội dung và kết quả\n\nNói việc khác. Kết quả tốt. Hết.", "Kết quả tốt."),
        ("## Thành tựu\n\nĐúng phần này. Hết.", "Đúng phần này."),
        ("## Vì kết quả chung\n\nSai.\n\n## Kết quả\n\nĐúng.", "Đúng."),
        ("## Kết quả\n\n> Lời dẫn.\n\nTiếp theo.", "Tiếp theo."),
        ("## Kết quả\n\n- Ý đầu. Nữa.\n- Ý sau.", "Ý đầu."),
    ],
)
def test_the_first_sentence_of_a_part(text, wanted):
    found = excerpt(ModelPart(name="kết quả", words=("thành tựu",)), render(text))
    assert found is not None
    assert found.sentence == wanted


@pytest.mark.parametrize("text", ["## Mục tiêu\n\nKhông có.", "## Kết quả\n\n## Kinh nghiệm\n\nKhác.", "Kết quả tốt."])
def test_a_part_that_is_not_there_is_not_invented(text):
    assert excerpt(ModelPart(name="kết quả"), render(text)) is None


def test_sentences_do_not_end_at_abbreviations_and_initials():
    text = "TS. Nguyễn Văn A. nói ở TP. Huế: “Được.” Ông Trần B. Lê viết v.v. và thôi… Hết chưa? 12 người."
    assert sentences(text) == (
        "TS. Nguyễn Văn A. nói ở TP. Huế: “Được.”",
        "Ông Trần B. Lê viết v.v. và thôi…",
        "Hết chưa?",
        "12 người.",
    )


def test_the_register_says_which_papers_and_plans_cite_a_document(make_tree):
    event = EVENT.replace("  kind: Kế hoạch\n", "  kind: Kế hoạch\n  based_on: [kl-14]\n")
    cites = paper("Lê A", title="Bài dẫn", text="Theo Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị.")
    content = content_of(make_tree, {"a": cites, "b": paper("Lê B")}, files={f"{FOLDER}/event.yml": event})
    row = BeautifulSoup(register_fragment(directory(content)), "html.parser").find(id="kl-14")
    assert row is not None
    assert texts(row, ".ky-cited a") == ["Bài dẫn"]
    assert str(row.select_one(".ky-cited a")["href"]) == "../2021-hoi-thao/a/"
    assert row.find("a", href="../2021-hoi-thao/") is not None


def test_events_stand_by_year_the_newest_first(pages_of):
    files = another_event({"cu": paper("Lê B")}) | {f"{FOLDER}/m.md": paper("Lê A")}
    page = pages_of({}, files=files)["nam/index.md"]
    assert texts(page, "h2") == ["Năm 2021", "Năm 2020"]
    assert [str(item.a["href"]) for item in page.select(".ky-years > li")] == ["../2021-hoi-thao/", "../2020-toa-dam/"]


def test_a_volume_lists_papers_by_topic_with_pages_people_and_pdf(pages_of):
    papers = {
        "a": paper([("Lê A", "truong-a"), ("Trần B", "truong-b")], "2.b", title="Bài hai"),
        "b": paper("Lê A", "1", title="Bài một"),
    }
    page = pages_of(papers, with_pdf=True)["2021-hoi-thao/muc-luc/index.md"]
    headings = [(tag.name, text_of(tag).partition(" ")[0]) for tag in page.find_all(["h2", "h3"])]
    assert headings == [("h2", "1."), ("h2", "2."), ("h3", "2.b.")]
    assert texts(page, ".ky-papers > li > a") == ["Bài một", "Bài hai"]
    assert texts(page, ".ky-papers .ky-pages") == ["tr. 1–2", "tr. 3–4"]
    assert "Lê A ( Trường Chính trị tỉnh A ); Trần B ( Trường Chính trị tỉnh B )" in text_of(page).replace(" ;", ";")
    assert [str(tag["href"]) for tag in page.select(".ky-tags a")] == ["../b/b.pdf", "../a/a.pdf"]
    assert page.find("a", href="../../tac-gia/tran-b-truong-b/") is not None
    for index in ("tac-gia", "truong", "van-ban"):
        assert page.find("a", href=f"../../{index}/") is not None


def test_volumes_lead_to_the_one_before_and_the_one_after(pages_of):
    pages = pages_of({}, files=another_event({"cu": paper("Lê B")}) | {f"{FOLDER}/m.md": paper("Lê A")})
    newer, older = (pages[f"{event}/muc-luc/index.md"] for event in ("2021-hoi-thao", "2020-toa-dam"))
    assert [str(tag["href"]) for tag in newer.select(".ky-neighbours a")] == ["../../2020-toa-dam/muc-luc/"]
    assert [str(tag["rel"][0]) for tag in older.select(".ky-neighbours a")] == ["next"]


def test_no_index_tells_an_address_of_mail(pages_of):
    event = EVENT + "submission: {how: Gửi về phòng, email: phong@truong-a.example}\n"
    text = "Thư về le.a@thu.example để hỏi."
    pages = pages_of({"a": paper("Lê A", text=text)}, files={f"{FOLDER}/event.yml": event})
    assert pages
    for path, page in pages.items():
        assert "@" not in str(page), path


def test_what_authors_write_is_text_and_not_markup(pages_of):
    pages = pages_of({"a": paper("Lê A", title="Bài <b>đậm</b> & <script>x</script>")})
    for path in ("2021-hoi-thao/muc-luc/index.md", "tac-gia/le-a-truong-a/index.md", "truong/truong-a/index.md"):
        assert pages[path].find("script") is None
        assert texts(pages[path], ".ky-papers > li > a") == ["Bài <b>đậm</b> & <script>x</script>"]


def test_a_site_without_papers_says_so(pages_of):
    pages = pages_of({})
    for path in ("tac-gia", "truong", "mo-hinh", "2021-hoi-thao/muc-luc"):
        assert "Chưa có bài nào" in text_of(pages[f"{path}/index.md"]), path


def test_the_same_content_makes_the_same_pages(make_tree):
    papers = {f"bai-{number}": paper(f"Lê {name}") for number, name in enumerate(WANTED)}
    content = content_of(make_tree, papers)
    assert list(index_pages(directory(content))) == list(index_pages(directory(content)))


@pytest.mark.parametrize("name", "tra-cuu tac-gia truong chu-de mo-hinh nam".split())
def test_no_event_may_take_the_address_of_an_index(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    assert "website đã dùng" in (folder_problem(folder) or "")
