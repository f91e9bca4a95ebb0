"""Tables written into Word: header rows that repeat, merged cells, columns as wide as what they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.html import Element, HtmlElement

from proceedings.model.guideline import Guideline
from proceedings.word.house_style.styles import CELL, CELL_HEAD, GRID, SMALL, style_id, twips

Fill = Callable[[HtmlElement, str], list[BaseOxmlElement]]
"""Writes what a cell holds in a style and returns its blocks."""

_ALIGNED = ("center", "right", "left")
_ROOM, _LONGEST = 2, 60
_LETTER = 0.55
"""Width of a letter as a part of the type's size, bold ones counted in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _GridCell:
    """A place of the grid; `element` is None where a cell above reaches down to it."""

    element: HtmlElement | None
    columns: int
    goes_on: bool


def table(element: HtmlElement, guideline: Guideline, fill: Fill) -> BaseOxmlElement:
    """Return a table of the paper as Word's, as wide as the text."""
    rows = list(element.iter("tr"))
    grid = _grid(rows)
    columns = max((sum(cell.columns for cell in row) for row in grid), default=1)
    page = guideline.page
    width = twips(page.width_mm - page.left_mm - page.right_mm)
    widths = _widths(grid, columns, width, round(guideline.font.size_pt * SMALL * _LETTER * 20))
    made = OxmlElement("w:tbl")
    made.append(_properties())
    made.append(_columns(widths))
    for row, cells in zip(rows, grid, strict=True):
        made.append(_row(row, cells, widths, fill))
    return made


def _grid(rows: list[HtmlElement]) -> list[list[_GridCell]]:
    """Return the cells of each row with those that hang down into it."""
    grid: list[list[_GridCell]] = []
    hanging: dict[int, tuple[int, int]] = {}  # column: rows still to come, width
    for row in rows:
        line: list[_GridCell] = []
        at = 0
        for cell in [*row.iterchildren("td", "th"), None]:
            while at in hanging:
                at += _hang(line, hanging, at)
            if cell is None:
                break
            columns, down = _span(cell, "colspan"), _span(cell, "rowspan")
            line.append(_GridCell(element=cell, columns=columns, goes_on=down > 1))
            if down > 1:
                hanging[at] = (down, columns)
                _count_down(hanging, at)
            at += columns
        grid.append(line)
    return grid


def _hang(line: list[_GridCell], hanging: dict[int, tuple[int, int]], at: int) -> int:
    _, columns = hanging[at]
    line.append(_GridCell(element=None, columns=columns, goes_on=True))
    _count_down(hanging, at)
    return columns


def _count_down(hanging: dict[int, tuple[int, int]], at: int) -> None:
    rows, columns = hanging[at]
    hanging[at] = (rows - 1, columns)
    if rows <= 1:
        del hanging[at]


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return int(value) if value.isdecimal() and int(value) else 1


def _widths(grid: list[list[_GridCell]], columns: int, width: int, letter: int) -> list[int]:
    """Return widths that hold the longest word of each column and share the rest by how much text the columns hold."""
    least, most = [_ROOM * letter] * columns, [1] * columns
    for row in grid:
        at = 0
        for cell in row:
            if cell.element is not None and cell.columns == 1:
                text = "".join(cell.element.itertext()).split()
                longest = max(map(len, text), default=0)
                least[at] = max(least[at], (longest + _ROOM) * letter)
                most[at] = max(most[at], min(len(" ".join(text)), _LONGEST))
            at += cell.columns
    rest = max(width - sum(least), 0)
    shares = [at_least + rest * part / sum(most) for at_least, part in zip(least, most, strict=True)]
    return [round(share * width / sum(shares)) for share in shares]


def _properties() -> BaseOxmlElement:
    properties = OxmlElement("w:tblPr")
    properties.append(OxmlElement("w:tblStyle", {qn("w:val"): style_id(GRID)}))
    properties.append(OxmlElement("w:tblW", {qn("w:w"): "5000", qn("w:type"): "pct"}))
    properties.append(OxmlElement("w:tblLook", {qn("w:val"): "0020", qn("w:firstRow"): "1"}))
    return properties


def _columns(widths: list[int]) -> BaseOxmlElement:
    grid = OxmlElement("w:tblGrid")
    grid.extend([OxmlElement("w:gridCol", {qn("w:w"): str(width)}) for width in widths])
    return grid


def _row(row: HtmlElement, cells: list[_GridCell], widths: list[int], fill: Fill) -> BaseOxmlElement:
    made, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if _is_head(row):
        properties.append(OxmlElement("w:tblHeader"))
    made.append(properties)
    at = 0
    for cell in cells:
        made.append(_cell(cell, sum(widths[at : at + cell.columns]), fill))
        at += cell.columns
    for missing in widths[at:]:
        made.append(_cell(_GridCell(element=Element("td"), columns=1, goes_on=False), missing, fill))
    return made


def _is_head(row: HtmlElement) -> bool:
    above = row.getparent()
    return above is not None and above.tag == "thead"


def _cell(cell: _GridCell, width: int, fill: Fill) -> BaseOxmlElement:
    made, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    properties.append(OxmlElement("w:tcW", {qn("w:w"): str(width), qn("w:type"): "dxa"}))
    if cell.columns > 1:
        properties.append(OxmlElement("w:gridSpan", {qn("w:val"): str(cell.columns)}))
    if cell.goes_on:
        properties.append(OxmlElement("w:vMerge", {qn("w:val"): "continue" if cell.element is None else "restart"}))
    made.append(properties)
    element = cell.element if cell.element is not None else Element("td")
    blocks = fill(element, CELL_HEAD if element.tag == "th" else CELL)
    aligned = [name for name in (element.get("class") or "").split() if name in _ALIGNED]
    for block in blocks if aligned else ():
        for own in block.iterchildren(qn("w:pPr")):
            own.append(OxmlElement("w:jc", {qn("w:val"): aligned[0]}))
    made.extend(blocks)
    return made
