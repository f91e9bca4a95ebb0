"""One build: the content tree read, checked, laid out and bound once, for site, book and report alike."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from proceedings.book.layout.layout_pool import Progress, typeset_all
from proceedings.checking.check import Early, check
from proceedings.checking.report import Report
from proceedings.listing.volume_order import VolumeOrder, plan
from proceedings.model.event import Event
from proceedings.model.finding import Finding
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Body, NotTypeset, Typeset
from proceedings.pipeline.paths import CACHE, EXAMINED
from proceedings.pipeline.rule_runner import examiner
from proceedings.pipeline.volume_worker import SITE, Bindery
from proceedings.processes.pool import Children, children_or_new
from proceedings.reading.load import read
from proceedings.web.content import Content
from proceedings.web.news import read_posts


@dataclass
class Build:
    """What the views are made from; `layouts` is by paper path, on the page that a paper's length is counted on."""

    root: Path
    as_of: datetime.date
    proceedings: Proceedings
    layouts: Mapping[str, Typeset | NotTypeset]
    report: Report
    children: Children | None = None
    bindery: Bindery | None = None
    _orders: dict[tuple[str, bool], VolumeOrder] = field(default_factory=dict, repr=False)

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

    def order(self, event: Event, *, drafts: bool = False) -> VolumeOrder:
        """Return the order of an event's volume, made once for book, site and lists."""
        if (event.id, drafts) not in self._orders:
            shown = self.published(event, drafts=drafts)
            documents = {paper.path: paper.documents for paper in self.report.papers}
            self._orders[event.id, drafts] = plan(event, shown, self.prints, documents)
        return self._orders[event.id, drafts]

    @cached_property
    def prints(self) -> Mapping[str, Typeset | NotTypeset]:
        """The layouts that books are made of: those of `layouts`, except for events with a trim size of their own."""
        trimmed = {event.id for event in self.proceedings.events if event.volume.trim}
        papers = [paper for paper in self.proceedings.papers if paper.event in trimmed and paper.path in self.layouts]
        if not papers:
            return self.layouts
        bodies = {path: layout.body for path, layout in self.layouts.items() if isinstance(layout, Typeset)}
        return {
            **self.layouts,
            **typeset_all(self.proceedings, papers, bodies, cache=CACHE, trimmed=True, children=self.children),
        }

    def bind(self, folder: Path, *, papers: bool) -> Bindery:
        """Start to bind the volumes in child processes, which write under `folder`; the first call counts."""
        if self.bindery is None:
            jobs = [(event, self.order(event), self.proceedings, self.root) for event in self.proceedings.events]
            self.bindery = Bindery(jobs, folder, papers=papers, children=self.children or Children())
        return self.bindery


def prepare(
    root: Path,
    as_of: datetime.date,
    progress: Progress | None = None,
    early: Early | None = None,
    children: Children | None = None,
) -> Build:
    """Read, lay out and check a content tree.

    Parameters
    ----------
    early
        Called with what is found before anything is laid out, where something has to be laid out.
    children
        Do the work, and may go on to bind volumes; None starts new ones where there is something to do.

    Raises
    ------
    ProceedingsError
        There is no content tree, or no font to print it with.
    """
    reading = read(root, CACHE)
    layouts: dict[str, Typeset | NotTypeset] = {}
    known: list[tuple[Finding, ...]] = []

    def at_work(done: int, total: int) -> None:
        """Called only where something has to be laid out: the time to say what is known already."""
        while early and known:
            early(known.pop())
        if progress:
            progress(done, total)

    def typesetter(
        proceedings: Proceedings, papers: tuple[Paper, ...], bodies: Mapping[str, Body]
    ) -> dict[str, Typeset | NotTypeset]:
        layouts.update(typeset_all(proceedings, papers, bodies, cache=CACHE, progress=at_work, children=pool))
        return layouts

    with children_or_new(children) as pool:
        report = check(reading, typesetter, as_of, examiner=examiner(root, EXAMINED, pool), early=known.append)
    proceedings = reading.proceedings
    return Build(root=root, as_of=as_of, proceedings=proceedings, layouts=layouts, report=report, children=children)


def content(build: Build, *, with_pdf: bool, drafts: bool = False, address: str = "") -> Content:
    """Return what the site is made from; papers are in the volume's order, with their pages in it.

    Parameters
    ----------
    address
        Where the site will be: "https://example.org/ky-yeu/".
    """
    from proceedings.pipeline.downloads import downloads  # Word is loaded only where a site is built

    return Content(
        proceedings=build.proceedings,
        today=build.as_of,
        volumes={event.id: build.order(event, drafts=drafts) for event in build.proceedings.events},
        withdrawn=tuple(paper for paper in build.proceedings.papers if paper.front.status == "withdrawn"),
        with_pdf=with_pdf,
        address=address,
        news=tuple(post for post in read_posts(build.root / "docs") if drafts or not post.draft),
        report=build.report,
        downloads=downloads(build.proceedings),
        preview=drafts,
    )


def place_books(build: Build, site: Path) -> None:
    """Put each event's volume and its papers' PDFs where the site links to them.

    Raises
    ------
    ProceedingsError
        A volume is not what it should be, or a file for the print shop has a fault.
    """
    with tempfile.TemporaryDirectory(prefix=".books-", dir=site.parent, ignore_cleanup_errors=True) as made:
        bindery = build.bind(Path(made), papers=True)
        bindery.wait()
        for path in sorted((bindery.folder / SITE).rglob("*.pdf")):
            target = site / path.relative_to(bindery.folder / SITE)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
