"""A finished volume, as bytes and as facts about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from proceedings.book.fonts import Family
from proceedings.book.order import Entry, Group
from proceedings.model.event import Event

COVER_PAGES = 2
"""The cover and its blank back."""
INDEX_TITLE = "Bảng tác giả"
"""The heading of the author index, as the contents list it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A finished volume.

    Attributes
    ----------
    volume
        The book for the screen: cover, links, bookmarks, page labels.
    inside
        The inside for the print shop: no cover, no links.
    papers
        Each paper's own PDF by slug, with its page numbers in the volume.
    front_pages
        Pages before page 1 of the body, cover included.
    """

    event: Event
    family: Family
    groups: tuple[Group, ...]
    front_pages: int
    body_pages: int
    back_pages: int
    volume: bytes = field(repr=False)
    inside: bytes = field(repr=False)
    papers: dict[str, bytes] = field(repr=False)

    @property
    def inside_pages(self) -> int:
        """Pages of the inside: all but the cover."""
        return self.front_pages - COVER_PAGES + self.body_pages + self.back_pages

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)
