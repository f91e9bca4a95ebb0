"""The only place that knows pandoc: a checked .docx goes in, pandoc's blocks come out, within bounds."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from typing import IO, Any

import pypandoc

from proceedings.model.errors import ProceedingsError
from proceedings.word.container.refusal import RefusedError

Block = dict[str, Any]
"""A node of pandoc's document: "t" names its kind, "c" holds its content."""

SECONDS = 15
_MEMORY = "512M"
_MAX_OUTPUT = 50_000_000
_HEAP_EXHAUSTED = 251
_ARGUMENTS = ("-f", "docx", "-t", "json", "--sandbox", "--track-changes=accept", "+RTS", f"-M{_MEMORY}", "-RTS")
_FORMULAS = ("-f", "native", "-t", "docx", "-o", "-", "--sandbox", "+RTS", f"-M{_MEMORY}", "-RTS")
_NESTED = "Bỏ bớt bảng lồng nhau, chia nhỏ bài rồi thử lại."


def read_blocks(docx: bytes, seconds: float = SECONDS) -> list[Block]:
    """Return the blocks of a .docx that the gate has let through.

    Raises
    ------
    RefusedError
        KY904 where pandoc needs too much time or memory, KY901 where it cannot read the file.
    """
    try:
        document = json.loads(_run(docx, seconds))
    except RecursionError as error:
        raise RefusedError("KY904", "Bài viết lồng quá sâu, không chuyển đổi được.", _NESTED) from error
    blocks = document["blocks"]
    assert isinstance(blocks, list)
    return blocks


def formulas_document(formulas: Sequence[tuple[str, bool]], seconds: float = SECONDS) -> bytes:
    """Return a .docx with one paragraph for each formula: its TeX, and whether it stands on a line of its own.

    Raises
    ------
    RefusedError
        As `read_blocks`.
    """
    blocks = (
        f"Para [Math {'DisplayMath' if display else 'InlineMath'} {json.dumps(tex, ensure_ascii=False)}]"
        for tex, display in formulas
    )
    return _run(f"[{', '.join(blocks)}]".encode(), seconds, _FORMULAS)


def _run(docx: bytes, seconds: float, arguments: Sequence[str] = _ARGUMENTS) -> bytes:
    """Return what pandoc writes; it works in an empty folder of its own, without files: nothing of it can be left over.

    The time is that of the clock; a pandoc whose parent was killed ends by its own limit of processor time.
    """
    with (
        tempfile.TemporaryDirectory(prefix="ky-yeu-word-", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as complaints,
    ):
        source.write(docx)
        source.seek(0)
        process = subprocess.Popen(
            [_binary(), *arguments],
            cwd=folder,
            env={"HOME": folder, "LANG": "C.UTF-8", "PATH": ""},
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,
        )
        started = time.monotonic()
        with _ended(process, seconds) as late:
            assert process.stdout is not None
            output = process.stdout.read(_MAX_OUTPUT + 1)
            if len(output) > _MAX_OUTPUT:
                raise RefusedError("KY904", "Bài viết quá lớn, không chuyển đổi được.", "Chia nhỏ bài rồi thử lại.")
            code = process.wait()
        if late.is_set() or time.monotonic() - started > seconds:
            raise RefusedError("KY904", f"Chuyển đổi quá {seconds:g} giây.", _NESTED)
        _check_end(code, complaints)
    return output


@contextlib.contextmanager
def _ended(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """End a process, and all it may have started, at the latest after so many seconds; tell whether it was late."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(process)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        _limit(process.pid, seconds)
        yield late
    finally:
        timer.cancel()
        _kill(process)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _limit(pid: int, seconds: float) -> None:
    """Bound the processor time from outside, where the system can do that (Linux)."""
    if sys.platform == "linux":
        import resource

        most = int(seconds) + 1
        with contextlib.suppress(ProcessLookupError, PermissionError):
            resource.prlimit(pid, resource.RLIMIT_CPU, (most, most))


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
        raise ProceedingsError("Không tìm thấy pandoc.", "Chạy lại lệnh bằng scripts/ để cài đủ môi trường.") from error
