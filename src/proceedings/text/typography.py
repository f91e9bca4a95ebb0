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
# "14-KL/TW", "683-QĐ/HVCTQGHCM", "30/2020/NĐ-CP": a line may not break at the strokes.
_DOCUMENT_NUMBER = re.compile(r"\b\d+(?:/\d{4})?[-/](?:[A-ZĐ]+-)?[A-ZĐ]+(?:[/-][A-ZĐa-z]+)*\b")
_STROKE = re.compile(r"(?<=[-/])")
_WORD_JOINER = "\u2060"


def typographic(text: str, before: str = "") -> str:
    """Return a text with typographic marks.

    Parameters
    ----------
    before
        What comes right before the text, where it is a part of a longer one.
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


def unbroken(text: str) -> str:
    """Return a text whose numbers of official documents are not parted at the end of a line.

    The joiners leave no trace in a PDF: the engine draws nothing for them. (A span that may not wrap would do too, but
    WeasyPrint 70 then breaks the line in front of it at its first blank.)
    """
    return _DOCUMENT_NUMBER.sub(lambda number: _STROKE.sub(_WORD_JOINER, number.group()), text)


def bare_title(title: str) -> str:
    """Return a topic's title as lists and headings name it, without what ends it in the list of a plan."""
    return title.rstrip(" .:;…")
