"""Where a paper stands in print: the line by which it is cited."""

from __future__ import annotations

from proceedings.listing import citation
from proceedings.listing.citation import unquoted, year
from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.event import Event

__all__ = ["page_range", "source", "unquoted", "year"]


def page_range(entry: VolumeEntry) -> str:
    """Return the pages of a paper: "15–19", or "15" where it has only one."""
    return citation.page_range(entry.first_page, entry.last_page)


def source(event: Event, organizer: str, entry: VolumeEntry) -> str:
    """Return the volume, publisher, year and pages of a paper, as they follow its title in a citation."""
    return citation.source(event, organizer, page_range(entry))
