"""Putting a paper on the shelf: written beside its place, proved readable, then moved there whole or not at all."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.finding import Fault
from proceedings.model.paper import Author, FrontMatter
from proceedings.reading.folder import ORIGINAL, scan
from proceedings.reading.papers import read_paper
from proceedings.reading.topic_choice import topic_choice
from proceedings.text.slug import slugify
from proceedings.word.manuscript import Manuscript

_PLAIN = re.compile(r"[^\W\d_][\w ./–]*[\w.]|[^\W\d_]")
_TRAPS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])


def check_free(root: Path, event: Event, slug: str) -> None:
    """Make sure that nothing stands where the paper is to go.

    Raises
    ------
    ProceedingsError
        The address is malformed or taken.
    """
    if slugify(slug) != slug or not slug:
        raise ProceedingsError(f"Tên tệp “{slug}” không hợp lệ.", f"Dùng --slug {slugify(slug) or 'ten-bai'}.")
    folder = root / "papers" / event.id
    taken = [path.name for path in (folder / f"{slug}.md", folder / slug) if path.exists() or path.is_symlink()]
    if taken:
        message = f"Đã có papers/{event.id}/{taken[0]}, không ghi đè."
        raise ProceedingsError(message, "Chọn tên khác bằng --slug, hoặc tự xóa bài cũ trước.")


def file_paper(root: Path, event: Event, manuscript: Manuscript, original: bytes) -> tuple[Path, list[Fault]]:
    """Write a paper, its figures and the received file; return the paper's path and the faults found on reading it.

    Raises
    ------
    ProceedingsError
        Something stands in its place.
    OSError
        Its place cannot be written; nothing is left behind.
    """
    check_free(root, event, manuscript.slug)
    shelf = root / "papers" / event.id
    work = Path(tempfile.mkdtemp(prefix=".import-", dir=root / "papers"))
    try:
        draft = work / event.id
        _write(draft, manuscript, event, original)
        faults = _read_back(work, draft, event, manuscript.slug)
        _move(draft, shelf, manuscript.slug)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    place = f"papers/{event.id}/"
    return shelf / f"{manuscript.slug}.md", [
        fault._replace(path=place + fault.path.partition("/")[2]) for fault in faults
    ]


def front_matter(front: FrontMatter, event: Event) -> str:
    """Return the head of a paper between its fences; a missing topic is a line to fill in, the choice above it."""
    lines = ["---", f"title: {quoted(front.title)}"]
    lines += (
        ["authors:", *(f"  - {{{_author(author)}}}" for author in front.authors)] if front.authors else ["authors: []"]
    )
    if front.topic:
        lines.append(f"topic: {quoted(front.topic)}")
    else:
        lines += [*topic_choice(event), "topic:"]
    if front.topic_title:
        lines.append(f"topic_title: {quoted(front.topic_title)}")
    if front.model:
        lines += [f"kind: {front.kind}", f"model: {{name: {quoted(front.model.name or '')}}}"]
    if front.abstract:
        lines.append(f"abstract: {quoted(front.abstract)}")
    if front.keywords:
        lines.append(f"keywords: [{', '.join(map(quoted, front.keywords))}]")
    if front.received:
        lines.append(f"received: {front.received.isoformat()}")
    return "\n".join([*lines, "---", ""])


def quoted(text: str) -> str:
    """Return a YAML scalar, in quotes wherever plain text could be taken for anything else."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _TRAPS
    return text if plain else json.dumps(text, ensure_ascii=False)


def _author(author: Author) -> str:
    values = {"name": author.name, "degree": author.degree, "position": author.position, "unit": author.unit}
    return ", ".join(f"{key}: {value if key == 'unit' else quoted(value)}" for key, value in values.items() if value)


def _write(draft: Path, manuscript: Manuscript, event: Event, original: bytes) -> None:
    (draft / manuscript.slug).mkdir(parents=True)
    (draft / f"{manuscript.slug}.md").write_text(
        front_matter(manuscript.front, event) + "\n" + manuscript.text, encoding="utf-8", newline="\n"
    )
    (draft / manuscript.slug / ORIGINAL).write_bytes(original)
    for name, content in manuscript.figures.items():
        (draft / manuscript.slug / name).write_bytes(content)


def _read_back(work: Path, draft: Path, event: Event, slug: str) -> list[Fault]:
    """Read the draft as every other command will; its paths begin with the event's folder."""
    found = scan(work, draft)
    faults = [fault for fault in found.faults if not fault.path.endswith("/event.yml")]
    file = read_paper(work, draft / f"{slug}.md", found.figures.get(slug, ()), event.guideline)
    return [*faults, *file.faults]


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
