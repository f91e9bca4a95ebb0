"""A PDF put together from pieces and closed: the same bytes for the same content."""

from __future__ import annotations

import hashlib
import io
import tempfile

import pikepdf

from proceedings.book.layout.stylesheet import press_guideline
from proceedings.model.event import Event
from proceedings.model.guideline import PageSize
from proceedings.model.lengths import POINTS_PER_MM

_IN_MEMORY_BYTES = 32_000_000


def append(volume: pikepdf.Pdf, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as part:
        volume.pages.extend(part.pages)


def add_blank(volume: pikepdf.Pdf, event: Event) -> None:
    volume.add_blank_page(page_size=page_points(press_guideline(event).page))


def page_points(page: PageSize) -> tuple[float, float]:
    """Return a page's width and height in points."""
    return page.width_mm * POINTS_PER_MM, page.height_mm * POINTS_PER_MM


def share_images(volume: pikepdf.Pdf) -> None:
    """Let pictures that are the same be one."""
    known: dict[bytes, pikepdf.Object] = {}
    seen: set[tuple[int, int]] = set()
    for page in volume.pages:
        pictures = page.resources.get("/XObject", pikepdf.Dictionary())
        if pictures.objgen in seen and pictures.objgen != (0, 0):
            continue
        seen.add(pictures.objgen)
        for key, picture in list(pictures.items()):
            if picture.get("/Subtype") == "/Image":
                pictures[key] = known.setdefault(_picture_digest(picture), picture)


def _picture_digest(picture: pikepdf.Object) -> bytes:
    mask = picture.get("/SMask")
    facts = [str(picture.get(key)) for key in ("/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter")]
    content = picture.read_raw_bytes() + (mask.read_raw_bytes() if mask is not None else b"")
    return hashlib.sha256(repr(facts).encode() + content).digest()


def save(pdf: pikepdf.Pdf, version: str = "1.7") -> bytes:
    """Close a PDF and return it as bytes, the same ones for the same content."""
    # A book of thousands of pages lies on disk until what it was made of can go.
    with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as file:
        pdf.save(
            file,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version=version,
        )
        pdf.close()
        file.seek(0)
        return file.read()
