"""The calendar files, read back with the library: true days, in Vietnam's time, the same bytes each time."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Literal

import pytest
from book.harness import CONTENT as SEMINARS
from icalendar import Calendar

from proceedings.model.event import Deadlines, Event, EventDate, Venue, YearMonth
from proceedings.reading.load import read
from proceedings.web.content import Content
from proceedings.web.machines.calendar import calendar, calendar_path, has_calendar

EVENTS = {event.id: event for event in read(SEMINARS).proceedings.events}
FIXED = EVENTS["2021-toa-dam-kl14"]
WINDOW = EVENTS["2021-hoi-thao-truong-chuan"]
ADDRESS = "https://example.org/ky-yeu/"
TODAY = datetime.date(2021, 10, 20)
CONTENT = Content(proceedings=read(SEMINARS).proceedings, today=TODAY, volumes={}, address=ADDRESS)


def parsed(event: Event, address: str = ADDRESS) -> Calendar:
    content = calendar(event, replace(CONTENT, address=address))
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
    assert entry["summary"] == "Tọa đàm khoa học: Nghiên cứu, trao đổi về chủ trương khuyến khích và bảo vệ…"
    assert entry["location"] == "Phòng họp Cơ quan, Trường Chính trị tỉnh Thanh Hóa"
    assert entry["status"] == "CONFIRMED"
    # The plan says "01 buổi": half a day.
    assert entry["dtend"].dt == datetime.datetime(2021, 10, 29, 5, 0, tzinfo=datetime.UTC)
    assert FIXED.title in entry["description"]
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
    assert calendar(nothing, CONTENT) is None
    assert not has_calendar(nothing)
    assert has_calendar(month)


def test_a_build_gives_the_same_bytes_stamped_with_its_day() -> None:
    for event in EVENTS.values():
        assert calendar(event, CONTENT) == calendar(event, CONTENT)
        stamps = {entry["dtstamp"].dt for entry in parsed(event).walk("VEVENT")}
        assert stamps == {datetime.datetime(2021, 10, 19, 17, tzinfo=datetime.UTC)}  # midnight in Vietnam


@pytest.mark.parametrize(
    ("duration", "hours"),
    [("01 buổi", 4), ("2 giờ", 2), ("1 giờ 30 phút", 1.5), ("90 phút", 1.5), ("01 ngày", None), ("02 buổi", None)]
    + [("một buổi", None), ("", None), (None, None), ("0 giờ", None)],
)
def test_an_event_ends_where_its_plan_says_how_long_it_takes(duration: str | None, hours: float | None) -> None:
    entry = entries(replace(FIXED, date=replace(FIXED.date, duration=duration)))["su-kien"]
    length = entry["dtend"].dt - entry["dtstart"].dt if "dtend" in entry else None
    assert length == (datetime.timedelta(hours=hours) if hours else None)


@pytest.mark.parametrize(
    ("name", "mode", "place"),
    [
        ("Hội trường tầng 3", "onsite", "Hội trường tầng 3, Trường Chính trị tỉnh Thanh Hóa"),
        ("Hội trường Trường Chính trị tỉnh Thanh Hóa", "onsite", "Hội trường Trường Chính trị tỉnh Thanh Hóa"),
        ("Hội trường Trường Chính trị tỉnh Nghệ An", "onsite", "Hội trường Trường Chính trị tỉnh Nghệ An"),
        ("Nhà khách Tỉnh ủy", "onsite", "Nhà khách Tỉnh ủy"),
        ("Phòng họp trực tuyến", "online", "Phòng họp trực tuyến"),
    ],
)
def test_a_room_is_told_with_its_house_and_no_other_place_is(
    name: str, mode: Literal["onsite", "online"], place: str
) -> None:
    assert entries(replace(FIXED, venues=(Venue(name=name, mode=mode),)))["su-kien"]["location"] == place


def test_a_deadline_names_its_seminar_and_reminds_three_days_before_at_nine() -> None:
    for event in EVENTS.values():
        assert str(parsed(event)["x-wr-calname"]) == f"{event.kind} “{event.title}”"
        for part, entry in entries(event).items():
            if part == "su-kien":
                assert entry.walk("VALARM") == []
                continue
            assert f"{event.kind} “{event.title[:40]}" in entry["summary"]
            (alarm,) = entry.walk("VALARM")
            first = datetime.datetime.combine(entry["dtstart"].dt, datetime.time())
            reminded = first + alarm["trigger"].dt
            assert reminded == first - datetime.timedelta(days=3) + datetime.timedelta(hours=9)
            assert (alarm["action"], alarm["description"]) == ("DISPLAY", entry["summary"])


def test_identities_outlive_a_corrected_title_and_a_new_address() -> None:
    corrected = replace(WINDOW, title="Tên đã sửa")
    before = [str(entry["uid"]) for entry in parsed(WINDOW).walk("VEVENT")]
    assert [str(entry["uid"]) for entry in parsed(corrected, "https://moi.example/").walk("VEVENT")] == before
    every = [str(entry["uid"]) for event in EVENTS.values() for entry in parsed(event).walk("VEVENT")]
    assert len(set(every)) == len(every) == 5


def test_an_entry_leads_to_the_page_of_its_event_and_a_deadline_to_the_call() -> None:
    page = f"{ADDRESS}{FIXED.id}/"
    found = {part: str(entry["url"]) for part, entry in entries(FIXED).items()}
    assert found == {"su-kien": page, "han-tac-gia": f"{page}moi-viet-bai/"}
    assert not any("url" in entry for entry in parsed(FIXED, "").walk("VEVENT"))


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.id)
def test_lines_are_short_and_no_letter_is_broken(event: Event) -> None:
    content = calendar(event, CONTENT)
    assert content is not None
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert calendar_path(event) == f"{event.id}/lich.ics"
