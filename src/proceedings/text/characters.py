"""Characters that are not seen, or look like others: which they are and what they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_DIRECTIONAL = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W\d_]+")

# Letters of other scripts that are drawn like a Latin one (after Unicode's list of confusable characters).
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјорсхуҺԚԜԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι",
    "ABESIJKMHOPCTXYaesijopcxyHQWdqw" + "ABEZHIKMNOPTYXoavi",
)
_STROKED = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
# Every letter but those of Latin alphabets; without one of these, no letter of a text needs a closer look.
_SUSPECT = re.compile("[^\x00-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]")
_FOREIGN_SCRIPTS = ("CYRILLIC", "GREEK")


def printable(text: str, instead: str = " ") -> str:
    """Return a text that can neither start a line nor move a cursor: each character that is not shown is replaced."""
    return "".join(char if char.isprintable() else instead for char in text)


def turns_direction(text: str) -> bool:
    """Return whether a text has characters that change the direction of writing."""
    return _DIRECTIONAL.search(text) is not None


def look_alikes(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word with letters that only look Latin, and the word it is meant to be.

    A word all of one other script is a foreign word and left alone.
    """
    if not _SUSPECT.search(text):
        return
    for found in _WORD.finditer(text):
        word = found.group()
        if not word.isascii():
            meant = as_meant(word)
            if meant != word:
                yield word, meant


def as_meant(word: str) -> str:
    """Return a word with its look-alike letters replaced, unchanged where it is whole in its own script."""
    meant = word.translate(_STROKED)
    meant = "".join(_plain(char) for char in meant)
    scripts = {_script(char) for char in meant}
    if "LATIN" in scripts and scripts & set(_FOREIGN_SCRIPTS):
        twin = meant.translate(_TWINS)
        # A letter without a twin (Δ in “Δt”) says that the mixture is meant.
        return twin if {_script(char) for char in twin} == {"LATIN"} else meant
    return meant


def _plain(char: str) -> str:
    """Return the plain letters of a ligature, a full-width or a mathematical letter, else the character itself."""
    code = ord(char)
    if 0xFB00 <= code <= 0xFB06 or 0xFF21 <= code <= 0xFF5A or 0x1D400 <= code <= 0x1D7FF:
        return unicodedata.normalize("NFKC", char)
    return char


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0]
