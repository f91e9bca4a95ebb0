"""What the author no longer meant to say leaves the document: deletions, hidden text, comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from proceedings.text.letters import words
from proceedings.word.cleaning.fields import Fields, plain_breaks
from proceedings.word.cleaning.marks import remove_marks
from proceedings.word.cleaning.revisions import Revisions, accept, join_paragraphs
from proceedings.word.container.package import MC, Package, w
from proceedings.word.formatting.styles import Styles
from proceedings.word.remark import Kind, Remark, RemarkCounter, remark

_DROPPED = {
    w(name)
    for name in (
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "lastRenderedPageBreak",
    )
}  # fmt: skip
_UNWRAPPED = {w("ins"), w("moveTo"), w("smartTag"), w("customXml"), w("sdtContent"), w("dir"), w("bdo")}
_KEPT_WHEN_HIDDEN = {w("rPr"), w("fldChar"), w("instrText")}
# Styles that pandoc would take out of the text as metadata of its own.
_META_STYLES = ("title", "subtitle", "author", "date", "abstract", "abstract title")


@dataclass(slots=True)
class Dropped:
    """How many words of each kind were left out, how many comments; `remarks` say what else was changed."""

    deleted: int = 0
    hidden: int = 0
    comments: int = 0
    margins: int = 0
    revisions: Revisions = field(default_factory=Revisions)
    remarks: RemarkCounter = field(default_factory=RemarkCounter)

    def report(self) -> list[Remark]:
        """Return what to report of the cleaning besides the numbers."""
        return [*self.revisions.report(), *self.remarks.remarks()]


def clean(package: Package, styles: Styles) -> Dropped:
    """Remove from the trees of the package what does not belong to the text, and say how much it was."""
    dropped = Dropped()
    comments = package.trees.get("word/comments.xml")
    dropped.comments = len(list(comments.iter(w("comment")))) if comments is not None else 0
    names = {style_id: style.name for style_id, style in styles.styles.items()}
    for tree in package.texts():
        _clean(tree, names, dropped)
        for paragraph in list(tree.iter(w("p"))):
            _drop_hidden(paragraph, styles, dropped)
    dropped.deleted = dropped.revisions.deleted
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


def _clean(tree: Element, style_names: dict[str, str], dropped: Dropped) -> None:
    """Bring one tree to plain paragraphs, runs and tables; the order matters: each step sees the work of the last."""
    remove_marks(tree)
    joining = accept(tree, dropped.revisions)
    fields = Fields(dropped.remarks)
    fields.drop_controls(tree)
    _prune(tree, dropped)
    _flatten(tree)
    _open_boxes(tree, dropped)
    join_paragraphs(tree, joining)
    fields.resolve(tree, style_names)
    plain_breaks(tree, dropped.remarks)


def _prune(element: Element, dropped: Dropped) -> None:
    for child in list(element):
        if _is_hidden_row(child):
            dropped.hidden += len(words(text_of(child)))
            element.remove(child)
        elif child.tag in _DROPPED:
            element.remove(child)
        else:
            _prune(child, dropped)


def _is_hidden_row(element: Element) -> bool:
    mark = element.find(f"{w('trPr')}/{w('hidden')}") if element.tag == w("tr") else None
    return mark is not None and mark.get(w("val"), "1") not in ("0", "false", "off")


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


def _open_boxes(element: Element, dropped: Dropped) -> None:
    """Set the text of text boxes after the paragraph that they hang on, where pandoc sees it."""
    for place in range(len(element) - 1, -1, -1):
        child = element[place]
        _open_boxes(child, dropped)
        if child.tag == w("p"):
            boxes = list(child.iter(w("txbxContent")))
            for box in reversed(boxes):
                dropped.remarks[remark(Kind.TEXT_BOX)] += bool(text_of(box).strip())
                element[place + 1 : place + 1] = list(box)
                box.clear()


def _drop_hidden(paragraph: Element, styles: Styles, dropped: Dropped) -> None:
    for run in runs(paragraph):
        if styles.run_flag("vanish", run, paragraph):
            dropped.hidden += len(words(text_of(run)))
            for child in list(run):
                if child.tag not in _KEPT_WHEN_HIDDEN:
                    run.remove(child)


def hide_styles_of_metadata(package: Package, styles: Styles) -> None:
    """Keep pandoc from guessing metadata by style: what is left in such a style is text."""
    for tree in package.texts():
        for paragraph in tree.iter(w("p")):
            if styles.name(paragraph) in _META_STYLES:
                style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
                assert style is not None  # it has a name
                style.set(w("val"), f"Was {styles.name(paragraph)}")
