"""The calendar file of an event: its day or window, and its deadlines, for the reader's own calendar."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Timezone
from icalendar import Event as Entry

from proceedings.listing.indexes import name_of
from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.text.dates import VIETNAM
from proceedings.text.letters import shorten
from proceedings.web.content import Content
from proceedings.web.event_dates import Span, date_in_words, deadlines, possible_days
from proceedings.web.page import absolute

ZONE = str(VIETNAM)
_DAY = datetime.timedelta(days=1)
# Three days before at nine: a deadline begins at midnight.
_REMINDED = -datetime.timedelta(days=2, hours=15)
# A title on a phone; the whole one is in the description.
_TITLE = 60
_HALF_DAY = datetime.timedelta(hours=4)
_DURATION = re.compile(r"0*(\d+) (buổi|giờ|tiếng|phút)(?: 0*(\d+) phút)?")
# Rooms of a school's own house; a place that has a name of its own needs no other.
_ROOM = re.compile(r"(?:phòng|hội trường|giảng đường)\b", re.IGNORECASE)


def calendar_path(event: Event) -> str:
    """Return where an event's calendar file is on the site."""
    return f"{event.id}/lich.ics"


def has_calendar(event: Event) -> bool:
    """Return whether there is a day to put into a calendar: a month alone is none."""
    return bool(event.date.start or event.date.window or event.deadlines.authors or event.deadlines.schools)


def calendar(event: Event, content: Content) -> bytes | None:
    """Return the calendar file (RFC 5545) of an event; nothing where no day is known.

    A seminar of which only the month is known has no entry of its own, one in a window is tentative.
    Entries are stamped with the day of the build, not the clock's: of two files with the same entries calendars
    believe the later one.
    """
    if not has_calendar(event):
        return None
    made = Calendar()
    made.add("prodid", "-//Kỷ yếu//Lịch tọa đàm, hội thảo//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{event.kind} “{event.title}”")
    made.add("x-wr-timezone", ZONE)
    made.add_component(Timezone.from_tzid(ZONE))
    stamp = datetime.datetime.combine(content.today, datetime.time(), VIETNAM).astimezone(datetime.UTC)
    seminar, due = _seminar(event, content.proceedings), _deadlines(event)
    for page, entries in ((f"{event.id}/index.md", seminar), (f"{event.id}/moi-viet-bai/index.md", due)):
        for entry in entries:
            entry.add("dtstamp", stamp)
            if content.address:
                entry.add("url", absolute(content.address, page))
            made.add_component(entry)
    return bytes(made.to_ical())


def _seminar(event: Event, proceedings: Proceedings) -> Iterator[Entry]:
    date, days = event.date, possible_days(event)
    if days is None or not (date.start or date.window):
        return
    doubt = "" if date.start else " (dự kiến, chưa chốt ngày)"
    entry = _entry(event, "su-kien", f"{event.kind}{doubt}: {shorten(event.title, _TITLE)}")
    if date.start:
        zone = ZoneInfo(ZONE)
        start = date.start.astimezone(zone) if date.start.tzinfo else date.start.replace(tzinfo=zone)
        entry.add("dtstart", start)
        length = _length(date.duration or "")
        if length:
            entry.add("dtend", start + length)
        entry.add("status", "CONFIRMED")
    else:
        _whole_days(entry, days)
        entry.add("status", "TENTATIVE")
    place = _place(event, proceedings)
    if place:
        entry.add("location", place)
    entry.add("description", "\n".join(_remarks(event, place)))
    yield entry


def _deadlines(event: Event) -> Iterator[Entry]:
    # The day of the build plays no part in what is taken from a deadline here.
    for deadline in deadlines(event, datetime.date.min):
        summary = f"Hạn: {deadline.who} – {event.kind} “{shorten(event.title, _TITLE)}”"
        entry = _entry(event, f"han-{deadline.key}", summary)
        _whole_days(entry, Span(deadline.day, deadline.day))
        entry.add("description", f"{event.kind} “{event.title}”.")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _REMINDED)
        alarm.add("description", summary)
        entry.add_component(alarm)
        yield entry


def _entry(event: Event, part: str, summary: str) -> Entry:
    entry = Entry()
    # Two schools may name an event alike, so the organizer is part of the identity.
    entry.add("uid", f"{part}.{event.id}.{event.organizer}@ky-yeu")
    entry.add("summary", summary)
    return entry


def _whole_days(entry: Entry, days: Span) -> None:
    entry.add("dtstart", days.first)
    entry.add("dtend", days.last + _DAY)
    entry.add("transp", "TRANSPARENT")


def _length(duration: str) -> datetime.timedelta | None:
    """Return how long a seminar takes where its plan says so: "01 buổi", "2 giờ", "1 giờ 30 phút"."""
    found = _DURATION.fullmatch(duration.strip().lower())
    if not found:
        return None
    number, unit, minutes = int(found[1]), found[2], int(found[3] or 0)
    if unit == "buổi":
        return _HALF_DAY if number == 1 and not minutes else None
    hours = datetime.timedelta(minutes=number) if unit == "phút" else datetime.timedelta(hours=number)
    return (hours + datetime.timedelta(minutes=minutes)) or None


def _place(event: Event, proceedings: Proceedings) -> str:
    """Return the place that is settled, the chosen one or the only one; a room with the house of the organizer."""
    chosen = [venue for venue in event.venues if venue.chosen] or list(event.venues)
    if len(chosen) != 1:
        return ""
    venue, organizer = chosen[0], name_of(event.organizer, proceedings)
    housed = any(unit.name in venue.name for unit in proceedings.units.values()) or organizer in venue.name
    room = venue.mode == "onsite" and _ROOM.match(venue.name)
    return f"{venue.name}, {organizer}" if room and not housed else venue.name


def _remarks(event: Event, place: str) -> Iterator[str]:
    yield f"{event.kind} “{event.title}”."
    yield f"Thời gian: {date_in_words(event.date)}."
    if event.date.duration:
        yield f"Thời lượng: {event.date.duration}."
    if event.venues and not place:
        options = "; ".join(
            f"phương án {venue.option}: {venue.name}" if venue.option else venue.name for venue in event.venues
        )
        yield f"Địa điểm chưa chọn – {options}."
    if event.date.joined_with:
        yield f"Gắn với {event.date.joined_with}."
