"""build: check everything, then the website and the books; the old ones stay until the new ones are complete."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from pathlib import Path

from proceedings.checking.report import Report
from proceedings.checking.text_report import text_report
from proceedings.commands.arguments import CLEAN, FAILED, FOUND, Parser, add_common, show_progress
from proceedings.listing.volume_order import COVER_PAGES, page_sum
from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.finding import Severity
from proceedings.pipeline.build_context import prepare
from proceedings.pipeline.build_outputs import OFFLINE, PARTS, Outputs, build_outputs, load_ahead
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.paths import today
from proceedings.pipeline.volume_worker import PRINT
from proceedings.processes.pool import Children

_MOST_TOLD = 10


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        return run(arguments)
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    except OSError as error:
        # Disk full, no right to write: each part of the output is the whole old one or the whole new one.
        print(f"Không ghi được kết quả: {reason(error)}. Phần chưa thay xong còn nguyên bản cũ.", file=sys.stderr)
        return FAILED


def run(arguments: argparse.Namespace) -> int:
    """Check, build beside the old output, then put the new one in its place."""
    load_ahead(arguments.only)
    with Children() as children:
        return _run(arguments, children)


def _run(arguments: argparse.Namespace, children: Children) -> int:
    started = time.monotonic()
    root, out = arguments.root.resolve(), (arguments.out or arguments.root).resolve()
    build = prepare(root, today(arguments.as_of), show_progress, children=children)
    if arguments.event is not None:
        named_event(build.proceedings, arguments.event)
    print(text_report(build.report, colour=sys.stdout.isatty()), end="")
    if build.report.count(Severity.ERROR):
        print(_refused(build.report), file=sys.stderr)
        return FOUND
    outputs = build_outputs(build, out, arguments.only, arguments.event)
    _tell(out, outputs, time.monotonic() - started)
    return CLEAN


def _refused(report: Report) -> str:
    """Return which errors stop the build: the last lines on the screen, where hints do not hide them."""
    errors = [finding for finding in report.findings() if finding.severity is Severity.ERROR]
    lines = [f"  {finding.path}, dòng {finding.line}: {finding.code}".replace(", dòng 0", "") for finding in errors]
    more = [f"  … và {len(lines) - _MOST_TOLD} lỗi nữa"] if len(lines) > _MOST_TOLD else []
    head = f"Chưa dựng: sửa {len(errors)} lỗi này trước (xem ở trên). Website và kỷ yếu cũ còn nguyên."
    return "\n".join([head, *lines[:_MOST_TOLD], *more])


def _tell(out: Path, outputs: Outputs, seconds: float) -> None:
    parts = outputs.folders
    if "site" in parts:
        print(f"Website: {out / 'site' / 'index.html'}")
        if any(part.startswith(PRINT) for part in parts):
            print(f"Website để đọc không cần mạng: {out / PRINT / OFFLINE}")
    for event_id, book in outputs.bound.items():
        if PRINT in parts or f"{PRINT}/{event_id}" in parts:
            print(f"Gửi nhà in: {out / PRINT / event_id}")
            if book.papers:
                counted = page_sum(book.front_pages - COVER_PAGES, book.body_pages, book.back_pages, book.fill_pages)
                print(f"  {book.papers} bài, {book.inside_pages} trang ruột = {counted}")
            for note in book.notes:
                print(f"  Lưu ý: {note}")
    if "site" not in parts and (out / "site").exists():
        print("Website, cả ky-yeu.pdf trên đó, chưa dựng lại: vẫn là bản cũ. Đọc bông trên ruot.pdf.")
    print(f"Xong sau {seconds:.1f} giây.".replace(".", ",", 1))


def _parser() -> Parser:
    parser = Parser(prog="build.py", description="Kiểm tra bài, rồi dựng website và kỷ yếu PDF.")
    parser.add_argument("--only", type=_parts, default=PARTS, metavar="PHẦN", help="chỉ dựng site hoặc book")
    parser.add_argument("--event", metavar="MÃ", help="chỉ thay bản in của một sự kiện")
    parser.add_argument("--out", type=Path, default=None, metavar="THƯ_MỤC", help="nơi đặt site/ và dist/")
    add_common(parser)
    return parser


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(","))
    if not parts or any(part not in PARTS for part in parts):
        raise argparse.ArgumentTypeError(f"chọn trong: {', '.join(PARTS)}")
    return parts


if __name__ == "__main__":
    raise SystemExit(main())
