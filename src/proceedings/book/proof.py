"""The finished book read back: every paper there, every number of the contents true, one font family, all embedded."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

from proceedings.book.book import INDEX_TITLE, Book
from proceedings.text.letters import nfc

_TAIL_LETTERS = 30


def proof(book: Book) -> tuple[str, ...]:
    """Return what is wrong with a finished volume, in Vietnamese; nothing where all is right."""
    pages = texts(book.volume)
    problems = [
        *_missing_pages(book, pages),
        *_missing_papers(book, pages),
        *_missing_index(book, pages),
        *_untrue_contents(book, pages),
        *_foreign_fonts(book),
    ]
    return tuple(problems)


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
    return "".join(char for char in nfc(text).casefold() if char.isalpha())


def _missing_pages(book: Book, pages: tuple[str, ...]) -> Iterator[str]:
    expected = book.front_pages + book.body_pages
    if len(pages) < expected:
        yield f"Kỷ yếu chỉ có {len(pages)} trang, cần ít nhất {expected} trang."


def _missing_papers(book: Book, pages: tuple[str, ...]) -> Iterator[str]:
    for entry in book.entries:
        first = book.front_pages + entry.first_page - 1
        last = book.front_pages + entry.last_page - 1
        title = entry.paper.front.title
        if last >= len(pages) or not letters(pages[first]).startswith(letters(title)):
            yield f"Trang {entry.first_page} không mở đầu bằng bài “{title}”."
            continue
        tail = letters(entry.layout.body.last_sentence)[-_TAIL_LETTERS:]
        if tail not in letters(pages[last]) and tail not in letters("".join(pages[first : last + 1])):
            yield f"Câu cuối của bài “{title}” không có ở trang {entry.last_page}."
        for number in range(entry.first_page, entry.last_page + 1):
            if not _ends_with_number(pages[book.front_pages + number - 1], number):
                yield f"Số trang {number} không in ở chân trang của bài “{title}”."


def _missing_index(book: Book, pages: tuple[str, ...]) -> Iterator[str]:
    """The author index stands behind the papers, and numbers its pages on from theirs."""
    behind = pages[book.front_pages + book.body_pages :]
    if not book.entries:
        return
    if not behind or not letters(behind[0]).startswith(letters(INDEX_TITLE)):
        yield f"Trang {book.body_pages + 1} không mở đầu bằng {INDEX_TITLE}."
    for number, text in enumerate(behind, book.body_pages + 1):
        if not _ends_with_number(text, number):
            yield f"Số trang {number} không in ở chân trang của {INDEX_TITLE}."


def _untrue_contents(book: Book, pages: tuple[str, ...]) -> Iterator[str]:
    contents = _compact("".join(pages[: book.front_pages]))
    listed = [(f"bài “{entry.paper.front.title}”", entry.paper.front.title, entry.first_page) for entry in book.entries]
    if listed:
        listed.append((INDEX_TITLE, INDEX_TITLE, book.body_pages + 1))
    for what, title, page in listed:
        # No digit behind it: 1 is not found in 12.
        if not re.search(rf"{re.escape(_compact(title))}{page}(?!\d)", contents):
            yield f"Mục lục không ghi {what} ở trang {page}."


def _compact(text: str) -> str:
    """Return a text without blanks and the dots that lead to a page number."""
    return re.sub(r"[\s.]", "", nfc(text))


def _ends_with_number(text: str, number: int) -> bool:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1:] == [str(number)]


def _foreign_fonts(book: Book) -> Iterator[str]:
    own = book.family.name.replace(" ", "-")
    for name, embedded in sorted(fonts(book.volume)):
        if not embedded:
            yield f"Phông {name} không được nhúng."
        if name != own and not name.startswith(f"{own}-"):
            yield f"Có chữ vẽ bằng phông {name}, không phải {book.family.name}."


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
