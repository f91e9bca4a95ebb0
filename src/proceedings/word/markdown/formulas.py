"""A formula of a Word file as our Markdown: TeX on one line that reads back as the same formula, or none."""

from __future__ import annotations

import re

from proceedings.reading.formula_drawing import Flaw, draw
from proceedings.text.formulas import has_words, is_formula

_TOKEN = re.compile(r"\\(?:text|mathrm)\{[^{}]*\}|\\[a-zA-Z]+|\\.|[^\W\d_]+|\s+|.", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]+")
# The bar would end a cell of a table.
_BARS = {"|": "\\vert ", "\\|": "\\Vert "}
_MOST_LETTERS = 5_000
_GAPS = ("\\ ", "\\,", "\\:", "\\;", "~")


def written(tex: str, *, display: bool) -> tuple[str, str]:
    """Return pandoc's TeX between dollar signs, and the formula in words; both are "" where it cannot be drawn.

    Words that the author typed straight into Word's formula come as single letters with gaps ("Số\\ bài"): they are set
    as text.
    """
    if len(tex) > _MOST_LETTERS:
        return "", ""
    tokens = [_BARS.get(token, token) for token in _TOKEN.findall(re.sub(r"\s+", " ", tex))]
    tex = re.sub(r"(?:\\[ ,:;]|\s)+$", "", "".join(_with_words(tokens))).strip()
    drawn = draw(tex, display=display)
    if isinstance(drawn, Flaw) or has_words(tex):
        return "", ""
    if display:
        return f"$${tex}$$", drawn.words
    return f"${tex}$" if is_formula("", tex) else f"${{}}{tex}$", drawn.words


def _with_words(tokens: list[str]) -> list[str]:
    """Return TeX tokens with runs of Vietnamese words, and the gaps between them, as text."""
    out: list[str] = []
    place = 0
    while place < len(tokens):
        end = place
        while _LETTERS.fullmatch(tokens[end]) and end + 2 < len(tokens) and _joins(tokens[end + 1], tokens[end + 2]):
            end += 2
        run = tokens[place : end + 1]
        if any(_is_vietnamese(token) for token in run):
            out.append("\\text{" + "".join(" " if token in _GAPS else token for token in run) + "}")
        else:
            out += run
        place = end + 1
    return out


def _joins(between: str, following: str) -> bool:
    return between in _GAPS and _LETTERS.fullmatch(following) is not None


def _is_vietnamese(token: str) -> bool:
    return _LETTERS.fullmatch(token) is not None and has_words(f"{token}{token}")
