"""The printed form of one paper as an HTML document: head with title, authors and units, then its text."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from proceedings.listing.bylines import byline
from proceedings.model.paper import Paper
from proceedings.model.typeset import Body
from proceedings.model.unit import Unit
from proceedings.reading.picture_size import in_print
from proceedings.text.compounds import whole_words
from proceedings.text.typography import typographic, unbroken

# Tags after which a text begins anew: what comes before them does not decide the form of its first quotation mark.
_BEGINS = re.compile(r'<(?:p|li|t[dh]|h\d|br|blockquote|dt|dd|figcaption|caption)\b|<span class="note"')
_TOGETHER = 2
_NO_BREAK = "\u00a0"


def _finalize(value: object) -> object:
    """Give plain text that a template prints its typographic marks; HTML has them already."""
    return unbroken(typographic(value)) if type(value) is str else value


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    finalize=_finalize,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def paper_page(paper: Paper, body: Body, units: dict[str, Unit]) -> str:
    """Return the paper as a whole HTML document for the engine."""
    template = TEMPLATES.get_template("paper.html")
    bylines = [byline(author, units) for author in paper.front.authors]
    text = in_print(body.print_html, paper.figure_files)
    return template.render(
        front=paper.front, title=title(paper.front.title), bylines=bylines, body=Markup(printable(text))
    )


def title(words: str) -> str:
    """Return a title none of whose lines splits a word or holds a syllable alone."""
    syllables = whole_words(typographic(" ".join(words.split()))).split(" ")
    if len(syllables) < _TOGETHER * 2:
        return " ".join(syllables)
    return " ".join([*syllables[:-_TOGETHER], _NO_BREAK.join(syllables[-_TOGETHER:])])


def printable(html: str) -> str:
    """Return safe HTML for the engine: typographic marks, resources it is given, numbers of documents kept whole."""
    parts = re.split(r"(<[^>]*>)", html)
    before = ""
    for place in range(0, len(parts), 2):
        if not parts[place]:
            continue
        if place and _BEGINS.match(parts[place - 1]):
            before = ""
        text = typographic(unescape(parts[place]), before)
        before = text
        parts[place] = escape(unbroken(text), quote=False)
    return re.sub(r'(<img\b[^>]*?\bsrc=")', r"\1figure:", "".join(parts))
