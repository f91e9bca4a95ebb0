"""Which unit of the register an author's line means; nothing is guessed across provinces, every doubt is reported."""

from __future__ import annotations

import re
from collections.abc import Mapping

from proceedings.model.unit import Unit
from proceedings.text.letters import spelling_key, without_marks
from proceedings.text.likeness import nearest

_NEAR = 93.0
_SCHOOL = re.compile(r"\btr[uư][oơờ]ng ch[ií]nh tr[iị]", re.IGNORECASE)
_ACADEMY = re.compile(r"\bh[oọ]c vi[eệ]n", re.IGNORECASE)
_LOOSE_END = re.compile(r"(?:^|\s)(?:của|thuộc|tại|ở)$", re.IGNORECASE)
_AROUND = " ,;.–—-()"


def find_unit(text: str, units: Mapping[str, Unit], organizer: str) -> str | None:
    """Return the id of the unit that a text names, the most exact one, or None.

    A department counts only where its own school is named beside it, or no school at all and it belongs to the
    organizer: every school has a "Khoa Xây dựng Đảng".
    """
    named = {unit.id: length for unit in units.values() if (length := _length_named(unit, text))}
    others = [unit for unit in map(units.__getitem__, named) if unit.kind != "department"]
    exact = max(others, key=lambda unit: (unit.kind == "school", named[unit.id])).id if others else None
    school = exact or _nearest_school(text, units)
    home = school if school or names_school(text) else organizer
    inner = [
        unit_id
        for unit_id in named
        if units[unit_id].kind == "department" and home in [unit.id for unit in _upwards(units[unit_id], units)]
    ]
    return max(inner, key=named.__getitem__) if inner else school


def names_school(text: str) -> bool:
    """Return whether a text names a school of politics or an academy."""
    return bool(_SCHOOL.search(text) or _ACADEMY.search(text) or re.search(r"\bTCT\b", text))


def same_home(one: str, other: str, units: Mapping[str, Unit]) -> bool:
    """Return whether of two units one belongs to the other, or both to a third."""
    homes = [{unit.id for unit in _upwards(units[name], units)} if name in units else {name} for name in (one, other)]
    return bool(homes[0] & homes[1])


def without_unit(position: str, unit: Unit | None) -> str:
    """Return a position without the name of the unit it ends with: "Giảng viên Khoa Xây dựng Đảng"."""
    if unit is None:
        return position
    for name in _names(unit):
        cut = len(position) - len(name)
        if cut > 0 and fold(position[cut:]) == fold(name):
            rest = _trimmed(position[:cut])
            if not re.fullmatch(r"(?:phó\s+)?trưởng|phó", rest, re.IGNORECASE):
                return rest
    return position


def beyond(text: str, unit: Unit, units: Mapping[str, Unit]) -> str:
    """Return what a piece of an affiliation says besides the unit and those above it, "" where that is nothing."""
    for known in _upwards(unit, units):
        text = _cut(text, known)
    return _trimmed(text)


def fold(text: str) -> str:
    """Return the words of a text without marks and punctuation, for comparing names."""
    return " ".join(re.findall(r"\w+", without_marks(spelling_key(text))))


def _cut(text: str, unit: Unit) -> str:
    """Take the name of a unit out of a text, one that is nearly it too."""
    for name in _names(unit):
        wanted = fold(name).split()
        words = list(re.finditer(r"\w+", text))
        folded = [fold(word.group()) for word in words]
        for start in range(len(words) - len(wanted) + 1):
            if wanted and folded[start : start + len(wanted)] == wanted:
                before, after = text[: words[start].start()], text[words[start + len(wanted) - 1].end() :]
                return ", ".join(filter(None, map(_trimmed, (before, after))))
    near = _SCHOOL.search(text)
    if near and unit.kind == "school" and unit.place and fold(unit.place) in fold(text[near.start() :]):
        return text[: near.start()]
    return text


def _trimmed(text: str) -> str:
    return _LOOSE_END.sub("", text.strip(_AROUND)).strip(_AROUND)


def _upwards(unit: Unit, units: Mapping[str, Unit]) -> list[Unit]:
    """Return a unit and those that it belongs to."""
    chain = [unit]
    while (above := units.get(chain[-1].parent or "")) and above not in chain:
        chain.append(above)
    return chain


def _names(unit: Unit) -> list[str]:
    return sorted((unit.name, unit.short, *unit.aliases), key=len, reverse=True)


def _length_named(unit: Unit, text: str) -> int:
    """Return the length of the longest name of a unit in a text, 0 where there is none."""
    folded = fold(text)
    found = [fold(name) for name in _names(unit) if re.search(rf"\b{re.escape(fold(name))}\b", folded)]
    return max(map(len, found), default=0)


def _nearest_school(text: str, units: Mapping[str, Unit]) -> str | None:
    """Return a school whose name is nearly the text and whose province is in it."""
    names = {
        name: unit
        for unit in units.values()
        for name in (unit.name, *unit.aliases)
        if unit.kind == "school" and unit.place and fold(unit.place) in fold(text)
    }
    begins = _SCHOOL.search(text)
    name = text[begins.start() :].partition(",")[0] if begins else text
    found = nearest(name, names, at_least=_NEAR)
    return names[found[0]].id if found else None
