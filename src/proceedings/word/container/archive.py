"""The gate, outer part: what the ZIP archive of a .docx may look like, before any of it is understood as Word."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

from proceedings.text.characters import printable
from proceedings.word.container.refusal import RefusedError

MAX_FILE = 50_000_000
SAVE_AS = "Mở tệp bằng Word rồi lưu lại dưới dạng Word Document (.docx)."
_MAX_TOTAL = 100_000_000
_MAX_PART = 30_000_000
_MAX_PARTS = 2_000
_MAX_RATIO = 200
_RATIO_FROM = 1_000_000
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_LOCAL_HEADER = b"PK\x03\x04"
_LOCAL_LENGTH = 30
_ENCRYPTED, _UTF_8 = 0x41, 0x800
_COMPRESS = "Giảm kích thước hình trong Word (Compress Pictures) rồi lưu lại."
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
    OverflowError,
)  # fmt: skip


def unpack(content: bytes, max_image: int) -> dict[str, bytes]:
    """Return the parts of an archive by name, all of them checked before the first is unpacked.

    Raises
    ------
    RefusedError
        KY901 where it is no .docx or a strange archive, KY904 where it is too large.
    """
    _check_envelope(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {info.filename: _read(archive, info) for info in _members(archive, content, max_image)}
    except _BROKEN as error:
        raise RefusedError("KY901", "Tệp .docx bị hỏng, không giải nén được.", SAVE_AS) from error


def _check_envelope(content: bytes) -> None:
    if len(content) > MAX_FILE:
        message = f"Tệp quá lớn ({len(content) / 1e6:.0f} MB, tối đa {MAX_FILE / 1e6:.0f} MB)."
        raise RefusedError("KY904", message, _COMPRESS)
    if not content:
        raise RefusedError("KY901", "Tệp rỗng, không có nội dung.", "Xin người gửi gửi lại tệp.")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            hint = "Mở bằng Word, bỏ mật khẩu (File > Info > Protect Document) rồi lưu lại."
            raise RefusedError("KY901", "Tệp có mật khẩu, không đọc được.", hint)
        raise RefusedError("KY901", "Tệp là định dạng Word cũ (.doc), không phải .docx.", SAVE_AS)
    if not content.startswith(_LOCAL_HEADER):
        kinds = {b"%PDF": "PDF", b"{\\rtf": "RTF"}
        kind = next((f" mà là {kind}" for magic, kind in kinds.items() if content.startswith(magic)), "")
        raise RefusedError("KY901", f"Tệp không phải .docx{kind}.", SAVE_AS)


def _members(archive: zipfile.ZipFile, content: bytes, max_image: int) -> list[zipfile.ZipInfo]:
    """Return the members to read."""
    everything = archive.infolist()
    if len(everything) > _MAX_PARTS:
        raise RefusedError("KY904", f"Tệp .docx có quá nhiều phần ({len(everything)}).", SAVE_AS)
    seen: set[str] = set()
    for info in everything:
        _check_name(info, seen)
        _check_size(info, max_image)
    total = sum(info.file_size for info in everything)
    if total > _MAX_TOTAL:
        message = f"Nội dung giải nén của tệp quá lớn ({total / 1e6:.0f} MB, tối đa {_MAX_TOTAL / 1e6:.0f} MB)."
        raise RefusedError("KY904", message, _COMPRESS)
    _check_places(everything, content, archive.start_dir)
    return [info for info in everything if not info.is_dir()]


def _check_name(info: zipfile.ZipInfo, seen: set[str]) -> None:
    name = info.orig_filename.removesuffix("/")
    shown = shown_name(name)
    segments = name.split("/")
    unsafe = any(segment in ("", ".", "..") for segment in segments) or any(char in name for char in '\\:*?"<>|')
    if unsafe or not name.isprintable() or stat.S_ISLNK(info.external_attr >> 16):
        raise RefusedError("KY901", f"Tệp .docx chứa đường dẫn không an toàn “{shown}”.", SAVE_AS)
    if info.filename != info.orig_filename:
        raise RefusedError("KY901", f"Phần “{shown}” của tệp .docx mang hai tên khác nhau.", SAVE_AS)
    if name.casefold() in seen:
        raise RefusedError("KY901", f"Tệp .docx chứa hai phần cùng tên “{shown}”.", SAVE_AS)
    seen.add(name.casefold())
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError("KY901", "Tệp có mật khẩu, không đọc được.", "Bỏ mật khẩu rồi lưu lại.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError("KY901", f"Phần “{shown}” nén theo cách mà Word không dùng.", SAVE_AS)


def _check_size(info: zipfile.ZipInfo, max_image: int) -> None:
    media = info.filename.casefold().startswith("word/media/")
    limit = min(_MAX_PART, max_image) if media else _MAX_PART
    shown = shown_name(info.filename)
    if info.file_size > limit:
        what = "Hình" if media else "Phần"
        message = f"{what} “{shown}” quá lớn ({info.file_size / 1e6:.0f} MB, tối đa {limit / 1e6:.0f} MB)."
        raise RefusedError("KY904", message, _COMPRESS)
    if info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
        raise RefusedError("KY904", f"Phần “{shown}” nén bất thường (trên {_MAX_RATIO} lần).", SAVE_AS)


def _check_places(members: list[zipfile.ZipInfo], content: bytes, end: int) -> None:
    """Each member has its own bytes, and the name before them is that of the directory: readers that go by the one or
    by the other find the same.
    """
    for info in sorted(members, key=lambda info: info.header_offset, reverse=True):
        start = info.header_offset
        if content[start : start + 4] != _LOCAL_HEADER:
            raise zipfile.BadZipFile
        name, extra = struct.unpack_from("<HH", content, start + _LOCAL_LENGTH - 4)
        data = start + _LOCAL_LENGTH + name + extra
        encoding = "utf-8" if info.flag_bits & _UTF_8 else "cp437"
        if content[start + _LOCAL_LENGTH : start + _LOCAL_LENGTH + name] != info.orig_filename.encode(encoding):
            message = f"Phần “{shown_name(info.filename)}” của tệp .docx mang hai tên khác nhau."
            raise RefusedError("KY901", message, SAVE_AS)
        if data + info.compress_size > end:
            message = f"Phần “{shown_name(info.filename)}” của tệp .docx chồng lên phần khác."
            raise RefusedError("KY901", message, SAVE_AS)
        end = start


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Unpack one member; its true size may not exceed the declared one, whatever the archive says."""
    with archive.open(info) as source:
        data = source.read(info.file_size + 1)
        if len(data) != info.file_size or source.read(1):
            raise RefusedError("KY904", f"Phần “{shown_name(info.filename)}” khai sai kích thước.", SAVE_AS)
    return data


def shown_name(name: str) -> str:
    """Return the name of a part as it may be shown in a message."""
    return printable(name, "?")[:80]
