"""How large a picture is: as its file says, in CSS pixels (96 to the inch), the same on screen, in print and in Word.

A photograph says it by its dots and their number per inch (PNG `pHYs`, JFIF density), a drawing by its own width. The
import from Word writes there what the author saw, so that a picture keeps its size without a word in the text.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from defusedxml import ElementTree
from PIL import Image

from proceedings.model.lengths import MM_PER_INCH

PIXELS_PER_INCH = 96
# What programs write into files that were never measured (0, 1, 72000) says nothing of their size. The picture of a
# phone that is narrow in Word has well over a thousand dots to the inch.
_BELIEVED = (10, 30_000)
_USUAL = (640.0, 360.0)
_LARGEST = 100_000.0
"""Pixels of a side beyond which a drawing's own word for it is not believed: no sheet is 26 m wide."""
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / MM_PER_INCH}
_LENGTH = re.compile(r"\s*(\d*\.?\d+)\s*(px|pt|pc|in|cm|mm|)\s*")
_IMAGE = re.compile(r'<img\b(?=[^>]*?\bsrc="([^"]*)")')


class Size(NamedTuple):
    """Width and height in CSS pixels; `own` is False for a drawing that only has a shape and fills the line."""

    width: float
    height: float
    own: bool = True


def picture_size(name: str, content: bytes) -> Size:
    """Return the size of a figure that `read_figure` has let through.

    Raises
    ------
    OSError, ElementTree.ParseError
        It is no picture.
    """
    if name.lower().endswith(".svg"):
        return _of_drawing(content)
    with Image.open(io.BytesIO(content)) as picture:
        inch = dots_per_inch(picture)
        return Size(picture.width * PIXELS_PER_INCH / inch, picture.height * PIXELS_PER_INCH / inch)


def dots_per_inch(picture: Image.Image) -> float:
    """Return how many dots of a picture lie on an inch across, 96 where its file does not say it."""
    said = picture.info.get("dpi") or (0, 0)
    return float(said[0]) if believed(float(said[0])) else PIXELS_PER_INCH


def believed(dots: float) -> bool:
    """Return whether a number of dots per inch can be meant."""
    return _BELIEVED[0] <= dots <= _BELIEVED[1]


def on_screen(text: str, figures: Mapping[str, bytes]) -> str:
    """Return HTML whose figures keep their place before they have come, and come when they are wanted.

    Parameters
    ----------
    text
        HTML of a paper; pictures without a file among `figures` stay as they are.
    figures
        Content by the name that the HTML uses.
    """
    return _with_sizes(text, figures, _screen)


def in_print(text: str, figures: Mapping[str, bytes]) -> str:
    """Return HTML that gives the engine how many dots of a photograph lie on an inch."""
    return _with_sizes(text, figures, _print)


def _with_sizes(text: str, figures: Mapping[str, bytes], write: Callable[[str, bytes], str]) -> str:
    def sized(found: re.Match[str]) -> str:
        name = unquote(html.unescape(found[1]))
        content = figures.get(name)
        return found[0] if content is None else f"{found[0]}{write(name, content)}"

    return _IMAGE.sub(sized, text)


def _screen(name: str, content: bytes) -> str:
    size = picture_size(name, content)
    room = f' width="{max(round(size.width), 1)}" height="{max(round(size.height), 1)}"'
    if not size.own:
        room = f' style="width:100%;aspect-ratio:auto {size.width:g}/{size.height:g}"'
    return f'{room} loading="lazy"'


def _print(name: str, content: bytes) -> str:
    if name.lower().endswith(".svg"):
        return ""
    with Image.open(io.BytesIO(content)) as picture:
        return f' style="image-resolution:{dots_per_inch(picture):g}dpi"'


def _of_drawing(content: bytes) -> Size:
    root = ElementTree.fromstring(content)
    box = [float(number) for number in re.findall(r"-?\d*\.?\d+(?:e[-+]?\d+)?", root.get("viewBox", ""))]
    shape = (box[2], box[3]) if len(box) == 4 and all(0 < side <= _LARGEST for side in box[2:]) else None
    width, height = (_pixels(root.get(side, "")) for side in ("width", "height"))
    if width and not height:
        height = width * shape[1] / shape[0] if shape else 0.0
    if 0 < width <= _LARGEST and 0 < height <= _LARGEST:
        return Size(width, height)
    return Size(*(shape or _USUAL), own=False)


def _pixels(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0
