"""preflight: look at the files for the print shop again, or at any PDF."""

from __future__ import annotations

import argparse
import functools
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from proceedings.book.preflight.check import preflight, sheet_order
from proceedings.book.preflight.expected import (
    BANNER,
    BOOKLET,
    COVER,
    INSIDE,
    Expected,
    expected_of,
    kind_of,
    page_count,
)
from proceedings.book.preflight.finding import PreflightFinding
from proceedings.book.preflight.report import not_examined, report
from proceedings.commands.arguments import CLEAN, FAILED, FOUND, Parser
from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.paths import HOME
from proceedings.pipeline.volume_worker import PRINT
from proceedings.reading.load import read

_INSIDE = "ruot.pdf"
_FILES = (_INSIDE, "bia.pdf", "ma-ket.pdf")
_SHEET, _SUMS = "phieu-in.pdf", "SHA256SUMS"

Examination = Callable[[], list[PreflightFinding]]


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    found: list[PreflightFinding] = []
    examined, unread = 0, 0
    try:
        for examine in _named(arguments) if arguments.files else _built(arguments):
            try:
                found += examine()
                examined += 1
            except (ProceedingsError, OSError) as error:
                unread += 1
                print(_told(error), file=sys.stderr)
    except (ProceedingsError, OSError) as error:
        print(_told(error), file=sys.stderr)
        return FAILED
    if not examined:
        return FAILED
    return FOUND if unread or any(fault.blocking for fault in found) else CLEAN


def _told(error: ProceedingsError | OSError) -> str:
    return f"Không đọc được tệp: {reason(error)}." if isinstance(error, OSError) else str(error)


def _built(arguments: argparse.Namespace) -> Iterator[Examination]:
    """Yield what examines the folders of the events as the last build left them; report which are missing."""
    root, out = arguments.root.resolve(), (arguments.out or arguments.root).resolve()
    proceedings = _content(root)
    chosen = [named_event(proceedings, arguments.event)] if arguments.event else proceedings.events
    for event in chosen:
        folder = out / PRINT / event.id
        if folder.is_dir():
            yield functools.partial(_folder, folder, event.id, event)
        else:
            print(f"Chưa có thư mục {folder}. Chạy scripts/build.py trước.", file=sys.stderr)


def _named(arguments: argparse.Namespace) -> Iterator[Examination]:
    """Yield what examines the files and folders named; a folder of folders means those in it that hold PDFs."""
    for path in arguments.files:
        if not path.is_dir():
            yield functools.partial(_single, path, arguments)
            continue
        below = [folder for folder in sorted(path.iterdir()) if folder.is_dir() and any(folder.glob("*.pdf"))]
        folders = [path] if any(path.glob("*.pdf")) else below
        if not folders:
            yield functools.partial(_nothing, path)
        for folder in folders:
            yield functools.partial(_folder, folder, str(folder), _event_of(folder, arguments))


def _nothing(folder: Path) -> list[PreflightFinding]:
    raise ProceedingsError(f"Không có tệp PDF nào trong thư mục {folder}.")


@functools.cache
def _content(root: Path) -> Proceedings:
    return read(root).proceedings


def _event_of(folder: Path, arguments: argparse.Namespace) -> Event | None:
    """Return the event asked for, else the one that the folder is named after."""
    root, name = arguments.root.resolve(), folder.resolve().name
    if arguments.event:
        return named_event(_content(root), arguments.event)
    if not (root / "papers" / name / "event.yml").is_file():
        return None
    return next((event for event in _content(root).events if event.id == name), None)


def _single(path: Path, arguments: argparse.Namespace) -> list[PreflightFinding]:
    """Look at a file of any name; the kind and the trim size given go before what it seems to be."""
    if path.name == _SHEET and path.is_file() and not arguments.kind:
        print(f"{path}: phiếu để đọc, không phải tệp đưa lên máy in; không kiểm.")
        return []
    event = _event_of(path.parent, arguments)
    return _file(path, str(path), event, arguments.kind, arguments.trim)


def _file(
    path: Path, shown: str, event: Event | None, kind: str | None = None, trim: tuple[float, float] | None = None
) -> list[PreflightFinding]:
    content = path.read_bytes()
    kind = kind or kind_of(path.name, content)
    beside = path.with_name(_INSIDE)
    inside = beside.read_bytes() if kind in (COVER, BOOKLET) and beside.is_file() else None
    expected = _asked(kind, event, inside, trim)
    faults = [*preflight(content, expected)]
    if kind == BOOKLET and inside:
        faults += sheet_order(content, inside)
    notes = [*not_examined(kind, event)]
    if kind == COVER and event and not trim and expected.spine_mm is None:
        notes.append(f"Không có hoặc không đọc được {_INSIDE} bên cạnh, nên không kiểm bề rộng gáy.")
    if kind == BOOKLET and not inside:
        notes.append(f"Không có {_INSIDE} bên cạnh, nên không kiểm thứ tự trang.")
    print(report(shown, faults, kind, notes))
    return faults


def _asked(kind: str, event: Event | None, inside: bytes | None, trim: tuple[float, float] | None) -> Expected:
    expected = expected_of(kind, event, page_count(inside) if inside else None)
    return replace(expected, trim_mm=trim, spine_mm=None) if trim else expected


def _folder(folder: Path, shown: str, event: Event | None) -> list[PreflightFinding]:
    """Look at every PDF of a folder and at its sums; an event's folder has to be complete."""
    held = [path.name for path in sorted(folder.glob("*.pdf"))]
    usual = [name for name in _FILES if event or name in held]
    found: list[PreflightFinding] = []
    for name in [*usual, *(name for name in held if name not in (*_FILES, _SHEET))]:
        if name in held:
            found += _file(folder / name, f"{shown}/{name}", event)
        else:
            faults = [PreflightFinding(code="missing", what="Thiếu tệp này.")]
            print(report(f"{shown}/{name}", faults))
            found += faults
    if _SHEET in held:
        print(f"{shown}/{_SHEET}: phiếu để đọc, chỉ đối chiếu {_SUMS}.")
    return found + _sums(folder, shown, required=_FILES if event else ())


def _sums(folder: Path, shown: str, required: tuple[str, ...]) -> list[PreflightFinding]:
    """Yield which files are not those that the build wrote; a folder from elsewhere may have no sums."""
    if not required and not (folder / _SUMS).exists():
        print(f"{shown}/{_SUMS}: không có, nên không biết các tệp còn nguyên hay đã sửa.")
        return []
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
    print(report(f"{shown}/{_SUMS}", faults))
    return faults


def _listed(sums: Path) -> dict[str, str]:
    """Return the sums of files by name, none where the list is missing or no list of sums."""
    try:
        text = sums.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    lines = [re.fullmatch(r"([0-9a-f]{64})  ([^/\\\0]+)", line) for line in text.splitlines()]
    return {found[2]: found[1] for found in lines if found} if all(lines) else {}


def _parser() -> Parser:
    parser = Parser(prog="preflight.py", description="Kiểm tra tệp gửi nhà in: khung, phông, màu, hình, PDF/X-4.")
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="TỆP", help="tệp PDF hoặc thư mục cần kiểm tra; bỏ trống: dist/"
    )
    parser.add_argument(
        "--event", metavar="MÃ", default=None, help="tệp của sự kiện này; không ghi tệp: chỉ sự kiện này"
    )
    parser.add_argument("--out", type=Path, default=None, metavar="THƯ_MỤC", help="nơi có dist/")
    parser.add_argument(
        "--kind",
        choices=(INSIDE, COVER, BANNER, BOOKLET),
        default=None,
        metavar="LOẠI",
        help="loại của tệp nêu ra: ruot, bia, ma-ket, gap-doi; bỏ trống: theo tên, rồi theo hình dạng",
    )
    parser.add_argument(
        "--trim", type=_size, default=None, metavar="RxC", help="khổ thành phẩm của tệp nêu ra, ví dụ 210x297 (mm)"
    )
    parser.add_argument("--root", type=Path, default=HOME, metavar="THƯ_MỤC", help="cây nội dung")
    return parser


def _size(text: str) -> tuple[float, float]:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)", text.replace("×", "x").replace(",", "."), re.ASCII)
    if not found or not float(found[1]) or not float(found[2]):
        raise argparse.ArgumentTypeError(f"khổ viết như 210x297 (nhận được {text!r})")
    return float(found[1]), float(found[2])


if __name__ == "__main__":
    raise SystemExit(main())
