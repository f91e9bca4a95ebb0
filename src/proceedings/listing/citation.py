"""The line by which a paper is cited: its volume, publisher, year and pages; the same in book and site."""

from __future__ import annotations

from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.event import Event


def page_range(entry: VolumeEntry) -> str:
    """Return the pages of a paper: "15–19", or "15" where it has only one."""
    first, last = entry.first_page, entry.last_page
    return str(first) if first == last else f"{first}–{last}"


def source(event: Event, organizer: str, entry: VolumeEntry) -> str:
    """Return the volume, publisher, year and pages of a paper, as they follow its title in a citation."""
    parts = [volume_title(event), publisher(event, organizer), year(event), f"tr. {page_range(entry)}"]
    return ", ".join(part for part in parts if part) + "."


def volume_title(event: Event) -> str:
    """Return how a volume is named: "Kỷ yếu hội thảo khoa học “Đổi mới”"."""
    return f"{event.volume.spoken} “{unquoted(event.title)}”"


def conference(event: Event) -> str:
    """Return how a seminar is named: "Hội thảo khoa học “Đổi mới”"."""
    return f"{event.kind} “{unquoted(event.title)}”"


def publisher(event: Event, organizer: str) -> str:
    """Return who brings the volume out: the publisher where it has one, else the school that holds the seminar."""
    house = event.volume.publisher
    return house.name if event.volume.imprint == "publisher" and house else organizer


def unquoted(title: str) -> str:
    """Return a title without the quotation marks that enclose the whole of it."""
    inner = title.strip().removeprefix("“").removesuffix("”")
    return inner if title.strip() == f"“{inner}”" and "”" not in inner.partition("“")[0] else title.strip()


def year(event: Event) -> str:
    """Return the year the seminar takes place in, "" where the plan gives none."""
    date = event.date
    day = date.start or (date.window.start if date.window else None) or date.month or event.plan.date
    return str(day.year) if day else ""
