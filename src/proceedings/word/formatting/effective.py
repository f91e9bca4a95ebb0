"""A Word file's paragraphs and runs as they take effect: font of each letter, size, spacing, after all the styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from proceedings.model.word_measurements import DEFAULTS, Source
from proceedings.word.container.package import MC, Package, w
from proceedings.word.formatting.font_slots import by_slot
from proceedings.word.formatting.styles import StyleLevel, Styles, Table, is_on
from proceedings.word.formatting.table_styles import cells

_SKIPPED = (w("del"), w("moveFrom"), f"{{{MC}}}Fallback", w("pPr"), w("rPr"), w("sectPr"))
_DEFAULT_FONT, _DEFAULT_HALF_POINTS = "Times New Roman", "20"


@dataclass(frozen=True, slots=True)
class Value:
    """A value that takes effect and what sets it."""

    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one run: `fonts` gives each font with its number of letters, spaces not counted.

    `latin` is the font of its Latin letters; `size` is in points; `squeezed` is what condenses, expands or scales
    the letters, None where they are as designed.
    """

    text: str
    letters: int
    fonts: tuple[tuple[Value, int], ...]
    latin: str
    size: Value
    squeezed: Source | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with visible text; `place` is "" in the body, else "table", "box" or "note"."""

    element: Element = field(repr=False)
    table: Table = field(repr=False)
    place: str
    runs: tuple[Run, ...] = field(repr=False)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def letters(self) -> int:
        return sum(run.letters for run in self.runs)


def paragraphs(package: Package, styles: Styles) -> Iterator[Paragraph]:
    """Yield the paragraphs of the document, then of its notes, that show any text; deleted and hidden text is none."""
    for element, table, place in _places(package, styles):
        runs = [_read(run, element, table, styles) for run in _runs(element) if _text(run)]
        shown = tuple(run for run in runs if run is not None)
        if any(run.letters for run in shown):
            yield Paragraph(element, table, place, shown)


def hidden_letters(package: Package, styles: Styles) -> int:
    """Return how many letters, spaces not counted, are formatted as hidden."""
    return sum(
        _count(_text(run))
        for element, table, _ in _places(package, styles)
        for run in _runs(element)
        if styles.run_flag("vanish", run, element, table)
    )


def _places(package: Package, styles: Styles) -> Iterator[tuple[Element, Table, str]]:
    for tree in package.texts():
        yield from _walk(tree, styles, (), "" if tree.find(w("body")) is not None else "note")


def _walk(element: Element, styles: Styles, table: Table, place: str) -> Iterator[tuple[Element, Table, str]]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == w("tbl"):
            for cell, given in cells(child, styles):
                yield from _walk(cell, styles, given, place or "table")
            continue
        if child.tag == w("p"):
            yield child, table, place
        box = child.tag == w("txbxContent")
        yield from _walk(child, styles, () if box else table, "box" if box else place)


def _runs(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph, inserted, linked and controlled ones too; text boxes are walked by themselves."""
    for child in paragraph:
        if child.tag == w("r"):
            yield child
        elif child.tag not in _SKIPPED and child.tag != w("p"):
            yield from _runs(child)


def _read(run: Element, paragraph: Element, table: Table, styles: Styles) -> Run | None:
    text = _text(run)
    if styles.run_flag("vanish", run, paragraph, table):
        return None
    levels = styles.run_levels(run, paragraph, table)
    complex_script = _on(levels, "cs") or _on(levels, "rtl")
    slots = {"cs": text} if complex_script else by_slot(text, hinted=_hinted(levels), chinese=_chinese(levels))
    fonts = {slot: _font(levels, slot, styles) for slot in slots}
    latin = next((fonts[slot].value for slot in ("cs", "hAnsi", "ascii") if slot in fonts), "")
    size = _value(levels, "szCs" if complex_script else "sz", _DEFAULT_HALF_POINTS)
    points = f"{int(size.value) / 2:g}" if re.fullmatch("[0-9]{1,4}", size.value) else size.value
    return Run(
        text=text,
        letters=_count(text),
        fonts=tuple((fonts[slot], _count(part)) for slot, part in slots.items() if _count(part)),
        latin=latin,
        size=Value(points, size.source),
        squeezed=_squeezed(levels),
    )


def _count(text: str) -> int:
    return len("".join(text.split()))


def _text(run: Element) -> str:
    """Return a run's own text; a soft hyphen is kept, since it is the ư of TCVN3."""
    pieces = []
    for node in run:
        if node.tag == w("t"):
            pieces.append(node.text or "")
        elif node.tag == w("softHyphen"):
            pieces.append("\u00ad")
        elif node.tag == w("noBreakHyphen"):
            pieces.append("-")
        elif node.tag in (w("tab"), w("br"), w("cr"), w("ptab")):
            pieces.append(" ")
    return "".join(pieces)


def _font(levels: Sequence[StyleLevel], slot: str, styles: Styles) -> Value:
    name, source = styles.font_at(levels, slot)
    return Value(name, source) if name else Value(_DEFAULT_FONT, DEFAULTS)


def _on(levels: Sequence[StyleLevel], tag: str) -> bool:
    every = (level.properties.find(w(tag)) for level in levels)
    return next((is_on(found.get(w("val"), "1")) for found in every if found is not None), False)


def _hinted(levels: Sequence[StyleLevel]) -> bool:
    every = (level.properties.find(w("rFonts")) for level in levels)
    hints = (fonts.get(w("hint")) for fonts in every if fonts is not None)
    return next((hint for hint in hints if hint), "") == "eastAsia"


def _chinese(levels: Sequence[StyleLevel]) -> bool:
    every = (level.properties.find(w("lang")) for level in levels)
    spoken = (lang.get(w("eastAsia")) for lang in every if lang is not None)
    return next((lang for lang in spoken if lang), "").startswith("zh")


def _value(levels: Sequence[StyleLevel], tag: str, usual: str) -> Value:
    for level in levels:
        found = level.properties.find(w(tag))
        if found is not None and found.get(w("val")):
            return Value(found.get(w("val"), usual), level.source)
    return Value(usual, DEFAULTS)


def _squeezed(levels: Sequence[StyleLevel]) -> Source | None:
    for tag, usual in (("spacing", "0"), ("w", "100")):
        found = _value(levels, tag, usual)
        if found.value.removesuffix("%") != usual:
            return found.source
    return None
