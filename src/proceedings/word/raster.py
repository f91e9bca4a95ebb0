"""Pictures as Word showed them: cut, turned, and in a form that website and print know."""

from __future__ import annotations

import gzip
import io
import warnings
import zlib
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from proceedings.model.guideline import FileLimits
from proceedings.word.metafile import Convert, metafile_kind

_FORMATS = ["PNG", "JPEG", "BMP", "DIB", "GIF", "TIFF"]
_READY = ("PNG", "JPEG")
_LEAST_CUT = 0.001
_JPEG_QUALITY = 93


@dataclass(frozen=True, slots=True)
class View:
    """What was seen of a picture: shares cut off (left, top, right, bottom), then mirrored, then turned clockwise."""

    cut: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    turned: float = 0.0
    mirrored: bool = False
    upside_down: bool = False

    @property
    def whole(self) -> bool:
        return max(self.cut) < _LEAST_CUT and not (self.turned or self.mirrored or self.upside_down)


def as_seen(content: bytes, view: View, limits: FileLimits, convert: Convert) -> bytes | None:
    """Return a picture as it was seen, the very same bytes where nothing is to be done.

    None is a metafile that cannot be drawn here. What is too large, or no picture at all, is returned as it is: whoever
    files it will refuse it.
    """
    unzipped = _unzipped(content, limits.image_bytes)
    kind = metafile_kind(unzipped)
    if kind:
        drawn = convert(unzipped, kind)
        if drawn is None:
            return None
        content = drawn
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(content), formats=_FORMATS)
            if view.whole and image.format in _READY:
                return content
            if image.width * image.height / 1e6 > limits.image_megapixels:
                return content
            return _written(_shown(image, view), str(image.format))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, zlib.error):
        return content


def _shown(image: Image.Image, view: View) -> Image.Image:
    # A telephone's picture says itself how it lies; where Word turned it, Word has already followed that.
    turned_by_itself = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
    seen = ImageOps.exif_transpose(image) if turned_by_itself and not view.turned else image.copy()
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


def _written(image: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    kept = {name: image.info[name] for name in ("icc_profile", "dpi") if image.info.get(name)}
    if kind == "JPEG":
        image.save(target, "JPEG", quality=_JPEG_QUALITY, **kept)
    else:
        plain = image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
        (image if plain else image.convert("RGB")).save(target, "PNG", **(kept if plain else {}))
    return target.getvalue()


def _unzipped(content: bytes, limit: int) -> bytes:
    """Return an EMZ or WMZ unpacked; nothing where it is broken or larger than a picture may be."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            inner = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error):
        return b""
    return inner if len(inner) <= limit else b""
