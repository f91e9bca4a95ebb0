"""What a Word file carries beside its text: tracked changes, comments, hidden text, people's names, active parts."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.model.word_measurements import Traces
from proceedings.text.letters import words
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.effective import hidden_letters
from proceedings.word.formatting.styles import Styles, is_on

_TRACKED = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))
_PERSONAL = {
    "creator": "tác giả (Author)",
    "lastModifiedBy": "người lưu cuối cùng (Last Modified By)",
    "Company": "cơ quan (Company)",
    "Manager": "người quản lý (Manager)",
}
_CUSTOM = "docProps/custom.xml"
_TECHNICAL = ("KSO", "ICV")
"""Beginnings of the custom properties that programs write about themselves, not about a person."""


def traces(package: Package, styles: Styles) -> Traces:
    """Return what an editor should know of before the file is kept or passed on."""
    changes = [node for tree in package.texts() for node in tree.iter() if node.tag in _TRACKED]
    comments = [
        node
        for name, tree in package.trees.items()
        if name.startswith("word/comments") and tree.tag == w("comments")
        for node in tree.iter(w("comment"))
    ]
    settings = package.trees.get("word/settings.xml")
    tracking = settings.find(w("trackRevisions")) if settings is not None else None
    people = dict.fromkeys(node.get(w("author"), "") for node in [*changes, *comments])
    return Traces(
        inserted=_words(package, ("ins", "moveTo"), ("t",)),
        deleted=_words(package, ("del", "moveFrom"), ("delText", "t")),
        tracking=tracking is not None and is_on(tracking.get(w("val"), "1")),
        comments=len(comments),
        hidden=hidden_letters(package, styles),
        people=tuple(name for name in people if name),
        properties=tuple(_properties(package)),
        active=tuple(_active(package)),
    )


def _words(package: Package, wrappers: tuple[str, ...], texts: tuple[str, ...]) -> int:
    """Return the words in wrappers of the given kinds, none of them counted twice."""
    found: set[int] = set()
    pieces: list[str] = []
    for tree in package.texts():
        for wrapper in (node for tag in wrappers for node in tree.iter(w(tag))):
            for node in wrapper.iter():
                if node.tag in map(w, texts) and id(node) not in found:
                    found.add(id(node))
                    pieces.append(node.text or "")
            pieces.append(" ")
    return len(words("".join(pieces)))


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        tree = package.trees.get(part)
        for node in tree.iter() if tree is not None else ():
            named = _PERSONAL.get(node.tag.rpartition("}")[2])
            value = " ".join((node.text or "").split())
            if named and value:
                yield named, value
    custom = package.trees.get(_CUSTOM)
    for node in custom if custom is not None else ():
        value = " ".join("".join(node.itertext()).split())
        if value and not node.get("name", "").startswith(_TECHNICAL):
            yield f"thuộc tính riêng “{node.get('name', '')}”", value


def _active(package: Package) -> Iterator[str]:
    names = [name.casefold() for name in package.parts]
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        yield "macro"
    if any("/activex/" in name for name in names):
        yield "điều khiển ActiveX"
    if any("/embeddings/" in name for name in names):
        yield "đối tượng nhúng (OLE, bảng tính…)"
