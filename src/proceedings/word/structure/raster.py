"""Pictures as Word showed them: cut, turned, and in a form that website and print know."""

from __future__ import annotations

import gzip
import io
import warnings
import zlib
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from proceedings.model.guideline import FileLimits
from proceedings.reading.picture_size import believed, dots_per_inch

_FORMATS = ["PNG", "JPEG", "BMP", "DIB", "GIF", "TIFF"]
_READY = ("PNG", "JPEG", "MPO")
_PHOTOGRAPHS = ("JPEG", "MPO")
_LEAST_CUT = 0.001
_ON_ITS_SIDE = 5
"""EXIF's orientations from here on exchange width and height."""
_SAME = 0.02
_JPEG_QUALITY = 93


@dataclass(frozen=True, slots=True)
class View:
    """What was seen of a picture: shares cut off (left, top, right, bottom), then mirrored, then turned clockwise.

    `inches` is how wide it was before it was turned, `inches_high` how high; 0 where Word does not say it.
    """

    cut: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    turned: float = 0.0
    mirrored: bool = False
    upside_down: bool = False
    inches: float = 0.0
    inches_high: float = 0.0

    @property
    def whole(self) -> bool:
        return max(self.cut) < _LEAST_CUT and not (self.turned or self.mirrored or self.upside_down)


def as_seen(content: bytes, view: View, limits: FileLimits) -> bytes:
    """Return a picture as it was seen and as large, the very same bytes where nothing is to be done.

    What is too large, or no picture at all, is returned as it is: whoever files it will refuse it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(content), formats=_FORMATS)
            ready, dots = view.whole and image.format in _READY, _dots(image, view)
            large = image.width * image.height / 1e6 > limits.image_megapixels
            if large or (ready and dots is None):
                return content
            return _told(image, dots) if ready and dots else _written(_shown(image, view), str(image.format), dots)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, zlib.error):
        return content


def inches_across(content: bytes) -> float:
    """Return how wide a picture is by what its file says."""
    with Image.open(io.BytesIO(content)) as image:
        return image.width / dots_per_inch(image)


def _dots(image: Image.Image, view: View) -> float | None:
    """Return how many dots of a picture lay on an inch in Word; None where its file says so, or it is unknown."""
    left, _, right, _ = view.cut
    wide = image.height if _lies(image, view) >= _ON_ITS_SIDE else image.width
    dots = wide * (1 - left - right) / view.inches if view.inches else 0.0
    if not believed(dots) or abs(dots - dots_per_inch(image)) < dots * _SAME:
        return None
    return dots


def _lies(image: Image.Image, view: View) -> int:
    """Return how a phone's picture says that it is turned, 1 upright; where Word turned it, it has followed that."""
    return 1 if view.turned else int(image.getexif().get(ExifTags.Base.Orientation, 1) or 1)


def _told(image: Image.Image, dots: float) -> bytes:
    """Return the very same picture whose file now says how large it is."""
    target = io.BytesIO()
    kept = {name: image.info[name] for name in ("icc_profile", "exif") if image.info.get(name)}
    quality: dict[str, Any] = {"quality": "keep"} if image.format == "JPEG" else {}
    if image.format == "MPO":
        quality = {"quality": _JPEG_QUALITY}
    image.save(target, "PNG" if image.format == "PNG" else "JPEG", dpi=(dots, dots), **kept, **quality)
    return target.getvalue()


def _shown(image: Image.Image, view: View) -> Image.Image:
    seen = ImageOps.exif_transpose(image) if _lies(image, view) != 1 else image.copy()
    left, top, right, bottom = view.cut
    box = (
        round(seen.width * left),
        round(seen.height * top),
        round(seen.width * (1 - right)),
        round(seen.height * (1 - bottom)),
    )
    if box[0] < box[2] and box[1] < box[3]:
        seen = seen.crop(box)
    if view.mirrored:
        seen = seen.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if view.upside_down:
        seen = seen.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    if view.turned in (90.0, 180.0, 270.0):
        return seen.rotate(-view.turned, expand=True)
    if view.turned:
        seen = seen.convert("RGBA").rotate(-view.turned, Image.Resampling.BICUBIC, expand=True)
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    return seen


def _written(image: Image.Image, kind: str, dots: float | None) -> bytes:
    target = io.BytesIO()
    kept = {name: image.info[name] for name in ("icc_profile", "dpi") if image.info.get(name)}
    kept |= {"dpi": (dots, dots)} if dots else {}
    if kind in _PHOTOGRAPHS:
        image.save(target, "JPEG", quality=_JPEG_QUALITY, **kept)
    else:
        plain = image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
        (image if plain else image.convert("RGB")).save(target, "PNG", **(kept if plain else {}))
    return target.getvalue()


def unzipped(content: bytes, limit: int) -> bytes:
    """Return an EMZ or WMZ unpacked; nothing where it is broken or larger than a picture may be."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            inner = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error):
        return b""
    return inner if len(inner) <= limit else b""
