"""The finished book read back: every paper there, every number true, one font family, all embedded and whole."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont, TTLibError

from proceedings.book.layout.fonts import is_own
from proceedings.book.pages.front_back_matter import CONTENTS
from proceedings.book.volume.book import Book
from proceedings.listing.citation import page_range
from proceedings.listing.volume_order import COVER_PAGES
from proceedings.reading.trusted_mark import plain_text, without_drawings
from proceedings.text.letters import nfc

# How much of a text is looked for: so many letters of first and last sentences, of the words before a note's call.
_HEAD_LETTERS, _TAIL_LETTERS, _CALL_LETTERS = 30, 30, 16
_NO_LETTERS = re.compile(r"[\W\d_]+")
# Letters of HTML in which they are looked for.
_LOOKED_AT = 600


def proof(book: Book) -> tuple[str, ...]:
    """Return what is wrong with a finished volume, in Vietnamese; nothing where all is right."""
    read = _Read(book)
    return (
        *_missing_pages(book, read),
        *_missing_papers(book, read),
        *_stray_notes(book, read),
        *_missing_lists(book, read),
        *_untrue_contents(book, read),
        *_faulty_fonts(book),
    )


class _Read:
    """The text of a book's pages, and the letters of it, made once."""

    def __init__(self, book: Book) -> None:
        self.pages = texts(book.volume)
        self._front_pages = book.front_pages

    @cached_property
    def letters(self) -> tuple[str, ...]:
        return tuple(map(letters, self.pages))

    def body(self, number: int) -> int:
        """Return the place in the volume of page `number` of the body."""
        return self._front_pages + number - 1


def texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page, composed."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(nfc(_page_text(page)) for page in document)
    finally:
        document.close()


def _page_text(page: pypdfium2.PdfPage) -> str:
    sheet = page.get_textpage()
    text: str = sheet.get_text_range()
    sheet.close()
    page.close()
    return text


def letters(text: str) -> str:
    """Return only the letters of a text, in lower case: line breaks, note numbers and quotation marks fall away."""
    return _NO_LETTERS.sub("", nfc(text).casefold())


def _missing_pages(book: Book, read: _Read) -> Iterator[str]:
    expected = book.front_pages + book.body_pages + book.back_pages
    if len(read.pages) != expected:
        yield f"Kỷ yếu có {len(read.pages)} trang, phải là {expected} trang."
    for sheet in book.plan.sheets:
        place = read.body(sheet.number)
        blank = sheet.entry is None and sheet.part is None
        if blank and place < len(read.pages) and read.pages[place].strip():
            yield f"Trang {sheet.number} phải để trắng mà có chữ."


def _missing_papers(book: Book, read: _Read) -> Iterator[str]:
    for entry in book.entries:
        first, last = read.body(entry.first_page), read.body(entry.last_page)
        title = entry.paper.front.title
        if last >= len(read.pages) or letters(title) not in read.letters[first]:
            yield f"Trang {entry.first_page} không mở đầu bằng bài “{title}”."
            continue
        whole = "".join(read.letters[first : last + 1])
        if letters(entry.layout.body.plain[:_LOOKED_AT])[:_HEAD_LETTERS] not in whole:
            yield f"Câu đầu của bài “{title}” không có ở trang {entry.first_page}."
        tail = letters(entry.layout.body.last_sentence)[-_TAIL_LETTERS:]
        if tail not in read.letters[last] and tail not in whole:
            yield f"Câu cuối của bài “{title}” không có ở trang {entry.last_page}."
        if not re.search(rf"tr{page_range(entry)}(?!\d)", _compact(read.pages[first])):
            yield f"Dòng trích dẫn của bài “{title}” không ghi tr. {page_range(entry)}."
        for number in range(entry.first_page, entry.last_page + 1):
            if not _bears_number(read.pages[read.body(number)], number):
                yield f"Số trang {number} không in ở chân trang của bài “{title}”."


def _stray_notes(book: Book, read: _Read) -> Iterator[str]:
    """A note is on the page of its call: the words before the call and the note's first words share a page."""
    for entry in book.entries:
        pages = read.letters[read.body(entry.first_page) : read.body(entry.last_page) + 1]
        for number, (before, note) in enumerate(_notes(entry.layout.body.print_html), 1):
            calling = [place for place, text in enumerate(pages) if before in text]
            if calling and not any(note in pages[place] for place in calling):
                page = entry.first_page + calling[0]
                yield f"Chú thích {number} của bài “{entry.paper.front.title}” không nằm ở trang {page} của chỗ gọi."


def _notes(html: str) -> Iterator[tuple[str, str]]:
    """Yield for each note the last letters before its call and its own first letters."""
    html = without_drawings(html)
    for found in re.finditer(r'<span class="note"[^>]*>', html):
        before = html[max(0, found.start() - _LOOKED_AT) : found.start()].rpartition('<span class="note"')[2]
        after = html[found.end() : found.end() + _LOOKED_AT].partition("</span>")[0]
        yield _plain_letters(before)[-_CALL_LETTERS:], _plain_letters(after)[:_HEAD_LETTERS]


def _plain_letters(html: str) -> str:
    """Return the letters of a piece of HTML that may begin or end inside a tag."""
    inner = re.sub(r"^[^<>]*>", "", html) if re.match(r"^[^<>]*>", html) else html
    return letters(plain_text(re.sub(r"<[^>]*$", "", inner)))


def _missing_lists(book: Book, read: _Read) -> Iterator[str]:
    """The lists behind the papers begin where the contents say, and number their pages on from the papers'."""
    for listed in book.numbers.back:
        place = read.body(int(listed.page))
        if place >= len(read.pages) or letters(listed.title) not in read.letters[place]:
            yield f"Trang {listed.page} không mở đầu bằng {listed.title}."
    for number in range(book.body_pages + 1, book.body_pages + book.back_pages + 1):
        place = read.body(number)
        if place < len(read.pages) and not _bears_number(read.pages[place], number):
            yield f"Số trang {number} không in ở chân trang."


def _untrue_contents(book: Book, read: _Read) -> Iterator[str]:
    """Every number in contents and indexes is that of the page it leads to; every paper and list is in the contents."""
    leads = tuple(_leads(book))
    for lead in leads:
        label = book.label(lead.target)
        if not re.search(rf"(?<!\d){re.escape(label)}$", lead.words):
            shown = lead.words.rsplit(" ", 1)[-1]
            yield f"Trang {book.label(lead.place)}: “{shown}” dẫn đến trang {label}."
    listed = [(f"bài “{entry.paper.front.title}”", entry.paper.front.title, entry.first_page) for entry in book.entries]
    listed += [(each.title, each.title, int(each.page)) for each in book.numbers.back if each.id != CONTENTS]
    for what, title, page in listed:
        wanted = letters(title)
        if not any(letters(lead.words).startswith(wanted) and lead.target == read.body(page) for lead in leads):
            yield f"Mục lục không ghi {what} ở trang {page}."


class _Lead(NamedTuple):
    """A link within the book: the place of its page, the words it lies on, the place of the page it leads to."""

    place: int
    words: str
    target: int


def _leads(book: Book) -> Iterator[_Lead]:
    """Yield the links of contents and indexes; they are in the front and after the papers."""
    document = pypdfium2.PdfDocument(book.volume)
    try:
        with pikepdf.open(io.BytesIO(book.volume)) as volume:
            places = {page.objgen: place for place, page in enumerate(volume.pages)}
            behind = range(book.front_pages + book.body_pages, len(volume.pages))
            for place in (*range(min(book.front_pages, len(volume.pages))), *behind):
                yield from _links(place, volume.pages[place], document[place], places)
    finally:
        document.close()


def _links(
    place: int, page: pikepdf.Page, drawn: pypdfium2.PdfPage, places: dict[tuple[int, int], int]
) -> Iterator[_Lead]:
    sheet = None
    for link in page.get("/Annots", pikepdf.Array()):
        target = link.get("/Dest")
        if isinstance(target, pikepdf.Array):
            sheet = sheet or drawn.get_textpage()
            words = nfc(sheet.get_text_bounded(*(float(side) for side in link.Rect)))
            yield _Lead(place, " ".join(words.split()), places.get(target[0].objgen, -1))
    if sheet:
        sheet.close()


def _compact(text: str) -> str:
    """Return a text without blanks and the dots that lead to a page number."""
    return re.sub(r"[\s.]", "", nfc(text))


def _bears_number(text: str, number: int) -> bool:
    """Return whether a page has its number on a line of its own; running heads are drawn after it."""
    return any(line.strip() == str(number) for line in text.splitlines())


def _faulty_fonts(book: Book) -> Iterator[str]:
    own = book.family.name.replace(" ", "-")
    for name, embedded in sorted(fonts(book.volume)):
        if not embedded:
            yield f"Phông {name} không được nhúng."
        # The cover is drawn apart, with a subset of its own.
        if not is_own(name, own):
            yield f"Có chữ vẽ bằng phông {name}, không phải {book.family.name}."
    yield from _missing_glyphs(book)


def _missing_glyphs(book: Book) -> Iterator[str]:
    """Every letter that a piece draws has its shape in the book's font."""
    drawn: dict[str, dict[int, str]] = {}
    for entry in book.entries:
        for name, texts_ in entry.layout.glyphs.items():
            drawn.setdefault(name, {}).update(texts_)
    shaped = _shapes(book.volume)
    for name, texts_ in sorted(drawn.items()):
        lacking = {text for glyph, text in texts_.items() if text.strip() and glyph not in shaped.get(name, set())}
        if lacking and name in shaped:
            yield f"Phông {name} thiếu hình chữ: {' '.join(sorted(lacking))}."


def _shapes(pdf: bytes) -> dict[str, set[int]]:
    """Return the glyphs that have an outline in each font of the inside; the cover is drawn with subsets of its own."""
    shaped: dict[str, set[int]] = {}
    seen: set[tuple[int, int]] = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in list(document.pages)[COVER_PAGES:]:
            for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
                if font.objgen in seen:
                    continue
                seen.add(font.objgen)
                below = font.get("/DescendantFonts")
                descriptor = (font if below is None else below[0]).get("/FontDescriptor", pikepdf.Dictionary())
                name = str(font.get("/BaseFont", "/"))[1:].rpartition("+")[2]
                if "/FontFile2" in descriptor:
                    shaped.setdefault(name, set()).update(_outlines(descriptor.FontFile2.read_bytes()))
    return shaped


def _outlines(program: bytes) -> set[int]:
    """Return the glyphs of a font file that have an outline; a damaged file has none."""
    try:
        with TTFont(io.BytesIO(program), lazy=True) as font:
            outlines = font["glyf"]
            return {number for number, name in enumerate(font.getGlyphOrder()) if outlines[name].numberOfContours}
    except TTLibError:
        return set()


def fonts(pdf: bytes) -> frozenset[tuple[str, bool]]:
    """Return the fonts of a PDF: name without the subset's mark, and whether it is embedded."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [
            _font(item)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/BaseFont" in item
        ]
    return frozenset(font for font in found if font)


def _font(font: pikepdf.Object) -> tuple[str, bool] | None:
    if font.get("/Subtype") == "/Type0":
        return None  # its descendant says the same and holds the file
    name = re.sub(r"^[A-Z]{6}\+", "", str(font.BaseFont)[1:])
    descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
    return name, any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
