"""What the pages of a PDF draw: colours and inks, pictures with their size on paper, transparency."""

from __future__ import annotations

import hashlib
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pikepdf
from PIL import Image, ImageChops

from proceedings.book.layout.cache import kept_file

Matrix = tuple[float, float, float, float, float, float]
Ink = tuple[str, tuple[float, ...]]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_INCH = 72
# The operators that matter here; everything else is passed over unread.
_OPERATORS = "q Q cm Do gs g G rg RG k K cs CS sc SC scn SCN Tj TJ ' \" sh BI ID EI INLINE IMAGE Tr"
# Forms within forms, and forms of one page: beyond, a file is made to keep programs busy.
_DEEPEST, _MOST_FORMS = 12, 10_000
_FOUR = 4
# From here on a mixture of inks, their common grey and the black one, is black to the eye.
_BLACK = 0.9
_INKS = ("DeviceGray", "DeviceCMYK", "Separation", "DeviceN", "Pattern")
# Inks that every press has; /All is drawn on every plate, /None on none. Any other name is a spot colour.
_PRESS_INKS = ("/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black")
_SPOT = "spot"
# The side, in dots, of the copy that a picture's inks are measured on, and the bits of each ink.
_SMALL, _BITS = 64, 8
# What reading the dots of a picture raises where they are damaged or packed in a way that Pillow does not know.
_UNREADABLE = (
    OSError, SyntaxError, ValueError, RuntimeError, TypeError, LookupError, AttributeError, pikepdf.PdfError,
    Image.DecompressionBombError, pikepdf.UnsupportedImageTypeError,
)  # fmt: skip
# What every colour but grey, every shading and every picture within a content is set by.
_SIGNS_OF_COLOUR = (
    b"rg", b"RG", b"cs", b"CS", b"sc", b"SC", b"sh", b"BI",
    b" k", b"\nk", b"\rk", b"\tk", b" K", b"\nK", b"\rK", b"\tK",
)  # fmt: skip
_BY_NAME = re.compile(rb"(/[^\s/<>()\[\]{}%]+)\s+(Do|gs)\b")
# Ways of drawing letters (Tr) that fill them, and that draw their outline; 3 and 7 draw nothing.
_FILLED, _OUTLINED = (0, 2, 4, 6), (1, 2, 5, 6)
_BY_OPERATOR = {
    "g": "DeviceGray",
    "k": "DeviceCMYK",
    "rg": "DeviceRGB",
    "G": "DeviceGray",
    "K": "DeviceCMYK",
    "RG": "DeviceRGB",
}


class DrawnPicture(NamedTuple):
    """A picture as drawn once: its dots, its colour space, its resolution on paper in dots per inch.

    `ink` is the most that its inks add up to, in per cent; 0 where it has only one or was not measured.
    """

    width: int
    height: int
    space: str
    dpi: float
    masked: bool
    ink: float = 0


@dataclass(slots=True)
class Drawn:
    """What one page draws, its forms and patterns included; `unseen` where they were too many to look at all.

    `coloured` are mixtures with more than black ink, `ink` is the most that one of them adds up to, in per cent.
    """

    rgb: tuple[str, ...] = ()
    spots: tuple[str, ...] = ()
    coloured: tuple[str, ...] = ()
    ink: float = 0
    coloured_text: tuple[str, ...] = ()
    rich_black: bool = False
    pictures: tuple[DrawnPicture, ...] = ()
    see_through: tuple[str, ...] = ()
    unseen: bool = False


@dataclass(slots=True)
class _State:
    """The graphics state as far as it matters; `base` is the matrix that the content stream began with."""

    matrix: Matrix = _IDENTITY
    fill: Ink = ("DeviceGray", (0.0,))
    base: Matrix = _IDENTITY
    stroke: Ink = ("DeviceGray", (0.0,))
    mode: int = 0

    def copy(self) -> _State:
        return _State(self.matrix, self.fill, self.base, self.stroke, self.mode)


@dataclass(slots=True)
class Shared:
    """What pages share and is read once: what forms draw, the most ink of pictures, both by their place in the file.

    `cache` is the folder of what earlier runs found of pictures, by their content.
    """

    cache: Path | None = None
    parsed: dict[tuple[int, int], list[pikepdf.ContentStreamInstruction]] = field(default_factory=dict)
    inks: dict[tuple[int, int], float] = field(default_factory=dict)


@dataclass(slots=True)
class _Looking:
    """One page being looked at."""

    rgb: set[str] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    coloured: set[str] = field(default_factory=set)
    ink: float = 0
    text: set[str] = field(default_factory=set)
    rich: bool = False
    pictures: list[DrawnPicture] = field(default_factory=list)
    see_through: set[str] = field(default_factory=set)
    around: list[tuple[int, int]] = field(default_factory=list)
    forms: int = 0
    unseen: bool = False
    shared: Shared = field(default_factory=Shared)


def look(page: pikepdf.Page, shared: Shared | None = None) -> Drawn:
    """Return what a page draws, its forms and patterns included; `shared` keeps what other pages draw too."""
    found = _Looking(shared=shared or Shared())
    if "/Group" in page:
        found.see_through.add("nhóm của trang")
        _blending(page.Group, found)
    if not _draws_plainly(page, found):
        _walk(page, page.resources, _State(), found)
    return Drawn(
        rgb=tuple(sorted(found.rgb)),
        spots=tuple(sorted(found.spots)),
        coloured=tuple(sorted(found.coloured)),
        ink=found.ink,
        coloured_text=tuple(sorted(found.text)),
        rich_black=found.rich,
        pictures=tuple(found.pictures),
        see_through=tuple(sorted(found.see_through)),
        unseen=found.unseen,
    )


def _draws_plainly(page: pikepdf.Page, found: _Looking) -> bool:
    """Tell whether a page draws nothing but grey letters and lines, and forms without pictures: most pages do.

    Their forms and graphics states have been looked at then; no operator has to be read one by one.
    """
    content = page.obj.get("/Contents", pikepdf.Array())
    streams = list(content) if isinstance(content, pikepdf.Array) else [content]
    text = b"\n".join(stream.read_bytes() for stream in streams)
    if any(sign in text for sign in _SIGNS_OF_COLOUR):
        return False
    named = set(_BY_NAME.findall(text))
    shown = page.resources.get("/XObject", pikepdf.Dictionary())
    forms = [shown.get(name.decode("latin-1")) for name, operator in named if operator == b"Do"]
    if any(form is None or form.get("/Subtype") != "/Form" or not _is_alone(form) for form in forms):
        return False
    for name, operator in named:
        if operator == b"Do":
            _show(name.decode("latin-1"), page.resources, _State(), found)
        else:
            _graphics_state(name.decode("latin-1"), page.resources, _State(), found)
    return True


def _is_alone(form: pikepdf.Object) -> bool:
    """Tell whether a form draws neither pictures nor other forms: then it does not matter where it stands."""
    return not form.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())


def _walk(holder: object, resources: pikepdf.Object, state: _State, found: _Looking) -> None:
    stack: list[_State] = []
    for instruction in _instructions(holder, found):
        operator = str(instruction.operator)
        if operator == "q":
            stack.append(state.copy())
        elif operator == "Q":
            state = stack.pop() if stack else state
        elif operator == "cm":
            state.matrix = _times(_matrix(instruction.operands), state.matrix)
        elif operator == "Do":
            _show(str(instruction.operands[0]), resources, state, found)
        elif operator in ("Tj", "TJ", "'", '"'):
            _letters(state, found)
        else:
            _other(operator, instruction, resources, state, found)


def _instructions(holder: object, found: _Looking) -> list[pikepdf.ContentStreamInstruction]:
    """Return what matters of a content stream; a form's is parsed once for all pages that show it."""
    key = (0, 0) if isinstance(holder, pikepdf.Page) else getattr(holder, "objgen", (0, 0))
    if key == (0, 0):
        return list(pikepdf.parse_content_stream(holder, _OPERATORS))
    parsed = found.shared.parsed
    if key not in parsed:
        parsed[key] = list(pikepdf.parse_content_stream(holder, _OPERATORS))
    return parsed[key]


def _other(
    operator: str,
    instruction: pikepdf.ContentStreamInstruction,
    resources: pikepdf.Object,
    state: _State,
    found: _Looking,
) -> None:
    if operator in ("rg", "RG"):
        found.rgb.add(_screen_colour(_numbers(instruction.operands)))
    elif operator in ("k", "K"):
        _mix(_numbers(instruction.operands), found)
    if operator in ("g", "k", "rg"):
        state.fill = (_BY_OPERATOR[operator], _numbers(instruction.operands))
    elif operator in ("G", "K", "RG"):
        state.stroke = (_BY_OPERATOR[operator], _numbers(instruction.operands))
    elif operator == "Tr":
        state.mode = int(instruction.operands[0])
    elif operator in ("cs", "CS"):
        _space(operator, str(instruction.operands[0]), resources, state, found)
    elif operator in ("sc", "SC", "scn", "SCN"):
        _set(operator, instruction, resources, state, found)
    else:
        _shown_here(operator, instruction, resources, state, found)


def _shown_here(
    operator: str,
    instruction: pikepdf.ContentStreamInstruction,
    resources: pikepdf.Object,
    state: _State,
    found: _Looking,
) -> None:
    if operator == "gs":
        _graphics_state(str(instruction.operands[0]), resources, state, found)
    elif operator == "sh":
        shading = resources.get("/Shading", pikepdf.Dictionary()).get(str(instruction.operands[0]))
        _shade(shading if shading is not None else pikepdf.Dictionary(), operator, found)
    elif operator == "INLINE IMAGE":
        image = instruction.iimage
        space = str(getattr(image, "colorspace", "") or "DeviceGray").lstrip("/")
        found.pictures.append(_picture(int(image.width), int(image.height), space, state, masked=False))


def _set(
    operator: str,
    instruction: pikepdf.ContentStreamInstruction,
    resources: pikepdf.Object,
    state: _State,
    found: _Looking,
) -> None:
    if operator in ("sc", "scn"):
        state.fill = (state.fill[0], _numbers(instruction.operands))
    else:
        state.stroke = (state.stroke[0], _numbers(instruction.operands))
    kind, values = state.fill if operator in ("sc", "scn") else state.stroke
    if kind == "DeviceCMYK":
        _mix(values, found)
    name = instruction.operands[-1] if len(instruction.operands) else None
    pattern = resources.get("/Pattern", pikepdf.Dictionary()).get(str(name)) if isinstance(name, pikepdf.Name) else None
    if pattern is None:
        return
    shading = pattern.get("/Shading")
    if shading is not None:
        _shade(shading, operator, found)
    elif isinstance(pattern, pikepdf.Stream):
        _within(pattern, resources, _State(base=state.base, matrix=state.base), found)


def _space(operator: str, name: str, resources: pikepdf.Object, state: _State, found: _Looking) -> None:
    named = resources.get("/ColorSpace", pikepdf.Dictionary()).get(name, pikepdf.Name(name))
    kind = _check_space(named, operator, found)
    if any(_spots(named)):
        kind = _SPOT
    elif kind == "Separation" and named[1] not in ("/All", "/Black"):
        kind = f"Separation {str(named[1])[1:]}"
    if operator == "cs":
        state.fill = (kind, ())
    else:
        state.stroke = (kind, ())


def _check_space(space: pikepdf.Object | None, operator: str, found: _Looking) -> str:
    kind = space_name(space)
    found.spots.update(_spots(space))
    for name in (kind, _beneath(space)):
        if name not in _INKS:
            found.rgb.add(f"{name} {operator}" if name == kind else f"{kind} trên {name} {operator}")
            break
    return kind


def _beneath(space: pikepdf.Object | None) -> str:
    """Return the space that a spot colour falls back on, or that tiles without colours of their own are drawn in."""
    if isinstance(space, pikepdf.Array) and len(space) > 1:
        if space[0] == "/Pattern":
            return space_name(space[1])
        if space[0] in ("/Separation", "/DeviceN") and len(space) > 2:
            return space_name(space[2])
    return "DeviceGray"


def _spots(space: pikepdf.Object | None) -> Iterator[str]:
    """Yield the spot colours of a space, also of one that lies beneath a palette or tiles."""
    if not isinstance(space, pikepdf.Array) or len(space) < 2:
        return
    if space[0] in ("/Indexed", "/Pattern"):
        yield from _spots(space[1])
    elif space[0] in ("/Separation", "/DeviceN"):
        names = list(space[1]) if isinstance(space[1], pikepdf.Array) else [space[1]]
        yield from (str(name)[1:] for name in names if name not in _PRESS_INKS)


def _shade(shading: pikepdf.Object, operator: str, found: _Looking) -> None:
    if _check_space(shading.get("/ColorSpace"), operator, found) != "DeviceCMYK":
        return
    ends = [*_ends(shading.get("/Function"))]
    for inks in ends:
        _mix(inks, found)
    if not ends:
        found.coloured.add("dải màu CMYK")


def _ends(function: pikepdf.Object | None, depth: int = 0) -> Iterator[tuple[float, ...]]:
    """Yield the colours that a shading runs between, as far as they are written down."""
    if depth > _DEEPEST or not isinstance(function, pikepdf.Dictionary):
        return
    for part in function.get("/Functions", []):
        yield from _ends(part, depth + 1)
    yield from (_numbers(function[end]) for end in ("/C0", "/C1") if end in function)


def _mix(inks: Sequence[float], found: _Looking) -> None:
    """Note a mixture of the four inks."""
    found.ink = max(found.ink, 100 * sum(inks))
    if any(inks[:3]):
        found.coloured.add(_in_percent(inks))


def _in_percent(inks: Sequence[float]) -> str:
    return " ".join(f"{ink} {comma(round(100 * value, 1))}" for ink, value in zip("CMYK", inks, strict=False)) + " %"


def _screen_colour(values: Sequence[float]) -> str:
    return " ".join(f"{light} {255 * value:.0f}" for light, value in zip("RGB", values, strict=False))


def comma(number: float) -> str:
    """Return a number as Vietnamese writes it: "0,5"."""
    return f"{number:g}".replace(".", ",")


def _blending(group: pikepdf.Object, found: _Looking) -> None:
    """A group blends in a space of its own: in RGB, black letters would come out in four inks."""
    if "/CS" in group:
        _check_space(group.CS, "Group", found)


def space_name(space: pikepdf.Object | None) -> str:
    """Return the plain name of a colour space; one of several channels by profile as ICCBased-3, -4."""
    if space is None:
        return "DeviceGray"
    if isinstance(space, pikepdf.Array):
        kind = str(space[0]).lstrip("/")
        if kind == "ICCBased":
            return f"ICCBased-{int(space[1].get('/N', 0))}"
        if kind == "Indexed":
            base = space_name(space[1])
            return base if base in _INKS else f"Indexed {base}"
        return kind
    return str(space).lstrip("/")


def _letters(state: _State, found: _Looking) -> None:
    inks = [state.fill] if state.mode in _FILLED else []
    if state.mode in _OUTLINED:
        inks.append(state.stroke)
    for kind, values in inks:
        if kind not in ("DeviceGray", "Separation", _SPOT) and not (kind == "DeviceCMYK" and not any(values[:3])):
            found.rich |= kind != "DeviceCMYK" or is_rich_black(values)
            found.text.add(_of_text(kind, values))


def _of_text(kind: str, values: tuple[float, ...]) -> str:
    if kind == "DeviceCMYK":
        return _in_percent(values)
    if kind == "DeviceRGB":
        return _screen_colour(values)
    return " ".join([kind, *map(comma, values)])


def is_rich_black(inks: tuple[float, ...]) -> bool:
    """Tell whether letters meant to be black are mixed of several inks: any shift of a plate would blur them."""
    return len(inks) == _FOUR and any(inks[:3]) and inks[3] + min(inks[:3]) >= _BLACK


def _graphics_state(name: str, resources: pikepdf.Object, around: _State, found: _Looking) -> None:
    state = resources.get("/ExtGState", pikepdf.Dictionary()).get(name, pikepdf.Dictionary())
    for key in ("/ca", "/CA"):
        if float(state.get(key, 1)) < 1:
            found.see_through.add(f"độ đục {comma(float(state[key]))}")
    mask = state.get("/SMask", pikepdf.Name("/None"))
    if mask != "/None":
        found.see_through.add("mặt nạ mờ")
        if isinstance(mask.get("/G"), pikepdf.Stream):
            _form(mask.G, resources, around, found)
    mode = state.get("/BM", "/Normal")
    mode = str(mode[0]) if isinstance(mode, pikepdf.Array) else str(mode)
    if mode not in ("/Normal", "/Compatible"):
        found.see_through.add(f"kiểu hòa màu {mode[1:]}")


def _show(name: str, resources: pikepdf.Object, state: _State, found: _Looking) -> None:
    shown = resources.get("/XObject", pikepdf.Dictionary()).get(name)
    if shown is None:
        return
    if shown.get("/Subtype") == "/Image":
        masked = "/SMask" in shown or bool(int(shown.get("/SMaskInData", 0)))
        space = _picture_space(shown)
        size = int(shown.Width), int(shown.Height)
        found.pictures.append(_picture(*size, space, state, masked=masked, ink=_ink_of(shown, space, found.shared)))
        return
    _form(shown, resources, state, found)


def _form(shown: pikepdf.Object, resources: pikepdf.Object, state: _State, found: _Looking) -> None:
    if "/Group" in shown:
        found.see_through.add("nhóm hình")
        _blending(shown.Group, found)
    _within(shown, resources, state, found)


def _picture_space(picture: pikepdf.Object) -> str:
    if picture.get("/ImageMask"):
        return "ImageMask"
    if "/ColorSpace" not in picture:  # a JPEG 2000 file may tell it alone
        return "không ghi rõ"
    return space_name(picture.ColorSpace)


def _within(shown: pikepdf.Object, resources: pikepdf.Object, state: _State, found: _Looking) -> None:
    """Look at what a form or a pattern draws."""
    found.forms += 1
    if shown.objgen in found.around or len(found.around) > _DEEPEST or found.forms > _MOST_FORMS:
        found.unseen = True
        return
    inner = state.copy()
    inner.matrix = inner.base = _times(_matrix(shown.get("/Matrix", list(_IDENTITY))), state.matrix)
    found.around.append(shown.objgen)
    _walk(shown, shown.get("/Resources", resources), inner, found)
    found.around.pop()


def _ink_of(picture: pikepdf.Object, space: str, shared: Shared) -> float:
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


def _picture(width: int, height: int, space: str, state: _State, *, masked: bool, ink: float = 0) -> DrawnPicture:
    a, b, c, d, _, _ = state.matrix
    across, down = math.hypot(a, b), math.hypot(c, d)
    dpi = min(width * _INCH / across if across else math.inf, height * _INCH / down if down else math.inf)
    return DrawnPicture(width, height, space, dpi, masked, ink)


def _numbers(operands: object) -> tuple[float, ...]:
    return tuple(float(value) for value in _items(operands) if isinstance(value, (int, float, Decimal)))


def _items(operands: object) -> Iterator[object]:
    # A list of pikepdf's, which says nothing of what it yields.
    yield from operands  # type: ignore[misc]


def _matrix(operands: object) -> Matrix:
    a, b, c, d, e, f = (float(str(value)) for value in _items(operands))
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
