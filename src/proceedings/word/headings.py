"""Section headings: those Word knows, else the bold numbered lines that most authors write; no level is skipped."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from proceedings.word.inlines import flatten, plain
from proceedings.word.lists import list_markers
from proceedings.word.pandoc import Block

_PART = re.compile(r"(?:phần|chương)\s+(?:[IVX]+|\d+|thứ \w+)\b", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]{1,5}\s*[.)/-]\s*\S")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\s*[.)]?\s+\S")
_LETTER = re.compile(r"[a-zđ]\s*[.)]\s+\S")
_NAMED = re.compile(
    r"(?:lời )?(?:mở đầu|nói đầu|đặt vấn đề|kết luận|kiến nghị|kết luận và kiến nghị|tài liệu tham khảo"
    r"|danh mục tài liệu tham khảo|phụ lục)\s*[.:]?",
    re.IGNORECASE,
)
_MAX_LETTERS = 200
_LAST_LEVEL = 6


def with_headings(blocks: list[Block]) -> tuple[list[Block], int]:
    """Return the blocks with every heading on its level, and how many of them were found by their look alone."""
    found = 0
    if not any(block["t"] == "Header" for block in blocks):
        guessed = [guess for block in blocks for guess in _guess(block)]
        ranks = [rank for rank, _ in guessed if rank]
        top = min(ranks, default=1)
        blocks = [_header(rank or top, block) if rank is not None else block for rank, block in guessed]
        found = sum(rank is not None for rank, _ in guessed)
    open_levels: list[int] = []
    for block in blocks:
        if block["t"] == "Header" and plain(flatten(block["c"][2], Counter())):
            level = block["c"][0]
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
            block["c"][0] = min(len(open_levels) + 1, _LAST_LEVEL)
    return blocks, found


def is_named_part(text: str) -> bool:
    """Return whether a line names a part of a paper: "Phần I", "Kết luận"."""
    return _NAMED.fullmatch(text) is not None or _PART.match(text) is not None


def _guess(block: Block) -> list[tuple[int | None, Block]]:
    """Return the block with its rank as a heading: None for text, 0 for a heading without number."""
    if block["t"] == "Para":
        return [(_rank(block["c"]), block)]
    if block["t"] == "OrderedList":
        markers = list_markers(block["c"][0], len(block["c"][1]))
        lines = [_numbered(item, marker) for item, marker in zip(block["c"][1], markers, strict=True)]
        ranks = [_rank(line["c"]) if line else None for line in lines]
        if all(ranks):
            return [(rank, line) for rank, line in zip(ranks, lines, strict=True) if line]
    return [(None, block)]


def _numbered(item: list[Block], marker: str) -> Block | None:
    if len(item) != 1 or item[0]["t"] not in ("Para", "Plain"):
        return None
    return {"t": "Para", "c": [{"t": "Strong", "c": [{"t": "Str", "c": marker}]}, *item[0]["c"]]}


def _rank(inlines: list[Block]) -> int | None:
    pieces = flatten(inlines, Counter())
    text = plain(pieces)
    seen = [piece for piece in pieces if piece.kind != "note" and piece.text.strip()]
    bold = bool(seen) and all(piece.kind == "text" and piece.strong for piece in seen)
    if not bold or len(text) > _MAX_LETTERS:
        return None
    if _NAMED.fullmatch(text):
        return 0
    if _PART.match(text):
        return 1
    if _ROMAN.match(text):
        return 2
    decimal = _DECIMAL.match(text)
    if decimal:
        return 3 + decimal.group(1).count(".")
    return 7 if _LETTER.match(text) else None


def _header(rank: int, block: Block) -> Block:
    content: list[Any] = [rank, ["", [], []], block["c"]]
    return {"t": "Header", "c": content}
