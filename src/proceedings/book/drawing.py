"""A drawing (SVG) as a picture of dots, for programs that show no drawings."""

from __future__ import annotations

import io
import re

import pypdfium2
from defusedxml import ElementTree

from proceedings.book.engine import lay_out
from proceedings.book.fonts import find
from proceedings.model.guideline import Typeface

_POINTS = 0.75
"""Points of a CSS pixel."""
_MOST_DOTS = 3_600
"""Of one side: as many as a page is wide and high; what is larger is drawn smaller."""
_USUAL = (640.0, 360.0)


def rasterised(name: str, svg: bytes, typeface: Typeface, dpi: int) -> bytes:
    """Return a drawing as PNG at its own size, its letters in the font that is printed with.

    A drawing larger than any page comes with fewer dots, still more than a page has room for.
    """
    width, height = _size(svg)
    style = f"@page{{size:{width:g}px {height:g}px;margin:0}}body{{margin:0}}img{{display:block;width:{width:g}px}}"
    head = '<!doctype html><html lang="vi"><head><title>Hình</title></head>'
    page = f'{head}<body><img src="figure:{name}" alt="Hình"/></body></html>'
    pdf = lay_out(page, style, find(typeface), {name: svg}).pdf
    document = pypdfium2.PdfDocument(pdf)
    try:
        scale = min(dpi / 72, _MOST_DOTS / (max(width, height) * _POINTS))
        image = document[0].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    written = io.BytesIO()
    image.save(written, "PNG", dpi=(dpi, dpi), optimize=True)
    return written.getvalue()


def _size(svg: bytes) -> tuple[float, float]:
    """Return width and height in CSS pixels: those given, else those of the view box."""
    root = ElementTree.fromstring(svg)
    box = [float(number) for number in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    usual = (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else _USUAL
    width = re.fullmatch(r"([\d.]+)(?:px)?", root.get("width", ""))
    if width is None or not float(width[1]):
        return usual
    return float(width[1]), float(width[1]) * usual[1] / usual[0]
