"""Numbers set into finished pages: right edge, leader, links, and rows of many numbers."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from proceedings.book.layout.engine import lay_out
from proceedings.book.layout.fonts import find
from proceedings.book.layout.stylesheet import page_style, stylesheet
from proceedings.book.pages.font_subset import Lettering, faces
from proceedings.book.pages.numbering import MOST_BESIDE, Target, address, number_lines, set_numbers
from proceedings.book.pages.running_heads import FOLIO_FONT
from proceedings.model.guideline import Guideline, Typeface
from proceedings.model.lengths import POINTS_PER_MM

GUIDELINE = Guideline()
FAMILY = find(Typeface())
FACE = faces(FAMILY)["regular"]
RIGHT = (GUIDELINE.page.width_mm - GUIDELINE.page.right_mm) * POINTS_PER_MM


def numbered(rows: list[tuple[str, list[str]]], targets: dict[str, Target]) -> bytes:
    """Return a page of rows with their numbers set; every target is on this one page."""
    html = "".join(
        f'<p class="row{" several" if len(keys) > 1 else ""}"><a href="{address(row, keys)}">{words}</a>'
        f"{'<br>&nbsp;' * number_lines(len(keys))}</p>"
        for row, (words, keys) in enumerate(rows)
    )
    page = f'<!doctype html>\n<html lang="vi"><head><title>x</title></head><body>{html}</body></html>'
    layout = lay_out(page, page_style(GUIDELINE, FAMILY.name) + stylesheet("book"), FAMILY, piece=True)
    with pikepdf.open(io.BytesIO(layout.pdf)) as pdf:
        fonts = Lettering(FAMILY, [layout.glyphs]).fonts_in(pdf)
        first = pdf.pages[0]
        for key in list(first.resources.Font.keys()):
            first.resources.Font[key] = fonts[str(first.resources.Font[key].BaseFont)[1:].rpartition("+")[2]]
        first.add_resource(fonts[FACE.name], pikepdf.Name.Font, pikepdf.Name(FOLIO_FONT))
        drawn = set_numbers(pdf, first, targets, FACE, GUIDELINE.page)
        first.contents_add(b"q", prepend=True)
        first.contents_add(b"Q " + drawn)
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def links(pdf: bytes) -> list[tuple[float, float, float, float]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert all("/Dest" in link for link in document.pages[0].Annots)
        return [tuple(map(float, link.Rect)) for link in document.pages[0].Annots]  # type: ignore[misc]


def words_at(pdf: bytes, box: tuple[float, float, float, float]) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(document[0].get_textpage().get_text_bounded(*box).split())
    document.close()
    return text


def right_of(pdf: bytes, box: tuple[float, float, float, float]) -> float:
    """Return the right edge of the last letter in a box."""
    document = pypdfium2.PdfDocument(pdf)
    sheet_ = document[0].get_textpage()
    sides = [sheet_.get_charbox(place, loose=True) for place in range(sheet_.count_chars())]
    document.close()
    return max(side[2] for side in sides if box[1] - 1 <= (side[1] + side[3]) / 2 <= box[3] + 1)


@pytest.mark.parametrize("label", ["7", "57", "1234", "iii"])
def test_a_row_ends_with_its_number_at_the_right_edge(label):
    pdf = numbered([("Đổi mới phương pháp giảng dạy", ["a"])], {"a": Target(label, 0)})
    (box,) = links(pdf)
    words = words_at(pdf, box)
    assert words.startswith("Đổi mới phương pháp giảng dạy . .")
    assert words.endswith(f". {label}")
    assert right_of(pdf, box) == pytest.approx(RIGHT, abs=0.6)


def test_a_row_of_two_lines_is_one_link():
    words = "Nâng cao chất lượng đào tạo, bồi dưỡng cán bộ lãnh đạo, quản lý cấp cơ sở ở các trường chính trị tỉnh"
    pdf = numbered([(words, ["a"])], {"a": Target("57", 0)})
    (box,) = links(pdf)
    assert words_at(pdf, box).startswith("Nâng cao chất lượng")
    assert words_at(pdf, box).endswith("57")


def test_dots_of_rows_stand_under_each_other():
    pdf = numbered([("Ngắn", ["a"]), ("Dài hơn một chút", ["b"])], {"a": Target("5", 0), "b": Target("123", 0)})
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    dots = [text.get_charbox(place) for place in range(text.count_chars()) if text.get_text_range(place, 1) == "."]
    document.close()
    lines = {round(box[1]) for box in dots}
    assert len(lines) == 2
    columns = [{round(box[0], 1) for box in dots if round(box[1]) == line} for line in lines]
    shorter, longer = sorted(columns, key=len)
    assert len(shorter) > 10
    assert len(shorter & longer) >= len(shorter) - 2


def test_each_of_several_numbers_is_a_link():
    keys = [f"k{number}" for number in range(MOST_BESIDE)]
    targets = {key: Target(str(10 * (place + 1)), 0) for place, key in enumerate(keys)}
    pdf = numbered([("Nguyễn Văn A", keys)], targets)
    assert [words_at(pdf, box) for box in links(pdf)] == ["10", "20", "30", "40"]


def test_very_many_numbers_have_lines_of_their_own():
    keys = [f"k{number}" for number in range(40)]
    targets = {key: Target(str(100 + place), 0) for place, key in enumerate(keys)}
    pdf = numbered([("Nguyễn Văn A", keys), ("Người sau", ["k0"])], targets)
    boxes = links(pdf)
    assert [words_at(pdf, box) for box in boxes[:40]] == [str(100 + place) for place in range(40)]
    assert len({round(box[1]) for box in boxes[:40]}) == number_lines(40) == 3
    assert all(box[1] > boxes[40][3] - 2 for box in boxes[:40])
    assert min(box[0] for box in boxes) > GUIDELINE.page.left_mm * POINTS_PER_MM - 1


@pytest.mark.parametrize(("count", "lines"), [(1, 0), (MOST_BESIDE, 0), (MOST_BESIDE + 1, 1), (16, 1), (17, 2)])
def test_how_many_lines_numbers_need(count, lines):
    assert number_lines(count) == lines


def test_rows_of_equal_papers_stay_apart():
    rows = [("Nguyễn Văn A", ["a"]), ("Trần Thị B", ["a"])]
    pdf = numbered(rows, {"a": Target("9", 0)})
    assert [words_at(pdf, box).split(" .")[0] for box in links(pdf)] == ["Nguyễn Văn A", "Trần Thị B"]


def test_a_page_without_rows_is_left_alone():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        assert set_numbers(pdf, pdf.pages[0], {}, FACE, GUIDELINE.page) == b""
