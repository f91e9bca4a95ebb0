"""What the author no longer meant to say leaves the document: deletions, hidden text, comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from proceedings.text.letters import words
from proceedings.word.package import MC, Package, w
from proceedings.word.styles import Styles

_DROPPED = {
    w(name)
    for name in (
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "lastRenderedPageBreak",
    )
}  # fmt: skip
_DELETED = {w("del"), w("moveFrom")}
_UNWRAPPED = {w("ins"), w("moveTo"), w("smartTag"), w("customXml"), w("sdtContent")}
_KEPT_WHEN_HIDDEN = {w("rPr"), w("fldChar"), w("instrText")}
# Styles that pandoc would take out of the text as metadata of its own.
_META_STYLES = ("title", "subtitle", "author", "date", "abstract", "abstract title")


@dataclass(slots=True)
class Dropped:
    """How many words of each kind were left out."""

    deleted: int = 0
    hidden: int = 0
    comments: int = 0
    margins: int = 0


def clean(package: Package, styles: Styles) -> Dropped:
    """Remove from the trees of the package what does not belong to the text, and say how much it was."""
    dropped = Dropped()
    comments = package.trees.get("word/comments.xml")
    dropped.comments = len(list(comments.iter(w("comment")))) if comments is not None else 0
    for tree in package.texts():
        _prune(tree, dropped)
        _flatten(tree)
        _open_boxes(tree)
        for paragraph in tree.iter(w("p")):
            _drop_hidden(paragraph, styles, dropped)
            _plain_paragraph(paragraph, styles)
    for name, tree in package.trees.items():
        if name.startswith(("word/header", "word/footer")):
            dropped.margins += len(words(text_of(tree)))
    return dropped


def text_of(element: Element) -> str:
    """Return the text of an element: paragraphs and line breaks as newlines, tabs as spaces."""
    pieces: list[str] = []
    for node in element.iter():
        if node.tag == w("t"):
            pieces.append(node.text or "")
        elif node.tag in (w("tab"), w("ptab")):
            pieces.append(" ")
        elif node.tag == w("noBreakHyphen"):
            pieces.append("-")
        elif node.tag in (w("br"), w("cr"), w("p")) and pieces:
            pieces.append("\n")
    return "".join(pieces)


def runs(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph, those in links and fields included, those of text boxes not."""
    for child in paragraph:
        if child.tag == w("r"):
            yield child
        elif child.tag in (w("hyperlink"), w("fldSimple")):
            yield from runs(child)


def _prune(element: Element, dropped: Dropped) -> None:
    for child in list(element):
        if child.tag in _DELETED or _is_deleted_row(child):
            dropped.deleted += len(words(_deleted_text(child)))
            element.remove(child)
        elif child.tag in _DROPPED:
            element.remove(child)
        else:
            _prune(child, dropped)


def _is_deleted_row(element: Element) -> bool:
    return element.tag == w("tr") and element.find(f"{w('trPr')}/{w('del')}") is not None


def _deleted_text(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter() if node.tag in (w("delText"), w("t")))


def _flatten(element: Element) -> None:
    """Take the wrappers off (insertions, controls, tags); of two renderings of a shape keep the first."""
    for place in range(len(element) - 1, -1, -1):
        child = element[place]
        _flatten(child)
        if child.tag in _UNWRAPPED and element.tag != w("rPr") and element.tag != w("trPr"):
            element[place : place + 1] = list(child)
        elif child.tag == w("sdt"):
            inner = [part for part in child if part.tag not in (w("sdtPr"), w("sdtEndPr"))]
            element[place : place + 1] = inner
        elif child.tag == f"{{{MC}}}AlternateContent":
            choices = [part for part in child if len(part)]
            element[place : place + 1] = list(choices[0]) if choices else []


def _open_boxes(element: Element) -> None:
    """Set the text of text boxes after the paragraph that they hang on, where pandoc sees it."""
    for place in range(len(element) - 1, -1, -1):
        child = element[place]
        _open_boxes(child)
        if child.tag == w("p"):
            boxes = list(child.iter(w("txbxContent")))
            for box in reversed(boxes):
                element[place + 1 : place + 1] = list(box)
                box.clear()


def _drop_hidden(paragraph: Element, styles: Styles, dropped: Dropped) -> None:
    for run in runs(paragraph):
        if styles.run_flag("vanish", run, paragraph):
            dropped.hidden += len(words(text_of(run)))
            for child in list(run):
                if child.tag not in _KEPT_WHEN_HIDDEN:
                    run.remove(child)


def _plain_paragraph(paragraph: Element, styles: Styles) -> None:
    """Keep pandoc from guessing: no quotation by indent alone, no metadata by style."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return
    indent, style = properties.find(w("ind")), properties.find(w("pStyle"))
    if indent is not None:
        properties.remove(indent)
    if style is not None and styles.name(paragraph) in _META_STYLES:
        style.set(w("val"), f"Was {styles.name(paragraph)}")
