"""new_post: a news post about a seminar, its plan's facts filled in and its gaps marked."""

from __future__ import annotations

import sys

from proceedings.commands.arguments import CLEAN, FAILED, Parser, add_common
from proceedings.model.errors import ProceedingsError
from proceedings.pipeline.new_post import write_post
from proceedings.pipeline.paths import today
from proceedings.pipeline.post_text import CATEGORIES


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        path, gaps = write_post(arguments.root.resolve(), arguments.event, arguments.kind, today(arguments.as_of))
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    print(f"Đã tạo {path}. Mở tệp, đọc lại từng dòng.")
    if gaps:
        print(f"Còn {gaps} chỗ [điền: …]; tin chưa được đăng cho đến khi điền hoặc xóa hết.")
    return CLEAN


def _parser() -> Parser:
    parser = Parser(prog="new_post.py", description="Tạo một tin của sự kiện, đề ngày hôm nay, điền sẵn kế hoạch.")
    parser.add_argument("event", metavar="SỰ_KIỆN", help="mã sự kiện, ví dụ 2021-hoi-thao-truong-chuan")
    parser.add_argument(
        "--kind",
        choices=tuple(CATEGORIES),
        default="tong-ket",
        help="moi-viet-bai; chuong-trinh: thời gian, địa điểm; tong-ket: sau sự kiện (mặc định)",
    )
    add_common(parser)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
