"""Finished folders put in the place of old ones: each is the whole old one or the whole new one at any moment."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from proceedings.pipeline.paths import REPLIES, WORD

try:
    import fcntl
except ImportError:  # Windows: two builds at once are the operator's care
    fcntl = None  # type: ignore[assignment]

_FRESH = ".build-"
_ABANDONED_SECONDS = 86_400


@contextmanager
def fresh_folder(out: Path) -> Iterator[Path]:
    """Yield a folder to build in, beside the old output, so that a move into place is a rename and never a copy."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_FRESH, dir=out, ignore_cleanup_errors=True) as made:
        yield Path(made)


def replace_folder(fresh: Path, target: Path, aside: Path) -> None:
    """Put a finished folder in the place of the old one by renaming; a failure puts the old one back."""
    target.parent.mkdir(parents=True, exist_ok=True)
    had_one = target.exists()
    if had_one:
        target.rename(aside)
    try:
        fresh.rename(target)
    except OSError:
        if had_one:
            aside.rename(target)
        raise
    for name in (REPLIES, WORD):  # made by import_docx and export_docx, not by a build
        if (aside / name).is_dir():
            (aside / name).rename(target / name)
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def one_at_a_time(out: Path) -> Iterator[None]:
    """Let one build at a time replace the output; what builds that were killed left behind is cleared away."""
    with (out / f"{_FRESH}lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    for left in out.glob(f"{_FRESH}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
