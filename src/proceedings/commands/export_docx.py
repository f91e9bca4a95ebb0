"""export_docx: a paper, or a volume's contents and lists of papers, as Word files in the guideline's style."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from proceedings.commands.arguments import CLEAN, FAILED, FOUND, Parser, add_common, show_progress
from proceedings.model.errors import ProceedingsError, reason
from proceedings.pipeline.paths import WORD, today
from proceedings.pipeline.word_export import export_lists, export_papers

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
    if not arguments.list:
        export_papers(root, target, arguments.paths, arguments.event, _written)
        return CLEAN
    left = export_lists(root, target, arguments.event, today(arguments.as_of), show_progress, _written)
    for path in left:
        print(f"  Chưa đưa vào danh mục, vì còn lỗi: {path}")
    return FOUND if left else CLEAN


def _written(path: Path, remarks: Sequence[str]) -> None:
    print(f"Đã ghi {path}")
    for remark in remarks:
        print(f"  Lưu ý: {remark}")


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
