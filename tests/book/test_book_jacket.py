"""The jacket: its size, the spine's arithmetic, what stands on spine and back, inks that run into the bleed."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pypdfium2
import pytest
from book import art

from proceedings.book.jacket import Jacket, jacket, spine_width

ORGANIZER = "Trường Chính trị tỉnh Thanh Hóa"
SPINE = "KỶ YẾU HỘI THẢO KHOA HỌC – 2021"
MARKS = ("LƯU HÀNH NỘI BỘ", "TÀI LIỆU KHÔNG KINH DOANH", "ISBN: 978-604-901-234-5")


def made(event, pages: int = 132) -> Jacket:
    return jacket(event, pages, art.FAMILY, ORGANIZER)


def corners(pdf: bytes) -> list[tuple[int, int, int]]:
    """Return the colours of the page's corners as they look."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=0.5).to_pil().convert("RGB")
    document.close()
    right, bottom = image.width - 1, image.height - 1
    return [image.getpixel(place) for place in ((0, 0), (right, 0), (0, bottom), (right, bottom))]


@pytest.mark.parametrize(
    ("pages", "caliper", "cover", "spine"),
    [(132, 0.1, 0.25, 7.1), (100, 0.1, 0.25, 5.5), (101, 0.1, 0.25, 5.6), (90, 0.09, 0.2, 4.5), (4, 0.1, 0.25, 0.7)],
)
def test_a_glued_spine_is_its_leaves_and_two_covers(pages, caliper, cover, spine):
    event = art.printed(art.event(), caliper_mm=caliper, cover_caliper_mm=cover)
    assert spine_width(event, pages) == spine


def test_a_stapled_book_has_no_spine():
    found = made(art.printed(art.event(trim="14.5x20.5"), binding="stapled"), 400)
    assert (found.spine_mm, found.spine_text, found.trim_mm) == (0, False, (290, 205))


@pytest.mark.parametrize(("trim", "size"), [("A4", (210, 297)), ("16x24", (160, 240)), ("14.5x20.5", (145, 205))])
@pytest.mark.parametrize("bleed", [0, 3, 5.5])
def test_the_page_is_the_spread_with_the_bleed_on_all_sides(trim, size, bleed):
    found = made(art.printed(art.event(trim=trim), bleed_mm=bleed))
    assert found.trim_mm == (2 * size[0] + 7.1, size[1])
    expected = (found.trim_mm[0] + 2 * bleed, found.trim_mm[1] + 2 * bleed)
    assert art.size_mm(found.pdf) == [pytest.approx(expected, abs=0.02)]


def test_the_cloth_fills_the_bleed_to_every_corner():
    assert all(red > 80 and green < 80 and blue < 80 for red, green, blue in corners(made(art.event()).pdf))


def test_nothing_is_drawn_beyond_the_bleed():
    with pikepdf.open(io.BytesIO(made(art.event()).pdf)) as pdf:
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
        pdf.pages[0].mediabox = pikepdf.Array([-30, -30, width + 30, height + 30])
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert corners(buffer.getvalue()) == [(255, 255, 255)] * 4
    document = pypdfium2.PdfDocument(buffer.getvalue())
    image = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    edges = [(0, 0, image.width, 28), (0, 0, 28, image.height)]
    edges += [(0, image.height - 28, image.width, image.height), (image.width - 28, 0, image.width, image.height)]
    assert all(image.crop(edge).getextrema() == (255, 255) for edge in edges)


@pytest.mark.parametrize(("pages", "text"), [(108, False), (110, True), (300, True)])
def test_a_spine_of_six_millimetres_bears_the_name(pages, text):
    found = made(art.event(trim="16x24"), pages)
    assert found.spine_text is text is (found.spine_mm >= 6)
    assert (SPINE in art.lines(found.pdf)) is text


@pytest.mark.parametrize("pages", [110, 160, 300, 900])
def test_letters_on_the_spine_keep_two_millimetres_free_and_run_downwards(pages):
    found = made(art.event(trim="14.5x20.5"), pages)
    document = pypdfium2.PdfDocument(found.pdf)
    text = document[0].get_textpage()
    start = text.get_text_range().index(SPINE)
    boxes = [text.get_charbox(place) for place in (start, start + len(SPINE) - 1)]
    every = [text.get_charbox(start + place) for place, letter in enumerate(SPINE) if letter != " "]
    left, right = min(box[0] for box in every) / art.MM, max(box[2] for box in every) / art.MM
    document.close()
    assert boxes[0][1] > boxes[1][1], "read from top to bottom"
    spine_left = 3 + 145
    assert spine_left + 0.9 <= left < right <= spine_left + found.spine_mm - 0.9


def test_a_long_name_stays_on_the_spine():
    found = made(art.event(trim="14.5x20.5", title="TUYỂN TẬP BÁO CÁO " * 5), 900)
    document = pypdfium2.PdfDocument(found.pdf)
    text = document[0].get_textpage()
    start = text.get_text_range().index("2021")
    assert text.get_charbox(start + 3)[1] > (3 + 14) * art.MM
    document.close()


IMPRINTS = {
    "internal": {},
    "permit": {"imprint": "permit", "permit": art.permit()},
    "publisher": {"imprint": "publisher", "publisher": art.PUBLISHER},
}


@pytest.mark.parametrize(("imprint", "mark"), [*zip(IMPRINTS, MARKS, strict=True)])
def test_the_back_names_the_organizer_and_what_kind_of_book_it_is(imprint, mark):
    lines = art.lines(made(art.event(**IMPRINTS[imprint])).pdf)
    assert ORGANIZER in lines
    assert [line for line in lines if line in MARKS] == [mark]


def test_only_a_book_with_an_isbn_has_a_white_box_for_the_barcode():
    white = ("g", (1.0,))
    assert white in art.operations(made(art.event(**IMPRINTS["publisher"])).pdf)
    assert white not in art.operations(made(art.event()).pdf)


def test_isbn_is_named_once():
    named = dataclasses.replace(art.PUBLISHER, isbn="ISBN 978-604-901-234-5")
    lines = art.lines(made(art.event(imprint="publisher", publisher=named)).pdf)
    assert "ISBN: 978-604-901-234-5" in lines


@pytest.mark.parametrize("imprint", IMPRINTS)
def test_inks_are_grey_and_cmyk_alone(imprint):
    assert art.inks(made(art.event(**IMPRINTS[imprint])).pdf) <= art.INKS


@pytest.mark.parametrize("trim", ["A4", "16x24", "14.5x20.5"])
def test_the_front_is_that_of_the_cover(trim):
    lines = art.lines(made(art.event(trim=trim)).pdf)
    front = [*art.AGENCIES, "KỶ YẾU", "HỘI THẢO KHOA HỌC", *art.TITLES, "Thanh Hóa, ngày … tháng 11 năm 2021"]
    assert lines[-len(front) :] == front
