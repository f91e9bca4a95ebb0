"""The only place that knows pandoc: a checked .docx goes in, pandoc's blocks come out, within bounds."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pypandoc

from proceedings.model.errors import ProceedingsError
from proceedings.processes.limits import OutOfTimeError, TimeLimit
from proceedings.processes.program import Program
from proceedings.word.container.refusal import RefusedError

Block = dict[str, Any]
"""A node of pandoc's document: "t" names its kind, "c" holds its content."""

LIMIT = TimeLimit(15)
_MEMORY = "512M"
_MAX_OUTPUT = 50_000_000
_HEAP_EXHAUSTED = 251
_ARGUMENTS = ("-f", "docx", "-t", "json", "--sandbox", "--track-changes=accept", "+RTS", f"-M{_MEMORY}", "-RTS")
_FORMULAS = ("-f", "native", "-t", "docx", "-o", "-", "--sandbox", "+RTS", f"-M{_MEMORY}", "-RTS")
_NESTED = "Bỏ bớt bảng lồng nhau, chia nhỏ bài rồi thử lại."


def read_blocks(docx: bytes, limit: TimeLimit = LIMIT) -> list[Block]:
    """Return the blocks of a .docx that the gate has let through.

    Raises
    ------
    RefusedError
        KY904 where pandoc needs too much time or memory, KY901 where it cannot read the file.
    """
    try:
        document = json.loads(_run(docx, limit))
    except RecursionError as error:
        raise RefusedError("KY904", "Bài viết lồng quá sâu, không chuyển đổi được.", _NESTED) from error
    blocks = document["blocks"]
    assert isinstance(blocks, list)
    return blocks


def formulas_document(formulas: Sequence[tuple[str, bool]], limit: TimeLimit = LIMIT) -> bytes:
    """Return a .docx with one paragraph for each formula: its TeX, and whether it has a line of its own.

    Raises
    ------
    RefusedError
        As `read_blocks`.
    """
    blocks = (
        f"Para [Math {'DisplayMath' if display else 'InlineMath'} {json.dumps(tex, ensure_ascii=False)}]"
        for tex, display in formulas
    )
    return _run(f"[{', '.join(blocks)}]".encode(), limit, _FORMULAS)


def _run(docx: bytes, limit: TimeLimit, arguments: Sequence[str] = _ARGUMENTS) -> bytes:
    """Return what pandoc writes; it works in an empty folder of its own, of which nothing can be left over."""
    with (
        tempfile.TemporaryDirectory(prefix="ky-yeu-word-", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as complaints,
    ):
        source.write(docx)
        source.seek(0)
        environment = {"HOME": folder, "LANG": "C.UTF-8", "PATH": ""}
        streams: dict[str, Any] = {"stdin": source, "stdout": subprocess.PIPE, "stderr": complaints}
        with Program([_binary(), *arguments], Path(folder), environment, limit, **streams) as pandoc:
            assert pandoc.stdout is not None
            output: bytes = pandoc.stdout.read(_MAX_OUTPUT + 1)
            if len(output) > _MAX_OUTPUT:
                raise RefusedError("KY904", "Bài viết quá lớn, không chuyển đổi được.", "Chia nhỏ bài rồi thử lại.")
            try:
                code = pandoc.wait()
            except OutOfTimeError as error:
                raise RefusedError("KY904", f"Chuyển đổi {error}.", _NESTED) from error
        _check_end(code, complaints)
    return output


def _check_end(code: int, complaints: IO[bytes]) -> None:
    if code == _HEAP_EXHAUSTED:
        raise RefusedError(
            "KY904", "Chuyển đổi cần quá nhiều bộ nhớ.", "Bỏ bớt bảng lồng nhau, giảm số hình rồi thử lại."
        )
    if code:
        complaints.seek(0)
        reason = " ".join(complaints.read(2000).decode("utf-8", "replace").split())[:200]
        raise RefusedError("KY901", f"pandoc không đọc được tệp ({reason}).", "Mở bằng Word, lưu lại rồi thử lại.")


def _binary() -> str:
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise ProceedingsError(
            "Không tìm thấy pandoc.", "Chạy lại lệnh bằng scripts/, hoặc cài lại pypandoc_binary."
        ) from error
