"""Photographs in a size for screens: a telephone's twelve million dots are for the print shop, not for its reader."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from PIL import Image

from proceedings.cache import code_version, kept

_LARGE = 2_000
"""Dots of the longer side from which on a photograph is made smaller."""
_SIDE = 1_600
"""What it then gets: twice the text column, for screens with two dots to the pixel."""
_QUALITY = 82
_CODE = "web/photographs.py"


def for_screens(name: str, content: bytes, cache: Path | None = None) -> bytes:
    """Return a figure as the website serves it; drawings, PNG and photographs that are not large stay as they are.

    Parameters
    ----------
    name, content
        A figure that `read_figure` has let through.
    cache
        Folder that keeps what was made smaller before.

    Raises
    ------
    OSError
        It is no picture.
    """
    if not name.lower().endswith((".jpg", ".jpeg")):
        return content
    with Image.open(io.BytesIO(content)) as picture:
        if max(picture.size) <= _LARGE:
            return content
    what = f"{code_version(_CODE)}\n{hashlib.sha256(content).hexdigest()}"
    made = kept(cache, what, lambda: _smaller(content))
    return made if len(made) < len(content) else content


def _smaller(content: bytes) -> bytes:
    target = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        icc = picture.info.get("icc_profile")
        picture.draft(picture.mode, (_SIDE, _SIDE))
        picture.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
        kept_profile = {"icc_profile": icc} if icc else {}
        picture.save(target, "JPEG", quality=_QUALITY, optimize=True, progressive=True, **kept_profile)
    return target.getvalue()
