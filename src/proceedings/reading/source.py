"""A file's bytes as text: UTF-8, composed letters, plain newlines; line numbers stay those of the file."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from proceedings.model.finding import Fault
from proceedings.text.letters import nfc

# Control characters, and the line ends that YAML knows but editors do not count: they would shift every line number.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def read_bytes(path: Path, shown: str, most: int) -> bytes | Fault:
    """Return a file's bytes, or the fault that it is too large (KY904) or cannot be opened (KY101)."""
    try:
        size = path.stat().st_size
        if size > most:
            message = f"Tệp quá lớn ({_megabytes(size)}, tối đa {_megabytes(most)})."
            return Fault("KY904", shown, 0, message, "Thu nhỏ hình, tách hình ra tệp riêng, bỏ phần thừa.")
        return path.read_bytes()
    except OSError:
        return Fault("KY101", shown, 0, "Không mở được tệp này.", "Kiểm tra quyền đọc của tệp, hoặc chép lại tệp.")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def decomposed_lines(content: bytes) -> tuple[int, ...]:
    """Return the lines of a UTF-8 file whose letters are not composed (NFC), counted as `decode` leaves them."""
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if unicodedata.is_normalized("NFC", text):
        return ()
    return tuple(
        number for number, line in enumerate(text.split("\n"), 1) if not unicodedata.is_normalized("NFC", line)
    )


def decode(content: bytes, path: str) -> str | Fault:
    """Return the text of a file, or the KY101 fault that keeps it from being read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"Tệp chưa lưu bằng bảng mã UTF-8 (mã lạ 0x{content[error.start]:02X} ở dòng này)."
        fix = "Mở tệp, lưu lại với bảng mã UTF-8; nếu chữ hiện sai thì chuyển từ phông .VnTime, VNI sang Unicode trước."
        return Fault("KY101", path, line, message, fix)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line_text in enumerate(text.split("\n"), 1):
        if _UNPRINTABLE.search(line_text):
            return Fault("KY101", path, number, "Dòng có ký tự điều khiển không in được.", "Xóa ký tự lạ ở dòng này.")
    return nfc(text)
