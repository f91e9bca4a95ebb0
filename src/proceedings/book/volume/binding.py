"""A volume put together: cover, front matter, papers with their running heads, indexes; every paper's own PDF too.

The papers come as pieces laid out alone (`typeset`), so that an edited one is laid out again by itself.
"""

from __future__ import annotations

import dataclasses
import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from proceedings.book.layout.cache import kept_file, kept_layout
from proceedings.book.layout.fonts import FontFamily, find
from proceedings.book.layout.stylesheet import book_style
from proceedings.book.pages import front_back_matter as matter
from proceedings.book.pages.cover import front_cover, title_size
from proceedings.book.pages.font_subset import Lettering
from proceedings.book.pages.front_back_matter import CONTENTS, TITLES, ContentsEntry, Numbers
from proceedings.book.volume.book import Book, roman, whole_sheets
from proceedings.book.volume.metadata import Description, describe, event_day
from proceedings.book.volume.outline import add_bookmarks, label_pages, set_labels
from proceedings.book.volume.page_dressing import dress, dress_all
from proceedings.book.volume.pdf_file import add_blank, append, save, share_images
from proceedings.listing.bylines import author_names
from proceedings.listing.indexes import make_indexes
from proceedings.listing.volume_order import COVER_PAGES, VolumeEntry, VolumeOrder
from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    """What is laid out beside the papers; none of it depends on a page number."""

    opening: Layout
    contents: Layout
    back: Layout | None
    parts: Layout | None
    sections: tuple[tuple[str, str], ...]

    @property
    def all(self) -> list[Layout]:
        return [piece for piece in (self.opening, self.contents, self.back, self.parts) if piece]


def bind(event: Event, order: VolumeOrder, proceedings: Proceedings, *, cache: Path | None = None) -> Book:
    """Put the papers of an event together in their order, as laid out on the page the book is printed in.

    Parameters
    ----------
    cache
        Folder of earlier layouts, found by content; None keeps none.
    """
    family = find(event.guideline.font)
    pieces = _pieces(event, order, proceedings, family, cache)
    drawn = [*(piece.glyphs for piece in pieces.all), *(entry.layout.glyphs for entry in order.entries)]
    unit = proceedings.units.get(event.organizer)
    numbers = _numbers(event, order, proceedings, pieces)
    book = Book(
        event=event,
        family=family,
        lettering=Lettering(family, drawn, cache),
        organizer=unit.name if unit else event.organizer,
        plan=order,
        numbers=numbers,
        front_pages=COVER_PAGES + _front_pages(event, pieces),
        back_pages=_back_pages(event, pieces),
        volume=b"",
    )
    return dataclasses.replace(book, volume=_volume(book, pieces, cache))


def paper_pdf(book: Book, entry: VolumeEntry) -> bytes:
    """Return one paper's own PDF: tagged, with its citation line and its page numbers in the volume."""
    front = entry.paper.front
    with pikepdf.open(io.BytesIO(entry.layout.pdf)) as paper:
        fonts = book.lettering.fonts_in(paper)
        for sheet, page in zip(entry.sheets, paper.pages, strict=True):
            dress(page, book, fonts, sheet.number, sheet)
        what = Description(
            title=front.title, author=author_names(entry.paper), day=event_day(book.event), keywords=front.keywords
        )
        describe(paper, what, "ua")
        set_labels(paper, [(0, pikepdf.Dictionary(S=pikepdf.Name.D, St=entry.first_page))])
        return save(paper)


def _pieces(
    event: Event, order: VolumeOrder, proceedings: Proceedings, family: FontFamily, cache: Path | None
) -> _Pieces:
    indexes = make_indexes(order.entries, proceedings)
    style = book_style(event, family.name)
    size = title_size(event, family)

    def laid_out(html: str | None) -> Layout | None:
        return kept_layout(cache, html, style, family) if html else None

    contents = laid_out(matter.contents(event, order, proceedings, indexes))
    opening = laid_out(matter.front(event, order, proceedings, order.pages, size))
    assert contents and opening
    pieces = _Pieces(
        opening=opening,
        contents=contents,
        back=laid_out(matter.back(event, order, proceedings, indexes)),
        parts=laid_out(matter.part_titles(order, event)) if order.parts else None,
        sections=matter.sections(event, order, indexes),
    )
    inside = _front_pages(event, pieces) + order.pages + _back_pages(event, pieces)
    # The imprint says how many pages are printed: a line that takes the same room whatever the number.
    opening = laid_out(matter.front(event, order, proceedings, whole_sheets(inside), size))
    assert opening
    return dataclasses.replace(pieces, opening=opening)


def _front_pages(event: Event, pieces: _Pieces) -> int:
    """Return the pages from the title page to the body, always even: the body begins on a right-hand page."""
    pages = len(pieces.opening.lines) + (len(pieces.contents.lines) if event.volume.contents == "front" else 0)
    return pages + pages % 2


def _back_pages(event: Event, pieces: _Pieces) -> int:
    pages = len(pieces.back.lines) if pieces.back else 0
    return pages + (len(pieces.contents.lines) if event.volume.contents == "back" else 0)


def _numbers(event: Event, order: VolumeOrder, proceedings: Proceedings, pieces: _Pieces) -> Numbers:
    front = [
        ContentsEntry(name, title, roman(pieces.opening.anchors[name]))
        for name, title in matter.front_sections(event, proceedings)
    ]
    anchors = pieces.back.anchors if pieces.back else {}
    behind = {**anchors, CONTENTS: (len(pieces.back.lines) if pieces.back else 0) + 1}
    if event.volume.contents == "front":
        front.append(ContentsEntry(CONTENTS, TITLES[CONTENTS], roman(len(pieces.opening.lines) + 1)))
    return Numbers(
        inside_pages=whole_sheets(_front_pages(event, pieces) + order.pages + _back_pages(event, pieces)),
        front=tuple(front),
        back=tuple(ContentsEntry(name, title, str(order.pages + behind[name])) for name, title in pieces.sections),
    )


def _volume(book: Book, pieces: _Pieces, cache: Path | None) -> bytes:
    event = book.event
    with pikepdf.new() as volume:
        cover = kept_file(cache, f"cover {event!r}", book.family, lambda: front_cover(event, book.family))
        append(volume, cover)
        add_blank(volume, event)
        append(volume, pieces.opening.pdf)
        if event.volume.contents == "front":
            append(volume, pieces.contents.pdf)
        if len(volume.pages) < book.front_pages:
            add_blank(volume, event)
        _append_body(volume, book, pieces.parts)
        if pieces.back:
            append(volume, pieces.back.pdf)
        if event.volume.contents == "back":
            append(volume, pieces.contents.pdf)
        dress_all(volume, book)
        share_images(volume)
        label_pages(volume, book.front_pages)
        add_bookmarks(volume, book)
        what = Description(title=f"{event.volume.spoken}: {event.title}", author=book.organizer, day=event_day(event))
        describe(volume, what)
        return save(volume)


def _append_body(volume: pikepdf.Pdf, book: Book, parts: Layout | None) -> None:
    titles = pikepdf.open(io.BytesIO(parts.pdf)) if parts else None
    for sheet in book.plan.sheets:
        if sheet.part is not None and titles is not None:
            volume.pages.append(titles.pages[sheet.part])
        elif sheet.entry is None:
            add_blank(volume, book.event)
        elif sheet.offset == 0:
            append(volume, sheet.entry.layout.pdf)
