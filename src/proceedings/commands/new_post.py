"""new_post: a news post about a seminar, its plan's facts filled in and its gaps marked."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from proceedings.commands.arguments import CLEAN, FAILED, Parser, add_common
from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.event import Event
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.paths import today
from proceedings.pipeline.post_text import CATEGORIES, post_text, post_title
from proceedings.reading.load import read
from proceedings.web.news import POSTS, find_gaps, read_posts


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        path, gaps = run(arguments)
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    print(f"Đã tạo {path}. Mở tệp, đọc lại từng dòng.")
    if gaps:
        print(f"Còn {gaps} chỗ [điền: …]; tin chưa được đăng cho đến khi điền hoặc xóa hết.")
    return CLEAN


def run(arguments: argparse.Namespace) -> tuple[Path, int]:
    """Write the post; return its path relative to the root and how many gaps it has."""
    root: Path = arguments.root.resolve()
    proceedings = read(root).proceedings
    event = named_event(proceedings, arguments.event)
    date = today(arguments.as_of)
    slug = _slug(event, arguments.kind, root / "docs")
    head = (
        f"---\ntitle: {json.dumps(post_title(event, arguments.kind), ensure_ascii=False)}\ndate: {date}\n"
        f"categories: [{CATEGORIES[arguments.kind]}]\nslug: {slug}\nevent: {event.id}\n---\n\n"
    )
    text = head + post_text(event, arguments.kind, proceedings)
    path = root / "docs" / POSTS / f"{date}-{slug}.md"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ProceedingsError(f"Đã có tin {path.relative_to(root)}.", "Mở tệp ấy ra sửa.") from None
    except OSError as error:
        raise ProceedingsError(f"Không ghi được tin: {reason(error)}.") from error
    return path.relative_to(root), len(find_gaps(text))


def _slug(event: Event, kind: str, docs: Path) -> str:
    """Return the post's address: without the event's year, where another event's post has not taken that."""
    short, whole = f"{kind}-{event.id.split('-', 1)[-1]}", f"{kind}-{event.id}"
    taken = {post.path.split("/")[1]: post for post in read_posts(docs)}
    for slug in (short, whole):
        if slug not in taken:
            return slug
        if taken[slug].event == event.id:
            raise ProceedingsError(f"Đã có tin docs/{taken[slug].source} cho việc này.", "Mở tệp ấy ra sửa.")
    raise ProceedingsError(
        f"Địa chỉ tin-tuc/{whole}/ đã có tin khác dùng.", f"Sửa `slug` của docs/{taken[whole].source}."
    )


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
