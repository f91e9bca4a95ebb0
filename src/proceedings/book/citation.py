"""Where a paper stands in print: the line by which it is cited."""

from __future__ import annotations

from proceedings.book.order import Entry
from proceedings.model.event import Event


def page_range(entry: Entry) -> str:
    """Return the pages of a paper: "15–19", or "15" where it has only one."""
    first, last = entry.first_page, entry.last_page
    return str(first) if first == last else f"{first}–{last}"


def source(event: Event, organizer: str, entry: Entry) -> str:
    """Return the volume, publisher, year and pages of a paper, as they follow its title in a citation."""
    publisher = event.volume.publisher
    parts = [
        f"{event.volume.spoken} “{unquoted(event.title)}”",
        publisher.name if event.volume.imprint == "publisher" and publisher else organizer,
        year(event),
        f"tr. {page_range(entry)}",
    ]
    return ", ".join(part for part in parts if part) + "."


def unquoted(title: str) -> str:
    """Return a title without the quotation marks that enclose the whole of it."""
    inner = title.strip().removeprefix("“").removesuffix("”")
    return inner if title.strip() == f"“{inner}”" and "”" not in inner.partition("“")[0] else title.strip()


def year(event: Event) -> str:
    """Return the year the seminar takes place in, "" where the plan gives none."""
    date = event.date
    day = date.start or (date.window.start if date.window else None) or date.month or event.plan.date
    return str(day.year) if day else ""
