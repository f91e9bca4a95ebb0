"""Capitals that TCVN3 has no letters for: the first letter of a name or a paragraph typed in .VnTime, raised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from proceedings.text.letters import shorten
from proceedings.word.legacy.detect import LegacyWords
from proceedings.word.remark import Kind, Remark, remark
from proceedings.word.title_page.names import is_surname

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|[IVX]+[.)])\s+")
_GOES_ON = (",", ";", ":")
_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")
# Syllables of given names that begin with a toned vowel; most are words of the language too.
_GIVEN = frozenset("ái ánh áng ảnh ấm ấn ẩn ất ích ính ổn út úy uý ước ứng ý".split())
_LONGEST = 5
_SHOWN = 60


def raise_initials(read: Sequence[list[str]], findings: Sequence[LegacyWords]) -> list[Remark]:
    """Raise in place the first letters that the author could not type as capitals; return the remark on them, if any.

    Parameters
    ----------
    read
        The converted letters of each paragraph, one string per letter of the manuscript.
    """
    shown: list[str] = []
    goes_on = False
    for letters, finding in zip(read, findings, strict=True):
        text = "".join((letter or "\u00ad")[0] for letter in letters)
        starts = {word.start for word in finding.converted if word.encoding == "TCVN3" and _lacks(text[word.start])}
        for at, start in sorted({*_names(text, starts), *_beginning(text, starts, goes_on=goes_on)}):
            letters[at] = letters[at].upper()
            shown.append(shorten("".join(letters[start:]), _SHOWN) if start == 0 else _name_at(letters, start, at))
        goes_on = text.rstrip().endswith(_GOES_ON) if text.strip() else goes_on
    return [remark(Kind.INITIALS_RAISED, places=tuple(shown))] if shown else []


def _lacks(letter: str) -> bool:
    """Return whether a letter is a small vowel with a tone: TCVN3 has capitals of Ă, Â, Ê, Ô, Ơ, Ư and Đ only."""
    return letter.islower() and not _TONES.isdisjoint(unicodedata.normalize("NFD", letter))


def _beginning(text: str, starts: set[int], *, goes_on: bool) -> list[tuple[int, int]]:
    """Return the first letter of a numbered heading, or of a paragraph that does not go on from the one before."""
    numbered = _NUMBER.match(text)
    first = numbered.end() if numbered else len(text) - len(text.lstrip())
    return [(first, 0)] if first in starts and (numbered or not goes_on) else []


def _names(text: str, starts: set[int]) -> list[tuple[int, int]]:
    """Return the letters that begin a part of a person's name, each with the place where the name begins."""
    found: list[tuple[int, int]] = []
    run: list[int] = []
    before = 0
    for word in _WORD.finditer(text) if starts else ():
        if text[before : word.start()] != " ":
            run = []
        before = word.end()
        named = 1 <= len(run) < _LONGEST and word.start() in starts and word.group() in _GIVEN
        if named and _ends_name(text[word.end() :]):
            found.append((word.start(), run[0]))
        elif not word.group()[0].isupper() or word.group().isupper():
            run = []
            continue
        if run or is_surname(word.group()):
            run.append(word.start())
    return found


def _ends_name(after: str) -> bool:
    """Return whether what follows is not a word in small letters, with which a sentence would go on."""
    following = after.lstrip(" ")[:1]
    return not (following.islower() or following.isdigit())


def _name_at(letters: Sequence[str], start: int, at: int) -> str:
    """Return the name that begins at one place and has its raised letter at another."""
    text = "".join(letters[start:])
    end = _WORD.match(text, at - start)
    return text[: end.end() if end else None]
