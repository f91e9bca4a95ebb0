"""preflight: look at the files for the print shop again, or at any PDF."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from proceedings.book.preflight.expected import BANNER, BOOKLET, COVER, INSIDE
from proceedings.commands.arguments import CLEAN, FAILED, FOUND, Parser
from proceedings.installation import program
from proceedings.model.errors import ProceedingsError, reason
from proceedings.pipeline.paths import HOME
from proceedings.pipeline.preflight_files import Asked, Examination, built_folders, named_files


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    examined, unread, blocked = 0, 0, False
    try:
        for examine in _examinations(arguments):
            try:
                for one in examine():
                    print(one.text)
                    blocked = blocked or any(finding.blocking for finding in one.findings)
                examined += 1
            except (ProceedingsError, OSError) as error:
                unread += 1
                print(_told(error), file=sys.stderr)
    except (ProceedingsError, OSError) as error:
        print(_told(error), file=sys.stderr)
        return FAILED
    if not examined:
        return FAILED
    return FOUND if unread or blocked else CLEAN


def _told(error: ProceedingsError | OSError) -> str:
    return f"Không đọc được tệp: {reason(error)}." if isinstance(error, OSError) else str(error)


def _examinations(arguments: argparse.Namespace) -> Iterator[Examination]:
    """Yield what examines what is named, else the folders of the events; tell which of these are not there."""
    root, out = arguments.root.resolve(), (arguments.out or arguments.root).resolve()
    if arguments.files:
        asked = Asked(event=arguments.event, kind=arguments.kind, trim=arguments.trim)
        yield from named_files(root, arguments.files, asked)
        return
    for folder, examine in built_folders(root, out, arguments.event):
        if examine:
            yield examine
        else:
            print(f"Chưa có thư mục {folder}. Chạy {program('build')} trước.", file=sys.stderr)


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
