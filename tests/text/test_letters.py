"""Normal forms, addresses and likeness of Vietnamese words."""

from __future__ import annotations

import unicodedata

import pytest

from proceedings.text.letters import nfc, shorten, spelling_key, without_marks, words
from proceedings.text.likeness import nearest
from proceedings.text.slug import slugify


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("HOÀ", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("tuý", "túy"),
        ("uỷ ban", "Ủy  ban"),
        ("hoá, đơn", "hóa, đơn"),
        ("xã hội hoá.", "Xã hội hóa."),
        (nfd("thuỷ"), "thủy"),
    ],
)
def test_accepted_spellings_are_one(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hoá"), ("quý", "quy"), ("hoàn", "hoan"), ("của", "cua"), ("thuý", "thúi")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


@pytest.mark.parametrize("word", ["quý", "quỹ", "quả", "hoàn", "toán", "ngoái", "khuyến", "mùa", "của", "thuở"])
def test_words_with_one_spelling_keep_it(word: str) -> None:
    assert spelling_key(word) == word


def test_nfc_and_bare_letters() -> None:
    assert nfc(nfd("Đổi mới, ưu tiên")) == "Đổi mới, ưu tiên"
    assert without_marks("Đổi mới, ƯỚC ngưỡng ạ") == "Doi moi, UOC nguong a"
    assert without_marks(nfd("Đổi mới")) == "Doi moi"


@pytest.mark.parametrize(
    "text", ["Đổi mới, nghiên cứu ở 14-KL/TW", "Nghị quyết số 27-NQ/TW ngày 22/9/2021: “hướng dẫn”"]
)
def test_words_count_the_same_in_both_normal_forms(text: str) -> None:
    assert words(nfd(text)) == words(text)


def test_words_are_syllables_and_numbers() -> None:
    text = "Kết luận 14-KL/TW, ngày 22/9/2021 – đã rõ; tăng 3.5 (lần)…"
    assert words(text) == ["Kết", "luận", "14-KL/TW", "ngày", "22/9/2021", "đã", "rõ", "tăng", "3.5", "lần"]


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Đổi mới, sáng tạo", "doi-moi-sang-tao"),
        ("  Ưu tiên: 10% – “Thủy” ", "uu-tien-10-thuy"),
        ("Ðổi mới", "doi-moi"),
        ("ĐƯỜNG ðẹp", "duong-dep"),
        ("…", ""),
        ("a_b/../c", "a-b-c"),
        (nfd("Đường"), "duong"),
    ],
)
def test_addresses(title: str, address: str) -> None:
    assert slugify(title) == address


def test_another_separator() -> None:
    assert slugify("Đổi mới!", "_") == "doi_moi"


def test_the_nearest_word_does_not_mind_marks_or_case() -> None:
    assert nearest("tieu de", ["Tóm tắt", "Tiêu đề"]) == ["Tiêu đề"]
    assert nearest("topik", ["title", "topic"]) == ["topic"]
    assert nearest("TCT-THANH-HOAA", ["tct-nghe-an", "tct-thanh-hoa"]) == ["tct-thanh-hoa"]


def test_nothing_is_near_enough() -> None:
    assert nearest("zzzz", ["title", "topic"]) == []
    assert nearest("", ["title"]) == []
    assert nearest("title", []) == []
    assert nearest("title", ["titel"], at_least=100) == []


def test_several_near_words_best_first() -> None:
    assert nearest("kết quả", ["mục tiêu", "ket qua", "kết quả chính"], limit=2) == ["ket qua", "kết quả chính"]


@pytest.mark.parametrize(
    ("text", "letters", "short"),
    [
        ("Ngắn", 10, "Ngắn"),
        ("Vừa đúng mười", 13, "Vừa đúng mười"),
        ("Cắt ở một chữ, không giữa chữ", 16, "Cắt ở một chữ…"),
        ("a\n b\t c", 10, "a b c"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("Một " + "x" * 30, 12, "Một xxxxxxx…"),
    ],
)
def test_shorten_cuts_at_a_word(text: str, letters: int, short: str) -> None:
    assert shorten(text, letters) == short
    assert len(shorten(text, letters)) <= letters
