"""Running heads and page numbers, laid out apart and put over the papers' pages.

Because they are apart, a paper that grows by a page changes the numbers of those behind it but not their layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from proceedings.book.engine import lay_out
from proceedings.book.fonts import Family
from proceedings.book.order import Entry, byline
from proceedings.book.sheet import TEMPLATES
from proceedings.model.event import Event
from proceedings.model.guideline import Guideline
from proceedings.text.letters import shorten

# Width of a letter of the running head, on average.
_LETTER_MM = 1.82


class Page(NamedTuple):
    """A page's number and its running head; the first page of a paper has none."""

    number: int
    head: str


def furniture(event: Event, entries: Sequence[Entry], family: Family) -> bytes:
    """Return a PDF with one page of furniture for each page of the body."""
    pages = [
        Page(number, _head(event, entry, number))
        for entry in entries
        for number in range(entry.first_page, entry.last_page + 1)
    ]
    return lay_out(
        TEMPLATES.get_template("furniture.html").render(pages=pages), _style(event.guideline, family), family
    ).pdf


def _head(event: Event, entry: Entry, number: int) -> str:
    if number == entry.first_page:
        return ""
    page = event.guideline.page
    letters = int((page.width_mm - page.left_mm - page.right_mm) / _LETTER_MM)
    if number % 2 == 0:
        return shorten(event.volume.spoken, letters)
    return shorten(f"{byline(entry.paper)} – {entry.paper.front.title}", letters)


def _style(guideline: Guideline, family: Family) -> str:
    page = guideline.page
    head, foot = page.top_mm * 0.5, page.bottom_mm * 0.4
    return (
        f"@page{{size:{page.width_mm:g}mm {page.height_mm:g}mm;margin:0}}"
        f"html{{font-family:'{family.name}';font-size:11pt;line-height:1.2}}body,p{{margin:0}}"
        f"section{{position:relative;height:{page.height_mm:g}mm;break-after:page;overflow:hidden}}"
        "section:last-child{break-after:auto}"
        f"p,footer{{position:absolute;left:{page.left_mm:g}mm;right:{page.right_mm:g}mm}}"
        f"p{{top:{head:g}mm;font-style:italic;font-size:10pt}}.right{{text-align:right}}"
        f"footer{{bottom:{foot:g}mm;text-align:center;font-size:12pt}}"
    )
