"""build: check everything, then the website and the books; the old ones stay until the new ones are complete."""

from __future__ import annotations

import argparse
import datetime
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from proceedings.checking.report import Report
from proceedings.checking.text_report import text_report
from proceedings.commands.arguments import CLEAN, FAILED, FOUND, Parser, add_common, show_progress
from proceedings.listing.volume_order import COVER_PAGES, page_sum
from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.finding import Severity
from proceedings.pipeline.build_context import Build, prepare
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.paths import CONFIGURATION, REPLIES, WORD, today
from proceedings.pipeline.volume_worker import PRINT, Bound
from proceedings.processes.pool import Children, warm_up
from proceedings.text.dates import VIETNAM

try:
    import fcntl
except ImportError:  # Windows: two builds at once are the operator's care
    fcntl = None  # type: ignore[assignment]

Bounds = dict[str, Bound]

_PARTS = ("site", "book")
_BINDING = ("proceedings.book.print_shop.package", "proceedings.book.volume.proof")
_FRESH = ".build-"
_OFFLINE = "web-offline.zip"
_ABANDONED_SECONDS = 86_400
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
    if "book" in arguments.only:
        warm_up(*_BINDING)
    if "site" in arguments.only:
        _load_ahead()
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
    out.mkdir(parents=True, exist_ok=True)
    # Beside the old output, so that moving it into place is a rename and never a copy.
    with tempfile.TemporaryDirectory(prefix=_FRESH, dir=out, ignore_cleanup_errors=True) as made:
        fresh = Path(made)
        parts, bound = _build(build, root, fresh, arguments)
        with _alone(out):
            for part in parts:
                _replace(fresh / part, out / part, fresh / "old")
    _tell(out, parts, bound, time.monotonic() - started)
    return CLEAN


def _refused(report: Report) -> str:
    """Return which errors stop the build: the last lines on the screen, where hints do not hide them."""
    errors = [finding for finding in report.findings() if finding.severity is Severity.ERROR]
    lines = [f"  {finding.path}, dòng {finding.line}: {finding.code}".replace(", dòng 0", "") for finding in errors]
    more = [f"  … và {len(lines) - _MOST_TOLD} lỗi nữa"] if len(lines) > _MOST_TOLD else []
    head = f"Chưa dựng: sửa {len(errors)} lỗi này trước (xem ở trên). Website và kỷ yếu cũ còn nguyên."
    return "\n".join([head, *lines[:_MOST_TOLD], *more])


def _load_ahead() -> None:
    """Load MkDocs and its plugins while children lay papers out and this process only waits for them."""
    from importlib import import_module

    modules = ("proceedings.web.mkdocs.build", "mkdocs_with_pdf.plugin", "material.plugins.blog.plugin")
    threading.Thread(target=lambda: [import_module(name) for name in modules], daemon=True).start()


def _build(build: Build, root: Path, fresh: Path, arguments: argparse.Namespace) -> tuple[list[str], Bounds]:
    """Build what is asked for into `fresh`: the site here, the books in children; return what is to be replaced."""
    with_book, with_site = "book" in arguments.only, "site" in arguments.only
    parts: list[str] = []
    bound: Bounds = {}
    bindery = None
    if with_book:
        bindery = build.bind(fresh / "books", papers=with_site)
    try:
        if with_site:
            _build_site(build, root, fresh / "site", with_pdf=with_book)
            parts.append("site")
        if bindery:
            bound = bindery.wait()
    except BaseException:
        if bindery:
            bindery.stop()
        raise
    if with_book:
        (fresh / "books" / PRINT).mkdir(parents=True, exist_ok=True)
        (fresh / "books" / PRINT).rename(fresh / PRINT)
        if with_site:
            _pack_site(fresh)
        # All of dist/, or one event's part of it.
        parts.append(f"{PRINT}/{arguments.event}" if arguments.event else PRINT)
        if with_site and arguments.event:
            parts.append(f"{PRINT}/{_OFFLINE}")
    return parts, bound


def _build_site(build: Build, root: Path, site: Path, *, with_pdf: bool) -> None:
    from proceedings.web.mkdocs.build import build_site  # MkDocs is loaded only where a site is built

    os.environ["ENABLE_PDF_EXPORT"] = "1" if with_pdf else "0"
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    # What MkDocs and its plugins date by the clock gets the day that the build is for: the same bytes at any hour.
    midnight = datetime.datetime.combine(build.as_of, datetime.time(), VIETNAM)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(midnight.timestamp()))
    build_site(CONFIGURATION, root, site, build)


def _pack_site(fresh: Path) -> None:
    from proceedings.web.mkdocs.offline import write_bundle

    write_bundle(fresh / "site", fresh / PRINT / _OFFLINE)


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
    for name in (REPLIES, WORD):  # made by import_docx and export_docx, not by a build
        if (aside / name).is_dir():
            (aside / name).rename(target / name)
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


def _tell(out: Path, parts: list[str], bound: Bounds, seconds: float) -> None:
    if "site" in parts:
        print(f"Website: {out / 'site' / 'index.html'}")
        if any(part.startswith(PRINT) for part in parts):
            print(f"Website để đọc không cần mạng: {out / PRINT / _OFFLINE}")
    for event_id, book in bound.items():
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
