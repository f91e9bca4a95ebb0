"""The hall's banner: true to scale, the plan's lines with their breaks and weights, letters that fit the cloth."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from book import art
from book.pdfs import WHAT, target

from proceedings.book.print_shop.banner import hall_banner, scale
from proceedings.book.print_shop.printing import single
from proceedings.model.event import BannerLine, Event
from proceedings.model.volume import HallBanner

RED, YELLOW = (0, 1, 1, 0), (0, 0, 1, 0)
LINES = [*art.AGENCIES, "HỘI THẢO KHOA HỌC", *art.TITLES, "Thanh Hóa, ngày … tháng 11 năm 2021"]


def made(event: Event) -> bytes:
    return hall_banner(event, art.FAMILY)


def sized(width: float, height: float, **more) -> Event:
    return art.event(hall_banner=HallBanner(width_mm=width, height_mm=height), **more)


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return the box of every letter as shares of the page."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    width, height = page.get_size()
    text = page.get_textpage()
    found = [text.get_charbox(place) for place in range(text.count_chars())]
    document.close()
    return [(a / width, b / height, c / width, d / height) for a, b, c, d in found if c > a and d > b]


@pytest.mark.parametrize(("width", "height"), [(4000, 2000), (5000, 1500), (1200, 3000), (600, 400)])
def test_the_page_is_as_large_as_the_cloth(width, height):
    pdf = made(sized(width, height))
    assert art.size_mm(pdf) == [pytest.approx((width, height), abs=0.05)]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/UserUnit" not in document.pages[0].obj


@pytest.mark.parametrize(
    ("width", "height", "times"),
    [(5068, 900, 1), (5069, 900, 2), (10136, 900, 2), (12000, 1200, 5), (2000, 20000, 5), (30000, 2000, 10)],
)
def test_beyond_what_pdf_pages_hold_it_is_drawn_smaller(width, height, times):
    event = sized(width, height)
    pdf = made(event)
    assert scale(event.volume.hall_banner) == times
    assert art.size_mm(pdf) == [pytest.approx((width / times, height / times), abs=0.05)]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/UserUnit" not in document.pages[0].obj
    with_marks = single(pdf, WHAT, target(), bleed_mm=0, drawn_mm=0).pdf
    with pikepdf.open(io.BytesIO(with_marks)) as document:
        assert max(map(float, document.pages[0].mediabox)) <= 14_400.01


def test_lines_are_those_of_the_plan():
    assert art.lines(made(art.event())) == LINES


def test_misprints_of_the_original_are_not_repeated():
    banner = [BannerLine(text="ĐIỂN HÌNH", printed="ĐIỀN HÌNH", bold=True, title=True)]
    assert art.lines(made(art.event(banner=banner))) == ["ĐIỂN HÌNH"]


@pytest.mark.parametrize("titles", [art.TITLES, ("ĐỔI MỚI",), (art.LONG,), tuple(f"DÒNG {n}" for n in range(6))])
@pytest.mark.parametrize(("width", "height"), [(4000, 2000), (9000, 900), (1000, 4000)])
def test_every_letter_is_on_the_cloth(titles, width, height):
    found = boxes(made(sized(width, height, titles=titles)))
    assert min(box[0] for box in found) > 0.02
    assert max(box[2] for box in found) < 0.98
    assert min(box[1] for box in found) > 0.03
    assert max(box[3] for box in found) < 0.97


@pytest.mark.parametrize("titles", [(art.LONG,), ("ĐỔI MỚI",)])
def test_letters_are_as_large_as_they_fit(titles):
    found = boxes(made(art.event(titles, agencies=())))
    wide = max(box[2] for box in found) - min(box[0] for box in found)
    high = max(box[3] for box in found) - min(box[1] for box in found)
    assert wide > 0.88 or high > 0.7


def test_lines_do_not_touch():
    document = pypdfium2.PdfDocument(made(art.event(tuple(f"ẬẤỞỆ GỤYQ {n}" for n in range(6)))))
    text = document[0].get_textpage()
    tops: dict[int, list[float]] = {}
    line = 0
    for place, letter in enumerate(text.get_text_range()):
        line += letter == "\n"
        if letter.strip():
            tops.setdefault(line, []).extend(text.get_charbox(place)[1::2])
    document.close()
    rows = [(min(edges), max(edges)) for edges in tops.values()]
    assert all(upper[0] > lower[1] for upper, lower in zip(rows, rows[1:], strict=False))


def test_weights_are_those_of_the_plan():
    banner = [
        BannerLine(text="THƯỜNG"),
        BannerLine(text="ĐẬM", bold=True, title=True),
        BannerLine(text="Nghiêng", italic=True),
        BannerLine(text="Cả hai", bold=True, italic=True),
    ]
    with pikepdf.open(io.BytesIO(made(art.event(banner=banner)))) as document:
        fonts = document.pages[0].resources.Font
        names = [
            str(fonts[str(step.operands[0])].BaseFont).rpartition("+")[2]
            for step in pikepdf.parse_content_stream(document.pages[0])
            if str(step.operator) == "Tf"
        ]
    assert names == ["Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"]


def test_yellow_letters_on_red_and_no_other_ink():
    pdf = made(art.event())
    assert {tuple(numbers) for operator, numbers in art.operations(pdf) if operator in ("k", "scn")} == {RED, YELLOW}
    assert art.inks(pdf) <= {"k", "scn", "/DeviceCMYK"}


def test_gaps_at_the_ends_take_no_room():
    banner = [BannerLine(text="ĐỔI MỚI", bold=True, title=True)]
    gaps = [BannerLine(text=""), BannerLine(text=" ")]
    assert boxes(made(art.event(banner=[*gaps, *banner, *gaps]))) == boxes(made(art.event(banner=banner)))


def test_a_banner_without_lines_bears_the_title():
    event = art.event(banner=[BannerLine(text="")])
    assert " ".join(art.lines(made(event))) == event.title
