"""Text with its marks written into Word: emphasis, links, footnotes, formulas, pictures within a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.html import Element, HtmlElement

from proceedings.word.house_style.document import add_run, styled
from proceedings.word.house_style.styles import NOTE_CALL, NOTE_TEXT, style_id
from proceedings.word.writing.formulas import Formula, formula_of
from proceedings.word.writing.pictures import Pictures

_MARKS = {
    "em": "i", "i": "i", "strong": "b", "b": "b", "s": "strike", "del": "strike",
    "ins": "u=single", "sup": "vertAlign=superscript", "sub": "vertAlign=subscript",
}  # fmt: skip
_ORDER = ("rStyle", "b", "i", "strike", "u", "vertAlign")
_LINK = re.compile(r"(?:https?|mailto):[^\s\"]+")
_CALL = f"rStyle={style_id(NOTE_CALL)}"


@dataclass(slots=True)
class TextWriter:
    """Writes the inner parts of paragraphs.

    Attributes
    ----------
    formulas
        What Word shows for each formula.
    notes
        The footnotes met so far, in the order of their calls.
    remarks
        What could not be written as it is in the paper, for the person who exports.
    """

    pictures: Pictures
    formulas: Mapping[Formula, BaseOxmlElement] = field(default_factory=dict)
    notes: list[BaseOxmlElement] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def inner(self, element: HtmlElement, place: BaseOxmlElement, marks: Sequence[str] = ()) -> None:
        """Append what an element holds to a paragraph, in the given marks."""
        self._plain(element.text, place, marks)
        for child in element:
            self._child(child, place, marks)
            self._plain(child.tail, place, marks)

    def _plain(self, text: str | None, place: BaseOxmlElement, marks: Sequence[str]) -> None:
        flat = re.sub(r"[ \t\r\n]+", " ", text or "")
        if flat:
            add_run(place, flat, marks)

    def _child(self, child: HtmlElement, place: BaseOxmlElement, marks: Sequence[str]) -> None:
        classes = (child.get("class") or "").split()
        if formula := formula_of(child):
            self._formula(formula, place, marks)
        elif "note" in classes:
            self._note(child, place)
        elif "footnote-ref" in classes:
            self._call_again(child, place)
        elif child.tag == "br":
            add_run(place, "", marks).append(OxmlElement("w:br"))
        elif child.tag == "img":
            self._picture(child, place)
        elif child.tag == "a" and _LINK.fullmatch(child.get("href") or ""):
            self._link(child, place, marks)
        else:
            self.inner(child, place, with_mark(marks, _MARKS.get(str(child.tag), "")))

    def _formula(self, formula: Formula, place: BaseOxmlElement, marks: Sequence[str]) -> None:
        shown = self.formulas.get(formula)
        if shown is None:
            self.remarks.append(f"Công thức “{formula[0]}” không chuyển được sang Word: ghi nguyên mã TeX.")
            add_run(place, f"${formula[0]}$", marks)
        else:
            place.append(deepcopy(shown))

    def _note(self, span: HtmlElement, place: BaseOxmlElement) -> None:
        number = len(self.notes) + 1
        note = OxmlElement("w:footnote", {qn("w:id"): str(number)})
        self.notes.append(note)
        for line in _lines(span):
            paragraph = styled(NOTE_TEXT)
            if not len(note):
                add_run(paragraph, "", (_CALL,)).append(OxmlElement("w:footnoteRef"))
                add_run(paragraph, " ")
            self.inner(line, paragraph)
            note.append(paragraph)
        name = f"chu_thich_{number}"
        place.append(OxmlElement("w:bookmarkStart", {qn("w:id"): str(number), qn("w:name"): name}))
        add_run(place, "", (_CALL,)).append(OxmlElement("w:footnoteReference", {qn("w:id"): str(number)}))
        place.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): str(number)}))

    def _call_again(self, call: HtmlElement, place: BaseOxmlElement) -> None:
        number = "".join(call.itertext()).strip()
        add_field(place, f" NOTEREF chu_thich_{number} \\f \\h ")
        add_run(place, number, (_CALL,))
        end_field(place)

    def _link(self, link: HtmlElement, place: BaseOxmlElement, marks: Sequence[str]) -> None:
        address = (link.get("href") or "").replace("\\", "%5C")
        add_field(place, f' HYPERLINK "{address}" ')
        self.inner(link, place, with_mark(marks, "u=single"))
        end_field(place)

    def _picture(self, image: HtmlElement, place: BaseOxmlElement) -> None:
        drawing = self.pictures.drawing(image)
        if drawing is None:
            self.remarks.append(f"Không có hình “{image.get('src') or ''}”: ghi lời mô tả thay hình.")
            add_run(place, f"[{image.get('alt') or 'hình'}]")
        else:
            add_run(place, "").append(drawing)


def with_mark(marks: Sequence[str], mark: str) -> tuple[str, ...]:
    """Return marks with one more, in the order that Word wants; of two kinds of one property the inner counts."""
    names = {one.partition("=")[0]: one for one in (*marks, *([mark] if mark else ()))}
    return tuple(sorted(names.values(), key=lambda one: _ORDER.index(one.partition("=")[0])))


def add_field(place: BaseOxmlElement, code: str) -> None:
    """Begin a field of Word: what is added next, until `end_field`, is what it shows."""
    add_run(place, "").append(OxmlElement("w:fldChar", {qn("w:fldCharType"): "begin"}))
    instruction = OxmlElement("w:instrText", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    instruction.text = code
    add_run(place, "").append(instruction)
    add_run(place, "").append(OxmlElement("w:fldChar", {qn("w:fldCharType"): "separate"}))


def end_field(place: BaseOxmlElement) -> None:
    add_run(place, "").append(OxmlElement("w:fldChar", {qn("w:fldCharType"): "end"}))


def _lines(span: HtmlElement) -> list[HtmlElement]:
    """Return the paragraphs of a note, which print parts by line breaks."""
    lines = [Element("p")]
    lines[0].text = span.text
    for child in deepcopy(span):
        if child.tag == "br":
            lines.append(Element("p"))
            lines[-1].text = child.tail
        else:
            lines[-1].append(child)
    return lines
