"""Lists: which blocks stand close together, and the numbers that Word showed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Chunk:
    """A block of lines; an item of a typed list knows its number (0 for a dash) and stands close to its neighbours."""

    text: str
    item: int | None = None


def join(chunks: list[Chunk]) -> str:
    """Return chunks with an empty line between them, items of one typed list close together."""
    text = ""
    for number, chunk in enumerate(chunks):
        before = chunks[number - 1] if number else None
        close = before is not None and before.item is not None and chunk.item is not None
        text += (("\n" if close else "\n\n") if before else "") + chunk.text
    return text


def list_markers(numbering: Any, count: int) -> list[str]:
    """Return the numbers of a list as Word showed them: "1. ", "a) ", "(i) "."""
    start, style, delimiter = numbering
    kind, around = style["t"], delimiter["t"]
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}.get(around, ("", "."))
    numbers = range(start, start + count)
    return [f"{before}{_numeral(number, kind)}{after} " for number in numbers]


def _numeral(number: int, kind: str) -> str:
    if kind.endswith("Alpha"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif kind.endswith("Roman"):
        tens, ones = divmod(number, 10)
        letter = "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][ones]
    else:
        return str(number)
    return letter.upper() if kind.startswith("Upper") else letter
