"""What each file of the print shop's folder has to be, and which of them a file is."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import pikepdf

from proceedings.book.layout.stylesheet import press_guideline
from proceedings.model.event import Event
from proceedings.model.lengths import POINTS_PER_MM

# What reading a PDF raises whose parts are not what they should be: no number, no list, no key, no stream.
BROKEN = (
    pikepdf.PdfError, pikepdf.DeletedObjectError, pikepdf.ForeignObjectError, ArithmeticError, AttributeError,
    LookupError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
INSIDE, COVER, BANNER, BOOKLET, UNKNOWN = "ruot", "bia", "ma-ket", "gap-doi", ""
"""Kinds of files."""
_KIND_BY_NAME = {"ruot.pdf": INSIDE, "bia.pdf": COVER, "ma-ket.pdf": BANNER, "ruot-gap-doi.pdf": BOOKLET}
# What shows the kind of a file of another name: upright pages as many as no leaflet has, one wide page, one huge one.
_BOOK_FROM_PAGES, _SPREAD_FROM, _BANNER_FROM_MM = 8, 1.2, 1000
# The names under which a booklet's sides draw their two pages.
LEFT_HALF, RIGHT_HALF = "/KyYeuLeft", "/KyYeuRight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a file for the print shop has to be; lengths in millimetres.

    Attributes
    ----------
    trim_mm
        Width and height of the trimmed page; None takes what most pages of the file have.
    spine_mm
        The part of a cover's width that is its spine, where it is known.
    multiple
        The number of pages is a multiple of this.
    dpi
        Pictures of fewer dots per inch on paper are reported as too coarse; that stops nothing.
    labels
        Every page has a label.
    coloured_text
        Letters may be in colour (covers, banners); else they are black or grey.
    black_only
        The file prints in black ink alone.
    marks
        The paper is larger than the bleed on every side, so that crop marks have room.
    office
        A copy for the office's own printer: no bleed, no marks, no PDF/X.
    """

    trim_mm: tuple[float, float] | None
    spine_mm: float | None = None
    bleed_mm: float = 3.0
    multiple: int = 1
    dpi: int = 150
    labels: bool = False
    coloured_text: bool = False
    black_only: bool = False
    marks: bool = True
    office: bool = False


def kind_of(name: str, pdf: bytes) -> str:
    """Return the kind of a file: by its name in the print shop's folder, else by what it looks like."""
    if name in _KIND_BY_NAME:
        return _KIND_BY_NAME[name]
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return _looks_like(document)
    except (pikepdf.PasswordError, *BROKEN):
        return UNKNOWN


def _looks_like(document: pikepdf.Pdf) -> str:
    page, count = document.pages[0], len(document.pages)
    if LEFT_HALF in page.resources.get("/XObject", pikepdf.Dictionary()):
        return BOOKLET
    left, bottom, right, top = (float(side) / points_per_mm(page) for side in page.trimbox)
    upright = right - left < top - bottom
    if upright and (count >= _BOOK_FROM_PAGES or (count > 1 and "/PageLabels" in document.Root)):
        return INSIDE
    if count > 1:
        return UNKNOWN
    if right - left >= _BANNER_FROM_MM:
        return BANNER
    return COVER if right - left >= _SPREAD_FROM * (top - bottom) else UNKNOWN


def expected_for(name: str, event: Event | None = None) -> Expected:
    """Return what the file of this name in the print shop's folder has to be; `event` gives its sizes."""
    return expected_of(_KIND_BY_NAME.get(name, UNKNOWN), event)


def expected_of(kind: str, event: Event | None = None, inside_pages: int | None = None) -> Expected:
    """Return what a file of this kind has to be; `inside_pages` are those of the book that a cover is for."""
    usual = Expected(trim_mm=None, coloured_text=True)
    size, black = None, False
    if event:
        job, page = event.volume.print, press_guideline(event).page
        usual = replace(usual, bleed_mm=job.bleed_mm, dpi=event.guideline.figure_dpi)
        size, black = (page.width_mm, page.height_mm), job.inside == "black"
    if kind == INSIDE:
        return replace(usual, trim_mm=size, multiple=4, labels=True, coloured_text=False, black_only=black)
    if kind == BOOKLET:
        sheet = (2 * size[0], size[1]) if size else None
        return replace(usual, trim_mm=sheet, multiple=2, coloured_text=False, black_only=black, office=True)
    if kind == BANNER:
        return replace(usual, bleed_mm=0, marks=False)
    if kind == COVER and event and size and inside_pages:
        from proceedings.book.pages.cover_spread import spine_width  # brings the layout engine along

        spine = spine_width(event, inside_pages)
        return replace(usual, trim_mm=(2 * size[0] + spine, size[1]), spine_mm=spine)
    return usual


def page_count(pdf: bytes) -> int | None:
    """Return how many pages a file has, None where it cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return len(document.pages)
    except (pikepdf.PasswordError, *BROKEN):
        return None


def points_per_mm(page: pikepdf.Page) -> float:
    """Return the points of a millimetre, in the page's own unit."""
    return POINTS_PER_MM / float(page.get("/UserUnit", 1))
