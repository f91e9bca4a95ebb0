"""Measures a Word file: font, size and spacing of each letter, the page, and legacy-encoded letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from proceedings.model.word_measurements import LegacyText, NotMeasured, Source, Use, WordMeasurements
from proceedings.text.legacy import Encoding, decode_legacy, find_legacy, has_vietnamese_letters
from proceedings.text.legacy_fonts import family_of
from proceedings.text.letters import shorten
from proceedings.word.container.package import Package, open_package
from proceedings.word.container.refusal import RefusedError
from proceedings.word.formatting.effective import Paragraph, Value, paragraphs
from proceedings.word.formatting.hidden_content import traces
from proceedings.word.formatting.number_fonts import Levels, label_font, numbering_levels
from proceedings.word.formatting.page_setup import sections
from proceedings.word.formatting.spacing import first_line_indent, line_spacing, paragraph_gap
from proceedings.word.formatting.styles import Styles, read_styles

_LEGACY_FONT = re.compile(r"\.Vn|VNI[- ]|VN(?=[a-z])", re.IGNORECASE)
_LONG = 120
"""Letters from which a paragraph of the body is prose, no heading, name or line of a list."""


def measure(content: bytes, max_image: int) -> WordMeasurements | NotMeasured:
    """Return what a Word file is set in, or why it cannot be opened.

    Parameters
    ----------
    max_image
        Bytes that one picture in it may have.
    """
    try:
        package = open_package(content, max_image)
        styles = read_styles(package)
        return measured(package, styles, paragraphs(package, styles))
    except RefusedError as refusal:
        return NotMeasured(reason=str(refusal).rstrip())


def measured(package: Package, styles: Styles, every: Iterable[Paragraph]) -> WordMeasurements:
    """Return what an opened Word file, from which nothing has been taken out yet, is set in.

    Parameters
    ----------
    every
        Its paragraphs (`paragraphs`).
    """
    tally = _Tally(styles, numbering_levels(package))
    for paragraph in every:
        tally.take(paragraph)
    return tally.result(package)


@dataclass(slots=True)
class _Counts:
    """Letters by value and by what sets it."""

    uses: dict[Value, Use] = field(default_factory=dict)

    def add(self, value: Value, letters: int, example: str) -> None:
        before = self.uses.get(value)
        letters += before.letters if before else 0
        example = before.example if before else shorten(example)
        self.uses[value] = Use(value=value.value, letters=letters, source=value.source, example=example)

    def sorted(self) -> tuple[Use, ...]:
        return tuple(sorted(self.uses.values(), key=lambda use: -use.letters))


@dataclass(slots=True)
class _Tally:
    """Counts letters by what they are set in, paragraph by paragraph."""

    styles: Styles
    levels: Levels
    letters: int = 0
    fonts: _Counts = field(default_factory=_Counts)
    sizes: _Counts = field(default_factory=_Counts)
    spacings: _Counts = field(default_factory=_Counts)
    gaps: _Counts = field(default_factory=_Counts)
    indents: _Counts = field(default_factory=_Counts)
    numbers: _Counts = field(default_factory=_Counts)
    squeezed: Use | None = None
    legacy: dict[tuple[str, str], LegacyText] = field(default_factory=dict)

    def take(self, paragraph: Paragraph) -> None:
        text, styles = paragraph.text, self.styles
        self.letters += paragraph.letters
        for run in paragraph.runs:
            for font, letters in run.fonts:
                self.fonts.add(font, letters, text)
            if run.letters:
                self.sizes.add(run.size, run.letters, text)
            if run.squeezed and run.letters:
                self._squeeze(run.squeezed, run.letters, text)
        self.spacings.add(line_spacing(paragraph, styles), paragraph.letters, text)
        number = label_font(paragraph, styles, self.levels)
        if number:
            self.numbers.add(number, 1, text)
        elif paragraph.place == "" and paragraph.letters >= _LONG:
            self.gaps.add(paragraph_gap(paragraph, styles), paragraph.letters, text)
            self.indents.add(first_line_indent(paragraph, styles), paragraph.letters, text)
        self._find_legacy(paragraph)

    def _squeeze(self, source: Source, letters: int, text: str) -> None:
        before = self.squeezed or Use(value="", letters=0, source=source, example=shorten(text))
        self.squeezed = replace(before, letters=before.letters + letters)

    def _find_legacy(self, paragraph: Paragraph) -> None:
        """Two kinds of evidence: the font that takes effect, and letters that read as Vietnamese in its encoding."""
        by_font: dict[str, str] = {}
        for run in paragraph.runs:
            by_font[run.latin] = by_font.get(run.latin, "") + run.text
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
                family = family_of(font)
                read = decode_legacy(text, encoding)
                seen = read.upper() if family and family.capitals else read
                meant = before.meant if before else shorten(seen)
                letters += before.letters if before else 0
                self.legacy[encoding, font] = LegacyText(
                    encoding=encoding, font=font, letters=letters, example=example, meant=meant
                )

    def result(self, package: Package) -> WordMeasurements:
        return WordMeasurements(
            letters=self.letters,
            fonts=self.fonts.sorted(),
            sizes=self.sizes.sorted(),
            spacings=self.spacings.sorted(),
            squeezed=self.squeezed,
            gaps=self.gaps.sorted(),
            indents=self.indents.sorted(),
            numbers=self.numbers.sorted(),
            sections=sections(package),
            legacy=tuple(self.legacy.values()),
            pages=_stored_pages(package),
            traces=traces(package, self.styles),
        )


def _stored_pages(package: Package) -> int | None:
    """Return the number of pages that the last program wrote into the file, which may be anything."""
    tree = package.trees.get("docProps/app.xml")
    if tree is None:
        return None
    found = next((node.text or "" for node in tree.iter() if node.tag.endswith("}Pages")), "")
    return int(found) if found.isdecimal() and len(found) < 6 else None
