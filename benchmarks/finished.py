"""What a command left: whether every paper is in the book and on the site, and which files of a cache are new."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from corpus import Text

_RUN = 6
_WORD = re.compile(r"\w+")
_SENTENCES = re.compile(r"^[A-ZĐÀ-Ỹ].{200,}$", re.DOTALL)


class Book(NamedTuple):
    """Pages of a PDF, papers whose title it holds, and the least share of a paper's running text that it holds."""

    pages: int
    titles: int
    text: float


class Cache(NamedTuple):
    """A folder of kept results; `mark` is a field that those on papers have and no others."""

    folder: Path
    mark: str


def read_book(path: Path, papers: Sequence[Text]) -> Book:
    """Read a PDF back.

    The text of a paper is compared by runs of words: those across a page's end are broken by heads, notes and numbers.
    """
    if not path.is_file():
        return Book(0, 0, 0.0)
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
        words = [word for page in document for word in _words(_text_of(page))]
    whole = f" {' '.join(words)} "
    runs = set(_runs(words))
    titles = sum(f" {' '.join(_words(paper.fields['title']))} " in whole for paper in papers)
    return Book(pages, titles, min((_share(paper, runs) for paper in papers), default=0.0))


def page_count(path: Path) -> int:
    """Return the pages of a PDF, 0 where there is none."""
    if not path.is_file():
        return 0
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def on_site(site: Path, papers: Sequence[Text]) -> int:
    """Return how many papers have a page of their own that holds their title."""
    pages = {page.parent.name: page for page in site.rglob("index.html")}
    found = ((paper, pages[paper.slug]) for paper in papers if paper.slug in pages)
    return sum(paper.fields["title"] in page.read_text(encoding="utf-8") for paper, page in found)


def kept(cache: Cache) -> set[tuple[str, int]]:
    """Return the papers' entries in a cache: a name, and what is another when the file is written again."""
    files = ((path, json.loads(path.read_text(encoding="utf-8"))) for path in cache.folder.glob("*.json"))
    return {(path.stem, path.stat().st_ino) for path, facts in files if cache.mark in facts}


def _text_of(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str]) -> Iterator[int]:
    return (hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1))


def _share(paper: Text, runs: set[int]) -> float:
    own = {run for part in paper.parts if _SENTENCES.match(part) for run in _runs(_words(part))}
    return len(own & runs) / len(own) if own else 1.0
