"""Single pages set two to a side of a sheet: printed on both sides, folded and stapled in the fold, they are a book."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from proceedings.model.lengths import POINTS_PER_MM

_FOUR = 4
_LEFT, _RIGHT = "/KyYeuLeft", "/KyYeuRight"


def booklet(pdf: bytes, trim_mm: tuple[float, float]) -> bytes:
    """Return the sheets of a booklet: front and back of the outermost sheet first.

    Parameters
    ----------
    pdf
        Pages in the order they are read; of each, what lies in its TrimBox is taken.
    trim_mm
        Width and height of a page; a sheet is twice as wide.

    Raises
    ------
    ValueError
        The number of pages is no multiple of four.
    """
    width, height = trim_mm[0] * POINTS_PER_MM, trim_mm[1] * POINTS_PER_MM
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as pages, pikepdf.new() as sheets:
        for left, right in sides(len(pages.pages)):
            side = sheets.add_blank_page(page_size=(2 * width, height))
            _place(sheets, side, pages.pages[left - 1], _LEFT, 0, (width, height))
            _place(sheets, side, pages.pages[right - 1], _RIGHT, width, (width, height))
        sheets.Root.Lang = "vi-VN"
        sheets.save(
            buffer,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version="1.7",
        )
    return buffer.getvalue()


def sides(pages: int) -> Iterator[tuple[int, int]]:
    """Yield the two pages, from 1, that lie side by side on each side of each sheet."""
    if pages % _FOUR or not pages:
        raise ValueError(f"a booklet has a multiple of four pages, not {pages}")
    for sheet in range(pages // _FOUR):
        yield pages - 2 * sheet, 2 * sheet + 1
        yield 2 * sheet + 2, pages - 2 * sheet - 1


def _place(
    sheets: pikepdf.Pdf, side: pikepdf.Page, page: pikepdf.Page, name: str, x: float, size: tuple[float, float]
) -> None:
    """Draw the trimmed part of a page on a side, in the middle of the half that begins at `x`, cut at its edges."""
    left, bottom, right, top = (float(value) for value in page.trimbox)
    form = sheets.copy_foreign(page.as_form_xobject())
    form.BBox = pikepdf.Array([left, bottom, right, top])
    for key in ("/StructParents", "/Group"):
        if key in form:
            del form[key]
    side.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    across = x + (size[0] - (right - left)) / 2 - left
    up = (size[1] - (top - bottom)) / 2 - bottom
    side.contents_add(f"q 1 0 0 1 {across:.3f} {up:.3f} cm {name} Do Q".encode())
