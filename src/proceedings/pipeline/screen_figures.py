"""Figures of papers as the website serves them; what was made smaller is kept from build to build."""

from __future__ import annotations

import hashlib
from pathlib import Path

from proceedings.cache import code_version, kept
from proceedings.model.paper import Figure
from proceedings.pipeline.paths import CACHE
from proceedings.web.photographs import for_screens, is_large

_CODE = "web/photographs.py"


def screen_figure(figure: Figure, cache: Path | None = CACHE) -> bytes:
    """Return a figure in a size for screens.

    Parameters
    ----------
    cache
        Folder that keeps what was made smaller before.
    """
    if not is_large(figure.name, figure.content):
        return figure.content
    what = f"{code_version(_CODE)}\n{hashlib.sha256(figure.content).hexdigest()}"
    return kept(cache, what, lambda: for_screens(figure.name, figure.content))
