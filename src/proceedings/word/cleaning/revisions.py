"""Tracked changes, all of them accepted: what was inserted stays, what was deleted goes, and each is counted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from xml.etree.ElementTree import Element

from proceedings.text.letters import words
from proceedings.word.container.package import w
from proceedings.word.remark import Kind, Remark, remark

_DELETED = (w("del"), w("moveFrom"))
_INSERTED = (w("ins"), w("moveTo"))
_FORMATS = {w(f"{name}Change") for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tcPr", "trPr", "tblGrid")}
_BETWEEN = (w("bookmarkStart"), w("bookmarkEnd"))


@dataclass(slots=True)
class Revisions:
    """How many changes were accepted; words of the inserted and deleted text."""

    changes: int = 0
    inserted: int = 0
    deleted: int = 0
    moved: int = 0
    rows: int = 0
    joined: int = 0

    def report(self) -> list[Remark]:
        """Return the remark on the changes, none where there were none."""
        return [remark(Kind.REVISIONS_ACCEPTED, **asdict(self))] if self.changes else []


def accept(tree: Element, found: Revisions) -> set[Element]:
    """Carry out the deletions of a tree, and return the paragraphs whose mark was deleted, for `join_paragraphs`."""
    joining = {paragraph for paragraph in tree.iter(w("p")) if _mark_deleted(paragraph)}
    found.joined += len(joining)
    found.changes += len(joining)
    _accept(tree, found)
    return joining


def join_paragraphs(element: Element, joining: set[Element]) -> None:
    """Run paragraphs whose mark was deleted into the next one, whose look they take."""
    for child in list(element):
        join_paragraphs(child, joining)
    place = 0
    while joining and place < len(element):
        child = element[place]
        after = _next(element, place)
        content = [part for part in child if part.tag != w("pPr")] if child in joining else []
        if child in joining and (after is not None or not content):
            first = 1 if after is not None and len(after) and after[0].tag == w("pPr") else 0
            if after is not None:
                after[first:first] = content
            element.remove(child)
        else:
            place += 1


def _next(element: Element, place: int) -> Element | None:
    """Return the paragraph right after a place."""
    for child in element[place + 1 :]:
        if child.tag not in _BETWEEN:
            return child if child.tag == w("p") else None
    return None


def _mark_deleted(paragraph: Element) -> bool:
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and any(mark.find(tag) is not None for tag in _DELETED)


def _accept(element: Element, found: Revisions) -> None:
    for child in list(element):
        if _deleted_part(child):
            found.rows += 1
            found.changes += 1
            found.deleted += len(words(_deleted_text(child)))
            element.remove(child)
        elif child.tag in _DELETED:
            if element.tag not in (w("rPr"), w("trPr")):
                found.changes += child.tag == w("del")
                found.deleted += len(words(_deleted_text(child))) if child.tag == w("del") else 0
            element.remove(child)
        elif child.tag in _FORMATS:
            found.changes += 1
            element.remove(child)
        else:
            _count_inserted(child, found)
            _accept(child, found)


def _count_inserted(child: Element, found: Revisions) -> None:
    if child.tag == w("moveTo"):
        found.moved += len(child) > 0
        found.changes += len(child) > 0
    elif child.tag == w("ins"):
        found.changes += 1
        found.inserted += len(words("".join(node.text or "" for node in child.iter(w("t")))))


def _deleted_part(element: Element) -> bool:
    """Return whether an element is a deleted row or cell."""
    if element.tag == w("tr"):
        return element.find(f"{w('trPr')}/{w('del')}") is not None
    return element.tag == w("tc") and element.find(f"{w('tcPr')}/{w('cellDel')}") is not None


def _deleted_text(element: Element) -> str:
    letters = (w("delText"), w("t"))
    return "".join(
        "\n" if node.tag == w("p") else node.text or "" for node in element.iter() if node.tag in (*letters, w("p"))
    )
