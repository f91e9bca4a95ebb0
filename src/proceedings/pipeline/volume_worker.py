"""Volumes bound in child processes, beside other work, each proved before it is written."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from proceedings.listing.volume_order import VolumeOrder
from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.model.unit import Unit
from proceedings.pipeline.paths import CACHE
from proceedings.processes.pool import Children
from proceedings.processes.waiting_child import WaitingChild

if TYPE_CHECKING:
    from pebble import ProcessFuture

SITE, PRINT = "site", "dist"
"""Folders of the bindery: what the site gets, what the print shop gets."""
_WHAT = "bản in"

Job = tuple[Event, VolumeOrder, Proceedings, Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What is reported of a bound volume; `fill_pages` are blank ones at the end, `notes` stop nothing."""

    papers: int
    front_pages: int
    body_pages: int
    back_pages: int
    fill_pages: int
    inside_pages: int
    notes: tuple[str, ...]


class Bindery:
    """Binds volumes in the background.

    Parameters
    ----------
    folder
        Where files are written: SITE/<event>/…, PRINT/<event>/….
    papers
        Make each paper's own PDF too.
    children
        Where volumes are bound; they are ended as soon as all are.
    """

    def __init__(self, jobs: Sequence[Job], folder: Path, *, papers: bool, children: Children) -> None:
        self.folder, self._children = folder, children
        self._futures: dict[str, ProcessFuture[Bound]] = {
            job[0].id: children.start(_bind, _least(job, folder), folder, papers)
            if job[1].entries
            else children.start(_without_papers, job[0], job[2].units, job[3], folder)
            for job in jobs
        }

    def wait(self) -> dict[str, Bound]:
        """Return what was bound, by event.

        Raises
        ------
        ProceedingsError
            A volume is not what it should be, or a file for the print shop has a fault.
        """
        try:
            return {event_id: _result(event_id, future) for event_id, future in self._futures.items()}
        finally:
            self.stop()

    def stop(self) -> None:
        """End the children; what they wrote is thrown away with the folder."""
        self._children.stop()


def _least(job: Job, folder: Path) -> Path:
    """Write down what a volume is made of; what other events have and what only the site shows is left out."""
    event, order, proceedings, root = job
    forewords = {key: text for key, text in proceedings.forewords.items() if key == event.id}
    own = replace(proceedings, papers=(), forewords=forewords, events=(event,))
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / f"{event.id}.job"
    with written.open("wb") as file:
        pickle.dump((event, order.for_binding(), own, root), file)
    return written


def _result(event_id: str, future: ProcessFuture[Bound]) -> Bound:
    from pebble import ProcessExpired

    try:
        return future.result()
    except (ProcessExpired, CancelledError, MemoryError) as error:
        raise ProceedingsError(f"Không đóng được kỷ yếu {event_id}: tiến trình bị ngừng ({error}).") from error


def _bind(job: Path, folder: Path, with_papers: bool) -> Bound:
    """Bind, prove and write one volume; runs in a child."""
    from proceedings.book.print_shop.package import (  # the engine is loaded only where a book is bound
        profile_of,
        write_package,
    )
    from proceedings.book.print_shop.printing import convert_pictures
    from proceedings.book.volume.binding import bind, paper_pdf
    from proceedings.book.volume.proof import proof

    # A process that is ended clears nothing up: what is left lies where it is thrown away with its work.
    tempfile.tempdir = str(folder)
    # They begin before this process takes in what the book is made of: a process never holds both.
    pictures = WaitingChild(_WHAT, lambda book, root: convert_pictures(book, profile_of(book.event, root), CACHE))
    package = WaitingChild(_WHAT, lambda book, root: write_package(book, root, folder / PRINT / book.event.id, CACHE))
    with job.open("rb") as file:
        event, order, proceedings, root = pickle.load(file)
    job.unlink()
    book = bind(event, order, proceedings, cache=CACHE)
    for child in (pictures, package):
        child.hand_over(book.printable(), root / "papers")

    def write_site() -> None:
        home = folder / SITE / event.id
        _write(home / "ky-yeu.pdf", book.volume)
        if with_papers:
            for entry in book.entries:
                _write(home / entry.paper.slug / f"{entry.paper.slug}.pdf", paper_pdf(book, entry))

    # What is written here reaches nobody before the proof has passed too.
    site = WaitingChild(_WHAT, write_site)
    site.hand_over()
    problems = proof(book)
    site.wait()
    notes = package.wait()
    pictures.wait()
    if problems:
        raise ProceedingsError(f"Kỷ yếu {event.id} dựng sai: {' '.join(problems)}")
    return Bound(
        papers=len(book.entries),
        front_pages=book.front_pages,
        body_pages=book.body_pages,
        back_pages=book.back_pages,
        fill_pages=book.inside_pages - book.printed_pages,
        inside_pages=book.inside_pages,
        notes=notes,
    )


def _without_papers(event: Event, units: Mapping[str, Unit], root: Path, folder: Path) -> Bound:
    """Make what an event needs before its first paper is there: the banner of the hall."""
    from proceedings.book.print_shop.package import write_banner

    notes = write_banner(event, units, root / "papers", folder / PRINT / event.id, CACHE)
    return Bound(papers=0, front_pages=0, body_pages=0, back_pages=0, fill_pages=0, inside_pages=0, notes=notes)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
