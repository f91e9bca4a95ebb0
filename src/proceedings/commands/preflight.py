"""preflight: look at the files for the print shop again, or at a PDF of anybody's."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from dataclasses import replace
from pathlib import Path

from proceedings.book.preflight import Fault, expected_for, preflight, report
from proceedings.commands.bindery import PRINT
from proceedings.commands.named_event import named_event
from proceedings.commands.place import CHECKOUT, CLEAN, FAILED, FOUND, Parser, reason
from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.reading.tree import read

_FILES = ("ruot.pdf", "bia.pdf", "ma-ket.pdf")
_SUMS = "SHA256SUMS"


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        faults = _files(arguments) if arguments.files else _folders(arguments)
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"Không đọc được tệp: {reason(error)}.", file=sys.stderr)
        return FAILED
    return FOUND if any(fault.blocking for fault in faults) else CLEAN


def _files(arguments: argparse.Namespace) -> list[Fault]:
    """Look at single files, as insides of the trim size given, else of their own."""
    found: list[Fault] = []
    for path in arguments.files:
        usual = expected_for(path.name)
        expected = replace(usual, trim_mm=arguments.trim or usual.trim_mm)
        faults = preflight(path.read_bytes(), expected)
        print(report(str(path), faults))
        found += faults
    return found


def _folders(arguments: argparse.Namespace) -> list[Fault]:
    """Look at the folders of the events as the last build left them."""
    root, out = arguments.root.resolve(), (arguments.out or arguments.root).resolve()
    proceedings = read(root).proceedings
    chosen = [named_event(proceedings, arguments.event)] if arguments.event else proceedings.events
    found: list[Fault] = []
    for event in chosen:
        folder = out / PRINT / event.id
        if not folder.is_dir():
            raise ProceedingsError(f"Chưa có thư mục {folder}.", "Chạy scripts/build.py trước.")
        found += _folder(event, folder)
    return found


def _folder(event: Event, folder: Path) -> list[Fault]:
    found: list[Fault] = []
    for name in _FILES:
        path = folder / name
        if not path.is_file():
            faults: tuple[Fault, ...] = (Fault(code="missing", message="Thiếu tệp này; chạy lại scripts/build.py."),)
        else:
            faults = preflight(path.read_bytes(), expected_for(name, event))
        print(report(f"{event.id}/{name}", faults))
        found += faults
    found += _sums(event, folder)
    return found


def _sums(event: Event, folder: Path) -> list[Fault]:
    """Tell which files are not those that the build wrote."""
    listed = _listed(folder / _SUMS)
    changed = [
        name
        for name, wanted in {**dict.fromkeys(_FILES, ""), **listed}.items()
        if not (folder / name).is_file() or hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted
    ]
    message = f"Tệp đã đổi hoặc mất so với lúc dựng: {', '.join(changed)}."
    if not listed:
        message = "Thiếu hoặc hỏng tệp này; chạy lại scripts/build.py."
    faults = (Fault(code="sums", message=message),) if changed or not listed else ()
    print(report(f"{event.id}/{_SUMS}", faults))
    return [*faults]


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
    parser.add_argument("files", nargs="*", type=Path, metavar="TỆP.pdf", help="tệp cần kiểm tra; bỏ trống: dist/")
    parser.add_argument("--event", metavar="MÃ", default=None, help="chỉ một sự kiện")
    parser.add_argument("--out", type=Path, default=None, metavar="THƯ_MỤC", help="nơi có dist/")
    parser.add_argument("--trim", type=_size, default=None, metavar="RxC", help="khổ thành phẩm, ví dụ 210x297 (mm)")
    parser.add_argument("--root", type=Path, default=CHECKOUT, metavar="THƯ_MỤC", help="cây nội dung")
    return parser


def _size(text: str) -> tuple[float, float]:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)", text.replace("×", "x").replace(",", "."), re.ASCII)
    if not found or not float(found[1]) or not float(found[2]):
        raise argparse.ArgumentTypeError(f"khổ viết như 210x297 (nhận được {text!r})")
    return float(found[1]), float(found[2])


if __name__ == "__main__":
    raise SystemExit(main())
