"""A command's wall time and the peak memory of all its processes together, as Linux counts them."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_EVERY_SECONDS = 0.1


class Cost(NamedTuple):
    """Seconds of wall time, megabytes at the highest moment (proportional set size), exit code, output."""

    seconds: float
    megabytes: float
    code: int
    output: str


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end and return what it cost."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    output, _ = process.communicate()
    seconds = time.monotonic() - started
    watch.join()
    return Cost(seconds, peak[0], process.returncode, output)


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_megabytes, _family(process.pid))))
        time.sleep(_EVERY_SECONDS)


def _family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (thread / "children").read_text().split())
    return found


def _megabytes(pid: int) -> float:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
    return 0.0
