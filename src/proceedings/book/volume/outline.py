"""Page labels and bookmarks of a bound PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

from proceedings.book.volume.book import Book
from proceedings.listing.volume_order import COVER_PAGES


def label_pages(volume: pikepdf.Pdf, front_pages: int) -> None:
    labels = [
        (0, pikepdf.Dictionary(P="Bìa ", S=pikepdf.Name.D)),
        (COVER_PAGES, pikepdf.Dictionary(S=pikepdf.Name.r, St=1)),
        (front_pages, pikepdf.Dictionary(S=pikepdf.Name.D, St=1)),
    ]
    set_labels(volume, labels)


def set_labels(pdf: pikepdf.Pdf, labels: Sequence[tuple[int, pikepdf.Dictionary]]) -> None:
    numbers = pikepdf.Array([part for start, label in labels for part in (start, label)])
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=numbers)


def add_bookmarks(volume: pikepdf.Pdf, book: Book) -> None:
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
