"""One received file taken in: turned into .docx where need be, read, and made a new paper or part of an old one."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.event import Event
from proceedings.model.finding import Fault
from proceedings.model.unit import Unit
from proceedings.model.word_measurements import NotMeasured
from proceedings.text.nearest import nearest
from proceedings.word.container.package import MAX_FILE
from proceedings.word.container.refusal import RefusedError
from proceedings.word.formatting.measure import measure
from proceedings.word.formatting.remarks import notes
from proceedings.word.legacy.report import COMMAND
from proceedings.word.manuscript import Manuscript, Wanted, read_manuscript
from proceedings.word.merging.find_paper import lookalike
from proceedings.word.merging.merge import Merged
from proceedings.word.merging.save_paper import check_free, check_slug, file_paper
from proceedings.word.merging.updating import exists, update_paper
from proceedings.word.programs.libreoffice import kind_of, to_docx
from proceedings.word.remark import Audience, Kind, Remark, remark
from proceedings.word.reply.annotate import without_our_comments


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where files are taken in and how: `asked` is what the person asked for, `received` the date of a new paper."""

    root: Path
    event: Event
    units: Mapping[str, Unit] = field(repr=False)
    asked: Wanted
    received: date
    update: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that is a paper now; `content` is the .docx that lies beside it, `faults` what reading it back found."""

    source: Path
    content: bytes = field(repr=False)
    manuscript: Manuscript = field(repr=False)
    path: str
    faults: tuple[Fault, ...]
    stored_pages: int | None = None
    merged: Merged | None = None
    remarks: tuple[Remark, ...] = ()


def take_in(source: Path, desk: Desk, before: frozenset[str]) -> Taken:
    """Make one file a paper, or leave everything as it is.

    Parameters
    ----------
    before
        Addresses of the papers that files of the same call have become: none of them is written twice.

    Raises
    ------
    ProceedingsError
        The file cannot be read or is refused, or its place is taken; nothing is written.
    """
    if desk.asked.slug:
        _check_place(desk.asked.slug, source, desk, before)
    content, remarks = as_docx(content_of(source), desk.event)
    wanted = replace(desk.asked, received=desk.asked.received or desk.received, file_name=source.stem)
    most = desk.event.guideline.limits.image_bytes
    plain = without_our_comments(content, most)
    try:
        manuscript = read_manuscript(plain, wanted, desk.event, desk.units)
    except RefusedError as error:
        if COMMAND not in error.hint:
            raise
        raise ProceedingsError(error.message, error.hint.replace(COMMAND, _command(source, desk))) from error
    _check_place(manuscript.slug, source, desk, before)
    if desk.update and not exists(desk.root, desk.event, manuscript.slug):
        raise _no_paper_of_that_title(source, desk, manuscript)
    try:
        taken = _put(source, desk, manuscript, content)
    except OSError as error:
        raise ProceedingsError(f"Không ghi được bài vào papers/{desk.event.id}: {reason(error)}.") from error
    measured = measure(plain, most)
    if isinstance(measured, NotMeasured):
        return replace(taken, remarks=(*remarks, *taken.remarks))
    said = notes(measured, desk.event.guideline)
    return replace(taken, stored_pages=measured.pages, remarks=(*remarks, *taken.remarks, *said))


def _no_paper_of_that_title(source: Path, desk: Desk, manuscript: Manuscript) -> ProceedingsError:
    """Return the refusal of a corrected file with no paper at its address: a changed title makes no second paper."""
    paper = lookalike(desk.root, desk.event, desk.units, manuscript)
    if paper is None:
        return ProceedingsError("--update: chưa có bài nào giống;", "bỏ --update để nhập bài mới.")
    again = f"{_command(source, desk)} --slug {Path(paper.path).stem}"
    return ProceedingsError(
        f"--update: tên bài trong tệp đã khác, nhưng lời văn giống bài {paper.path} “{paper.front.title}”.",
        f"Nếu tệp này là bản sửa của bài ấy: {again}   Nếu là bài mới: bỏ --update.",
    )


def _put(source: Path, desk: Desk, manuscript: Manuscript, content: bytes) -> Taken:
    if exists(desk.root, desk.event, manuscript.slug):
        wanted = replace(desk.asked, file_name=source.stem)
        done = update_paper(desk.root, desk.event, desk.units, manuscript, content, wanted)
        path, faults, merged, remarks = done.path, done.faults, done.merged, done.remarks
    else:
        path, faults = file_paper(desk.root, desk.event, manuscript, content)
        merged, remarks = None, ()
    return Taken(
        source=source,
        content=content,
        manuscript=manuscript,
        path=path.relative_to(desk.root).as_posix(),
        faults=tuple(faults),
        merged=merged,
        remarks=remarks,
    )


def _check_place(slug: str, source: Path, desk: Desk, before: frozenset[str]) -> None:
    """Refuse an address that is malformed, taken, or, where a paper is to be updated, not there."""
    check_slug(slug)
    there = exists(desk.root, desk.event, slug)
    place = f"papers/{desk.event.id}/{slug}.md"
    if slug in before:
        hint = f"Nếu là hai bài khác nhau: {_command(source, desk)} --slug {slug}-2"
        raise ProceedingsError(f"Một tệp khác trong lượt này đã thành {place}.", hint)
    if there and not desk.update:
        again = f"{_command(source, desk)} --update"
        hint = f"Nếu tệp này là bản sửa của bài ấy: {again}   Nếu là bài khác: đặt tên khác bằng --slug."
        raise ProceedingsError(f"Đã có {place}, không ghi đè.", hint)
    if desk.update and desk.asked.slug and not there:
        papers = [path.stem for path in (desk.root / "papers" / desk.event.id).glob("*.md")]
        near = nearest(slug, papers, limit=3)
        raise ProceedingsError(f"Không có bài {place} để cập nhật.", f"Gần nhất: {', '.join(near)}." if near else "")
    if not there:
        check_free(desk.root, desk.event, slug)


def _command(source: Path, desk: Desk) -> str:
    """Return the command for one file with what the person has asked for before."""
    asked = desk.asked
    said = {"slug": asked.slug, "topic": asked.topic, "received": asked.received}
    more = "".join(f" --{name} {value}" for name, value in said.items() if value) + (" --update" if desk.update else "")
    return f'python3 scripts/import_docx.py "{source}" --event {desk.event.id}{more}'


def content_of(path: Path) -> bytes:
    """Return the bytes of a received file.

    Raises
    ------
    ProceedingsError
        It is no file, cannot be read, or is too large.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ProceedingsError(f"Không đọc được tệp Word: {path} là thư mục.", "Ghi đường dẫn đến một tệp .docx.")
        if not stat.S_ISREG(found.st_mode):
            raise ProceedingsError(f"Không đọc được tệp Word: {path} không phải tệp thường.")
        if found.st_size > MAX_FILE:
            raise RefusedError("KY904", f"Tệp {path.name} quá lớn (tối đa {MAX_FILE / 1e6:.0f} MB).")
        return path.read_bytes()
    except OSError as error:
        raise ProceedingsError(
            f"Không đọc được tệp Word: {reason(error)}.", "Kiểm tra đường dẫn và tên tệp."
        ) from error


def as_docx(content: bytes, event: Event) -> tuple[bytes, tuple[Remark, ...]]:
    """Return a file as .docx, and what to report where it had to be turned into one."""
    kind = kind_of(content)
    if not kind:
        return content, ()
    converted = to_docx(content, kind, event.guideline.limits.image_bytes)
    return converted, (remark(Kind.TURNED_INTO_DOCX, Audience.EDITOR, format=kind),)
