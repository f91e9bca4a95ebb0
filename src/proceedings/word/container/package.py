"""The gate: a .docx is opened only when it is an ordinary, harmless package of bounded size.

Nothing of the file reaches another program before it has passed here, and what passes on is written anew by us from the
parsed parts, so that no second parser can see something that this one did not.
"""

from __future__ import annotations

import contextlib
import io
import zipfile
from dataclasses import dataclass, field
from functools import cache
from xml.etree.ElementTree import Element, ParseError, fromstring, register_namespace, tostring
from xml.parsers import expat

from proceedings.word.container.archive import MAX_FILE, SAVE_AS, shown_name, unpack
from proceedings.word.container.refusal import RefusedError
from proceedings.word.container.variants import in_usual_form

__all__ = ["MAIN_PART", "MAX_FILE", "MC", "A", "Package", "R", "V", "W", "check_length", "open_package", "pack", "w"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MAIN_PART = "word/document.xml"

_MAX_DEPTH = 150
_MAX_ELEMENTS = 400_000
_MAX_LINES = 20_000

# pandoc finds its elements by these prefixes.
for _prefix, _uri in {
    "w": W,
    "r": R,
    "a": A,
    "mc": MC,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": WP,
    "pic": PIC,
    "v": V,
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}.items():
    register_namespace(_prefix, _uri)


@cache
def w(name: str) -> str:
    """Return the full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


_LINES = frozenset(map(w, ("p", "br", "cr", "fldChar", "fldSimple", "tbl", "gridCol")))


@dataclass(frozen=True, slots=True)
class Package:
    """An accepted .docx: its parts as bytes, the XML ones also as trees."""

    parts: dict[str, bytes] = field(repr=False)
    trees: dict[str, Element] = field(repr=False)

    @property
    def body(self) -> Element:
        body = self.trees[MAIN_PART].find(w("body"))
        if body is None:
            raise RefusedError("KY901", "Tệp Word không có phần nội dung.", SAVE_AS)
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
    return package_of(unpack(content, max_image))


def package_of(parts: dict[str, bytes]) -> Package:
    """Return the package of unpacked parts (`unpack`) whose XML is harmless.

    Raises
    ------
    RefusedError
        KY901, KY902 or KY904.
    """
    if "[Content_Types].xml" not in parts:
        kind = "OpenDocument (.odt)" if "mimetype" in parts else "không có các phần của một tài liệu Word"
        raise RefusedError("KY901", f"Tệp không phải .docx ({kind}).", SAVE_AS)
    parts, trees = in_usual_form(parts, _parse_all(parts))
    if MAIN_PART not in trees:
        raise RefusedError("KY901", "Tệp không phải .docx (không có các phần của một tài liệu Word).", SAVE_AS)
    if trees[MAIN_PART].tag != w("document"):
        raise RefusedError("KY901", "Phần nội dung của tệp không phải văn bản Word thông thường.", SAVE_AS)
    return Package(parts, trees)


def check_length(package: Package, most: int) -> None:
    """Refuse a text that no paper can hold: of more bytes than `most`, or of very many lines or fields.

    Raises
    ------
    RefusedError
        KY904.
    """
    size = lines = 0
    for tree in package.texts():
        for node in tree.iter():
            size += len((node.text or "").encode("utf-8", "replace")) if node.tag == w("t") else 0
            lines += node.tag in _LINES
    hint = "Chia bài thành nhiều bài ngắn hơn, hoặc chuyển bớt bảng số liệu thành hình, rồi thử lại."
    if size > most:
        raise RefusedError("KY904", f"Bài quá dài ({size / 1e6:.1f} MB chữ, tối đa {most / 1e6:.1f} MB).", hint)
    if lines > _MAX_LINES:
        raise RefusedError("KY904", f"Bài có quá nhiều đoạn, dòng và ô bảng ({lines}, tối đa {_MAX_LINES}).", hint)


def pack(parts: dict[str, bytes | Element]) -> bytes:
    """Return a new package of the given parts, always the same bytes for the same parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            data = part if isinstance(part, bytes) else tostring(part, encoding="utf-8", xml_declaration=True)
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def _parse_all(parts: dict[str, bytes]) -> dict[str, Element]:
    """Return the trees of all XML parts, which together may not have more than so many elements."""
    trees: dict[str, Element] = {}
    left = _MAX_ELEMENTS
    for name, data in parts.items():
        if name.casefold().endswith((".xml", ".rels")):
            trees[name], left = _parse(shown_name(name), data, left)
    return trees


def _parse(name: str, data: bytes, left: int) -> tuple[Element, int]:
    """Return the tree of an XML part without DTD, of bounded depth, and how many more elements there may be."""
    complex_part = RefusedError("KY904", f"Phần “{name}” lồng quá sâu hoặc quá phức tạp.", "Bỏ bớt bảng lồng nhau.")
    if data.count(b"<") > 2 * _MAX_ELEMENTS:
        raise complex_part
    try:
        if _has_doctype(data):
            raise RefusedError("KY902", f"Phần “{name}” có khai báo DTD hoặc thực thể XML.", SAVE_AS)
        root = fromstring(data)
    except (ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedError("KY901", f"Phần “{name}” bị hỏng, không đọc được.", SAVE_AS) from error
    depth, level = 0, [root]
    while level:
        depth, left = depth + 1, left - len(level)
        if depth > _MAX_DEPTH or left < 0:
            raise complex_part
        level = [child for element in level for child in element]
    return root, left


class _Enough(Exception):  # noqa: N818 - no error: the first element has come, no DTD can follow it
    pass


def _has_doctype(data: bytes) -> bool:
    """Return whether a DTD comes before the first element; it is not read. Reading on is then left to the fast parser,
    which knows the same XML: without a DTD there are no entities to expand or to fetch.
    """

    def stop(*_: object) -> None:
        raise _Enough

    seen: list[object] = []

    def doctype(*found: object) -> None:
        seen.append(found)
        raise _Enough

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = stop
    with contextlib.suppress(_Enough):
        parser.Parse(data, True)
    return bool(seen)
