"""Which words of a text in a legacy font are legacy: each word is evidence, its neighbours and the document decide."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from proceedings.text.legacy import TCVN3_SIGNS, Encoding, decode_letters, find_legacy, has_vietnamese_letters
from proceedings.text.syllables import is_syllable

Kind = Literal["plain", "unicode", "legacy", "either", "own", "neither", "foreign"]
"""What a word says by itself.

plain: it reads the same in both; unicode: it has letters that only Unicode has; legacy: only the decoded word is
Vietnamese; either: both are; own: only the word as it is; neither: a name, an abbreviation, misspelt; foreign:
neither, beside a word that is no Vietnamese.
"""
Verdict = Literal["convert", "keep", "doubt"]
Trust = Literal["legacy", "unicode", ""]
"""What the whole document says of the words in one kind of font; "" where it says nothing."""

_SIGNS = re.escape(TCVN3_SIGNS)
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_TCVN3_WORD = re.compile(rf"(?:[^\W\d_]|[\u0300-\u036f{_SIGNS}])+")
_ABBREVIATION = re.compile("[A-ZÑ]*Ñ(?![AEIOUY])[A-ZÑ]*")
_STRONG = re.compile(rf"[a-z][\u00c0-\u00de]|[A-Za-z][\u00c0-\u00de][a-z]|[A-Za-z][{_SIGNS}]|[{_SIGNS}][A-Za-z]")
_FORMULA = re.compile("[µ·×÷¼½¾§]")
_FOREIGN_TOO = "ùûïä"
"""Second bytes of VNI that follow a vowel in French and German too: où, goût, naïf, geändert."""
_LAST_WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}])+(?=[^\w{_SIGNS}]*$)")
_FIRST_WORD = re.compile(rf"^[^\w{_SIGNS}]*((?:[^\W\d_]|[{_SIGNS}])+)")
_NEAR = 40
_FEWEST = 3
_HALF, _MOST = 0.5, 0.8
_NUMERIC = "\u2212\u2219·×÷¼½¾"
_STRANGE = ("own", "neither", "foreign")
_MANY = 10
_FEW = 0.05


def legacy_words(text: str, encoding: Encoding, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the words of a text with something beyond ASCII; in TCVN3 signs such as § and · are letters too."""
    pattern = _TCVN3_WORD if encoding == "TCVN3" else _WORD
    for found in pattern.finditer(text, start, len(text) if end is None else end):
        if not found.group().isascii():
            yield found


def kind_of(text: str, start: int, end: int, encoding: Encoding) -> Kind:
    """Return what the word at a place of a text says by itself."""
    word = text[start:end]
    if encoding == "TCVN3" and len(word) == 1 and word in TCVN3_SIGNS:
        number = word in _NUMERIC and text[max(0, start - _NEAR) : start].rstrip()[-1:].isdigit()
        return "plain" if number else "either"
    kind = _kind_alone(word, encoding)
    if kind == "neither" and not all(_reads(other, encoding) for other in _beside(text, start, end)):
        return "foreign"
    return kind


@functools.lru_cache(maxsize=50_000)
def _kind_alone(word: str, encoding: Encoding) -> Kind:
    if has_vietnamese_letters(word):
        return "unicode"
    meant = "".join(decode_letters(word, encoding))
    if meant == word:
        return "plain"
    own, decoded = is_syllable(word), is_syllable(meant)
    if own or decoded:
        return "either" if own and decoded else "own" if own else "legacy"
    return "legacy" if is_strong(word, encoding) or _is_abbreviation(word, encoding) else "neither"


def is_strong(word: str, encoding: Encoding) -> bool:
    """Return whether hardly any other text has such a word: a sign or a capital inside it, a letter of two bytes."""
    if encoding == "TCVN3":
        return _STRONG.search(word) is not None
    pairs = zip(word[1:], decode_letters(word, encoding)[1:], strict=True)
    return any(not letter and char.lower() not in _FOREIGN_TOO for char, letter in pairs)


def is_formula(word: str) -> bool:
    """Return whether a word has a sign that formulas and references set beside letters too: µm, x·y, §a."""
    return _FORMULA.search(word) is not None


def settle(kinds: Sequence[Kind], trust: Trust) -> list[Verdict]:
    """Return what becomes of each word of a paragraph in a legacy font.

    Evidence is the font, and the syllables. A word that fits both readings goes with the words beside it, else
    with the document; two or more words in a row that are neither are foreign and stay.
    """
    if "legacy" not in kinds and "unicode" in kinds:
        return ["keep"] * len(kinds)
    foreign = _foreign(kinds)
    overruled = sum(kinds[at] in _STRANGE for at in foreign) > kinds.count("legacy")
    firm: list[Verdict | None] = []
    for at, kind in enumerate(kinds):
        if kind in ("plain", "unicode"):
            firm.append("keep")
        elif at in foreign or kind == "foreign" or (kind == "legacy" and overruled):
            firm.append("doubt")
        else:
            firm.append("convert" if kind == "legacy" else None)
    before, after = _nearest(kinds, firm), _nearest(kinds[::-1], firm[::-1])[::-1]
    return [
        verdict or _by_context(kinds[at], {one for one in (before[at], after[at]) if one}, trust)
        for at, verdict in enumerate(firm)
    ]


def trust_of(kinds: Sequence[Kind]) -> Trust:
    """Return what all words of a document in a legacy font show together."""
    legacy, other = kinds.count("legacy"), kinds.count("unicode") + kinds.count("own")
    if legacy >= _MANY and other <= _FEW * legacy:
        return "legacy"
    return "unicode" if other > legacy else ""


def pasted(text: str, known: Encoding | None) -> Encoding | None:
    """Return the encoding of a text in an ordinary font: the syllables are the only evidence.

    `known` is an encoding that the document is known to use nearby; one word can then be enough.
    """
    whole = find_legacy(text)
    if whole:
        return whole
    encodings: tuple[Encoding, ...] = (known,) if known else ("TCVN3", "VNI")
    for encoding in encodings:
        found = list(legacy_words(text, encoding))
        kinds = [kind_of(text, *word.span(), encoding) for word in found]
        words = {word.group() for word, kind in zip(found, kinds, strict=True) if kind == "legacy"}
        strong = {word for word in words if is_strong(word, encoding) and not is_formula(word)}
        enough = len(strong) >= (1 if known else 2) or (strong and len(words) >= _FEWEST)
        strange = sum(kind in (*_STRANGE, "unicode") for kind in kinds)
        if enough and _MANY * strange <= len(strong) and share_read(text, encoding) >= (_HALF if known else _MOST):
            return encoding
    return None


def share_read(text: str, encoding: Encoding) -> float:
    """Return the share of a text's words that are Vietnamese syllables when decoded."""
    words = _WORD.findall("".join(decode_letters(text, encoding)))
    return sum(is_syllable(word) for word in words) / len(words) if words else 0.0


@functools.lru_cache(maxsize=50_000)
def _reads(text: str, encoding: Encoding) -> bool:
    """Return whether every word of a text is a Vietnamese syllable when decoded."""
    return share_read(text, encoding) == 1


def _is_abbreviation(word: str, encoding: Encoding) -> bool:
    """Return whether a word abbreviates with Đ: Q§ in TCVN3, HÑND in VNI."""
    if encoding == "TCVN3":
        return any(char in TCVN3_SIGNS for char in word) and any(char.isalpha() for char in word)
    return encoding == "VNI" and len(word) > 1 and _ABBREVIATION.fullmatch(word) is not None


def _beside(text: str, start: int, end: int) -> list[str]:
    """Return the words before and after a place; abbreviations say nothing."""
    before = [found.group() for found in _LAST_WORD.finditer(text[max(0, start - _NEAR) : start])]
    after = [found.group(1) for found in _FIRST_WORD.finditer(text[end : end + _NEAR])]
    return [word for word in before + after if len(word) == 1 or not (word.isascii() and word.isupper())]


def _foreign(kinds: Sequence[Kind]) -> set[int]:
    """Return the places of foreign text: from first to last of two or more strange words with no legacy one between."""
    found: set[int] = set()
    stretch: list[int] = []
    for at, kind in enumerate([*kinds, "legacy"]):
        if kind in _STRANGE:
            stretch.append(at)
        elif kind in ("legacy", "unicode"):
            if len(stretch) > 1 and any(kinds[one] != "own" for one in stretch):
                found |= set(range(stretch[0], stretch[-1] + 1))
            stretch = []
    return found


def _by_context(kind: Kind, beside: set[Verdict], trust: Trust) -> Verdict:
    """Return what becomes of a word that may be either: as the words beside it, else as the document."""
    if beside:
        return next(iter(beside)) if len(beside) == 1 else "doubt"
    if kind == "either" and trust:
        return "convert" if trust == "legacy" else "keep"
    return "keep" if kind == "own" and trust != "legacy" else "doubt"


def _nearest(kinds: Sequence[Kind], firm: Sequence[Verdict | None]) -> list[Verdict | None]:
    """Return for each word the verdict of the nearest word before it that has one of its own."""
    last: Verdict | None = None
    found = []
    for kind, verdict in zip(kinds, firm, strict=True):
        found.append(last)
        last = verdict if verdict and kind != "plain" else last
    return found
