"""The gate, third part: paths and field commands that point out of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from proceedings.word.container.package import w
from proceedings.word.container.refusal import RefusedError

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)  # one letter alone is a drive
_DRIVE = re.compile(r"/*[a-z]:", re.IGNORECASE)
_OWN_NETWORK = re.compile(r"[a-z][\w-]*|10\.[\d.]+|192\.168\.[\d.]+", re.ASCII | re.IGNORECASE)
_DDE = re.compile(r"\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_FETCHING = re.compile(r"\s*(?:INCLUDETEXT|LINK|IMPORT|DATABASE|RD)\b", re.IGNORECASE)
_ARGUMENT = re.compile(r'"([^"]*)"|(\S+)')
_MAX_NESTED = 100
_FIX_FIELD = "Bấm vào chỗ đó trong Word, nhấn Ctrl+Shift+F9 để giữ chữ và bỏ lệnh (hoặc xóa), rồi lưu lại."


def is_nearby(target: str) -> bool:
    """Return whether a path is of this machine or of the office's own network, as templates leave it behind."""
    path = unquote(target).replace("\\", "/")
    scheme = _SCHEME.match(path)
    if scheme is not None and scheme[1].lower() != "file":
        return False
    path = path[scheme.end() :] if scheme else path
    slashes = len(path) - len(path.lstrip("/"))
    if _DRIVE.match(path) or slashes < 2 or (scheme and slashes == 3):
        return True
    return _OWN_NETWORK.fullmatch(path.strip("/").partition("/")[0]) is not None


def check_fields(tree: Element) -> None:
    """Refuse commands that start a program or fetch text from elsewhere; the stored result of all others is kept.

    Raises
    ------
    RefusedError
        KY902.
    """
    for code in _field_codes(tree):
        if _DDE.match(code):
            raise RefusedError("KY902", "Tệp chứa lệnh DDE chạy chương trình khác.", _FIX_FIELD)
        if _FETCHING.match(code) and not all(is_nearby(quoted or plain) for quoted, plain in _ARGUMENT.findall(code)):
            name = code.split()[0].upper()[:20]
            raise RefusedError("KY902", f"Tệp chứa lệnh {name} lấy nội dung từ ngoài tệp.", _FIX_FIELD)


def _field_codes(tree: Element) -> Iterator[str]:
    """Yield the commands of all fields, put together from their runs."""
    open_fields: list[list[str]] = []
    loose: list[str] = []
    for node in tree.iter():
        if node.tag == w("fldSimple"):
            yield node.get(w("instr"), "")
        elif node.tag in (w("instrText"), w("delInstrText")):
            (open_fields[-1] if open_fields else loose).append(node.text or "")
        elif node.tag == w("fldChar"):
            kind = node.get(w("fldCharType"))
            if kind == "begin":
                open_fields.append([])
                if len(open_fields) > _MAX_NESTED:
                    raise RefusedError("KY904", "Tệp chứa lệnh (field) lồng quá sâu.", _FIX_FIELD)
            elif kind == "separate" and open_fields:
                yield "".join(open_fields[-1])
                open_fields[-1] = []
            elif kind == "end" and open_fields:
                yield "".join(open_fields.pop())
    yield from ("".join(codes) for codes in [*open_fields, loose])
