"""Fields and controls: their results are text; tables of contents, page numbers and prompts are not the author's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from proceedings.text.legacy_fonts import family_of
from proceedings.text.letters import words
from proceedings.text.placeholders import Missing, placeholder
from proceedings.word.cleaning.marks import text_run
from proceedings.word.container.package import w
from proceedings.word.remark import Kind, RemarkCounter, remark

_INSERTED_LISTS = ("TOC", "TOA", "INDEX")
_RESULTS = (w("t"), w("drawing"), w("pict"), w("sym"))
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_OWN_LIST_STYLES = re.compile(r"(?:toc|table of figures|index) ?\d?|mục lục \d|toc heading", re.IGNORECASE)
_LIST_TITLE = re.compile(r"mục lục|nội dung chính|contents", re.IGNORECASE)
_GALLERY = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"


@dataclass(slots=True)
class _Field:
    code: str = ""
    shown: bool = False
    empty: bool = True
    begin: Element | None = None

    @property
    def name(self) -> str:
        return (self.code.split() or [""])[0].upper()


@dataclass(slots=True)
class Fields:
    """Takes the fields of one tree apart; `remarks` counts what left the text."""

    remarks: RemarkCounter
    _open: list[_Field] = field(default_factory=list)

    def resolve(self, tree: Element, style_name: dict[str, str]) -> None:
        """Leave of every field its result; of links also their code, which pandoc reads."""
        self._walk(tree)
        self._drop_lists(tree, style_name)

    def drop_controls(self, element: Element) -> None:
        """Take out tables of contents and prompts that nobody has filled in."""
        for child in list(element):
            gallery = child.find(_GALLERY) if child.tag == w("sdt") else None
            if gallery is not None and gallery.get(w("val")) == "Table of Contents":
                self._say_list(child)
                element.remove(child)
            elif child.tag == w("sdt") and child.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
                self.remarks[remark(Kind.PROMPT_DROPPED)] += 1
                element.remove(child)
            else:
                self.drop_controls(child)

    def _walk(self, element: Element) -> None:
        for child in list(element):
            if child.tag == w("fldSimple"):
                self._simple(element, child)
            elif child.tag == w("r"):
                self._run(element, child)
            else:
                self._walk(child)

    def _simple(self, parent: Element, child: Element) -> None:
        name = ((child.get(w("instr")) or "").split() or [""])[0].upper()
        if name == "HYPERLINK":
            return
        place = list(parent).index(child)
        parent.remove(child)
        if name in _PAGES:
            self.remarks[remark(Kind.PAGE_FIELD)] += 1
            return
        inner = list(child)
        parent[place:place] = inner
        for node in inner:
            if node.tag == w("r"):
                self._run(parent, node)

    def _run(self, parent: Element, run: Element) -> None:
        if self._within_dropped():
            for node in list(run):
                if node.tag not in (w("fldChar"), w("instrText")):
                    run.remove(node)
        for node in list(run):
            if node.tag == w("fldChar"):
                self._char(parent, run, node)
            elif node.tag == w("instrText") and self._open:
                self._code(run, node)
            elif node.tag in _RESULTS:
                for outer in self._open:
                    outer.empty = outer.empty and not outer.shown

    def _code(self, run: Element, node: Element) -> None:
        current = self._open[-1]
        if not current.shown:
            current.code += node.text or ""
        if current.name not in ("", "HYPERLINK"):
            run.remove(node)

    def _char(self, parent: Element, run: Element, node: Element) -> None:
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            self._open.append(_Field(begin=run))
            box = node.find(f"{w('ffData')}/{w('checkBox')}")
            if box is not None:
                checked = box.find(w("checked"))
                on = checked is not None and checked.get(w("val"), "1") not in ("0", "false")
                parent.insert(list(parent).index(run), text_run("☒" if on else "☐"))
            return
        if not self._open:
            run.remove(node)
            return
        if kind == "separate":
            self._open[-1].shown = True
        current = self._open[-1]
        if kind == "end":
            self._open.pop()
            self._close(parent, run, current)
        if current.name != "HYPERLINK":
            run.remove(node)
            self._unbegin(current)

    def _unbegin(self, current: _Field) -> None:
        for node in list(current.begin if current.begin is not None else ()):
            if node.tag == w("fldChar") and node.get(w("fldCharType")) == "begin" and current.begin is not None:
                current.begin.remove(node)

    def _close(self, parent: Element, run: Element, current: _Field) -> None:
        if current.name in _PAGES:
            self.remarks[remark(Kind.PAGE_FIELD)] += 1
        elif current.name == "PAGEREF":
            self.remarks[remark(Kind.PAGE_REFERENCE)] += not self._within_dropped()
        elif current.name in _INSERTED_LISTS:
            self._say_list(None)
        elif current.name == "EQ" and current.empty:
            self.remarks[remark(Kind.EQ_FIELD)] += 1
            formula = placeholder(f"{Missing.FORMULA} {' '.join(current.code.split())[3:]}")
            parent.insert(list(parent).index(run) + 1, text_run(formula))

    def _within_dropped(self) -> bool:
        return any(one.name in (*_INSERTED_LISTS, *_PAGES) and one.shown for one in self._open)

    def _say_list(self, control: Element | None) -> None:
        count = len(words("".join(node.text or "" for node in control.iter(w("t"))))) if control is not None else 0
        self.remarks[remark(Kind.LIST_OF_WORD, words=count)] += 1

    def _drop_lists(self, tree: Element, style_name: dict[str, str]) -> None:
        """Take away the lines of a list that Word made, and the title that is left above nothing."""
        for parent in list(tree.iter()):
            before: Element | None = None
            for child in list(parent):
                if child.tag != w("p"):
                    continue
                style = child.find(f"{w('pPr')}/{w('pStyle')}")
                name = style_name.get(style.get(w("val"), ""), "") if style is not None else ""
                if not _OWN_LIST_STYLES.fullmatch(name):
                    before = child if _text(child).strip() else before
                    continue
                if _text(child).strip():
                    self.remarks[remark(Kind.LINE_OF_LIST)] += 1
                if before is not None and _LIST_TITLE.fullmatch(_text(before).strip(" .:")):
                    parent.remove(before)
                before = None
                parent.remove(child)


def plain_breaks(tree: Element, remarks: RemarkCounter) -> None:
    """Write all breaks and tabs in the one form that every reader understands, and name symbols by their letters."""
    for run in tree.iter(w("r")):
        for place, node in enumerate(list(run)):
            if node.tag == w("cr") or (node.tag == w("br") and node.get(w("type"))):
                run[place] = Element(w("br"))
            elif node.tag == w("ptab"):
                run[place] = Element(w("tab"))
            elif node.tag == w("sym"):
                run[place] = _symbol(node, remarks)
        _no_own_mark(run)


def _no_own_mark(run: Element) -> None:
    """A note that the author marked with a sign of his own is numbered like all others."""
    for call in [*run.findall(w("footnoteReference")), *run.findall(w("endnoteReference"))]:
        if call.get(w("customMarkFollows")) not in (None, "0", "false"):
            for node in run.findall(w("t")):
                run.remove(node)


# Wingdings and the like are drawings on letters; those that offices use have a letter of their own in Unicode.
_SYMBOLS = {
    "FC": "✓", "FB": "✗", "FE": "☑", "FD": "☒", "A8": "☐", "6F": "□", "A7": "▪", "6E": "■", "6C": "●", "D8": "➢",
    "E0": "→", "DF": "←", "E8": "→", "F0": "⇨", "76": "❖", "B2": "★", "AB": "★", "2A": "✉", "28": "☎", "29": "✆",
}  # fmt: skip


def _symbol(node: Element, remarks: RemarkCounter) -> Element:
    """Return a symbol as text; pandoc knows the font Symbol, the conversion of letters .VnTime: there it stays."""
    font, code = node.get(w("font"), ""), node.get(w("char"), "").upper()
    if font == "Symbol" or family_of(font):
        return node
    found = _SYMBOLS.get(code[-2:]) if "dings" in font.lower() else None
    if found is None and code and not code.startswith("F0"):
        found = chr(int(code, 16)) if re.fullmatch("[0-9A-F]{2,4}", code) else None
    if found is None:
        remarks[remark(Kind.SYMBOL, font=font, code=code)] += 1
        found = placeholder(f"ký hiệu {font} {code}")
    text = Element(w("t"))
    text.text = found
    return text


def _text(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter(w("t")))
