"""The two styles of placing a tone mark: hòa, khỏe, thủy and hoà, khoẻ, thuỷ."""

from __future__ import annotations

import re
import unicodedata

_SYLLABLE = re.compile(r"[^\W\d_]+")
_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
_OLD = re.compile(rf"(?<![qQ])(?:[oO]{_TONE}[aeAE]|[uU]{_TONE}[yY])$")
_NEW = re.compile(rf"(?<![qQ])(?:[oO][aeAE]{_TONE}|[uU][yY]{_TONE})$")


def placement(word: str) -> str:
    """Return "old" for hòa, "new" for hoà, "" for a syllable that both styles write alike."""
    spread = unicodedata.normalize("NFD", word)
    return "old" if _OLD.search(spread) else "new" if _NEW.search(spread) else ""


def moved(word: str) -> str:
    """Return the other spelling of a syllable that has two: hòa for hoà, hoà for hòa."""
    spread = unicodedata.normalize("NFD", word)
    if placement(word):
        spread = spread[:-2] + spread[-1] + spread[-2]
    return unicodedata.normalize("NFC", spread)


def two_style_words(text: str) -> list[re.Match[str]]:
    """Return the words of a text that have two spellings."""
    return [found for found in _SYLLABLE.finditer(text) if placement(found.group())]
