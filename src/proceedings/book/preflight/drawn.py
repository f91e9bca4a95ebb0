"""What one page draws, as values: colours, inks, pictures with their size on paper, transparency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_FOUR = 4
# From here on a mixture of inks, their common grey and the black one, is black to the eye.
_BLACK = 0.9


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


def in_percent(inks: Sequence[float]) -> str:
    return " ".join(f"{ink} {comma(round(100 * value, 1))}" for ink, value in zip("CMYK", inks, strict=False)) + " %"


def screen_colour(values: Sequence[float]) -> str:
    return " ".join(f"{light} {255 * value:.0f}" for light, value in zip("RGB", values, strict=False))


def comma(number: float) -> str:
    """Return a number as Vietnamese writes it: "0,5"."""
    return f"{number:g}".replace(".", ",")


def is_rich_black(inks: tuple[float, ...]) -> bool:
    """Return whether letters meant to be black are mixed of several inks: any shift of a plate would blur them."""
    return len(inks) == _FOUR and any(inks[:3]) and inks[3] + min(inks[:3]) >= _BLACK
