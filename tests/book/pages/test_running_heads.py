"""What is beside the text of a page: heads at the outer edge, folios under the block, whole citations."""

from __future__ import annotations

import dataclasses
import re
from typing import NamedTuple

import pikepdf
import pytest
from book import art, bound, pdfs

from proceedings.book.layout.stylesheet import press_guideline
from proceedings.book.pages.font_subset import faces
from proceedings.book.pages.running_heads import FOLIO_FONT, HEAD_FONT, furniture
from proceedings.listing.volume_order import Sheet
from proceedings.model.event import Event
from proceedings.model.guideline import PageSize

MM = art.MM
STYLES = {HEAD_FONT: "italic", FOLIO_FONT: "regular"}
ORGANIZER = "Trường Chính trị tỉnh Thanh Hóa"
SMALL = "14.5x20.5"
WORDS = "Nâng cao chất lượng đào tạo, bồi dưỡng cán bộ lãnh đạo, quản lý cấp cơ sở ở các trường chính trị tỉnh "


class Set(NamedTuple):
    """A line as it is drawn: its text, place and width in points."""

    text: str
    font: str
    size: float
    x: float
    y: float
    width: float


class Drawn(NamedTuple):
    lines: list[Set]
    rules: list[tuple[float, float, float]]
    page: PageSize
    raw: bytes


@pytest.fixture
def dress(make_tree):
    """Return a function that draws the furniture of page `number`, the `offset`th of a paper."""

    def make(
        number: int,
        offset: int,
        trim: str | None = SMALL,
        title: str = "Bài viết ẤỞỆ",
        seminar: str | None = None,
        people: tuple[str, ...] = ("Đặng Ơn", "Lê Đức Ê"),
    ) -> Drawn:
        papers = {"bai": bound.paper([(person, "truong-a") for person in people], title=title)}
        book = bound.laid_out(make_tree, papers, pages=5)
        (entry,) = book.plan().entries
        volume = dataclasses.replace(book.event.volume, trim=trim)
        event = dataclasses.replace(book.event, volume=volume, title=seminar or book.event.title)
        entry = dataclasses.replace(entry, first_page=number - offset)
        return drawn(event, Sheet(number, entry, offset))

    return make


def drawn(event: Event, sheet: Sheet) -> Drawn:
    page = press_guideline(event).page
    content = furniture(event, page, art.FAMILY, sheet, ORGANIZER)
    with pikepdf.new() as pdf:
        texts = {
            style: {number: char for char, number in face.numbers.items()} for style, face in faces(art.FAMILY).items()
        }
        steps = pikepdf.parse_content_stream(pdf.make_stream(content))
        lines, rules = [], []
        font, size, place = "", 0.0, (0.0, 0.0)
        for operands, operator in steps:
            if str(operator) == "Tf":
                font, size = str(operands[0]), float(operands[1])
            elif str(operator) in ("Td", "m"):
                place = (float(operands[0]), float(operands[1]))
            elif str(operator) == "l":
                rules.append((place[0], float(operands[0]), place[1]))
            elif str(operator) == "Tj":
                codes = bytes(operands[0])
                numbers = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
                face = faces(art.FAMILY)[STYLES[font]]
                text = "".join(texts[STYLES[font]][number] for number in numbers).replace("\u00a0", " ")
                lines.append(Set(text, font, size, *place, face.width(text, size)))
    return Drawn(lines, rules, page, content)


def block(page: PageSize, *, right_hand: bool) -> tuple[float, float]:
    """Return where the text block begins and ends; the inner margin is the wider one."""
    left, right = (page.left_mm, page.right_mm) if right_hand else (page.right_mm, page.left_mm)
    return left * MM, (page.width_mm - right) * MM


TRIMS = [None, "A4", "16x24", SMALL]


@pytest.mark.parametrize("trim", TRIMS)
@pytest.mark.parametrize("number", [7, 8, 115, 116])
def test_the_folio_stands_in_the_middle_of_the_block(dress, number, trim):
    made = dress(number, 1, trim)
    folio = next(line for line in made.lines if line.font == FOLIO_FONT)
    left, right = block(made.page, right_hand=number % 2 == 1)
    assert folio.text == str(number)
    assert folio.x + folio.width / 2 == pytest.approx((left + right) / 2, abs=0.01)
    assert 0 < folio.y < made.page.bottom_mm * MM


@pytest.mark.parametrize("trim", TRIMS)
def test_heads_stand_at_the_outer_edge(dress, trim):
    right_hand, left_hand = dress(7, 2, trim), dress(8, 3, trim)
    head = right_hand.lines[1]
    assert head.text == "Đặng Ơn, Lê Đức Ê – Bài viết ẤỞỆ"
    assert head.x + head.width == pytest.approx(block(right_hand.page, right_hand=True)[1], abs=0.01)
    head = left_hand.lines[1]
    assert head.text == "Kỷ yếu hội thảo khoa học"
    assert head.x == pytest.approx(block(left_hand.page, right_hand=False)[0], abs=0.01)
    assert (left_hand.page.height_mm - left_hand.page.top_mm) * MM < head.y < left_hand.page.height_mm * MM


@pytest.mark.parametrize("number", [7, 8])
def test_the_rule_is_as_wide_as_the_block(dress, number):
    made = dress(number, 1)
    (rule,) = made.rules
    assert rule[:2] == pytest.approx(block(made.page, right_hand=number % 2 == 1), abs=0.01)
    assert (made.page.height_mm - made.page.top_mm) * MM < rule[2] < made.lines[1].y


@pytest.mark.parametrize("number", [7, 8])
def test_a_first_page_has_its_citation_and_no_head(dress, number):
    made = dress(number, 0)
    assert made.rules == []
    assert " ".join(line.text for line in made.lines[1:]) == (
        "Kỷ yếu hội thảo khoa học “Đổi mới phương pháp giảng dạy”, Trường Chính trị tỉnh Thanh Hóa, 2021, "
        f"tr. {number}–{number + 4}."
    )
    left, _ = block(made.page, right_hand=number % 2 == 1)
    assert all(line.x == pytest.approx(left, abs=0.01) for line in made.lines[1:])


@pytest.mark.parametrize(
    ("people", "named"),
    [
        (("Đặng Ơn",), "Đặng Ơn – Bài"),
        (("Đặng Ơn", "Lê Ê", "Vũ Út"), "Đặng Ơn, Lê Ê, Vũ Út – Bài"),
        (("Đặng Ơn", "Lê Ê", "Vũ Út", "Trần Ư"), "Đặng Ơn và các tác giả – Bài"),
    ],
)
def test_many_authors_leave_room_for_the_title(dress, people, named):
    assert dress(7, 1, people=people).lines[1].text.startswith(named)


def test_a_head_too_long_ends_with_an_ellipsis(dress):
    made = dress(7, 1, title=(WORDS * 2)[:200].strip())
    head = made.lines[1]
    left, right = block(made.page, right_hand=True)
    assert head.text.endswith("…")
    assert head.text.startswith("Đặng Ơn, Lê Đức Ê – Nâng cao")
    assert right - left - 60 < head.width <= right - left + 0.01
    assert left - 0.01 <= head.x


TITLES = {
    "short": "Đổi mới",
    "200 letters": (WORDS * 2)[:200].strip(),
    "200 letters, one word": "Đ" * 200,
    "just two lines": WORDS[:60].strip(),
    "quotation at its end": WORDS + "theo tinh thần “học thật, thi thật”",
}


@pytest.mark.parametrize("trim", TRIMS)
@pytest.mark.parametrize("title", TITLES)
def test_a_citation_keeps_its_end_on_two_lines(dress, title, trim):
    made = dress(15, 0, trim, seminar=TITLES[title])
    lines = made.lines[1:]
    left, right = block(made.page, right_hand=True)
    assert 1 <= len(lines) <= 2, [line.text for line in lines]
    assert all(line.width <= right - left + 0.01 for line in lines)
    text = " ".join(line.text for line in lines)
    assert text.endswith("”, Trường Chính trị tỉnh Thanh Hóa, 2021, tr. 15–19.")
    assert text.startswith("Kỷ yếu hội thảo khoa học “" + TITLES[title][:5])
    assert lines[-1].y > (made.page.height_mm - made.page.top_mm) * MM, "it reaches into the text"
    assert lines[0].y + 9 < made.page.height_mm * MM


@pytest.mark.parametrize("seminar", ["Phong trào “thi đua” " + WORDS * 2, "“Học tập” và làm theo: " + WORDS * 2])
def test_a_citation_with_a_quotation_early_in_the_title(dress, seminar):
    lines = dress(15, 0, seminar=seminar[:220].strip()).lines[1:]
    assert len(lines) <= 2
    assert " ".join(line.text for line in lines).endswith("”, Trường Chính trị tỉnh Thanh Hóa, 2021, tr. 15–19.")


def test_no_line_begins_with_the_pages(dress):
    """Somewhere between a citation on one line and one on two, its pages would be on a line alone."""
    for letters in range(1, 50):
        lines = dress(15, 0, seminar="i" * letters).lines[1:]
        assert not lines[-1].text.startswith("15"), letters


def test_it_is_an_artifact_in_black(dress):
    for number, offset in ((7, 0), (7, 1), (8, 1)):
        raw = dress(number, offset).raw
        assert raw.startswith(b"/Artifact BMC q 0 g 0 G ")
        assert raw.endswith(b" Q EMC")
        assert not re.search(rb"\b(rg|RG|k|K|scn)\b", raw)


def test_it_reads_back_from_a_page(dress):
    made = dress(7, 1)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(made.page.width_mm * MM, made.page.height_mm * MM))
        fonts = pdfs.lettering().fonts_in(pdf)
        for name, style in STYLES.items():
            page.add_resource(fonts[faces(art.FAMILY)[style].name], pikepdf.Name.Font, pikepdf.Name(name))
        page.contents_add(made.raw)
        assert sorted(art.lines(pdfs.saved(pdf))) == ["7", "Đặng Ơn, Lê Đức Ê – Bài viết ẤỞỆ"]


def test_straight_marks_become_curly(dress):
    assert dress(7, 1, title='Bài \\"A\\" - B').lines[1].text == "Đặng Ơn, Lê Đức Ê – Bài “A” – B"
