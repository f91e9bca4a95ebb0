"""Which unit of the register an author's line means; nothing is guessed across provinces."""

from __future__ import annotations

import re
from collections.abc import Mapping

from proceedings.model.unit import Unit
from proceedings.text.letters import spelling_key, without_marks
from proceedings.text.nearest import nearest

_NEAR = 93.0


def find_unit(text: str, units: Mapping[str, Unit], organizer: str) -> str | None:
    """Return the id of the unit that a text names, the most exact one, or None.

    A department counts only where its own school is named beside it, or no school at all and it belongs to the
    organizer: every school has a "Khoa Xây dựng Đảng".
    """
    named = [unit for unit in units.values() if _names(unit, text)]
    schools = [unit for unit in named if unit.kind != "department"]
    school = max(schools, key=lambda unit: len(unit.name)).id if schools else _nearest_school(text, units)
    mentions_school = school is not None or re.search(
        r"\btr[uư][oơờ]ng ch[ií]nh tr[iị]|\bh[oọ]c vi[eệ]n", text, re.IGNORECASE
    )
    for unit in named:
        if unit.kind == "department" and unit.parent == (school if mentions_school else organizer):
            return unit.id
    return school


def without_unit(position: str, unit: Unit | None) -> str:
    """Return a position without the name of the unit it ends with: "Giảng viên Khoa Xây dựng Đảng"."""
    if unit is None:
        return position
    for name in (unit.name, unit.short, *unit.aliases):
        cut = len(position) - len(name)
        if cut > 0 and _fold(position[cut:]) == _fold(name):
            rest = position[:cut].strip(" ,;–-")
            if not re.fullmatch(r"(?:phó\s+)?trưởng|phó", rest, re.IGNORECASE):
                return rest
    return position


def _names(unit: Unit, text: str) -> bool:
    folded = _fold(text)
    return any(re.search(rf"\b{re.escape(_fold(name))}\b", folded) for name in (unit.name, unit.short, *unit.aliases))


def _nearest_school(text: str, units: Mapping[str, Unit]) -> str | None:
    """Return a school whose name is nearly the text and whose province stands in it."""
    names = {
        name: unit
        for unit in units.values()
        for name in (unit.name, *unit.aliases)
        if unit.kind == "school" and unit.place and _fold(unit.place) in _fold(text)
    }
    found = nearest(text, names, at_least=_NEAR)
    return names[found[0]].id if found else None


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", without_marks(spelling_key(text))))
