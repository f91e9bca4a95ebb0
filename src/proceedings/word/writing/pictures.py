"""Pictures of a paper as Word shows them: no wider than the text, with their alternative text."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from lxml.html import HtmlElement

from proceedings.model.guideline import Guideline
from proceedings.model.lengths import MM_PER_INCH
from proceedings.reading.picture_size import PIXELS_PER_INCH, picture_size

DRAWING_DPI = 300
_HIGHEST_MM = 170

Rasterise = Callable[[str, bytes], bytes]
"""Turns a drawing (SVG) with its name into a PNG of `DRAWING_DPI`; given by the caller, who knows an engine."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one paper by file name, to be put into one document."""

    document: Document
    guideline: Guideline
    files: Mapping[str, bytes]
    rasterise: Rasterise

    def drawing(self, image: HtmlElement) -> BaseOxmlElement | None:
        """Return what a run holds to show a picture, None where there is no such file."""
        name = image.get("src") or ""
        content = self.files.get(name)
        if content is None:
            return None
        size = picture_size(name, content)
        width, height = (side * MM_PER_INCH / PIXELS_PER_INCH for side in (size.width, size.height))
        if name.lower().endswith(".svg"):
            content = self.rasterise(name, content)
        page = self.guideline.page
        fits = min(1.0, (page.width_mm - page.left_mm - page.right_mm) / width, _HIGHEST_MM / height)
        inline = self.document.part.new_pic_inline(io.BytesIO(content), Mm(width * fits), Mm(height * fits))
        inline.docPr.set("descr", image.get("alt") or "")
        inline.docPr.set("name", name)
        for shown in inline.iter(qn("pic:cNvPr")):
            shown.set("name", name)
        drawing = OxmlElement("w:drawing")
        drawing.append(inline)
        return drawing
