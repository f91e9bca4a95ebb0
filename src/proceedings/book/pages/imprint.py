"""The imprint of a volume: the lines a publisher, a permit or an internal document asks for, never an empty one."""

from __future__ import annotations

from typing import NamedTuple

from proceedings.book.layout.stylesheet import press_guideline
from proceedings.listing.indexes import name_of
from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.model.volume import Permit, Publisher
from proceedings.text.dates import long_date

INTERNAL = "LƯU HÀNH NỘI BỘ"


class ImprintLine(NamedTuple):
    """A line of the imprint; a `ruled` one has a rule above it."""

    text: str
    strong: bool = False
    ruled: bool = False


def lines(event: Event, papers: int, inside_pages: int, proceedings: Proceedings) -> tuple[ImprintLine, ...]:
    """Return the imprint of a volume.

    Parameters
    ----------
    papers, inside_pages
        How many papers it has, and how many pages the print shop prints, cover left out.
    """
    volume = event.volume
    job = _job(event)
    if volume.imprint == "publisher" and volume.publisher:
        return _published(volume.publisher, volume.editor, job)
    head = [
        ImprintLine(f"Đơn vị chủ trì: {name_of(event.organizer, proceedings)}"),
        ImprintLine(f"Chịu trách nhiệm nội dung: {volume.editor}"),
    ]
    count = ImprintLine(f"Số bài: {papers}. Số trang ruột: {inside_pages}.", ruled=True)
    if volume.imprint == "permit" and volume.permit:
        return (*head, count, *map(ImprintLine, job), _permitted(volume.permit))
    mark = (ImprintLine(INTERNAL, strong=True),) if volume.imprint == "internal" else ()
    return (*mark, *head, count, *map(ImprintLine, job))


def trim_size(event: Event) -> str:
    """Return the size of a page: "14,5 × 20,5 cm"."""
    page = press_guideline(event).page
    return f"{page.width_mm / 10:g} × {page.height_mm / 10:g} cm".replace(".", ",")


def _job(event: Event) -> tuple[str, ...]:
    """Return how many copies are printed, in which size and where, as far as that is known."""
    volume, shop = event.volume, event.volume.print.shop
    size = trim_size(event)
    where = f" tại {shop.name}" if shop else ""
    many = (
        f"In {volume.copies} cuốn, khổ {size}{where}."
        if volume.copies
        else f"Khổ {size}{', in' + where if where else ''}."
    )
    return (many, f"Địa chỉ: {shop.address}") if shop and shop.address else (many,)


def _permitted(permit: Permit) -> ImprintLine:
    given = f"số {permit.number} do {permit.agency} cấp {long_date(permit.date)}"
    return ImprintLine(f"Giấy phép xuất bản tài liệu không kinh doanh {given}.")


def _published(publisher: Publisher, editor: str, job: tuple[str, ...]) -> tuple[ImprintLine, ...]:
    """Return the lines in the order of a publisher's colophon: people, rule, print, registration, deposit."""
    people = (
        ("Chịu trách nhiệm xuất bản", publisher.director),
        ("Chịu trách nhiệm nội dung", publisher.content or editor),
        ("Biên tập", publisher.editor),
        ("Thiết kế bìa", publisher.cover),
        ("Chế bản", publisher.typesetting),
        ("Sửa bản in và đọc sách mẫu", publisher.proofreader),
    )
    facts = (
        *job,
        f"Số xác nhận đăng ký xuất bản: {publisher.registration}",
        f"Mã số ISBN: {publisher.isbn}",
        f"Quyết định xuất bản {publisher.decision.removeprefix('Quyết định xuất bản ')}",
        f"In xong và nộp lưu chiểu {publisher.deposit.removeprefix('In xong và nộp lưu chiểu ').rstrip('.')}.",
    )
    return (
        ImprintLine(publisher.name.upper(), strong=True),
        *([ImprintLine(f"Địa chỉ: {publisher.address}")] if publisher.address else []),
        *(ImprintLine(f"{label}: {name}") for label, name in people if name),
        *(ImprintLine(text, ruled=number == 0) for number, text in enumerate(facts)),
    )
