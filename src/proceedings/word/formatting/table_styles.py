"""What a table's style gives to each of its cells: the whole table's formatting, and that of rows, columns, corners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from proceedings.word.container.package import w
from proceedings.word.formatting.styles import Layer, Styles, Table, is_on, style_of

_LOOK = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}
_NO_LOOK = {"firstRow": False, "lastRow": False, "firstColumn": False, "lastColumn": False, "noHBand": True,
            "noVBand": True}  # fmt: skip
_NOT_WRAPPED = (w("tr"), w("tc"), w("tbl"), w("p"))


@dataclass(frozen=True, slots=True)
class _CellPosition:
    row: int
    column: int
    rows: int
    columns: int


def cells(table: Element, styles: Styles) -> Iterator[tuple[Element, Table]]:
    """Yield the cells of a table, each with what the table's style gives it, nearest first."""
    properties = table.find(w("tblPr"))
    chain = styles.chain(style_of(properties, "tblStyle"), "table")
    conditional = any(layer.holder.find(w("tblStylePr")) is not None for layer in chain)
    look = _look(properties)
    bands = _band(chain, "tblStyleRowBandSize"), _band(chain, "tblStyleColBandSize")
    rows = list(_inner(table, w("tr")))
    for row_number, row in enumerate(rows):
        inner = list(_inner(row, w("tc")))
        starts = [0]
        for cell in inner:
            starts.append(starts[-1] + _span(cell))
        for cell, column in zip(inner, starts, strict=False):
            last = starts[-1] if column + _span(cell) < starts[-1] else column + 1
            place = _CellPosition(row_number, column, len(rows), last)
            yield cell, tuple(_layers(chain, _regions(place, look, bands))) if conditional else chain


def _regions(cell: _CellPosition, look: dict[str, bool], bands: tuple[int, int]) -> list[str]:
    """Return the regions of a table style that a cell is in, the one that wins first."""
    first_row = look["firstRow"] and cell.row == 0
    last_row = look["lastRow"] and cell.row == cell.rows - 1 and not first_row
    first_column = look["firstColumn"] and cell.column == 0
    last_column = look["lastColumn"] and cell.column == cell.columns - 1 and not first_column
    row, column = cell.row - look["firstRow"], cell.column - look["firstColumn"]
    banded_row = not look["noHBand"] and not first_row and not last_row
    banded_column = not look["noVBand"] and not first_column and not last_column
    regions = {
        "nwCell": first_row and first_column,
        "neCell": first_row and last_column,
        "swCell": last_row and first_column,
        "seCell": last_row and last_column,
        "firstCol": first_column,
        "lastCol": last_column,
        "firstRow": first_row,
        "lastRow": last_row,
        "band1Horz": banded_row and row // bands[0] % 2 == 0,
        "band2Horz": banded_row and row // bands[0] % 2 == 1,
        "band1Vert": banded_column and column // bands[1] % 2 == 0,
        "band2Vert": banded_column and column // bands[1] % 2 == 1,
        "wholeTable": True,
    }
    return [name for name, holds in regions.items() if holds]


def _layers(chain: Table, regions: list[str]) -> Iterator[Layer]:
    for region in regions:
        for layer in chain:
            for part in layer.holder.iter(w("tblStylePr")):
                if part.get(w("type")) == region:
                    yield Layer(part, layer.source)
    yield from chain


def _look(properties: Element | None) -> dict[str, bool]:
    """Return which regions a table shows; attributes by name, else the older bits."""
    found = properties.find(w("tblLook")) if properties is not None else None
    if found is None:
        return _NO_LOOK
    try:
        bits = int(found.get(w("val"), ""), 16)
    except ValueError:
        bits = 0
    look = {name: bool(bits & bit) for name, bit in _LOOK.items()}
    named = {name: found.get(w(name)) for name in _LOOK}
    return look | {name: is_on(value) for name, value in named.items() if value is not None}


def _band(chain: Table, tag: str) -> int:
    every = (style_of(layer.holder.find(w("tblPr")), tag) for layer in chain)
    return max(1, next((int(value) for value in every if value.isdecimal() and len(value) < 4), 1))


def _span(cell: Element) -> int:
    span = style_of(cell.find(w("tcPr")), "gridSpan")
    return max(1, int(span)) if span.isdecimal() and len(span) < 4 else 1


def _inner(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _NOT_WRAPPED:
            yield from _inner(child, tag)
