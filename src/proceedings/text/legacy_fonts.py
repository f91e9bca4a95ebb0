"""What a font's name says of the encoding of its letters: .VnTime is TCVN3, VNI-Times VNI, VNbritannic Vietware."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from proceedings.text.legacy import Encoding

_FAMILIES: tuple[tuple[re.Pattern[str], tuple[Encoding, ...]], ...] = (
    (re.compile(r"\.vn", re.IGNORECASE), ("TCVN3", "VNI")),
    (re.compile(r"vni[- ]", re.IGNORECASE), ("VNI", "TCVN3")),
    (re.compile(r"Vn[A-Z]"), ("TCVN3", "VNI")),
    (re.compile(r"VNI(?=[A-Z])"), ("VNI", "TCVN3")),
    (re.compile(r"VN(?=[ a-z])"), ("Vietware", "VNI", "TCVN3")),
)
_STYLE = re.compile(r"[ -]*(?:bold|italic|regular)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LegacyFamily:
    """`encodings` begins with the usual one; a font of `capitals` shows small letters as capitals (.VnTimeH)."""

    encodings: tuple[Encoding, ...]
    capitals: bool


@functools.lru_cache(maxsize=1_000)
def family_of(font: str) -> LegacyFamily | None:
    """Return what a font's name says, None for a font of today."""
    name = font.strip()
    for pattern, encodings in _FAMILIES:
        if pattern.match(name):
            while _STYLE.search(name):
                name = _STYLE.sub("", name)
            capitals = name.endswith("H") or (name.islower() and name.endswith("h"))
            return LegacyFamily(encodings, capitals and encodings[0] == "TCVN3")
    return None
