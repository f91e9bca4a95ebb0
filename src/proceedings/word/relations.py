"""The gate, second half: what the parts of a .docx are and where they point."""

from __future__ import annotations

import posixpath
import re
from xml.etree.ElementTree import Element

from proceedings.word.package import MAIN_PART, Package, w
from proceedings.word.refusal import RefusedError

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LOCAL_TEMPLATE = re.compile(r"(?:file:///)?[A-Za-z]:[\\/](?![\\/])", re.IGNORECASE)
_PANDOC_NEEDS = ("hyperlink", "image", "styles", "numbering", "footnotes", "endnotes")
_DDE = re.compile(r"^\s*DDE", re.IGNORECASE)
_EXTERNAL = {
    "image": "hình liên kết từ ngoài tệp",
    "attachedTemplate": "mẫu (template) tải từ ngoài",
    "frame": "khung nhúng từ ngoài",
    "oleObject": "đối tượng OLE liên kết từ ngoài",
}
_FIX_EXTERNAL = "Trong Word: File > Info > Edit Links to Files > Break Link (hoặc xóa, chèn lại hình), rồi lưu lại."


def check_relations(package: Package) -> None:
    """Refuse macros, embedded objects, external content and a package that is put together strangely.

    Raises
    ------
    RefusedError
        KY901 or KY902.
    """
    _check_types(package)
    _check_main(package)
    for name in package.parts:
        _check_part_name(name)
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            for relation in tree.iter(f"{{{_RELATIONS}}}Relationship"):
                _check_relation(name, relation)
    for tree in package.trees.values():
        for code in tree.iter(w("instrText")):
            if _DDE.match(code.text or ""):
                raise RefusedError("KY902", "Tệp chứa lệnh DDE chạy chương trình khác.", "Xóa lệnh đó rồi lưu lại.")


def targets(package: Package, part: str) -> dict[str, str]:
    """Return the targets of a part's relations by id; parts of the package by their full names."""
    folder, name = posixpath.split(part)
    tree = package.trees.get(f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}
    for relation in tree.iter(f"{{{_RELATIONS}}}Relationship") if tree is not None else ():
        target = relation.get("Target", "")
        outside = relation.get("TargetMode") == "External"
        found[relation.get("Id", "")] = target if outside else inside(folder, target)
    return found


def inside(folder: str, target: str) -> str:
    """Return the full name of a part that a relation of `folder` points at."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def skeleton(package: Package) -> dict[str, bytes | Element]:
    """Return the fixed parts of a fresh package and the relations that the text still needs."""
    main = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{MAIN_PART}" ContentType="{_MAIN_TYPE}"/></Types>'
    )
    root = (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}officeDocument" Target="{MAIN_PART}"/></Relationships>'
    )
    parts: dict[str, bytes | Element] = {"[Content_Types].xml": main.encode(), "_rels/.rels": root.encode()}
    for name in ("document", "footnotes", "endnotes"):
        tree = package.trees.get(f"word/_rels/{name}.xml.rels")
        if tree is not None:
            for relation in list(tree):
                if relation.get("Type", "").rpartition("/")[2] not in _PANDOC_NEEDS:
                    tree.remove(relation)
            parts[f"word/_rels/{name}.xml.rels"] = tree
    return parts


def _check_types(package: Package) -> None:
    types = {
        override.get("PartName", "").lstrip("/").casefold(): override.get("ContentType", "")
        for override in package.trees["[Content_Types].xml"].iter(f"{{{_TYPES}}}Override")
    }
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in types.values()):
        raise _macros()
    main = types.get(MAIN_PART, "")
    if "template.main" in main:
        raise RefusedError("KY901", "Tệp là mẫu Word (.dotx), không phải bài viết.", "Lưu lại dưới dạng .docx.")
    # A few writers name the type by the extension only; a type that says something else is no text document.
    if main not in ("", _MAIN_TYPE):
        raise RefusedError("KY901", "Tệp không phải tài liệu Word (.docx).", "Lưu lại dưới dạng .docx.")


def _check_main(package: Package) -> None:
    """The document that the package points at is the one that is read: no parser may choose another."""
    root = package.trees.get("_rels/.rels")
    if root is None:
        raise RefusedError("KY901", "Tệp .docx thiếu phần _rels/.rels.", "Mở bằng Word rồi lưu lại.")
    mains = [
        inside("", relation.get("Target", ""))
        for relation in root.iter(f"{{{_RELATIONS}}}Relationship")
        if relation.get("Type", "").endswith("/officeDocument")
    ]
    if mains != [MAIN_PART]:
        raise RefusedError("KY901", "Tệp .docx không trỏ đúng vào phần nội dung.", "Mở bằng Word rồi lưu lại.")


def _check_part_name(name: str) -> None:
    folded = name.casefold()
    if folded.endswith(("vbaproject.bin", "vbadata.xml")):
        raise _macros()
    if "/activex/" in folded:
        raise RefusedError("KY902", "Tệp chứa điều khiển ActiveX.", "Xóa các ô điều khiển rồi lưu lại.")
    if "/embeddings/" in folded and not folded.endswith(".xlsx"):
        raise _embedded()


def _check_relation(name: str, relation: Element) -> None:
    kind = relation.get("Type", "").rpartition("/")[2]
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        local = kind == "attachedTemplate" and _LOCAL_TEMPLATE.match(target)
        if kind != "hyperlink" and not local:
            raise RefusedError("KY902", f"Tệp chứa {_EXTERNAL.get(kind, 'nội dung lấy từ ngoài tệp')}.", _FIX_EXTERNAL)
    elif kind in ("oleObject", "control") or (kind == "package" and "/charts/" not in name):
        raise _embedded()
    elif kind in ("aFChunk", "subDocument"):
        raise RefusedError("KY902", "Tệp nhúng nguyên một tài liệu khác (altChunk).", "Mở bằng Word rồi lưu lại.")
    elif kind == "vbaProject":
        raise _macros()


def _macros() -> RefusedError:
    return RefusedError("KY902", "Tệp chứa macro.", "Lưu lại dưới dạng Word Document (.docx), không phải .docm.")


def _embedded() -> RefusedError:
    return RefusedError("KY902", "Tệp chứa đối tượng nhúng (OLE).", "Chuyển đối tượng thành hình hoặc chữ rồi lưu lại.")
