"""Two-byte letters, capitals, fonts by their names, and what single words say of their encoding."""

from __future__ import annotations

import pytest

from proceedings.text.legacy import Encoding, decode_legacy, decode_letters, find_legacy
from proceedings.text.legacy_fonts import family_of
from proceedings.text.legacy_words import Kind, Trust, kind_of, pasted, settle, trust_of

C, K, D = "convert", "keep", "doubt"


@pytest.mark.parametrize(
    ("encoding", "text", "meant"),
    [
        ("TCVN3", "§¡NG Ký KINH DOANH", "ĐĂNG KÝ KINH DOANH"),
        ("TCVN3", "VÒ VIÖC PH£ DUYÖT", "VỀ VIỆC PHÊ DUYỆT"),
        ("TCVN3", "Bé GD ë Hµ Néi, Vµ UBND", "Bộ GD ở Hà Nội, Và UBND"),
        ("VNI", "aÙ Ð ñöôøng NGHÓA huyeän", "á Ð đường NGHĨA huyện"),
        ("VNI", "poète, Noël", "poète, Noël"),
        ("Vietware", "Âäüc láûp Tæû do Haûnh phuïc", "Độc lập Tự do Hạnh phúc"),
    ],
)
def test_letters(encoding: Encoding, text: str, meant: str) -> None:
    assert decode_legacy(text, encoding) == meant
    assert len(decode_letters(text, encoding)) == len(text)


@pytest.mark.parametrize(
    ("font", "first", "capitals"),
    [
        (".VnTime", "TCVN3", False),
        (".VnTimeH", "TCVN3", True),
        (".VNTIMEH", "TCVN3", True),
        (".vntimeh", "TCVN3", True),
        (".VnAvantH Bold Italic", "TCVN3", True),
        ("VnTime", "TCVN3", False),
        ("VNI-Times", "VNI", False),
        ("VNI Helve", "VNI", False),
        ("VNbangkok", "Vietware", False),
    ],
)
def test_family(font: str, first: str, capitals: bool) -> None:
    family = family_of(font)
    assert family is not None
    assert (family.encodings[0], family.capitals) == (first, capitals)


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "Vnu", "VNU Sans", "Vni", "", "Cambria Math"])
def test_no_family(font: str) -> None:
    assert family_of(font) is None


@pytest.mark.parametrize(
    ("word", "encoding", "kind"),
    [
        ("ViÖt", "TCVN3", "legacy"),
        ("Q§", "TCVN3", "legacy"),
        ("HÑND", "VNI", "legacy"),
        ("ESPAÑA", "VNI", "neither"),
        ("cô", "TCVN3", "either"),
        ("là", "TCVN3", "plain"),
        ("trình", "TCVN3", "own"),
        ("người", "TCVN3", "unicode"),
        ("été", "TCVN3", "neither"),
        ("·", "TCVN3", "either"),
        ("®·", "TCVN3", "legacy"),
    ],
)
def test_what_a_word_says(word: str, encoding: Encoding, kind: Kind) -> None:
    assert kind_of(word, 0, len(word), encoding) == kind


@pytest.mark.parametrize(
    ("text", "kind"), [("c¸c truêng häc", "neither"), ("World truêng Bank", "foreign"), ("3 × 4", "plain")]
)
def test_words_beside(text: str, kind: Kind) -> None:
    word = next(word for word in text.split() if not word.isascii() and word not in ("c¸c", "häc"))
    start = text.index(word)
    assert kind_of(text, start, start + len(word), "TCVN3") == kind


@pytest.mark.parametrize(
    ("kinds", "trust", "verdicts"),
    [
        (["legacy", "either", "legacy"], "", [C, C, C]),
        (["either"], "", [D]),
        (["either"], "legacy", [C]),
        (["either"], "unicode", [K]),
        (["unicode", "either", "own"], "legacy", [K, K, K]),
        (["legacy", "neither", "legacy"], "", [C, C, C]),
        (["legacy", "neither", "foreign", "legacy", "legacy"], "", [C, D, D, C, C]),
        (["neither", "legacy", "foreign", "foreign"], "", [D, D, D, D]),
        (["legacy", "either", "unicode"], "", [C, D, K]),
        (["neither"], "legacy", [D]),
    ],
)
def test_neighbours_decide(kinds: list[Kind], trust: Trust, verdicts: list[str]) -> None:
    assert settle(kinds, trust) == verdicts


def test_the_document_decides_only_where_it_is_of_one_kind() -> None:
    legacy: list[Kind] = ["legacy"] * 40
    assert trust_of(legacy) == "legacy"
    assert trust_of([*legacy, "unicode"]) == "legacy"
    assert trust_of([*legacy, *legacy[:0], "unicode", "unicode", "own"]) == ""
    assert trust_of(["unicode", "legacy", "own"]) == "unicode"


@pytest.mark.parametrize(
    ("text", "known", "encoding"),
    [
        ("KÕt luËn", None, "TCVN3"),
        ("luËn", None, None),
        ("luËn", "TCVN3", "TCVN3"),
        ("V¨n b¶n cã gi¸ trÞ nh\u00ad b¶n gèc", None, "TCVN3"),
        ("to 5 µm, to 6 µm, to 7 µm do", None, None),
        ("Le poète était très âgé", None, None),
    ],
)
def test_pasted_into_an_ordinary_font(text: str, known: Encoding | None, encoding: Encoding | None) -> None:
    assert pasted(text, known) == encoding


def test_one_word_again_and_again_is_no_legacy_text() -> None:
    assert find_legacy("to 5 µm, to 6 µm, to 7 µm do") is None
