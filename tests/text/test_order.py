"""Vietnamese dictionary order, against a slow definition written from the dictionary's own rules."""

from __future__ import annotations

import itertools
import random
import unicodedata

import pytest

from proceedings.text.order import index_letter, name_key, syllable_key, text_key

SYLLABLES = "An Ánh Ăn Ân Ấn Bình Cường Dũng Đạt Đức Ý Yến".split()

# Every letter with its tones, in dictionary order: written out, not computed from Unicode.
ALPHABET = [
    "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "b", "c", "d", "đ", "eèẻẽéẹ", "êềểễếệ", "f", "g", "h", "iìỉĩíị", "j", "k", "l", "m",
    "n", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "p", "q", "r", "s", "t", "uùủũúụ", "ưừửữứự", "v", "w", "x", "yỳỷỹýỵ", "z",
]  # fmt: skip
LETTERS = "".join(ALPHABET)


def precedes(one: str, other: str) -> bool:
    """The slow definition: letters decide first, then tones, then small before capital."""

    def place(char: str) -> tuple[int, int]:
        rank = next(rank for rank, tones in enumerate(ALPHABET) if char.lower() in tones)
        return rank, ALPHABET[rank].index(char.lower())

    pairs = list(zip(one, other, strict=False))
    for a, b in pairs:
        if place(a)[0] != place(b)[0]:
            return place(a)[0] < place(b)[0]
    if len(one) != len(other):
        return len(one) < len(other)
    for a, b in pairs:
        if place(a)[1] != place(b)[1]:
            return place(a)[1] < place(b)[1]
    for a, b in pairs:
        if a != b:
            return a.islower()
    return False


@pytest.mark.parametrize("seed", range(20))
def test_the_list_is_right_from_any_shuffle(seed: int) -> None:
    shuffled = SYLLABLES[:]
    random.Random(seed).shuffle(shuffled)
    assert sorted(shuffled, key=text_key) == SYLLABLES
    assert sorted(shuffled, key=name_key) == SYLLABLES


def test_syllables_agree_with_the_slow_definition() -> None:
    rng = random.Random(7)
    words = ["".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 4))) for _ in range(250)]
    words += [word.capitalize() for word in words[:60]] + ["ma", "mà", "mả", "mã", "má", "mạ", "Ma", "mAi", "maI"]
    for one, other in itertools.product(words, repeat=2):
        assert (syllable_key(one) < syllable_key(other)) == precedes(one, other), (one, other)


def test_tones_run_level_falling_asking_tumbling_rising_heavy() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=syllable_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_phrases_go_syllable_by_syllable() -> None:
    shuffled = ["Lế Bá", "hoá ánh", "Lễ Ân", "hoà ba", "Lê Thị"]
    assert sorted(shuffled, key=text_key) == ["hoà ba", "hoá ánh", "Lê Thị", "Lễ Ân", "Lế Bá"]


def test_numbers_count_as_numbers() -> None:
    titles = ["Chủ đề 10", "Chủ đề 2", "Chủ đề 1.12", "Chủ đề 1.2", "Chủ đề 2b", "Chủ đề"]
    assert sorted(titles, key=text_key) == [
        "Chủ đề",
        "Chủ đề 1.2",
        "Chủ đề 1.12",
        "Chủ đề 2",
        "Chủ đề 2b",
        "Chủ đề 10",
    ]


def test_punctuation_and_normal_form_do_not_matter() -> None:
    assert text_key("“Đổi mới”, sáng tạo") == text_key("Đổi mới sáng tạo")
    assert text_key(unicodedata.normalize("NFD", "Đổi mới")) == text_key("Đổi mới")


@pytest.mark.parametrize("odd", ["", " ", "²", "½", "一", "٣", "…"])
def test_odd_text_has_a_key_that_compares(odd: str) -> None:
    assert sorted([odd, "An", "2"], key=text_key)[-1] in ("An", odd)


def test_names_go_by_given_name_then_surname_then_the_words_between() -> None:
    names = ["Trần An", "Bùi Thị Ân", "Lê Văn Bình", "Nguyễn Anh Bình", "Nguyễn Ánh Bình", "Nguyễn Văn Bình", "Lê Đạt"]
    shuffled = names[:]
    random.Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=name_key) == names


def test_sort_as_replaces_the_name() -> None:
    assert name_key("Lê-nin V.I.", "Lê-nin") == name_key("Lê-nin")
    assert index_letter("Lê-nin V.I.", "Lê-nin") == "L"
    assert index_letter("Lê-nin V.I.") == "V"


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Trần Thị Ánh", "A"),
        ("Ngô Thị Ẵm", "Ă"),
        ("Bùi Ấn", "Â"),
        ("Đỗ Đạt", "Đ"),
        ("Lê Ếch", "Ê"),
        ("Lê Ổn", "Ô"),
        ("Lê Ớt", "Ơ"),
        ("Hồ Ứng", "Ư"),
        ("Lê ý", "Y"),
        ("", ""),
    ],
)
def test_index_letters_keep_their_marks_and_lose_their_tones(name: str, letter: str) -> None:
    assert index_letter(name) == letter
    assert index_letter(unicodedata.normalize("NFD", name)) == letter
