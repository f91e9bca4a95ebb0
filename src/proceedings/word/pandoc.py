"""The only place that knows pandoc: a checked .docx goes in, pandoc's blocks come out, within bounds."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pypandoc

from proceedings.model.errors import ProceedingsError
from proceedings.word.refusal import RefusedError

Block = dict[str, Any]
"""A node of pandoc's document: "t" names its kind, "c" holds its content."""

SECONDS = 20
_MEMORY = "512M"
_MAX_OUTPUT = 50_000_000
_HEAP_EXHAUSTED = 251


def read_blocks(docx: bytes, seconds: float = SECONDS) -> list[Block]:
    """Return the blocks of a .docx that the gate has let through.

    Raises
    ------
    RefusedError
        KY904 where pandoc needs too much time or memory, KY901 where it cannot read the file.
    """
    with tempfile.TemporaryDirectory(prefix="ky-yeu-word-") as name:
        folder = Path(name)
        (folder / "in.docx").write_bytes(docx)
        _run(folder, seconds)
        result = folder / "out.json"
        if not result.is_file() or result.stat().st_size > _MAX_OUTPUT:
            raise RefusedError("KY904", "Bài viết quá lớn, không chuyển đổi được.", "Chia nhỏ bài rồi thử lại.")
        try:
            document = json.loads(result.read_bytes())
        except RecursionError as error:
            raise RefusedError(
                "KY904", "Bài viết lồng quá sâu, không chuyển đổi được.", "Bỏ bớt bảng lồng nhau."
            ) from error
    blocks = document["blocks"]
    assert isinstance(blocks, list)
    return blocks


def _run(folder: Path, seconds: float) -> None:
    command = [
        _binary(),
        "-f",
        "docx",
        "-t",
        "json",
        "--sandbox",
        "--track-changes=accept",
        "-o",
        "out.json",
        "in.docx",
    ]
    limits = ["+RTS", f"-M{_MEMORY}", "-RTS"]
    try:
        done = subprocess.run(
            [*command, *limits],
            cwd=folder,
            env={"HOME": str(folder), "LANG": "C.UTF-8", "PATH": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"Chuyển đổi quá {seconds:g} giây."
        raise RefusedError("KY904", message, "Bỏ bớt bảng lồng nhau, chia nhỏ bài rồi thử lại.") from error
    if done.returncode == _HEAP_EXHAUSTED:
        raise RefusedError(
            "KY904", "Chuyển đổi cần quá nhiều bộ nhớ.", "Bỏ bớt bảng lồng nhau, giảm số hình rồi thử lại."
        )
    if done.returncode:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        raise RefusedError("KY901", f"pandoc không đọc được tệp ({reason}).", "Mở bằng Word, lưu lại rồi thử lại.")


def _binary() -> str:
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise ProceedingsError("Không tìm thấy pandoc.", "Chạy lại lệnh bằng scripts/ để cài đủ môi trường.") from error
