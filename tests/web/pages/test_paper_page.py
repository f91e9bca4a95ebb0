"""A paper's page: authors, model, citation, documents, neighbours; and the page of one that is withdrawn."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from web.cited_volume import ADDRESS, listed, paper, volume

from proceedings.web.machines.citation_formats import bibtex, cited, csl, ris, vietnamese
from proceedings.web.page import SitePage
from proceedings.web.pages.directory import directory
from proceedings.web.pages.paper_page import CITATION, paper_pages

MODEL = "kind: model\nmodel: {name: Nhóm dự giờ}\n"
MODEL_TEXT = """## 1. Mục tiêu

Giúp giảng viên trẻ. Câu thứ hai.

## 2. Nội dung

Dự giờ <mỗi> tháng.

## 3. Cách làm

Phân công từng tổ.
"""


def pages_of(make_tree, papers: dict[str, str], **more) -> dict[str, SitePage]:
    return {page.path.split("/")[1]: page for page in paper_pages(directory(volume(make_tree, papers, **more)))}


def soup(page: SitePage) -> BeautifulSoup:
    return BeautifulSoup(page.html, "html.parser")


def text_of(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


def test_authors_and_schools_are_linked(make_tree):
    authors = "{name: Nguyễn Văn An, degree: TS., position: Giảng viên, unit: khoa-x}; {name: Đặng Ơn, unit: truong-b}"
    page = soup(pages_of(make_tree, {"bai-a": paper("Một bài", authors)})["bai-a"])
    first, second = page.select(".ky-authors li")
    assert text_of(first) == "TS. Nguyễn Văn An Giảng viên, Khoa X, Trường Chính trị tỉnh A"
    assert [a["href"] for a in first.find_all("a")] == [
        "../../tac-gia/nguyen-van-an-truong-a/",
        "../../truong/truong-a/",
    ]
    assert text_of(second) == "Đặng Ơn Trường Chính trị tỉnh B"


def test_the_box_has_the_four_forms_and_their_files(make_tree):
    found = volume(make_tree, {"bai-a": paper("Một “bài” & <b>")})
    (page,) = paper_pages(directory(found))
    box = soup(page).select_one(".ky-cite")
    known = cited(listed(found, "bai-a"), found)
    shown = {button["data-copy"]: box.find(id=button["data-copy"]).get_text() for button in box.select("button")}
    assert list(shown.values()) == [
        vietnamese(known),
        bibtex(known),
        ris(known).replace("\r\n", "\n"),
        csl(known),
    ]
    assert [a["href"] for a in box.find_all("a")] == ["bai-a.bib", "bai-a.ris", "bai-a.json"]
    # Without JavaScript the texts are there and no button pretends to work.
    assert all(button.has_attr("hidden") for button in box.select("button"))
    assert box.find(attrs={"role": "status"}) is not None
    assert CITATION in [section.anchor for section in page.sections]


def test_a_model_is_summed_up_in_the_papers_own_words(make_tree):
    page = soup(pages_of(make_tree, {"bai-a": paper("Một bài", more=MODEL, text=MODEL_TEXT)})["bai-a"])
    box = page.select_one(".ky-parts")
    told = {text_of(term): text_of(term.find_next_sibling("dd")) for term in box.find_all("dt")}
    assert told == {
        "Mục tiêu": "Giúp giảng viên trẻ.",
        "Nội dung": "Dự giờ <mỗi> tháng.",
        "Cách thức": "Phân công từng tổ.",
    }
    for anchor in (term.a["href"].removeprefix("#") for term in box.find_all("dt")):
        assert page.find(id=anchor).name == "h2"
    assert "Nhóm dự giờ" in text_of(box)


def test_an_article_has_no_box_of_a_model(make_tree):
    page = soup(pages_of(make_tree, {"bai-a": paper("Một bài", text=MODEL_TEXT)})["bai-a"])
    assert page.select_one(".ky-parts") is None


def test_cited_documents_lead_into_the_register(make_tree):
    text = "Thực hiện Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị, nhà trường đổi mới."
    page = soup(pages_of(make_tree, {"bai-a": paper("Một bài", text=text)})["bai-a"])
    (one,) = page.select(".ky-cited-documents a")
    assert one["href"] == "../../van-ban/#kl-14"
    assert "14-KL/TW" in text_of(one)


def test_other_papers_of_the_topic_and_the_neighbours_in_the_volume(make_tree):
    papers = {name: paper(f"Bài về {title}") for name, title in (("a", "dạy"), ("b", "học"), ("c", "thi cử"))}
    papers["d"] = paper("Bài của chủ đề khác", more='topic: "2.a"\n')
    pages = {name: soup(page) for name, page in pages_of(make_tree, papers).items()}
    assert [a["href"] for a in pages["b"].select(".ky-papers > li > a")] == ["../a/", "../c/"]
    around = {a["rel"][0]: (a["href"], text_of(a.small)) for a in pages["b"].select(".ky-neighbours a")}
    assert around == {"prev": ("../a/", "Bài trước, tr. 1–2"), "next": ("../c/", "Bài sau, tr. 5–6")}
    # The chain goes on from one topic to the next and has two ends.
    assert [a["href"] for a in pages["d"].select(".ky-neighbours a")] == ["../c/"]
    assert [a["rel"] for a in pages["a"].select(".ky-neighbours a")] == [["next"]]
    assert pages["d"].select(".ky-papers") == []


def test_a_withdrawn_paper_keeps_a_page_that_says_so(make_tree):
    papers = {"bai-a": paper("Một bài"), "bai-b": paper("Bài rút khác hẳn", more="status: withdrawn\n")}
    page = pages_of(make_tree, papers)["bai-b"]
    assert 'name="robots" content="noindex"' in page.head
    assert "citation_" not in page.head
    shown = soup(page)
    assert "Bài đã rút." in text_of(shown)
    # Its volume is one of many: the year and the seminar distinguish it from the others.
    assert text_of(shown.find(class_="ky-kicker")) == "Kỷ yếu hội thảo khoa học (2021)"
    assert "rút khỏi kỷ yếu hội thảo khoa học (2021), hội thảo khoa học “" in text_of(shown)
    # The data name nobody who asked for it.
    assert "theo đề nghị" not in text_of(shown)
    assert shown.select_one(".ky-cite") is None
    assert "Bài viết này có đủ" not in text_of(shown)


def test_what_is_for_the_screen_alone_is_marked_and_the_address_is_for_print(make_tree):
    page = soup(pages_of(make_tree, {"bai-a": paper("Một bài")}, with_pdf=True)["bai-a"])
    screen = [text_of(part) for part in page.select(".ky-screen")]
    assert screen == ["Tải về", "Tệp PDF (2 trang)", "Trích dẫn", "Cách trích dẫn bài này"]
    (address,) = page.select(".ky-printed-address")
    assert text_of(address) == f"Địa chỉ bài trên mạng: {ADDRESS}2021-hoi-thao/bai-a/"


def test_a_draft_is_not_cited_and_not_listed(make_tree):
    page = pages_of(make_tree, {"bai-a": paper("Một bài", more="status: draft\n")}, drafts=True)["bai-a"]
    assert soup(page).select_one(".ky-cite") is None
    assert "noindex" in page.head
    assert "citation_" not in page.head


def test_no_identifier_of_the_page_meets_one_of_the_text(make_tree):
    text = "## Trích dẫn bài này\n\nChữ.\n\n## Bài này trích dẫn\n\nChữ.\n\n## Văn bản được dẫn\n\nChữ."
    page = soup(pages_of(make_tree, {"bai-a": paper("Một bài", text=text)})["bai-a"])
    names = [tag["id"] for tag in page.find_all(id=True)]
    assert len(names) == len(set(names))


def test_of_a_long_topic_the_nearest_papers_are_listed_and_the_rest_linked(make_tree):
    papers = {f"bai-{number:02}": paper(f"Bài số {number:02}") for number in range(12)}
    pages = pages_of(make_tree, papers)

    def others(slug: str) -> list[str]:
        return [text_of(a) for a in soup(pages[slug]).select(".ky-papers li > a")]

    assert others("bai-06") == [f"Bài số {number:02}" for number in (2, 3, 4, 5, 7, 8, 9, 10)]
    assert others("bai-00") == [f"Bài số {number:02}" for number in range(1, 9)]
    assert others("bai-11") == [f"Bài số {number:02}" for number in range(3, 11)]
    (whole,) = soup(pages["bai-06"]).select("section > p > a[href*='muc-luc']")
    assert text_of(whole) == "Cả 12 bài của chủ đề này trong mục lục"


def test_a_short_topic_is_listed_whole(make_tree):
    pages = pages_of(make_tree, {f"bai-{number}": paper(f"Bài số {number}") for number in range(9)})
    assert len(soup(pages["bai-4"]).select(".ky-papers li")) == 8
    assert not soup(pages["bai-4"]).select("section > p > a[href*='muc-luc']")
