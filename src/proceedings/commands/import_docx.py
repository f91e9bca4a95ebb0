"""import_docx: Word files become papers of an event, each with a report of what was taken, changed and left out."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from proceedings.checking.report import PaperReport, Report
from proceedings.checking.text_report import text_report
from proceedings.commands.arguments import CLEAN, FAILED, FOUND, Parser, add_common, show_progress
from proceedings.installation import program
from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.finding import Fault, Severity
from proceedings.pipeline.import_files import Imported, accounts, check_imported, import_files, open_desk
from proceedings.pipeline.paths import site_address, today
from proceedings.text.characters import printable
from proceedings.text.letters import shorten
from proceedings.word.manuscript import Wanted
from proceedings.word.reply.received_file import ReceivedFile
from proceedings.word.reply.report import ImportAccount, text_lines

_REASON = 120


def main(argv: list[str] | None = None) -> int:
    """Return 0 where all papers are clean, 1 where one has faults or gaps, 2 where a file could not be imported."""
    options = _parser().parse_args(argv)
    try:
        return _import(options)
    except ProceedingsError as error:
        _refuse(error)
        return FAILED


def _parser() -> Parser:
    parser = Parser(
        prog="import_docx.py",
        description="Đưa các bài viết Word (.docx; .doc và .odt nếu máy có LibreOffice) vào thư mục của tọa đàm, hội "
        "thảo, kèm báo cáo để gửi lại tác giả.",
    )
    parser.add_argument("files", metavar="TỆP.docx", type=Path, nargs="+", help="tệp Word nhận được, một hoặc nhiều")
    parser.add_argument("--event", metavar="MÃ", required=True, help="mã tọa đàm, hội thảo (tên thư mục trong papers/)")
    parser.add_argument(
        "--update",
        action="store_true",
        help="tệp là bản sửa của bài đã có: lấy những gì tác giả sửa, giữ những gì ban biên tập đã ghi",
    )
    parser.add_argument(
        "--slug", metavar="TÊN", help="tên tệp của bài, ví dụ doi-moi-kiem-tra (mặc định: lấy từ tên bài)"
    )
    parser.add_argument("--topic", metavar="SỐ", help="số chủ đề trong danh mục của tọa đàm, hội thảo")
    parser.add_argument(
        "--received", metavar="NGÀY", type=_date, help="ngày nhận bài, viết năm-tháng-ngày; mặc định hôm nay"
    )
    parser.add_argument(
        "--convert-legacy",
        action="store_true",
        help="chuyển chữ bảng mã cũ (TCVN3, VNI) sang Unicode; chỉ dùng sau khi đã xem bản đọc thử",
    )
    parser.add_argument("--no-check", action="store_true", help="chỉ đưa bài vào, không dàn trang và kiểm tra")
    add_common(parser)
    return parser


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày có thật, viết như 2021-10-22") from None


def _import(options: argparse.Namespace) -> int:
    if options.slug and sum(not _is_lock(path) for path in options.files) > 1:
        raise ProceedingsError("--slug chỉ dùng được với một tệp.", "Chạy riêng tệp cần đặt tên.")
    asked = Wanted(
        slug=options.slug, topic=options.topic, received=options.received, convert_legacy=options.convert_legacy
    )
    root, check = options.root.resolve(), not options.no_check
    desk = open_desk(root, options.event, asked, today(options.as_of), update=options.update, will_check=check)
    files = _without_locks(options.files)
    imported = import_files(
        files,
        desk,
        lambda number, source: _show(f"Đọc {number}/{len(files)}: {source.name} …"),
        lambda source, error: _refuse(error, f"{source.name}: " if len(files) > 1 else ""),
    )
    _show("")
    worst = _report(imported, check=check) if imported.taken else CLEAN
    if len(files) > 1:
        print(_summary(imported))
    return FAILED if imported.refused else worst


def _is_lock(path: Path) -> bool:
    """Return whether a file is the mark that Word leaves beside a document while it is open."""
    return path.name.startswith("~$")


def _without_locks(files: Sequence[Path]) -> list[Path]:
    """Leave out Word's marks of open documents, which `*.docx` names too, and say so in one line."""
    locks = [path.name for path in files if _is_lock(path)]
    if locks:
        said = f"Bỏ qua tệp tạm của Word (tài liệu đang mở, không phải bài viết): {', '.join(locks)}."
        print(printable(said), file=sys.stderr)
    return [path for path in files if not _is_lock(path)]


def _report(imported: Imported, *, check: bool) -> int:
    """Check the new papers, print and write a report on each; return the exit code."""
    checked: dict[str, PaperReport] = {}
    if check:
        try:
            checked = check_imported(imported, show_progress)
        except ProceedingsError as error:  # no font to lay out with: the papers are filed all the same
            print(f"Chưa kiểm tra được: {printable(str(error))}", file=sys.stderr)
    root, worst = imported.desk.root, CLEAN
    site = site_address(root)
    for taken, account in zip(imported.taken, accounts(imported, checked), strict=True):
        for line in text_lines(account):
            print(printable(line))
        worst = max(worst, _print_findings(account, taken.file.faults, site, asked=check))
        _answer(root, account, taken.received, imported.desk.today)
    return worst


def _print_findings(account: ImportAccount, faults: Sequence[Fault], site: str, *, asked: bool) -> int:
    """Print what is wrong with a paper; return the exit code that it deserves."""
    if account.checked is None:
        for fault in faults:
            print(printable(_fault(fault)))
        short = f"Đọc lại bài: không có lỗi. Chạy {program('check')} để kiểm tra đầy đủ."
        print("Bài còn lỗi cần sửa." if faults else short)
        return FOUND if faults or asked else CLEAN
    print(
        "\n".join(
            text_report(Report(papers=(account.checked,)), colour=sys.stdout.isatty(), site=site).splitlines()[:-1]
        )
    )
    errors = any(finding.severity is Severity.ERROR for finding in account.checked.findings)
    gaps = account.manuscript.gaps and not account.merged  # an update leaves what editors have filled in
    return FOUND if errors or gaps else CLEAN


def _answer(root: Path, account: ImportAccount, received: ReceivedFile, as_of: datetime.date) -> None:
    from proceedings.pipeline.author_reply import write_answer  # the page's engine, only where a file was taken in

    try:
        page = write_answer(root, account, received, as_of)
    except OSError as error:
        print(f"Không ghi được báo cáo: {printable(reason(error))}.", file=sys.stderr)
        return
    print(f"Gửi lại tác giả: {printable(str(page.parent.relative_to(root)))}/\n")


def _summary(imported: Imported) -> str:
    """Return how many files became what, and each refused one with the reason on a line of its own."""
    done, refused = imported.taken, imported.refused
    new = sum(one.merged is None for one in done)
    parts = [f"{new} bài mới"] + ([f"{len(done) - new} bài cập nhật"] if len(done) > new else [])
    if refused:
        parts.append(f"{len(refused)} tệp không nhận")
    why = ["  " + printable(f"{path.name}: {shorten(error.message, _REASON)}") for path, error in refused]
    return "\n".join([f"{len(done) + len(refused)} tệp: {', '.join(parts)}{':' if why else '.'}", *why])


def _refuse(error: ProceedingsError, before: str = "") -> None:
    _show("")
    print(printable(before + str(error)), file=sys.stderr)


def _show(text: str) -> None:
    """Show what is going on, on a terminal only; the next words take its place."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{printable(text)}", end="", file=sys.stderr, flush=True)


def _fault(fault: Fault) -> str:
    place = f"{fault.path}:{fault.line}" if fault.line else fault.path
    return f"{place}: {fault.code} {fault.message} {fault.fix}".rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
