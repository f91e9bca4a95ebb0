"""An author at work: fills in a template with python-docx, as one would by hand in Word."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from lxml import etree
from word.docx_builders import W, png


def fill(content: bytes, answers: Mapping[str, str]) -> Document:
    """Answer prompts: each is in a run of its own, that of the topic in a list to choose from."""
    document = docx.Document(io.BytesIO(content))
    left = dict(answers)
    for text in document.element.body.iter(qn("w:t")):
        if text.text in left:
            text.text = left.pop(text.text)
            for control in text.iterancestors(qn("w:sdt")):  # so does Word when something is chosen
                for mark in list(control.iter(qn("w:showingPlcHdr"))):
                    mark.getparent().remove(mark)
    assert not left, f"not asked for: {left}"
    return document


def choices(content: bytes) -> list[str]:
    """Return what the topic's list offers."""
    document = docx.Document(io.BytesIO(content))
    return [item.get(qn("w:displayText")) for item in document.element.body.iter(qn("w:listItem"))]


def paragraph_of(document: Document, text: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if text in paragraph.text)


def add_table(document: Document, after: Paragraph, caption: str, rows: list[list[str]]) -> None:
    """Insert a caption and a table behind a paragraph."""
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    head = document.add_paragraph(caption, style="Caption")
    after._p.addnext(head._p)
    head._p.addnext(table._tbl)


def add_picture(document: Document, after: Paragraph, caption: str, alternative: str) -> None:
    """Insert a picture with its alternative text and its caption behind a paragraph."""
    shown = document.add_paragraph(style="Hình")
    shape = shown.add_run().add_picture(io.BytesIO(png(1600, 400)), width=Mm(120))
    shape._inline.docPr.set("descr", alternative)
    head = document.add_paragraph(caption, style="Caption")
    after._p.addnext(shown._p)
    shown._p.addnext(head._p)


def add_note(document: Document, at: Paragraph, text: str) -> None:
    """Insert a footnote at the end of a paragraph; python-docx has no words for it."""
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/footnotes.xml")
    notes = etree.fromstring(part.blob)
    notes.append(
        parse_xml(
            f'<w:footnote xmlns:w="{W}" w:id="1"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            f"<w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>"
        )
    )
    part._blob = etree.tostring(notes)
    run = at.add_run()
    run._r.append(OxmlElement("w:footnoteReference", {qn("w:id"): "1"}))


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
