"""One edition: the content tree read, checked, laid out and bound once, for site, book and report alike."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from proceedings.book.press import Progress, typeset_all
from proceedings.book.proof import proof
from proceedings.book.volume import Book, bind
from proceedings.checking.check import check
from proceedings.checking.report import Report
from proceedings.commands.place import CACHE
from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.reading.tree import read


@dataclass(frozen=True)
class Edition:
    """What the views are made from; `layouts` is by paper path."""

    root: Path
    as_of: datetime.date
    proceedings: Proceedings
    layouts: Mapping[str, Typeset | NotTypeset]
    report: Report

    def published(self, event: Event) -> tuple[Paper, ...]:
        """Return the papers of an event that readers may see, in the order of their files."""
        withheld = {paper.path for paper in self.report.papers if paper.withheld}
        return tuple(
            paper
            for paper in self.proceedings.papers_of(event)
            if paper.front.status == "accepted"
            and paper.path not in withheld
            and isinstance(self.layouts[paper.path], Typeset)
        )

    @cached_property
    def books(self) -> dict[str, Book]:
        """The bound and proved volume of each event.

        Raises
        ------
        ProceedingsError
            A finished volume is not what it should be.
        """
        bound = {}
        for event in self.proceedings.events:
            book = bind(event, self.published(event), self.layouts, self.proceedings)
            problems = proof(book)
            if problems:
                raise ProceedingsError(f"Kỷ yếu {event.id} dựng sai: {' '.join(problems)}")
            bound[event.id] = book
        return bound


def prepare(root: Path, as_of: datetime.date, progress: Progress | None = None) -> Edition:
    """Read, lay out and check a content tree.

    Raises
    ------
    ProceedingsError
        There is no content tree, or no font to print it with.
    """
    reading = read(root)
    layouts: dict[str, Typeset | NotTypeset] = {}

    def typesetter(proceedings: Proceedings, papers: tuple[Paper, ...]) -> dict[str, Typeset | NotTypeset]:
        layouts.update(typeset_all(proceedings, papers, cache=CACHE, progress=progress))
        return layouts

    report = check(reading, typesetter, as_of)
    return Edition(root=root, as_of=as_of, proceedings=reading.proceedings, layouts=layouts, report=report)
