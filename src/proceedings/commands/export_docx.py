"""export_docx: a paper, or a volume's contents and lists of papers, as Word files in the guideline's style."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from proceedings.commands.arguments import CLEAN, FAILED, FOUND, Parser, add_common, show_progress
from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.pipeline.build_context import prepare
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.paths import WORD, today, write_whole
from proceedings.pipeline.word_paper import word_paper
from proceedings.reading.load import read
from proceedings.text.slug import slugify
from proceedings.word.writing.lists import (
    CATALOGUE,
    CONTENTS,
    export_catalogue,
    export_contents,
)

_FOLDER = Path("dist") / WORD


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return run(arguments)
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"Không ghi được tệp Word: {reason(error)}.", file=sys.stderr)
        return FAILED


def run(arguments: argparse.Namespace) -> int:
    """Write what is asked for and say where it is."""
    root = arguments.root.resolve()
    target = arguments.out.resolve() if arguments.out else root / _FOLDER
    if arguments.list and arguments.paths:
        raise ProceedingsError("--list là danh mục của cả tập, không đi cùng tên bài.", "Bỏ tên bài hoặc bỏ --list.")
    if arguments.list and not arguments.event:
        raise ProceedingsError("--list cần mã sự kiện.", "Thêm --event, ví dụ --event 2021-toa-dam-kl14.")
    if arguments.list:
        return _export_lists(root, target, arguments)
    proceedings = read(root).proceedings
    for paper in _wanted(proceedings, root, arguments):
        event = proceedings.event(paper.event)
        exported = word_paper(paper, event, proceedings)
        _write(target / event.id / f"{paper.slug}.docx", exported.content)
        for remark in exported.remarks:
            print(f"  Lưu ý: {remark}")
    return CLEAN


def _wanted(proceedings: Proceedings, root: Path, arguments: argparse.Namespace) -> list[Paper]:
    """Return the papers named on the command line, else all of the event."""
    by_path = {paper.path: paper for paper in proceedings.papers}
    if arguments.paths:
        event = named_event(proceedings, arguments.event).id if arguments.event else None
        papers = [_named(path, root, by_path) for path in arguments.paths]
        return [paper for paper in papers if event in (None, paper.event)]
    if not arguments.event:
        raise ProceedingsError("Chưa nói xuất bài nào.", "Ghi đường dẫn bài (.md), hoặc --event MÃ.")
    return list(proceedings.papers_of(named_event(proceedings, arguments.event)))


def _named(path: Path, root: Path, by_path: dict[str, Paper]) -> Paper:
    """Return the paper of a path, which may be given from here or from the root."""
    for candidate in (Path.cwd() / path, root / path):
        with contextlib.suppress(OSError, ValueError):
            name = candidate.resolve().relative_to(root).as_posix()
            if name in by_path:
                return by_path[name]
    hint = "Bài là tệp .md trong papers/<sự kiện>/; bài có phần đầu hỏng thì chạy scripts/check.py để xem chỗ sai."
    raise ProceedingsError(f"Không có bài {path}, hoặc không đọc được phần đầu bài.", hint)


def _export_lists(root: Path, target: Path, arguments: argparse.Namespace) -> int:
    build = prepare(root, today(arguments.as_of), show_progress)
    event = named_event(build.proceedings, arguments.event)
    order = build.order(event)
    folder = target / event.id
    _write(folder / f"{slugify(CONTENTS)}.docx", export_contents(event, order))
    _write(folder / f"{slugify(CATALOGUE)}.docx", export_catalogue(event, order, build.proceedings))
    shown = {entry.paper.path for entry in order.entries}
    accepted = [paper for paper in build.report.papers if paper.event == event.id and paper.status == "accepted"]
    left = [paper for paper in accepted if paper.path not in shown]
    for paper in left:
        print(f"  Chưa đưa vào danh mục, vì còn lỗi: {paper.path}")
    return FOUND if left else CLEAN


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    print(f"Đã ghi {path}")


def _parser() -> Parser:
    parser = Parser(
        prog="export_docx.py", description="Xuất bài, hoặc mục lục và danh mục bài tham luận, thành tệp Word (.docx)."
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="BÀI", help="bài (.md); bỏ trống: mọi bài của sự kiện")
    parser.add_argument("--event", metavar="MÃ", help="mã sự kiện, ví dụ 2021-hoi-thao-truong-chuan")
    parser.add_argument("--list", action="store_true", help="mục lục và danh mục bài tham luận của sự kiện")
    parser.add_argument("--out", type=Path, metavar="THƯ_MỤC", help="nơi ghi; mặc định dist/word/ của cây nội dung")
    add_common(parser)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
