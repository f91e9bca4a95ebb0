"""Colours, inks and shadings of one page, noted as they are set and as letters are drawn with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf

from proceedings.book.preflight.colour_spaces import INKS, SPOT, space_beneath, space_name, spot_colours
from proceedings.book.preflight.drawn import DrawnPicture, comma, in_percent, is_rich_black, screen_colour
from proceedings.book.preflight.graphics_state import DEEPEST, GraphicsState, numbers
from proceedings.book.preflight.picture_ink import Shared

# Ways of drawing letters (Tr) that fill them, and that draw their outline; 3 and 7 draw nothing.
_FILLED, _OUTLINED = (0, 2, 4, 6), (1, 2, 5, 6)


@dataclass(slots=True)
class PageScan:
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


def set_space(operator: str, name: str, resources: pikepdf.Object, state: GraphicsState, scan: PageScan) -> None:
    named = resources.get("/ColorSpace", pikepdf.Dictionary()).get(name, pikepdf.Name(name))
    kind = check_space(named, operator, scan)
    if any(spot_colours(named)):
        kind = SPOT
    elif kind == "Separation" and named[1] not in ("/All", "/Black"):
        kind = f"Separation {str(named[1])[1:]}"
    if operator == "cs":
        state.fill = (kind, ())
    else:
        state.stroke = (kind, ())


def check_space(space: pikepdf.Object | None, operator: str, scan: PageScan) -> str:
    kind = space_name(space)
    scan.spots.update(spot_colours(space))
    for name in (kind, space_beneath(space)):
        if name not in INKS:
            scan.rgb.add(f"{name} {operator}" if name == kind else f"{kind} trên {name} {operator}")
            break
    return kind


def shade(shading: pikepdf.Object, operator: str, scan: PageScan) -> None:
    if check_space(shading.get("/ColorSpace"), operator, scan) != "DeviceCMYK":
        return
    ends = [*_ends(shading.get("/Function"))]
    for inks in ends:
        mix(inks, scan)
    if not ends:
        scan.coloured.add("dải màu CMYK")


def _ends(function: pikepdf.Object | None, depth: int = 0) -> Iterator[tuple[float, ...]]:
    """Yield the colours that a shading runs between, as far as they are written down."""
    if depth > DEEPEST or not isinstance(function, pikepdf.Dictionary):
        return
    for part in function.get("/Functions", []):
        yield from _ends(part, depth + 1)
    yield from (numbers(function[end]) for end in ("/C0", "/C1") if end in function)


def mix(inks: Sequence[float], scan: PageScan) -> None:
    """Note a mixture of the four inks."""
    scan.ink = max(scan.ink, 100 * sum(inks))
    if any(inks[:3]):
        scan.coloured.add(in_percent(inks))


def blending(group: pikepdf.Object, scan: PageScan) -> None:
    """A group blends in a space of its own: in RGB, black letters would come out in four inks."""
    if "/CS" in group:
        check_space(group.CS, "Group", scan)


def draw_letters(state: GraphicsState, scan: PageScan) -> None:
    inks = [state.fill] if state.mode in _FILLED else []
    if state.mode in _OUTLINED:
        inks.append(state.stroke)
    for kind, values in inks:
        if kind not in ("DeviceGray", "Separation", SPOT) and not (kind == "DeviceCMYK" and not any(values[:3])):
            scan.rich |= kind != "DeviceCMYK" or is_rich_black(values)
            scan.text.add(_of_text(kind, values))


def _of_text(kind: str, values: tuple[float, ...]) -> str:
    if kind == "DeviceCMYK":
        return in_percent(values)
    if kind == "DeviceRGB":
        return screen_colour(values)
    return " ".join([kind, *map(comma, values)])
