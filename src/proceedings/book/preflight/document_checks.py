"""The file as a whole: PDF/X-4, output intent, metadata, page labels, fonts, nothing active."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf

from proceedings.book.preflight.expected import Expected
from proceedings.book.preflight.finding import PreflightFinding

_NEWEST = (1, 6)
_DEEPEST_TREE = 20
_ICC_CLASS_AND_SPACE = slice(12, 20)
_PDFX = "http://www.npes.org/pdfx/ns/id/"
_FORBIDDEN = {
    "/OpenAction": "lệnh chạy khi mở tệp",
    "/AA": "lệnh chạy ngầm",
    "/AcroForm": "biểu mẫu điền",
    "/Collection": "tập tin đính kèm",
}


def check_document(document: pikepdf.Pdf, expected: Expected) -> Iterator[PreflightFinding]:
    count = len(document.pages)
    if not count:
        yield PreflightFinding(code="pages", what="Tệp không có trang nào.")
    if count % expected.multiple:
        yield PreflightFinding(code="pages", what=f"Có {count} trang, phải là bội số của {expected.multiple}.")
    if document.is_encrypted:
        yield PreflightFinding(code="encrypted", what="Tệp có mật khẩu.")
    for key, what in _FORBIDDEN.items():
        if key in document.Root:
            yield PreflightFinding(code="active", what=f"Tệp có {what} ({key}).")
    names = document.Root.get("/Names", pikepdf.Dictionary())
    if "/JavaScript" in names or "/EmbeddedFiles" in names:
        yield PreflightFinding(code="active", what="Tệp có mã lệnh hoặc tệp đính kèm.")
    if "/OCProperties" in document.Root:
        yield PreflightFinding(
            code="layer", what="Tệp có lớp bật tắt được (Optional Content); bản in không được có lớp ẩn."
        )
    if expected.labels:
        yield from _labels(document)
    if not expected.office:
        yield from _standard(document)
    yield from _fonts(document)


def _standard(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    """What PDF/X-4 asks for."""
    if not document.is_encrypted:  # encryption brings a version of its own
        yield from _version(document)
    yield from _intent(document)
    yield from _metadata(document)


def _labels(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    labels = document.Root.get("/PageLabels")
    starts = _starts(labels) if labels is not None else []
    if not starts or starts[0] != 0 or starts[-1] >= len(document.pages):
        yield PreflightFinding(code="labels", what="Số trang in trong sách chưa ghi vào tệp (PageLabels).")


def _starts(node: pikepdf.Object, depth: int = 0) -> list[int]:
    """Return the pages, from 0, where a new way of numbering begins; the tree may have branches."""
    if depth > _DEEPEST_TREE:
        raise RecursionError
    starts = [int(number) for number in list(node.get("/Nums", []))[::2]]
    for branch in node.get("/Kids", []):
        starts += _starts(branch, depth + 1)
    return starts


def _version(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    """PDF/X-4 is PDF 1.6; the catalogue may give another version than the first line."""
    told = (document.pdf_version, str(document.Root.get("/Version", "/1.0"))[1:])
    newest = max(told, key=_numbered)
    if _numbered(newest) > _NEWEST:
        yield PreflightFinding(code="version", what=f"Tệp là PDF {newest}; PDF/X-4 chỉ đến PDF 1.6.")


def _numbered(version: str) -> tuple[int, int]:
    major, minor = version.split(".")
    return int(major), int(minor)


def _intent(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    intents = list(document.Root.get("/OutputIntents", []))
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFX":
        yield PreflightFinding(code="intent", what=f"Cần đúng một OutputIntent của PDF/X, tệp có {len(intents)}.")
        return
    colours = intents[0].get("/DestOutputProfile")
    content = colours.read_bytes() if isinstance(colours, pikepdf.Stream) else b""
    if content[_ICC_CLASS_AND_SPACE] != b"prtrCMYK" or colours.get("/N") != 4:
        yield PreflightFinding(code="intent", what="OutputIntent không có tệp màu ICC của máy in CMYK.")
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield PreflightFinding(code="intent", what="OutputIntent không ghi tên điều kiện in.")


def _metadata(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    packet = document.Root.get("/Metadata")
    text = packet.read_bytes().decode("utf-8", "replace") if isinstance(packet, pikepdf.Stream) else ""
    wanted = {
        "GTS_PDFXVersion": "chuẩn PDF/X-4", "dc:title": "tên tài liệu", "xmp:CreateDate": "ngày tạo",
        "xmp:ModifyDate": "ngày sửa", "xmp:MetadataDate": "ngày ghi", "xmpMM:DocumentID": "mã tài liệu",
        "xmpMM:VersionID": "số bản", "xmpMM:RenditionClass": "loại bản", "pdf:Trapped": "trapping",
    }  # fmt: skip
    values = {"GTS_PDFXVersion": "PDF/X-4"}
    lacking = [
        what
        for name, what in wanted.items()
        if not re.search(rf"""[\s<:]{name}(>|\s*=\s*["']){values.get(name, "")}""", text)  # as element or attribute
    ]
    if lacking or _PDFX not in text:
        yield PreflightFinding(
            code="metadata", what=f"Siêu dữ liệu XMP thiếu: {', '.join(lacking) or 'không gian tên PDF/X'}."
        )
    if document.docinfo.get("/Trapped") not in ("/True", "/False"):
        yield PreflightFinding(code="metadata", what="Chưa ghi tệp đã trapping hay chưa (Trapped).")
    if "/ID" not in document.trailer:
        yield PreflightFinding(code="metadata", what="Tệp không có mã nhận dạng (ID).")


def _fonts(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    for item in _dictionaries(document.objects):
        if item.get("/Type") != "/Font" and not ("/BaseFont" in item and "/Subtype" in item):
            continue
        name = re.sub(r"^[A-Z]{6}\+", "", str(item.get("/BaseFont", "/?"))[1:])
        if item.get("/Subtype") == "/Type3":
            yield PreflightFinding(code="type-3", what=f"Phông {name} là phông Type 3, máy in có thể vẽ sai.")
            continue
        below = item.get("/DescendantFonts")
        bearer = below[0] if below is not None else item
        if item.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
            continue  # looked at through the font that it descends from
        descriptor = bearer.get("/FontDescriptor", pikepdf.Dictionary())
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield PreflightFinding(code="font", what=f"Phông {name} không được nhúng.")
        if "/ToUnicode" not in item:
            what = f"Phông {name} không ghi chữ tương ứng của từng ký hiệu (ToUnicode)"
            yield PreflightFinding(code="unicode", what=f"{what}, nên không tìm và sao chép được chữ.")


def _dictionaries(objects: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Yield the dictionaries of a file, also those within others."""
    for item in objects:
        holder = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(holder, pikepdf.Dictionary):
            yield holder
            yield from _dictionaries(value for value in holder.values() if _stands_here(value))


def _stands_here(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and not value.is_indirect
