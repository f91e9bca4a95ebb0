"""Laying out one paper on the guideline's page: the length that counts, and what it was drawn with."""

from __future__ import annotations

import unicodedata

from proceedings.book.layout.engine import lay_out
from proceedings.book.layout.fonts import FontFamily, covered, is_own
from proceedings.book.layout.paper_html import paper_page
from proceedings.book.layout.stylesheet import page_style, stylesheet
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.typeset import Body, Layout, Typeset
from proceedings.model.unit import Unit
from proceedings.reading.markup import render


def typeset(
    paper: Paper, guideline: Guideline, units: dict[str, Unit], family: FontFamily, body: Body | None = None
) -> Typeset:
    """Return the paper laid out as it will be printed, without running heads and page numbers.

    Parameters
    ----------
    body
        Its text as it was rendered before; None renders it.
    """
    body = body or render(paper.text, paper.text_line, paper.slug)
    style = page_style(guideline, family.name) + stylesheet("paper")
    layout = lay_out(paper_page(paper, body, units), style, family, paper.figure_files, piece=True)
    return Typeset(
        body=body,
        pages=len(layout.lines),
        lines_over=_lines_over(layout, guideline.pages.max),
        wide_tables=layout.wide_tables,
        figure_mm=layout.figure_mm,
        foreign=_foreign(layout.glyphs, family, body.plain + _head_text(paper)),
        pdf=layout.pdf,
        glyphs=layout.glyphs,
    )


def _lines_over(layout: Layout, most: int | None) -> int:
    return sum(layout.lines[most:]) if most is not None else 0


def _head_text(paper: Paper) -> str:
    front = paper.front
    return " ".join([front.title, front.abstract or "", *front.keywords, *(author.name for author in front.authors)])


def _foreign(glyphs: dict[str, dict[int, str]], family: FontFamily, text: str) -> dict[str, str]:
    """Return the characters that were not drawn with `family`, with the font that drew them ("" for none)."""
    own = family.name.replace(" ", "-")
    drawn = {
        char: name
        for name, texts in glyphs.items()
        if not is_own(name, own)
        for text_ in texts.values()
        for char in text_
        if not char.isspace()
    }
    covers = covered(dict(family.files)["regular"])
    lacking = {char for char in text if char not in covers and unicodedata.category(char) not in ("Cf", "Cc", "Zs")}
    return {**dict.fromkeys(lacking, ""), **drawn}
