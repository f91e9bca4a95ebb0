"""check --fix: papers repaired in place, each change shown."""

from __future__ import annotations

import re
import stat
from collections.abc import Sequence
from pathlib import Path

from proceedings.checking.fixing import diff, fix
from proceedings.model.errors import ProceedingsError, reason
from proceedings.pipeline.paths import write_whole
from proceedings.reading.folder import FOREWORD
from proceedings.text.characters import printable
from proceedings.text.letters import shorten

_PAPER = re.compile(r"papers/[^/]+/[^/]+\.md")


def run_fix(root: Path, papers: Sequence[Path], *, unsafe: bool) -> list[str]:
    """Repair papers and return what to print: each change as a diff, and how many papers were changed.

    Raises
    ------
    ProceedingsError
        A paper cannot be written; those before it are whole and repaired, it and those after are as they were.
    """
    lines: list[str] = []
    changed = 0
    for path in papers:
        shown = path.relative_to(root).as_posix()
        if path.is_symlink() or path.name == FOREWORD or not _PAPER.fullmatch(shown):
            continue
        try:
            before = path.read_bytes()
            after, is_changed = fix(before, unsafe=unsafe)
            if is_changed:
                write_whole(path, after, stat.S_IMODE(path.stat().st_mode))
        except OSError as error:
            raise ProceedingsError(f"Không sửa được {shown}: {reason(error)}.") from error
        if is_changed:
            changed += 1
            lines += [_printable(line) for line in diff(shown, before, after).split("\n")]
    lines.append(
        f"Đã sửa {changed} bài. Đọc lại phần khác biệt rồi chạy check.py." if changed else "Không có gì để sửa."
    )
    return lines


def _printable(line: str) -> str:
    return shorten(printable(line, "�"), 400)
