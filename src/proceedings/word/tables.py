"""Tables: pandoc's cells and spans as the plain grid that a pipe table can show."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from proceedings.word.pandoc import Block

_CAPTION = re.compile(r"Bảng\s+\d+", re.IGNORECASE)
_RULES = {"AlignLeft": "---", "AlignCenter": ":---:", "AlignRight": "---:"}
_MAX_SPAN = 100


def caption_line(text: str) -> bool:
    """Return whether a paragraph is the caption of the table after it."""
    return _CAPTION.match(text) is not None


def read_rows(content: Any, remarks: Counter[str]) -> tuple[list[list[list[Block]]], list[str]]:
    """Return the rows of a table, each cell its blocks, all rows of one length, and the rule under each column."""
    _, _, columns, head, bodies, foot = content
    parts = [head[1], *(rows for body in bodies for rows in (body[2], body[3])), foot[1]]
    if not head[1]:
        remarks["bảng không đánh dấu dòng tiêu đề: lấy dòng đầu"] += 1
    grid: list[list[list[Block]]] = []
    for part in parts:
        grid += _spread(part, remarks)
    width = max((len(row) for row in grid), default=0)
    rules = [_RULES.get(column[0]["t"], "---") for column in columns][:width]
    return [row + [[]] * (width - len(row)) for row in grid], rules + ["---"] * (width - len(rules))


def table_lines(cells: list[list[str]], rules: list[str]) -> list[str]:
    """Return the lines of a pipe table; the first row is its header."""
    rows = [f"| {' | '.join(row)} |" for row in cells]
    return [rows[0], f"| {' | '.join(rules)} |", *rows[1:]]


def _spread(rows: list[Any], remarks: Counter[str]) -> list[list[list[Block]]]:
    """Return rows with a merged cell's text in its first place and nothing in the others."""
    grid: list[list[list[Block]]] = []
    hanging: dict[int, int] = {}
    for _, row in rows:
        line: list[list[Block]] = []
        for _, _, row_span, column_span, blocks in row:
            _skip_hanging(line, hanging)
            if row_span > 1 or column_span > 1:
                remarks["bảng có ô gộp: chữ để ở ô đầu"] += 1
            for place in range(min(column_span, _MAX_SPAN)):
                if row_span > 1:
                    hanging[len(line)] = row_span - 1
                line.append(blocks if place == 0 else [])
        _skip_hanging(line, hanging)
        grid.append(line)
    return grid


def _skip_hanging(line: list[list[Block]], hanging: dict[int, int]) -> None:
    while hanging.get(len(line), 0):
        hanging[len(line)] -= 1
        line.append([])
