"""new_paper: a paper with its metadata filled in, ready to be written."""

from __future__ import annotations

import sys

from proceedings.commands.arguments import CLEAN, FAILED, Parser, add_common
from proceedings.installation import command_line
from proceedings.model.errors import ProceedingsError
from proceedings.pipeline.new_paper import NO_TITLE, NewPaper, write_paper
from proceedings.pipeline.paths import today


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    wanted = NewPaper(
        title=arguments.title,
        author=arguments.author,
        unit=arguments.unit,
        topic=arguments.topic,
        kind=arguments.kind,
        slug=arguments.slug,
    )
    try:
        path = write_paper(arguments.root.resolve(), arguments.event, wanted, today(arguments.as_of))
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    print(f"Đã tạo {path}. Mở tệp, viết bài, rồi kiểm tra: {command_line('check')} {path}")
    return CLEAN


def _parser() -> Parser:
    parser = Parser(prog="new_paper.py", description="Tạo một bài mới với phần đầu bài điền sẵn.")
    parser.add_argument("event", metavar="SỰ_KIỆN", help="mã sự kiện, ví dụ 2021-hoi-thao-truong-chuan")
    parser.add_argument("--title", default=NO_TITLE, metavar="TÊN", help="tên bài; tên tệp lấy từ đây")
    parser.add_argument("--author", default="Nguyễn Văn A", metavar="HỌ_TÊN", help="họ và tên tác giả")
    parser.add_argument(
        "--unit", metavar="MÃ", help="mã đơn vị của tác giả (papers/units.yml); mặc định là đơn vị chủ trì"
    )
    parser.add_argument("--topic", metavar="SỐ", help="số chủ đề trong danh mục")
    parser.add_argument("--kind", choices=("article", "model"), default="article", help="model: bài về mô hình")
    parser.add_argument("--slug", metavar="TÊN_TỆP", help="tên tệp, không dấu; mặc định lấy từ tên bài")
    add_common(parser)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
