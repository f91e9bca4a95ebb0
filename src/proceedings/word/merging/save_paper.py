"""A paper saved: written beside its place, proved readable, then moved there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.reading.folder import ORIGINAL, scan
from proceedings.reading.papers import PaperFile, read_paper
from proceedings.text.slug import slugify
from proceedings.word.manuscript import Manuscript
from proceedings.word.merging.head_text import front_matter

Accept = Callable[[PaperFile], None]


def check_free(root: Path, event: Event, slug: str) -> None:
    """Make sure that nothing is where the paper is to go.

    Raises
    ------
    ProceedingsError
        The address is malformed or taken.
    """
    check_slug(slug)
    folder = root / "papers" / event.id
    taken = [path.name for path in (folder / f"{slug}.md", folder / slug) if path.exists() or path.is_symlink()]
    if taken:
        message = f"Đã có papers/{event.id}/{taken[0]}, không ghi đè."
        raise ProceedingsError(message, "Chọn tên khác bằng --slug, hoặc tự xóa bài cũ trước.")


def check_slug(slug: str) -> None:
    """Raise a `ProceedingsError` for an address that no paper may have."""
    if slugify(slug) != slug or not slug:
        raise ProceedingsError(f"Tên tệp “{slug}” không hợp lệ.", f"Dùng --slug {slugify(slug) or 'ten-bai'}.")


def paper_path(event: Event, slug: str) -> str:
    """Return where a paper is, relative to the content root."""
    return f"papers/{event.id}/{slug}.md"


def file_paper(root: Path, event: Event, manuscript: Manuscript, original: bytes) -> PaperFile:
    """Write a paper, its figures and the received file; return the paper as it reads now.

    Raises
    ------
    ProceedingsError
        Its place is taken.
    OSError
        Its place cannot be written; nothing is left behind.
    """
    check_free(root, event, manuscript.slug)
    head = front_matter(manuscript.front, event, manuscript.gaps, manuscript.guesses)
    with draft_folder(root) as work:
        draft = work / "papers" / event.id
        _write(draft, manuscript.slug, head + "\n" + manuscript.text, {**manuscript.figures, ORIGINAL: original})
        found = _read_draft(work, event, manuscript.slug)
        _move(draft, root / "papers" / event.id, manuscript.slug)
    return found


def replace_paper(
    root: Path, event: Event, slug: str, files: dict[str, bytes], gone: Collection[str], accept: Accept
) -> PaperFile:
    """Put a new state of a paper in the old one's place; return the paper as it reads now.

    Every step leaves a whole paper: new figures come first (none has the name of an old one with other content), then
    the received file and the text, then what nothing shows any more goes.

    Parameters
    ----------
    files
        Content by name: "" is the text, the others are in the paper's folder.
    gone
        Files of that folder that nothing shows any more.
    accept
        Is shown the new state as it reads, and raises where it is not what was meant.

    Raises
    ------
    OSError
        Something cannot be written; the paper is as it was.
    """
    shelf = root / "papers" / event.id
    inner = {name: content for name, content in files.items() if name}
    with draft_folder(root) as work:
        draft = work / "papers" / event.id
        _write(draft, slug, files[""].decode(), inner)
        found = _read_draft(work, event, slug)
        accept(found)
        _swap(draft, shelf, slug, inner)
    for name in gone:
        (shelf / slug / name).unlink(missing_ok=True)
    return found


@contextmanager
def draft_folder(root: Path) -> Iterator[Path]:
    """Yield a folder of papers/ that no other command reads and that is removed afterwards."""
    work = Path(tempfile.mkdtemp(prefix=".import-", dir=root / "papers"))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _read_draft(work: Path, event: Event, slug: str) -> PaperFile:
    """Read the draft, which is in a content tree of its own, as every other command will read the paper."""
    found = scan(work, work / "papers" / event.id)
    file = read_paper(work, work / paper_path(event, slug), found.figures.get(slug, ()), event.guideline)
    return replace(file, faults=(*found.faults, *file.faults))


def _write(draft: Path, slug: str, text: str, files: dict[str, bytes]) -> None:
    (draft / slug).mkdir(parents=True)
    (draft / f"{slug}.md").write_text(text, encoding="utf-8", newline="\n")
    for name, content in files.items():
        (draft / slug / name).write_bytes(content)


def _move(draft: Path, shelf: Path, slug: str) -> None:
    """Move figures first, the paper last: a paper that is there is whole."""
    figures, paper = shelf / slug, shelf / f"{slug}.md"
    (draft / slug).rename(figures)
    try:
        os.link(draft / f"{slug}.md", paper)  # unlike a rename, never replaces a file
    except OSError as error:
        if not paper.exists() and not isinstance(error, FileExistsError):
            (draft / f"{slug}.md").rename(paper)
            return
        shutil.rmtree(figures, ignore_errors=True)
        raise


def _swap(draft: Path, shelf: Path, slug: str, files: Collection[str]) -> None:
    folder, paper = shelf / slug, shelf / f"{slug}.md"
    before = {path: path.read_bytes() for path in (folder / ORIGINAL, paper) if path.exists()}
    made = [path for path in (folder, *(folder / name for name in files)) if not path.exists()]
    try:
        folder.mkdir(exist_ok=True)
        for path in made[made[:1] == [folder] :]:
            (draft / slug / path.name).rename(path)
        if folder / ORIGINAL in before:
            (draft / slug / ORIGINAL).replace(folder / ORIGINAL)
        (draft / f"{slug}.md").replace(paper)
    except OSError:
        _undo(made, before)
        raise


def _undo(made: list[Path], before: dict[Path, bytes]) -> None:
    with contextlib.suppress(OSError):
        for path in reversed(made):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
        for path, content in before.items():
            if path.read_bytes() != content:
                path.write_bytes(content)
