"""When a seminar is, in words and states: fixed days, windows, months; days that phases share and days without work."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from book.harness import CONTENT

from proceedings.model.event import Deadlines, Event, EventDate, Window, YearMonth
from proceedings.reading.load import read
from proceedings.web.event_dates import (
    Span,
    current,
    date_in_words,
    deadlines,
    first_day,
    possible_days,
    state_of,
    timeline,
)


def day(month: int, number: int, year: int = 2021) -> datetime.date:
    return datetime.date(year, month, number)


EVENTS = {event.id: event for event in read(CONTENT).proceedings.events}
FIXED = EVENTS["2021-toa-dam-kl14"]
WINDOW = EVENTS["2021-hoi-thao-truong-chuan"]
MONTH = replace(WINDOW, date=EventDate(month=YearMonth(2021, 11, 1)))
UNKNOWN = replace(WINDOW, date=EventDate())


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (FIXED, "8 giờ 00, thứ Sáu, ngày 29 tháng 10 năm 2021"),
        (WINDOW, "dự kiến tháng 11 năm 2021, trong khoảng từ 25/11/2021 đến 30/11/2021"),
        (
            replace(WINDOW, date=EventDate(window=Window(start=day(11, 25), end=day(11, 30)))),
            "dự kiến trong khoảng từ 25/11/2021 đến 30/11/2021",
        ),
        (MONTH, "dự kiến tháng 11 năm 2021"),
        (UNKNOWN, "chưa định ngày"),
    ],
)
def test_a_date_is_told_no_more_exactly_than_it_is_known(event: Event, words: str) -> None:
    assert date_in_words(event.date) == words


@pytest.mark.parametrize(
    ("event", "today", "state"),
    [
        (FIXED, day(10, 28), "sắp diễn ra"),
        (FIXED, day(10, 29), "đang diễn ra"),
        (FIXED, day(10, 30), "đã diễn ra"),
        (WINDOW, day(11, 24), "dự kiến"),
        (WINDOW, day(11, 25), "trong thời gian dự kiến"),
        (WINDOW, day(11, 30), "trong thời gian dự kiến"),
        (WINDOW, day(12, 1), "đã qua thời gian dự kiến"),
        (MONTH, day(10, 31), "dự kiến"),
        (MONTH, day(11, 15), "trong thời gian dự kiến"),
        (MONTH, day(11, 30), "trong thời gian dự kiến"),
        (MONTH, day(12, 1), "đã qua thời gian dự kiến"),
        (UNKNOWN, day(11, 15), "chưa định ngày"),
    ],
)
def test_an_event_without_a_fixed_day_is_never_said_to_go_on(event: Event, today: datetime.date, state: str) -> None:
    assert state_of(event, today) == state


def test_an_event_of_two_days_goes_on_until_its_last() -> None:
    held = replace(FIXED.timeline[-1], end=day(10, 30))
    event = replace(FIXED, timeline=(*FIXED.timeline[:-1], held))
    assert possible_days(event) == Span(day(10, 29), day(10, 30))
    assert state_of(event, day(10, 30)) == "đang diễn ra"


def test_a_month_ends_with_its_last_day() -> None:
    assert possible_days(replace(MONTH, date=EventDate(month=YearMonth(2024, 2, 1)))) == Span(
        day(2, 1, 2024), day(2, 29, 2024)
    )


def test_an_event_without_a_date_stands_where_its_plan_ends() -> None:
    assert first_day(UNKNOWN) == day(11, 30)


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (day(9, 1), FIXED),  # both to come: the next one
        (day(10, 29), FIXED),
        (day(10, 30), WINDOW),
        (day(11, 30), WINDOW),
        (day(1, 1, 2026), WINDOW),  # both over: the latest
    ],
)
def test_the_home_page_shows_the_next_event_or_the_latest(today: datetime.date, shown: Event) -> None:
    assert current([WINDOW, FIXED], today) is shown
    assert current([], today) is None


def test_both_deadlines_are_told_apart() -> None:
    authors, schools = deadlines(WINDOW, day(10, 20))
    assert (authors.who, authors.day, authors.state) == ("Tác giả gửi bài về trường mình", day(10, 25), "còn 5 ngày")
    assert (schools.who, schools.day, schools.state) == (
        "Các trường gửi bài về đơn vị chủ trì",
        day(11, 10),
        "còn 21 ngày",
    )
    (only,) = deadlines(FIXED, day(10, 22))
    assert (only.who, only.day, only.state) == ("Tác giả nộp bài", day(10, 22), "hạn hôm nay")
    assert deadlines(FIXED, day(10, 23))[0].state == "đã hết hạn"
    assert deadlines(replace(FIXED, deadlines=Deadlines()), day(10, 1)) == ()


def test_on_a_shared_day_both_phases_go_on() -> None:
    strip = timeline(WINDOW, day(10, 25))
    assert strip is not None
    assert [step.state for step in strip.steps] == ["done", "now", "now", "next", "next"]
    assert [step.shared for step in strip.steps] == [None, day(9, 25), day(10, 25), day(11, 5), None]


def test_days_without_work_are_named_and_belong_to_no_phase() -> None:
    strip = timeline(WINDOW, day(11, 15))
    assert strip is not None
    assert [step.pause for step in strip.steps] == [None, None, None, None, Span(day(11, 11), day(11, 24))]
    assert [step.state for step in strip.steps] == ["done", "done", "done", "done", "next"]
    whole = timeline(FIXED, day(10, 25))
    assert whole is not None
    assert [step.pause for step in whole.steps] == [None] * 6
    assert [step.shared for step in whole.steps] == [None] * 6


def test_the_strip_shows_a_window_as_a_window() -> None:
    strip = timeline(WINDOW, day(11, 27))
    assert strip is not None
    assert [step.tentative for step in strip.steps] == [False] * 4 + [True]
    assert strip.steps[-1].label == "trong thời gian dự kiến"
    fixed = timeline(FIXED, day(10, 29))
    assert fixed is not None
    assert not any(step.tentative for step in fixed.steps)
    assert fixed.steps[-1].label == "đang diễn ra"


def test_places_on_the_strip_are_days() -> None:
    strip = timeline(WINDOW, day(9, 10))
    assert strip is not None
    assert strip.length == 82
    assert [strip.place(step.days) for step in strip.steps] == [(0, 16), (15, 31), (45, 12), (56, 6), (76, 6)]
    assert strip.today == day(9, 10)
    outside = timeline(WINDOW, day(12, 1))
    assert outside is not None
    assert outside.today is None


def test_a_seminar_that_no_phase_holds_is_a_step_of_its_own() -> None:
    strip = timeline(replace(MONTH, timeline=MONTH.timeline[:-1]), day(9, 1))
    assert strip is not None
    last = strip.steps[-1]
    assert last.days == Span(day(11, 1), day(11, 30))
    assert (last.when, last.tentative, last.label) == ("dự kiến tháng 11 năm 2021", True, "dự kiến")
    assert timeline(replace(MONTH, timeline=()), day(9, 1)) is None
