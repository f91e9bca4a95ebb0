"""Other ways of writing the same .docx: Strict Open XML, and parts that lie under other names.

Word puts the text into word/document.xml, SharePoint into word/document2.xml, others keep pictures in media/ or name
parts from the root. All that comes after the gate knows one way only, so the others are brought to it here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TypeVar
from xml.etree.ElementTree import Element

T = TypeVar("T")

_MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = re.compile(r"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml)/([\w/]+)")
_TRANSITIONAL = r"http://schemas.openxmlformats.org/\1/2006/\2"
_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)(pt|in|cm|mm|pc|pi)")
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}
_MEASURED = ("pgSz", "pgMar", "spacing", "ind")
_WITH_RELATIONS = ("document", "footnotes", "endnotes")
_TEXTUAL = ("styles", "numbering", "footnotes", "endnotes", "comments", "settings")


def in_usual_form(parts: dict[str, bytes], trees: dict[str, Element]) -> tuple[dict[str, bytes], dict[str, Element]]:
    """Return parts and trees as Word would have named them; the trees themselves are changed."""
    for tree in trees.values():
        _make_transitional(tree)
    moved = _moves(parts, trees)
    for override in trees[_TYPES].iter() if _TYPES in trees else ():
        name = override.get("PartName", "").lstrip("/")
        if name in moved:
            override.set("PartName", f"/{moved[name]}")
    return _renamed(parts, moved), _renamed(trees, moved)


def inside(folder: str, target: str) -> str:
    """Return the full name of a part that a relation of `folder` points at."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _make_transitional(root: Element) -> None:
    """Give a tree of Strict Open XML the names, and its lengths the units, that Word usually writes."""
    strict = "purl.oclc.org" in root.tag
    for relation in root.iter(_RELATION):
        if "purl.oclc.org" in relation.get("Type", ""):
            relation.set("Type", _STRICT.sub(_TRANSITIONAL, relation.get("Type", "")))
    for element in root.iter() if strict else ():
        element.tag = _STRICT.sub(_TRANSITIONAL, element.tag)
        for name, value in element.items():
            del element.attrib[name]
            element.set(_STRICT.sub(_TRANSITIONAL, name), value)
        if element.tag.rpartition("}")[2] in _MEASURED:
            for name, value in element.items():
                length = _LENGTH.fullmatch(value)
                if length:
                    element.set(name, str(round(float(length[1]) * _TWIPS[length[2]])))


def _moves(parts: dict[str, bytes], trees: dict[str, Element]) -> dict[str, str]:
    """Return the new name of each part that lies elsewhere than where Word puts it; relations are set to the new ones.

    Where the package does not say plainly which part is the text, nothing moves and the gate will say so.
    """
    real = {name.casefold(): name for name in parts}
    mains = [(relation, target) for relation, kind, target in _inner(trees, "", "", real) if kind == "officeDocument"]
    if len(mains) != 1:
        return {}
    moved = {mains[0][1]: _MAIN}
    mains[0][0].set("Target", _MAIN)
    sources = {"document": mains[0][1]}
    for name in _WITH_RELATIONS:
        folder, own = posixpath.split(sources.get(name, ""))
        for relation, kind, target in list(_inner(trees, folder, own, real)) if own else ():
            new = _usual_place(kind, target, moved, parts)
            moved[target] = new
            relation.set("Target", posixpath.relpath(new, "word"))
            if name == "document":
                sources.setdefault(kind, target)
        if own:
            moved[f"{folder}/_rels/{own}.rels".lstrip("/")] = f"word/_rels/{name}.xml.rels"
    return {old: new for old, new in moved.items() if old != new}


def _inner(
    trees: dict[str, Element], folder: str, own: str, real: dict[str, str]
) -> Iterator[tuple[Element, str, str]]:
    """Yield the relations of a part to others of the package: the relation, its kind, the part it points at."""
    tree = trees.get(f"{folder}/_rels/{own}.rels".lstrip("/"))
    for relation in tree.iter(_RELATION) if tree is not None else ():
        target = real.get(inside(folder, relation.get("Target", "")).casefold())
        if target is not None and relation.get("TargetMode") != "External":
            yield relation, relation.get("Type", "").rpartition("/")[2], target


def _usual_place(kind: str, target: str, moved: dict[str, str], parts: dict[str, bytes]) -> str:
    if target in moved:
        return moved[target]
    if kind in _TEXTUAL:
        return f"word/{kind}.xml"
    if kind != "image" or target.startswith("word/media/"):
        return target
    new = f"word/media/{posixpath.basename(target)}"
    while new in parts or new in moved.values():
        new = f"word/media/_{posixpath.basename(new)}"
    return new


def _renamed(everything: dict[str, T], moved: dict[str, str]) -> dict[str, T]:
    stay = {name: one for name, one in everything.items() if name not in moved and name not in moved.values()}
    return stay | {moved[name]: one for name, one in everything.items() if name in moved}
