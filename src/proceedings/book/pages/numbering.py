"""Page numbers in contents and indexes, set when every page is known: a changed number lays nothing out again.

The pages are laid out with links of our own, `at:ROW:KEY+KEY…`, one for each row, and room at their right. Here each
row gets its leader, its numbers and its true links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pikepdf

from proceedings.book.pages.font_subset import Face
from proceedings.book.pages.running_heads import FOLIO_FONT
from proceedings.model.guideline import PageSize
from proceedings.model.lengths import POINTS_PER_MM

SCHEME = "at:"
_GAP_PT = 4.0
_SEPARATOR = ", "
# Rows of so many numbers have lines of their own for them (`number_lines`).
MOST_BESIDE = 4
_PER_LINE = 16
# A row stays on one page: one with more numbers goes on in further rows.
MOST_NUMBERS = 10 * _PER_LINE
# The rows' line height in book.css.
_LINE_HEIGHT = 1.3


class Target(NamedTuple):
    """A page as its number is printed, and its place in the file from 0."""

    label: str
    place: int


class _Row(NamedTuple):
    keys: tuple[str, ...]
    rects: tuple[tuple[float, float, float, float], ...]


def address(row: int, keys: Sequence[str]) -> str:
    """Return the link of a row of contents or index; `row` distinguishes rows of equal keys."""
    return f"{SCHEME}{row}:{'+'.join(keys)}"


def number_lines(count: int) -> int:
    """Return how many lines of its own a row of so many numbers needs, none where they fit beside its words."""
    return 0 if count <= MOST_BESIDE else -(-count // _PER_LINE)


def set_numbers(
    volume: pikepdf.Pdf, page: pikepdf.Page, targets: Mapping[str, Target], face: Face, size: PageSize
) -> bytes:
    """Put links in the place of a page's rows and return what draws their leaders and numbers.

    The page still has the margins it was laid out with; what is returned is drawn in its own coordinates.
    """
    rows = _rows(page)
    if not rows:
        return b""
    right = (size.width_mm - size.right_mm) * POINTS_PER_MM
    kept = [link for link in page.Annots if not _is_row(link)]
    drawn: list[bytes] = []
    for row in rows:
        pages = [targets[key] for key in row.keys]
        if len(pages) == 1:
            drawn += _beside(row, [pages[0].label], face, right)
            kept.append(_link(volume, _around(row, right), pages[0]))
            continue
        lines = number_lines(len(pages))
        per_line = len(pages) if not lines else _PER_LINE
        for number, some in enumerate(_batches(pages, per_line)):
            drawn += _line(volume, row, some, number, lines, face, right, kept)
    page.Annots = pikepdf.Array(kept)
    return b"q 0 g " + b" ".join(drawn) + b" Q"


def _batches(pages: Sequence[Target], size: int) -> list[Sequence[Target]]:
    return [pages[start : start + size] for start in range(0, len(pages), size)]


def _rows(page: pikepdf.Page) -> list[_Row]:
    found: dict[str, list[tuple[float, float, float, float]]] = {}
    for link in page.get("/Annots", pikepdf.Array()):
        if _is_row(link):
            left, one, right, other = (float(side) for side in link.Rect)
            found.setdefault(str(link.A.URI), []).append((left, min(one, other), right, max(one, other)))
    return [_Row(tuple(name.split(":", 2)[2].split("+")), tuple(rects)) for name, rects in found.items()]


def _is_row(link: pikepdf.Object) -> bool:
    return str(link.get("/A", pikepdf.Dictionary()).get("/URI", "")).startswith(SCHEME)


def _beside(row: _Row, labels: Sequence[str], face: Face, right: float) -> list[bytes]:
    """Draw a row's number at the right edge, with dots from its last word on."""
    _, bottom, end, top = row.rects[-1]
    size, base = _type(face, bottom, top)
    text = _SEPARATOR.join(labels)
    start = right - face.width(text, size)
    return [_dots(face, size, end + _GAP_PT, start - _GAP_PT, base, right), _show(face, size, start, base, text)]


def _line(
    volume: pikepdf.Pdf,
    row: _Row,
    pages: Sequence[Target],
    number: int,
    lines: int,
    face: Face,
    right: float,
    kept: list[pikepdf.Object],
) -> list[bytes]:
    """Draw several numbers, each a link of its own: beside the words, or on one of the row's own `lines`."""
    _, bottom, _, top = row.rects[-1]
    size, base = _type(face, bottom, top)
    text = _SEPARATOR.join(page.label for page in pages)
    if not lines:
        drawn = _beside(row, [page.label for page in pages], face, right)
    else:
        base -= (number + 1) * size * _LINE_HEIGHT
        drawn = [_show(face, size, right - face.width(text, size), base, text)]
    x = right - face.width(text, size)
    for page in pages:
        width = face.width(page.label, size)
        kept.append(_link(volume, (x, base - size * 0.25, x + width, base + size * 0.85), page))
        x += width + face.width(_SEPARATOR, size)
    return drawn


def _type(face: Face, bottom: float, top: float) -> tuple[float, float]:
    """Return size and base line of the letters whose line reaches from `bottom` to `top`."""
    size = (top - bottom) / _LINE_HEIGHT
    above = (top - bottom - (face.ascent - face.descent) * size / 1000) / 2
    return round(size, 2), bottom + above - face.descent * size / 1000


def _dots(face: Face, size: float, start: float, end: float, base: float, right: float) -> bytes:
    """Draw a leader; its dots are aligned with those of the row above, counted from the right edge."""
    pitch = face.width(". ", size)
    first = int((right - start) // pitch)
    last = int(-(-(right - end) // pitch))
    if first <= last + 1:
        return b""
    return b"/Artifact BMC " + _show(face, size, right - first * pitch, base, ". " * (first - last)) + b" EMC"


def _show(face: Face, size: float, x: float, base: float, text: str) -> bytes:
    return f"BT {FOLIO_FONT} {size:g} Tf {x:.3f} {base:.3f} Td ".encode() + face.codes(text) + b" Tj ET"


def _around(row: _Row, right: float) -> tuple[float, float, float, float]:
    """Return the box of a whole row, its number included: all of it leads to the page."""
    return (
        min(left for left, *_ in row.rects),
        min(bottom for _, bottom, *_ in row.rects),
        right,
        max(top for *_, top in row.rects),
    )


def _link(volume: pikepdf.Pdf, box: tuple[float, float, float, float], target: Target) -> pikepdf.Object:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[round(side, 3) for side in box],
        Border=[0, 0, 0],
        Dest=[volume.pages[target.place].obj, pikepdf.Name.Fit],
    )
    return volume.make_indirect(link)
