"""Dates of an event in words: fixed, a window or only a month; the state of its phases; the next deadline."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from proceedings.model.event import Event, EventDate, Phase
from proceedings.text.dates import clock, long_date, month_of, short_date, span, weekday


class Deadline(NamedTuple):
    """A deadline, whom it binds, and how many days are left (negative once it is over)."""

    who: str
    day: datetime.date
    days_left: int

    @property
    def state(self) -> str:
        if self.days_left < 0:
            return "đã hết hạn"
        return "hạn hôm nay" if self.days_left == 0 else f"còn {self.days_left} ngày"


class TimelineStep(NamedTuple):
    """A phase with its state: "done", "now" or "next"."""

    phase: Phase
    when: str
    state: str


STATES = {"done": "đã xong", "now": "đang diễn ra", "next": "sắp tới"}


def date_in_words(date: EventDate) -> str:
    """Return when an event takes place, never more exactly than is known."""
    if date.start:
        day = date.start.date()
        return f"{clock(date.start)}, {weekday(day)}, {long_date(day)}"
    parts = []
    if date.month:
        parts.append(f"dự kiến {month_of(date.month.year, date.month.month)}")
    if date.window:
        parts.append(f"trong khoảng từ {short_date(date.window.start)} đến {short_date(date.window.end)}")
    return ", ".join(parts) or "chưa định ngày"


def first_day(event: Event) -> datetime.date:
    """Return the earliest day an event may take place on, for ordering events."""
    date = event.date
    if date.start:
        return date.start.date()
    if date.window:
        return date.window.start
    return date.month or datetime.date.min


def state_of(event: Event, today: datetime.date) -> str:
    """Return where an event stands: "sắp diễn ra", "đang diễn ra" or "đã diễn ra"."""
    date = event.date
    first = first_day(event)
    last = date.window.end if date.window else first
    if not date.start and not date.window:
        return "dự kiến" if today <= first else "đã qua thời gian dự kiến"
    if today < first:
        return "sắp diễn ra"
    if today <= last:
        return "đang diễn ra"
    return "đã diễn ra" if date.start else "đã qua thời gian dự kiến"


def deadlines(event: Event, today: datetime.date) -> tuple[Deadline, ...]:
    """Return the deadlines of an event, earliest first."""
    given = event.deadlines
    of_authors = "Tác giả nộp bài" if given.schools is None else "Tác giả gửi bài về trường mình"
    both = ((of_authors, given.authors), ("Các trường gửi bài về đơn vị chủ trì", given.schools))
    return tuple(Deadline(who, day, (day - today).days) for who, day in both if day)


def timeline(event: Event, today: datetime.date) -> tuple[TimelineStep, ...]:
    """Return the phases with their states; on a day that two phases share, both are going on."""
    return tuple(TimelineStep(phase, span(phase.start, phase.end), _state(phase, today)) for phase in event.timeline)


def _state(phase: Phase, today: datetime.date) -> str:
    if today > phase.end:
        return "done"
    return "now" if phase.start <= today else "next"
