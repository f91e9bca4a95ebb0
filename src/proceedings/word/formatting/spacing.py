"""The spaces of a paragraph as they take effect: between lines, between paragraphs, before the first line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from proceedings.model.lengths import TWIPS_PER_MM
from proceedings.model.word_measurements import DEFAULTS, Source
from proceedings.word.container.package import w
from proceedings.word.formatting.effective import Paragraph, Value
from proceedings.word.formatting.styles import Styles, is_on

_AUTOMATIC_GAP_PT = 14
_WHOLE = re.compile(r"-?\d{1,6}(?=\.0*$|$)")


def line_spacing(paragraph: Paragraph, styles: Styles) -> Value:
    """Return the line spacing: a multiple of single spacing ("1.15"), or points where it is fixed ("18 pt")."""
    for properties, source in styles.paragraph_levels(paragraph.element, paragraph.table):
        spacing = properties.find(w("spacing"))
        line = twips(spacing, "line")
        if spacing is not None and line is not None:
            fixed = spacing.get(w("lineRule"), "auto") != "auto"
            return Value(f"{line / 20:g} pt" if fixed else f"{line / 240:.2f}", source)
    return Value("1.00", DEFAULTS)


def paragraph_gap(paragraph: Paragraph, styles: Styles) -> Value:
    """Return the larger of the spaces before and after a paragraph in points, 0 between paragraphs of one style."""
    levels = list(styles.paragraph_levels(paragraph.element, paragraph.table))
    contextual = [level[0].find(w("contextualSpacing")) for level in levels]
    if next((is_on(found.get(w("val"), "1")) for found in contextual if found is not None), False):
        return Value("0", DEFAULTS)
    sides = [_gap(levels, side) for side in ("before", "after")]
    return max(sides, key=lambda side: float(side.value))


def _gap(levels: Sequence[tuple[Element, Source]], side: str) -> Value:
    for properties, source in levels:
        spacing = properties.find(w("spacing"))
        if spacing is None:
            continue
        if is_on(spacing.get(w(f"{side}Autospacing"), "0")):
            return Value(f"{_AUTOMATIC_GAP_PT}", source)
        length = twips(spacing, side)
        if length is not None:
            return Value(f"{length / 20:g}", source)
    return Value("0", DEFAULTS)


def first_line_indent(paragraph: Paragraph, styles: Styles) -> Value:
    """Return the indent of the first line in millimetres, below 0 where it hangs out."""
    for properties, source in styles.paragraph_levels(paragraph.element, paragraph.table):
        found = properties.find(w("ind"))
        first, hanging = twips(found, "firstLine"), twips(found, "hanging")
        length = -hanging if hanging else first
        if length is not None:
            return Value(f"{round(length / TWIPS_PER_MM):g}", source)
    return Value("0", DEFAULTS)


def twips(element: Element | None, name: str) -> int | None:
    """Return a length as it is written, in twentieths of a point, None where there is none."""
    found = _WHOLE.match(element.get(w(name), "")) if element is not None else None
    return int(found[0]) if found else None
