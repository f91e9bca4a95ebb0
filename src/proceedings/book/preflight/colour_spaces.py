"""Colour spaces of a PDF by name: what is ink, what is light, what is a spot colour."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

INKS = ("DeviceGray", "DeviceCMYK", "Separation", "DeviceN", "Pattern")
# Inks that every press has; /All is drawn on every plate, /None on none. Any other name is a spot colour.
_PRESS_INKS = ("/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black")
SPOT = "spot"


def space_beneath(space: pikepdf.Object | None) -> str:
    """Return the space that a spot colour falls back on, or that tiles without colours of their own are drawn in."""
    if isinstance(space, pikepdf.Array) and len(space) > 1:
        if space[0] == "/Pattern":
            return space_name(space[1])
        if space[0] in ("/Separation", "/DeviceN") and len(space) > 2:
            return space_name(space[2])
    return "DeviceGray"


def spot_colours(space: pikepdf.Object | None) -> Iterator[str]:
    """Yield the spot colours of a space, also of one that lies beneath a palette or tiles."""
    if not isinstance(space, pikepdf.Array) or len(space) < 2:
        return
    if space[0] in ("/Indexed", "/Pattern"):
        yield from spot_colours(space[1])
    elif space[0] in ("/Separation", "/DeviceN"):
        names = list(space[1]) if isinstance(space[1], pikepdf.Array) else [space[1]]
        yield from (str(name)[1:] for name in names if name not in _PRESS_INKS)


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
            return base if base in INKS else f"Indexed {base}"
        return kind
    return str(space).lstrip("/")
