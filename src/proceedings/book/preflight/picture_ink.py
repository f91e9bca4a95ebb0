"""How much ink a picture takes where it takes most, measured on a small copy of it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops

from proceedings.book.layout.cache import kept_file

# The side, in dots, of the copy that a picture's inks are measured on, and the bits of each ink.
_SMALL, _BITS = 64, 8
# What reading the dots of a picture raises where they are damaged or packed in a way that Pillow does not know.
_UNREADABLE = (
    OSError, SyntaxError, ValueError, RuntimeError, TypeError, LookupError, AttributeError, pikepdf.PdfError,
    Image.DecompressionBombError, pikepdf.UnsupportedImageTypeError,
)  # fmt: skip


@dataclass(slots=True)
class Shared:
    """What pages share and is read once: what forms draw, the most ink of pictures, both by their place in the file.

    `cache` is the folder of what earlier runs found of pictures, by their content.
    """

    cache: Path | None = None
    parsed: dict[tuple[int, int], list[pikepdf.ContentStreamInstruction]] = field(default_factory=dict)
    inks: dict[tuple[int, int], float] = field(default_factory=dict)


def ink_of(picture: pikepdf.Object, space: str, shared: Shared) -> float:
    """Return the most that the four inks of a picture add up to, in per cent; a picture is measured once."""
    if space != "DeviceCMYK":
        return 0
    if picture.objgen not in shared.inks:
        facts = [repr(picture.get(key)) for key in ("/Width", "/Height", "/BitsPerComponent", "/Filter", "/Decode")]
        content = picture.read_raw_bytes() if shared.cache else b""
        what = f"ink {facts} {hashlib.sha256(content).hexdigest()}"
        most = kept_file(shared.cache, what, None, lambda: str(_most_ink(picture)).encode())
        shared.inks[picture.objgen] = int(most) / 255 * 100
    return shared.inks[picture.objgen]


def _most_ink(picture: pikepdf.Object) -> int:
    """Return the most that four inks add up to, each from 0 to 255; 0 for a picture that cannot be measured."""
    try:
        dots = _small(picture).tobytes()
    except _UNREADABLE:
        return 0
    return max(map(sum, zip(dots[0::4], dots[1::4], dots[2::4], dots[3::4], strict=False)), default=0)


def _small(picture: pikepdf.Object) -> Image.Image:
    """Return a small copy of a picture in four inks: specks and noise weigh nothing in it."""
    photograph = picture.get("/Filter") == "/DCTDecode"
    if photograph:
        image: Image.Image = Image.open(io.BytesIO(picture.read_raw_bytes()))
        image.draft(None, (_SMALL, _SMALL))  # unpacks an eighth of the dots each way
    else:
        size = int(picture.Width), int(picture.Height)
        image = Image.frombuffer("CMYK", size, picture.read_bytes(), "raw", "CMYK", 0, 1)
    if image.mode != "CMYK" or int(picture.BitsPerComponent) != _BITS:
        raise ValueError("no picture in four inks of eight bits")
    image = image.reduce(max(1, min(image.size) // _SMALL))
    inverted = int(picture.get("/Decode", [0])[0]) == 1
    # Pillow takes every photograph in four inks for one that holds them inverted.
    return ImageChops.invert(image) if inverted != photograph else image
