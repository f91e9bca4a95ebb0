"""The likeliest meant word for one that is unknown."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from proceedings.text.letters import spelling_key, without_marks


def nearest(word: str, known: Iterable[str], *, limit: int = 1, at_least: float = 60.0) -> list[str]:
    """Return up to `limit` known words most like `word`, best first; marks and case do not matter.

    `at_least` is the likeness demanded, 0 to 100 (rapidfuzz's weighted ratio).
    """
    choices = {name: _fold(name) for name in known}
    found = process.extract(_fold(word), choices, scorer=fuzz.WRatio, limit=limit, score_cutoff=at_least)
    return [name for _, _, name in found]


def _fold(text: str) -> str:
    return without_marks(spelling_key(text))
