"""The font everything is printed with: found by name, and proved to hold every Vietnamese letter."""

from __future__ import annotations

import functools
import hashlib
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from proceedings.model.errors import ProceedingsError
from proceedings.model.guideline import Typeface

STYLES = ("regular", "bold", "italic", "bold-italic")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"

VIETNAMESE = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for base in _VOWELS
    for letter in (base, base.upper())
    for tone in _TONES
) | frozenset("bcdđghklmnpqrstvxfjwzBCDĐGHKLMNPQRSTVXFJWZ0123456789.,;:!?…–—-()[]/%“”‘’\"'«»§₫°×")
"""Every letter of the Vietnamese alphabet with every tone, in both cases, and the punctuation of Vietnamese print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFamily:
    """A font family in four styles; `digest` changes when any of its files does."""

    name: str
    files: tuple[tuple[str, Path], ...]
    digest: str

    def content(self) -> dict[str, bytes]:
        return {style: path.read_bytes() for style, path in self.files}


@functools.lru_cache(maxsize=8)
def find(typeface: Typeface) -> FontFamily:
    """Return the first family of `print_with` that is installed, complete and whole in Vietnamese.

    Raises
    ------
    ProceedingsError
        None is; the message says what each one lacks and what to install.
    """
    reasons = []
    for name in typeface.print_with:
        files = _files(name)
        missing_styles = [style for style in STYLES if style not in files]
        if missing_styles:
            reasons.append(f"{name}: chưa cài" if not files else f"{name}: thiếu kiểu {', '.join(missing_styles)}")
            continue
        lacking = {char for path in files.values() for char in VIETNAMESE - covered(path)}
        if lacking:
            reasons.append(f"{name}: thiếu {len(lacking)} chữ, ví dụ {' '.join(sorted(lacking)[-5:])}")
            continue
        digest = hashlib.sha256(b"".join(files[style].read_bytes() for style in STYLES)).hexdigest()
        return FontFamily(name=name, files=tuple((style, files[style]) for style in STYLES), digest=digest)
    raise ProceedingsError(
        f"Không có phông in đủ chữ Việt ({'; '.join(reasons)}).",
        "Cài gói fonts-croscore (phông Tinos) trên Debian/Ubuntu, hoặc sửa font.print_with trong papers/guideline.yml.",
    )


@functools.lru_cache(maxsize=64)
def covered(path: Path) -> frozenset[str]:
    """Return the characters a font file has glyphs for."""
    try:
        with path.open("rb") as file, TTFont(file, lazy=True, fontNumber=0) as font:
            return frozenset(map(chr, font.getBestCmap() or {}))
    except (TTLibError, OSError):
        return frozenset()


def is_own(name: str, family: str) -> bool:
    """Return whether a font, named without its subset's mark, is of a family (both with "-" for blanks)."""
    return name == family or name.startswith(f"{family}-")


@functools.lru_cache(maxsize=8)
def _advances(path: Path) -> dict[str, float]:
    with TTFont(path, lazy=True, fontNumber=0) as font:
        units = font["head"].unitsPerEm
        return {chr(code): font["hmtx"][name][0] / units for code, name in (font.getBestCmap() or {}).items()}


def width(text: str, path: Path) -> float:
    """Return the width of a line of text in ems, kerning left out."""
    advances = _advances(path)
    return sum(advances.get(char, 0.5) for char in text)


def _files(family: str) -> dict[str, Path]:
    """Return the files of an installed family by style, as fontconfig lists them."""
    if not shutil.which("fc-list"):
        raise ProceedingsError("Không có lệnh fc-list.", "Cài gói fontconfig.")
    query = ["fc-list", "--format", "%{file}\t%{family}\t%{weight}\t%{slant}\t%{variable}\n", f":family={family}"]
    listed = subprocess.run(query, check=False, capture_output=True, text=True).stdout
    files: dict[str, Path] = {}
    for line in sorted(listed.splitlines()):
        path, families, weight, slant, variable = line.split("\t")
        style = {("80", "0"): "regular", ("200", "0"): "bold", ("80", "100"): "italic", ("200", "100"): "bold-italic"}
        named = style.get((weight, slant))
        if named and family in families.split(",") and variable != "True":
            files.setdefault(named, Path(path))
    return files
