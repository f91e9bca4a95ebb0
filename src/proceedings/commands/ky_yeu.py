"""ky-yeu: every command under one name, for where the library is installed rather than checked out."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version

from proceedings.commands.arguments import CLEAN, FAILED

_COMMANDS = {
    "build": "kiểm tra bài, rồi dựng website và kỷ yếu PDF",
    "check": "kiểm tra mọi bài, hoặc những bài nêu tên",
    "serve": "xem trước website",
    "new-paper": "tạo một bài mới",
    "new-post": "tạo một tin mới về sự kiện",
    "import-docx": "đưa bản Word thành bài",
    "export-docx": "ghi bài, mục lục, danh sách thành tệp Word",
    "preflight": "xem lại các tệp gửi nhà in",
}


def main(argv: list[str] | None = None) -> int:
    """Run the command that the first argument names and return its exit code."""
    asked, *rest = (sys.argv[1:] if argv is None else argv) or ["--help"]
    name = asked if asked.startswith("-") else asked.replace("_", "-")
    if name in _COMMANDS:
        return int(import_module(f"proceedings.commands.{name.replace('-', '_')}").main(rest))
    if name == "--version":
        print(f"ky-yeu {version('proceedings')}")
        return CLEAN
    usage = ["Cách dùng: ky-yeu LỆNH [THAM SỐ…]", "", *(f"  {name:<13}{what}" for name, what in _COMMANDS.items())]
    usage += ["", "Xem tham số của một lệnh: ky-yeu LỆNH --help"]
    if name in ("-h", "--help"):
        print("\n".join(usage))
        return CLEAN
    print(f"ky-yeu: không có lệnh {asked!r}.", *usage, sep="\n", file=sys.stderr)
    return FAILED
