"""Lists: which blocks are close together, and the numbers that Word showed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from proceedings.word.cleaning.marks import CONTINUED, LABEL_END, LABEL_START

_LAST_SPELT = 9_999
_PLAIN_NUMBER = re.compile(r"(\d{1,3})([.)])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chunk:
    """A block of lines; an item of a typed list knows its number (0 for a dash) and is close to its neighbours."""

    text: str
    item: int | None = None
    caption: bool = False


def join(chunks: list[Chunk]) -> str:
    """Return chunks with an empty line between them, items of one typed list close together."""
    text = ""
    for number, chunk in enumerate(chunks):
        before = chunks[number - 1] if number else None
        close = before is not None and before.item is not None and chunk.item is not None
        text += (("\n" if close else "\n\n") if before else "") + chunk.text
    return text


def list_markers(numbering: Any, count: int) -> list[str]:
    """Return the numbers of a list as pandoc gives them: "1. ", "a) ", "(i) "."""
    start, style, delimiter = numbering
    kind, around = style["t"], delimiter["t"]
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}.get(around, ("", "."))
    numbers = range(start, start + count)
    kinds = {"LowerAlpha": "lowerLetter", "UpperAlpha": "upperLetter"}
    kind = kinds.get(kind, kind[:1].lower() + kind[1:])
    return [f"{before}{numeral(number, kind)}{after} " for number in numbers]


def numeral(number: int, kind: str) -> str:
    """Return a number in one of Word's formats; formats of other scripts become digits."""
    if number > _LAST_SPELT:
        return str(number)
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif kind in ("lowerRoman", "upperRoman") and number > 0:
        letter = ""
        for value, sign in _ROMAN:
            letter += sign * (number // value)
            number %= value
    elif kind == "decimalZero":
        return f"{number:02d}"
    else:
        return str(number)
    return letter.upper() if kind.startswith("upper") else letter


def counts_on(labels: list[str]) -> bool:
    """Return whether the labels are those of one Markdown list: "3.", "4.", "5."."""
    found = [_PLAIN_NUMBER.fullmatch(label) for label in labels]
    numbers = [(int(one.group(1)), one.group(2)) for one in found if one]
    return len(numbers) == len(labels) and all(b == (a[0] + 1, a[1]) for a, b in pairwise(numbers))


def take_label(item: list[Any]) -> tuple[str, list[Any]]:
    """Return the label that our mark sets before an item of pandoc's, "" for a bullet, and the item without it."""
    if not item or item[0]["t"] not in ("Para", "Plain"):
        return "", item
    label, rest = "", list(item[0]["c"])
    if not rest or rest[0]["t"] != "Str" or not rest[0]["c"].startswith(LABEL_START):
        return "", item
    while rest:
        node = rest.pop(0)
        text = node["c"] if node["t"] == "Str" else " "
        before, end, after = text.partition(LABEL_END)
        label += before
        if end:
            rest = [{"t": "Str", "c": after}, *rest] if after else rest
            break
    return label.removeprefix(LABEL_START), [{**item[0], "c": rest}, *item[1:]]


def with_continued(items: list[list[Any]]) -> list[list[Any]]:
    """Return items whose further paragraphs, which our mark begins, belong to the item before them."""
    whole: list[list[Any]] = []
    for item in items:
        first = item[0] if item else None
        inlines = first["c"] if first and first["t"] in ("Para", "Plain") else []
        if whole and inlines and inlines[0]["t"] == "Str" and inlines[0]["c"].startswith(CONTINUED):
            rest = inlines[0]["c"].removeprefix(CONTINUED)
            whole[-1] += [{"t": "Para", "c": [{"t": "Str", "c": rest}, *inlines[1:]]}, *item[1:]]
        else:
            whole.append(list(item))
    return whole
