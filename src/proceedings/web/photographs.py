"""Photographs in a size for screens: a phone's twelve million dots are for the print shop, not for its reader."""

from __future__ import annotations

import io

from PIL import Image

_LARGE = 2_000
"""Dots of the longer side from which on a photograph is made smaller."""
_SIDE = 1_600
"""What it then gets: twice the text column, for screens with two dots to the pixel."""
_QUALITY = 82


def is_large(name: str, content: bytes) -> bool:
    """Return whether a figure that `read_figure` has let through is a photograph with more dots than screens have."""
    if not name.lower().endswith((".jpg", ".jpeg")):
        return False
    with Image.open(io.BytesIO(content)) as picture:
        return max(picture.size) > _LARGE


def for_screens(name: str, content: bytes) -> bytes:
    """Return a figure as the website serves it; drawings, PNG and photographs that are not large stay as they are.

    Raises
    ------
    OSError
        It is no picture.
    """
    made = _smaller(content) if is_large(name, content) else content
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
