"""What bound pages are given: the book's fonts, the margins of their side, running heads, numbers and link targets."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf

from proceedings.book.layout.stylesheet import press_guideline
from proceedings.book.pages.font_subset import faces
from proceedings.book.pages.numbering import Target, set_numbers
from proceedings.book.pages.running_heads import FOLIO_FONT, HEAD_FONT, folio, furniture
from proceedings.book.volume.book import Book
from proceedings.listing.volume_order import COVER_PAGES, Sheet
from proceedings.model.lengths import POINTS_PER_MM

# Title page and imprint have no number.
_UNNUMBERED = 2


def dress_all(volume: pikepdf.Pdf, book: Book) -> None:
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
            if first_listed <= place and "/Font" in page.resources:  # a blank page has no number
                beside += b" " + folio(press_guideline(book.event).page, book.family, book.label(place))
        dress(page, book, fonts, place - COVER_PAGES + 1, sheet, beside)


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


def dress(
    page: pikepdf.Page,
    book: Book,
    fonts: Mapping[str, pikepdf.Object],
    number: int,
    sheet: Sheet | None,
    beside: bytes = b"",
) -> None:
    """Give a page the book's fonts, the margins of its side, and what is beside its text.

    `number` counts so that right-hand pages are odd: their inner margin, the wider one, is on the left. `beside` is
    drawn in the coordinates the page was laid out in.
    """
    size = press_guideline(book.event).page
    if "/Font" in page.resources:
        _put_fonts(page.resources["/Font"], fonts)
    shift = 0.0 if number % 2 else (size.right_mm - size.left_mm) * POINTS_PER_MM
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
