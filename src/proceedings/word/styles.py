"""Effective formatting: what a run or paragraph of a Word file really looks like after all its styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from proceedings.word.package import A, Package, w

_OFF = ("0", "false", "off", "none")
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    kind: str
    based_on: str
    element: Element = field(repr=False)
    shown: str = ""


@dataclass(slots=True)
class Styles:
    """The styles of one document; values are looked for from the nearest level outwards."""

    styles: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str = ""
    default_run: Element | None = None
    default_properties: Element | None = None
    theme: dict[str, str] = field(default_factory=dict)

    def name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style in lower case ("title", "heading 1")."""
        style = self.styles.get(_style_of(paragraph.find(w("pPr")), "pStyle"))
        return style.name if style else ""

    def run_flag(self, tag: str, run: Element, paragraph: Element) -> bool:
        """Return whether an on/off property (w:b, w:vanish …) holds for a run."""
        for properties in self.run_levels(run, paragraph):
            found = properties.find(w(tag))
            if found is not None:
                return found.get(w("val"), "1") not in _OFF
        return False

    def alignment(self, paragraph: Element) -> str:
        levels = [paragraph.find(w("pPr"))]
        levels += [style.element.find(w("pPr")) for style in self._paragraph_chain(paragraph)]
        for properties in levels:
            found = properties.find(w("jc")) if properties is not None else None
            if found is not None:
                return found.get(w("val"), "")
        return ""

    def numbered(self, paragraph: Element) -> bool:
        """Return whether Word itself puts a number before the paragraph."""
        levels = [paragraph.find(w("pPr"))]
        levels += [style.element.find(w("pPr")) for style in self._paragraph_chain(paragraph)]
        for properties in levels:
            found = properties.find(f"{w('numPr')}/{w('numId')}") if properties is not None else None
            if found is not None:
                return found.get(w("val"), "0") != "0"
        return False

    def font(self, run: Element, paragraph: Element, slot: str) -> str:
        """Return the font of a run for a slot ("ascii", "hAnsi"); at one level the theme beats the name."""
        for properties in self.run_levels(run, paragraph):
            fonts = properties.find(w("rFonts"))
            if fonts is None:
                continue
            theme = fonts.get(w(f"{slot}Theme"))
            name = self.theme.get(theme[:5], "") if theme else fonts.get(w(slot), "")
            if name:
                return name
        return ""

    def run_levels(self, run: Element, paragraph: Element) -> Iterator[Element]:
        """Yield the run properties that apply, nearest first."""
        own = run.find(w("rPr"))
        if own is not None:
            yield own
        for style in [*self._chain(_style_of(own, "rStyle")), *self._paragraph_chain(paragraph)]:
            properties = style.element.find(w("rPr"))
            if properties is not None:
                yield properties
        if self.default_run is not None:
            yield self.default_run

    def chains(self, run: Element, paragraph: Element, table_style: str) -> Iterator[Style]:
        """Yield the styles that a run stands in, nearest first: character, paragraph, table."""
        yield from self._chain(_style_of(run.find(w("rPr")), "rStyle"))
        yield from self._paragraph_chain(paragraph)
        yield from self._chain(table_style)

    def paragraph_levels(self, paragraph: Element) -> Iterator[tuple[Element, str]]:
        """Yield the paragraph properties that apply, nearest first, with what people call their level."""
        own = paragraph.find(w("pPr"))
        if own is not None:
            yield own, "đặt trực tiếp trên đoạn"
        for style in self._paragraph_chain(paragraph):
            properties = style.element.find(w("pPr"))
            if properties is not None:
                yield properties, f"kiểu “{style.shown}”"
        if self.default_properties is not None:
            yield self.default_properties, "mặc định của tài liệu"

    def _paragraph_chain(self, paragraph: Element) -> list[Style]:
        return self._chain(_style_of(paragraph.find(w("pPr")), "pStyle") or self.default_paragraph)

    def _chain(self, style_id: str) -> list[Style]:
        chain: list[Style] = []
        while style_id in self.styles and len(chain) < _MAX_CHAIN:
            chain.append(self.styles[style_id])
            style_id = chain[-1].based_on
        return chain


def read_styles(package: Package) -> Styles:
    """Return the styles of a document, an empty set where it has none."""
    found = Styles(theme=_theme_fonts(package))
    root = package.trees.get("word/styles.xml")
    if root is None:
        return found
    found.default_run = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    found.default_properties = root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")
    for element in root.iter(w("style")):
        style_id = element.get(w("styleId"), "")
        name, based_on = element.find(w("name")), element.find(w("basedOn"))
        found.styles[style_id] = Style(
            name=name.get(w("val"), "").lower() if name is not None else "",
            kind=element.get(w("type"), ""),
            based_on=based_on.get(w("val"), "") if based_on is not None else "",
            element=element,
            shown=name.get(w("val"), "") if name is not None else style_id,
        )
        if element.get(w("type")) == "paragraph" and element.get(w("default"), "0") not in _OFF:
            found.default_paragraph = style_id
    return found


def _style_of(properties: Element | None, tag: str) -> str:
    found = properties.find(w(tag)) if properties is not None else None
    return found.get(w("val"), "") if found is not None else ""


def _theme_fonts(package: Package) -> dict[str, str]:
    """Return the two Latin fonts of the theme by the first letters of their tokens (minorHAnsi, majorAscii …)."""
    fonts: dict[str, str] = {}
    for name, tree in package.trees.items():
        if name.startswith("word/theme/"):
            for kind in ("major", "minor"):
                latin = tree.find(f".//{{{A}}}{kind}Font/{{{A}}}latin")
                if latin is not None:
                    fonts[kind] = latin.get("typeface", "")
    return fonts
