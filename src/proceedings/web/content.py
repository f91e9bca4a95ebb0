"""What the site is made from: the model, the papers that readers may see, and the day of the build."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from proceedings.checking.report import Report
from proceedings.listing.volume_order import VolumeOrder
from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.web.event_dates import first_day
from proceedings.web.news import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A made file in the folder of an event, and what its link says."""

    name: str
    label: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> str:
        """The size as readers see it: "7 KB"."""
        return f"{-(-len(self.content) // 1024)} KB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the site is made from, given by whoever has read and checked the tree.

    Attributes
    ----------
    volumes
        The order of each event's volume, of the papers that readers may see.
    withdrawn
        Papers taken back; each keeps a page that says so.
    with_pdf
        Whether PDFs are made in this build, so that pages may link to them.
    news
        The posts that readers may see, newest first; `news.news_of(event, content.news)` picks those of an event.
    address
        Where the site is, ending in "/": "https://example.org/ky-yeu/"; "" where that is not configured.
    report
        What the check has found, for the editors' board.
    downloads
        The Word files of each event that authors write with.
    preview
        Whether only whoever edits looks on: drafts and what is internal are shown.
    """

    proceedings: Proceedings
    today: datetime.date
    volumes: Mapping[str, VolumeOrder]
    withdrawn: Sequence[Paper] = field(default_factory=tuple)
    with_pdf: bool = False
    address: str = ""
    news: Sequence[Post] = field(default_factory=tuple)
    report: Report = field(default_factory=Report)
    downloads: Mapping[str, Sequence[Download]] = field(default_factory=dict)
    preview: bool = False

    def has_volume(self, event: Event) -> bool:
        """Return whether there is a PDF of an event's volume: before the first paper there is none."""
        return self.with_pdf and bool(self.volumes[event.id].entries)

    @property
    def latest_first(self) -> tuple[Event, ...]:
        return tuple(sorted(self.proceedings.events, key=first_day, reverse=True))
