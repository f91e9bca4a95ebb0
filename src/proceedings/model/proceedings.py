"""The whole content tree, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from proceedings.model.document import OfficialDocument
from proceedings.model.event import Event, Topic
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.typeset import Body
from proceedings.model.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreword:
    """The foreword of a volume, a text of its own beside the papers."""

    title: str
    signature: str | None = None
    body: Body


class Written(NamedTuple):
    """An event.yml as it was read: the line of each field, and the optional fields that could not be read."""

    lines: Mapping[str, int]
    left_out: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceedings:
    """Everything that could be read; papers are in the order of event and file name, `written` is by event."""

    guideline: Guideline
    units: dict[str, Unit]
    documents: dict[str, OfficialDocument]
    events: tuple[Event, ...]
    papers: tuple[Paper, ...]
    forewords: dict[str, Foreword]
    written: Mapping[str, Written] = field(repr=False, default_factory=dict)

    def papers_of(self, event: Event) -> tuple[Paper, ...]:
        return tuple(paper for paper in self.papers if paper.event == event.id)

    def event(self, event_id: str) -> Event:
        return next(event for event in self.events if event.id == event_id)

    def school_of(self, unit_id: str) -> str:
        """Return the school that a unit belongs to, itself where it is one or is unknown."""
        unit = self.units.get(unit_id)
        passed = set()  # a department that is its own parent ends the way up
        while unit is not None and unit.kind == "department" and unit.parent in self.units and unit.id not in passed:
            passed.add(unit.id)
            unit = self.units[unit.parent]
        return unit.id if unit else unit_id


def flat_topics(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Return every topic of a nested list in printed order, headings included."""
    return tuple(found for topic in topics for found in (topic, *flat_topics(topic.children)))
