"""Normal forms of Vietnamese text: composed letters, letters without marks, equal spellings of one word."""

from __future__ import annotations

import re
import unicodedata

_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
# An open syllable in oa, oe or uy may carry its tone on either vowel: hòa = hoà, khỏe = khoẻ, thủy = thuỷ.
_OPEN_GLIDE = re.compile(rf"(?<!q)(o(?={_TONE}[ae])|u(?={_TONE}y))({_TONE})([aey])(?!\w|[\u0300-\u036f])")


def nfc(text: str) -> str:
    """Return the text with every letter composed, the one form used inside the program."""
    return unicodedata.normalize("NFC", text)


def without_marks(text: str) -> str:
    """Return the text in bare Latin letters: "Đổi mới" becomes "Doi moi"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return nfc(bare.replace("đ", "d").replace("Đ", "D"))


def spelling_key(text: str) -> str:
    """Return one key for all accepted spellings of a text: case, spaces and tone placement (hoà, hòa) are levelled."""
    spread = unicodedata.normalize("NFD", text.casefold())
    moved = _OPEN_GLIDE.sub(r"\1\3\2", spread)
    return nfc(" ".join(moved.split()))


def words(text: str) -> list[str]:
    """Return the words (in Vietnamese: syllables) of a text; numbers count, punctuation does not."""
    return re.findall(r"\w+(?:[-./]\w+)*", nfc(text))


def shorten(text: str, letters: int = 60) -> str:
    """Return a text on one line of at most `letters` letters, cut at a word where there is one, with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= letters:
        return flat
    cut = flat[: letters - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{(head if len(head) > letters // 2 else cut).rstrip(' ,;:–')}…"
