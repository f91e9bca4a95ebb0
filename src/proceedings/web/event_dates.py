"""Dates of an event in words: fixed, a window or only a month; the state of its phases; the next deadline."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from proceedings.model.event import Event, EventDate
from proceedings.model.wording import Wording
from proceedings.text.dates import clock, long_date, month_of, short_date, span, weekday

_DAY = datetime.timedelta(days=1)


class Deadline(NamedTuple):
    """A deadline, whom it binds, and how many days are left (negative once it is over)."""

    key: str
    who: str
    day: datetime.date
    days_left: int

    @property
    def state(self) -> str:
        if self.days_left < 0:
            return "đã hết hạn"
        return "hạn hôm nay" if self.days_left == 0 else f"còn {self.days_left} ngày"


class Span(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: datetime.date
    last: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A phase of the plan on the strip of its timeline.

    Attributes
    ----------
    state
        "done", "now" or "next" on the day of the build.
    tentative
        The step lies somewhere within its days; it does not fill them.
    shared
        The day that this phase has in common with the one before it.
    pause
        The days before it for which the plan names no work.
    """

    days: Span
    when: str
    task: Wording
    state: str
    tentative: bool = False
    shared: datetime.date | None = None
    pause: Span | None = None

    @property
    def label(self) -> str:
        return (_TENTATIVE if self.tentative else _FIXED)[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The steps of a plan between its first and its last day; `today` only where it is one of these days."""

    steps: tuple[Step, ...]
    days: Span
    today: datetime.date | None

    def place(self, days: Span) -> tuple[int, int]:
        """Return where days begin on the strip and how many they are."""
        return (days.first - self.days.first).days, (days.last - days.first).days + 1

    @property
    def length(self) -> int:
        return self.place(self.days)[1]


_FIXED = {"done": "đã qua", "now": "đang diễn ra", "next": "sắp tới"}
# Within a window nobody can say that the seminar is going on.
_TENTATIVE = {"done": "đã qua thời gian dự kiến", "now": "trong thời gian dự kiến", "next": "dự kiến"}


def date_in_words(date: EventDate) -> str:
    """Return when an event takes place, never more exactly than is known."""
    if date.start:
        day = date.start.date()
        return f"{clock(date.start)}, {weekday(day)}, {long_date(day)}"
    parts = []
    if date.month:
        parts.append(f"dự kiến {month_of(date.month.year, date.month.month)}")
    if date.window:
        likely = "" if parts else "dự kiến "
        parts.append(f"{likely}trong khoảng từ {short_date(date.window.start)} đến {short_date(date.window.end)}")
    return ", ".join(parts) or "chưa định ngày"


def possible_days(event: Event) -> Span | None:
    """Return the days an event takes, or those it may take place on; nothing where no date is known."""
    date = event.date
    if date.start:
        first = date.start.date()
        held = [phase.end for phase in event.timeline if phase.kind == "hold" and phase.start <= first <= phase.end]
        return Span(first, max(held, default=first))
    if date.window:
        return Span(date.window.start, date.window.end)
    if date.month:
        year, month = date.month.year, date.month.month
        return Span(date.month, datetime.date(year, month, calendar.monthrange(year, month)[1]))
    return None


def first_day(event: Event) -> datetime.date:
    """Return the earliest day an event may take place on, for ordering events; without a date, its plan's last day."""
    days = possible_days(event)
    if days:
        return days.first
    planned = [phase.end for phase in event.timeline]
    planned += [day for day in (event.deadlines.authors, event.deadlines.schools, event.plan.date) if day]
    return max(planned, default=datetime.date.min)


def current(events: Sequence[Event], today: datetime.date) -> Event | None:
    """Return the event that comes next or is going on, else the latest one."""
    coming = [event for event in events if still_edited(event, today)]
    if coming:
        return min(coming, key=first_day)
    return max(events, key=first_day, default=None)


def still_edited(event: Event, today: datetime.date) -> bool:
    """Return whether an event's volume may still change: until its last day is over."""
    return _last_day(event) >= today


def state_of(event: Event, today: datetime.date) -> str:
    """Return the state of an event: "sắp diễn ra", "đang diễn ra", "đã diễn ra"; "dự kiến" while no day is fixed."""
    days = possible_days(event)
    if days is None:
        return "chưa định ngày"
    state = _state(days, today)
    if event.date.start:
        return {"done": "đã diễn ra", "now": "đang diễn ra", "next": "sắp diễn ra"}[state]
    return _TENTATIVE[state]


def deadlines(event: Event, today: datetime.date) -> tuple[Deadline, ...]:
    """Return the deadlines of an event, earliest first."""
    given = event.deadlines
    of_authors = "Tác giả nộp bài" if given.schools is None else "Tác giả gửi bài về trường mình"
    both = (
        ("tac-gia", of_authors, given.authors),
        ("truong", "Các trường gửi bài về đơn vị chủ trì", given.schools),
    )
    known = [Deadline(key, who, day, (day - today).days) for key, who, day in both if day]
    return tuple(sorted(known, key=lambda deadline: deadline.day))


def timeline(event: Event, today: datetime.date) -> Timeline | None:
    """Return the phases with their states; on a day that two phases share, both are going on.

    A seminar that no phase holds is added as a step of its own where its day, window or month is known.
    """
    steps = tuple(_steps(event, today))
    if not steps:
        return None
    days = Span(min(step.days.first for step in steps), max(step.days.last for step in steps))
    return Timeline(steps=steps, days=days, today=today if days.first <= today <= days.last else None)


def _steps(event: Event, today: datetime.date) -> Iterator[Step]:
    last: datetime.date | None = None
    for days, when, task, tentative in _planned(event):
        gap = last is not None and days.first - last > _DAY
        yield Step(
            days=days,
            when=when,
            task=task,
            state=_state(days, today),
            tentative=tentative,
            shared=days.first if days.first == last else None,
            pause=Span(last + _DAY, days.first - _DAY) if last is not None and gap else None,
        )
        last = days.last if last is None else max(last, days.last)


def _planned(event: Event) -> Iterator[tuple[Span, str, Wording, bool]]:
    open_date = event.date.start is None
    for phase in event.timeline:
        days = Span(phase.start, phase.end)
        yield (
            days,
            span(phase.start, phase.end),
            phase.task,
            phase.kind == "hold" and open_date and days.first < days.last,
        )
    own = possible_days(event)
    if own and event.timeline and not any(phase.kind == "hold" for phase in event.timeline):
        yield own, date_in_words(event.date), Wording(text=f"Tổ chức {event.kind}"), open_date


def _last_day(event: Event) -> datetime.date:
    days = possible_days(event)
    return days.last if days else first_day(event)


def _state(days: Span, today: datetime.date) -> str:
    if today > days.last:
        return "done"
    return "now" if days.first <= today else "next"
