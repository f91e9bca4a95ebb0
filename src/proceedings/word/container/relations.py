"""The gate, second half: what the parts of a .docx are and where they point."""

from __future__ import annotations

import posixpath
import re
from xml.etree.ElementTree import Element

from proceedings.word.container.external_paths import check_fields, is_nearby
from proceedings.word.container.package import MAIN_PART, A, Package, R, w
from proceedings.word.container.refusal import RefusedError
from proceedings.word.container.variants import inside

__all__ = ["check_relations", "inside", "skeleton", "targets"]

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_R_LINK = f"{{{R}}}link"
_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_PANDOC_NEEDS = ("hyperlink", "image", "styles", "numbering", "footnotes", "endnotes")
_LEFT_BY_OFFICE = ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource")
# Streams of compound files: the macros of an embedded document, and a file attached as it is.
_MACROS_WITHIN, _FILE_WITHIN = ("_VBA_PROJECT".encode("utf-16-le"), "\x01Ole10Native".encode("utf-16-le"))
# Programs whose objects are pictures of a formula, a table or a drawing; anything else could be a program itself.
# LibreOffice leaves the name empty.
_OBJECTS = re.compile(
    r"(?:Equation|MathType|Excel|Word|PowerPoint|MSGraph|Visio|PBrush|Paint|StaticMetafile|StaticDib|opendocument"
    r"|soffice|ChemDraw|Origin|Photoshop|CorelDRAW|AutoCAD|AcroExch|ISISServer|FlexChart|MSPhotoEd)\b",
    re.IGNORECASE,
)
_EXTERNAL = {
    "image": "hình liên kết từ ngoài tệp",
    "attachedTemplate": "mẫu (template) tải từ ngoài",
    "frame": "khung nhúng từ ngoài",
    "oleObject": "đối tượng OLE liên kết từ ngoài",
    "subDocument": "tài liệu con lấy từ ngoài tệp",
}
_FIX_EXTERNAL = "Trong Word: File > Info > Edit Links to Files > Break Link (hoặc xóa, chèn lại hình), rồi lưu lại."


def check_relations(package: Package) -> None:
    """Refuse macros, controls, attached files, external content and a package that is put together strangely.

    What is of no harm because only text, styles, lists, notes and pictures go on from here is let through and left out:
    templates of the office's own network, embedded fonts, custom XML, thumbnails, formulas and tables as OLE objects.

    Raises
    ------
    RefusedError
        KY901 or KY902.
    """
    _check_types(package)
    _check_main(package)
    for name, data in package.parts.items():
        _check_part(name, data)
    for name, tree in package.trees.items():
        if name.casefold().endswith(".rels"):
            embedded = _embedded_anyway(package, name)
            for relation in tree.iter(f"{{{_RELATIONS}}}Relationship"):
                if relation.get("Id") not in embedded:
                    _check_relation(relation)
        _check_objects(tree)
        check_fields(tree)


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
                kind = relation.get("Type", "").rpartition("/")[2]
                outside = relation.get("TargetMode") == "External"
                if kind not in _PANDOC_NEEDS or (outside and kind != "hyperlink"):
                    tree.remove(relation)
            parts[f"word/_rels/{name}.xml.rels"] = tree
    return parts


def _check_types(package: Package) -> None:
    root = package.trees["[Content_Types].xml"]
    kinds = [one.get("ContentType", "") for one in root]
    types = {one.get("PartName", "").lstrip("/").casefold(): one.get("ContentType", "") for one in root}
    if any("macroenabled" in kind.casefold() or "vbaproject" in kind.casefold() for kind in kinds):
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


def _check_part(name: str, data: bytes) -> None:
    folded = name.casefold()
    if folded.endswith(("vbaproject.bin", "vbadata.xml")) or _MACROS_WITHIN in data:
        raise _macros()
    if "/activex/" in folded:
        raise _control()
    if _FILE_WITHIN in data or folded.endswith(
        (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".hta", ".lnk", ".scr", ".msi", ".jar")
    ):
        raise _attached()


def _embedded_anyway(package: Package, relations: str) -> set[str]:
    """Return the relations to pictures on the web beside the same picture embedded, as Word pastes them."""
    tree = package.trees.get(relations.replace("/_rels/", "/").removesuffix(".rels"))
    if tree is None:
        return set()
    inner = {
        relation.get("Id") for relation in package.trees[relations] if relation.get("TargetMode", "") != "External"
    }
    both: set[str] = set()
    alone: set[str] = set()
    for blip in tree.iter(f"{{{A}}}blip"):
        (both if blip.get(f"{{{R}}}embed") in inner else alone).add(blip.get(_R_LINK, ""))
    used = {
        value for node in tree.iter() for key, value in node.items() if key.startswith(f"{{{R}}}") and key != _R_LINK
    }
    return both - alone - used - {""}


def _check_relation(relation: Element) -> None:
    kind = relation.get("Type", "").rpartition("/")[2]
    if relation.get("TargetMode") == "External":
        nearby = kind in _LEFT_BY_OFFICE and is_nearby(relation.get("Target", ""))
        if kind != "hyperlink" and not nearby:
            raise RefusedError("KY902", f"Tệp chứa {_EXTERNAL.get(kind, 'nội dung lấy từ ngoài tệp')}.", _FIX_EXTERNAL)
    elif kind == "control":
        raise _control()
    elif kind in ("aFChunk", "subDocument"):
        raise RefusedError("KY902", "Tệp nhúng nguyên một tài liệu khác (altChunk).", "Mở bằng Word rồi lưu lại.")
    elif kind == "vbaProject":
        raise _macros()


def _check_objects(tree: Element) -> None:
    """An object that shows a formula, a table or a drawing is left out later; a link or an attached file is not."""
    for element in tree.iter(_OLE_OBJECT):
        if element.get("Type") == "Link":
            raise RefusedError("KY902", "Tệp chứa đối tượng OLE liên kết từ ngoài.", _FIX_EXTERNAL)
        program = element.get("ProgID", "")
        if program and not _OBJECTS.match(program):
            raise _attached()
    if next(tree.iter(w("control")), None) is not None:
        raise _control()
    if next(tree.iter(w("altChunk")), None) is not None:
        raise RefusedError("KY902", "Tệp nhúng nguyên một tài liệu khác (altChunk).", "Mở bằng Word rồi lưu lại.")


def _macros() -> RefusedError:
    return RefusedError("KY902", "Tệp chứa macro.", "Lưu lại dưới dạng Word Document (.docx), không phải .docm.")


def _control() -> RefusedError:
    return RefusedError("KY902", "Tệp chứa điều khiển ActiveX.", "Xóa các ô, nút điều khiển rồi lưu lại.")


def _attached() -> RefusedError:
    return RefusedError(
        "KY902", "Tệp chứa đối tượng nhúng (OLE) không rõ loại.", "Xóa đối tượng hoặc chuyển thành hình rồi lưu lại."
    )
