"""The calendar file of an event: its day or window, and its deadlines, for the reader's own calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone
from icalendar import Event as Entry

from proceedings.model.event import Event
from proceedings.web.page import absolute
from proceedings.web.when import Span, date_in_words, deadlines, possible_days

ZONE = "Asia/Ho_Chi_Minh"
_DAY = datetime.timedelta(days=1)


def calendar_path(event: Event) -> str:
    """Return where an event's calendar file stands on the site."""
    return f"{event.id}/lich.ics"


def has_calendar(event: Event) -> bool:
    """Tell whether there is a day to put into a calendar: a month alone is none."""
    return bool(event.date.start or event.date.window or event.deadlines.authors or event.deadlines.schools)


def calendar(event: Event, address: str) -> bytes | None:
    """Return the calendar file (RFC 5545) of an event; nothing where no day is known.

    A seminar of which only the month is known has no entry of its own, one in a window is tentative.
    The same event gives the same bytes: entries are stamped with the plan's date, not the clock's.

    Parameters
    ----------
    address
        Where the site stands, ending in "/"; "" where nobody has said.
    """
    if not has_calendar(event):
        return None
    made = Calendar()
    made.add("prodid", "-//Kỷ yếu//Lịch tọa đàm, hội thảo//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", event.kind)
    made.add("x-wr-timezone", ZONE)
    made.add_component(Timezone.from_tzid(ZONE))
    for entry in (*_seminar(event), *_deadlines(event)):
        entry.add("dtstamp", _stamp(event))
        if address:
            entry.add("url", absolute(address, f"{event.id}/index.md"))
        made.add_component(entry)
    return bytes(made.to_ical())


def _seminar(event: Event) -> Iterator[Entry]:
    date, days = event.date, possible_days(event)
    if days is None or not (date.start or date.window):
        return
    doubt = "" if date.start else " (dự kiến, chưa chốt ngày)"
    entry = _entry(event, "su-kien", f"{event.kind}{doubt}: {event.title}")
    if date.start:
        zone = ZoneInfo(ZONE)
        entry.add("dtstart", date.start.astimezone(zone) if date.start.tzinfo else date.start.replace(tzinfo=zone))
        entry.add("status", "CONFIRMED")
    else:
        _whole_days(entry, days)
        entry.add("status", "TENTATIVE")
    place = _place(event)
    if place:
        entry.add("location", place)
    entry.add("description", "\n".join(_remarks(event)))
    yield entry


def _deadlines(event: Event) -> Iterator[Entry]:
    # The day of the build plays no part in what is taken from a deadline here.
    for deadline in deadlines(event, datetime.date.min):
        entry = _entry(event, f"han-{deadline.key}", f"Hạn: {deadline.who} – {event.kind}")
        _whole_days(entry, Span(deadline.day, deadline.day))
        entry.add("description", f"{event.kind} “{event.title}”.")
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


def _place(event: Event) -> str:
    """Return the place that is settled: the chosen one, or the only one."""
    chosen = [venue for venue in event.venues if venue.chosen] or list(event.venues)
    return chosen[0].name if len(chosen) == 1 else ""


def _remarks(event: Event) -> Iterator[str]:
    yield f"Thời gian: {date_in_words(event.date)}."
    if event.date.duration:
        yield f"Thời lượng: {event.date.duration}."
    if event.venues and not _place(event):
        options = "; ".join(
            f"phương án {venue.option}: {venue.name}" if venue.option else venue.name for venue in event.venues
        )
        yield f"Địa điểm chưa chọn – {options}."
    if event.date.joined_with:
        yield f"Gắn với {event.date.joined_with}."


def _stamp(event: Event) -> datetime.datetime:
    """Return the plan's date, else the first day it names."""
    named = [phase.start for phase in event.timeline]
    named += [day for day in (event.deadlines.authors, event.deadlines.schools) if day]
    days = possible_days(event)
    named += [days.first] if days else []
    day = event.plan.date or min(named, default=datetime.date(1970, 1, 1))
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
