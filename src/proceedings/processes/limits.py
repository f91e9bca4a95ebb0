"""How long work may take: processor time, so that a busy machine changes no outcome; the clock for what hangs."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

_WALL_FACTOR, _WALL_SECONDS = 20, 300


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """`seconds` of processor time, and `wall` seconds on the clock, by default many times as long.

    Windows can keep the limit on the clock alone. `overworked` and `hung` end a sentence on what exceeded them.
    """

    seconds: float
    wall: float | None = None

    @property
    def wall_seconds(self) -> float:
        return max(_WALL_FACTOR * self.seconds, _WALL_SECONDS) if self.wall is None else self.wall

    @property
    def overworked(self) -> str:
        return f"quá {self.seconds:g} giây tính toán"

    @property
    def hung(self) -> str:
        return f"không xong sau {self.wall_seconds:g} giây"


class OutOfTimeError(Exception):
    """Work was ended at its limit; the text is the end of a sentence."""


def processor_time() -> float:
    """Return the processor seconds of this process and of its children that have ended: a clock for busy machines."""
    return sum(os.times()[:4]) if os.name == "posix" else time.monotonic()  # Windows does not count the children
