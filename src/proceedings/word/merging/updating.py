"""A corrected Word file of a paper that is there already: what its author changed comes in, the editors' work stays."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.paper import FrontMatter, Paper
from proceedings.model.unit import Unit
from proceedings.reading.folder import ORIGINAL
from proceedings.reading.papers import PaperFile, read_paper
from proceedings.text.fingerprint import fingerprint
from proceedings.text.letters import nfc, spelling_key
from proceedings.word.container.refusal import RefusedError
from proceedings.word.manuscript import Manuscript, Wanted, read_manuscript
from proceedings.word.merging.head_text import front_matter, with_fields
from proceedings.word.merging.merge import Merged, Version, merge
from proceedings.word.merging.save_paper import paper_path, replace_paper
from proceedings.word.remark import Kind, Remark, remark

_SAME_TEXT = 0.3
_RECEIVED = re.compile(r"received:\s*['\"]?(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """A paper after its update: how it reads now, what was changed and what was kept."""

    file: PaperFile
    merged: Merged
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Old:
    """The paper as it is: its lines up to the second fence, and how it reads."""

    head: list[str]
    paper: Paper
    headless: bool
    figures: dict[str, bytes]


def exists(root: Path, event: Event, slug: str) -> bool:
    """Return whether a paper of an event is there, as a file of its own."""
    path = root / paper_path(event, slug)
    return path.is_file() and not path.is_symlink() and not path.with_suffix("").is_symlink()


def update_paper(
    root: Path, event: Event, units: Mapping[str, Unit], manuscript: Manuscript, original: bytes, wanted: Wanted
) -> Updated:
    """Bring a corrected manuscript into the paper at its address.

    Parameters
    ----------
    manuscript
        The corrected file as read.
    wanted
        What that person asks for: a topic or a date of receipt named there is set whatever was in the paper.

    Raises
    ------
    ProceedingsError
        The paper that is there cannot be read, or is another one.
    OSError
        Something cannot be written; the paper is as it was.
    """
    slug = manuscript.slug
    old = _read_old(root, event, slug)
    base, remarks = _read_base(root, event, units, slug, wanted)
    if not wanted.slug:
        _check_same(old, manuscript, slug)
    ours = Version(front=old.paper.front, text=old.paper.text, figures=old.figures)
    theirs = Version(front=manuscript.front, text=nfc(manuscript.text), figures=manuscript.figures)
    if base is None:
        base, theirs = ours, replace(theirs, front=ours.front)
    if wanted.topic:
        theirs = replace(theirs, front=replace(theirs.front, topic=base.front.topic))
    if old.headless:
        ours = replace(ours, front=_front_of_untouched(old, base.front, event))
    merged = _with_said(merge(base, ours, theirs, slug), wanted)
    if old.headless:
        head = front_matter(merged.version.front, event, manuscript.gaps, manuscript.guesses).rstrip("\n").split("\n")
    else:
        head = with_fields(old.head, old.paper.lines, merged.version.front, merged.changed)
    text = "\n".join(head) + "\n\n" + merged.version.text.lstrip("\n")
    figures = merged.version.figures
    file = replace_paper(
        root,
        event,
        slug,
        {"": text.encode(), **figures, ORIGINAL: original},
        sorted(old.figures.keys() - figures),
        lambda found: _check_head(found, merged.version.front, old.headless),
    )
    return Updated(file=file, merged=merged, remarks=tuple(remarks))


def _read_old(root: Path, event: Event, slug: str) -> _Old:
    path = root / paper_path(event, slug)
    folder = path.with_suffix("")
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    files = [one for one in inside if one.is_file() and not one.is_symlink() and one.name != ORIGINAL]
    file = read_paper(root, path, (), event.guideline)
    paper = file.paper or file.headless
    if paper is None:
        why = "; ".join(f"dòng {fault.line}: {fault.message}" for fault in file.faults[:2])
        raise ProceedingsError(
            f"Bài {paper_path(event, slug)} chưa đọc được ({why}).", "Sửa bài rồi chạy lại lệnh này."
        )
    lines = nfc(path.read_text(encoding="utf-8-sig")).split("\n")
    head = [line.rstrip("\r") for line in lines[: paper.text_line - 1]]
    while head and not head[-1].strip():
        head.pop()
    return _Old(head, paper, file.paper is None, {one.name: one.read_bytes() for one in files})


def _read_base(
    root: Path, event: Event, units: Mapping[str, Unit], slug: str, wanted: Wanted
) -> tuple[Version | None, list[Remark]]:
    """Return what the file that was received before gives, None where it cannot be read any more."""
    original = root / "papers" / event.id / slug / ORIGINAL
    try:
        before = replace(wanted, slug=slug, topic=None, convert_legacy=True)
        read = read_manuscript(original.read_bytes(), before, event, units)
    except (OSError, RefusedError):
        return None, [remark(Kind.NO_BASE)]
    return Version(front=read.front, text=nfc(read.text), figures=read.figures), []


def _check_same(old: _Old, manuscript: Manuscript, slug: str) -> None:
    """Do not let one author's file take the place of another's paper that only has the same title."""
    known = {spelling_key(author.name) for author in old.paper.front.authors}
    named = {spelling_key(author.name) for author in manuscript.front.authors}
    if known & named or not known:
        return
    before, after = fingerprint(old.paper.text), fingerprint(manuscript.text)
    if len(before & after) >= _SAME_TEXT * (min(len(before), len(after)) or 1):
        return
    raise ProceedingsError(
        f"Đã có bài {slug} của tác giả khác ({', '.join(author.name for author in old.paper.front.authors)}), lời văn "
        "cũng khác.",
        f"Nếu vẫn là bài ấy, thêm --slug {slug}; nếu là bài khác cùng tên, bỏ --update và đặt --slug khác.",
    )


def _front_of_untouched(old: _Old, base: FrontMatter, event: Event) -> FrontMatter:
    """Return the head of a paper that lacks something the file did not say, where no editor has worked on it yet."""

    def telling(lines: list[str]) -> list[str]:
        return [line for line in lines if line.strip() and not line.startswith(("#", "received:"))]

    received = next((found[1] for line in old.head if (found := _RECEIVED.match(line))), None)
    if telling(old.head) != telling(front_matter(replace(base, received=None), event).split("\n")):
        raise ProceedingsError(
            f"Phần đầu của bài {old.paper.path} chưa đọc được nên không ghép được.", "Chạy check.py, sửa rồi làm lại."
        )
    return replace(base, received=datetime.date.fromisoformat(received) if received else None)


def _with_said(merged: Merged, wanted: Wanted) -> Merged:
    """Set what the person who imports has named."""
    front, changed = merged.version.front, list(merged.changed)
    asked: dict[str, Any] = {"topic": wanted.topic, "received": wanted.received}
    for name, value in asked.items():
        if value and getattr(front, name) != value:
            front = replace(front, **{name: value})
            changed += [name] if name not in changed else []
    return merged._replace(version=replace(merged.version, front=front), changed=tuple(changed))


def _check_head(found: PaperFile, meant: FrontMatter, headless: bool) -> None:
    if headless or (found.paper is not None and found.paper.front == meant):
        return
    raise ProceedingsError(
        "Không ghép được phần đầu bài đã sửa tay với bản Word mới; bài cũ còn nguyên.",
        "Viết mỗi mục ở phần đầu bài trên một dòng riêng (tên mục: giá trị) rồi chạy lại.",
    )
