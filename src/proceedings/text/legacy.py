"""Vietnamese in the encodings of before Unicode, TCVN3 (.VnTime) and VNI: told by its letters, and read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from proceedings.text.syllables import is_syllable

Encoding = Literal["TCVN3", "VNI"]
_ENCODINGS: tuple[Encoding, ...] = ("TCVN3", "VNI")

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"


def _letters(pairs: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in pairs.split())


TCVN3 = _letters(
    "¡=Ă ¢=Â £=Ê ¤=Ô ¥=Ơ ¦=Ư §=Đ ¨=ă ©=â ª=ê «=ô ¬=ơ \u00ad=ư \u2212=ư ®=đ "
    "µ=à ¶=ả ·=ã \u2219=ã ¸=á ¹=ạ »=ằ ¼=ẳ ½=ẵ ¾=ắ Æ=ặ Ç=ầ È=ẩ É=ẫ Ê=ấ Ë=ậ Ì=è Î=ẻ Ï=ẽ Ð=é Ñ=ẹ Ò=ề Ó=ể Ô=ễ Õ=ế Ö=ệ "
    "×=ì Ø=ỉ Ü=ĩ Ý=í Þ=ị ß=ò á=ỏ â=õ ã=ó ä=ọ å=ồ æ=ổ ç=ỗ è=ố é=ộ ê=ờ ë=ở ì=ỡ í=ớ î=ợ ï=ù ñ=ủ ò=ũ ó=ú ô=ụ "
    "õ=ừ ö=ử ÷=ữ ø=ứ ù=ự ú=ỳ û=ỷ ü=ỹ ý=ý þ=ỵ"
)
"""Letters of TCVN 5712:1993 (ABC) as Word shows them in Latin-1; some programs write U+2212, U+2219 for two of them."""

_VNI_ALONE = _letters("ñ=đ Ñ=Đ ô=ơ Ô=Ơ ö=ư Ö=Ư í=í ì=ì æ=ỉ ó=ĩ ò=ị Í=Í Ì=Ì Æ=Ỉ Ó=Ĩ Ò=Ị î=ỵ Î=Ỵ")
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": "\u0302", "á": "\u0302" + _ACUTE, "à": "\u0302" + _GRAVE, "å": "\u0302" + _HOOK, "ã": "\u0302" + _TILDE,
    "ä": "\u0302" + _DOT, "ê": "\u0306", "é": "\u0306" + _ACUTE, "è": "\u0306" + _GRAVE, "ú": "\u0306" + _HOOK,
    "ü": "\u0306" + _TILDE, "ë": "\u0306" + _DOT,
}  # fmt: skip
"""What the second byte of a VNI letter adds to the first; capitals stand 0x20 below."""

_VNI_BASES = frozenset("aeouyAEOUY") | frozenset("ôöÔÖ")
_ONLY_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_EDGES = " \t\n.,;:!?()[]{}\"'“”‘’«»…–—-/*_#|>"
_FEWEST = 3
_SHARE = 0.8
_ALL_SHARE = 0.6


def find_legacy(text: str) -> Encoding | None:
    """Return the legacy encoding that a paragraph is written in, None for Unicode and for texts too short to tell.

    One letter that only Unicode's Vietnamese has proves Unicode. Else the words with letters beyond ASCII must nearly
    all be no syllables as they stand and read as syllables in one encoding, and most other words must be syllables too.
    """
    if _ONLY_VIETNAMESE.search(text):
        return None
    words = [word for word in (piece.strip(_EDGES) for piece in text.split()) if word]
    strange = [word for word in words if _BEYOND_ASCII.search(word)]
    if len(strange) < _FEWEST:
        return None
    best: tuple[float, Encoding | None] = (0.0, None)
    for encoding in _ENCODINGS:
        read = [word for word in strange if not is_syllable(word) and _is_vietnamese(decode_legacy(word, encoding))]
        every = sum(is_syllable(decode_legacy(word, encoding)) for word in words)
        share = len(read) / len(strange)
        if share >= _SHARE and every >= _ALL_SHARE * len(words) and len(read) >= _FEWEST and share > best[0]:
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
    if encoding == "TCVN3":
        return unicodedata.normalize("NFC", "".join(TCVN3.get(char, char) for char in text))
    read: list[str] = []
    for at, char in enumerate(text):
        mark = _VNI_MARKS.get(char.lower())
        before = text[at - 1] if at else ""
        if mark and before in _VNI_BASES and (char.lower() == char or before.isupper()):
            read[-1] += mark
        else:
            read.append(_VNI_ALONE.get(char, char))
    return unicodedata.normalize("NFC", "".join(read))


def has_vietnamese_letters(text: str) -> bool:
    """Return whether a text has a letter that only Vietnamese in Unicode has."""
    return _ONLY_VIETNAMESE.search(text) is not None


def _is_vietnamese(word: str) -> bool:
    return is_syllable(word) and not word.isascii()
