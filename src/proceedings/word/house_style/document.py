"""An empty Word file in the house style to write into, and the bytes of a finished one, always the same for the same.

The package is made here rather than taken from python-docx, whose own holds eight hundred kilobytes of English styles.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from proceedings.model.guideline import Guideline
from proceedings.word.container.package import MAIN_PART, R, W, pack
from proceedings.word.house_style.styles import FOOTER, style_id, styles_xml, twips

NOTES_PART = "word/footnotes.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "settings", "numbering", "footnotes", "footer1")
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_BULLETS = ("–", "+", "•")
_INSIDE = ("–", "–", "+")
_LEVELS = 6
_NUMBERED = "3"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BULLETED, DASHED = 1, 2
"""Lists marked as Vietnamese documents do, dash then plus; within a numbered list the dash comes second.

Numbered lists are added each on its own.
"""


def new_document(guideline: Guideline, *, title: str) -> Document:
    """Return an empty document with the page, the fonts and the styles of a guideline.

    Parameters
    ----------
    title
        What the file is, for its properties; no person and no day is named there.
    """
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": MAIN_PART}, core=True),
        MAIN_PART: _document(guideline),
        "word/_rels/document.xml.rels": _relations({name.rstrip("1"): f"{name}.xml" for name in _PARTS}),
        "word/styles.xml": styles_xml(guideline).encode(),
        "word/settings.xml": _settings(guideline),
        "word/numbering.xml": _numbering(guideline),
        NOTES_PART: notes_xml([]),
        "word/footer1.xml": _footer(),
        "docProps/core.xml": _core(title),
    }
    return docx.Document(io.BytesIO(pack(dict(parts))))


def finished(document: Document, notes: Sequence[BaseOxmlElement] = ()) -> bytes:
    """Return the file's bytes; `notes` are its footnotes in the order of their calls, numbered from 1."""
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    parts[NOTES_PART] = notes_xml(notes)
    first = "[Content_Types].xml"  # where readers look first
    return _compressed({first: parts[first], **parts})


def _compressed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package whose members have no date."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    return target.getvalue()


def notes_xml(notes: Sequence[BaseOxmlElement]) -> bytes:
    """Return the part of the footnotes, with the two that Word draws its rules from."""
    from lxml import etree

    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    texts = "".join(etree.tostring(note, encoding="unicode") for note in notes)
    return f'{_HEAD}<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{rules}{texts}</w:footnotes>'.encode()


def add_run(place: BaseOxmlElement, text: str, marks: Sequence[str] = ()) -> BaseOxmlElement:
    """Append a run of text to a paragraph or link; `marks` are on/off properties, or "tag=value"."""
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    for mark in marks:
        tag, _, value = mark.partition("=")
        properties.append(OxmlElement(f"w:{tag}", {qn("w:val"): value} if value else None))
    if len(properties):
        run.append(properties)
    if text:
        run.append(_text(text))
    place.append(run)
    return run


def styled(name: str) -> BaseOxmlElement:
    """Return an empty paragraph of a style."""
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(OxmlElement("w:pStyle", {qn("w:val"): style_id(name)}))
    paragraph.append(properties)
    return paragraph


def add_line(document: Document, style: str, text: str = "") -> Paragraph:
    """Append a paragraph of a style to the document."""
    paragraph = styled(style)
    if text:
        add_run(paragraph, text)
    body = document.element.body
    body.insert_element_before(paragraph, "w:sectPr")
    return Paragraph(paragraph, document._body)


def add_numbering(document: Document, start: int = 1) -> int:
    """Return the number of a new list that counts from `start`."""
    root = document.part.numbering_part.element
    number = len(root.findall(qn("w:num"))) + 1
    entry = OxmlElement("w:num", {qn("w:numId"): str(number)})
    entry.append(OxmlElement("w:abstractNumId", {qn("w:val"): _NUMBERED}))
    for level in range(_LEVELS):
        override = OxmlElement("w:lvlOverride", {qn("w:ilvl"): str(level)})
        override.append(OxmlElement("w:startOverride", {qn("w:val"): str(start if level == 0 else 1)}))
        entry.append(override)
    root.append(entry)
    return number


def xml_letters(text: str) -> str:
    """Return a text without the letters that no XML file can hold."""
    return _NOT_XML.sub("", text)


def _text(text: str) -> BaseOxmlElement:
    element = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    element.text = xml_letters(text)
    return element


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _content_types() -> bytes:
    kinds = {f"/word/{name}.xml": f"{_KIND}.{name.rstrip('1')}+xml" for name in _PARTS}
    kinds |= {f"/{MAIN_PART}": f"{_KIND}.document.main+xml", "/docProps/core.xml": _CORE_TYPE}
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _relations(targets: dict[str, str], *, core: bool = False) -> bytes:
    listed = [(f"{_OFFICE}/{kind}", target) for kind, target in targets.items()]
    if core:
        listed.append((f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(listed, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _document(guideline: Guideline) -> bytes:
    page = guideline.page
    sides = {"top": page.top_mm, "right": page.right_mm, "bottom": page.bottom_mm, "left": page.left_mm}
    margins = " ".join(f'w:{side}="{twips(value)}"' for side, value in sides.items())
    foot = twips(min(page.bottom_mm, page.top_mm) / 2)
    wide, high = twips(page.width_mm), twips(page.height_mm)
    across = ' w:orient="landscape"' if wide > high else ""
    footer = _PARTS.index("footer1") + 1
    return (
        f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:sectPr>'
        f'<w:footerReference w:type="default" r:id="rId{footer}"/><w:pgSz w:w="{wide}" w:h="{high}"{across}/>'
        f'<w:pgMar {margins} w:header="{foot}" w:footer="{foot}" w:gutter="0"/></w:sectPr></w:body></w:document>'
    ).encode()


def _settings(guideline: Guideline) -> bytes:
    return (
        f'{_HEAD}<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="{twips(guideline.font.indent_mm)}"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    ).encode()


def _numbering(guideline: Guideline) -> bytes:
    step = twips(guideline.font.indent_mm)
    kinds = (
        [("bullet", _BULLETS[min(level, len(_BULLETS) - 1)]) for level in range(_LEVELS)],
        [("bullet", _INSIDE[min(level, len(_INSIDE) - 1)]) for level in range(_LEVELS)],
        [("decimal", f"%{level + 1}.") for level in range(_LEVELS)],
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{mark}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{round(step * (1.2 + 0.7 * level))}" '
            f'w:hanging="{round(step * 0.7)}"/></w:pPr></w:lvl>'
            for level, (kind, mark) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for number, levels in enumerate(kinds, 1)
    )
    marked = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (BULLETED, DASHED)
    )
    return f'{_HEAD}<w:numbering xmlns:w="{W}">{lists}{marked}</w:numbering>'.encode()


def _footer() -> bytes:
    return (
        f'{_HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style_id(FOOTER)}"/></w:pPr>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
    ).encode()


def _core(title: str) -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(xml_letters(title))}</dc:title>'
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    ).encode()
