"""The font is found by name and proved to hold Vietnamese; where it does not, a message says what to install."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from proceedings.book.layout import fonts
from proceedings.model.errors import ProceedingsError
from proceedings.model.guideline import Typeface

MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


@pytest.fixture(autouse=True)
def fresh_search():
    """Forget families found for other tests."""
    fonts.find.cache_clear()
    yield
    fonts.find.cache_clear()


def make_font(path: Path, characters: str) -> Path:
    """Write a font that has these characters only."""
    names = {char: f"u{ord(char):04X}" for char in characters}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(char): name for char, name in names.items()})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf(dict.fromkeys([".notdef", *names.values()], empty))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    builder.save(path)
    return path


def test_the_134_marked_letters_are_required_in_both_cases():
    marked = set(MARKED) | set(MARKED.upper())
    assert len(marked) == 134
    assert marked <= fonts.VIETNAMESE
    assert set("abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY0123456789“”–…") <= fonts.VIETNAMESE


def test_the_house_font_of_this_machine_is_whole():
    family = fonts.find(Typeface())
    assert family.name in Typeface().print_with
    assert [style for style, _ in family.files] == list(fonts.STYLES)
    for _, path in family.files:
        assert fonts.covered(path) >= fonts.VIETNAMESE
    assert len(family.digest) == 64


def test_four_styles_are_four_files():
    family = fonts.find(Typeface())
    assert len({path for _, path in family.files}) == 4
    assert set(family.content()) == set(fonts.STYLES)


def test_font_that_is_not_installed(monkeypatch):
    monkeypatch.setattr(fonts, "_files", lambda family: {})
    with pytest.raises(ProceedingsError) as raised:
        fonts.find(Typeface(print_with=("Phông Lạ",)))
    assert "Phông Lạ: chưa cài" in raised.value.message
    assert "fonts-croscore" in raised.value.hint


def test_font_without_a_bold_style(monkeypatch, tmp_path):
    path = make_font(tmp_path / "a.ttf", "".join(fonts.VIETNAMESE))
    monkeypatch.setattr(fonts, "_files", lambda family: {"regular": path, "italic": path, "bold-italic": path})
    with pytest.raises(ProceedingsError, match="Nửa Vời: thiếu kiểu bold[^-]"):
        fonts.find(Typeface(print_with=("Nửa Vời",)))


def test_font_without_vietnamese(monkeypatch, tmp_path):
    latin = make_font(tmp_path / "latin.ttf", "".join(fonts.VIETNAMESE - set(MARKED) - set(MARKED.upper())))
    monkeypatch.setattr(fonts, "_files", lambda family: dict.fromkeys(fonts.STYLES, latin))
    with pytest.raises(ProceedingsError, match="Chữ Tây: thiếu 134 chữ") as raised:
        fonts.find(Typeface(print_with=("Chữ Tây",)))
    assert "fonts-croscore" in raised.value.hint


def test_one_letter_lacking_in_one_style_is_enough(monkeypatch, tmp_path):
    whole = make_font(tmp_path / "whole.ttf", "".join(fonts.VIETNAMESE))
    holed = make_font(tmp_path / "holed.ttf", "".join(fonts.VIETNAMESE - {"Ỵ"}))
    files = dict.fromkeys(fonts.STYLES, whole) | {"italic": holed}
    monkeypatch.setattr(fonts, "_files", lambda family: files)
    with pytest.raises(ProceedingsError, match="thiếu 1 chữ, ví dụ Ỵ"):
        fonts.find(Typeface(print_with=("Thiếu Một",)))


def test_the_second_family_takes_the_place_of_the_first(monkeypatch, tmp_path):
    whole = make_font(tmp_path / "whole.ttf", "".join(fonts.VIETNAMESE))
    installed = {"Đủ": dict.fromkeys(fonts.STYLES, whole)}
    monkeypatch.setattr(fonts, "_files", lambda family: installed.get(family, {}))
    assert fonts.find(Typeface(print_with=("Thiếu", "Đủ"))).name == "Đủ"


def test_another_file_gives_another_digest(monkeypatch, tmp_path):
    path = make_font(tmp_path / "a.ttf", "".join(fonts.VIETNAMESE))
    monkeypatch.setattr(fonts, "_files", lambda family: dict.fromkeys(fonts.STYLES, path))
    before = fonts.find(Typeface(print_with=("Một",))).digest
    make_font(path, "".join(fonts.VIETNAMESE) + "β")
    assert fonts.find(Typeface(print_with=("Hai",))).digest != before


def test_fontconfig_names_no_file_for_an_unknown_family():
    assert fonts._files("Không Có Phông Nào Tên Này") == {}


def test_machine_without_fontconfig(monkeypatch):
    monkeypatch.setattr(fonts.shutil, "which", lambda name: None)
    with pytest.raises(ProceedingsError) as raised:
        fonts._files("Tinos")
    assert "fontconfig" in raised.value.hint


def test_a_file_that_is_no_font_covers_nothing(tmp_path):
    path = tmp_path / "x.ttf"
    path.write_bytes(b"not a font")
    assert fonts.covered(path) == frozenset()
    assert fonts.covered(tmp_path / "absent.ttf") == frozenset()


def test_width_grows_with_the_text():
    regular = dict(fonts.find(Typeface()).files)["regular"]
    assert fonts.width("W", regular) > fonts.width("i", regular)
    assert fonts.width("ii", regular) == pytest.approx(2 * fonts.width("i", regular))
