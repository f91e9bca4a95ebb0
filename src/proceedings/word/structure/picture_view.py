"""How Word shows a picture: what it cuts away, how it turns it, how large it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from proceedings.model.lengths import MM_PER_INCH
from proceedings.word.container.package import PIC, WP, A, R, V
from proceedings.word.structure.raster import View

_GROUPS = ("wgp", "grpSp", "wpc", "group")
_LENGTHS = re.compile(r"(?:^|;)\s*(width|height):\s*(\d{1,4}(?:\.\d{1,6})?)(pt|in|cm|mm)")
_PER_INCH = {"pt": 72.0, "in": 1.0, "cm": 2.54, "mm": MM_PER_INCH}


def pictures_of(drawing: Element) -> Iterator[tuple[Element, View]]:
    """Yield the pictures of a drawing and how each was seen; how large is known of one that is alone."""
    pictures = [*drawing.iter(f"{{{PIC}}}pic"), *drawing.iter(f"{{{V}}}imagedata")]
    grouped = any(node.tag.rpartition("}")[2] in _GROUPS for node in drawing.iter())
    for picture in pictures:
        inches = (0.0, 0.0) if grouped or len(pictures) > 1 else _inches(drawing, picture)
        yield picture, _view(picture, *inches)


def relation_of(picture: Element) -> str:
    """Return the id of the relation that a picture comes by."""
    blip = next(picture.iter(f"{{{A}}}blip"), None)
    return blip.get(f"{{{R}}}embed", "") if blip is not None else picture.get(f"{{{R}}}id", "")


def _view(picture: Element, wide: float, high: float) -> View:
    """Return how Word showed a picture: what it cut away, how it turned it, how large it was."""
    crop = next(picture.iter(f"{{{A}}}srcRect"), None)
    form = next(picture.iter(f"{{{A}}}xfrm"), None)
    if picture.tag == f"{{{V}}}imagedata":
        sides = ("left", "top", "right", "bottom")
        cut = tuple(_fraction(picture.get(f"crop{side}", "")) for side in sides)
        return View(cut, inches=wide, inches_high=high)
    cut = tuple(_share(crop.get(side, "0")) for side in "ltrb") if crop is not None else (0.0,) * 4
    if form is None:
        return View(cut, inches=wide, inches_high=high)
    angle = form.get("rot", "0")
    turned = round(int(angle) / 60000, 1) % 360 if re.fullmatch(r"-?\d{1,9}", angle) else 0.0
    flipped = form.get("flipH") in ("1", "true"), form.get("flipV") in ("1", "true")
    return View(cut, turned, *flipped, inches=wide, inches_high=high)


def _inches(drawing: Element, picture: Element) -> tuple[float, float]:
    """Return how wide and high a picture was in Word, 0 where that is not given."""
    if picture.tag == f"{{{V}}}imagedata":
        shape = next((node for node in drawing.iter(f"{{{V}}}shape") if picture in list(node)), None)
        style = shape.get("style", "") if shape is not None else ""
        sizes = {side: float(length) / _PER_INCH[unit] for side, length, unit in _LENGTHS.findall(style)}
        return round(sizes.get("width", 0.0), 3), round(sizes.get("height", 0.0), 3)
    own, placed = picture.find(f".//{{{A}}}xfrm/{{{A}}}ext"), next(drawing.iter(f"{{{WP}}}extent"), None)
    for extent in (own, placed):
        sides = (extent.get("cx", ""), extent.get("cy", "")) if extent is not None else ("", "")
        if all(re.fullmatch(r"\d{1,9}", side) and int(side) for side in sides):
            return round(int(sides[0]) / 914_400, 3), round(int(sides[1]) / 914_400, 3)
    return 0.0, 0.0


def _share(text: str) -> float:
    return max(int(text) / 100_000, 0.0) if re.fullmatch(r"-?\d{1,9}", text) else 0.0


def _fraction(text: str) -> float:
    if re.fullmatch(r"-?\d{1,9}f", text):
        return max(int(text[:-1]) / 65536, 0.0)
    return max(float(text), 0.0) if re.fullmatch(r"-?\d{0,3}\.\d{1,6}", text) else 0.0
