"""Likeness of texts: the likeliest meant word for one that is unknown, how much of a title a text takes up."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from proceedings.text.letters import spelling_key, without_marks, words


def nearest(word: str, known: Iterable[str], *, limit: int = 1, at_least: float = 60.0) -> list[str]:
    """Return up to `limit` known words most like `word`, best first; marks and case do not matter.

    `at_least` is the likeness demanded, 0 to 100 (rapidfuzz's weighted ratio).
    """
    choices = {name: _fold(name) for name in known}
    found = process.extract(_fold(word), choices, scorer=fuzz.WRatio, limit=limit, score_cutoff=at_least)
    return [name for _, _, name in found]


def _fold(text: str) -> str:
    return without_marks(spelling_key(text))


def coverage(text: str, titles: Mapping[str, str]) -> dict[str, float]:
    """Return for each title, by its key, the part (0 to 1) of its pairs of syllables that a text takes up.

    Pairs that many of the titles share weigh little (inverse document frequency), so that what they all have in
    common says nothing.
    """
    own = {key: set(_pairs(title)) for key, title in titles.items()}
    shared = Counter(pair for pairs in own.values() for pair in pairs)
    weight = {pair: math.log((1 + len(titles)) / number) for pair, number in shared.items()}
    there = set(_pairs(text))
    found = {}
    for key, pairs in own.items():
        whole = sum(weight[pair] for pair in pairs)
        found[key] = sum(weight[pair] for pair in pairs & there) / whole if whole else 0.0
    return found


def _pairs(text: str) -> list[tuple[str, str]]:
    syllables = words(spelling_key(text))
    return list(zip(syllables, syllables[1:], strict=False))
