"""A volume put together: cover, front matter, papers with their running heads, indexes; every paper's own PDF too.

The papers come as pieces laid out alone (`typeset`), so that an edited one is laid out again by itself.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from proceedings.book.layout.cache import kept_file, kept_layout
from proceedings.book.layout.engine import Layout
from proceedings.book.layout.fonts import FontFamily, find
from proceedings.book.layout.stylesheet import book_style, press_guideline
from proceedings.book.pages import front_back_matter as matter
from proceedings.book.pages.cover import front_cover, title_size
from proceedings.book.pages.font_subset import Lettering, faces
from proceedings.book.pages.front_back_matter import CONTENTS, TITLES, ContentsEntry, Numbers
from proceedings.book.pages.numbering import Target, set_numbers
from proceedings.book.pages.running_heads import FOLIO_FONT, HEAD_FONT, POINTS, folio, furniture
from proceedings.book.volume.book import Book, roman, whole_sheets
from proceedings.book.volume.metadata import Description, describe, event_day
from proceedings.listing.volume_order import COVER_PAGES, Sheet, VolumeEntry, VolumeOrder, byline, plan
from proceedings.model.event import Event
from proceedings.model.guideline import PageSize
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import NotTypeset, Typeset

# Title page and imprint bear no number.
_UNNUMBERED = 2
_IN_MEMORY_BYTES = 32_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    """What is laid out beside the papers; none of it depends on a page number."""

    opening: Layout
    contents: Layout
    back: Layout | None
    parts: Layout | None

    @property
    def all(self) -> list[Layout]:
        return [piece for piece in (self.opening, self.contents, self.back, self.parts) if piece]


def bind(
    event: Event,
    papers: Sequence[Paper],
    layouts: Mapping[str, Typeset | NotTypeset],
    proceedings: Proceedings,
    *,
    cache: Path | None = None,
) -> Book:
    """Put the papers of an event together; `papers` are those that belong in the volume.

    Parameters
    ----------
    layouts
        The papers' layouts on the page the book is printed in (`press_guideline`), by path.
    cache
        Folder of earlier layouts, found by content; None keeps none.
    """
    order = plan(event, papers, layouts)
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
        sheets = [Sheet(entry.first_page + offset, entry, offset) for offset in range(entry.layout.pages)]
        for sheet, page in zip(sheets, paper.pages, strict=True):
            _dress(page, book, fonts, sheet.number, sheet)
        what = Description(
            title=front.title, author=byline(entry.paper), day=event_day(book.event), keywords=front.keywords
        )
        describe(paper, what, "ua")
        _set_labels(paper, [(0, pikepdf.Dictionary(S=pikepdf.Name.D, St=entry.first_page))])
        return save(paper)


def _pieces(
    event: Event, order: VolumeOrder, proceedings: Proceedings, family: FontFamily, cache: Path | None
) -> _Pieces:
    style = book_style(event, family.name)
    size = title_size(event, family)

    def laid_out(html: str | None) -> Layout | None:
        return kept_layout(cache, html, style, family) if html else None

    contents = laid_out(matter.contents(event, order, proceedings))
    opening = laid_out(matter.front(event, order, proceedings, order.pages, size))
    assert contents and opening
    pieces = _Pieces(
        opening=opening,
        contents=contents,
        back=laid_out(matter.back(event, order, proceedings)),
        parts=laid_out(matter.part_titles(order, event)) if order.parts else None,
    )
    inside = _front_pages(event, pieces) + order.pages + _back_pages(event, pieces)
    # The imprint tells how many pages are printed: a line that takes the same room whatever the number.
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
    indexes = pieces.back.anchors if pieces.back else {}
    behind = {**indexes, CONTENTS: (len(pieces.back.lines) if pieces.back else 0) + 1}
    if event.volume.contents == "front":
        front.append(ContentsEntry(CONTENTS, TITLES[CONTENTS], roman(len(pieces.opening.lines) + 1)))
    return Numbers(
        inside_pages=whole_sheets(_front_pages(event, pieces) + order.pages + _back_pages(event, pieces)),
        front=tuple(front),
        back=tuple(
            ContentsEntry(name, title, str(order.pages + behind[name]))
            for name, title in matter.sections(event, order, proceedings)
        ),
    )


def _volume(book: Book, pieces: _Pieces, cache: Path | None) -> bytes:
    event = book.event
    with pikepdf.new() as volume:
        cover = kept_file(cache, f"cover {event!r}", book.family, lambda: front_cover(event, book.family))
        _append(volume, cover)
        _add_blank(volume, event)
        _append(volume, pieces.opening.pdf)
        if event.volume.contents == "front":
            _append(volume, pieces.contents.pdf)
        if len(volume.pages) < book.front_pages:
            _add_blank(volume, event)
        _append_body(volume, book, pieces.parts)
        if pieces.back:
            _append(volume, pieces.back.pdf)
        if event.volume.contents == "back":
            _append(volume, pieces.contents.pdf)
        _dress_all(volume, book)
        _share_images(volume)
        _label(volume, book.front_pages)
        _bookmark(volume, book)
        what = Description(title=f"{event.volume.spoken}: {event.title}", author=book.organizer, day=event_day(event))
        describe(volume, what)
        return save(volume)


def _dress_all(volume: pikepdf.Pdf, book: Book) -> None:
    fonts = book.lettering.fonts_in(volume)
    sheets = dict(enumerate(book.plan.sheets, book.front_pages))
    targets = _targets(book)
    first_listed = COVER_PAGES + _UNNUMBERED
    for place, page in enumerate(volume.pages):
        for tag in ("/StructParents", "/Tabs"):
            if tag in page:
                del page[tag]
        if place < COVER_PAGES:
            continue
        sheet = sheets.get(place)
        beside = b""
        if sheet is None:
            beside = set_numbers(volume, page, targets, faces(book.family)["regular"], press_guideline(book.event).page)
            if first_listed <= place and "/Font" in page.resources:  # a blank page bears no number
                beside += b" " + folio(press_guideline(book.event).page, book.family, book.label(place))
        _dress(page, book, fonts, place - COVER_PAGES + 1, sheet, beside)


def _targets(book: Book) -> dict[str, Target]:
    """Return where every row of contents and indexes leads to."""
    start = book.front_pages - 1
    found = {f"paper-{entry.paper.slug}": (str(entry.first_page), entry.first_page) for entry in book.entries}
    found |= {f"part-{part.page}": (str(part.page), part.page) for part in book.plan.parts}
    found |= {f"list-{listed.id}": (listed.page, int(listed.page)) for listed in book.numbers.back}
    targets = {key: Target(label, start + number) for key, (label, number) in found.items()}
    for listed in book.numbers.front:
        place = next(place for place in range(COVER_PAGES, book.front_pages) if book.label(place) == listed.page)
        targets[f"list-{listed.id}"] = Target(listed.page, place)
    return targets


def _append(volume: pikepdf.Pdf, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as part:
        volume.pages.extend(part.pages)


def _append_body(volume: pikepdf.Pdf, book: Book, parts: Layout | None) -> None:
    titles = pikepdf.open(io.BytesIO(parts.pdf)) if parts else None
    for sheet in book.plan.sheets:
        if sheet.part is not None and titles is not None:
            volume.pages.append(titles.pages[sheet.part])
        elif sheet.entry is None:
            _add_blank(volume, book.event)
        elif sheet.offset == 0:
            _append(volume, sheet.entry.layout.pdf)


def _add_blank(volume: pikepdf.Pdf, event: Event) -> None:
    volume.add_blank_page(page_size=page_points(press_guideline(event).page))


def page_points(page: PageSize) -> tuple[float, float]:
    """Return a page's width and height in points."""
    return page.width_mm * POINTS, page.height_mm * POINTS


def _dress(
    page: pikepdf.Page,
    book: Book,
    fonts: Mapping[str, pikepdf.Object],
    number: int,
    sheet: Sheet | None,
    beside: bytes = b"",
) -> None:
    """Give a page the book's fonts, the margins of its side, and what stands beside its text.

    `number` counts so that right-hand pages are odd: their inner margin, the wider one, is on the left. `beside` is
    drawn in the coordinates the page was laid out in.
    """
    size = press_guideline(book.event).page
    if "/Font" in page.resources:
        _put_fonts(page.resources["/Font"], fonts)
    shift = 0.0 if number % 2 else (size.right_mm - size.left_mm) * POINTS
    if shift:
        _shift_links(page, shift)
    moved = b"q 1 0 0 1 %.3f 0 cm " % shift
    after = b"Q " + moved + beside + b" Q" if beside else b"Q"
    if sheet and sheet.entry:
        after += b" " + furniture(book.event, size, book.family, sheet, book.organizer)
    if beside or (sheet and sheet.entry):
        styles = faces(book.family)
        for name, style in ((HEAD_FONT, "italic"), (FOLIO_FONT, "regular")):
            page.add_resource(fonts[styles[style].name], pikepdf.Name.Font, pikepdf.Name(name))
    if "/Contents" in page:
        page.contents_add(moved, prepend=True)
        page.contents_add(after)


def _put_fonts(own: pikepdf.Object, fonts: Mapping[str, pikepdf.Object]) -> None:
    """Let a piece's fonts, whose programs were left out, be those of the book; a strange font stays as it is."""
    for key, font in list(own.items()):
        name = str(font.get("/BaseFont", "/"))[1:].rpartition("+")[2]
        if name in fonts:
            own[key] = fonts[name]


def _shift_links(page: pikepdf.Page, shift: float) -> None:
    for link in page.get("/Annots", pikepdf.Array()):
        left, bottom, right, top = (float(value) for value in link.Rect)
        link.Rect = pikepdf.Array([left + shift, bottom, right + shift, top])


def _share_images(volume: pikepdf.Pdf) -> None:
    """Let pictures that are the same be one."""
    known: dict[bytes, pikepdf.Object] = {}
    seen: set[tuple[int, int]] = set()
    for page in volume.pages:
        pictures = page.resources.get("/XObject", pikepdf.Dictionary())
        if pictures.objgen in seen and pictures.objgen != (0, 0):
            continue
        seen.add(pictures.objgen)
        for key, picture in list(pictures.items()):
            if picture.get("/Subtype") == "/Image":
                pictures[key] = known.setdefault(_picture_digest(picture), picture)


def _picture_digest(picture: pikepdf.Object) -> bytes:
    mask = picture.get("/SMask")
    facts = [str(picture.get(key)) for key in ("/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter")]
    content = picture.read_raw_bytes() + (mask.read_raw_bytes() if mask is not None else b"")
    return hashlib.sha256(repr(facts).encode() + content).digest()


def _label(volume: pikepdf.Pdf, front_pages: int) -> None:
    labels = [
        (0, pikepdf.Dictionary(P="Bìa ", S=pikepdf.Name.D)),
        (COVER_PAGES, pikepdf.Dictionary(S=pikepdf.Name.r, St=1)),
        (front_pages, pikepdf.Dictionary(S=pikepdf.Name.D, St=1)),
    ]
    _set_labels(volume, labels)


def _set_labels(pdf: pikepdf.Pdf, labels: Sequence[tuple[int, pikepdf.Dictionary]]) -> None:
    numbers = pikepdf.Array([part for start, label in labels for part in (start, label)])
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=numbers)


def _bookmark(volume: pikepdf.Pdf, book: Book) -> None:
    item = pikepdf.OutlineItem
    start = book.front_pages - 1
    with volume.open_outline() as outline:
        outline.root.clear()
        outline.root.append(item("Bìa", 0))
        ahead = {listed.page: listed.title for listed in book.numbers.front}
        for place in range(COVER_PAGES, book.front_pages):
            if book.label(place) in ahead:
                outline.root.append(item(ahead[book.label(place)], place))
        outline.root.extend(_topics(book, start))
        outline.root.extend(item(listed.title, start + int(listed.page)) for listed in book.numbers.back)


def _topics(book: Book, start: int) -> Iterator[pikepdf.OutlineItem]:
    """Yield the bookmarks of the body: parts over topics over papers."""
    item = pikepdf.OutlineItem
    parts = {group.number: part for part in book.plan.parts for group in part.groups}
    made: dict[int, pikepdf.OutlineItem] = {}
    for group in book.plan.groups:
        papers = [item(entry.paper.front.title, start + entry.first_page) for entry in group.entries]
        topic = item(group.label, start + group.entries[0].first_page)
        topic.children.extend(papers)
        part = parts.get(group.number)
        if part is None:
            yield topic
            continue
        if group is part.groups[0]:
            made[part.page] = item(part.title, start + part.page)
            yield made[part.page]
        # A part that is one topic itself needs no second level of the same name.
        made[part.page].children.extend(papers if len(part.groups) == 1 and part.title == group.label else [topic])


def save(pdf: pikepdf.Pdf, version: str = "1.7") -> bytes:
    """Close a PDF and return it as bytes, the same ones for the same content."""
    # A book of thousands of pages lies on disk until what it was made of can go.
    with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as file:
        pdf.save(
            file,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version=version,
        )
        pdf.close()
        file.seek(0)
        return file.read()
