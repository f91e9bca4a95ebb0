"""One edition: the content tree read, checked, laid out and bound once, for site, book and report alike."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from proceedings.book.book import Book
from proceedings.book.order import groups
from proceedings.book.press import Progress, typeset_all
from proceedings.book.sheet import byline
from proceedings.checking.check import Early, check
from proceedings.checking.report import Report
from proceedings.commands.inspection import examiner
from proceedings.commands.place import CACHE, EXAMINED
from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.finding import Finding
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.reading.tree import read
from proceedings.web.site_pages import Content, Listed, Topical


@dataclass(frozen=True)
class Edition:
    """What the views are made from; `layouts` is by paper path."""

    root: Path
    as_of: datetime.date
    proceedings: Proceedings
    layouts: Mapping[str, Typeset | NotTypeset]
    report: Report

    def published(self, event: Event, *, drafts: bool = False) -> tuple[Paper, ...]:
        """Return the papers of an event that readers may see, with drafts where only their author looks on."""
        shown = ("accepted", "draft") if drafts else ("accepted",)
        withheld = {paper.path for paper in self.report.papers if paper.withheld}
        return tuple(
            paper
            for paper in self.proceedings.papers_of(event)
            if paper.front.status in shown
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
        from proceedings.book.proof import proof  # the engine is loaded only where a book is bound
        from proceedings.book.volume import bind

        bound = {}
        for event in self.proceedings.events:
            book = bind(event, self.published(event), self.layouts, self.proceedings)
            problems = proof(book)
            if problems:
                raise ProceedingsError(f"Kỷ yếu {event.id} dựng sai: {' '.join(problems)}")
            bound[event.id] = book
        return bound


def prepare(root: Path, as_of: datetime.date, progress: Progress | None = None, early: Early | None = None) -> Edition:
    """Read, lay out and check a content tree.

    Parameters
    ----------
    early
        Is handed what is found before anything is laid out, where something has to be laid out.

    Raises
    ------
    ProceedingsError
        There is no content tree, or no font to print it with.
    """
    reading = read(root)
    layouts: dict[str, Typeset | NotTypeset] = {}
    known: list[tuple[Finding, ...]] = []

    def at_work(done: int, total: int) -> None:
        """Called only where something has to be laid out: the time to say what is known already."""
        while early and known:
            early(known.pop())
        if progress:
            progress(done, total)

    def typesetter(proceedings: Proceedings, papers: tuple[Paper, ...]) -> dict[str, Typeset | NotTypeset]:
        layouts.update(typeset_all(proceedings, papers, cache=CACHE, progress=at_work))
        return layouts

    report = check(reading, typesetter, as_of, examiner=examiner(root, EXAMINED), early=known.append)
    return Edition(root=root, as_of=as_of, proceedings=reading.proceedings, layouts=layouts, report=report)


def content(edition: Edition, *, with_pdf: bool, drafts: bool = False) -> Content:
    """Return what the site is made from; papers stand in the volume's order, with their pages in it."""
    units = edition.proceedings.units
    volumes: dict[str, tuple[Topical, ...]] = {}
    for event in edition.proceedings.events:
        volumes[event.id] = tuple(
            Topical(
                number=group.number,
                title=group.title,
                papers=tuple(
                    Listed(
                        paper=entry.paper,
                        layout=entry.layout,
                        bylines=tuple(byline(author, units) for author in entry.paper.front.authors),
                        first_page=entry.first_page,
                    )
                    for entry in group.entries
                ),
            )
            for group in groups(event, edition.published(event, drafts=drafts), edition.layouts)
        )
    return Content(
        proceedings=edition.proceedings,
        today=edition.as_of,
        volumes=volumes,
        withdrawn=tuple(paper for paper in edition.proceedings.papers if paper.front.status == "withdrawn"),
        with_pdf=with_pdf,
    )


def write_books(edition: Edition, site: Path) -> None:
    """Write each event's volume and papers where the site links to them."""
    for event_id, book in edition.books.items():
        folder = site / event_id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ky-yeu.pdf").write_bytes(book.volume)
        for slug, pdf in book.papers.items():
            (folder / slug).mkdir(exist_ok=True)
            (folder / slug / f"{slug}.pdf").write_bytes(pdf)


def write_prints(edition: Edition, out: Path, event_ids: Sequence[str]) -> None:
    """Write the print shop's folder of each event: the inside, and the sums that prove it arrived whole."""
    out.mkdir(parents=True, exist_ok=True)
    for event_id in event_ids:
        book = edition.books[event_id]
        folder = out / event_id
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ruot.pdf").write_bytes(book.inside)
        sums = f"{hashlib.sha256(book.inside).hexdigest()}  ruot.pdf\n"
        (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
