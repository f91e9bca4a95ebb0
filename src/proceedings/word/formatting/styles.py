"""Effective formatting: what a run or paragraph of a Word file really looks like after all its styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from proceedings.model.word_measurements import DEFAULTS, Level, Source
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.theme import theme_fonts

_OFF = ("0", "false", "off", "none")
_MAX_CHAIN = 20
_TOGGLES = {"b", "bCs", "caps", "emboss", "i", "iCs", "imprint", "outline", "shadow", "smallCaps", "strike", "vanish"}


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    kind: str
    based_on: str
    element: Element = field(repr=False)
    shown: str = ""


@dataclass(frozen=True, slots=True)
class StyleLevel:
    """Properties (w:rPr or w:pPr) of one level, and which level that is."""

    properties: Element = field(repr=False)
    source: Source


@dataclass(frozen=True, slots=True)
class Layer:
    """What holds a w:rPr and a w:pPr: a style or the part of a table style that a cell is in."""

    holder: Element = field(repr=False)
    source: Source


Table = tuple[Layer, ...]
"""What a table's style gives to one of its cells, nearest first; empty outside tables."""


@dataclass(slots=True)
class Styles:
    """The styles of one document; values are looked for from the nearest level outwards."""

    styles: dict[str, Style] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    default_run: Element | None = None
    default_properties: Element | None = None
    theme: Mapping[str, str] = field(default_factory=dict)
    _chains: dict[tuple[str, str], Table] = field(default_factory=dict)

    @property
    def default_paragraph(self) -> str:
        """The style of a paragraph that names none."""
        return self.defaults.get("paragraph", "")

    def name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style in lower case ("title", "heading 1")."""
        style = self.styles.get(style_of(paragraph.find(w("pPr")), "pStyle"))
        return style.name if style else ""

    def run_flag(self, tag: str, run: Element, paragraph: Element, table: Table = ()) -> bool:
        """Return whether an on/off property (w:b, w:vanish …) holds for a run.

        What is set on the letters themselves counts; else the toggles of Word (bold in a bold style is not bold) hold
        where an odd number of the three kinds of styles turns them on, or the defaults of the document do.
        """
        own = run.find(w("rPr"))
        direct = _flag([own], tag) if own is not None else None
        if direct is not None:
            return direct
        every = [self._character_chain(run), self._paragraph_chain(paragraph), table]
        flags = [_flag((level.properties for level in _levels(layers, "rPr")), tag) for layers in every]
        usual = _flag([self.default_run], tag) if self.default_run is not None else None
        if tag in _TOGGLES:
            return bool(usual) or sum(bool(flag) for flag in flags) % 2 == 1
        return bool(next((flag for flag in [*flags, usual] if flag is not None), False))

    def alignment(self, paragraph: Element) -> str:
        levels = self.paragraph_levels(paragraph)
        every = (properties.find(w("jc")) for properties, _ in levels)
        return next((found.get(w("val"), "") for found in every if found is not None), "")

    def numbered(self, paragraph: Element) -> bool:
        """Return whether Word itself puts a number before the paragraph."""
        return self.numbering(paragraph) is not None

    def numbering(self, paragraph: Element) -> tuple[str, str] | None:
        """Return the list (w:numId) and level (w:ilvl) that number the paragraph, None where nothing does."""
        level = ""
        for properties, _ in self.paragraph_levels(paragraph):
            found = properties.find(w("numPr"))
            if found is None:
                continue
            level = level or style_of(found, "ilvl")
            number = style_of(found, "numId")
            if number:
                return (number, level or "0") if number != "0" else None
        return None

    def font(self, run: Element, paragraph: Element, slot: str, table: Table = ()) -> str:
        """Return the font of a run for a slot ("ascii", "hAnsi", "eastAsia", "cs"), "" where nothing sets one."""
        return self.font_at(self.run_levels(run, paragraph, table), slot)[0]

    def font_at(self, levels: Sequence[StyleLevel], slot: str) -> tuple[str, Source]:
        """Return the font that levels give to a slot and what sets it; at one level the theme beats the name."""
        token = w("cstheme" if slot == "cs" else f"{slot}Theme")
        for level in levels:
            fonts = level.properties.find(w("rFonts"))
            if fonts is None:
                continue
            themed = self.theme.get(fonts.get(token, ""))
            if themed:
                return themed, replace(level.source, themed=True)
            if fonts.get(w(slot)):
                return fonts.get(w(slot), ""), level.source
        return "", DEFAULTS

    def run_levels(self, run: Element, paragraph: Element, table: Table = ()) -> list[StyleLevel]:
        """Return the run properties that apply, nearest first: run, character, paragraph, table style, defaults."""
        own = first(run, "rPr")
        found = [StyleLevel(own, Source(Level.LETTERS))] if own is not None else []
        found += _levels((*self._character_chain(run), *self._paragraph_chain(paragraph), *table), "rPr")
        return found + ([StyleLevel(self.default_run, DEFAULTS)] if self.default_run is not None else [])

    def mark_levels(self, paragraph: Element, label: Element | None, table: Table = ()) -> list[StyleLevel]:
        """Return the run properties of a paragraph's automatic number, nearest first; `label` is its list's w:rPr."""
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        found = [StyleLevel(label, Source(Level.LIST))] if label is not None else []
        found += [StyleLevel(mark, Source(Level.PARAGRAPH_MARK))] if mark is not None else []
        found += _levels((*self._paragraph_chain(paragraph), *table), "rPr")
        return found + ([StyleLevel(self.default_run, DEFAULTS)] if self.default_run is not None else [])

    def paragraph_levels(self, paragraph: Element, table: Table = ()) -> Iterator[tuple[Element, Source]]:
        """Yield the paragraph properties that apply, nearest first, with what they are of."""
        own = paragraph.find(w("pPr"))
        if own is not None:
            yield own, Source(Level.PARAGRAPH)
        for level in _levels((*self._paragraph_chain(paragraph), *table), "pPr"):
            yield level.properties, level.source
        if self.default_properties is not None:
            yield self.default_properties, DEFAULTS

    def chain(self, style_id: str, kind: str) -> Table:
        """Return a style and those it is based on, nearest first; one that is not there is the default of its kind."""
        if (style_id, kind) not in self._chains:
            self._chains[style_id, kind] = tuple(self._chain(style_id, kind))
        return self._chains[style_id, kind]

    def _chain(self, style_id: str, kind: str) -> Iterator[Layer]:
        style = self.styles.get(style_id)
        if style is None or style.kind != kind:
            style = self.styles.get(self.defaults.get(kind, ""))
        seen = 0
        while style is not None and style.kind == kind and seen < _MAX_CHAIN:
            yield Layer(style.element, Source(Level.STYLE, style.shown))
            style, seen = self.styles.get(style.based_on), seen + 1

    def _paragraph_chain(self, paragraph: Element) -> Table:
        return self.chain(style_of(first(paragraph, "pPr"), "pStyle"), "paragraph")

    def _character_chain(self, run: Element) -> Table:
        return self.chain(style_of(first(run, "rPr"), "rStyle"), "character")


def read_styles(package: Package) -> Styles:
    """Return the styles of a document, an empty set where it has none."""
    found = Styles(theme=theme_fonts(package))
    root = package.trees.get("word/styles.xml")
    if root is None:
        return found
    found.default_run = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    found.default_properties = root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")
    for element in root.iter(w("style")):
        style_id, kind = element.get(w("styleId"), ""), element.get(w("type"), "paragraph")
        shown = style_of(element, "name")
        found.styles[style_id] = Style(
            name=shown.lower(),
            kind=kind,
            based_on=style_of(element, "basedOn"),
            element=element,
            shown=shown or style_id,
        )
        if is_on(element.get(w("default"), "0")):
            found.defaults[kind] = style_id
    return found


def first(element: Element, tag: str) -> Element | None:
    """Return the properties of a paragraph or run; they come first, and what has none is not searched to its end."""
    return element[0] if len(element) and element[0].tag == w(tag) else None


def style_of(properties: Element | None, tag: str) -> str:
    """Return the value of an element's child, "" where it has none."""
    found = properties.find(w(tag)) if properties is not None else None
    return found.get(w("val"), "") if found is not None else ""


def is_on(value: str) -> bool:
    """Return whether the value of an on/off property turns it on."""
    return value not in _OFF


def _levels(layers: Sequence[Layer], tag: str) -> list[StyleLevel]:
    every = ((layer.holder.find(w(tag)), layer.source) for layer in layers)
    return [StyleLevel(properties, source) for properties, source in every if properties is not None]


def _flag(levels: Iterable[Element], tag: str) -> bool | None:
    every = (properties.find(w(tag)) for properties in levels)
    return next((is_on(found.get(w("val"), "1")) for found in every if found is not None), None)
