"""Where a paper stands in print: the line by which it is cited."""

from __future__ import annotations

from proceedings.book.order import Entry
from proceedings.listing import citation
from proceedings.listing.citation import unquoted, year
from proceedings.model.event import Event

__all__ = ["page_range", "source", "unquoted", "year"]


def page_range(entry: Entry) -> str:
    """Return the pages of a paper: "15–19", or "15" where it has only one."""
    return citation.page_range(entry.first_page, entry.last_page)


def source(event: Event, organizer: str, entry: Entry) -> str:
    """Return the volume, publisher, year and pages of a paper, as they follow its title in a citation."""
    return citation.source(event, organizer, page_range(entry))
