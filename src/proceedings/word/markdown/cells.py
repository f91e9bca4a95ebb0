"""What the cells of a table hold: words only, or pictures that the table only sets side by side."""

from __future__ import annotations

import re

from proceedings.word.cleaning.marks import without_marks
from proceedings.word.markdown.captions import FIGURE
from proceedings.word.markdown.tables import Cell, MarkdownTable
from proceedings.word.programs.pandoc import Block


def first_words(block: Block) -> str:
    """Return the first words of a paragraph or heading."""
    words: list[str] = []
    waiting = list(reversed(block["c"][2] if block["t"] == "Header" else block["c"]))
    while waiting and len(words) < 30:
        node = waiting.pop()
        if node["t"] in ("Str", "Space"):
            words.append(node.get("c", " "))
        elif node["t"] in ("Strong", "Emph", "Underline", "SmallCaps"):
            waiting += reversed(node["c"])
    return "".join(words)


def is_simple(cell: Cell) -> bool:
    """Return whether a cell holds only words: no lists, notes, pictures, formulas."""
    inner = str(cell.blocks)
    return all(block["t"] in ("Para", "Plain", "Header") for block in cell.blocks) and not any(
        f"'t': '{kind}'" in inner for kind in ("Note", "Image", "Math")
    )


def holds_something(blocks: list[Block]) -> bool:
    """Return whether there is anything to see in blocks."""
    inner = str(blocks)
    return any(f"'t': '{kind}'" in inner for kind in ("Str", "Image", "Math", "Note", "Code"))


def of_pictures(table: MarkdownTable) -> bool:
    """Return whether a table only sets pictures side by side, their captions in or under their cells."""
    pictured: set[int] = set()
    for row in table.rows:
        for cell in row:
            inner = str(cell.blocks)
            if "'t': 'Image'" in inner:
                pictured.add(cell.column)
            if any(block["t"] not in ("Para", "Plain", "Figure") for block in cell.blocks):
                return False
            texts = [without_marks(first_words(b)) for b in cell.blocks if b["t"] != "Figure"]
            captions = [text for text in texts if text.strip()]
            if captions and (cell.column not in pictured or not all(_short_caption(text) for text in captions)):
                return False
    return bool(pictured)


def _short_caption(text: str) -> bool:
    return FIGURE.match(text.strip()) is not None or re.match(r"\(?[a-zđ]\s*[.)]", text.strip()) is not None


def by_columns(table: MarkdownTable) -> list[Cell]:
    """Return the cells with pictures, each followed by those right under it that hold its caption."""
    ordered: list[Cell] = []
    for number, row in enumerate(table.rows):
        below = table.rows[number + 1] if number + 1 < len(table.rows) else []
        for cell in row:
            if cell in ordered:
                continue
            ordered.append(cell)
            if "'t': 'Image'" in str(cell.blocks):
                ordered += [c for c in below if c.column == cell.column and "'t': 'Image'" not in str(c.blocks)]
    return ordered
