"""build: check everything, then the website and the books; the old ones stay until the new ones are complete."""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from proceedings.book.book import COVER_PAGES
from proceedings.checking.text_report import text_report
from proceedings.commands.edition import Edition, prepare, write_prints
from proceedings.commands.named_event import named_event
from proceedings.commands.place import CHECKOUT, CLEAN, FAILED, FOUND, Parser, add_common, reason, show_progress, today
from proceedings.model.errors import ProceedingsError
from proceedings.model.finding import Severity

try:
    import fcntl
except ImportError:  # Windows: two builds at once are the operator's care
    fcntl = None  # type: ignore[assignment]

_PARTS = ("site", "book")
_FRESH = ".build-"
_ABANDONED_SECONDS = 86_400


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
    started = time.monotonic()
    root, out = arguments.root.resolve(), (arguments.out or arguments.root).resolve()
    edition = prepare(root, today(arguments.as_of), show_progress)
    if arguments.event is not None:
        named_event(edition.proceedings, arguments.event)
    print(text_report(edition.report, colour=sys.stdout.isatty()), end="")
    if edition.report.count(Severity.ERROR):
        print("Chưa dựng: sửa các lỗi ở trên trước. Website và kỷ yếu cũ còn nguyên.", file=sys.stderr)
        return FOUND
    out.mkdir(parents=True, exist_ok=True)
    # Beside the old output, so that moving it into place is a rename and never a copy.
    with tempfile.TemporaryDirectory(prefix=_FRESH, dir=out, ignore_cleanup_errors=True) as made:
        fresh = Path(made)
        parts = []
        if "book" in arguments.only:
            parts += _build_prints(edition, fresh, arguments.event)
        if "site" in arguments.only:
            _build_site(edition, root, fresh / "site", with_pdf="book" in arguments.only)
            parts.append("site")
        with _alone(out):
            for part in parts:
                _replace(fresh / part, out / part, fresh / "old")
    _tell(out, parts, edition, time.monotonic() - started)
    return CLEAN


def _build_prints(edition: Edition, fresh: Path, event_id: str | None) -> list[str]:
    """Make the print shop's folders; return what is to be replaced: all of dist/, or one event's part of it."""
    write_prints(
        edition, fresh / "dist", [event_id] if event_id else [event.id for event in edition.proceedings.events]
    )
    return [f"dist/{event_id}"] if event_id else ["dist"]


def _build_site(edition: Edition, root: Path, site: Path, *, with_pdf: bool) -> None:
    from proceedings.web.mkdocs_build import build_site  # MkDocs is loaded only where a site is built

    os.environ["ENABLE_PDF_EXPORT"] = "1" if with_pdf else "0"
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    build_site(CHECKOUT, root, site, edition)


def _replace(fresh: Path, target: Path, aside: Path) -> None:
    """Put a finished folder in the place of the old one by renaming; a failure puts the old one back."""
    target.parent.mkdir(parents=True, exist_ok=True)
    had_one = target.exists()
    if had_one:
        target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        if had_one:
            aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Let one build at a time replace the output; what builds that were killed left behind is cleared away."""
    with (out / f"{_FRESH}lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    for left in out.glob(f"{_FRESH}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _tell(out: Path, parts: list[str], edition: Edition, seconds: float) -> None:
    if "site" in parts:
        print(f"Website: {out / 'site' / 'index.html'}")
    for event in edition.proceedings.events:
        if "dist" in parts or f"dist/{event.id}" in parts:
            book = edition.books[event.id]
            counted = (
                f"{book.front_pages - COVER_PAGES} trang đầu, {book.body_pages} trang bài, {book.back_pages} trang cuối"
            )
            print(f"Bản in {event.id}: {out / 'dist' / event.id / 'ruot.pdf'}")
            print(f"  {len(book.entries)} bài, {book.inside_pages} trang ruột ({counted})")
    print(f"Xong sau {seconds:.1f} giây.")


def _parser() -> Parser:
    parser = Parser(prog="build.py", description="Kiểm tra bài, rồi dựng website và kỷ yếu PDF.")
    parser.add_argument("--only", type=_parts, default=_PARTS, metavar="PHẦN", help="chỉ dựng site hoặc book")
    parser.add_argument("--event", metavar="MÃ", help="chỉ thay bản in của một sự kiện")
    parser.add_argument("--out", type=Path, default=None, metavar="THƯ_MỤC", help="nơi đặt site/ và dist/")
    add_common(parser)
    return parser


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(","))
    if not parts or any(part not in _PARTS for part in parts):
        raise argparse.ArgumentTypeError(f"chọn trong: {', '.join(_PARTS)}")
    return parts


if __name__ == "__main__":
    raise SystemExit(main())
