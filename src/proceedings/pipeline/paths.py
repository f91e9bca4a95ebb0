"""Where things are and which day it is: what every part of the pipeline asks first."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

from proceedings.installation import CHECKOUT, LIBRARY
from proceedings.text.dates import VIETNAM

HOME = CHECKOUT or Path()
"""The content tree that commands work on where none is named: this checkout's, else the current folder."""

CONFIGURATION = CHECKOUT / "mkdocs.yml" if CHECKOUT else LIBRARY / "site.yml"
"""MkDocs' configuration of every site; a content tree's own mkdocs.yml gives name and address only."""

_KEPT = CHECKOUT / ".cache" if CHECKOUT else user_cache_path("ky-yeu")

CACHE = _KEPT / "typeset"
"""Earlier layouts; never inside a content tree that others write to."""

EXAMINED = _KEPT / "examined"
"""Earlier outcomes of the rules that need no layout."""

REPLIES = "tra-loi"
"""Folder of dist/ that holds the reports to send back to authors; a build leaves it alone."""

WORD = "word"
"""Folder of dist/ that holds papers and lists as Word files; a build leaves it alone too."""


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file in one step, whole or not at all; `mode` are its rights."""
    descriptor, name = tempfile.mkstemp(prefix=".moi-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def today(given: datetime.date | None) -> datetime.date:
    """Return the day the command works on: the given one, else SOURCE_DATE_EPOCH's, else the clock's in Vietnam.

    KY_YEU_AS_OF carries a day given to `serve` into the hooks, which MkDocs starts.
    """
    carried = os.environ.get("KY_YEU_AS_OF")
    if given or carried:
        return given or datetime.date.fromisoformat(str(carried))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdecimal():
        with contextlib.suppress(OverflowError, ValueError, OSError):  # beyond every calendar: the clock's day then
            return datetime.datetime.fromtimestamp(int(epoch), VIETNAM).date()
    return datetime.datetime.now(VIETNAM).date()


def site_address(root: Path) -> str:
    """Return the site's address as mkdocs.yml gives it, "" where it gives none or still the example's."""
    try:
        text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = re.search(r"^site_url:\s*[\"']?(https?://[^\s\"'#]+)", text, re.MULTILINE)
    return found[1].rstrip("/") + "/" if found and "//example." not in found[1] else ""
