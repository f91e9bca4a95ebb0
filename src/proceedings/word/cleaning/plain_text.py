"""Text as Word holds it, made plain: composed letters, no invisible characters, single spaces."""

from __future__ import annotations

import re
import unicodedata

from proceedings.text.letters import nfc

_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x85]+")
_JOINERS = "\u200c\u200d"


def tidy(text: str) -> str:
    """Return the text composed, with plain spaces and without soft hyphens and other invisible characters."""
    text = _SPACES.sub(" ", text).replace("\u2011", "-")
    if text.isprintable() and "\ufffc" not in text:
        return nfc(text)  # every invisible character but that one counts as not printable
    kept = [char for place, char in enumerate(text) if not invisible(text, place)]
    return nfc("".join(kept))


def invisible(text: str, place: int) -> bool:
    """Return whether the character is a control that nobody sees; joiners inside scripts that need them stay."""
    char = text[place]
    if char in _JOINERS:
        around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
        return len(around) < 2 or any(ord(near) < 0x0600 for near in around)
    return char == "\ufffc" or unicodedata.category(char) in ("Cf", "Cc", "Cs")
