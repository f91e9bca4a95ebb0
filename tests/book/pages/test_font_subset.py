"""One subset of each font serves all pieces of a book, and what is drawn with it reads back as its words."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys

import pikepdf
import pypdfium2
import pytest
from book import art, pdfs
from book.harness import ROOT, clean_environment
from fontTools.ttLib import TTFont

from proceedings.book.layout.engine import lay_out
from proceedings.book.layout.fonts import VIETNAMESE
from proceedings.book.pages.font_subset import Lettering, faces
from proceedings.book.pages.running_heads import PlacedLine
from proceedings.model.errors import ProceedingsError

STYLES = ("regular", "bold", "italic", "bold-italic")
PANGRAM = "Ấ Ở Ệ đ Đ ẫ ữ ỵ Ỹ – “Nghị quyết” số 14-KL/TW, 1.234,5 ₫ …"


def face(style: str = "regular"):
    return faces(art.FAMILY)[style]


def font_in(lettering: Lettering, style: str = "regular") -> tuple[pikepdf.Pdf, pikepdf.Object]:
    pdf = pikepdf.new()
    return pdf, lettering.fonts_in(pdf)[face(style).name]


def program(lettering: Lettering, style: str = "regular") -> TTFont:
    pdf, font = font_in(lettering, style)
    content = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    pdf.close()
    return TTFont(io.BytesIO(content))


def drawn(words: list[tuple[str, str]]) -> bytes:
    """Return a page with lines of text, each in a style."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(2000, 800))
        fonts = pdfs.lettering().fonts_in(pdf)
        for number, (style, text) in enumerate(words):
            name = f"/F{number}"
            page.add_resource(fonts[face(style).name], pikepdf.Name.Font, pikepdf.Name(name))
            page.contents_add(PlacedLine(face(style), name, 12, 20, 700 - 30 * number, text).draw() + b"\n")
        return pdfs.saved(pdf)


@pytest.mark.parametrize("style", STYLES)
def test_text_reads_back_as_it_was_drawn(style):
    assert art.lines(drawn([(style, PANGRAM)])) == [PANGRAM]


def test_every_letter_reads_back():
    every = sorted(VIETNAMESE)
    rows = ["".join(every[start : start + 40]) for start in range(0, len(every), 40)]
    assert art.lines(drawn([("regular", row) for row in rows])) == rows


@pytest.mark.parametrize("style", STYLES)
def test_glyph_numbers_and_widths_are_the_font_files_own(style):
    own = TTFont(dict(art.FAMILY.files)[style])
    cmap, units = own.getBestCmap(), own["head"].unitsPerEm
    pdf, font = font_in(pdfs.lettering(), style)
    widths = font.DescendantFonts[0].W
    given = {int(widths[place]): float(widths[place + 1][0]) for place in range(0, len(widths), 2)}
    for char in VIETNAMESE:
        number = own.getGlyphID(cmap[ord(char)])
        assert face(style).numbers[char] == number
        assert face(style).codes(char) == b"<%04x>" % number
        advance = own["hmtx"][cmap[ord(char)]][0] * 1000 / units
        assert face(style).width(char, 1000) == pytest.approx(advance)
        assert abs(given[number] - advance) <= 0.5
    pdf.close()


def test_the_subset_draws_the_same_outlines_under_the_same_numbers():
    own, made = TTFont(dict(art.FAMILY.files)["regular"]), program(pdfs.lettering())
    for char in "ẤỞỆđĐa1":
        number = own.getGlyphID(own.getBestCmap()[ord(char)])
        was, now = own["glyf"][own.getGlyphName(number)], made["glyf"][made.getGlyphName(number)]
        assert was.getCoordinates(own["glyf"])[0] == now.getCoordinates(made["glyf"])[0], char


def test_the_subset_is_small():
    own = dict(art.FAMILY.files)["regular"].stat().st_size
    pdf, font = font_in(pdfs.lettering())
    assert int(font.DescendantFonts[0].FontDescriptor.FontFile2.Length1) < own / 4
    pdf.close()


def test_the_name_bears_the_mark_of_a_subset():
    for style in STYLES:
        pdf, font = font_in(pdfs.lettering(), style)
        assert re.fullmatch(r"/[A-Z]{6}\+Tinos(-Bold)?(-Italic)?", str(font.BaseFont))
        assert font.BaseFont == font.DescendantFonts[0].BaseFont == font.DescendantFonts[0].FontDescriptor.FontName
        pdf.close()


def test_pieces_add_their_glyphs():
    number = face().numbers["Ω"]
    with_omega = program(Lettering(art.FAMILY, [{"Tinos": {number: "Ω"}}]))
    without = program(pdfs.lettering())
    assert with_omega["glyf"][with_omega.getGlyphName(number)].numberOfContours > 0
    assert len(without.getGlyphOrder()) <= number or without["glyf"][without.getGlyphName(number)].numberOfContours == 0


def test_pieces_of_one_book_share_the_fonts():
    """Two pieces laid out alone read well when their fonts are those of the book."""
    style = f"html{{font-family:'{art.FAMILY.name}'}}"
    page = "<!doctype html><html lang=vi><title>x</title><body>"
    pieces = [
        lay_out(f"{page}<p>{words}</p>", style, art.FAMILY, piece=True)
        for words in ("Bài một: Ω và <b>ẤỞỆ</b>", "Bài hai: α, đ Đ và <i>nghiêng</i>")
    ]
    book = Lettering(art.FAMILY, [piece.glyphs for piece in pieces])
    for piece, words in zip(pieces, ("Bài một: Ω và ẤỞỆ", "Bài hai: α, đ Đ và nghiêng"), strict=True):
        with pikepdf.open(io.BytesIO(piece.pdf)) as pdf:
            fonts = book.fonts_in(pdf)
            held = pdf.pages[0].resources.Font
            for key, font in list(held.items()):
                held[key] = fonts[str(font.BaseFont)[1:].rpartition("+")[2]]
            assert art.lines(pdfs.saved(pdf)) == [words]


@pytest.mark.parametrize("number", [0, -1, 10**6])
def test_a_glyph_that_the_font_has_not(number):
    with pytest.raises(ProceedingsError, match=r"Phông Tinos-Bold không có hình chữ cho “ɸ” \(U\+0278\)"):
        Lettering(art.FAMILY, [{"Tinos-Bold": {number: "ɸ"}}])


def test_the_first_number_beyond_the_font():
    count = len(face().order)
    Lettering(art.FAMILY, [{"Tinos": {count - 1: "x"}}])
    with pytest.raises(ProceedingsError, match="không có hình chữ"):
        Lettering(art.FAMILY, [{"Tinos": {count: "x"}}])


def test_strange_fonts_of_pieces_are_left_alone():
    assert Lettering(art.FAMILY, [{"Noto-Emoji": {10**6: "☺"}}]).family == art.FAMILY


def test_a_blank_wins_over_a_blank_that_does_not_break():
    number = face().numbers[" "]
    lettering = Lettering(art.FAMILY, [{"Tinos": {number: "\u00a0"}}, {"Tinos": {number: " "}}])
    pdf, font = font_in(lettering)
    assert f"<{number:04x}> <0020>".encode() in font.ToUnicode.read_bytes()
    pdf.close()


def test_several_letters_of_one_glyph_are_told():
    number = face().numbers["ﬁ"]
    pdf, font = font_in(Lettering(art.FAMILY, [{"Tinos": {number: "fi"}}]))
    assert f"<{number:04x}> <00660069>".encode() in font.ToUnicode.read_bytes()
    pdf.close()


def test_a_letter_that_the_font_has_not_is_drawn_as_missing():
    assert face().codes("\U0001f600") == b"<0000>"


def test_widths_are_those_that_pdfium_measures():
    content = drawn([("italic", PANGRAM)])
    document = pypdfium2.PdfDocument(content)
    text = document[0].get_textpage()
    left = text.get_charbox(0, loose=True)[0]
    right = text.get_charbox(text.count_chars() - 1, loose=True)[2]
    document.close()
    assert right - left == pytest.approx(face("italic").width(PANGRAM, 12), abs=1)


DIGEST = """\
import hashlib, sys
sys.path.insert(0, "tests")
from book import pdfs
print(hashlib.sha256(pdfs.screen_pages([pdfs.letters()])).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed():
    sums = {hashlib.sha256(pdfs.screen_pages([pdfs.letters()])).hexdigest()}
    for seed in ("1", "77"):
        environment = clean_environment(PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH=seed)
        line = [sys.executable, "-c", DIGEST]
        done = subprocess.run(line, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
        sums.add(done.stdout.strip())
    assert len(sums) == 1
