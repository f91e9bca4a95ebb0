"""Figures: what they really are, how large, and SVG reduced to drawing.

What is returned is what site and book use: the reader of a page never gets the bytes an author sent where they are
SVG, only a drawing rebuilt from allowed elements.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException
from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from proceedings.model.guideline import FileLimits

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_PRIVATE = ("inkscape.org", "sodipodi.sourceforge.net", "w3.org/1999/02/22-rdf", "creativecommons.org", "purl.org/dc")
_ELEMENTS = frozenset(
    "svg title desc g defs symbol use rect circle ellipse line polyline polygon path text tspan textPath marker "
    "linearGradient radialGradient stop clipPath mask pattern style metadata".split()
)
# MPO is what many phones write: a JPEG with further pictures behind it.
_FORMATS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "MPO": (".jpg", ".jpeg")}
# What Pillow raises over damaged pixels, and over damaged EXIF that says how a photograph is turned.
_DAMAGED = (OSError, ValueError, SyntaxError, TypeError, AttributeError, KeyError, OverflowError, struct.error)
_MAX_DEPTH = 100
_KEPT_ATTRIBUTES = (f"{{{XLINK}}}href", "{http://www.w3.org/XML/1998/namespace}space")
_OUTSIDE = re.compile(
    r"url\((?!\s*['\"]?\s*#)|@import|\b(?:src|image|image-set)\(|expression\(|javascript:|\\", re.IGNORECASE
)
_FAMILY = re.compile(r"(?<![\w-])font-family\s*:[^;}]*;?", re.IGNORECASE)
_SHORTHAND = re.compile(r"(?<![\w-])(font\s*:[^;}]*?\d(?:[a-z]+|%)(?:\s*/\s*[\w.%]+)?)\s[^;}]*", re.IGNORECASE)


class Refusal(NamedTuple):
    """Why a figure is not accepted: rule, what, how to repair."""

    code: str
    message: str
    fix: str


def read_figure(name: str, content: bytes, limits: FileLimits, font: str) -> bytes | Refusal:
    """Return the figure as it will be published, or why it is refused.

    Parameters
    ----------
    name
        File name; its extension must be that of the content.
    font
        CSS font list that all text of a drawing is set in.
    """
    suffix = name[name.rfind(".") :].lower()
    if len(content) > limits.image_bytes:
        size = f"{len(content) / 1e6:.0f} MB, tối đa {limits.image_bytes / 1e6:.0f} MB"
        return Refusal("KY904", f"Hình {name} quá lớn ({size}).", "Giảm kích thước hình rồi lưu lại.")
    if suffix == ".svg":
        return _read_svg(name, content, limits, font)
    with warnings.catch_warnings(), _whole_pictures_only():
        warnings.simplefilter("ignore")  # Pillow's doubts about metadata and sizes; sizes are judged here
        return _read_raster(name, content, suffix, limits)


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Refuse pictures that are cut off, whatever another library has set in Pillow for the whole process."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _read_raster(name: str, content: bytes, suffix: str, limits: FileLimits) -> bytes | Refusal:
    wrong_type = Refusal(
        "KY901", f"Hình {name} không đúng là tệp {suffix[1:].upper()}.", "Lưu lại hình dưới dạng PNG, JPEG hoặc SVG."
    )
    try:
        image = Image.open(io.BytesIO(content), formats=["PNG", "JPEG"])
    except Image.DecompressionBombError:
        return Refusal("KY904", f"Hình {name} có quá nhiều điểm ảnh.", "Giảm kích thước hình rồi lưu lại.")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return wrong_type
    if suffix not in _FORMATS[str(image.format)]:
        return wrong_type
    megapixels = image.width * image.height / 1e6
    if megapixels > limits.image_megapixels:
        size = f"{image.width} × {image.height} điểm ảnh, tối đa {limits.image_megapixels:g} triệu điểm"
        return Refusal("KY904", f"Hình {name} quá lớn ({size}).", "Giảm kích thước hình rồi lưu lại.")
    try:
        image.load()
        return _without_metadata(image)
    except _DAMAGED:
        return Refusal("KY901", f"Hình {name} bị hỏng, không đọc hết được.", "Lưu lại hình từ bản gốc.")


def _without_metadata(image: Image.Image) -> bytes:
    """Rewrite a picture: pixels, colour profile and resolution stay; place, camera and hidden bytes go."""
    kept = {name: image.info[name] for name in ("icc_profile", "dpi") if name in image.info}
    buffer = io.BytesIO()
    if image.format == "PNG":
        image.save(buffer, "PNG", **kept)
        return buffer.getvalue()
    upright = ImageOps.exif_transpose(image)
    if image.format == "JPEG" and image.getexif().get(ExifTags.Base.Orientation, 1) == 1:
        image.save(buffer, "JPEG", quality="keep", exif=b"", comment=b"", **kept)
    else:  # a turned picture, or the first of a phone's several
        upright.save(buffer, "JPEG", quality=95, exif=b"", **kept)
    return buffer.getvalue()


def _read_svg(name: str, content: bytes, limits: FileLimits, font: str) -> bytes | Refusal:
    try:
        root = defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        fix = "Lưu lại dưới dạng SVG thuần (Plain SVG), không có DOCTYPE."
        return Refusal("KY902", f"Hình {name} có khai báo DOCTYPE hoặc thực thể XML.", fix)
    except (ParseError, ValueError, LookupError):
        return Refusal("KY901", f"Hình {name} không phải SVG đọc được.", "Xuất lại hình từ phần mềm vẽ.")
    if root.tag != f"{{{SVG}}}svg":
        return Refusal("KY901", f"Hình {name} không phải SVG.", "Xuất lại hình dưới dạng SVG.")
    refusal = _too_complex(root, name, limits) or _clean(root, name, font)
    if refusal:
        return refusal
    root.set("font-family", font)
    # The table of prefixes is shared by the whole process: another library may have changed it meanwhile.
    register_namespace("", SVG)
    register_namespace("xlink", XLINK)
    return bytes(tostring(root, encoding="utf-8"))


def _too_complex(root: Element, name: str, limits: FileLimits) -> Refusal | None:
    elements = list(root.iter())
    uses = list(root.iter(f"{{{SVG}}}use"))
    depth, layer = 0, [root]
    while layer and depth <= _MAX_DEPTH:
        depth, layer = depth + 1, [child for element in layer for child in element]
    if len(elements) > limits.svg_elements or len(uses) > limits.svg_uses or layer or _uses_within_used(root, uses):
        message = f"Hình {name} quá phức tạp ({len(elements)} phần tử, {len(uses)} lần dùng lại)."
        return Refusal("KY904", message, "Vẽ gọn lại hoặc xuất thành PNG.")
    return None


def _uses_within_used(root: Element, uses: list[Element]) -> bool:
    """A few `use` of parts that hold `use` themselves multiply into millions of shapes."""
    used = {unquote(value)[1:] for use in uses for key, value in use.items() if key.endswith("href")}
    return any(part.get("id") in used and next(part.iter(f"{{{SVG}}}use"), None) is not None for part in root.iter())


def _clean(element: Element, name: str, font: str) -> Refusal | None:
    """Remove what drawing programs leave behind; refuse what is no drawing."""
    for child in list(element):
        if not isinstance(child.tag, str) or any(host in child.tag for host in _PRIVATE):
            element.remove(child)
            continue
        refusal = _clean(child, name, font)
        if refusal:
            return refusal
    space, _, tag = element.tag.rpartition("}")
    if space != f"{{{SVG}" or tag not in _ELEMENTS:
        return _active(name, f"phần tử <{tag}>")
    if tag == "style":
        if len(element) or _OUTSIDE.search(element.text or ""):
            return _active(name, "kiểu dáng trỏ ra ngoài")
        element.text = _set_in(element.text or "", font)
    return _clean_attributes(element, name, font)


def _clean_attributes(element: Element, name: str, font: str) -> Refusal | None:
    for key, value in list(element.attrib.items()):
        local = key.rpartition("}")[2].lower()
        if any(host in key for host in _PRIVATE) or local in ("font", "font-family"):
            del element.attrib[key]
        elif local.startswith("on"):
            return _active(name, f"mã chạy “{local}”")
        elif local in ("href", "src") and not value.startswith("#"):
            return _active(name, "liên kết ra ngoài hình")
        elif key.startswith("{") and key not in _KEPT_ATTRIBUTES:
            del element.attrib[key]
        elif _OUTSIDE.search(value):
            return _active(name, f"thuộc tính “{local}” trỏ ra ngoài")
        elif local == "style":
            element.set(key, _set_in(value, font))
    return None


def _set_in(style: str, font: str) -> str:
    """Return CSS without font families of its own; the short form `font: 12px X` keeps its size and gets `font`."""
    return _SHORTHAND.sub(lambda found: f"{found.group(1)} {font}", _FAMILY.sub("", style))


def _active(name: str, what: str) -> Refusal:
    return Refusal("KY902", f"Hình {name} chứa {what}.", "Chỉ giữ nét vẽ và chữ, rồi xuất lại dưới dạng SVG thuần.")
