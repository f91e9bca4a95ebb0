"""The letters of a paragraph across its runs: read as one text with the font of each letter, and written back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from proceedings.text.legacy_fonts import family_of
from proceedings.word.cleaning.clean import runs
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.effective import paragraphs
from proceedings.word.formatting.styles import Styles, Table

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = (w("tab"), w("ptab"), w("br"), w("cr"))
_SILENT = (w("rPr"), w("fldChar"), w("instrText"), w("lastRenderedPageBreak"))
_OBJECT = "\ufffc"
_SYMBOL_AREA = {0xF000 + code: code for code in range(0x20, 0x100)}
"""Where Word keeps the bytes of a font that calls itself a symbol font."""
_FONT_AFTER = "Times New Roman"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A child of a run that shows text; `fonts` are those of its ASCII letters and of all others."""

    node: Element = field(repr=False)
    run: Element = field(repr=False)
    text: str
    fonts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A paragraph as one text; letter number i belongs to piece number `owner[i]`."""

    pieces: tuple[TextPiece, ...]
    text: str
    owner: tuple[int, ...] = field(repr=False)

    def font(self, at: int) -> str:
        """Return the font that a letter is shown in."""
        return self.pieces[self.owner[at]].fonts[not self.text[at].isascii()]

    def fonts(self) -> set[str]:
        return {font for piece in self.pieces for font in piece.fonts}

    def run(self, at: int) -> Element:
        return self.pieces[self.owner[at]].run

    def write(self, letters: Sequence[str]) -> None:
        """Put new letters in the places of the old; runs whose letters change leave their legacy font."""
        new = [""] * len(self.pieces)
        for place, letter in zip(self.owner, letters, strict=True):
            new[place] += letter
        for piece, text in zip(self.pieces, new, strict=True):
            if text != piece.text or piece.node.tag == w("sym"):
                if piece.node.tag != w("t"):
                    piece.node.tag = w("t")
                    piece.node.attrib.clear()
                piece.node.text = text
                piece.node.set(_SPACE, "preserve")
                if any(family_of(font) for font in piece.fonts):
                    _set_font(piece.run)


def spelled(package: Package, styles: Styles) -> Iterator[Spelled]:
    """Yield the paragraphs of the document and its notes that have any text."""
    for paragraph in paragraphs(package, styles):
        pieces = [
            piece
            for run in runs(paragraph.element)
            for piece in _pieces(run, paragraph.element, styles, paragraph.table)
        ]
        owner = tuple(number for number, piece in enumerate(pieces) for _ in piece.text)
        yield Spelled(tuple(pieces), "".join(piece.text for piece in pieces), owner)


def _pieces(run: Element, paragraph: Element, styles: Styles, table: Table) -> Iterator[TextPiece]:
    fonts = styles.font(run, paragraph, "ascii", table), styles.font(run, paragraph, "hAnsi", table)
    for node in run:
        if node.tag == w("sym") and family_of(node.get(w("font"), "")):
            font = node.get(w("font"), "")
            yield TextPiece(node, run, _symbol(node), (font, font))
        elif node.tag not in _SILENT:
            yield TextPiece(node, run, _text(node, fonts[1]), fonts)


def _text(node: Element, font: str) -> str:
    if node.tag == w("t"):
        text = node.text or ""
        return text.translate(_SYMBOL_AREA) if family_of(font) else text
    if node.tag == w("softHyphen"):
        return "\u00ad"
    if node.tag == w("noBreakHyphen"):
        return "-"
    return " " if node.tag in _BLANKS else _OBJECT


def _symbol(node: Element) -> str:
    try:
        return chr(int(node.get(w("char"), ""), 16) & 0xFF)
    except ValueError:
        return _OBJECT


def _set_font(run: Element) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = Element(w("rPr"))
        run.insert(0, properties)
    fonts = properties.find(w("rFonts"))
    if fonts is None:
        fonts = Element(w("rFonts"))
        properties.insert(int(properties.find(w("rStyle")) is not None), fonts)
    for name in ("asciiTheme", "hAnsiTheme", "cstheme"):
        fonts.attrib.pop(w(name), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(w(name), _FONT_AFTER)
