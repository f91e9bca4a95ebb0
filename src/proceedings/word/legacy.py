"""Letters of before Unicode: a manuscript in TCVN3 or VNI is sent back, never guessed at."""

from __future__ import annotations

import re

from proceedings.text.letters import shorten
from proceedings.word.cleaning import runs, text_of
from proceedings.word.package import Package, w
from proceedings.word.refusal import RefusedError
from proceedings.word.styles import Styles

_LEGACY_FONT = re.compile(r"\.Vn|VNI-|VN(?=[a-z])")
_ONLY_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_LATIN_1 = re.compile("[\u00a1-\u00ff]")
_FONT_SHARE = 0.01
_LATIN_1_SHARE = 0.2
_VIETNAMESE_SHARE = 0.06
_ENOUGH_LETTERS = 200
_FIX = (
    "Chuyển văn bản sang Unicode (ví dụ bằng Unikey: Bộ công cụ > Chuyển mã), "
    "đặt phông Times New Roman, đọc lại rồi gửi tệp mới."
)


def check_letters(package: Package, styles: Styles) -> None:
    """Refuse a text set in a legacy font or written with the letters of one.

    A font counts where it is effective, not where it is only declared, and only for text that is not plainly Unicode.

    Raises
    ------
    RefusedError
        The message names the fonts and the first paragraph concerned.
    """
    total = legacy = 0
    fonts: set[str] = set()
    first = ""
    everything: list[str] = []
    for tree in package.texts():
        for paragraph in tree.iter(w("p")):
            for run in runs(paragraph):
                text = text_of(run)
                everything.append(text)
                total += len(text)
                slot = "hAnsi" if _LATIN_1.search(text) or run.find(w("softHyphen")) is not None else "ascii"
                font = styles.font(run, paragraph, slot)
                if _LEGACY_FONT.match(font) and not _ONLY_VIETNAMESE.search(text):
                    legacy += len(text)
                    fonts |= {font} if text.strip() else set()
                    first = first or (text_of(paragraph) if text.strip() else "")
    text = "".join(everything)
    by_font = total and legacy / total >= _FONT_SHARE and any(char > "\x7f" for char in text)
    if by_font or _looks_legacy(text):
        if not first:
            first, fonts = _first_by_letters(package, styles)
        named = f" (phông {', '.join(sorted(fonts))})" if fonts else ""
        message = (
            f"Văn bản dùng bảng mã cũ TCVN3 hoặc VNI{named}, không phải Unicode; đoạn đầu tiên: “{shorten(first)}”."
        )
        raise RefusedError("", message, _FIX)


def _first_by_letters(package: Package, styles: Styles) -> tuple[str, set[str]]:
    """Return the first paragraph with letters that only a legacy encoding uses so often, and its fonts."""
    for share in (_LATIN_1_SHARE, 0):
        for tree in package.texts():
            for paragraph in tree.iter(w("p")):
                text = text_of(paragraph)
                latin = len(_LATIN_1.findall(text))
                if latin and latin >= share * sum(char.isalpha() for char in text):
                    fonts = {styles.font(run, paragraph, "hAnsi") for run in runs(paragraph)}
                    return text, fonts - {""}
    return "", set()


def _looks_legacy(text: str) -> bool:
    """Return whether the letters themselves are those of a legacy encoding, whatever the font."""
    letters = sum(char.isalpha() for char in text)
    if letters < _ENOUGH_LETTERS:
        return False
    latin = len(_LATIN_1.findall(text))
    vietnamese = len(_ONLY_VIETNAMESE.findall(text))
    return latin / letters >= _LATIN_1_SHARE and vietnamese / letters <= _VIETNAMESE_SHARE
