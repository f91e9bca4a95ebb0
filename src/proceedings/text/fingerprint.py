"""A fingerprint of a text, by which nearly equal texts are found without comparing every pair word by word."""

from __future__ import annotations

import zlib

from proceedings.text.letters import spelling_key, words

_SHINGLE = 5
_KEPT = 8


def fingerprint(text: str) -> frozenset[int]:
    """Return the checksums of about one in eight of the runs of five syllables of a text.

    Two texts share their runs, so the part of the fingerprint that two have in common estimates the part of the text
    (after Broder, "On the resemblance and containment of documents", 1997; checksums modulo a number).
    """
    syllables = words(spelling_key(text))
    runs = (" ".join(syllables[at : at + _SHINGLE]) for at in range(max(0, len(syllables) - _SHINGLE + 1)))
    return frozenset(found for found in (zlib.crc32(run.encode()) for run in runs) if found % _KEPT == 0)
