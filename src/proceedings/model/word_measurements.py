"""The outcome of measuring a Word file: its page, its fonts as they take effect, its letters, its traces."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto


class Level(Enum):
    """A level of Word's formatting at which a value can be set."""

    LETTERS = auto()
    PARAGRAPH = auto()
    PARAGRAPH_MARK = auto()
    LIST = auto()
    STYLE = auto()
    DEFAULTS = auto()


@dataclass(frozen=True, slots=True)
class Source:
    """What sets a value: its level, the name of the style, whether by way of the document's theme."""

    level: Level
    style: str = ""
    themed: bool = False


DEFAULTS = Source(Level.DEFAULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A share of the letters that has one value of a property.

    `value` is a font's name, or a number with its unit ("14", "1.5"); `letters` counts letters without spaces;
    `source` is what sets it; `example` begins the first paragraph that has it.
    """

    value: str
    letters: int
    source: Source
    example: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyText:
    """A run of text in a legacy encoding: "TCVN3" or "VNI", the font it is in, its letters as they are and as meant."""

    encoding: str
    font: str
    letters: int
    example: str = field(repr=False)
    meant: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """A section of a Word file: paper (across, down) and margins (top, right, bottom, left) in millimetres.

    The gutter is part of the margin it widens. Where margins are `mirrored`, left is the inside and right the outside.
    """

    letters: int
    page_mm: tuple[float, float] | None
    margins_mm: tuple[float, float, float, float] | None
    gutter_mm: float = 0
    mirrored: bool = False
    example: str = field(repr=False, default="")

    @property
    def landscape(self) -> bool:
        return self.page_mm is not None and self.page_mm[0] > self.page_mm[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What a Word file carries beside its text, for the editor only.

    `inserted` and `deleted` count words of tracked changes, `hidden` letters; `people` are the names in changes and
    comments; `properties` are names and values of document properties; `active` names macros and embedded objects.
    """

    inserted: int = 0
    deleted: int = 0
    tracking: bool = False
    comments: int = 0
    hidden: int = 0
    people: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = field(repr=False, default=())
    active: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMeasurements:
    """A Word file as measured: effective values, each list by falling number of letters.

    Lengths in millimetres, sizes in points; `spacings` are multiples of single spacing, or points where fixed
    ("18 pt"); `gaps` between paragraphs in points and `indents` of first lines count the long paragraphs of the body
    only; `squeezed` counts letters that are condensed, expanded or scaled; `numbers` are the fonts of automatic
    numbers, counted in paragraphs. `pages` is what the last editor wrote into the file, None where it wrote nothing.
    """

    letters: int
    fonts: tuple[Use, ...]
    sizes: tuple[Use, ...]
    spacings: tuple[Use, ...]
    squeezed: Use | None
    gaps: tuple[Use, ...] = ()
    indents: tuple[Use, ...] = ()
    numbers: tuple[Use, ...] = ()
    sections: tuple[PageSection, ...] = ()
    legacy: tuple[LegacyText, ...] = ()
    pages: int | None = None
    traces: Traces = field(default_factory=Traces)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeasured:
    """A Word file that could not be measured: `reason` in Vietnamese, for the report."""

    reason: str
