"""Marks of what could not be converted, as they are in a paper, explained to the author whose Word file has none."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"\\?\[điền:[^\]\n]*\\?\]", re.IGNORECASE)
_CAPTION = re.compile(r"\W*(?:hình|bảng|biểu đồ|sơ đồ)\s+\d", re.IGNORECASE)
_SAVE = "bấm chuột phải > Save as Picture, lưu PNG, xóa đi rồi chèn tệp PNG vào đó (Insert > Pictures)"
_KINDS = (
    ("công thức", "Công thức soạn bằng Equation cũ", "Xóa công thức ấy rồi gõ lại bằng Insert > Equation."),
    ("biểu đồ", "Biểu đồ", f"Ở biểu đồ: {_SAVE}."),
    ("sơ đồ SmartArt", "Sơ đồ SmartArt", f"Ở sơ đồ: {_SAVE}."),
    ("hình", "Hình", f"Ở hình ấy: {_SAVE}."),
)


class Gap(NamedTuple):
    """What a mark says to an author: what is wrong, and what to do in Word."""

    message: str
    fix: str


def gap_for_author(said: str) -> Gap:
    """Return what to tell the author of a mark whose words are found in `said`."""
    what = said.partition("“")[2]
    if " đính kèm" in what:
        kind = what.partition(" đính kèm")[0]
        message = f"{kind[:1].upper()}{kind[1:]} đính kèm trong bài không đăng được."
        return Gap(message, "Chép nội dung cần thiết (lời, bảng) vào bài, rồi xóa biểu tượng của tệp.")
    for start, name, fix in _KINDS:
        if what.startswith(start):
            return Gap(f"{name} không chuyển được vào bài.", fix)
    return Gap("Chỗ này còn thiếu nội dung.", "Viết tiếp vào chỗ ấy trong Word.")


def without_gaps(line: str) -> str:
    """Return a line without our marks."""
    return _MARK.sub(" ", line)


def line_beside(lines: list[str], at: int) -> int:
    """Return the line whose words are in the Word file, where line `at` may hold only a mark.

    That is the caption below it, else what is above.
    """
    if not _MARK.search(lines[at]) or re.search(r"\w", without_gaps(lines[at])):
        return at
    below = next((number for number in range(at + 1, min(at + 3, len(lines))) if lines[number].strip()), at)
    if _CAPTION.match(lines[below]):
        return below
    return next((number for number in range(at - 1, -1, -1) if re.search(r"\w", without_gaps(lines[number]))), at)
