"""A drawing (SVG) as a picture of dots, for programs that show no drawings."""

from __future__ import annotations

import io

import pypdfium2

from proceedings.book.layout.fonts import find
from proceedings.model.guideline import Typeface
from proceedings.reading.picture_size import picture_size

_POINTS = 0.75
"""Points of a CSS pixel."""
_MOST_DOTS = 3_600
"""Of one side: as many as a page is wide and high; what is larger is drawn smaller."""


def rasterised(name: str, svg: bytes, typeface: Typeface, dpi: int) -> bytes:
    """Return a drawing as PNG at its own size, its letters in the font that is printed with.

    A drawing larger than any page comes with fewer dots, still more than a page has room for.
    """
    from proceedings.book.layout.engine import lay_out  # the engine is loaded only where something is laid out

    size = picture_size(name, svg)
    width, height = size.width, size.height
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
