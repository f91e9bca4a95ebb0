"""The automatic numbers of lists and headings: which font each paragraph's number is shown in."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from proceedings.word.container.package import Package, w
from proceedings.word.formatting.effective import Paragraph, Value
from proceedings.word.formatting.styles import Styles, style_of

Levels = Mapping[tuple[str, str], Element]
"""The w:lvl of each list (w:numId) and level (w:ilvl)."""

_SIGNS = ("bullet", "none")


def numbering_levels(package: Package) -> Levels:
    """Return the levels of all lists of a document, with what single lists override."""
    root = package.trees.get("word/numbering.xml")
    if root is None:
        return {}
    abstract = {
        found.get(w("abstractNumId"), ""): {level.get(w("ilvl"), ""): level for level in found.iter(w("lvl"))}
        for found in root.iter(w("abstractNum"))
    }
    levels: dict[tuple[str, str], Element] = {}
    for number in root.iter(w("num")):
        number_id = number.get(w("numId"), "")
        for place, level in abstract.get(style_of(number, "abstractNumId"), {}).items():
            levels[number_id, place] = level
        for override in number.iter(w("lvlOverride")):
            own = override.find(w("lvl"))
            if own is not None:
                levels[number_id, override.get(w("ilvl"), "")] = own
    return levels


def label_font(paragraph: Paragraph, styles: Styles, levels: Levels) -> Value | None:
    """Return the font of a paragraph's automatic number, None where it has none or only a bullet."""
    place = styles.numbering(paragraph.element)
    level = levels.get(place) if place else None
    if level is None or style_of(level, "numFmt") in _SIGNS or not style_of(level, "lvlText"):
        return None
    applying = styles.mark_levels(paragraph.element, level.find(w("rPr")), paragraph.table)
    name, source = styles.font_at(applying, "ascii")
    return Value(name or "Times New Roman", source)
