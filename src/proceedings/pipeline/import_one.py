"""One received file taken in: turned into .docx where need be, read, and made a new paper or part of an old one."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from proceedings.installation import command_line
from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.unit import Unit
from proceedings.reading.load import LoadedTree
from proceedings.reading.papers import PaperFile
from proceedings.text.likeness import nearest
from proceedings.word.container.package import MAX_FILE
from proceedings.word.container.refusal import RefusedError
from proceedings.word.formatting.remarks import notes
from proceedings.word.legacy.report import COMMAND
from proceedings.word.manuscript import Manuscript, Wanted, read_package
from proceedings.word.merging.find_paper import lookalike
from proceedings.word.merging.merge import Merged
from proceedings.word.merging.save_paper import check_free, check_slug, file_paper, paper_path
from proceedings.word.merging.updating import exists, update_paper
from proceedings.word.programs.libreoffice import kind_of, to_docx
from proceedings.word.remark import Audience, Kind, Remark, remark
from proceedings.word.reply.received_file import ReceivedFile, open_received


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where files are taken in and how: `asked` is what the person asked for, `today` the date of a new paper."""

    root: Path
    tree: LoadedTree = field(repr=False)
    event: Event
    asked: Wanted
    today: date
    update: bool = False

    @property
    def units(self) -> Mapping[str, Unit]:
        return self.tree.proceedings.units

    def papers(self) -> list[Paper]:
        """Return the papers of the event whose text can be read, by path."""
        headless = [paper for paper in self.tree.headless if paper.event == self.event.id]
        return sorted([*self.tree.proceedings.papers_of(self.event), *headless], key=lambda paper: paper.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that is a paper now; `received` is the .docx beside it, `file` the paper as it reads now."""

    source: Path
    received: ReceivedFile = field(repr=False)
    manuscript: Manuscript = field(repr=False)
    path: str
    file: PaperFile = field(repr=False)
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
    wanted = replace(desk.asked, received=desk.asked.received or desk.today, file_name=source.stem)
    package, received = open_received(content, desk.event.guideline.limits)
    try:
        manuscript = read_package(package, wanted, desk.event, desk.units)
    except RefusedError as error:
        if COMMAND not in error.hint:
            raise
        raise ProceedingsError(error.message, error.hint.replace(COMMAND, _command(source, desk))) from error
    _check_place(manuscript.slug, source, desk, before)
    if desk.update and not exists(desk.root, desk.event, manuscript.slug):
        raise _no_paper_of_that_title(source, desk, manuscript)
    try:
        taken = _put(source, desk, manuscript, received)
    except OSError as error:
        raise ProceedingsError(f"Không ghi được bài vào papers/{desk.event.id}: {reason(error)}.") from error
    of_file = notes(received.measurements, desk.event.guideline)
    return replace(taken, remarks=(*remarks, *taken.remarks, *of_file))


def _no_paper_of_that_title(source: Path, desk: Desk, manuscript: Manuscript) -> ProceedingsError:
    """Return the refusal of a corrected file with no paper at its address: a changed title makes no second paper."""
    paper = lookalike(desk.root, desk.papers(), desk.event, desk.units, manuscript)
    if paper is None:
        return ProceedingsError("--update: chưa có bài nào giống;", "bỏ --update để nhập bài mới.")
    again = f"{_command(source, desk)} --slug {Path(paper.path).stem}"
    return ProceedingsError(
        f"--update: tên bài trong tệp đã khác, nhưng lời văn giống bài {paper.path} “{paper.front.title}”.",
        f"Nếu tệp này là bản sửa của bài ấy: {again}   Nếu là bài mới: bỏ --update.",
    )


def _put(source: Path, desk: Desk, manuscript: Manuscript, received: ReceivedFile) -> Taken:
    merged: Merged | None = None
    remarks: tuple[Remark, ...] = ()
    if exists(desk.root, desk.event, manuscript.slug):
        wanted = replace(desk.asked, file_name=source.stem)
        updated = update_paper(desk.root, desk.event, desk.units, manuscript, received.content, wanted)
        file, merged, remarks = updated.file, updated.merged, updated.remarks
    else:
        file = file_paper(desk.root, desk.event, manuscript, received.content)
    return Taken(
        source=source,
        received=received,
        manuscript=manuscript,
        path=paper_path(desk.event, manuscript.slug),
        file=file,
        merged=merged,
        remarks=remarks,
    )


def _check_place(slug: str, source: Path, desk: Desk, before: frozenset[str]) -> None:
    """Refuse an address that is malformed, taken, or, where a paper is to be updated, not there."""
    check_slug(slug)
    there = exists(desk.root, desk.event, slug)
    place = paper_path(desk.event, slug)
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
    return f'{command_line("import_docx")} "{source}" --event {desk.event.id}{more}'


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
