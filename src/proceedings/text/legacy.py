"""Legacy-encoded Vietnamese, TCVN3 (.VnTime), VNI and Vietware: recognised by its letters, and decoded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from proceedings.text.syllables import is_syllable

Encoding = Literal["TCVN3", "VNI", "Vietware"]
_BY_LETTERS: tuple[Encoding, ...] = ("TCVN3", "VNI")
"""The encodings that letters alone may prove; Vietware is believed only with its font."""

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_ROOF, _BOWL = "\u0302", "\u0306"


def _letters(pairs: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in pairs.split())


TCVN3 = _letters(
    "¡=Ă ¢=Â £=Ê ¤=Ô ¥=Ơ ¦=Ư §=Đ ¨=ă ©=â ª=ê «=ô ¬=ơ \u00ad=ư \u2212=ư ®=đ "
    "µ=à ¶=ả ·=ã \u2219=ã ¸=á ¹=ạ »=ằ ¼=ẳ ½=ẵ ¾=ắ Æ=ặ Ç=ầ È=ẩ É=ẫ Ê=ấ Ë=ậ Ì=è Î=ẻ Ï=ẽ Ð=é Ñ=ẹ Ò=ề Ó=ể Ô=ễ Õ=ế Ö=ệ "
    "×=ì Ø=ỉ Ü=ĩ Ý=í Þ=ị ß=ò á=ỏ â=õ ã=ó ä=ọ å=ồ æ=ổ ç=ỗ è=ố é=ộ ê=ờ ë=ở ì=ỡ í=ớ î=ợ ï=ù ñ=ủ ò=ũ ó=ú ô=ụ "
    "õ=ừ ö=ử ÷=ữ ø=ứ ù=ự ú=ỳ û=ỷ ü=ỹ ý=ý þ=ỵ"
)
"""Letters of TCVN 5712:1993 (ABC) as Word shows them in Latin-1; some programs write U+2212, U+2219 for two of them."""


@dataclass(frozen=True, slots=True)
class _TwoBytes:
    """An encoding whose letters are one byte (`alone`), or a letter and a mark; capitals are 0x20 below.

    `marks` says for a second byte what it adds, and to which first bytes.
    """

    alone: Mapping[str, str]
    marks: Mapping[str, tuple[str, str]]


def _marks(*groups: tuple[str, Mapping[str, str]]) -> dict[str, tuple[str, str]]:
    return {byte: (mark, bases) for bases, group in groups for byte, mark in group.items()}


_VNI = _TwoBytes(
    _letters("ñ=đ ô=ơ ö=ư í=í ì=ì æ=ỉ ó=ĩ ò=ị î=ỵ"),
    _marks(
        # A few programs write i and a mark where VNI has a letter of its own.
        ("aeiouyôö", {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}),
        ("aeo", {"â": _ROOF, "á": _ROOF + _ACUTE, "à": _ROOF + _GRAVE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE}),
        ("aeo", {"ä": _ROOF + _DOT}),
        ("a", {"ê": _BOWL, "é": _BOWL + _ACUTE, "è": _BOWL + _GRAVE, "ú": _BOWL + _HOOK, "ü": _BOWL + _TILDE}),
        ("a", {"ë": _BOWL + _DOT}),
    ),
)
_VIETWARE = _TwoBytes(
    _letters("à=ă á=â â=đ ã=ê ä=ô å=ơ æ=ư ê=í ç=ì è=ỉ é=ĩ ë=ị"),
    _marks(
        ("aeouyåæ", {"ï": _ACUTE, "ì": _GRAVE, "í": _HOOK, "î": _TILDE}),
        ("aeouyàáãäåæ", {"û": _DOT, "ü": _DOT}),
        ("áãä", {"ú": _ACUTE, "ö": _GRAVE, "ø": _HOOK, "ù": _TILDE}),
        ("à", {"õ": _ACUTE, "ò": _GRAVE, "ó": _HOOK, "ô": _TILDE}),
    ),
)
_ONLY_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_TCVN3_CAPITALS = "¡¢£¤¥¦§"
TCVN3_SIGNS = "".join(code for code in TCVN3 if not code.isalpha())
"""The codes of TCVN3 that are no letters in Unicode."""
_TCVN3_WORD = re.compile(f"(?:[^\\W\\d_]|[{re.escape(TCVN3_SIGNS)}])+")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_EDGES = " \t\n.,;:!?()[]{}\"'“”‘’«»…–—-/*_#|>"
_FEWEST = 3
_SHARE = 0.8
_ALL_SHARE = 0.6


def find_legacy(text: str) -> Encoding | None:
    """Return the legacy encoding that a paragraph is written in, None for Unicode and for texts too short to decide.

    One letter that only Unicode's Vietnamese has proves Unicode. Else the words with letters beyond ASCII must nearly
    all be no syllables as they are and read as syllables in one encoding, and most other words must be syllables too.
    """
    if _ONLY_VIETNAMESE.search(text):
        return None
    words = [word for word in (piece.strip(_EDGES) for piece in text.split()) if word]
    strange = [word for word in words if _BEYOND_ASCII.search(word)]
    if len(strange) < _FEWEST:
        return None
    best: tuple[float, Encoding | None] = (0.0, None)
    for encoding in _BY_LETTERS:
        read = [word for word in strange if not is_syllable(word) and _is_vietnamese(decode_legacy(word, encoding))]
        every = sum(is_syllable(decode_legacy(word, encoding)) for word in words)
        share = len(read) / len(strange)
        if share >= _SHARE and every >= _ALL_SHARE * len(words) and len(set(read)) >= _FEWEST and share > best[0]:
            best = (share, encoding)
    return best[1]


def legacy_runs(text: str) -> Iterator[tuple[str, Encoding]]:
    """Yield what of a paragraph is written in a legacy encoding: all of it, or runs of words between Unicode's own."""
    whole = find_legacy(text)
    if whole:
        yield text, whole
        return
    for own, words in groupby(text.split(), key=has_vietnamese_letters):
        run = " ".join(words)
        encoding = None if own else find_legacy(run)
        if encoding:
            yield run, encoding


def decode_legacy(text: str, encoding: Encoding) -> str:
    """Return a text in a legacy encoding as Unicode (NFC); letters that it does not have stay."""
    return unicodedata.normalize("NFC", "".join(decode_letters(text, encoding)))


def decode_letters(text: str, encoding: Encoding) -> list[str]:
    """Return for each character what it stands for: of a letter of two bytes the first is the letter, the second "".

    TCVN3 has no capitals with tones: in a word of capitals (CéNG, HOµ) they are made.
    """
    if encoding == "TCVN3":
        return _with_capitals(text, [TCVN3.get(char, char) for char in text])
    table = _VNI if encoding == "VNI" else _VIETWARE
    read: list[str] = []
    for at, char in enumerate(text):
        mark, bases = table.marks.get(char.lower(), ("", ""))
        if mark and at and text[at - 1].lower() in bases:
            read[-1] = unicodedata.normalize("NFC", read[-1] + mark)
            read.append("")
        else:
            small = table.alone.get(char.lower())
            read.append(char if small is None else small if char.islower() else small.upper())
    return read


def _with_capitals(text: str, read: list[str]) -> list[str]:
    """Raise the letters of words in capitals; a word that shows one capital at most (Ký, Ở) follows two beside it."""
    spans = [found.span() for found in _TCVN3_WORD.finditer(text)]
    shapes = [_shape(text[start:end]) for start, end in spans]
    loud = [
        shape == "capitals" and is_syllable("".join(read[start:end]))
        for shape, (start, end) in zip(shapes, spans, strict=True)
    ]
    for place, (start, end) in enumerate(spans):
        first = max(0, min(place - 1, len(spans) - 3))
        beside = [loud[other] for other in range(first, min(first + 3, len(spans))) if other != place]
        if shapes[place] == "capitals" or (shapes[place] == "open" and len(beside) == 2 and all(beside)):
            read[start:end] = [letter.upper() for letter in read[start:end]]
    return read


def _shape(word: str) -> str:
    """Return "capitals" for a word that is plainly in capitals, "open" for one that may be, "" for others."""
    plain = [char for char in word if char.isascii()]
    if not all(char.isupper() for char in plain):
        return ""
    return "capitals" if len(plain) + sum(char in _TCVN3_CAPITALS for char in word) > 1 else "open"


def has_vietnamese_letters(text: str) -> bool:
    """Return whether a text has a letter that only Vietnamese in Unicode has."""
    return _ONLY_VIETNAMESE.search(text) is not None


def _is_vietnamese(word: str) -> bool:
    return is_syllable(word) and not word.isascii()
