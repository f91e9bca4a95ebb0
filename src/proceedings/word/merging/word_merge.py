"""Two edits of one paragraph or row brought together word by word or cell by cell, and differences as people read them.

Only edits that leave an untouched word between them are brought together: anything nearer is for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\s*(?:\$[^$\n]+\$\S*|\S+)\s*")
_CELLS = re.compile(r"(?<!\\)\|")
_WHOLE = ("$$", "<", "```", "~~~", "!")
"""What a block starts with that has a meaning only as a whole: formulas, HTML, code, pictures."""
_PAIRED = ("**", "$", "`")
_BRACKETS = (("[", "]"), ("(", ")"))
_LIKE_ENOUGH = 0.5
_CONTEXT = 5
_NEAR = 2

Edit = tuple[int, int, tuple[str, ...]]


def weave(base: str, ours: str, theirs: str) -> str | None:
    """Return a text with the edits of both sides, None where they meet or one has rewritten most of it."""
    if all(one.startswith("|") and "\n" not in one for one in (base, ours, theirs)):
        return _weave_cells(base, ours, theirs)
    if any(one.startswith(_WHOLE) or one.startswith("|") for one in (base, ours, theirs)):
        return None
    old = _WORD.findall(base)
    mine, new = _edits(old, _WORD.findall(ours)), _edits(old, _WORD.findall(theirs))
    if mine is None or new is None:
        return None
    sides = {edit: (edit in mine, edit in new) for edit in [*mine, *new]}
    edits = sorted(sides)
    for one, after in zip(edits, edits[1:], strict=False):
        if after[0] < one[1] or (sides[one] != sides[after] and after[0] == one[1]):
            return None
    words = list(old)
    for start, end, put in reversed(edits):
        words[start:end] = put
    text = "".join(words)
    return text if _signs(text, base, ours, theirs) else None


def _edits(old: Sequence[str], new: Sequence[str]) -> list[Edit] | None:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _LIKE_ENOUGH:
        return None
    return [(start, end, tuple(new[at:to])) for kind, start, end, at, to in matcher.get_opcodes() if kind != "equal"]


def _signs(text: str, *versions: str) -> bool:
    """Return whether the signs of Markdown are still in pairs as in the three versions."""
    odd = [{one.count(sign) % 2 for one in versions} | {text.count(sign) % 2} for sign in _PAIRED]
    open_ = [
        {one.count(left) - one.count(right) for one in versions} | {text.count(left) - text.count(right)}
        for left, right in _BRACKETS
    ]
    return all(len(found) == 1 for found in [*odd, *open_])


def _weave_cells(base: str, ours: str, theirs: str) -> str | None:
    rows = [_CELLS.split(one) for one in (base, ours, theirs)]
    if len({len(row) for row in rows}) > 1:
        return None
    cells = []
    for old, mine, new in zip(*rows, strict=True):
        if mine != old and new not in (old, mine):
            return None
        cells.append(new if mine == old else mine)
    return "|".join(cells)


def columns(row: str) -> int:
    """Return how many cells a row of a Markdown table has."""
    return len(_CELLS.split(row.strip())) - 2


def changes(old: str, new: str) -> str:
    """Return what was changed, never cut: "thực tiễn [địa phương] → [27 huyện] và", rows of tables as whole rows."""
    if old.startswith(("|", "<table")) or new.startswith(("|", "<table")):
        return _changed_rows(old.split("\n"), new.split("\n"))
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if not before or matcher.ratio() < _LIKE_ENOUGH:
        return f"“{' '.join(after)}”"
    shown = [
        " ".join(
            [
                *(["…"] if start > _CONTEXT else []),
                *before[max(0, start - _CONTEXT) : start],
                _change(" ".join(before[start:end]), " ".join(after[at:to])),
                *before[end : end + _CONTEXT],
                *(["…"] if end + _CONTEXT < len(before) else []),
            ]
        )
        for start, end, at, to in _places(matcher)
    ]
    return "; ".join(f"“{one}”" for one in shown)


def _places(matcher: SequenceMatcher[str]) -> list[tuple[int, int, int, int]]:
    """Return the changed places; those with no more than two words between them are one."""
    places: list[tuple[int, int, int, int]] = []
    for kind, start, end, at, to in matcher.get_opcodes():
        if kind == "equal":
            continue
        if places and start - places[-1][1] <= _NEAR:
            places[-1] = (places[-1][0], end, places[-1][2], to)
        else:
            places.append((start, end, at, to))
    return places


def _change(old: str, new: str) -> str:
    if not old:
        return f"[thêm: {new}]"
    return f"[{old}] → [{new}]" if new else f"[bỏ: {old}]"


def _changed_rows(old: Sequence[str], new: Sequence[str]) -> str:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    shown = []
    for kind, start, end, at, to in matcher.get_opcodes():
        if kind != "equal":
            gone, put = " ".join(old[start:end]).strip(), " ".join(new[at:to]).strip()
            shown.append(f"“{gone}” → “{put}”" if gone and put else f"thêm “{put}”" if put else f"bỏ “{gone}”")
    return "; ".join(shown)
