"""Word files made papers of an event one after the other, then checked together; the content tree is read once."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from proceedings.book.layout.layout_pool import Progress, typeset_all
from proceedings.checking.check_papers import check_papers
from proceedings.checking.report import PaperReport
from proceedings.model.errors import ProceedingsError
from proceedings.pipeline.import_one import Desk, Taken, take_in
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.paths import CACHE, EXAMINED
from proceedings.pipeline.rule_runner import examiner, fingerprinter
from proceedings.processes.pool import Children, warm_up
from proceedings.reading.load import read, with_paper
from proceedings.word.manuscript import Wanted
from proceedings.word.reply.report import ImportAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the files of one call; the tree of `desk` is as it reads now, with the new papers."""

    desk: Desk = field(repr=False)
    taken: tuple[Taken, ...] = ()
    refused: tuple[tuple[Path, ProceedingsError], ...] = ()


def open_desk(
    root: Path, event_id: str, asked: Wanted, today: datetime.date, *, update: bool, will_check: bool
) -> Desk:
    """Read the content tree that files are to be imported into.

    Raises
    ------
    ProceedingsError
        There is no content tree, or no such event in it.
    """
    if will_check:
        warm_up("proceedings.book.layout.typeset", "proceedings.checking.examine")
    tree = read(root, CACHE)
    event = named_event(tree.proceedings, event_id)
    return Desk(root=root, tree=tree, event=event, asked=asked, today=today, update=update)


def import_files(
    files: Sequence[Path],
    desk: Desk,
    begin: Callable[[int, Path], None],
    refuse: Callable[[Path, ProceedingsError], None],
) -> Imported:
    """Take files in one after the other; a refused one stops no other.

    Parameters
    ----------
    begin
        Called before each file with its number, from 1.
    refuse
        Called at once where a file is refused.
    """
    imported = Imported(desk=desk)
    for number, source in enumerate(files, 1):
        begin(number, source)
        try:
            taken = take_in(source, imported.desk, frozenset(Path(one.path).stem for one in imported.taken))
        except ProceedingsError as error:
            imported = replace(imported, refused=(*imported.refused, (source, error)))
            refuse(source, error)
        else:
            tree = with_paper(imported.desk.tree, desk.root, taken.path, taken.file)
            imported = replace(imported, desk=replace(imported.desk, tree=tree), taken=(*imported.taken, taken))
    return imported


def check_imported(imported: Imported, progress: Progress) -> dict[str, PaperReport]:
    """Return the outcome of the check of the new papers, with what their event says of them, by path.

    Raises
    ------
    ProceedingsError
        There is no font to lay papers out with.
    """
    desk, received = imported.desk, [taken.received for taken in imported.taken]
    measured = {hashlib.sha256(one.content).hexdigest(): one.measurements for one in received}
    with Children() as children:
        reports = check_papers(
            desk.tree,
            {taken.path for taken in imported.taken},
            functools.partial(typeset_all, cache=CACHE, progress=progress, children=children),
            desk.today,
            examiner=examiner(desk.root, EXAMINED, children, measured),
            fingerprinter=fingerprinter(EXAMINED, children),
        )
    return {report.path: report for report in reports}


def accounts(imported: Imported, checked: Mapping[str, PaperReport]) -> list[ImportAccount]:
    """Return all that is known of each file that is a paper now, in the order of `taken`."""
    desk = imported.desk
    papers = {paper.path: paper for paper in desk.tree.proceedings.papers}
    return [
        ImportAccount(
            file_name=taken.source.name,
            path=taken.path,
            event=desk.event,
            units=desk.units,
            manuscript=taken.manuscript,
            paper=papers.get(taken.path),
            stored_pages=taken.received.measurements.pages,
            checked=checked.get(taken.path),
            merged=taken.merged,
            remarks=taken.remarks,
        )
        for taken in imported.taken
    ]
