"""Screen colours as inks: greys stay grey (black ink alone), everything else becomes CMYK by the printer's profile."""

from __future__ import annotations

import functools
import hashlib
import io
import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, ImageChops, ImageCms

from proceedings.book.layout.cache import kept_file
from proceedings.model.errors import ProceedingsError
from proceedings.reading.folder import is_printer_profile

DEFAULT_PROFILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
DEFAULT_CONDITION = "Artifex CMYK SWOP Profile"
_JPEG_QUALITY = 92
# How a converted picture is kept: its inks, whether it is a photograph (JPEG), width and height.
_HEAD = struct.Struct(">4s?II")
_FACTS_OF_A_PICTURE = ("/Width", "/Height", "/BitsPerComponent", "/Filter", "/Decode", "/DecodeParms")
_ICC_HEADER = 128
# Channels of a picture differ by less than this where it is grey for every eye.
_GREY_TOLERANCE = 3
_FILLS = {"rg": ("g", "k"), "RG": ("G", "K")}
_FOUR_INKS = {"k": "g", "K": "G", "sc": "sc", "SC": "SC", "scn": "scn", "SCN": "SCN"}
_SETS_COLOUR = re.compile(rb"(?<![A-Za-z/])(?:rg|RG|k|K|sc|SC|scn|SCN)\b")
_COLOUR_SIGNS = (b"rg", b"RG", b" k", b" K", b"sc", b"SC")
# The things that a content draws by name: pictures and forms, patterns, shadings.
_BY_NAME = re.compile(rb"(/[^\s/<>()\[\]{}%]+)\s+(?:Do|scn|SCN|sh)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The ICC profile of a printing condition."""

    content: bytes
    condition: str


def profile(path: Path | None, condition: str | None) -> Profile:
    """Read the printer's profile, or the one of the package libgs-common where none is named.

    Raises
    ------
    ProceedingsError
        There is no such file, or it is no CMYK printer profile.
    """
    place = path or DEFAULT_PROFILE
    try:
        content = place.read_bytes()
    except OSError as error:
        hint = (
            "Sửa volume.print.profile trong event.yml; đường dẫn tính từ thư mục papers/."
            if path
            else "Cài gói libgs-common (Debian/Ubuntu), hoặc xin nhà in tệp ICC, đặt trong papers/ và ghi tên tệp ở "
            "volume.print.profile của event.yml."
        )
        raise ProceedingsError(f"Không đọc được tệp màu ICC {place.name}.", hint) from error
    if len(content) < _ICC_HEADER or not is_printer_profile(content):
        raise ProceedingsError(
            f"{place.name} không phải tệp ICC của máy in CMYK.", "Xin nhà in tệp ICC loại “output, CMYK”."
        )
    return Profile(content=content, condition=condition or (place.stem if path else DEFAULT_CONDITION))


class Inks:
    """Turns the colours of PDF pages into inks; `coloured` says whether what is drawn needs more than black.

    Parameters
    ----------
    colour
        False prints everything in black ink alone.
    cache
        Folder of pictures converted earlier, found by content; None keeps none.
    """

    def __init__(self, target: Profile, *, colour: bool, cache: Path | None = None) -> None:
        self._colour, self._cache = colour, cache
        self._target = target
        self._done: dict[tuple[int, int], bool] = {}

    def page(self, pdf: pikepdf.Pdf, page: pikepdf.Page) -> bool:
        """Convert everything that a page draws; return whether it prints in colour."""
        content = b"\n".join(stream.read_bytes() for stream in _streams(page))
        coloured = self._resources(page.resources, content)
        if sets_colour(content):
            replaced, inked = self._operators(pikepdf.parse_content_stream(page))
            if replaced is not None:
                page.Contents = pdf.make_stream(replaced)
            coloured |= inked
        return coloured

    def _resources(self, resources: pikepdf.Object, content: bytes) -> bool:
        """Convert all resources, which pages may share; return whether those that `content` draws are coloured."""
        drawn = {name.decode("utf-8", "replace") for name in _BY_NAME.findall(content)}
        coloured = False
        for kind in ("/XObject", "/Shading", "/Pattern"):
            for name, item in resources.get(kind, pikepdf.Dictionary()).items():
                inked = self._resource(item)
                coloured |= inked and name in drawn
        return coloured

    def _resource(self, item: pikepdf.Object) -> bool:
        if item.objgen in self._done:
            return self._done[item.objgen]
        if item.is_indirect:
            self._done[item.objgen] = False  # one that draws itself comes to an end
        if item.get("/Subtype") == "/Image":
            inked = self._picture(item)
        elif "/Shading" in item or "/ShadingType" in item:
            inked = self._shading(item.get("/Shading", item))
        else:
            inked = self._form(item)
        if item.is_indirect:
            self._done[item.objgen] = inked
        return inked

    def _form(self, form: pikepdf.Object) -> bool:
        """Convert a form or a pattern of tiles."""
        resources = form.get("/Resources", pikepdf.Dictionary())
        if "/Group" in form:
            # A group blends in a colour space of its own: in RGB, black text would come out in four inks.
            form.Group.CS = pikepdf.Name.DeviceCMYK
            if not _see_through(resources):
                del form["/Group"]
        content = form.read_bytes()
        coloured = self._resources(resources, content)
        if sets_colour(content):
            replaced, inked = self._operators(pikepdf.parse_content_stream(form))
            if replaced is not None:
                form.write(replaced)
            coloured |= inked
        return coloured

    def _operators(self, instructions: Iterable[pikepdf.ContentStreamInstruction]) -> tuple[bytes | None, bool]:
        """Return a content with its colours converted, None where it may stay, and whether it is coloured."""
        made, coloured, changed = [], False, False
        for instruction in instructions:
            operator, operands = str(instruction.operator), list(instruction.operands)
            other = None
            if operator in _FILLS:
                inks = self.ink(*(float(value) for value in operands))
                coloured |= len(inks) > 1
                other = inks, _FILLS[operator][len(inks) > 1]
            elif operator in _FOUR_INKS and _are_four_inks(operands):
                four = [float(value) for value in operands]
                coloured |= self._colour and any(four[:3])
                other = None if self._colour else ((_black_alone(*four),), _FOUR_INKS[operator])
            elif operator in ("cs", "CS") and operands[0] == "/DeviceCMYK" and not self._colour:
                other = (pikepdf.Name.DeviceGray,), operator
            if other:
                changed = True
                instruction = pikepdf.ContentStreamInstruction(other[0], pikepdf.Operator(other[1]))
            made.append(instruction)
        return (pikepdf.unparse_content_stream(made) if changed else None), coloured

    @functools.lru_cache(maxsize=4096)  # noqa: B019 - one converter lives for one file
    def ink(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """Return a colour (0 to 1) as grey, one number, or as cyan, magenta, yellow, black."""
        if max(red, green, blue) - min(red, green, blue) < 0.01:
            return (round(green, 3),)
        if not self._colour:
            return (round(0.299 * red + 0.587 * green + 0.114 * blue, 3),)
        dot = Image.new("RGB", (1, 1), tuple(round(255 * value) for value in (red, green, blue)))
        return tuple(round(value / 255, 3) for value in _to_cmyk(self._target.content).apply(dot).tobytes())

    def _shading(self, shading: pikepdf.Object) -> bool:
        if shading.get("/ColorSpace") != "/DeviceRGB":
            return False
        grey = all(len(self.ink(*ends)) == 1 for ends in _ends(shading.Function))
        self._function(shading.Function, grey)
        shading.ColorSpace = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceCMYK
        return not grey

    def _function(self, function: pikepdf.Object, grey: bool) -> None:
        for part in function.get("/Functions", pikepdf.Array()):
            self._function(part, grey)
        for end in ("/C0", "/C1"):
            if end in function and len(function[end]) == 3:
                inks = self.ink(*(float(value) for value in function[end]))
                full = inks if grey or len(inks) == 4 else (0, 0, 0, 1 - inks[0])
                function[end] = pikepdf.Array([*full])

    def _picture(self, picture: pikepdf.Object) -> bool:
        """Convert a picture in its place, laid on white where it is see-through; return whether it stays coloured."""
        mask = picture.get("/SMask")
        spaces = ("/DeviceGray", "/DeviceCMYK")
        inked = picture.get("/ColorSpace") == spaces[1]
        if mask is None and (picture.get("/ImageMask") or picture.get("/ColorSpace") in spaces[: 1 + self._colour]):
            return bool(inked)
        made = kept_file(self._cache, self._named(picture), None, lambda: self._converted(picture))
        return _write(picture, made)

    def _named(self, picture: pikepdf.Object) -> str:
        """Return what a converted picture depends on: its dots, how they are kept, the profile."""
        digest = hashlib.sha256(self._target.content)
        for part in (picture, picture.get("/SMask")):
            if part is not None:
                facts = [repr(part.get(key)) for key in _FACTS_OF_A_PICTURE]
                digest.update(repr(facts).encode() + part.read_raw_bytes())
                palette = part.get("/ColorSpace")
                digest.update(palette.unparse() if isinstance(palette, pikepdf.Object) else b"")
        return f"picture {self._colour} {digest.hexdigest()}"

    def _converted(self, picture: pikepdf.Object) -> bytes:
        """Return a picture in inks: four letters for inks and way of packing, width and height, its data."""
        mask = picture.get("/SMask")
        image = pikepdf.PdfImage(picture).as_pil_image(apply_mask=False)
        photograph = picture.get("/Filter") == "/DCTDecode"
        if picture.get("/ColorSpace") == "/DeviceCMYK" and photograph and "/Decode" not in picture:
            image = ImageChops.invert(image)  # Pillow takes every such file for one that holds its inks inverted
        if mask is not None:
            alpha = pikepdf.PdfImage(mask).as_pil_image().convert("L").resize(image.size)
            image = Image.composite(image.convert("RGB"), Image.new("RGB", image.size, "white"), alpha)
        image = image.convert("RGB") if image.mode not in ("L", "RGB", "CMYK") else image
        made = self._inked(image)
        return _HEAD.pack(made.mode.encode(), photograph, *made.size) + _packed(made, photograph)

    def _inked(self, image: Image.Image) -> Image.Image:
        if image.mode == "L" or not self._colour or (image.mode == "RGB" and _is_grey(image)):
            return image.convert("L")
        if image.mode == "CMYK":
            return image
        return _to_cmyk(self._target.content).apply(image)


def _see_through(resources: pikepdf.Object) -> bool:
    """Return whether anything is drawn less than opaque."""
    states = resources.get("/ExtGState", pikepdf.Dictionary()).values()
    return any(state.get("/ca", 1) != 1 or state.get("/CA", 1) != 1 or "/SMask" in state for state in states)


def sets_colour(content: bytes) -> bool:
    """Return whether a content stream sets a colour other than a grey; most pages of text need no closer look."""
    return any(sign in content for sign in _COLOUR_SIGNS) and _SETS_COLOUR.search(content) is not None


def _packed(image: Image.Image, photograph: bool) -> bytes:
    if not photograph:
        return zlib.compress(image.tobytes())
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return buffer.getvalue()


def _write(picture: pikepdf.Object, made: bytes) -> bool:
    """Put a converted picture in the place of the one it was made from; return whether it is coloured."""
    mode, photograph, width, height = _HEAD.unpack(made[: _HEAD.size])
    coloured = mode.startswith(b"CMYK")
    for key in ("/DecodeParms", "/Decode", "/Intent", "/Mask", "/SMask"):
        if key in picture:
            del picture[key]
    picture.BitsPerComponent, picture.Width, picture.Height = 8, width, height
    picture.ColorSpace = pikepdf.Name.DeviceCMYK if coloured else pikepdf.Name.DeviceGray
    packing = pikepdf.Name.DCTDecode if photograph else pikepdf.Name.FlateDecode
    picture.write(made[_HEAD.size :], filter=packing)
    if photograph and coloured:  # JPEG files hold these inks the other way round
        picture.Decode = pikepdf.Array([1, 0, 1, 0, 1, 0, 1, 0])
    return bool(coloured)


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    # Pillow types the extremes as those of one channel or of several; these have one.
    apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return all(difference.getextrema()[1] <= _GREY_TOLERANCE for difference in apart)  # type: ignore[operator]


@functools.lru_cache(maxsize=4)
def _to_cmyk(target: bytes) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(target)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _ends(function: pikepdf.Object) -> Iterable[tuple[float, float, float]]:
    for part in function.get("/Functions", pikepdf.Array()):
        yield from _ends(part)
    for end in ("/C0", "/C1"):
        if end in function and len(function[end]) == 3:
            red, green, blue = (float(value) for value in function[end])
            yield red, green, blue


def _streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    contents = page.get("/Contents", pikepdf.Array())
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _are_four_inks(operands: list[object]) -> bool:
    return len(operands) == 4 and not any(isinstance(value, pikepdf.Name) for value in operands)


def _black_alone(cyan: float, magenta: float, yellow: float, black: float) -> float:
    """Return four inks as a grey, 1 for white."""
    return round(max(0.0, 1 - black - 0.299 * cyan - 0.587 * magenta - 0.114 * yellow), 3)


def digest(content: bytes) -> str:
    """Return the name that a file's content has in SHA256SUMS."""
    return hashlib.sha256(content).hexdigest()
