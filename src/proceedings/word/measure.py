"""Measures a Word file: font, size and spacing of each letter, the page, and letters of before Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from proceedings.model.manuscript import LegacyText, Manuscript, NotMeasured, Use
from proceedings.text.legacy import Encoding, decode_legacy, find_legacy, has_vietnamese_letters
from proceedings.text.letters import shorten
from proceedings.word.package import MC, Package, open_package, w
from proceedings.word.refusal import RefusedError
from proceedings.word.styles import Styles, read_styles

_TWIPS_PER_MM = 1440 / 25.4
_SKIPPED = (w("del"), w("moveFrom"), f"{{{MC}}}Fallback", w("pPr"), w("rPr"), w("sectPr"))
_LEGACY_FONT = re.compile(r"\.Vn|VNI[- ]|VN(?=[a-z])", re.IGNORECASE)
_DEFAULT_FONT, _DEFAULT_HALF_POINTS = "Times New Roman", "20"
_DEFAULTS = "mặc định của tài liệu"
_DIRECT = "đặt trực tiếp trên chữ"
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def measure(content: bytes, max_image: int) -> Manuscript | NotMeasured:
    """Return what a Word file is set in, or why it cannot be opened.

    Parameters
    ----------
    max_image
        Bytes that one picture in it may have.
    """
    try:
        package = open_package(content, max_image)
        body = package.body
    except RefusedError as refusal:
        return NotMeasured(reason=str(refusal).rstrip())
    tally = _Tally(read_styles(package))
    for tree in package.texts():
        tally.walk(body if tree.find(w("body")) is not None else tree, "")
    return tally.result(package)


@dataclass(frozen=True, slots=True)
class _Level:
    """The properties of one level of styles, and what people call it."""

    properties: Element
    source: str


@dataclass(slots=True)
class _Tally:
    """Counts letters by what they are set in while the text is walked through."""

    styles: Styles
    letters: int = 0
    fonts: dict[tuple[str, str], Use] = field(default_factory=dict)
    sizes: dict[tuple[str, str], Use] = field(default_factory=dict)
    spacings: dict[tuple[str, str], Use] = field(default_factory=dict)
    squeezed: Use | None = None
    legacy: dict[tuple[str, str], LegacyText] = field(default_factory=dict)

    def walk(self, element: Element, table_style: str) -> None:
        """Go through all paragraphs, those of tables and text boxes too; deleted text does not count."""
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == w("p"):
                self._paragraph(child, table_style)
            own = child.find(f"{w('tblPr')}/{w('tblStyle')}") if child.tag == w("tbl") else None
            self.walk(child, own.get(w("val"), "") if own is not None else table_style)

    def _paragraph(self, paragraph: Element, table_style: str) -> None:
        counted = 0
        by_font: dict[str, str] = {}
        for run in _runs(paragraph):
            text = _text(run)
            number = len("".join(text.split()))
            if not number:
                continue
            counted += number
            levels = self._levels(run, paragraph, table_style)
            self._count_fonts(text, levels, by_font)
            self._count_run(text, number, levels)
        if counted:
            self.letters += counted
            value, source = self._spacing(paragraph)
            _add(self.spacings, value, source, counted, "")
            self._find_legacy(by_font)

    def _count_fonts(self, text: str, levels: list[_Level], by_font: dict[str, str]) -> None:
        slots: dict[str, str] = {}
        for char in text:
            slot = "eastAsia" if _EAST_ASIAN.match(char) else "ascii" if char.isascii() else "hAnsi"
            slots[slot] = slots.get(slot, "") + char
        for slot, part in slots.items():
            name, source = self._font(levels, slot)
            number = len("".join(part.split()))
            if number:
                _add(self.fonts, name, source, number, text)
        latin = self._font(levels, "hAnsi" if "hAnsi" in slots else "ascii")[0]
        by_font[latin] = by_font.get(latin, "") + text

    def _count_run(self, text: str, number: int, levels: list[_Level]) -> None:
        value, source = _value(levels, "sz", _DEFAULT_HALF_POINTS)
        _add(self.sizes, f"{int(value) / 2:g}" if value.isdecimal() else value, source, number, text)
        squeezed = [level for tag, usual in (("spacing", "0"), ("w", "100")) if (level := _odd(levels, tag, usual))]
        if squeezed:
            before = self.squeezed.letters if self.squeezed else 0
            example = self.squeezed.example if self.squeezed else shorten(text)
            self.squeezed = Use(value="", letters=before + number, source=squeezed[0].source, example=example)

    def _levels(self, run: Element, paragraph: Element, table_style: str) -> list[_Level]:
        """Return the run properties that apply, nearest first: run, character, paragraph and table style, defaults."""
        found: list[_Level] = []
        own = run.find(w("rPr"))
        if own is not None:
            found.append(_Level(own, _DIRECT))
        for style in self.styles.chains(run, paragraph, table_style):
            properties = style.element.find(w("rPr"))
            if properties is not None:
                found.append(_Level(properties, f"kiểu “{style.shown}”"))
        if self.styles.default_run is not None:
            found.append(_Level(self.styles.default_run, _DEFAULTS))
        return found

    def _font(self, levels: list[_Level], slot: str) -> tuple[str, str]:
        """Return the font of a slot and what sets it; at one level the theme beats the name."""
        for level in levels:
            fonts = level.properties.find(w("rFonts"))
            if fonts is None:
                continue
            theme = fonts.get(w(f"{slot}Theme"))
            if theme and self.styles.theme.get(theme[:5]):
                return self.styles.theme[theme[:5]], f"{level.source}, theo phông chủ đề"
            if fonts.get(w(slot)):
                return fonts.get(w(slot), ""), level.source
        return _DEFAULT_FONT, _DEFAULTS

    def _spacing(self, paragraph: Element) -> tuple[str, str]:
        """Return the line spacing of a paragraph and what sets it."""
        for properties, source in self.styles.paragraph_levels(paragraph):
            spacing = properties.find(w("spacing"))
            line = spacing.get(w("line"), "") if spacing is not None else ""
            if spacing is not None and line.lstrip("-").isdecimal():
                fixed = spacing.get(w("lineRule"), "auto") != "auto"
                return f"{int(line) / 20:g} pt" if fixed else f"{int(line) / 240:.2f}", source
        return "1.00", _DEFAULTS

    def _find_legacy(self, by_font: dict[str, str]) -> None:
        """Two witnesses: the font that takes effect, and letters that read as Vietnamese in its encoding."""
        for font, text in by_font.items():
            if has_vietnamese_letters(text):
                continue
            encoding: Encoding | None = find_legacy(text)
            if encoding is None and _LEGACY_FONT.match(font) and any("\x80" < char < "\u0100" for char in text):
                encoding = "TCVN3" if font.lower().startswith(".vn") else "VNI"
            if encoding:
                letters = len("".join(text.split()))
                before = self.legacy.get((encoding, font))
                example = before.example if before else shorten(text)
                meant = before.meant if before else shorten(decode_legacy(text, encoding))
                letters += before.letters if before else 0
                self.legacy[encoding, font] = LegacyText(
                    encoding=encoding, font=font, letters=letters, example=example, meant=meant
                )

    def result(self, package: Package) -> Manuscript:
        page, margins = _page(package.body)
        return Manuscript(
            letters=self.letters,
            fonts=_by_letters(self.fonts),
            sizes=_by_letters(self.sizes),
            spacings=_by_letters(self.spacings),
            squeezed=self.squeezed,
            page_mm=page,
            margins_mm=margins,
            legacy=tuple(self.legacy.values()),
            pages=_stored_pages(package),
        )


def _runs(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph, inserted, linked and controlled ones too; text boxes are walked by themselves."""
    for child in paragraph:
        if child.tag == w("r"):
            yield child
        elif child.tag not in _SKIPPED and child.tag != w("p"):
            yield from _runs(child)


def _text(run: Element) -> str:
    """Return a run's own text; a soft hyphen is kept, since it is the ư of TCVN3."""
    pieces = []
    for node in run:
        if node.tag == w("t"):
            pieces.append(node.text or "")
        elif node.tag == w("softHyphen"):
            pieces.append("\u00ad")
        elif node.tag in (w("tab"), w("br"), w("cr")):
            pieces.append(" ")
    return "".join(pieces)


def _value(levels: list[_Level], tag: str, usual: str) -> tuple[str, str]:
    for level in levels:
        found = level.properties.find(w(tag))
        if found is not None and found.get(w("val")):
            return found.get(w("val"), usual), level.source
    return usual, _DEFAULTS


def _odd(levels: list[_Level], tag: str, usual: str) -> _Level | None:
    """Return the level that condenses, expands or scales the letters, None where they are as designed."""
    for level in levels:
        found = level.properties.find(w(tag))
        if found is not None and found.get(w("val")):
            return level if found.get(w("val"), usual).removesuffix("%") != usual else None
    return None


def _add(counts: dict[tuple[str, str], Use], value: str, source: str, letters: int, text: str) -> None:
    before = counts.get((value, source))
    example = before.example if before else shorten(text)
    letters += before.letters if before else 0
    counts[value, source] = Use(value=value, letters=letters, source=source, example=example)


def _by_letters(counts: dict[tuple[str, str], Use]) -> tuple[Use, ...]:
    return tuple(sorted(counts.values(), key=lambda use: -use.letters))


def _page(body: Element) -> tuple[tuple[float, float] | None, tuple[float, float, float, float] | None]:
    """Return paper and margins (top, right, bottom, left) of the section with most text."""
    sections: list[tuple[int, Element]] = []
    letters = 0
    for child in body:
        letters += sum(len(node.text or "") for node in child.iter(w("t")))
        found = child if child.tag == w("sectPr") else child.find(f"{w('pPr')}/{w('sectPr')}")
        if found is not None:
            sections.append((letters, found))
            letters = 0
    if not sections:
        return None, None
    section = max(sections, key=lambda one: one[0])[1]
    size, margin = section.find(w("pgSz")), section.find(w("pgMar"))
    sides = [_millimetres(margin, side) for side in ("top", "right", "bottom", "left")]
    across, down = _millimetres(size, "w"), _millimetres(size, "h")
    top, right, bottom, left = sides
    page = (across, down) if across and down else None
    known = top is not None and right is not None and bottom is not None and left is not None
    return page, (top, right, bottom, left) if known else None  # type: ignore[return-value]


def _millimetres(element: Element | None, name: str) -> float | None:
    value = element.get(w(name), "") if element is not None else ""
    return round(abs(int(value)) / _TWIPS_PER_MM, 1) if value.lstrip("-").isdecimal() else None


def _stored_pages(package: Package) -> int | None:
    """Return the number of pages that the last program wrote into the file, which may be anything."""
    tree = package.trees.get("docProps/app.xml")
    found = next((node.text or "" for node in tree.iter() if node.tag.endswith("}Pages")), "") if tree else ""
    return int(found) if found.isdecimal() else None
