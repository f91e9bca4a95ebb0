"""Which of a run's four fonts Word shows a letter in: ascii, hAnsi, eastAsia or cs (ECMA-376, 17.3.2.26)."""

from __future__ import annotations

import re

_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003ffff]"
)
# Where the run hints at East Asia: punctuation, symbols, Greek and Cyrillic; some Latin letters only in Chinese text.
_HINTED = re.compile(
    "[\xa1\xa4\xa7\xa8\xaa\xad\xaf-\xb4\xb6-\xba\xbc-\xbf\xd7\xf7\u02b0-\u04ff\u2000-\u2bff\ue000-\uf8ff\ufb00-\ufb1c]"
)
_HINTED_IN_CHINESE = re.compile("[\xe0\xe1\xe8-\xea\xec\xed\xf2\xf3\xf9\xfa\xfc\u0100-\u024f\u1e00-\u1eff]")
_LIKE_ASCII = re.compile("[\x00-\x7f\u0590-\u07bf\ufb1d-\ufdff\ufe70-\ufefe]")


def by_slot(text: str, *, hinted: bool, chinese: bool) -> dict[str, str]:
    """Return the letters of a run by the slot that they are shown in, each in the order of the text.

    Parameters
    ----------
    hinted
        The run carries w:hint="eastAsia".
    chinese
        The East Asian language of the run is Chinese.
    """
    if text.isascii():
        return {"ascii": text} if text else {}
    slots: dict[str, str] = {}
    for char in text:
        slot = _slot(char, hinted, chinese)
        slots[slot] = slots.get(slot, "") + char
    return slots


def _slot(char: str, hinted: bool, chinese: bool) -> str:
    if _LIKE_ASCII.match(char):
        return "ascii"
    asian = _EAST_ASIAN.match(char) or (
        hinted and (_HINTED.match(char) or (chinese and _HINTED_IN_CHINESE.match(char)))
    )
    return "eastAsia" if asian else "hAnsi"
