"""The content of a page walked operator by operator, forms and patterns included: what it draws."""

from __future__ import annotations

import math
import re

import pikepdf

from proceedings.book.preflight.colour_spaces import space_name
from proceedings.book.preflight.colour_use import PageScan, blending, draw_letters, mix, set_space, shade
from proceedings.book.preflight.drawn import Drawn, DrawnPicture, comma, screen_colour
from proceedings.book.preflight.graphics_state import DEEPEST, IDENTITY, GraphicsState, matrix, numbers, times
from proceedings.book.preflight.picture_ink import Shared, ink_of

_INCH = 72
# The operators that matter here; everything else is passed over unread.
_OPERATORS = "q Q cm Do gs g G rg RG k K cs CS sc SC scn SCN Tj TJ ' \" sh BI ID EI INLINE IMAGE Tr"
# Forms of one page: beyond, a file is made to keep programs busy.
_MOST_FORMS = 10_000
# What every colour but grey, every shading and every picture within a content is set by.
_SIGNS_OF_COLOUR = (
    b"rg", b"RG", b"cs", b"CS", b"sc", b"SC", b"sh", b"BI",
    b" k", b"\nk", b"\rk", b"\tk", b" K", b"\nK", b"\rK", b"\tK",
)  # fmt: skip
_BY_NAME = re.compile(rb"(/[^\s/<>()\[\]{}%]+)\s+(Do|gs)\b")
_BY_OPERATOR = {
    "g": "DeviceGray",
    "k": "DeviceCMYK",
    "rg": "DeviceRGB",
    "G": "DeviceGray",
    "K": "DeviceCMYK",
    "RG": "DeviceRGB",
}


def look(page: pikepdf.Page, shared: Shared | None = None) -> Drawn:
    """Return what a page draws, its forms and patterns included; `shared` keeps what other pages draw too."""
    scan = PageScan(shared=shared or Shared())
    if "/Group" in page:
        scan.see_through.add("nhóm của trang")
        blending(page.Group, scan)
    if not _draws_plainly(page, scan):
        _walk(page, page.resources, GraphicsState(), scan)
    return Drawn(
        rgb=tuple(sorted(scan.rgb)),
        spots=tuple(sorted(scan.spots)),
        coloured=tuple(sorted(scan.coloured)),
        ink=scan.ink,
        coloured_text=tuple(sorted(scan.text)),
        rich_black=scan.rich,
        pictures=tuple(scan.pictures),
        see_through=tuple(sorted(scan.see_through)),
        unseen=scan.unseen,
    )


def _draws_plainly(page: pikepdf.Page, scan: PageScan) -> bool:
    """Return whether a page draws only grey letters and lines, and forms without pictures: most pages do.

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
            _show(name.decode("latin-1"), page.resources, GraphicsState(), scan)
        else:
            _graphics_state(name.decode("latin-1"), page.resources, GraphicsState(), scan)
    return True


def _is_alone(form: pikepdf.Object) -> bool:
    """Return whether a form draws neither pictures nor other forms: then its place does not matter."""
    return not form.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())


def _walk(holder: object, resources: pikepdf.Object, state: GraphicsState, scan: PageScan) -> None:
    stack: list[GraphicsState] = []
    for instruction in _instructions(holder, scan):
        operator = str(instruction.operator)
        if operator == "q":
            stack.append(state.copy())
        elif operator == "Q":
            state = stack.pop() if stack else state
        elif operator == "cm":
            state.matrix = times(matrix(instruction.operands), state.matrix)
        elif operator == "Do":
            _show(str(instruction.operands[0]), resources, state, scan)
        elif operator in ("Tj", "TJ", "'", '"'):
            draw_letters(state, scan)
        else:
            _other(operator, instruction, resources, state, scan)


def _instructions(holder: object, scan: PageScan) -> list[pikepdf.ContentStreamInstruction]:
    """Return what matters of a content stream; a form's is parsed once for all pages that show it."""
    key = (0, 0) if isinstance(holder, pikepdf.Page) else getattr(holder, "objgen", (0, 0))
    if key == (0, 0):
        return list(pikepdf.parse_content_stream(holder, _OPERATORS))
    parsed = scan.shared.parsed
    if key not in parsed:
        parsed[key] = list(pikepdf.parse_content_stream(holder, _OPERATORS))
    return parsed[key]


def _other(
    operator: str,
    instruction: pikepdf.ContentStreamInstruction,
    resources: pikepdf.Object,
    state: GraphicsState,
    scan: PageScan,
) -> None:
    if operator in ("rg", "RG"):
        scan.rgb.add(screen_colour(numbers(instruction.operands)))
    elif operator in ("k", "K"):
        mix(numbers(instruction.operands), scan)
    if operator in ("g", "k", "rg"):
        state.fill = (_BY_OPERATOR[operator], numbers(instruction.operands))
    elif operator in ("G", "K", "RG"):
        state.stroke = (_BY_OPERATOR[operator], numbers(instruction.operands))
    elif operator == "Tr":
        state.mode = int(instruction.operands[0])
    elif operator in ("cs", "CS"):
        set_space(operator, str(instruction.operands[0]), resources, state, scan)
    elif operator in ("sc", "SC", "scn", "SCN"):
        _set(operator, instruction, resources, state, scan)
    else:
        _shown_here(operator, instruction, resources, state, scan)


def _shown_here(
    operator: str,
    instruction: pikepdf.ContentStreamInstruction,
    resources: pikepdf.Object,
    state: GraphicsState,
    scan: PageScan,
) -> None:
    if operator == "gs":
        _graphics_state(str(instruction.operands[0]), resources, state, scan)
    elif operator == "sh":
        shading = resources.get("/Shading", pikepdf.Dictionary()).get(str(instruction.operands[0]))
        shade(shading if shading is not None else pikepdf.Dictionary(), operator, scan)
    elif operator == "INLINE IMAGE":
        image = instruction.iimage
        space = str(getattr(image, "colorspace", "") or "DeviceGray").lstrip("/")
        scan.pictures.append(_picture(int(image.width), int(image.height), space, state, masked=False))


def _set(
    operator: str,
    instruction: pikepdf.ContentStreamInstruction,
    resources: pikepdf.Object,
    state: GraphicsState,
    scan: PageScan,
) -> None:
    if operator in ("sc", "scn"):
        state.fill = (state.fill[0], numbers(instruction.operands))
    else:
        state.stroke = (state.stroke[0], numbers(instruction.operands))
    kind, values = state.fill if operator in ("sc", "scn") else state.stroke
    if kind == "DeviceCMYK":
        mix(values, scan)
    name = instruction.operands[-1] if len(instruction.operands) else None
    pattern = resources.get("/Pattern", pikepdf.Dictionary()).get(str(name)) if isinstance(name, pikepdf.Name) else None
    if pattern is None:
        return
    shading = pattern.get("/Shading")
    if shading is not None:
        shade(shading, operator, scan)
    elif isinstance(pattern, pikepdf.Stream):
        _within(pattern, resources, GraphicsState(base=state.base, matrix=state.base), scan)


def _graphics_state(name: str, resources: pikepdf.Object, around: GraphicsState, scan: PageScan) -> None:
    state = resources.get("/ExtGState", pikepdf.Dictionary()).get(name, pikepdf.Dictionary())
    for key in ("/ca", "/CA"):
        if float(state.get(key, 1)) < 1:
            scan.see_through.add(f"độ đục {comma(float(state[key]))}")
    mask = state.get("/SMask", pikepdf.Name("/None"))
    if mask != "/None":
        scan.see_through.add("mặt nạ mờ")
        if isinstance(mask.get("/G"), pikepdf.Stream):
            _form(mask.G, resources, around, scan)
    mode = state.get("/BM", "/Normal")
    mode = str(mode[0]) if isinstance(mode, pikepdf.Array) else str(mode)
    if mode not in ("/Normal", "/Compatible"):
        scan.see_through.add(f"kiểu hòa màu {mode[1:]}")


def _show(name: str, resources: pikepdf.Object, state: GraphicsState, scan: PageScan) -> None:
    shown = resources.get("/XObject", pikepdf.Dictionary()).get(name)
    if shown is None:
        return
    if shown.get("/Subtype") == "/Image":
        masked = "/SMask" in shown or bool(int(shown.get("/SMaskInData", 0)))
        space = _picture_space(shown)
        size = int(shown.Width), int(shown.Height)
        scan.pictures.append(_picture(*size, space, state, masked=masked, ink=ink_of(shown, space, scan.shared)))
        return
    _form(shown, resources, state, scan)


def _form(shown: pikepdf.Object, resources: pikepdf.Object, state: GraphicsState, scan: PageScan) -> None:
    if "/Group" in shown:
        scan.see_through.add("nhóm hình")
        blending(shown.Group, scan)
    _within(shown, resources, state, scan)


def _picture_space(picture: pikepdf.Object) -> str:
    if picture.get("/ImageMask"):
        return "ImageMask"
    if "/ColorSpace" not in picture:  # only the JPEG 2000 file itself may say it
        return "không ghi rõ"
    return space_name(picture.ColorSpace)


def _within(shown: pikepdf.Object, resources: pikepdf.Object, state: GraphicsState, scan: PageScan) -> None:
    """Look at what a form or a pattern draws."""
    scan.forms += 1
    if shown.objgen in scan.around or len(scan.around) > DEEPEST or scan.forms > _MOST_FORMS:
        scan.unseen = True
        return
    inner = state.copy()
    inner.matrix = inner.base = times(matrix(shown.get("/Matrix", list(IDENTITY))), state.matrix)
    scan.around.append(shown.objgen)
    _walk(shown, shown.get("/Resources", resources), inner, scan)
    scan.around.pop()


def _picture(
    width: int, height: int, space: str, state: GraphicsState, *, masked: bool, ink: float = 0
) -> DrawnPicture:
    a, b, c, d, _, _ = state.matrix
    across, down = math.hypot(a, b), math.hypot(c, d)
    dpi = min(width * _INCH / across if across else math.inf, height * _INCH / down if down else math.inf)
    return DrawnPicture(width, height, space, dpi, masked, ink)
