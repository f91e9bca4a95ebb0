"""Laying out one paper on the guideline's page: the length that counts, and what it was drawn with."""

from __future__ import annotations

import io
import re
import unicodedata

import pikepdf

from proceedings.book.engine import Layout, lay_out
from proceedings.book.fonts import Family, covered
from proceedings.book.sheet import paper_page
from proceedings.book.style import page_style, sheet
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.typeset import Typeset
from proceedings.model.unit import Unit
from proceedings.reading.markup import render


def typeset(paper: Paper, guideline: Guideline, units: dict[str, Unit], family: Family) -> Typeset:
    """Return the paper laid out as it will be printed, without running heads and page numbers."""
    body = render(paper.text, paper.text_line, paper.slug)
    figures = {figure.name.rpartition("/")[2]: figure.content for figure in paper.figures}
    style = page_style(guideline, family.name) + sheet("paper")
    layout = lay_out(paper_page(paper, body, units), style, family, figures)
    return Typeset(
        body=body,
        pages=len(layout.lines),
        lines_over=_lines_over(layout, guideline.pages.max),
        wide_tables=layout.wide_tables,
        figure_mm=layout.figure_mm,
        foreign=_foreign(layout.pdf, family, body.plain + _head_text(paper)),
        pdf=layout.pdf,
    )


def _lines_over(layout: Layout, most: int | None) -> int:
    return sum(layout.lines[most:]) if most is not None else 0


def _head_text(paper: Paper) -> str:
    front = paper.front
    return " ".join([front.title, front.abstract or "", *front.keywords, *(author.name for author in front.authors)])


def _foreign(pdf: bytes, family: Family, text: str) -> dict[str, str]:
    """Return the characters that were not drawn with `family`, with the font that drew them ("" for none)."""
    own = family.name.replace(" ", "-")
    drawn: dict[str, str] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for font in _fonts(page.get("/Resources", pikepdf.Dictionary())):
                name = str(font.BaseFont)[1:].partition("+")[2] or str(font.BaseFont)[1:]
                if name != own and not name.startswith(f"{own}-"):
                    drawn.update(dict.fromkeys(_characters(font), name))
    glyphs = covered(dict(family.files)["regular"])
    lacking = {char for char in text if char not in glyphs and unicodedata.category(char) not in ("Cf", "Cc", "Zs")}
    return {**dict.fromkeys(lacking, ""), **drawn}


def _fonts(resources: pikepdf.Object) -> list[pikepdf.Object]:
    fonts = list(resources.get("/Font", pikepdf.Dictionary()).values())
    for form in resources.get("/XObject", pikepdf.Dictionary()).values():
        fonts += _fonts(form.get("/Resources", pikepdf.Dictionary()))
    return fonts


def _characters(font: pikepdf.Object) -> set[str]:
    """Return the characters of a font's ToUnicode map, spaces left out."""
    if "/ToUnicode" not in font:
        return set()
    table = font.ToUnicode.read_bytes().decode("ascii", "replace")
    codes = re.findall(r"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", table.partition("beginbfchar")[2])
    text = "".join(bytes.fromhex(code).decode("utf-16-be", "replace") for code in codes if len(code) % 4 == 0)
    return {char for char in text if not char.isspace()}
