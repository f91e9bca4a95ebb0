"""Files for the print shop: trim and bleed boxes, crop marks, inks instead of screen colours, PDF/X-4."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from proceedings.book.print_shop.inks import Inks, Profile
from proceedings.book.volume.book import Printable
from proceedings.book.volume.metadata import Description, describe
from proceedings.book.volume.pdf_file import save
from proceedings.listing.volume_order import COVER_PAGES
from proceedings.model.lengths import POINTS_PER_MM

# Crop and fold marks: where they begin beyond the bleed, how long and how thick they are; millimetres and points.
_MARK_GAP_MM, _MARK_MM, _MARK_PT = 1.0, 5.0, 0.25
_MARKS = pikepdf.Name("/KyYeuMarks")
# Fold marks are dashed, so that nobody cuts there.
_DASHES = "[2 1.5] 0 d"
_FOUR = 4
_SCREEN_ONLY = (
    "/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageMode", "/Names", "/Dests", "/OpenAction", "/AA", "/AcroForm",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A file for the print shop; `coloured` are the pages, from 1, that print in colour, `blank` those left white."""

    pdf: bytes = field(repr=False)
    pages: int
    coloured: tuple[int, ...]
    blank: tuple[int, ...]


def inside(book: Printable, target: Profile, what: Description, cache: Path | None = None) -> Printed:
    """Return the inside of a book: no cover, no links, pages filled to a multiple of four with blank ones."""
    with pikepdf.open(io.BytesIO(book.volume)) as volume:
        del volume.pages[:COVER_PAGES]
        while len(volume.pages) < book.inside_pages:
            volume.add_blank_page(page_size=tuple(float(side) for side in volume.pages[0].mediabox[2:]))
        front = (0, pikepdf.Dictionary(S=pikepdf.Name.r, St=1))
        body = (book.front_pages - COVER_PAGES, pikepdf.Dictionary(S=pikepdf.Name.D, St=1))
        volume.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([*front, *body]))
        job = book.event.volume.print
        return _press_ready(
            volume, what, target, bleed_mm=job.bleed_mm, drawn_mm=0, colour=job.inside == "colour", cache=cache
        )


def convert_pictures(book: Printable, target: Profile, cache: Path) -> None:
    """Convert a book's pictures from the last to the first and keep them.

    `inside` takes them from the first on: where both work side by side they meet in the middle.
    """
    inks = Inks(target, colour=book.event.volume.print.inside == "colour", cache=cache)
    with pikepdf.open(io.BytesIO(book.volume)) as volume:
        for page in reversed(list(volume.pages)[COVER_PAGES:]):
            inks.page(volume, page)


def single(
    content: bytes,
    what: Description,
    target: Profile,
    *,
    bleed_mm: float,
    drawn_mm: float,
    folds_mm: tuple[float, ...] = (),
) -> Printed:
    """Return a file for the print shop.

    Parameters
    ----------
    drawn_mm
        How much of the bleed its pages hold already on every side.
    folds_mm
        Where the sheet is folded, from the left of the trimmed page.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return _press_ready(pdf, what, target, bleed_mm=bleed_mm, drawn_mm=drawn_mm, folds_mm=folds_mm, colour=True)


def _press_ready(
    pdf: pikepdf.Pdf,
    what: Description,
    target: Profile,
    *,
    bleed_mm: float,
    drawn_mm: float,
    colour: bool,
    folds_mm: tuple[float, ...] = (),
    cache: Path | None = None,
) -> Printed:
    inks = Inks(target, colour=colour, cache=cache)
    coloured, blank = [], []
    marks: dict[tuple[float, float], pikepdf.Object] = {}
    for number, page in enumerate(pdf.pages, 1):
        for key in ("/Annots", "/StructParents", "/Tabs", "/Group", "/CropBox", "/ArtBox"):
            if key in page:
                del page[key]
        if inks.page(pdf, page):
            coloured.append(number)
        if not {"/Font", "/XObject"} & set(page.get("/Resources", pikepdf.Dictionary()).keys()):
            blank.append(number)  # every other page has a number, if nothing else
        _set_boxes(pdf, page, bleed_mm, drawn_mm, folds_mm, marks)
    for key in _SCREEN_ONLY:
        if key in pdf.Root:
            del pdf.Root[key]
    _intend(pdf, target)
    describe(pdf, what, "x4")
    pages = len(pdf.pages)
    return Printed(pdf=save(pdf, "1.6"), pages=pages, coloured=tuple(coloured), blank=tuple(blank))


def _set_boxes(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    bleed_mm: float,
    drawn_mm: float,
    folds_mm: tuple[float, ...],
    marks: dict[tuple[float, float], pikepdf.Object],
) -> None:
    """Set a page into a larger one with room for bleed and marks; its origin stays at 0, as some programs want it."""
    drawn, bleed = drawn_mm * POINTS_PER_MM, bleed_mm * POINTS_PER_MM
    edge = bleed + (_MARK_GAP_MM + _MARK_MM) * POINTS_PER_MM
    left, bottom, right, top = (float(value) for value in page.mediabox)
    width, height = right - left - 2 * drawn, top - bottom - 2 * drawn
    shift = (edge - drawn - left, edge - drawn - bottom)
    if (width, height) not in marks:
        folds = [edge + fold * POINTS_PER_MM for fold in folds_mm]
        marks[width, height] = _marks(pdf, width, height, edge, bleed, folds)
    if "/Resources" not in page:
        page.Resources = pikepdf.Dictionary()
    page.add_resource(marks[width, height], pikepdf.Name.XObject, _MARKS)
    page.contents_add(b"q 1 0 0 1 %.3f %.3f cm" % shift, prepend=True)
    page.contents_add(b"Q q %s Do Q" % bytes(str(_MARKS), "ascii"))
    page.MediaBox = _box(0, 0, width + 2 * edge, height + 2 * edge)
    page.TrimBox = _box(edge, edge, edge + width, edge + height)
    page.BleedBox = _box(edge - bleed, edge - bleed, edge + width + bleed, edge + height + bleed)


def _box(*sides: float) -> pikepdf.Array:
    return pikepdf.Array([round(side, 3) for side in sides])


def _marks(
    pdf: pikepdf.Pdf, width: float, height: float, edge: float, bleed: float, folds: list[float]
) -> pikepdf.Object:
    """Return crop and fold marks as a form, in the colour that prints on every plate."""
    near, far = edge - bleed - _MARK_GAP_MM * POINTS_PER_MM, edge - bleed - (_MARK_GAP_MM + _MARK_MM) * POINTS_PER_MM

    def upright(places: Iterable[float]) -> list[str]:
        ends = ((near, far), (height + 2 * edge - near, height + 2 * edge - far))
        return [f"{x:.3f} {inner:.3f} m {x:.3f} {outer:.3f} l S" for x in places for inner, outer in ends]

    lines = upright((edge, edge + width))
    for y in (edge, edge + height):
        for inner, outer in ((near, far), (width + 2 * edge - near, width + 2 * edge - far)):
            lines.append(f"{inner:.3f} {y:.3f} m {outer:.3f} {y:.3f} l S")
    lines += [_DASHES, *upright(folds)] if folds else []
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    every = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, tint])
    form = pikepdf.Stream(pdf, f"/All CS 1 SCN {_MARK_PT:g} w {' '.join(lines)}".encode())
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = _box(0, 0, width + 2 * edge, height + 2 * edge)
    form.Resources = pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(All=every))
    return pdf.make_indirect(form)


def _intend(pdf: pikepdf.Pdf, target: Profile) -> None:
    colours = pikepdf.Stream(pdf, target.content, N=_FOUR)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=target.condition,
        Info=target.condition,
        RegistryName="",
        DestOutputProfile=pdf.make_indirect(colours),
    )
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])
