"""The calendar files, read back with the library: true days, in Vietnam's time, the same bytes each time."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar

from proceedings.model.event import Deadlines, Event, EventDate, YearMonth
from proceedings.reading.tree import read
from proceedings.web.calendar import calendar, calendar_path, has_calendar

ROOT = Path(__file__).resolve().parents[2]
EVENTS = {event.id: event for event in read(ROOT).proceedings.events}
FIXED = EVENTS["2021-toa-dam-kl14"]
WINDOW = EVENTS["2021-hoi-thao-truong-chuan"]
ADDRESS = "https://example.org/ky-yeu/"


def parsed(event: Event, address: str = ADDRESS) -> Calendar:
    content = calendar(event, address)
    assert content is not None
    return Calendar.from_ical(content)


def entries(event: Event) -> dict[str, Calendar]:
    return {str(entry["uid"]).partition(".")[0]: entry for entry in parsed(event).walk("VEVENT")}


def test_a_fixed_event_starts_at_its_hour_in_vietnam() -> None:
    entry = entries(FIXED)["su-kien"]
    start = entry["dtstart"].dt
    assert start == datetime.datetime(2021, 10, 29, 1, 0, tzinfo=datetime.UTC)
    assert start.utcoffset() == datetime.timedelta(hours=7)
    assert entry["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert entry["summary"] == f"Tọa đàm khoa học: {FIXED.title}"
    assert entry["location"] == "Phòng họp Cơ quan"
    assert entry["status"] == "CONFIRMED"
    # The plan says "01 buổi": how long that is nobody knows.
    assert "dtend" not in entry
    assert "Thời lượng: 01 buổi." in entry["description"]


def test_the_zone_is_defined_in_the_file() -> None:
    for event in EVENTS.values():
        zones = parsed(event).walk("VTIMEZONE")
        assert [str(zone["tzid"]) for zone in zones] == ["Asia/Ho_Chi_Minh"]
        offsets = [part["tzoffsetto"].td for part in zones[0].subcomponents]
        assert offsets[-1] == datetime.timedelta(hours=7)


def test_deadlines_last_one_whole_day() -> None:
    found = entries(WINDOW)
    for part, day in (
        ("han-tac-gia", datetime.date(2021, 10, 25)),
        ("han-truong", datetime.date(2021, 11, 10)),
    ):
        entry = found[part]
        assert entry["dtstart"].params["VALUE"] == "DATE"
        assert (entry["dtstart"].dt, entry["dtend"].dt) == (day, day + datetime.timedelta(days=1))
        assert type(entry["dtstart"].dt) is datetime.date
        assert entry["transp"] == "TRANSPARENT"
    assert entries(FIXED)["han-tac-gia"]["dtstart"].dt == datetime.date(2021, 10, 22)
    assert len(entries(FIXED)) == 2


def test_a_window_is_tentative_and_chooses_no_place() -> None:
    entry = entries(WINDOW)["su-kien"]
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (datetime.date(2021, 11, 25), datetime.date(2021, 12, 1))
    assert entry["status"] == "TENTATIVE"
    assert "chưa chốt ngày" in entry["summary"]
    assert "location" not in entry
    for option in ("phương án 1: Trường Chính trị tỉnh Thanh Hóa", "phương án 2: Tổ chức Hội thảo trực tuyến"):
        assert option in entry["description"]


def test_a_chosen_place_is_the_place() -> None:
    chosen = tuple(replace(venue, chosen=venue.option == 2) for venue in WINDOW.venues)
    assert entries(replace(WINDOW, venues=chosen))["su-kien"]["location"] == "Tổ chức Hội thảo trực tuyến"


def test_a_month_alone_is_no_entry() -> None:
    month = replace(WINDOW, date=EventDate(month=YearMonth(2021, 11, 1)))
    assert set(entries(month)) == {"han-tac-gia", "han-truong"}
    nothing = replace(month, deadlines=Deadlines())
    assert calendar(nothing, ADDRESS) is None
    assert not has_calendar(nothing)
    assert has_calendar(month)


def test_the_same_plan_gives_the_same_bytes_stamped_with_its_date() -> None:
    for event in EVENTS.values():
        assert calendar(event, ADDRESS) == calendar(event, ADDRESS)
    stamps = {entry["dtstamp"].dt for entry in parsed(WINDOW).walk("VEVENT")}
    assert stamps == {datetime.datetime(2021, 9, 8, tzinfo=datetime.UTC)}
    # This plan has no date: the first day it names.
    stamps = {entry["dtstamp"].dt for entry in parsed(FIXED).walk("VEVENT")}
    assert stamps == {datetime.datetime(2021, 10, 11, tzinfo=datetime.UTC)}


def test_identities_outlive_a_corrected_title_and_a_new_address() -> None:
    corrected = replace(WINDOW, title="Tên đã sửa")
    before = [str(entry["uid"]) for entry in parsed(WINDOW).walk("VEVENT")]
    assert [str(entry["uid"]) for entry in parsed(corrected, "https://moi.example/").walk("VEVENT")] == before
    every = [str(entry["uid"]) for event in EVENTS.values() for entry in parsed(event).walk("VEVENT")]
    assert len(set(every)) == len(every) == 5


def test_an_entry_leads_to_the_page_of_its_event() -> None:
    assert {str(entry["url"]) for entry in parsed(FIXED).walk("VEVENT")} == {f"{ADDRESS}{FIXED.id}/"}
    assert not any("url" in entry for entry in parsed(FIXED, "").walk("VEVENT"))


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.id)
def test_lines_are_short_and_no_letter_is_broken(event: Event) -> None:
    content = calendar(event, ADDRESS)
    assert content is not None
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert calendar_path(event) == f"{event.id}/lich.ics"
