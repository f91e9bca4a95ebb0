"""Tables: pandoc's cells as a grid, written as a pipe table where it can show them, else as HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from proceedings.reading.markup import render
from proceedings.word.programs.pandoc import Block
from proceedings.word.remark import Kind, Remark, remark

_RULES = {"AlignLeft": "---", "AlignCenter": ":---:", "AlignRight": "---:"}
_MAX_SPAN = 100
_BLOCKS = ("BulletList", "OrderedList", "MarkdownTable", "BlockQuote")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it begins, how many columns and rows it covers, and what it holds."""

    column: int
    wide: int
    high: int
    blocks: list[Block] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MarkdownTable:
    """Rows of cells; the first `heads` rows name the columns, `rules` are the lines of dashes under them."""

    rows: list[list[Cell]]
    heads: int
    width: int
    rules: list[str]

    @property
    def plain(self) -> bool:
        """Return whether a pipe table shows it: one row of names, no merged cells, no blocks within cells."""
        cells = [cell for row in self.rows for cell in row]
        merged = any(cell.wide > 1 or cell.high > 1 for cell in cells)
        return not merged and self.heads == 1 and not any(block["t"] in _BLOCKS for c in cells for block in c.blocks)


def read_table(content: Any, remarks: Counter[Remark]) -> MarkdownTable:
    """Return a table of pandoc's, its columns and rows only those at which some cell begins."""
    _, _, columns, head, bodies, foot = content
    parts = [head[1], *(rows for body in bodies for rows in (body[2], body[3])), foot[1]]
    rows: list[list[Cell]] = []
    for part in parts:
        rows += _placed(part)
    if not head[1]:
        remarks[remark(Kind.TABLE_NO_HEAD)] += 1
    rows = [row for row in _without_empty_columns(rows) if row]
    width = max((cell.column + cell.wide for row in rows for cell in row), default=0)
    rows = [_filled(row, rows[:place], place, width) for place, row in enumerate(rows)]
    rules = [_RULES.get(column[0]["t"], "---") for column in columns][:width]
    return MarkdownTable(rows, _heads(rows, len(head[1])), width, rules + ["---"] * (width - len(rules)))


def pipe_table(table: MarkdownTable, written: Callable[[Cell], str]) -> str:
    """Return a pipe table; the first row is its header."""
    rows = [f"| {' | '.join(written(cell) for cell in row)} |" for row in table.rows]
    return "\n".join([rows[0], f"| {' | '.join(table.rules)} |", *rows[1:]])


def html_table(table: MarkdownTable, written: Callable[[Cell], str], simple: Callable[[Cell], bool]) -> str:
    """Return a table as HTML; cells that hold lists, notes or pictures are Markdown between empty lines.

    Parameters
    ----------
    written
        Gives a cell as Markdown: its lines joined by "<br>" where the cell is `simple`, else as blocks.
    """
    lines = ["<table>"]
    for number, row in enumerate(table.rows):
        lines += ["<thead>"] if number == 0 and table.heads else []
        lines += ["<tbody>"] if number == table.heads else []
        line = "<tr>"
        for cell in row:
            tag, text = "th" if number < table.heads else "td", written(cell)
            opening = f"<{tag}{_attributes(cell, head=number < table.heads)}>"
            inner = _inline(text) if simple(cell) else f"\n\n{text}\n\n" if text else ""
            line += f"{opening}{inner}</{tag}>"
        lines.append(line + "</tr>")
        lines += ["</thead>"] if number == table.heads - 1 else []
    return "\n".join([*lines, *(["</tbody>"] if len(table.rows) > table.heads else []), "</table>"])


def with_caption(table: str, caption: str) -> str:
    """Return an HTML table with its caption, a line of Markdown, inside."""
    return table.replace("<table>", f"<table>\n<caption>{_inline(caption)}</caption>", 1)


def _attributes(cell: Cell, *, head: bool) -> str:
    scope = f' scope="{"colgroup" if cell.wide > 1 else "col"}"' if head else ""
    wide = f' colspan="{cell.wide}"' if cell.wide > 1 else ""
    return scope + wide + (f' rowspan="{cell.high}"' if cell.high > 1 else "")


def _inline(text: str) -> str:
    """Return one line of Markdown as the HTML of its words; braces are written so that nothing takes them for more."""
    text = re.sub(r"^(\d{0,9})(?=[-+*.)] )", r"\1\\", text)
    inner = re.sub(r"^<p>|</p>$", "", render(text).html.strip()) if text else ""
    inner = re.sub(r' rel="[^"]*"', "", inner)
    return inner.replace("{", "&#123;").replace("}", "&#125;").replace("$", "&#36;").replace("\n", " ")


def _placed(rows: list[Any]) -> list[list[Cell]]:
    """Return the cells of rows at their columns: a cell that reaches down pushes those below it to the right."""
    grid: list[list[Cell]] = []
    hanging: dict[int, int] = {}
    for number, (_, row) in enumerate(rows):
        line: list[Cell] = []
        column = 0
        for _, _, high, wide, blocks in row:
            column = _skip(column, hanging)
            wide, high = min(wide, _MAX_SPAN), min(high, len(rows) - number, _MAX_SPAN)
            line.append(Cell(column, wide, high, blocks))
            for place in range(column, column + wide):
                hanging[place] = high
            column += wide
        hanging = {place: left - 1 for place, left in hanging.items() if left > 1}
        grid.append(line)
    return grid


def _skip(column: int, hanging: dict[int, int]) -> int:
    while hanging.get(column, 0):
        column += 1
    return column


def _without_empty_columns(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Take out columns at which no cell begins: writers split columns finer than anybody sees."""
    begun = sorted({cell.column for row in rows for cell in row})
    place = {column: number for number, column in enumerate(begun)}
    return [
        [
            Cell(place[c.column], sum(c.column <= start < c.column + c.wide for start in begun), c.high, c.blocks)
            for c in row
        ]
        for row in rows
    ]


def _filled(row: list[Cell], above: list[list[Cell]], number: int, width: int) -> list[Cell]:
    """Return a row with empty cells where Word has none."""
    taken = {place for cell in row for place in range(cell.column, cell.column + cell.wide)}
    for back, line in enumerate(above):
        for cell in line:
            if back + cell.high > number:
                taken |= set(range(cell.column, cell.column + cell.wide))
    empty = [Cell(place, 1, 1, []) for place in range(width) if place not in taken]
    return sorted([*row, *empty], key=lambda cell: cell.column)


def _heads(rows: list[list[Cell]], marked: int) -> int:
    """Return how many rows name the columns: those marked, or the first, and as far as its cells reach down."""
    heads = min(max(marked, 1), len(rows))
    reach = 0
    for number, row in enumerate(rows[:heads]):
        reach = max([reach, *(number + cell.high for cell in row)])
    return reach if reach < len(rows) else heads
