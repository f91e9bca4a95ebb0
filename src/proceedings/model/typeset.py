"""The outcome of laying out a paper: its structure, its pages, what it was drawn with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Heading(NamedTuple):
    level: int
    text: str
    line: int
    anchor: str


class Fragment(NamedTuple):
    """Something of the text that rules look at: a raw tag, an attribute list, a link, an image."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A paper's text as safe HTML, with what rules ask of it; lines count in the original file.

    `print_html` is the same text with each footnote inside its call (`span.note`).
    """

    html: str = field(repr=False)
    print_html: str = field(repr=False)
    words: int
    headings: tuple[Heading, ...]
    fragments: tuple[Fragment, ...]
    last_sentence: str
    plain: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A laid-out document: its PDF, the number of lines on each page, and the page (from 1) of each anchor.

    `wide_tables` are the tables, counted from 0, that reach beyond the text area; `figure_mm` is the widest printed
    width of each figure by name; `glyphs` gives the text of each glyph drawn, by glyph number, for each font
    ("Tinos-Bold").
    """

    pdf: bytes = field(repr=False)
    lines: tuple[int, ...]
    anchors: dict[str, int]
    wide_tables: tuple[int, ...]
    figure_mm: dict[str, float]
    glyphs: dict[str, dict[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A paper laid out on the guideline's page.

    `lines_over` is the number of lines beyond the allowed pages; `foreign` maps each character that the guideline's
    font could not draw to the font that drew it ("" where none could); `wide_tables` are the tables, counted from 0,
    that reach beyond the text area; `figure_mm` is the widest printed width of each figure by file name.

    `pdf` is a piece of a book: the programs of the family's fonts are left out; `glyphs` gives the text of each glyph
    it draws, by glyph number, for each font ("Tinos-Bold").
    """

    body: Body
    pages: int
    lines_over: int
    foreign: dict[str, str]
    pdf: bytes = field(repr=False)
    wide_tables: tuple[int, ...] = ()
    figure_mm: dict[str, float] = field(default_factory=dict)
    glyphs: dict[str, dict[int, str]] = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTypeset:
    """A paper that could not be laid out: `reason` in Vietnamese, for the report."""

    reason: str
