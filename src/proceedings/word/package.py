"""The gate: a .docx is opened only when it is an ordinary, harmless package of bounded size.

Nothing of the file reaches another program before it has passed here, and what passes on is written anew by us from the
parsed parts, so that no second parser can see something that this one did not.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from proceedings.word.refusal import RefusedError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MAIN_PART = "word/document.xml"

MAX_FILE = 50_000_000
_MAX_TOTAL = 100_000_000
_MAX_PART = 30_000_000
_MAX_PARTS = 2_000
_MAX_RATIO = 200
_RATIO_FROM = 1_000_000
_MAX_DEPTH = 150
_MAX_ELEMENTS = 400_000
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SAVE_AS = "Mở tệp bằng Word rồi lưu lại dưới dạng Word Document (.docx)."

# pandoc finds its elements by these prefixes.
for _prefix, _uri in {
    "w": W,
    "r": R,
    "a": A,
    "mc": MC,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": V,
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}.items():
    register_namespace(_prefix, _uri)


def w(name: str) -> str:
    """Return the full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True)
class Package:
    """An accepted .docx: its parts as bytes, the XML ones also as trees."""

    parts: dict[str, bytes] = field(repr=False)
    trees: dict[str, Element] = field(repr=False)

    @property
    def body(self) -> Element:
        body = self.trees[MAIN_PART].find(w("body"))
        if body is None:
            raise RefusedError("KY901", "Tệp Word không có phần nội dung.", _SAVE_AS)
        return body

    def texts(self) -> list[Element]:
        """Return the trees that hold the author's words: the document and its notes."""
        names = (MAIN_PART, "word/footnotes.xml", "word/endnotes.xml")
        return [self.trees[name] for name in names if name in self.trees]


def open_package(content: bytes, max_image: int) -> Package:
    """Return the parts of a .docx whose size, names and XML are harmless.

    Raises
    ------
    RefusedError
        KY901, KY902 or KY904.
    """
    _check_envelope(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {info.filename: _read(archive, info) for info in _members(archive, max_image)}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise RefusedError("KY901", "Tệp .docx bị hỏng, không giải nén được.", _SAVE_AS) from error
    if "[Content_Types].xml" not in parts or MAIN_PART not in parts:
        kind = "OpenDocument (.odt)" if "mimetype" in parts else "không có các phần của một tài liệu Word"
        raise RefusedError("KY901", f"Tệp không phải .docx ({kind}).", _SAVE_AS)
    trees = {name: _parse(name, data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    if trees[MAIN_PART].tag != w("document"):
        strict = " (có thể đã lưu kiểu Strict Open XML)" if "purl.oclc.org" in trees[MAIN_PART].tag else ""
        raise RefusedError("KY901", f"Phần nội dung của tệp không phải văn bản Word thông thường{strict}.", _SAVE_AS)
    return Package(parts, trees)


def pack(parts: dict[str, bytes | Element]) -> bytes:
    """Return a new package of the given parts, always the same bytes for the same parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            data = part if isinstance(part, bytes) else tostring(part, encoding="utf-8", xml_declaration=True)
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def _check_envelope(content: bytes) -> None:
    if len(content) > MAX_FILE:
        raise RefusedError("KY904", f"Tệp quá lớn ({len(content) / 1e6:.0f} MB, tối đa {MAX_FILE / 1e6:.0f} MB).")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            hint = "Mở bằng Word, bỏ mật khẩu (File > Info > Protect Document) rồi lưu lại."
            raise RefusedError("KY901", "Tệp có mật khẩu, không đọc được.", hint)
        raise RefusedError("KY901", "Tệp là định dạng Word cũ (.doc), không phải .docx.", _SAVE_AS)
    if not content.startswith(b"PK\x03\x04"):
        kinds = {b"%PDF": "PDF", b"{\\rtf": "RTF"}
        kind = next((f" mà là {kind}" for magic, kind in kinds.items() if content.startswith(magic)), "")
        raise RefusedError("KY901", f"Tệp không phải .docx{kind}.", _SAVE_AS)


def _members(archive: zipfile.ZipFile, max_image: int) -> list[zipfile.ZipInfo]:
    """Return the members to read, all of them checked before any of them is unpacked."""
    everything = archive.infolist()
    if len(everything) > _MAX_PARTS:
        raise RefusedError("KY904", f"Tệp .docx có quá nhiều phần ({len(everything)}).", _SAVE_AS)
    seen: set[str] = set()
    for info in everything:
        _check_name(info, seen)
        _check_size(info, max_image)
    total = sum(info.file_size for info in everything)
    if total > _MAX_TOTAL:
        message = f"Nội dung giải nén của tệp quá lớn ({total / 1e6:.0f} MB, tối đa {_MAX_TOTAL / 1e6:.0f} MB)."
        raise RefusedError("KY904", message, "Giảm kích thước hình trong Word (Compress Pictures) rồi lưu lại.")
    return [info for info in everything if not info.is_dir()]


def _check_name(info: zipfile.ZipInfo, seen: set[str]) -> None:
    name = info.orig_filename.removesuffix("/")
    shown = "".join(char if char.isprintable() else "?" for char in name)[:80]
    segments = name.split("/")
    unsafe = any(segment in ("", ".", "..") for segment in segments) or any(char in name for char in '\\:*?"<>|')
    if unsafe or not name.isprintable() or stat.S_ISLNK(info.external_attr >> 16):
        raise RefusedError("KY901", f"Tệp .docx chứa đường dẫn không an toàn “{shown}”.", _SAVE_AS)
    if name.casefold() in seen:
        raise RefusedError("KY901", f"Tệp .docx chứa hai phần cùng tên “{shown}”.", _SAVE_AS)
    seen.add(name.casefold())
    if info.flag_bits & 0x41:
        raise RefusedError("KY901", "Tệp có mật khẩu, không đọc được.", "Bỏ mật khẩu rồi lưu lại.")


def _check_size(info: zipfile.ZipInfo, max_image: int) -> None:
    media = info.filename.casefold().startswith("word/media/")
    limit = min(_MAX_PART, max_image) if media else _MAX_PART
    if info.file_size > limit:
        what = "Hình" if media else "Phần"
        message = f"{what} “{info.filename[:80]}” quá lớn ({info.file_size / 1e6:.0f} MB, tối đa {limit / 1e6:.0f} MB)."
        raise RefusedError("KY904", message, "Giảm kích thước hình trong Word (Compress Pictures) rồi lưu lại.")
    if info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
        message = f"Phần “{info.filename[:80]}” nén bất thường (trên {_MAX_RATIO} lần)."
        raise RefusedError("KY904", message, _SAVE_AS)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Unpack one member; its true size may not exceed the declared one, whatever the archive says."""
    with archive.open(info) as source:
        data = source.read(info.file_size + 1)
        if len(data) != info.file_size or source.read(1):
            raise RefusedError("KY904", f"Phần “{info.filename[:80]}” khai sai kích thước.", _SAVE_AS)
    return data


def _parse(name: str, data: bytes) -> Element:
    """Return the tree of an XML part without DTD, of bounded depth and number of elements."""
    depth = count = 0
    root: Element | None = None
    try:
        for event, element in defusedxml.ElementTree.iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > _MAX_DEPTH or count > _MAX_ELEMENTS:
                raise RefusedError(
                    "KY904", f"Phần “{name[:80]}” lồng quá sâu hoặc quá phức tạp.", "Bỏ bớt bảng lồng nhau."
                )
    except DefusedXmlException as error:
        raise RefusedError("KY902", f"Phần “{name[:80]}” có khai báo DTD hoặc thực thể XML.", _SAVE_AS) from error
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError("KY901", f"Phần “{name[:80]}” bị hỏng, không đọc được.", _SAVE_AS) from error
    if root is None:
        raise RefusedError("KY901", f"Phần “{name[:80]}” trống.", _SAVE_AS)
    return root
