"""The graphics state of a page's content, as far as preflight needs it, and the matrices it works with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

Matrix = tuple[float, float, float, float, float, float]
Ink = tuple[str, tuple[float, ...]]
# Forms within forms: beyond, a file is made to keep programs busy.
DEEPEST = 12
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class GraphicsState:
    """The graphics state as far as it matters; `base` is the matrix that the content stream began with."""

    matrix: Matrix = IDENTITY
    fill: Ink = ("DeviceGray", (0.0,))
    base: Matrix = IDENTITY
    stroke: Ink = ("DeviceGray", (0.0,))
    mode: int = 0

    def copy(self) -> GraphicsState:
        return GraphicsState(self.matrix, self.fill, self.base, self.stroke, self.mode)


def numbers(operands: object) -> tuple[float, ...]:
    return tuple(float(value) for value in items(operands) if isinstance(value, (int, float, Decimal)))


def items(operands: object) -> Iterator[object]:
    # A list of pikepdf's, which says nothing of what it yields.
    yield from operands  # type: ignore[misc]


def matrix(operands: object) -> Matrix:
    a, b, c, d, e, f = (float(str(value)) for value in items(operands))
    return a, b, c, d, e, f


def times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
