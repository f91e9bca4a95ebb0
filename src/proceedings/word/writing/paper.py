"""A paper as a Word file in the guideline's style: its head, its text, its tables, figures and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.html import Element, HtmlElement, fragment_fromstring

from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.reading.markup import render
from proceedings.word.house_style.document import (
    BULLETED,
    DASHED,
    add_numbering,
    finished,
    new_document,
    styled,
    xml_letters,
)
from proceedings.word.house_style.styles import BODY, CAPTION, CELL, FIGURE, LIST_ITEM, QUOTE, RULE, heading
from proceedings.word.writing.formulas import formulas_of
from proceedings.word.writing.paper_head import head_of, write_head
from proceedings.word.writing.pictures import Pictures, Rasterise
from proceedings.word.writing.tables import table
from proceedings.word.writing.text import TextWriter

_BLOCKS = set("p h2 h3 h4 h5 h6 ul ol blockquote pre hr table figure section".split())
_DEEPEST_LIST = 5


@dataclass(frozen=True, slots=True)
class Exported:
    """A Word file, and what in it is not as in the paper."""

    content: bytes
    remarks: tuple[str, ...] = ()


def export_paper(paper: Paper, event: Event, people: Sequence[tuple[str, str]], rasterise: Rasterise) -> Exported:
    """Return a paper as .docx.

    Parameters
    ----------
    people
        For each author the name with the degree, and office and unit, as printed.
    rasterise
        Turns a drawing (SVG) into a PNG.
    """
    document = new_document(event.guideline, title=paper.front.title)
    write_head(document, head_of(paper.front, people, event))
    root = fragment_fromstring(xml_letters(render(paper.text, folder=paper.slug).print_html), create_parent="div")
    pictures = Pictures(document, event.guideline, paper.figure_files, rasterise)
    writer = _Writer(document, event, TextWriter(pictures, formulas_of(root)))
    for block in writer.blocks(root, BODY):
        document.element.body.insert_element_before(block, "w:sectPr")
    return Exported(finished(document, writer.text.notes), tuple(dict.fromkeys(writer.text.remarks)))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes blocks; each method returns the paragraphs and tables that it has made."""

    document: Document
    event: Event
    text: TextWriter

    def blocks(self, element: HtmlElement, style: str, depth: int = 0) -> list[BaseOxmlElement]:
        """Return what an element holds, its plain paragraphs in `style`; `depth` counts the lists around it."""
        return [made for part in _flow(element) for made in self._block(part, style, depth)]

    def cell(self, element: HtmlElement, style: str) -> list[BaseOxmlElement]:
        blocks = self.blocks(element, style)
        ends_well = bool(blocks) and blocks[-1].tag == qn("w:p")  # Word wants a paragraph at the end of each cell
        return blocks if ends_well else [*blocks, styled(style)]

    def _block(self, element: HtmlElement, style: str, depth: int) -> list[BaseOxmlElement]:
        tag = str(element.tag)
        if tag[0] == "h" and tag[1:].isdecimal():
            return [self._paragraph(element, heading(int(tag[1:]) - 1))]
        if tag in ("ul", "ol"):
            return self._list(element, style, depth)
        if tag == "table":
            return self._table(element)
        if tag == "figure":
            return self._figure(element)
        if tag == "blockquote":
            return self.blocks(element, QUOTE, depth)
        if tag == "pre":
            return [self._lines(element, style)]
        if tag == "hr":
            return [_ruled()]
        if tag == "section":
            return self.blocks(element, style, depth)
        return [self._paragraph(element, style)]

    def _paragraph(self, element: HtmlElement, style: str) -> BaseOxmlElement:
        paragraph = styled(style)
        _trim(element)
        self.text.inner(element, paragraph)
        return paragraph

    def _lines(self, element: HtmlElement, style: str) -> BaseOxmlElement:
        """Lines kept as typed: one paragraph with breaks."""
        lines = "".join(element.itertext()).strip("\n").split("\n")
        whole = Element("p")
        whole.text = lines[0]
        for line in lines[1:]:
            broken = whole.makeelement("br")
            broken.tail = line
            whole.append(broken)
        return self._paragraph(whole, style)

    def _list(self, element: HtmlElement, style: str, depth: int) -> list[BaseOxmlElement]:
        start = element.get("start") or "1"
        marks = DASHED if next(element.iterancestors("ol"), None) is not None else BULLETED
        number = add_numbering(self.document, int(start)) if element.tag == "ol" else marks
        level = min(depth, _DEEPEST_LIST)
        inner = style if style == CELL else LIST_ITEM
        made: list[BaseOxmlElement] = []
        for item in element.iterchildren("li"):
            parts = self.blocks(item, inner, depth + 1)
            if not parts or parts[0].tag != qn("w:p") or _numbered(parts[0]):
                parts.insert(0, styled(inner))
            _number(parts[0], number, level)
            made += parts
        return made

    def _table(self, element: HtmlElement) -> list[BaseOxmlElement]:
        captions = [self._paragraph(caption, CAPTION) for caption in element.iterchildren("caption")]
        for caption in captions:
            caption.pPr.append(OxmlElement("w:keepNext"))
        if next(element.iter("tr"), None) is None:
            return captions
        gap = styled(CELL)  # keeps what follows off the table, and two tables apart
        return [*captions, table(element, self.event.guideline, self.cell), gap]

    def _figure(self, element: HtmlElement) -> list[BaseOxmlElement]:
        captions = [self._paragraph(caption, CAPTION) for caption in element.iterchildren("figcaption")]
        pictures = deepcopy(element)
        for caption in list(pictures.iterchildren("figcaption")):
            pictures.remove(caption)
        return [self._paragraph(pictures, FIGURE), *captions]


def _flow(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the blocks of an element; text free between them becomes a paragraph."""
    free = Element("p")
    free.text = element.text
    for child in list(element):
        if child.tag in _BLOCKS:
            if _holds(free):
                yield free
            yield child
            free = Element("p")
            free.text = child.tail
        else:
            free.append(deepcopy(child))
    if _holds(free):
        yield free


def _holds(free: HtmlElement) -> bool:
    return bool("".join(free.itertext()).strip()) or next(free.iter("img"), None) is not None


def _trim(element: HtmlElement) -> None:
    """Take the line ends of the HTML off the ends of a paragraph."""
    element.text = (element.text or "").lstrip(" \n")
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip(" \n")
    else:
        element.text = element.text.rstrip(" \n")


def _numbered(paragraph: BaseOxmlElement) -> bool:
    return any(True for _ in paragraph.iter(qn("w:numPr")))


def _number(paragraph: BaseOxmlElement, number: int, level: int) -> None:
    properties = OxmlElement("w:numPr")
    properties.append(OxmlElement("w:ilvl", {qn("w:val"): str(level)}))
    properties.append(OxmlElement("w:numId", {qn("w:val"): str(number)}))
    paragraph.pPr.append(properties)


def _ruled() -> BaseOxmlElement:
    paragraph = styled(RULE)
    border = OxmlElement("w:pBdr")
    line = {"val": "single", "sz": "4", "space": "1", "color": "auto"}
    border.append(OxmlElement("w:bottom", {qn(f"w:{name}"): value for name, value in line.items()}))
    paragraph.pPr.append(border)
    return paragraph
