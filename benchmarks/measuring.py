"""What a command costs: wall time, processor time, memory of all its processes and of the largest one, on Linux."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_EVERY_SECONDS = 0.1
# Looking may take this part of the time and no more: the processes that are watched need the processors.
_SHARE_OF_LOOKING = 0.05
_PATIENCE_SECONDS = 10.0
_SET_CHILD_SUBREAPER = 36
_STOPPED = -1


class Cost(NamedTuple):
    """Seconds of wall and of processor time; megabytes at the highest moment, of all processes together (proportional
    set size) and of the largest one (resident set size); exit code, -1 where it was stopped; output.
    """

    seconds: float
    megabytes: float
    code: int
    output: str
    processor: float
    largest: float

    @property
    def stopped(self) -> bool:
        return self.code == _STOPPED


def run(
    command: Sequence[str],
    *,
    timeout: float | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    merged: bool = False,
) -> Cost:
    """Run a command to its end, or stop it after `timeout` seconds; return what it cost.

    Parameters
    ----------
    merged
        Return what it writes to standard error among its output; else that is shown.
    """
    _adopt_orphans()
    before = _processor()
    started = time.monotonic()
    errors = subprocess.STDOUT if merged else None
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=folder, env=environment, errors="replace"
    )
    peak = [0.0, 0.0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    code = None
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        _end(process.pid)
        output, _ = process.communicate()
        code = _STOPPED
    except BaseException:
        _end(process.pid)
        raise
    seconds = time.monotonic() - started
    watch.join()
    _wait_for_orphans()
    return Cost(seconds, peak[0], process.returncode if code is None else code, output, _processor() - before, peak[1])


def _adopt_orphans() -> None:
    """Become the parent of what a command leaves behind: multiprocessing's fork server, with all its children took."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> None:
    last = time.monotonic() + _PATIENCE_SECONDS
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < last:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if not pid:
                time.sleep(0.01)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _end(pid: int) -> None:
    """End a command and all it has started."""
    for one in _family(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        started = time.monotonic()
        sizes = [_megabytes(pid) for pid in _family(process.pid)]
        peak[0] = max(peak[0], sum(together for together, _ in sizes))
        peak[1] = max(peak[1], *(alone for _, alone in sizes))
        time.sleep(max(_EVERY_SECONDS, (time.monotonic() - started) / _SHARE_OF_LOOKING))


def _family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
    return found


def _megabytes(pid: int) -> tuple[float, float]:
    """Return a process's proportional set size now and its largest resident set size so far."""
    return _kilobytes(pid, "smaps_rollup", "Pss:") / 1024, _kilobytes(pid, "status", "VmHWM:") / 1024


def _kilobytes(pid: int, file: str, name: str) -> int:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1])
    return 0
