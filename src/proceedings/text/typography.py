"""Text as Vietnamese books print it: curly quotation marks, dashes between words, numbers kept with their names."""

from __future__ import annotations

import re

# A straight mark opens after nothing, a blank, a dash or an opening bracket; elsewhere it closes.
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[{“‘–—/-])$")
_MARKS = {'"': ("“", "”"), "'": ("‘", "’")}
# "Nghị quyết - một bước": a hyphen between blanks is a dash.
_DASH = re.compile(r"(?<=\S) -{1,2}(?= \S)")
_KEPT = re.compile(
    r"\b([Ss]ố|[Đđ]iều|[Kk]hoản|[Mm]ục|[Cc]hương|[Hh]ình|[Bb]ảng|[Pp]hụ lục|[Nn]gày|[Tt]háng|[Nn]ăm|[Tt]rang|tr\.)"
    r" (?=\d)"
)
_NO_BREAK = "\u00a0"


def typographic(text: str, before: str = "") -> str:
    """Return a text with typographic marks.

    Parameters
    ----------
    before
        What stands right before the text, where it is a part of a longer one.
    """
    text = _DASH.sub(" –", text)
    text = _KEPT.sub(rf"\1{_NO_BREAK}", text)
    if '"' not in text and "'" not in text:
        return text
    made: list[str] = []
    last = before[-1:]
    for char in text:
        if char in _MARKS:
            char = _MARKS[char][0 if _OPENS_AFTER.search(last) else 1]
        made.append(char)
        last = char
    return "".join(made)
