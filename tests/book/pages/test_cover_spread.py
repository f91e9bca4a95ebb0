"""The jacket: its size, the spine's arithmetic, what is on spine and back, inks that run into the bleed."""

from __future__ import annotations

import dataclasses
import datetime
import io

import pikepdf
import pypdfium2
import pytest
from book import art

from proceedings.book.pages.cover_spread import Jacket, jacket, spine_width
from proceedings.book.print_shop.inks import profile
from proceedings.book.print_shop.printing import single
from proceedings.book.volume.metadata import Description

ORGANIZER = "Trường Chính trị tỉnh Thanh Hóa"
SPINE = "KỶ YẾU HỘI THẢO KHOA HỌC – 2021"
MARKS = ("LƯU HÀNH NỘI BỘ", "TÀI LIỆU KHÔNG KINH DOANH", "ISBN: 978-604-901-234-1")


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


def bars(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right and top of the drawn bars in millimetres, from left to right."""
    document = pypdfium2.PdfDocument(pdf)
    boxes = [item.get_bounds() for item in document[0].get_objects() if item.type == PATH]
    document.close()
    found = [tuple(side / art.MM for side in box) for box in boxes]
    return sorted(box for box in found if box[2] - box[0] < 1.5 and box[3] - box[1] > 20)


def decoded(drawn: list[tuple[float, float, float, float]]) -> str:
    """Read the thirteen digits from the edges of the bars, as a scanner does."""
    start, module = drawn[0][0], (drawn[-1][2] - drawn[0][0]) / 95
    row = ["0"] * 95
    for left, _, right, _ in drawn:
        for place in range(round((left - start) / module), round((right - start) / module)):
            row[place] = "1"
    read = "".join(row)
    assert (read[:3], read[45:50], read[92:]) == ("101", "01010", "101")
    halves = [[read[at + 7 * place : at + 7 * place + 7] for place in range(6)] for at in (3, 50)]
    odd = [code.count("1") % 2 == 1 for code in halves[0]]
    left = [SHAPES[code if plain else code[::-1].translate(SWAP)] for code, plain in zip(halves[0], odd, strict=True)]
    right = [SHAPES[code.translate(SWAP)] for code in halves[1]]
    first = FIRST["".join("LG"[not plain] for plain in odd)]
    return "".join(map(str, [first, *left, *right]))


PATH = 2  # pdfium's number of a drawn path
SWAP = str.maketrans("01", "10")
# The tables of ISO/IEC 15420 by widths of space, bar, space, bar; by L and G sets.
WIDTHS = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
SHAPES = {"".join("01"[place % 2] * int(wide) for place, wide in enumerate(row)): n for n, row in enumerate(WIDTHS)}
SETS = "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL".split()
FIRST = {row: number for number, row in enumerate(SETS)}


@pytest.mark.parametrize(
    ("isbn", "code"),
    [
        ("978-604-901-234-1", "9786049012341"),
        ("ISBN: 978-604-57-4212-9", "9786045742129"),
        ("979-10-90636-07-1", "9791090636071"),
        ("0-306-40615-2", "9780306406157"),
    ],
)
@pytest.mark.parametrize("trim", ["A4", "14.5x20.5"])
def test_the_barcode_reads_as_the_isbn(isbn, code, trim):
    publisher = dataclasses.replace(art.PUBLISHER, isbn=isbn)
    found = made(art.event(imprint="publisher", publisher=publisher, trim=trim))
    assert decoded(bars(found.pdf)) == code
    assert code in "".join(art.lines(found.pdf)).replace(" ", ""), "the digits below"


def test_the_barcode_has_its_full_size_in_black_on_white_with_quiet_zones():
    pdf = made(art.event(**IMPRINTS["publisher"])).pdf
    drawn = bars(pdf)
    assert len(drawn) == 30
    assert drawn[-1][2] - drawn[0][0] == pytest.approx(95 * 0.33, abs=0.02)
    assert {round(top - bottom, 1) for _, bottom, _, top in drawn} == {22.9, 24.5} or {22.8, 24.5}
    assert ("g", (1.0,)) in art.operations(pdf)
    assert ("k", (0, 0, 0, 1)) in art.operations(pdf) or ("scn", (0, 0, 0, 1)) in art.operations(pdf)
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=10).to_pil().convert("L")
    height = document[0].get_height()
    document.close()
    left, right = drawn[0][0] - 11 * 0.33, drawn[-1][2] + 7 * 0.33
    middle = height / art.MM - drawn[0][3] + 10
    for begin, end in ((left, drawn[0][0] - 0.1), (drawn[-1][2] + 0.1, right)):
        zone = (begin * art.MM * 10, middle * art.MM * 10, end * art.MM * 10, (middle + 5) * art.MM * 10)
        assert image.crop(tuple(map(round, zone))).getextrema() == (255, 255)


@pytest.mark.parametrize("imprint", ["internal", "permit"])
def test_without_an_isbn_there_is_no_barcode(imprint):
    pdf = made(art.event(**IMPRINTS[imprint])).pdf
    assert bars(pdf) == []
    assert ("g", (1.0,)) not in art.operations(pdf)


def test_a_wrong_isbn_has_no_barcode():
    wrong = dataclasses.replace(art.PUBLISHER, isbn="978-604-901-234-5")
    assert bars(made(art.event(imprint="publisher", publisher=wrong)).pdf) == []


def upright_marks(found: Jacket, bleed: float) -> list[tuple[float, float, float]]:
    """Return place, lower and upper end of the upright marks, in millimetres from the corner of the bleed."""
    what = Description(title="Bìa", author="A", day=datetime.date(2021, 11, 1))
    pdf = single(found.pdf, what, profile(None, None), bleed_mm=bleed, drawn_mm=bleed, folds_mm=found.folds_mm).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        form = document.pages[0].resources.XObject["/KyYeuMarks"]
        numbers = [
            (str(step.operator), [float(value) / art.MM - 6 for value in step.operands])
            for step in pikepdf.parse_content_stream(form)
            if str(step.operator) in ("m", "l")
        ]
    ends = zip(numbers[::2], numbers[1::2], strict=True)
    return [(a[0], *sorted((a[1], b[1]))) for (_, a), (_, b) in ends if abs(a[0] - b[0]) < 0.01]


@pytest.mark.parametrize("bleed", [3, 5])
def test_fold_marks_stand_at_both_edges_of_the_spine_outside_the_bleed(bleed):
    found = made(art.printed(art.event(trim="16x24"), bleed_mm=bleed), 110)
    marks = upright_marks(found, bleed)
    places = [bleed, bleed + 160, bleed + 160 + found.spine_mm, bleed + 320 + found.spine_mm]
    height = 240 + 2 * bleed
    for place in places:
        ends = [(low, high) for x, low, high in marks if x == pytest.approx(place, abs=0.02)]
        assert sorted(ends) == [pytest.approx((-6, -1), abs=0.02), pytest.approx((height + 1, height + 6), abs=0.02)]
    assert len(marks) == 2 * len(places)


def test_a_stapled_book_has_no_fold_marks():
    found = made(art.printed(art.event(trim="16x24"), binding="stapled"), 40)
    assert found.folds_mm == ()
    assert len(upright_marks(found, 3)) == 4


def test_isbn_is_named_once():
    named = dataclasses.replace(art.PUBLISHER, isbn="ISBN 978-604-901-234-1")
    lines = art.lines(made(art.event(imprint="publisher", publisher=named)).pdf)
    assert "ISBN: 978-604-901-234-1" in lines


@pytest.mark.parametrize("imprint", IMPRINTS)
def test_inks_are_grey_and_cmyk_alone(imprint):
    assert art.inks(made(art.event(**IMPRINTS[imprint])).pdf) <= art.INKS


@pytest.mark.parametrize("trim", ["A4", "16x24", "14.5x20.5"])
def test_the_front_is_that_of_the_cover(trim):
    lines = art.lines(made(art.event(trim=trim)).pdf)
    front = [*art.AGENCIES, "KỶ YẾU", "HỘI THẢO KHOA HỌC", *art.TITLES, "Thanh Hóa, ngày … tháng 11 năm 2021"]
    assert lines[-len(front) :] == front
