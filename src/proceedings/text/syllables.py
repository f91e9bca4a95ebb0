"""What can be a Vietnamese syllable: onset, rime, tone, and where the tone mark goes."""

from __future__ import annotations

import functools
import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = ("\u0301", "\u0323")
"""The two tones of a syllable that ends in c, ch, p or t: sắc and nặng."""

_RIMES = frozenset(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet "
    "uân uâng uât uây uê uêch uên uênh uêt uêu uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt".split()
)
_ALONE_WITH_Y = frozenset("y yêm yên yêng yêt yêu".split())
_Y_ONSETS = frozenset("h k l m s t v th n d b".split())
_QU_RIMES = frozenset(
    "a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e en eng eo ep et ê êch ên ênh êt êu "
    "i in inh it iu ơ ơi ơn ơt y ych ynh yt yên yêt yêu ôc".split()
)
_FRONT = "eêiy"
_ONSETS = "ngh ng nh gh gi g kh k ch c th tr t ph p qu b d đ h l m n r s v x".split()
_ONLY_BEFORE_FRONT = frozenset(("ngh", "gh", "k"))
_NEVER_BEFORE_FRONT = frozenset(("ng", "c"))
_VOWELS = "aăâeêioôơuưy"
_MARKED = "ăâêôơ"
_EITHER_VOWEL = ("oa", "oe", "uy")
"""Open rimes whose tone mark goes on either vowel: hòa and hoà, khỏe and khoẻ, thủy and thuỷ."""

_SWAPS = (("ngh", "ng"), ("ng", "ngh"), ("gh", "g"), ("g", "gh"), ("k", "c"), ("c", "k"))


@functools.lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Return whether a word can be a syllable of Vietnamese; case does not matter, both styles of tone marks do."""
    bare, tone, place = _taken_apart(word.lower())
    return bare is not None and any(
        _fits(onset, rime) and _tone_fits(rime, tone, place - len(onset)) for onset, rime in _splits(bare)
    )


@functools.lru_cache(maxsize=10_000)
def repaired(word: str) -> str | None:
    """Return the syllable that a misspelt word most likely is: its tone mark moved, or its first letters put right."""
    small = word.lower()
    bare, tone, _ = _taken_apart(small)
    if bare is None:
        return None
    onsets = [bare, *(right + bare[len(wrong) :] for wrong, right in _SWAPS if bare.startswith(wrong))]
    for candidate in onsets:
        for at, letter in enumerate(candidate):
            if letter in _VOWELS:
                tried = unicodedata.normalize("NFC", candidate[: at + 1] + tone + candidate[at + 1 :])
                if tried != small and is_syllable(tried):
                    return tried
    return None


def _taken_apart(word: str) -> tuple[str | None, str, int]:
    """Return the letters without tone, the tone ("" for none), and the letter that carries it; None for two tones."""
    letters: list[str] = []
    tone, place = "", -1
    for char in unicodedata.normalize("NFC", word):
        parts = unicodedata.normalize("NFD", char)
        marks = [mark for mark in parts if mark in _TONES]
        if len(marks) > 1 or (marks and tone):
            return None, "", -1
        if marks:
            tone, place = marks[0], len(letters)
        letters.append(unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)))
    return "".join(letters), tone, place


def _splits(bare: str) -> list[tuple[str, str]]:
    found = [("", bare)] + [(onset, bare[len(onset) :]) for onset in _ONSETS if bare.startswith(onset)]
    return [(onset, rime) for onset, rime in found if rime]


def _fits(onset: str, rime: str) -> bool:
    """Return whether onset and rime go together in spelling."""
    if onset == "qu":
        return rime in _QU_RIMES
    if onset == "":
        return rime in _ALONE_WITH_Y or (rime in _RIMES and not rime.startswith("iê"))
    if rime == "y":
        return onset in _Y_ONSETS
    if rime not in _RIMES:
        return onset == "gi" and rime in ("êng", "êt", "êm", "ên", "êc")
    front = rime[0] in _FRONT
    if onset == "g":
        return not front or rime[0] == "i"
    if onset == "gi":
        return rime[0] != "i"
    return not (onset in _ONLY_BEFORE_FRONT and not front) and not (onset in _NEVER_BEFORE_FRONT and front)


def _tone_fits(rime: str, tone: str, place: int) -> bool:
    if rime[-1] in "cpt" or rime.endswith("ch"):
        return tone in _STOPPED and place in _tone_places(rime)
    return not tone or place in _tone_places(rime)


def _tone_places(rime: str) -> tuple[int, ...]:
    """Return the letters of a rime that may carry its tone mark."""
    vowels = re.match(f"[{_VOWELS}]*", rime)
    nucleus = vowels.group() if vowels else ""
    marked = [at for at, letter in enumerate(nucleus) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    if "ư" in nucleus:
        return (nucleus.index("ư"),)
    if len(nucleus) == 1:
        return (0,)
    if len(nucleus) < len(rime):
        return (len(nucleus) - 1,)
    if nucleus in _EITHER_VOWEL:
        return (0, 1)
    return (1,) if len(nucleus) == 3 else (0,)
