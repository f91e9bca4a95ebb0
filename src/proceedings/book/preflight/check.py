"""What a print shop would stumble over, found before the files leave: boxes, fonts, inks, pictures, PDF/X-4."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import TypeVar

import pikepdf

from proceedings.book.pages.booklet import sides
from proceedings.book.preflight.box_checks import check_frame, check_sheet, page_boxes, size_of
from proceedings.book.preflight.content_checks import check_content
from proceedings.book.preflight.content_scan import look
from proceedings.book.preflight.document_checks import check_document
from proceedings.book.preflight.expected import BROKEN, LEFT_HALF, RIGHT_HALF, Expected
from proceedings.book.preflight.finding import PreflightFinding
from proceedings.book.preflight.picture_ink import Shared

T = TypeVar("T", bound=Hashable)


def preflight(pdf: bytes, expected: Expected, cache: Path | None = None) -> tuple[PreflightFinding, ...]:
    """Return everything that is wrong with a file for the print shop; a damaged file is one fault.

    Parameters
    ----------
    cache
        Folder that keeps how much ink pictures take.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return (*check_document(document, expected), *_pages(document, expected, cache))
    except pikepdf.PasswordError:
        return (PreflightFinding(code="encrypted", what="Tệp có mật khẩu."),)
    except BROKEN:
        return (PreflightFinding(code="damaged", what="Tệp PDF hỏng, không đọc được."),)


def sheet_order(booklet: bytes, inside: bytes) -> tuple[PreflightFinding, ...]:
    """Return what is wrong with the order of a booklet's pages, compared with the inside that it was made of."""
    try:
        with pikepdf.open(io.BytesIO(booklet)) as sheets, pikepdf.open(io.BytesIO(inside)) as pages:
            return tuple(_order(sheets, pages))
    except (pikepdf.PasswordError, *BROKEN):
        return (PreflightFinding(code="order", what="không so được thứ tự trang với ruot.pdf.", blocking=False),)


def _order(sheets: pikepdf.Pdf, pages: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    wanted = [*sides(len(pages.pages))]
    if len(sheets.pages) != len(wanted):
        what = f"Có {len(sheets.pages)} mặt giấy, {len(pages.pages)} trang ruột cần {len(wanted)} mặt."
        yield PreflightFinding(code="order", what=what)
        return
    drawn = [page.as_form_xobject().read_bytes() for page in pages.pages]
    for number, (side, halves) in enumerate(zip(sheets.pages, wanted, strict=True), 1):
        held = side.resources.get("/XObject", pikepdf.Dictionary())
        for name, page in zip((LEFT_HALF, RIGHT_HALF), halves, strict=True):
            half = held.get(name)
            if half is None or half.read_bytes() != drawn[page - 1]:
                where = "trái" if name == LEFT_HALF else "phải"
                what = f"nửa {where} phải là trang {page} của ruot.pdf."
                yield PreflightFinding(code="order", page=number, what=what)


def _pages(document: pikepdf.Pdf, expected: Expected, cache: Path | None) -> Iterator[PreflightFinding]:
    boxes = [page_boxes(page) for page in document.pages]
    size = expected.trim_mm or _most_common([size_of(one.trim) for one in boxes if one.trim])
    paper = _most_common([size_of(one.media) for one in boxes])
    shared = Shared(cache)
    for number, (page, own) in enumerate(zip(document.pages, boxes, strict=True), 1):
        if expected.office:
            yield from check_sheet(own, number, expected.trim_mm or paper)
        else:
            yield from check_frame(page, own, number, size, paper, expected)
        for key, what in (("/Annots", "liên kết hoặc chú giải"), ("/AA", "lệnh chạy ngầm")):
            if key in page and len(page[key]):
                yield PreflightFinding(code="annotation", page=number, what=f"có {what}; bản in không được có.")
        yield from check_content(look(page, shared), number, expected)


def _most_common(values: list[T]) -> T | None:
    """Return what most pages have: a page that differs is the one at fault."""
    return Counter(values).most_common(1)[0][0] if values else None
