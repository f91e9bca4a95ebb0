"""A volume: cover, title page, foreword, contents, papers with their running heads, author index; one PDF and many."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pikepdf
from markupsafe import Markup

from proceedings.book.book import COVER_PAGES, INDEX_TITLE, Book
from proceedings.book.cover import cover
from proceedings.book.engine import Layout, lay_out
from proceedings.book.fonts import Family, find, width
from proceedings.book.furniture import furniture
from proceedings.book.order import Entry, Group, authors, byline, groups
from proceedings.book.sheet import TEMPLATES, printable
from proceedings.book.style import COVER_MARGIN_MM, cover_style, page_style, sheet
from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.reading.markup import render

_SUBJECT_PT = 17.0
# Margins, padding and frame of the cover, left and right together.
_COVER_FRAME_MM = 2 * COVER_MARGIN_MM + 24.0


def bind(
    event: Event, papers: Sequence[Paper], layouts: Mapping[str, Typeset | NotTypeset], proceedings: Proceedings
) -> Book:
    """Put the papers of an event together; `papers` are those that belong in the volume."""
    family = find(event.guideline.font)
    ordered = groups(event, papers, layouts)
    entries = tuple(entry for group in ordered for entry in group.entries)
    body_pages = sum(entry.layout.pages for entry in entries)
    back = _back(entries, body_pages, proceedings, event, family)
    back_pages = len(back.lines) if back else 0
    front = _front(event, ordered, body_pages, back_pages, proceedings, family)
    heads = furniture(event, entries, family) if entries else b""
    with pikepdf.new() as volume:
        _append(volume, front.pdf)
        # The back of the cover is blank, so that the title page is a right-hand page.
        volume.pages.insert(1, volume.add_blank_page(page_size=_points(event)))
        del volume.pages[-1]
        if (len(volume.pages) - COVER_PAGES) % 2:
            # Page 1 of the body is a right-hand page: an odd front gets a blank one.
            volume.add_blank_page(page_size=_points(event))
        front_pages = len(volume.pages)
        bodies = _append_body(volume, entries, heads)
        if back:
            _append(volume, back.pdf)
        _link(volume, front_pages)
        _label(volume, front_pages)
        _bookmark(volume, event, ordered, front, body_pages, front_pages)
        _describe(volume, f"{event.volume.spoken}: {event.title}", event.volume.editor)
        finished = _save(volume)
        inside = _inside(volume, front_pages)
    return Book(
        event=event,
        family=family,
        groups=ordered,
        front_pages=front_pages,
        body_pages=body_pages,
        back_pages=back_pages,
        volume=finished,
        inside=inside,
        papers=bodies,
    )


def _front(
    event: Event, ordered: Sequence[Group], body_pages: int, back_pages: int, proceedings: Proceedings, family: Family
) -> Layout:
    """Lay out what stands before the body, twice: the imprint tells how many pages the inside has."""
    style = page_style(event.guideline, family.name) + sheet("paper") + sheet("book") + cover_style(event.guideline)
    values = _front_values(event, ordered, body_pages, proceedings, family)
    pages = body_pages + back_pages
    trial = lay_out(TEMPLATES.get_template("front.html").render(**values, pages=pages), style, family)
    front = len(trial.lines) - 1  # without the cover
    total = front + front % 2 + pages
    return lay_out(TEMPLATES.get_template("front.html").render(**values, pages=total), style, family)


def _front_values(
    event: Event, ordered: Sequence[Group], body_pages: int, proceedings: Proceedings, family: Family
) -> dict[str, object]:
    foreword = proceedings.forewords.get(event.id)
    organizer = proceedings.units.get(event.organizer)
    entries = [entry for group in ordered for entry in group.entries]
    page = event.guideline.page
    return {
        "event": event,
        "cover": cover(event),
        "organizer": organizer.name if organizer else event.organizer,
        "count": len(entries),
        "size": f"{page.width_mm / 10:g} × {page.height_mm / 10:g} cm".replace(".", ","),
        "samples": any(entry.paper.front.sample for entry in entries),
        "foreword": foreword,
        "foreword_body": Markup(printable(render(foreword.text, foreword.text_line).print_html)) if foreword else "",
        "groups": ordered,
        "byline": byline,
        "subject_pt": _subject_size(event, family),
        "back": [(INDEX_TITLE, body_pages + 1)] if entries else [],
    }


def _subject_size(event: Event, family: Family) -> float:
    """Return the largest type, in points, that keeps each line of the title on one line of the cover."""
    bold = dict(family.files)["bold"]
    longest = max(width(line, bold) for line in cover(event).title)
    room = (event.guideline.page.width_mm - _COVER_FRAME_MM) * 72 / 25.4
    return round(min(_SUBJECT_PT, room / longest), 1)


def _back(
    entries: Sequence[Entry], body_pages: int, proceedings: Proceedings, event: Event, family: Family
) -> Layout | None:
    if not entries:
        return None

    def school(unit_id: str) -> str:
        unit = proceedings.units.get(unit_id)
        return unit.name if unit else unit_id

    html = TEMPLATES.get_template("back.html").render(
        index=authors(entries, proceedings), first_page=body_pages + 1, school=school
    )
    return lay_out(html, page_style(event.guideline, family.name) + sheet("book"), family)


def _points(event: Event) -> tuple[float, float]:
    page = event.guideline.page
    return page.width_mm * 72 / 25.4, page.height_mm * 72 / 25.4


def _append(volume: pikepdf.Pdf, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as part:
        volume.pages.extend(part.pages)


def _append_body(volume: pikepdf.Pdf, entries: Sequence[Entry], heads: bytes) -> dict[str, bytes]:
    """Append every paper under its running heads; return each one's own PDF as well."""
    alone: dict[str, bytes] = {}
    if not entries:
        return alone
    with pikepdf.open(io.BytesIO(heads)) as furnished:
        for entry in entries:
            with pikepdf.open(io.BytesIO(entry.layout.pdf)) as paper:
                for offset, page in enumerate(paper.pages):
                    number = entry.first_page + offset
                    _put_over(paper, page, furnished.pages[number - 1], pikepdf.Name(f"/Furniture{number}"))
                volume.pages.extend(paper.pages)
                _describe(paper, entry.paper.front.title, byline(entry.paper))
                _set_labels(paper, [(0, pikepdf.Dictionary(S=pikepdf.Name.D, St=entry.first_page))])
                alone[entry.paper.slug] = _save(paper)
    return alone


def _put_over(paper: pikepdf.Pdf, page: pikepdf.Page, over: pikepdf.Page, name: pikepdf.Name) -> None:
    """Draw a page over another of its size; pikepdf's add_overlay takes a name by chance, so the bytes would differ."""
    page.add_resource(paper.copy_foreign(over.as_form_xobject()), pikepdf.Name.XObject, name)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q q {name} Do Q".encode())


def _link(volume: pikepdf.Pdf, front_pages: int) -> None:
    """Turn the contents' `body:N` addresses into links to page N of the body."""
    for page in volume.pages[:front_pages]:
        for link in page.get("/Annots", pikepdf.Array()):
            address = str(link.get("/A", pikepdf.Dictionary()).get("/URI", ""))
            if address.startswith("body:"):
                target = volume.pages[front_pages + int(address[5:]) - 1]
                del link["/A"]
                link["/Dest"] = pikepdf.Array([target.obj, pikepdf.Name.Fit])


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


def _bookmark(
    volume: pikepdf.Pdf, event: Event, ordered: Sequence[Group], front: Layout, body_pages: int, front_pages: int
) -> None:
    item = pikepdf.OutlineItem
    with volume.open_outline() as outline:
        outline.root.clear()
        outline.root.append(item("Bìa", 0))
        outline.root.append(item("Mục lục", front.anchors["muc-luc"]))
        for group in ordered:
            topic = item(group.label, front_pages + group.entries[0].first_page - 1)
            topic.children.extend(
                item(entry.paper.front.title, front_pages + entry.first_page - 1) for entry in group.entries
            )
            outline.root.append(topic)
        if ordered:
            outline.root.append(item(INDEX_TITLE, front_pages + body_pages))


def _describe(pdf: pikepdf.Pdf, title: str, author: str) -> None:
    pdf.docinfo = pdf.make_indirect(pikepdf.Dictionary(Title=title, Author=author, Creator="Kỷ yếu"))
    pdf.Root.Lang = "vi-VN"
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def _inside(volume: pikepdf.Pdf, front_pages: int) -> bytes:
    """Return the volume without cover, links and bookmarks."""
    del volume.pages[:COVER_PAGES]
    for page in volume.pages:
        if "/Annots" in page:
            del page["/Annots"]
    for name in ("/Outlines", "/PageMode", "/Names", "/Dests"):
        if name in volume.Root:
            del volume.Root[name]
    front = (0, pikepdf.Dictionary(S=pikepdf.Name.r, St=1))
    _set_labels(volume, [front, (front_pages - COVER_PAGES, pikepdf.Dictionary(S=pikepdf.Name.D, St=1))])
    return _save(volume)


def _save(pdf: pikepdf.Pdf) -> bytes:
    pdf.remove_unreferenced_resources()
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()
