"""What measuring a Word file brings to light: its page, its fonts as they take effect, its letters."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A share of the body's letters that has one value of a property.

    `value` is a font's name, or a number with its unit ("14", "1.5"); `letters` counts letters without spaces;
    `source` says in Vietnamese which level of Word's styles sets it ("kiểu “Body Text Indent 2”", "đặt trực tiếp",
    "mặc định của tài liệu"); `example` begins the first such text.
    """

    value: str
    letters: int
    source: str
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
class Manuscript:
    """A Word file as measured: effective values of the body text, each list by falling number of letters.

    Lengths in millimetres, sizes in points; `spacings` are multiples of single spacing, or points where fixed
    ("18 pt"); `squeezed` counts letters that are condensed, expanded or scaled. `pages` is what the last editor wrote
    into the file, None where it wrote nothing.
    """

    letters: int
    fonts: tuple[Use, ...]
    sizes: tuple[Use, ...]
    spacings: tuple[Use, ...]
    squeezed: Use | None
    page_mm: tuple[float, float] | None
    margins_mm: tuple[float, float, float, float] | None
    legacy: tuple[LegacyText, ...] = ()
    pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeasured:
    """A Word file that could not be measured: `reason` in Vietnamese, for the report."""

    reason: str
