"""The print shop's files examined again: those of a build, or any files and folders that are named."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from proceedings.book.preflight.check import preflight, sheet_order
from proceedings.book.preflight.expected import BOOKLET, COVER, Expected, expected_of, kind_of, page_count
from proceedings.book.preflight.finding import PreflightFinding
from proceedings.book.preflight.report import not_examined, report
from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.volume_worker import PRINT
from proceedings.reading.load import read

_INSIDE = "ruot.pdf"
_FILES = (_INSIDE, "bia.pdf", "ma-ket.pdf")
_SHEET, _SUMS = "phieu-in.pdf", "SHA256SUMS"

Trim = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What was found in one file, and how it is told."""

    text: str
    findings: Sequence[PreflightFinding] = ()


Examination = Callable[[], Iterator[FileReport]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of the files that are named: their event, their kind, their trim size in millimetres."""

    event: str | None = None
    kind: str | None = None
    trim: Trim | None = None


def built_folders(root: Path, out: Path, event_id: str | None) -> Iterator[tuple[Path, Examination | None]]:
    """Yield the folders of the events as the last build left them and what examines each, None where it is not there.

    Raises
    ------
    ProceedingsError
        There is no content tree, or no such event in it.
    """
    proceedings = _content(root)
    for event in [named_event(proceedings, event_id)] if event_id else proceedings.events:
        folder = out / PRINT / event.id
        yield folder, functools.partial(_folder, folder, event.id, event) if folder.is_dir() else None


def named_files(root: Path, paths: Sequence[Path], asked: Asked) -> Iterator[Examination]:
    """Yield what examines the files and folders named; a folder of folders stands for those in it that hold PDFs.

    Raises
    ------
    ProceedingsError
        There is no such event.
    OSError
        A folder cannot be read.
    """
    for path in paths:
        if not path.is_dir():
            yield functools.partial(_single, path, root, asked)
            continue
        below = [folder for folder in sorted(path.iterdir()) if folder.is_dir() and any(folder.glob("*.pdf"))]
        folders = [path] if any(path.glob("*.pdf")) else below
        if not folders:
            yield functools.partial(_nothing, path)
        for folder in folders:
            yield functools.partial(_folder, folder, str(folder), _event_of(folder, root, asked.event))


def _nothing(folder: Path) -> Iterator[FileReport]:
    raise ProceedingsError(f"Không có tệp PDF nào trong thư mục {folder}.")


@functools.cache
def _content(root: Path) -> Proceedings:
    return read(root).proceedings


def _event_of(folder: Path, root: Path, event_id: str | None) -> Event | None:
    """Return the event asked for, else the one that the folder is named after."""
    name = folder.resolve().name
    if event_id:
        return named_event(_content(root), event_id)
    if not (root / "papers" / name / "event.yml").is_file():
        return None
    return next((event for event in _content(root).events if event.id == name), None)


def _single(path: Path, root: Path, asked: Asked) -> Iterator[FileReport]:
    """Examine a file of any name; the kind and the trim size given go before what it seems to be."""
    if path.name == _SHEET and path.is_file() and not asked.kind:
        yield FileReport(text=f"{path}: phiếu để đọc, không phải tệp đưa lên máy in; không kiểm.")
        return
    yield _file(path, str(path), _event_of(path.parent, root, asked.event), asked.kind, asked.trim)


def _file(path: Path, shown: str, event: Event | None, kind: str | None = None, trim: Trim | None = None) -> FileReport:
    content = path.read_bytes()
    kind = kind or kind_of(path.name, content)
    beside = path.with_name(_INSIDE)
    inside = beside.read_bytes() if kind in (COVER, BOOKLET) and beside.is_file() else None
    expected = _expected(kind, event, inside, trim)
    faults = [*preflight(content, expected)]
    if kind == BOOKLET and inside:
        faults += sheet_order(content, inside)
    notes = [*not_examined(kind, event)]
    if kind == COVER and event and not trim and expected.spine_mm is None:
        notes.append(f"Không có hoặc không đọc được {_INSIDE} bên cạnh, nên không kiểm bề rộng gáy.")
    if kind == BOOKLET and not inside:
        notes.append(f"Không có {_INSIDE} bên cạnh, nên không kiểm thứ tự trang.")
    return FileReport(text=report(shown, faults, kind, notes), findings=faults)


def _expected(kind: str, event: Event | None, inside: bytes | None, trim: Trim | None) -> Expected:
    expected = expected_of(kind, event, page_count(inside) if inside else None)
    return replace(expected, trim_mm=trim, spine_mm=None) if trim else expected


def _folder(folder: Path, shown: str, event: Event | None) -> Iterator[FileReport]:
    """Examine every PDF of a folder and its sums; an event's folder has to be complete."""
    held = [path.name for path in sorted(folder.glob("*.pdf"))]
    usual = [name for name in _FILES if event or name in held]
    for name in [*usual, *(name for name in held if name not in (*_FILES, _SHEET))]:
        if name in held:
            yield _file(folder / name, f"{shown}/{name}", event)
        else:
            missing = [PreflightFinding(code="missing", what="Thiếu tệp này.")]
            yield FileReport(text=report(f"{shown}/{name}", missing), findings=missing)
    if _SHEET in held:
        yield FileReport(text=f"{shown}/{_SHEET}: phiếu để đọc, chỉ đối chiếu {_SUMS}.")
    yield _sums(folder, shown, required=_FILES if event else ())


def _sums(folder: Path, shown: str, required: tuple[str, ...]) -> FileReport:
    """Return which files are not those that the build wrote; a folder from elsewhere may have no sums."""
    if not required and not (folder / _SUMS).exists():
        return FileReport(text=f"{shown}/{_SUMS}: không có, nên không biết các tệp còn nguyên hay đã sửa.")
    listed = _listed(folder / _SUMS)
    changed = [
        name
        for name, wanted in {**dict.fromkeys(required, ""), **listed}.items()
        if not (folder / name).is_file() or hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted
    ]
    faults = []
    if not listed:
        faults = [PreflightFinding(code="missing", what="Thiếu hoặc hỏng tệp này.")]
    elif changed:
        faults = [PreflightFinding(code="sums", what=f"Tệp đã đổi hoặc mất so với lúc dựng: {', '.join(changed)}.")]
    return FileReport(text=report(f"{shown}/{_SUMS}", faults), findings=faults)


def _listed(sums: Path) -> dict[str, str]:
    """Return the sums of files by name, none where the list is missing or no list of sums."""
    try:
        text = sums.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    lines = [re.fullmatch(r"([0-9a-f]{64})  ([^/\\\0]+)", line) for line in text.splitlines()]
    return {found[2]: found[1] for found in lines if found} if all(lines) else {}
