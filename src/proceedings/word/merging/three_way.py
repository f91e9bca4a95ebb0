"""Three versions of one sequence of paragraphs brought together: what either side changed alone is taken over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz import fuzz

from proceedings.word.merging.word_merge import columns, weave

_ALIKE = 50.0
_MOST_PAIRS = 40_000
_RULE = re.compile(r"[|\s:-]+")


class Clash(NamedTuple):
    """A place that both sides changed: what stays, what the other side has, what there was; "" is nothing."""

    stays: str
    other: str
    before: str


class Pieces(NamedTuple):
    """A sequence after the merge; `brought` and `kept` count the places that came from the one side and the other.

    `woven` are the pieces that hold changes of both.
    """

    merged: list[str]
    brought: int
    kept: int
    clashes: list[Clash]
    woven: list[str]

    def and_then(self, more: Pieces, *, merged: bool = True) -> Pieces:
        """Return these pieces and more after them; `merged` says whether as part of the sequence, or only counted."""
        return Pieces(
            [*self.merged, *(more.merged if merged else [])],
            self.brought + more.brought,
            self.kept + more.kept,
            [*self.clashes, *more.clashes],
            [*self.woven, *more.woven],
        )


def three_way(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Pieces:
    """Merge two descendants of a sequence; where both changed the same place differently, ours stays and is named."""
    in_ours, put_in_ours = _aligned(base, ours)
    in_theirs, put_in_theirs = _aligned(base, theirs)
    found = Pieces([], 0, 0, [], [])
    for at in range(len(base) + 1):
        found = found.and_then(_at_one_place([], put_in_ours[at], put_in_theirs[at]))
        if at < len(base):
            found = found.and_then(_at_one_place([base[at]], in_ours[at], in_theirs[at]))
    return found


def _at_one_place(before: list[str], mine: list[str], new: list[str]) -> Pieces:
    if mine == before:
        return Pieces(new, int(new != before), 0, [], [])
    if new in (before, mine):
        return Pieces(mine, 0, int(new == before), [], [])
    both = _together(before[0], mine[0], new[0]) if before and mine and new else None
    return both or Pieces(mine, 0, 1, [Clash(" ".join(mine), " ".join(new), " ".join(before))], [])


def _together(before: str, mine: str, new: str) -> Pieces | None:
    """Return one piece with what both sides changed in it, None where that cannot be done."""
    versions = [one.split("\n") for one in (before, mine, new)]
    if all(lines[0].startswith("|") and len(lines) > 1 for lines in versions):
        rows = three_way(*versions)
        whole = len({columns(row) for row in rows.merged}) == 1 and _RULE.fullmatch("".join(rows.merged[1:2]))
        text = "\n".join(rows.merged)
        return rows._replace(merged=[text], woven=[text] if rows.brought else []) if whole else None
    if before.startswith("<table") and len({len(lines) for lines in versions}) == 1:
        lines = [_at_one_place([old], [ours], [theirs]) for old, ours, theirs in zip(*versions, strict=True)]
        text = "\n".join(line for one in lines for line in one.merged)
        return None if any(one.clashes for one in lines) else Pieces([text], 1, 1, [], [text])
    woven = weave(before, mine, new)
    return None if woven is None else Pieces([woven], 1, 1, [], [woven])


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
