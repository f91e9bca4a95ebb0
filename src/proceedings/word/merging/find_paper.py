"""Which paper a corrected file belongs to when its author has changed the title, and with it the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rapidfuzz import fuzz

from proceedings.model.event import Event
from proceedings.model.paper import Author, Paper
from proceedings.model.unit import Unit
from proceedings.reading.folder import ORIGINAL
from proceedings.text.letters import spelling_key, words
from proceedings.word.container.refusal import RefusedError
from proceedings.word.manuscript import Manuscript, Wanted, read_manuscript

_SAME_AUTHOR = 60.0
_ANY_AUTHOR = 85.0


def lookalike(
    root: Path, papers: Iterable[Paper], event: Event, units: Mapping[str, Unit], manuscript: Manuscript
) -> Paper | None:
    """Return the one of an event's papers whose text is nearly that of a manuscript, None where no paper's is.

    Of a paper that shares an author (or names none yet) less likeness is asked, and where editors have rewritten it,
    the file that was received before is looked at too.
    """
    named = _names(manuscript.front.authors)
    sent = _syllables(manuscript.text)
    best: tuple[float, Paper] | None = None
    for paper in papers:
        authors = _names(paper.front.authors)
        near = bool(authors & named) or not authors
        alike = fuzz.ratio(_syllables(paper.text), sent)
        if near and alike < _SAME_AUTHOR:
            alike = fuzz.ratio(_syllables(_received(root / paper.path, event, units)), sent)
        if alike >= (_SAME_AUTHOR if near else _ANY_AUTHOR) and (best is None or alike > best[0]):
            best = alike, paper
    return best[1] if best else None


def _names(authors: Iterable[Author]) -> set[str]:
    return {spelling_key(author.name) for author in authors}


def _syllables(text: str) -> list[str]:
    return words(spelling_key(text))


def _received(paper: Path, event: Event, units: Mapping[str, Unit]) -> str:
    """Return the text of the file that a paper was made of, nothing where it cannot be read."""
    try:
        content = (paper.with_suffix("") / ORIGINAL).read_bytes()
        return read_manuscript(content, Wanted(slug=paper.stem, convert_legacy=True), event, units).text
    except (OSError, RefusedError):
        return ""
