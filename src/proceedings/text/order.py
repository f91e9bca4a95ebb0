"""Vietnamese dictionary order, syllable by syllable, and the order of people by given name.

The order of letters and tones is that of Vietnamese dictionaries (CLDR `vi`): a ă â b c d đ e ê … o ô ơ … u ư … y,
tones ngang, huyền, hỏi, ngã, sắc, nặng. A whole-phrase collation would compare all letters before any tone and put
"hoá ánh" before "hoà ba"; dictionaries compare one syllable after the other.
"""

from __future__ import annotations

import re
import unicodedata

from proceedings.text.letters import nfc

Key = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...]]

_TONE = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_RANK = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def syllable_key(syllable: str) -> Key:
    """Return the sort key of one syllable: its letters, then its tones, then lower before upper case."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for char in nfc(syllable):
        bare, tone = _split(char)
        small = bare.lower()
        letters.append(_letter_rank(small))
        tones.append(tone)
        capitals.append(bare != small)
    return tuple(letters), tuple(tones), tuple(capitals)


def text_key(text: str) -> tuple[Key, ...]:
    """Return the sort key of a phrase; runs of digits count as numbers ("Chủ đề 2" before "Chủ đề 10")."""
    return tuple(_number_key(word) if word.isdecimal() else syllable_key(word) for word in _pieces(text))


def name_key(name: str, sort_as: str | None = None) -> tuple[Key, Key, tuple[Key, ...]]:
    """Return the sort key of a person: given name (the last word), surname (the first), then the words between.

    `sort_as` replaces the name for ordering where that rule does not fit (foreign names).
    """
    parts = (sort_as or name).split() or [""]
    surname = parts[0] if len(parts) > 1 else ""
    return syllable_key(parts[-1]), syllable_key(surname), tuple(map(syllable_key, parts[1:-1]))


def index_letter(name: str, sort_as: str | None = None) -> str:
    """Return the index heading of a person: the first letter of the given name; Ă Â Đ Ê Ô Ơ Ư are apart."""
    given = nfc(sort_as or name).split()[-1:]
    return _split(given[0][0])[0].upper() if given else ""


def _pieces(text: str) -> list[str]:
    return re.findall(r"\d+|[^\W\d]+", nfc(text))


def _number_key(digits: str) -> Key:
    return ((0, int(digits)),), (0,), (False,)


def _split(char: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONE[mark] for mark in parts if mark in _TONE), 0)
    return nfc("".join(mark for mark in parts if mark not in _TONE)), tone


def _letter_rank(small: str) -> tuple[int, int]:
    if small in _RANK:
        return 1, _RANK[small]
    return (0, int(small)) if small.isdecimal() else (2, ord(small[0]))
