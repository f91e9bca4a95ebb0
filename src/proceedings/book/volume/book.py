"""A bound volume: its screen PDF, and the facts about it that proof, print package and report ask for."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from proceedings.book.layout.fonts import FontFamily
from proceedings.book.pages.font_subset import Lettering
from proceedings.book.pages.front_back_matter import Numbers
from proceedings.listing.volume_order import COVER_PAGES, Group, VolumeEntry, VolumeOrder
from proceedings.model.event import Event

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """A bound volume as printing needs it: what it was made of may be gone.

    Attributes
    ----------
    numbers
        What the contents say of the pages of front and back matter.
    front_pages
        Pages before page 1 of the body, cover included; always even.
    back_pages
        Pages behind the body.
    volume
        The book for the screen: cover, links, bookmarks, page labels.
    """

    event: Event
    family: FontFamily
    organizer: str
    plan: VolumeOrder
    numbers: Numbers
    front_pages: int
    back_pages: int
    volume: bytes = field(repr=False)

    @property
    def body_pages(self) -> int:
        return self.plan.pages

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.plan.groups

    @property
    def entries(self) -> tuple[VolumeEntry, ...]:
        return self.plan.entries

    @property
    def printed_pages(self) -> int:
        """Pages of the inside that have numbers or lie between them: all except the cover."""
        return self.front_pages - COVER_PAGES + self.body_pages + self.back_pages

    @property
    def inside_pages(self) -> int:
        """Pages of the inside as the print shop gets it, filled with blank ones to a multiple of four."""
        return whole_sheets(self.printed_pages)

    def label(self, place: int) -> str:
        """Return the number of the page at a place of the volume (from 0): "iv", "57"; "" for the cover."""
        if place < COVER_PAGES:
            return ""
        return roman(place - COVER_PAGES + 1) if place < self.front_pages else str(place - self.front_pages + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Printable):
    """A bound volume with the letters it is set in and the layouts it was made of."""

    lettering: Lettering = field(repr=False)

    def printable(self) -> Printable:
        """Return the volume without the layouts of its papers: that little can be sent to another process."""
        whole = {item.name: getattr(self, item.name) for item in fields(Printable)}
        return Printable(**{**whole, "plan": self.plan.without_layouts()})


def whole_sheets(pages: int) -> int:
    """Return the next multiple of four: a folded sheet has so many pages."""
    return -(-pages // 4) * 4


def roman(number: int) -> str:
    """Return a number as front matter prints it: "iv"."""
    text = ""
    for value, digits in _ROMAN:
        text += digits * (number // value)
        number %= value
    return text
