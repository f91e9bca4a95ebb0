"""Arguments, messages and exit codes that all commands share, in Vietnamese."""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from pathlib import Path
from typing import NoReturn

from proceedings.pipeline.paths import HOME

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing wrong; findings of severity error; the command could not run."""


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese."""

    def __init__(self, prog: str, description: str) -> None:
        if Path(sys.argv[0]).stem == "ky-yeu":
            prog = f"ky-yeu {prog.removesuffix('.py').replace('_', '-')}"
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


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add the arguments every command has."""
    parser.add_argument(
        "--root", type=Path, default=HOME, metavar="THƯ_MỤC", help="cây nội dung (mkdocs.yml, docs/, papers/)"
    )
    parser.add_argument(
        "--as-of", type=_day, default=None, metavar="NGÀY", help="coi hôm nay là ngày này, ví dụ 2021-10-22"
    )


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
