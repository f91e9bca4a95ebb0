"""The barcode of a book: the EAN-13 of its ISBN at full size, each bar and digit with its place in millimetres."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from proceedings.text.isbn import ean13

# A digit is seven modules, a 1 being black: set "A" left of the middle; "B" and "C" are made of it.
_SET_A = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
# The first digit has no bars: it follows from the sets that the next six are written in.
_SETS = "AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA".split()
_GUARD, _MIDDLE, _HALF = "101", "01010", 6
# Measures at full size: a module, the bars, by how much the guards are longer, the whole; white modules at both ends.
_MODULE_MM, _BARS_MM, _LONGER_MM, _HEIGHT_MM = 0.33, 22.85, 1.65, 25.93
_QUIET_LEFT, _QUIET_RIGHT = 11, 7
_GUARDS = {*range(3), *range(45, 50), *range(92, 95)}


class Bar(NamedTuple):
    left_mm: float
    width_mm: float
    height_mm: float


class Digit(NamedTuple):
    """A digit below the bars, in the middle of the room that begins at `left_mm`."""

    text: str
    left_mm: float
    width_mm: float


class Barcode(NamedTuple):
    """A barcode with the white zones at its ends."""

    width_mm: float
    height_mm: float
    bars: tuple[Bar, ...]
    digits: tuple[Digit, ...]


def barcode(isbn: str) -> Barcode | None:
    """Return the barcode of an ISBN, none where that is wrong: a code must not lead to another book."""
    code = ean13(bare(isbn))
    if code is None:
        return None
    black = modules(code)
    width = _mm(_QUIET_LEFT + len(black) + _QUIET_RIGHT)
    return Barcode(width, _HEIGHT_MM, tuple(_bars(black)), tuple(_digits(code)))


def bare(isbn: str) -> str:
    """Return an ISBN without the word before it: "ISBN: 978-…" is "978-…"."""
    return isbn.replace("ISBN", "").strip(" :")


def modules(code: str) -> str:
    """Return the 95 modules of thirteen digits, 1 for black."""
    left = [_encoded(digit, kind) for digit, kind in zip(code[1:7], _SETS[int(code[0])], strict=True)]
    right = [_encoded(digit, "C") for digit in code[7:]]
    return "".join([_GUARD, *left, _MIDDLE, *right, _GUARD])


def _encoded(digit: str, kind: str) -> str:
    """Return a digit's modules: C is A with black and white exchanged, B is C read backwards."""
    plain = _SET_A[int(digit)]
    exchanged = plain.translate(str.maketrans("01", "10"))
    return {"A": plain, "B": exchanged[::-1], "C": exchanged}[kind]


def _bars(black: str) -> Iterator[Bar]:
    start = 0
    for colour, run in itertools.groupby(black):
        width = len(list(run))
        if colour == "1":
            height = _BARS_MM + (_LONGER_MM if start in _GUARDS else 0)
            yield Bar(_mm(_QUIET_LEFT + start), _mm(width), round(height, 2))
        start += width


def _digits(code: str) -> Iterator[Digit]:
    """Yield the first digit in the white zone, six below each half."""
    width = len(_SET_A[0])
    lefts = [0, *(_QUIET_LEFT + len(_GUARD) + width * place for place in range(_HALF))]
    lefts += [_QUIET_LEFT + len(_GUARD + _MIDDLE) + width * place for place in range(_HALF, 2 * _HALF)]
    for digit, left in zip(code, lefts, strict=True):
        yield Digit(digit, _mm(left), _mm(width))


def _mm(count: int) -> float:
    return round(count * _MODULE_MM, 2)
