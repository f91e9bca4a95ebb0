"""Files for the print shop: boxes to a hundredth, marks where the knife finds them, black text in black ink alone."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from book import art, pdfs
from book.harness import ROOT, clean_environment, poppler_fonts
from book.pdfs import MM, TRIM, WHAT, letters, picture, shown
from PIL import Image

from proceedings.book.layout.engine import lay_out
from proceedings.book.pages.cover_spread import jacket
from proceedings.book.preflight.check import preflight
from proceedings.book.preflight.expected import expected_for
from proceedings.book.print_shop.banner import hall_banner
from proceedings.book.print_shop.printing import Printed, inside, single

RED = Image.new("RGB", (150, 150), (200, 20, 30))
HUNDREDTH = 0.01 * MM
EDGE = 6.0
"""From the bleed to the edge of the paper: a millimetre of gap, five of mark."""


def volume(pages: int) -> bytes:
    """Return a screen volume: cover, its blank back, pages with links, tags and bookmarks; page 3 has a picture."""
    contents = [b"", b"", *(letters(f"Trang {number}") for number in range(1, pages + 1))]
    if pages >= 3:
        contents[4] += shown("Red")

    def dress(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
            page.obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
            page.obj.StructParents = 0
            page.obj.Tabs = pikepdf.Name.S
            page.obj.CropBox = page.obj.MediaBox
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Bìa", 0))

    return pdfs.changed(pdfs.screen_pages(contents, XObject={"Red": picture(RED)}), dress)


def the_inside(pages: int = 6, front: int = 2, **job: object) -> Printed:
    body = pages - front
    return inside(pdfs.book(volume(pages), front=front, body=body, back=0, **job), pdfs.target(), WHAT)


@pytest.fixture(scope="module")
def made() -> Printed:
    return the_inside()


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [float(side) / MM for side in page.obj[name]]


# The inside


def test_it_passes_the_preflight(made):
    assert preflight(made.pdf, pdfs.EXPECTED) == ()


@pytest.mark.parametrize("pages", range(1, 10))
def test_pages_fill_up_to_a_multiple_of_four(pages):
    made = the_inside(pages, front=0)
    assert made.pages % 4 == 0
    assert 0 <= made.pages - pages < 4
    texts = art.lines(made.pdf)
    assert texts == [f"Trang {number}" for number in range(1, pages + 1)], "no cover, every page, blank ones at the end"
    assert preflight(made.pdf, pdfs.EXPECTED) == ()


def test_blank_pages_are_told():
    with pikepdf.open(io.BytesIO(volume(6))) as pdf:
        for place in (3, 5):
            blank = pdf.add_blank_page(page_size=(TRIM[0] * MM, TRIM[1] * MM))
            pdf.pages.insert(place, blank)
            del pdf.pages[-1]
        book = pdfs.book(pdfs.saved(pdf), front=2, body=6, back=1)
        made = inside(book, pdfs.target(), WHAT)
    assert made.blank == (2, 4, 9, 10, 11, 12)


def test_labels_are_those_of_the_book(made):
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert [page.label for page in pdf.pages] == ["i", "ii", "1", "2", "3", "4", "5", "6"]


def test_coloured_pages_are_told(made):
    assert made.coloured == (3,)
    assert the_inside(inside="black").coloured == ()


def test_an_inside_in_black_holds_no_other_ink():
    with pikepdf.open(io.BytesIO(the_inside(inside="black").pdf)) as pdf:
        picture_made = pdf.pages[2].resources.XObject.Red
        assert picture_made.ColorSpace == "/DeviceGray"


@pytest.mark.parametrize("bleed", [0, 3, 5])
def test_boxes(bleed):
    made = the_inside(bleed_mm=bleed)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        for page in pdf.pages:
            edge = bleed + EDGE
            assert box(page, "/MediaBox") == pytest.approx([0, 0, TRIM[0] + 2 * edge, TRIM[1] + 2 * edge], abs=0.01)
            assert box(page, "/TrimBox") == pytest.approx([edge, edge, edge + TRIM[0], edge + TRIM[1]], abs=0.01)
            wide = [EDGE, EDGE, EDGE + TRIM[0] + 2 * bleed, EDGE + TRIM[1] + 2 * bleed]
            assert box(page, "/BleedBox") == pytest.approx(wide, abs=0.01)
            assert not {"/CropBox", "/ArtBox", "/Rotate", "/UserUnit"} & set(page.obj.keys())


def test_text_stands_at_its_place_of_the_trimmed_page(made):
    import pypdfium2

    document = pypdfium2.PdfDocument(made.pdf)
    left, bottom, _, _ = document[0].get_textpage().get_charbox(0, loose=True)
    document.close()
    assert left == pytest.approx(60 + 9 * MM, abs=1)
    assert bottom == pytest.approx(300 + 9 * MM, abs=4)


Stroke = tuple[float, float, float, float]


def strokes(pdf: bytes, page: int = 0) -> list[Stroke]:
    """Return the lines of the crop marks, with their ends in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        form = document.pages[page].resources.XObject["/KyYeuMarks"]
        found, here = [], (0.0, 0.0)
        for operands, operator in pikepdf.parse_content_stream(form):
            if str(operator) == "m":
                here = (float(operands[0]), float(operands[1]))
            elif str(operator) == "l":
                there = (float(operands[0]), float(operands[1]))
                found.append((*min(here, there), *max(here, there)))
        return found


@pytest.mark.parametrize("bleed", [0, 3, 5])
def test_crop_marks_lie_between_bleed_and_edge(bleed):
    pdf = the_inside(bleed_mm=bleed).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0].obj
        media, wide, trim = ([float(side) for side in page[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
    found = strokes(pdf)
    assert len(found) == 8
    for x1, y1, x2, y2 in found:
        upright = x1 == x2
        assert upright or y1 == y2
        assert media[0] - HUNDREDTH <= x1 <= x2 <= media[2] + HUNDREDTH
        assert media[1] - HUNDREDTH <= y1 <= y2 <= media[3] + HUNDREDTH
        outside = x2 <= wide[0] or x1 >= wide[2] or y2 <= wide[1] or y1 >= wide[3]
        assert outside, "a mark reaches into the bleed"
        assert (x2 - x1 + y2 - y1) == pytest.approx(5 * MM, abs=HUNDREDTH)
        cut = (trim[0], trim[2]) if upright else (trim[1], trim[3])
        assert min(abs((x1 if upright else y1) - side) for side in cut) < HUNDREDTH, "a mark points at no cut"


def test_crop_marks_print_on_every_plate(made):
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        forms = {page.resources.XObject["/KyYeuMarks"].objgen for page in pdf.pages}
        form = pdf.pages[0].resources.XObject["/KyYeuMarks"]
        kind, name, alternate, tint = form.Resources.ColorSpace.All
        assert (kind, name, alternate) == ("/Separation", "/All", "/DeviceCMYK")
        assert [float(value) for value in tint.C1] == [1, 1, 1, 1]
        assert form.read_bytes().startswith(b"/All CS 1 SCN")
        assert all(b"/KyYeuMarks Do" in page.Contents[-1].read_bytes() for page in pdf.pages)
    assert len(forms) == 1


def test_nothing_of_the_screen_is_left(made):
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        gone = {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageMode", "/Names", "/Dests", "/OpenAction"}
        assert not gone & set(pdf.Root.keys())
        for page in pdf.pages:
            assert not {"/Annots", "/StructParents", "/Tabs", "/Group"} & set(page.obj.keys())
        assert not [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Subtype" in item
                    and item.Subtype == "/Link"]  # fmt: skip


def test_it_is_a_pdf_of_the_right_standard(made):
    assert made.pdf.startswith(b"%PDF-1.6")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.pdf_version == "1.6"
        assert len(pdf.Root.OutputIntents) == 1
        intent = pdf.Root.OutputIntents[0]
        assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", pdfs.target().condition)
        assert intent.DestOutputProfile.read_bytes() == pdfs.target().content
        assert pdf.docinfo["/Trapped"] == "/False"
        assert not pdf.is_encrypted
        profiles = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/N") == 4]
        assert len(profiles) == 1


# Other files


def test_pages_that_bleed_keep_what_they_draw_there():
    page = pdfs.screen_pages([b"0.5 g 0 0 2000 2000 re f"], drawn_mm=3)
    made = single(page, WHAT, pdfs.target(), bleed_mm=3, drawn_mm=3)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert box(pdf.pages[0], "/TrimBox") == pytest.approx([9, 9, 9 + TRIM[0], 9 + TRIM[1]], abs=0.01)
        first = pdf.pages[0].Contents[0].read_bytes()
    shift = [float(value) for value in first.split()[5:7]]
    assert shift == pytest.approx([6 * MM, 6 * MM], abs=HUNDREDTH)


def test_a_page_that_does_not_begin_at_nought():
    page = pdfs.changed(
        pdfs.screen_pages([letters(x=160, y=260)]),
        lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", [100, 200, 100 + TRIM[0] * MM, 200 + TRIM[1] * MM]),
    )
    made = single(page, WHAT, pdfs.target(), bleed_mm=3, drawn_mm=0)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert box(pdf.pages[0], "/MediaBox")[:2] == [0, 0]
        shift = [float(value) for value in pdf.pages[0].Contents[0].read_bytes().split()[5:7]]
    assert shift == pytest.approx([9 * MM - 100, 9 * MM - 200], abs=HUNDREDTH)


def test_a_page_without_content_or_resources():
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(TRIM[0] * MM, TRIM[1] * MM))
        blank = pdfs.saved(pdf)
    made = single(blank, WHAT, pdfs.target(), bleed_mm=3, drawn_mm=0)
    assert (made.pages, made.coloured) == (1, ())
    assert preflight(made.pdf, pdfs.COVER) == ()


@pytest.mark.slow
def test_cover_and_banner_pass_the_preflight():
    event = art.event()
    wrap = jacket(event, 132, art.FAMILY, "Trường Chính trị tỉnh A")
    cover = single(wrap.pdf, WHAT, pdfs.target(), bleed_mm=3, drawn_mm=3)
    assert cover.coloured == (1,)
    assert preflight(cover.pdf, expected_for("bia.pdf", event)) == ()
    banner = single(hall_banner(event, art.FAMILY), WHAT, pdfs.target(), bleed_mm=0, drawn_mm=0)
    assert preflight(banner.pdf, expected_for("ma-ket.pdf", event)) == ()


# Programs that print shops have


@pytest.fixture(scope="module")
def laid_out() -> Printed:
    """Pages as the engine lays them out, with screen colours: text black, a grey, a red box on the second page."""
    body = "".join(f"<p>Trang {number}: Đổi mới ẤỞỆ <b>đậm</b> <i>nghiêng</i></p>" for number in range(1, 5))
    red = "<p style='break-after:auto'>Đỏ <span style='background:#c81e1e'>ô</span></p>"
    style = (
        f"@page{{size:145mm 205mm;margin:20mm}}html{{font-family:'{art.FAMILY.name}';color:#000}}p{{break-after:page}}"
    )
    pdf = lay_out(f"<!doctype html><html lang=vi><title>x</title><body>{body}{red}", style, art.FAMILY).pdf
    return single(pdf, WHAT, pdfs.target(), bleed_mm=3, drawn_mm=0)


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_text_pages_take_black_ink_alone(laid_out, tmp_path):
    path = tmp_path / "ruot.pdf"
    path.write_bytes(laid_out.pdf)
    line = ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", "-dUseTrimBox", str(path)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=1_200)
    found = [tuple(map(float, row)) for row in re.findall(r"([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) CMYK", done.stdout)]
    assert len(found) == laid_out.pages == 5
    for number, (cyan, magenta, yellow, black) in enumerate(found, 1):
        assert black > 0, "there is text on every page"
        assert (cyan + magenta + yellow > 0) == (number in laid_out.coloured), number
    assert laid_out.coloured == (5,)


def test_qpdf_finds_nothing_wrong(made, laid_out, tmp_path):
    for printed in (made, laid_out):
        path = tmp_path / "tep.pdf"
        path.write_bytes(printed.pdf)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "No syntax or stream encoding errors" in done.stdout


def test_every_font_is_embedded(made, laid_out, tmp_path):
    assert poppler_fonts(made.pdf, tmp_path) == [("Tinos", True)]
    fonts = poppler_fonts(laid_out.pdf, tmp_path)
    assert {name for name, _ in fonts} == {"Tinos", "Tinos-Bold", "Tinos-Italic"}
    assert all(embedded for _, embedded in fonts)


DIGEST = """\
import hashlib, sys
sys.path.insert(0, "tests")
from book.print_shop import test_printing
print(hashlib.sha256(test_printing.the_inside().pdf).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_whatever_the_hash_seed(made):
    sums = {hashlib.sha256(made.pdf).hexdigest()}
    for seed, zone in (("1", "UTC"), ("77", "Pacific/Kiritimati")):
        done = subprocess.run(
            [sys.executable, "-c", DIGEST],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(ROOT),
            env=clean_environment(PYTHONHASHSEED=seed, TZ=zone),
            timeout=1_200,
        )
        sums.add(done.stdout.strip())
    assert len(sums) == 1


def test_another_title_is_another_file(made):
    other = pdfs.Description(title="Khác", author=WHAT.author, day=WHAT.day)
    book = pdfs.book(volume(6), front=2, body=4, back=0)
    assert inside(book, pdfs.target(), WHAT).pdf == made.pdf
    assert inside(book, pdfs.target(), other).pdf != made.pdf
