"""The booklet: pages two to a side in the order that folding puts right, cut at the trim, no program complains."""

from __future__ import annotations

import io
import subprocess

import pikepdf
import pypdfium2
import pytest
from book import art

from proceedings.book.layout.engine import lay_out
from proceedings.book.pages.booklet import booklet, sides

TRIM = (145.0, 205.0)


def numbered(pages: int, edge_mm: float = 0) -> bytes:
    """Return pages with their numbers, with so much paper around the trim."""
    body = "".join(f"<p>Trang {number}</p>" for number in range(1, pages + 1))
    style = (
        f"@page{{size:{TRIM[0] + 2 * edge_mm}mm {TRIM[1] + 2 * edge_mm}mm;margin:{20 + edge_mm}mm}}"
        f"html{{font-family:'{art.FAMILY.name}'}}body{{margin:0}}p{{break-after:page;margin:0}}p:last-child{{break-after:auto}}"
    )
    plain = lay_out(f"<!doctype html><html lang=vi><title>x</title><body>{body}", style, art.FAMILY).pdf
    edge, buffer = edge_mm * art.MM, io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        for page in pdf.pages:
            page.trimbox = pikepdf.Array([edge, edge, edge + TRIM[0] * art.MM, edge + TRIM[1] * art.MM])
            page.contents_add(b"q 0 1 1 0 k 0 0 %.2f 2000 re f Q" % max(0, edge - 0.5))
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def read_sides(pdf: bytes) -> list[tuple[int, int]]:
    """Return the numbers on the left and right half of each side."""
    found = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        halves = (text.get_text_bounded(0, 0, width / 2, height), text.get_text_bounded(width / 2, 0, width, height))
        found.append(tuple(int(half.split()[-1]) for half in halves))
    document.close()
    return found


ORDER = {
    4: [(4, 1), (2, 3)],
    8: [(8, 1), (2, 7), (6, 3), (4, 5)],
    12: [(12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)],
}


@pytest.mark.parametrize("pages", ORDER)
@pytest.mark.parametrize("edge", [0, 9])
def test_pages_stand_where_folding_puts_them_in_order(pages, edge):
    pdf = booklet(numbered(pages, edge), TRIM)
    assert read_sides(pdf) == ORDER[pages]
    assert art.size_mm(pdf) == [pytest.approx((2 * TRIM[0], TRIM[1]), abs=0.02)] * (pages // 2)


@pytest.mark.parametrize("pages", [0, 1, 2, 6, 13])
def test_other_numbers_of_pages_are_refused(pages):
    with pytest.raises(ValueError, match=f"not {pages}"):
        list(sides(pages))


def test_every_page_is_used_once():
    assert sorted(number for side in sides(64) for number in side) == list(range(1, 65))


def test_what_lies_outside_the_trim_is_cut_off():
    document = pypdfium2.PdfDocument(booklet(numbered(4, 9), TRIM))
    image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    assert [colour for _, colour in image.getcolors(2**20) if colour[0] > colour[1] + 60] == []


def test_text_stands_at_its_place_on_the_page():
    document = pypdfium2.PdfDocument(booklet(numbered(4, 9), TRIM))
    text = document[0].get_textpage()
    left = text.get_charbox(0)[0] / art.MM
    right = text.get_charbox(text.get_text_range().rindex("T"))[0] / art.MM
    document.close()
    assert left == pytest.approx(20, abs=0.5)
    assert right == pytest.approx(TRIM[0] + 20, abs=0.5)


def test_qpdf_finds_nothing_wrong(tmp_path):
    path = tmp_path / "gap-doi.pdf"
    path.write_bytes(booklet(numbered(8, 9), TRIM))
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No syntax or stream encoding errors" in done.stdout


def test_fonts_are_kept_once():
    pdf = booklet(numbered(12), TRIM)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        programs = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item]
        assert {str(name) for page in document.pages for name in page.resources.XObject} == {
            "/KyYeuLeft",
            "/KyYeuRight",
        }
    assert len(programs) == 1


def test_the_same_bytes_twice():
    pages = numbered(8, 9)
    assert booklet(pages, TRIM) == booklet(pages, TRIM)
