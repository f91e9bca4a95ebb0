"""A new paper: its metadata filled in, the topics as a reminder, headings to write under."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN
from proceedings.model.proceedings import flat_topics
from proceedings.pipeline.named_event import named_event
from proceedings.reading.folder import FOREWORD, scan
from proceedings.reading.load import read
from proceedings.reading.topic_choice import topic_choice
from proceedings.text.characters import printable
from proceedings.text.likeness import nearest
from proceedings.text.slug import slugify

NO_TITLE = "Tên bài"
"""The title of a paper whose title is still to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """What is known of a paper before it is written; `unit` is the organizer's where it is None."""

    title: str
    author: str
    unit: str | None
    topic: str | None
    kind: Literal["article", "model"]
    slug: str | None


def write_paper(root: Path, event_id: str, wanted: NewPaper, today: datetime.date) -> Path:
    """Write the paper and return its path relative to the root.

    Raises
    ------
    ProceedingsError
        Its event, unit or topic is unknown, its name is taken or none, or it cannot be written.
    """
    proceedings = read(root).proceedings
    event = named_event(proceedings, event_id)
    slug = slugify(wanted.slug or wanted.title)[:60].strip("-")
    if wanted.title == NO_TITLE and not wanted.slug:
        slug = _free(root / "papers" / event.id, slug)
    path = root / "papers" / event.id / f"{slug}.md"
    if not slug:
        raise ProceedingsError("Tên bài không cho ra tên tệp nào.", "Thêm --slug, ví dụ --slug vai-tro-nguoi-dung-dau.")
    if path.name == FOREWORD or path.exists() or path.is_symlink():
        raise ProceedingsError(f"Đã có bài {path.relative_to(root)}.", "Chọn tên khác bằng --slug.")
    unit = wanted.unit or event.organizer
    _known(unit, proceedings.units, "đơn vị mã")
    if wanted.topic:
        topics = [topic.number for topic in flat_topics(event.topics) if not topic.children]
        _known(wanted.topic, [*topics, *([SELF_CHOSEN] if event.own_topics else [])], "chủ đề")
    _write(root, path, _skeleton(event, wanted, unit, today))
    return path.relative_to(root)


def _free(folder: Path, slug: str) -> str:
    """Return a slug that is not taken yet, for a paper whose title is still to be found: "ten-bai", "ten-bai-2" …"""
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in itertools.count(1))
    return next(name for name in numbered if not (folder / f"{name}.md").exists())


def _known(word: str, known: Collection[str], what: str) -> None:
    if word not in known:
        meant = nearest(word, known, limit=3)
        raise ProceedingsError(f"Không có {what} {word}.", f"Gần nhất: {', '.join(meant)}." if meant else "")


def _write(root: Path, path: Path, text: str) -> None:
    """Write the paper; a name that no paper may have, as the readers judge it, leaves nothing behind."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ProceedingsError(f"Không ghi được bài: {reason(error)}.") from error
    for fault in scan(root, path.parent).faults:
        if fault.path == path.relative_to(root).as_posix():
            path.unlink()
            raise ProceedingsError(fault.message, "Chọn tên khác bằng --slug.")


def _skeleton(event: Event, wanted: NewPaper, unit: str, received: datetime.date) -> str:
    """Return the text of the new paper: filled front matter, the topics as a reminder, headings to write under."""
    lines = [
        "---",
        f"title: {_quoted(wanted.title)}",
        "authors:",
        f"  - {{name: {_quoted(wanted.author)}, unit: {unit}}}   # thêm khi có: degree: ThS., position: Giảng viên",
        *topic_choice(event),
        f"topic: {_quoted(wanted.topic) if wanted.topic else ''}".rstrip(),
    ]
    sections = ["Đặt vấn đề", "Nội dung", "Kết luận"]
    if wanted.kind == "model":
        lines += ["kind: model", "model: {name: null}"]
        sections = [part.name[0].upper() + part.name[1:] for part in event.guideline.model_parts]
    lines += [f"received: {received}", "---", ""]
    return "\n".join(lines) + "".join(f"\n## {section}\n\n" for section in sections)


def _quoted(text: str) -> str:
    escaped = _one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())
