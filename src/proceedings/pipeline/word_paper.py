"""A paper as a Word file, made with what the book knows: how authors are named, how drawings look in print."""

from __future__ import annotations

import functools

from proceedings.book.layout.drawing import rasterised
from proceedings.listing.bylines import byline
from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.word.writing.paper import Exported, export_paper
from proceedings.word.writing.pictures import DRAWING_DPI


def word_paper(paper: Paper, event: Event, proceedings: Proceedings) -> Exported:
    """Return a paper as a Word file, its drawings in the font that is printed with."""
    draw = functools.partial(rasterised, typeface=event.guideline.font, dpi=DRAWING_DPI)
    bylines = (byline(author, proceedings.units) for author in paper.front.authors)
    return export_paper(paper, event, [(line.name, line.affiliation) for line in bylines], draw)
