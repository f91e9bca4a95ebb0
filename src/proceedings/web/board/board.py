"""The editors' board as data: what is in, missing, late or too long, and what of it may be public."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from proceedings.checking.report import EventReport
from proceedings.listing.indexes import name_of
from proceedings.model.event import Event
from proceedings.model.guideline import Range
from proceedings.model.paper import SELF_CHOSEN, topic_label
from proceedings.model.proceedings import Proceedings
from proceedings.text.order import text_key
from proceedings.text.typography import bare_title
from proceedings.web.board.papers import BoardPaper, CodeSummary, board_papers, public, remarks_of
from proceedings.web.content import Content

BOARDS = "ban-bien-tap/index.md"
"""The page that lists all boards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardUnit:
    """A school or department: papers received and asked for; `asked` is None where the plan asks for none."""

    id: str
    name: str
    papers: int
    asked: Range | None = None

    @property
    def missing(self) -> int:
        return max(((self.asked and self.asked.min) or 0) - self.papers, 0)

    @property
    def over(self) -> int:
        most = self.asked.max if self.asked else None
        return max(self.papers - most, 0) if most is not None else 0


class BoardTopic(NamedTuple):
    """A topic that papers may be written on."""

    number: str
    label: str
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the board of one event says on a day; `remarks` are those on the plan itself."""

    event: Event
    today: datetime.date
    internal: bool
    papers: tuple[BoardPaper, ...]
    units: tuple[BoardUnit, ...]
    topics: tuple[BoardTopic, ...]
    totals: tuple[tuple[str, int], ...]
    remarks: tuple[CodeSummary, ...] = ()

    @property
    def path(self) -> str:
        return f"ban-bien-tap/{self.event.id}/index.md"

    @property
    def label(self) -> str:
        """What a list calls it: "Hội thảo khoa học 2021"."""
        year = self.event.id.partition("-")[0]
        return f"{self.event.kind} {year}" if len(year) == 4 and year.isdecimal() else self.event.kind

    @property
    def missing(self) -> int:
        return sum(unit.missing for unit in self.units)

    def total(self, name: str) -> int:
        """Return one of the totals; 0 where it is not given."""
        return dict(self.totals).get(name, 0)


def boards(content: Content) -> tuple[Board, ...]:
    """Return the boards that the site shows, latest event first; a preview shows all of them with everything."""
    return tuple(board(event, content) for event in content.latest_first if content.preview or event.board != "hidden")


def board(event: Event, content: Content) -> Board:
    """Return the board of an event; without the setting `board: internal` only what everybody may know."""
    internal = content.preview or event.board == "internal"
    reports = [report for report in content.report.papers if report.event == event.id]
    of_event = next((one for one in content.report.events if one.event == event.id), None)
    everything = tuple(board_papers(event, reports, content))
    units = _units(event, of_event, everything, content.proceedings)
    topics = _topics(event, of_event, everything)
    return Board(
        event=event,
        today=content.today,
        internal=internal,
        papers=everything if internal else tuple(public(everything)),
        units=units,
        topics=topics,
        totals=_totals(everything, units, topics),
        remarks=remarks_of(of_event.findings) if internal and of_event else (),
    )


def _units(
    event: Event, report: EventReport | None, papers: tuple[BoardPaper, ...], proceedings: Proceedings
) -> tuple[BoardUnit, ...]:
    """Return the units of the plan in its order, then others that have sent papers, in Vietnamese order."""
    received = [paper.unit for paper in papers if paper.state == "accepted"]
    asked = report.quotas if report else ()
    units = [
        BoardUnit(
            id=quota.unit,
            name=name_of(quota.unit, proceedings),
            papers=quota.papers,
            asked=Range(min=quota.min, max=quota.max),
        )
        for quota in asked
    ]
    others = set(received) - {quota.unit for quota in asked}
    found = [BoardUnit(id=unit, name=name_of(unit, proceedings), papers=received.count(unit)) for unit in others]
    return (*units, *sorted(found, key=lambda unit: text_key(unit.name)))


def _topics(event: Event, report: EventReport | None, papers: tuple[BoardPaper, ...]) -> tuple[BoardTopic, ...]:
    topics = [
        BoardTopic(topic.topic, topic_label(topic.topic, bare_title(topic.title)), topic.papers)
        for topic in (report.topics if report else ())
    ]
    if event.own_topics:
        own = sum(paper.topic == SELF_CHOSEN for paper in papers if paper.state == "accepted")
        topics.append(BoardTopic(SELF_CHOSEN, "Chủ đề tự chọn", own))
    return tuple(topics)


def _totals(
    papers: tuple[BoardPaper, ...], units: tuple[BoardUnit, ...], topics: tuple[BoardTopic, ...]
) -> tuple[tuple[str, int], ...]:
    accepted = [paper for paper in papers if paper.state == "accepted"]
    states = [paper.state for paper in papers]
    found = [("Bài đã nhận", len(accepted))]
    if any(unit.asked for unit in units):
        found += [
            ("Chỉ tiêu tối thiểu", sum((unit.asked and unit.asked.min) or 0 for unit in units)),
            ("Còn thiếu", sum(unit.missing for unit in units)),
            ("Vượt chỉ tiêu", sum(unit.over for unit in units)),
        ]
    empty = sum(topic.papers == 0 for topic in topics if topic.number != SELF_CHOSEN)
    found += [
        ("Nộp muộn", sum(paper.late for paper in accepted)),
        ("Quá số trang", sum(paper.too_long for paper in accepted)),
        ("Được miễn", sum(bool(paper.waived) for paper in accepted)),
        ("Bản nháp", states.count("draft")),
        ("Đã rút", states.count("withdrawn")),
    ]
    found += [("Có lỗi, chưa đăng", states.count("broken"))] if "broken" in states else []
    return (*found, ("Chủ đề chưa có bài", empty))
