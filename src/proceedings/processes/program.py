"""An outside program (pandoc, LibreOffice) at work in a folder, within limits, ended with whatever it started."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from proceedings.processes.limits import OutOfTimeError, TimeLimit

_SHELL = ("/bin/sh", "-c", 'ulimit -t "$0" 2>/dev/null; exec "$@"')


class Program:
    """A program that works beside this process; neither it nor what it started outlives the context.

    `streams` are those of subprocess.Popen; one that is not given leads nowhere.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str], limit: TimeLimit, **streams: Any
    ) -> None:
        if os.name == "posix":
            # The system's own limit, a second later, ends it even where this process has died.
            command = [*_SHELL, str(math.ceil(limit.seconds) + 1), *command]
        streams = {**dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL), **streams}
        # A group of its own, which is ended as one.
        self._process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **streams)
        self.stdout = self._process.stdout
        self._limit, self._hung = limit, threading.Event()
        self._timer = threading.Timer(limit.wall_seconds, self._give_up)
        self._timer.daemon = True
        self._timer.start()

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._kill()
        self._process.wait()
        if self.stdout:
            self.stdout.close()

    def wait(self) -> int:
        """Return the exit code.

        Raises
        ------
        OutOfTimeError
            The program, with those it waited for, took more processor time than it may, or did not end.
        """
        used = 0.0
        if os.name == "posix":
            _, status, usage = os.wait4(self._process.pid, 0)
            self._process.returncode = os.waitstatus_to_exitcode(status)
            used = usage.ru_utime + usage.ru_stime
        code = self._process.wait()
        if self._hung.is_set():
            raise OutOfTimeError(self._limit.hung)
        if used > self._limit.seconds:
            raise OutOfTimeError(self._limit.overworked)
        return code

    def _give_up(self) -> None:
        self._hung.set()
        self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
