"""A book's letters: one subset of each font for all its pieces, and lines of text set with it.

Glyph numbers are those of the font's own file everywhere, so that every piece draws with the one subset.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import fontTools
import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont

from proceedings.book.layout.cache import kept_file
from proceedings.book.layout.fonts import VIETNAMESE, FontFamily
from proceedings.model.errors import ProceedingsError

Glyphs = Mapping[str, Mapping[int, str]]
"""The text of each glyph, by glyph number, for each font by its name in a PDF ("Tinos-Bold")."""

_SUFFIXES = {"regular": "", "bold": "-Bold", "italic": "-Italic", "bold-italic": "-Bold-Italic"}
# What drawing needs; the rest of a font file serves shaping and hinting.
_TABLES = ("head", "hhea", "hmtx", "maxp", "loca", "glyf", "cvt ", "fpgm", "prep")
_ITALIC_ANGLE = -12
_SYMBOLIC, _ITALIC = 4, 64
_BATCH = 100


class Face:
    """One style of the family: its glyphs, their widths and its name in a PDF."""

    def __init__(self, family: FontFamily, style: str) -> None:
        self.name = family.name.replace(" ", "-") + _SUFFIXES[style]
        self.italic = "italic" in style
        self._path = dict(family.files)[style]
        with TTFont(self._path, lazy=True) as font:
            units = font["head"].unitsPerEm
            self.order = font.getGlyphOrder()
            self.advances = [font["hmtx"][name][0] * 1000 / units for name in self.order]
            numbers = {name: number for number, name in enumerate(self.order)}
            self.numbers = {chr(code): numbers[name] for code, name in (font.getBestCmap() or {}).items()}
            head, hhea = font["head"], font["hhea"]
            self.box = [round(value * 1000 / units) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
            self.ascent, self.descent = (round(value * 1000 / units) for value in (hhea.ascent, hhea.descent))

    def width(self, text: str, size: float) -> float:
        """Return the width of a line in points."""
        return float(sum(self.advances[self.numbers.get(char, 0)] for char in text)) * size / 1000

    def codes(self, text: str) -> bytes:
        """Return a line as the string that a PDF shows."""
        return b"<" + "".join(f"{self.numbers.get(char, 0):04x}" for char in text).encode() + b">"

    def program(self, glyphs: Iterable[int]) -> bytes:
        """Return a font file with these glyphs only, under their own numbers."""
        options = subset.Options(
            retain_gids=True, hinting=False, notdef_outline=True, glyph_names=False, layout_features=[]
        )
        with TTFont(self._path, lazy=True, recalcTimestamp=False) as font:
            # A font can be asked for its keys but not gone through like a dict.
            options.drop_tables = [tag for tag in font.keys() if tag not in (*_TABLES, "GlyphOrder")]  # noqa: SIM118
            subsetter = subset.Subsetter(options)
            subsetter.populate(gids=sorted(glyphs))
            subsetter.subset(font)
            buffer = io.BytesIO()
            font.save(buffer)
        return buffer.getvalue()


@functools.lru_cache(maxsize=4)
def faces(family: FontFamily) -> dict[str, Face]:
    """Return the faces of a family by style."""
    return {style: Face(family, style) for style, _ in family.files}


class Lettering:
    """The fonts of one book, made once and put into each of its files.

    Parameters
    ----------
    drawn
        What each piece draws; the letters of Vietnamese are there in any case.
    cache
        Folder of subsets from earlier books, found by content; None keeps none.

    Raises
    ------
    ProceedingsError
        A piece draws a glyph that its font does not have.
    """

    def __init__(self, family: FontFamily, drawn: Sequence[Glyphs], cache: Path | None = None) -> None:
        self.family = family
        self._texts = {face.name: _texts(face, drawn) for face in faces(family).values()}
        self._fonts = pikepdf.new()
        made = {
            face.name: _font(
                self._fonts, face, self._texts[face.name], _program(face, self._texts[face.name], family, cache)
            )
            for face in faces(family).values()
        }
        self._fonts.Root.KyYeuFonts = pikepdf.Dictionary({f"/{name}": font for name, font in made.items()})

    def fonts_in(self, pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
        """Put the fonts into a PDF; return them by name."""
        return {
            face.name: pdf.copy_foreign(self._fonts.Root.KyYeuFonts[f"/{face.name}"])
            for face in faces(self.family).values()
        }


def _texts(face: Face, drawn: Sequence[Glyphs]) -> dict[int, str]:
    """Return the text of each glyph needed; where pieces differ (a blank, a no-break blank) the simpler one."""
    texts = {face.numbers[char]: char for char in sorted(VIETNAMESE | {" "}) if char in face.numbers}
    for glyphs in drawn:
        for number, text in glyphs.get(face.name, {}).items():
            if not 0 < number < len(face.order):
                raise ProceedingsError(
                    f"Phông {face.name} không có hình chữ cho “{text}” ({', '.join(f'U+{ord(c):04X}' for c in text)})."
                )
            texts[number] = min(texts.get(number, text), text)
    return dict(sorted(texts.items()))


def _program(face: Face, glyphs: Iterable[int], family: FontFamily, cache: Path | None) -> bytes:
    """Return the subset of a face, made only where it is not kept from an earlier book."""
    chosen = sorted(glyphs)
    return kept_file(cache, f"font {face.name} {fontTools.version} {chosen}", family, lambda: face.program(chosen))


def _font(pdf: pikepdf.Pdf, face: Face, texts: Mapping[int, str], program: bytes) -> pikepdf.Object:
    name = pikepdf.Name
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
    base = name(f"/{tag}+{face.name}")
    descriptor = pikepdf.Dictionary(
        Type=name.FontDescriptor,
        FontName=base,
        FontFamily=face.name,
        Flags=_SYMBOLIC | (_ITALIC if face.italic else 0),
        FontBBox=face.box,
        ItalicAngle=_ITALIC_ANGLE if face.italic else 0,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.ascent,
        StemV=80,
        FontFile2=pikepdf.Stream(pdf, program, Length1=len(program)),
    )
    descendant = pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=name.Identity,
        W=[part for number in texts for part in (number, [round(face.advances[number])])],
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=name.Font,
            Subtype=name.Type0,
            BaseFont=base,
            Encoding=name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=pikepdf.Stream(pdf, _to_unicode(texts)),
        )
    )


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    items = [f"<{number:04x}> <{text.encode('utf-16-be').hex()}>" for number, text in texts.items()]
    for start in range(0, len(items), _BATCH):
        batch = items[start : start + _BATCH]
        lines += [f"{len(batch)} beginbfchar", *batch, "endbfchar"]
    return "\n".join([*lines, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()
