"""The banner lines (ma két) as a cover: its blocks, the sizes at which they fit, and the front page made of them."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from proceedings.book.layout.fonts import FontFamily, width
from proceedings.book.layout.paper_html import TEMPLATES
from proceedings.book.layout.stylesheet import press_guideline, stylesheet
from proceedings.model.event import Event
from proceedings.model.guideline import PageSize
from proceedings.model.lengths import POINTS_PER_MM
from proceedings.text.compounds import whole_words
from proceedings.text.dates import open_day

# Kerning is not in the widths that sizes are computed from.
_SLACK = 0.985
_TITLE_PAGE_PT = 17.0
# The front of A4; other sizes follow its width. Points, millimetres, and letters to a line.
_A4_MM, _BASE_PT = 210, 10
_AGENCY_PT, _HEAD_PT, _NAME_PT, _TITLE_PT, _PLACE_PT = 15, 76, 37, 27, 14
_NAME_LETTERS, _TITLE_LETTERS = 26, 42
_HEAD = "KỶ YẾU"
# Rooms of the front's blocks as shares of its width and height, and the leading of their lines.
_WIDE, _LABEL_WIDE = 0.86, 0.83
_AGENCY_HIGH, _HEAD_HIGH, _NAME_HIGH, _TITLE_HIGH, _PLACE_HIGH = 0.13, 0.1, 0.13, 0.22, 0.055
_LEADING = 1.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The blocks of a cover, each line as it breaks on the banner."""

    agency: tuple[str, ...]
    volume: str
    title: tuple[str, ...]
    place: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of one size that all fit their room."""

    lines: tuple[str, ...]
    size_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the front of a cover shows; `base_pt` is the measure that its spaces follow."""

    width_mm: float
    height_mm: float
    base_pt: float
    agency: Block
    head: Block
    name: Block
    title: Block
    place: Block
    publisher: Block


def cover(event: Event) -> Cover:
    """Return the cover of an event's volume.

    The line that names the kind of seminar is replaced by the volume's own title, which contains it.
    """
    lines = [line for line in event.banner if line.text.strip()]
    titles = [place for place, line in enumerate(lines) if line.title]
    first, last = (titles[0], titles[-1]) if titles else (len(lines), len(lines))
    named = event.volume.title.casefold()
    return Cover(
        agency=tuple(line.text for line in lines[:first] if line.text.casefold() not in named),
        volume=event.volume.title,
        title=tuple(line.text for line in lines[first : last + 1]) or broken(event.title, _TITLE_LETTERS),
        place=tuple(open_day(line.text) for line in lines[last + 1 :]),
    )


def front_cover(event: Event, family: FontFamily) -> bytes:
    """Return the front of the cover as a PDF page of the size the book is printed in."""
    from proceedings.book.layout.engine import lay_out  # the engine is loaded only where something is laid out

    front = front_of(event, family)
    html = TEMPLATES.get_template("cover.html").render(event=event, front=front)
    size = f"@page{{size:{front.width_mm:g}mm {front.height_mm:g}mm;margin:0}}html{{font-family:'{family.name}'}}"
    return lay_out(html, size + stylesheet("cover"), family).pdf


def front_of(event: Event, family: FontFamily) -> Front:
    """Return what the front shows, each block as large as it fits."""
    page, what = press_guideline(event).page, cover(event)
    head, name = _volume_lines(what.volume)
    publisher = event.volume.publisher if event.volume.imprint == "publisher" else None
    room = _Room(page, family)
    return Front(
        width_mm=page.width_mm,
        height_mm=page.height_mm,
        base_pt=round(_BASE_PT * page.width_mm / _A4_MM, 2),
        agency=room.block(what.agency, "regular", _AGENCY_PT, _WIDE, _AGENCY_HIGH),
        head=room.block(head, "bold", _HEAD_PT, _WIDE, _HEAD_HIGH),
        name=room.block(name, "bold", _NAME_PT, _WIDE, _NAME_HIGH),
        title=room.block(what.title, "bold", _TITLE_PT, _LABEL_WIDE, _TITLE_HIGH),
        place=room.block(what.place, "italic", _PLACE_PT, _WIDE, _PLACE_HIGH),
        publisher=room.block((publisher.name.upper(),) if publisher else (), "bold", _PLACE_PT, _WIDE, _PLACE_HIGH),
    )


def title_size(event: Event, family: FontFamily) -> float:
    """Return the size in points at which every line of the title fits the width of the title page's text."""
    page = press_guideline(event).page
    room = (page.width_mm - page.left_mm - page.right_mm) * POINTS_PER_MM
    most = _TITLE_PAGE_PT * page.width_mm / _A4_MM
    return fitted(cover(event).title, family, "bold", room_pt=room, most_pt=most)


def fitted(lines: Sequence[str], family: FontFamily, style: str, *, room_pt: float, most_pt: float) -> float:
    """Return the size in points, `most_pt` at most, at which the widest line fits."""
    path = dict(family.files)[style]
    widest = max((width(line, path) for line in lines), default=0)
    return math.floor(min(most_pt, room_pt * _SLACK / widest if widest else most_pt) * 10) / 10


def broken(text: str, letters: int) -> tuple[str, ...]:
    """Break a text without breaks of its own into even lines of about so many letters, none of which splits a word."""
    whole = whole_words(text)
    count = math.ceil(len(text) / letters)
    for longest in range(letters // 2, len(text) + 1):
        lines = textwrap.wrap(whole, longest, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= count:
            return tuple(line.replace("\u00a0", " ") for line in lines)
    return (text,) if text else ()


class _Room:
    """The page of a front: gives its blocks their sizes."""

    def __init__(self, page: PageSize, family: FontFamily) -> None:
        self._page, self._family = page, family

    def block(self, lines: tuple[str, ...], style: str, most_pt: float, wide: float, high: float) -> Block:
        most = most_pt * self._page.width_mm / _A4_MM
        if lines:
            most = min(most, high * self._page.height_mm * POINTS_PER_MM / (len(lines) * _LEADING))
        room = wide * self._page.width_mm * POINTS_PER_MM
        return Block(lines=lines, size_pt=fitted(lines, self._family, style, room_pt=room, most_pt=most))


def _volume_lines(volume: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what of the volume's title is set large, "KỶ YẾU", and the lines of the rest."""
    if f"{volume.upper()} ".startswith(f"{_HEAD} "):
        return (volume[: len(_HEAD)],), broken(volume[len(_HEAD) :].strip(), _NAME_LETTERS)
    return (), broken(volume, _NAME_LETTERS)
