"""Where things are, which day it is, and arguments in Vietnamese: what every command asks first."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import errno
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parents[3]
"""This checkout: code, hooks and templates; the default content tree."""

CACHE = CHECKOUT / ".cache" / "typeset"
"""Earlier layouts; beside the code, never inside a content tree that others write to."""

EXAMINED = CHECKOUT / ".cache" / "examined"
"""Earlier outcomes of the rules that need no layout."""

REPLIES = "tra-loi"
"""Folder of dist/ that holds the reports to send back to authors; a build leaves it alone."""

WORD = "word"
"""Folder of dist/ that holds papers and lists as Word files; a build leaves it alone too."""

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing wrong; findings of severity error; the command could not run."""


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file in one step, whole or not at all; `mode` are its rights."""
    descriptor, name = tempfile.mkstemp(prefix=".moi-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False)
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này rồi dừng")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Cách dùng:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Cách dùng:", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _ARGUMENT_ERRORS:
            message = re.sub(pattern, words, message)
        self.exit(FAILED, f"{self.format_usage()}{self.prog}: {message}\n")


_ARGUMENT_ERRORS = (
    (r"^the following arguments are required: ", "thiếu tham số "),
    (r"^unrecognized arguments: ", "tham số lạ: "),
    (r"^ambiguous option: (\S+) could match ", r"tùy chọn \1 chưa rõ, có thể là "),
    (r"^argument ([^:]+): ", r"\1: "),
    (r"invalid choice: (.+) \(choose from (.+)\)$", r"không nhận \1; chọn trong \2"),
    (r"expected (?:one|at least one) argument$", "cần một giá trị"),
    (r"ignored explicit argument ", "không nhận giá trị "),
)

_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "nơi này chỉ đọc được",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.EDQUOT: "hết chỗ trên đĩa",
    errno.ENOTDIR: "có phần trong đường dẫn không phải thư mục",
    errno.EISDIR: "đây là thư mục",
}


def reason(error: OSError) -> str:
    """Return what the system refused, in Vietnamese: "không có quyền: /a/b"."""
    what = _REASONS.get(error.errno or 0, f"máy báo lỗi số {error.errno}")
    return f"{what}: {error.filename}" if error.filename else what


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add the arguments every command has."""
    parser.add_argument(
        "--root", type=Path, default=CHECKOUT, metavar="THƯ_MỤC", help="cây nội dung (mkdocs.yml, docs/, papers/)"
    )
    parser.add_argument(
        "--as-of", type=_day, default=None, metavar="NGÀY", help="coi hôm nay là ngày này, ví dụ 2021-10-22"
    )


def today(given: datetime.date | None) -> datetime.date:
    """Return the day the command works on: the given one, else SOURCE_DATE_EPOCH's, else the clock's in Vietnam.

    KY_YEU_AS_OF carries a day given to `serve` into the hooks, which MkDocs starts.
    """
    carried = os.environ.get("KY_YEU_AS_OF")
    if given or carried:
        return given or datetime.date.fromisoformat(str(carried))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    hanoi = datetime.timezone(datetime.timedelta(hours=7))
    if epoch and epoch.isdecimal():
        with contextlib.suppress(OverflowError, ValueError, OSError):  # beyond every calendar: the clock's day then
            return datetime.datetime.fromtimestamp(int(epoch), hanoi).date()
    return datetime.datetime.now(hanoi).date()


def site_address(root: Path) -> str:
    """Return the site's address as mkdocs.yml gives it, "" where it gives none or still the example's."""
    try:
        text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.search(r"^site_url:\s*[\"']?(https?://[^\s\"'#]+)", text, re.MULTILINE)
    return found[1].rstrip("/") + "/" if found and "//example." not in found[1] else ""


def show_progress(done: int, total: int) -> None:
    """Show how many papers are laid out, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\rDàn trang {done}/{total} bài …", end=end, file=sys.stderr, flush=True)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"ngày viết năm-tháng-ngày, ví dụ 2021-10-22 (nhận được {text!r})") from error
