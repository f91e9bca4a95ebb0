"""import_docx: a Word file becomes a paper of an event, with a report of what was taken, changed and left out."""

from __future__ import annotations

import argparse
import datetime
import stat
import sys
from pathlib import Path

from proceedings.commands.named_event import named_event
from proceedings.commands.place import CLEAN, FAILED, FOUND, Parser, add_common, reason, today
from proceedings.model.errors import ProceedingsError
from proceedings.model.event import Event
from proceedings.model.finding import Fault
from proceedings.model.paper import SELF_CHOSEN
from proceedings.model.proceedings import flat_topics
from proceedings.reading.tree import read
from proceedings.word.filing import check_free, file_paper
from proceedings.word.manuscript import Manuscript, Wanted, read_manuscript
from proceedings.word.package import MAX_FILE
from proceedings.word.refusal import RefusedError


def main(argv: list[str] | None = None) -> int:
    """Return 0 for a paper without faults, 1 for one that still has some, 2 where nothing could be imported."""
    options = _parser().parse_args(argv)
    try:
        return _import(options)
    except ProceedingsError as error:
        print(_one_line(str(error)), file=sys.stderr)
        return FAILED


def _parser() -> Parser:
    parser = Parser(
        prog="import_docx.py", description="Đưa một bài viết Word (.docx) vào thư mục của tọa đàm, hội thảo."
    )
    parser.add_argument("file", metavar="TỆP.docx", type=Path, help="tệp Word nhận được")
    parser.add_argument("--event", metavar="MÃ", required=True, help="mã tọa đàm, hội thảo (tên thư mục trong papers/)")
    parser.add_argument(
        "--slug", metavar="TÊN", help="tên tệp của bài, ví dụ doi-moi-kiem-tra (mặc định: lấy từ tên bài)"
    )
    parser.add_argument("--topic", metavar="SỐ", help="số chủ đề trong danh mục của tọa đàm, hội thảo")
    parser.add_argument(
        "--received", metavar="NGÀY", type=_date, help="ngày nhận bài, viết năm-tháng-ngày; mặc định hôm nay"
    )
    add_common(parser)
    return parser


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày có thật, viết như 2021-10-22") from None


def _import(options: argparse.Namespace) -> int:
    root = options.root.resolve()
    proceedings = read(root).proceedings
    event = named_event(proceedings, options.event)
    if options.slug:
        check_free(root, event, options.slug)
    content = _content(options.file)
    wanted = Wanted(
        slug=options.slug,
        topic=options.topic,
        received=options.received or today(options.as_of),
        file_name=options.file.stem,
    )
    manuscript = read_manuscript(content, wanted, event, proceedings.units)
    try:
        path, faults = file_paper(root, event, manuscript, content)
    except OSError as error:
        raise ProceedingsError(f"Không ghi được bài vào papers/{event.id}: {reason(error)}.") from error
    for line in _report(path.relative_to(root).as_posix(), manuscript, event):
        print(_one_line(line))
    for fault in faults:
        print(_one_line(_fault(fault)))
    print("Bài còn lỗi cần sửa." if faults else "Đọc lại bài: không có lỗi. Chạy scripts/check.py để kiểm tra đầy đủ.")
    return FOUND if faults else CLEAN


def _content(path: Path) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ProceedingsError(f"Không đọc được tệp Word: {path} là thư mục.", "Ghi đường dẫn đến một tệp .docx.")
        if not stat.S_ISREG(found.st_mode):
            raise ProceedingsError(f"Không đọc được tệp Word: {path} không phải tệp thường.")
        if found.st_size > MAX_FILE:
            raise RefusedError("KY904", f"Tệp {path.name} quá lớn (tối đa {MAX_FILE / 1e6:.0f} MB).")
        return path.read_bytes()
    except OSError as error:
        raise ProceedingsError(
            f"Không đọc được tệp Word: {reason(error)}.", "Kiểm tra đường dẫn và tên tệp."
        ) from error


def _report(path: str, paper: Manuscript, event: Event) -> list[str]:
    lines = [f"Đã ghi {path}", f"  Tên bài: {paper.front.title}"]
    for author in paper.front.authors:
        person = f"{author.degree or ''} {author.name}".strip()
        lines.append(f"  Tác giả: {person} · {author.position or 'không ghi chức vụ'} · {author.unit}")
    if paper.front.topic:
        own = f" “{paper.front.topic_title}”" if paper.front.topic_title else ""
        said = f" (theo dòng “{paper.topic_line}”, đã lấy ra khỏi thân bài)" if paper.topic_line else " (theo --topic)"
        lines.append(f"  Chủ đề: {paper.front.topic}{own}{said}")
    if paper.front.received:
        lines.append(f"  Ngày nhận: {paper.front.received.isoformat()}")
    if paper.front.abstract:
        lines.append("  Tóm tắt: đã đưa vào phần đầu bài.")
    if paper.front.keywords:
        lines.append(f"  Từ khóa: {', '.join(paper.front.keywords)}")
    counts = {
        "Tiêu đề mục": len(paper.headings),
        "hình": len(paper.captions),
        "bảng": paper.tables,
        "chú thích": paper.notes,
    }
    lines.append("  " + " · ".join(f"{what}: {count}" for what, count in counts.items()))
    lines += [f"    {heading}" for heading in paper.headings]
    lines += [
        f"  Hình {number}: {caption or '(không có chú thích hình)'}" for number, caption in enumerate(paper.captions, 1)
    ]
    lines.append(f"  Số chữ: bản Word {paper.words_in}, bài {paper.words_out} (không kể tên bài, tác giả)")
    lines += _dropped(paper)
    lines += [f"  Lưu ý: {remark}" for remark in paper.remarks]
    if paper.front.topic is None:
        lines.append(
            "  Lưu ý: Chưa có chủ đề: chọn trong danh mục ghi sẵn ở phần đầu bài rồi điền số vào mục topic (KY401)."
        )
    elif paper.front.topic not in {topic.number for topic in flat_topics(event.topics)} | {SELF_CHOSEN}:
        lines.append(f"  Lưu ý: Danh mục không có chủ đề số “{paper.front.topic}”.")
    return lines


def _dropped(paper: Manuscript) -> list[str]:
    dropped = paper.dropped
    kinds = {
        "chữ đã xóa (theo dõi sửa đổi)": dropped.deleted,
        "chữ ẩn": dropped.hidden,
        "nhận xét": dropped.comments,
        "chữ ở đầu trang, chân trang": dropped.margins,
    }
    lines = [f"  Bỏ lại: {count} {kind}" for kind, count in kinds.items() if count]
    if dropped.deleted or dropped.hidden or dropped.comments:
        lines.append("  Lưu ý: original.docx vẫn giữ nguyên những phần bỏ lại này.")
    return lines


def _fault(fault: Fault) -> str:
    place = f"{fault.path}:{fault.line}" if fault.line else fault.path
    return f"{place}: {fault.code} {fault.message} {fault.fix}".rstrip()


def _one_line(text: str) -> str:
    """Author text can neither start a new line nor move the cursor."""
    return "".join(char if char.isprintable() else " " for char in text)


if __name__ == "__main__":
    raise SystemExit(main())
