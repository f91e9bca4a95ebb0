"""Where things are, and which day it is: what every command asks first."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
"""This checkout: code, hooks and templates; the default content tree."""

CACHE = CHECKOUT / ".cache" / "typeset"
"""Earlier layouts; beside the code, never inside a content tree that others write to."""

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing wrong; findings of severity error; the command could not run."""


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
        return datetime.datetime.fromtimestamp(int(epoch), hanoi).date()
    return datetime.datetime.now(hanoi).date()


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
