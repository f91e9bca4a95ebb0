"""Three versions of one sequence of paragraphs brought together: what either side changed alone is taken over."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz import fuzz

_ALIKE = 50.0
_MOST_PAIRS = 40_000


class Clash(NamedTuple):
    """A place that both sides changed: what stays, and what the other side has there ("" where it has nothing)."""

    stays: str
    other: str


class Pieces(NamedTuple):
    """A sequence after the merge; `brought` and `kept` count the places that came from the one side and the other."""

    merged: list[str]
    brought: int
    kept: int
    clashes: list[Clash]


def three_way(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Pieces:
    """Merge two descendants of a sequence; where both changed the same place differently, ours stays and is named."""
    in_ours, put_in_ours = _aligned(base, ours)
    in_theirs, put_in_theirs = _aligned(base, theirs)
    merged: list[str] = []
    clashes: list[Clash] = []
    brought = kept = 0
    for at in range(len(base) + 1):
        empty: list[str] = []
        places = [(empty, put_in_ours[at], put_in_theirs[at])]
        if at < len(base):
            places.append(([base[at]], in_ours[at], in_theirs[at]))
        for before, mine, new in places:
            merged += new if mine == before else mine
            brought += mine == before != new
            kept += mine != before and mine != new
            if mine != before and new not in (before, mine):
                clashes.append(Clash(" ".join(mine), " ".join(new)))
    return Pieces(merged, brought, kept, clashes)


def _aligned(base: Sequence[str], other: Sequence[str]) -> tuple[list[list[str]], list[list[str]]]:
    """Return what has become of each piece of `base` (nothing, or one piece), and what was put in before each place."""
    pairs = _pairs(base, other)
    become: list[list[str]] = [[] for _ in base]
    put_in: list[list[str]] = [[] for _ in range(len(base) + 1)]
    start = 0
    for at, place in [*pairs, (len(base), len(other))]:
        put_in[at] = list(other[start:place])
        if at < len(base):
            become[at] = [other[place]]
        start = place + 1
    return become, put_in


def _pairs(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the same piece in both, changed or not; both numbers rise."""
    found: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            found += [(start + step, other_start + step) for step in range(end - start)]
        elif kind == "replace":
            alike = _alike(base[start:end], other[other_start:other_end])
            found += [(start + at, other_start + place) for at, place in alike]
    return found


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair pieces that are alike so that the likeness of all pairs is greatest; pairs do not cross."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[fuzz.ratio(one, other, score_cutoff=_ALIKE) for other in new] for one in old]
    for at in range(len(old) - 1, -1, -1):
        for place in range(len(new) - 1, -1, -1):
            with_pair = likeness[at][place] + best[at + 1][place + 1] if likeness[at][place] else 0.0
            best[at][place] = max(with_pair, best[at + 1][place], best[at][place + 1])
    pairs: list[tuple[int, int]] = []
    at = place = 0
    while at < len(old) and place < len(new):
        if best[at][place] == best[at + 1][place]:
            at += 1
        elif best[at][place] == best[at][place + 1]:
            place += 1
        else:
            pairs.append((at, place))
            at, place = at + 1, place + 1
    return pairs
