"""new_paper: a paper with its metadata filled in, ready to be written."""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Collection
from pathlib import Path

from proceedings.commands.arguments import CLEAN, FAILED, Parser, add_common
from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN
from proceedings.model.proceedings import flat_topics
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.paths import today
from proceedings.reading.folder import FOREWORD, scan
from proceedings.reading.load import read
from proceedings.reading.topic_choice import topic_choice
from proceedings.text.characters import printable
from proceedings.text.nearest import nearest
from proceedings.text.slug import slugify

_TITLE = "Tên bài"


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        path = run(arguments)
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    print(f"Đã tạo {path}. Mở tệp, viết bài, rồi kiểm tra: python3 scripts/check.py {path}")
    return CLEAN


def run(arguments: argparse.Namespace) -> Path:
    """Write the paper and return its path relative to the root."""
    root: Path = arguments.root.resolve()
    proceedings = read(root).proceedings
    event = named_event(proceedings, arguments.event)
    slug = slugify(arguments.slug or arguments.title)[:60].strip("-")
    if arguments.title == _TITLE and not arguments.slug:
        slug = _free(root / "papers" / event.id, slug)
    path = root / "papers" / event.id / f"{slug}.md"
    if not slug:
        raise ProceedingsError("Tên bài không cho ra tên tệp nào.", "Thêm --slug, ví dụ --slug vai-tro-nguoi-dung-dau.")
    if path.name == FOREWORD or path.exists() or path.is_symlink():
        raise ProceedingsError(f"Đã có bài {path.relative_to(root)}.", "Chọn tên khác bằng --slug.")
    unit = arguments.unit or event.organizer
    _known(unit, proceedings.units, "đơn vị mã")
    if arguments.topic:
        topics = [topic.number for topic in flat_topics(event.topics) if not topic.children]
        _known(arguments.topic, [*topics, *([SELF_CHOSEN] if event.own_topics else [])], "chủ đề")
    _write(root, path, skeleton(event, arguments, unit, received=today(arguments.as_of).isoformat()))
    return path.relative_to(root)


def _free(folder: Path, slug: str) -> str:
    """Return a slug that is not taken yet, for a paper whose title is still to be found: "ten-bai", "ten-bai-2" …"""
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in itertools.count(1))
    return next(name for name in numbered if not (folder / f"{name}.md").exists())


def _known(word: str, known: Collection[str], what: str) -> None:
    if word not in known:
        meant = nearest(word, known, limit=3)
        raise ProceedingsError(f"Không có {what} {word}.", f"Gần nhất: {', '.join(meant)}." if meant else "")


def _write(root: Path, path: Path, text: str) -> None:
    """Write the paper; a name that no paper may have, as the readers judge it, leaves nothing behind."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ProceedingsError(f"Không ghi được bài: {reason(error)}.") from error
    for fault in scan(root, path.parent).faults:
        if fault.path == path.relative_to(root).as_posix():
            path.unlink()
            raise ProceedingsError(fault.message, "Chọn tên khác bằng --slug.")


def skeleton(event: Event, arguments: argparse.Namespace, unit: str, received: str) -> str:
    """Return the text of the new paper: filled front matter, the topics as a reminder, headings to write under."""
    lines = [
        "---",
        f"title: {_quoted(arguments.title)}",
        "authors:",
        f"  - {{name: {_quoted(arguments.author)}, unit: {unit}}}   # thêm khi có: degree: ThS., position: Giảng viên",
        *topic_choice(event),
        f"topic: {_quoted(arguments.topic) if arguments.topic else ''}".rstrip(),
    ]
    sections = ["Đặt vấn đề", "Nội dung", "Kết luận"]
    if arguments.kind == "model":
        lines += ["kind: model", "model: {name: null}"]
        sections = [part.name[0].upper() + part.name[1:] for part in event.guideline.model_parts]
    lines += [f"received: {received}", "---", ""]
    return "\n".join(lines) + "".join(f"\n## {section}\n\n" for section in sections)


def _quoted(text: str) -> str:
    escaped = _one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _parser() -> Parser:
    parser = Parser(prog="new_paper.py", description="Tạo một bài mới với phần đầu bài điền sẵn.")
    parser.add_argument("event", metavar="SỰ_KIỆN", help="mã sự kiện, ví dụ 2021-hoi-thao-truong-chuan")
    parser.add_argument("--title", default=_TITLE, metavar="TÊN", help="tên bài; tên tệp lấy từ đây")
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
