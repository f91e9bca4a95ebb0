"""Papers, or a volume's contents and lists of papers, written as Word files in the guideline's style."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from proceedings.book.layout.layout_pool import Progress
from proceedings.installation import program
from proceedings.model.errors import ProceedingsError
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.pipeline.build_context import prepare
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.paths import write_whole
from proceedings.pipeline.word_paper import word_paper
from proceedings.reading.load import read
from proceedings.text.slug import slugify
from proceedings.word.writing.lists import CATALOGUE, CONTENTS, export_catalogue, export_contents

Written = Callable[[Path, Sequence[str]], None]
"""Called with each file that is written, and with what to say of it."""


def export_papers(root: Path, target: Path, paths: Sequence[Path], event_id: str | None, written: Written) -> None:
    """Write the papers of the paths, else all of the event, under `target`.

    Raises
    ------
    ProceedingsError
        There is no such paper or event.
    OSError
        A file cannot be written; those before it are whole.
    """
    proceedings = read(root).proceedings
    for paper in _wanted(proceedings, root, paths, event_id):
        exported = word_paper(paper, proceedings.event(paper.event), proceedings)
        path = _write(target / paper.event / f"{paper.slug}.docx", exported.content)
        written(path, exported.remarks)


def export_lists(
    root: Path, target: Path, event_id: str, as_of: datetime.date, progress: Progress, written: Written
) -> list[str]:
    """Write the contents and the list of papers of an event's volume; return the papers left out, which have errors.

    Raises
    ------
    ProceedingsError
        There is no such event, or no font to lay papers out with.
    OSError
        A file cannot be written; those before it are whole.
    """
    build = prepare(root, as_of, progress)
    event = named_event(build.proceedings, event_id)
    order = build.order(event)
    folder = target / event.id
    written(_write(folder / f"{slugify(CONTENTS)}.docx", export_contents(event, order)), ())
    written(_write(folder / f"{slugify(CATALOGUE)}.docx", export_catalogue(event, order, build.proceedings)), ())
    shown = {entry.paper.path for entry in order.entries}
    accepted = [paper for paper in build.report.papers if paper.event == event.id and paper.status == "accepted"]
    return [paper.path for paper in accepted if paper.path not in shown]


def _wanted(proceedings: Proceedings, root: Path, paths: Sequence[Path], event_id: str | None) -> list[Paper]:
    """Return the papers of the paths, else all of the event."""
    by_path = {paper.path: paper for paper in proceedings.papers}
    if paths:
        event = named_event(proceedings, event_id).id if event_id else None
        papers = [_named(path, root, by_path) for path in paths]
        return [paper for paper in papers if event in (None, paper.event)]
    if not event_id:
        raise ProceedingsError("Chưa nói xuất bài nào.", "Ghi đường dẫn bài (.md), hoặc --event MÃ.")
    return list(proceedings.papers_of(named_event(proceedings, event_id)))


def _named(path: Path, root: Path, by_path: dict[str, Paper]) -> Paper:
    """Return the paper of a path, which may be given from here or from the root."""
    for candidate in (Path.cwd() / path, root / path):
        with contextlib.suppress(OSError, ValueError):
            name = candidate.resolve().relative_to(root).as_posix()
            if name in by_path:
                return by_path[name]
    hint = f"Bài là tệp .md trong papers/<sự kiện>/; bài có phần đầu hỏng thì chạy {program('check')} để xem chỗ sai."
    raise ProceedingsError(f"Không có bài {path}, hoặc không đọc được phần đầu bài.", hint)


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return path
