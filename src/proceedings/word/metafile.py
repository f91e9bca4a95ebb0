"""EMF and WMF pictures as PNG, by LibreOffice where it is installed."""

from __future__ import annotations

import io
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from proceedings.word.office import find_office, turned
from proceedings.word.package import PIC, WP, A, R, W, pack

Convert = Callable[[bytes, str], bytes | None]
"""Takes a metafile and its kind ("emf", "wmf"), returns a PNG or None."""

SECONDS = 25
_DPI = 220
_WIDE = 160 * 36_000
_PLACEABLE = b"\xd7\xcd\xc6\x9a"


def metafile_kind(content: bytes) -> str:
    """Return "emf" or "wmf" for a Windows metafile, "" for anything else."""
    if content[:4] == b"\x01\0\0\0" and content[40:44] == b" EMF":
        return "emf"
    if content.startswith(_PLACEABLE) or content[:6] in (b"\x01\0\x09\0\0\x03", b"\x02\0\x09\0\0\x03"):
        return "wmf"
    return ""


def with_office(content: bytes, kind: str, seconds: float = SECONDS) -> bytes | None:
    """Return a metafile drawn as PNG; None where LibreOffice is missing, fails or takes too long.

    The picture goes through a page of Writer and a PDF: Draw, which could draw it at once, is often not installed.
    """
    office = find_office()
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="ky-yeu-hinh-", ignore_cleanup_errors=True) as name:
        page = Path(name) / "hinh.docx"
        page.write_bytes(_page(content, kind))
        made = page.parent / "ra" / "hinh.pdf"
        done = turned(office, page, "pdf", seconds)
        return _drawn(made.read_bytes()) if done and made.is_file() else None


def _page(content: bytes, kind: str) -> bytes:
    """Return a .docx of one page with the picture alone, 160 mm wide and as high as its own frame asks for."""
    high = min(max(round(_WIDE * _shape(content, kind)), _WIDE // 50), _WIDE * 3 // 2)
    graphic = (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{_WIDE}" cy="{high}"/><wp:docPr id="1" name="h"/><a:graphic>'
        f'<a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="h"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="h"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{_WIDE}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:wp="{WP}" xmlns:pic="{PIC}"'
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="567" w:left="567" w:right="567" w:bottom="567"/>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    one = '<Relationship Id="{}" Type="' + R + '/{}" Target="{}"/>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts: dict[str, str] = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/><Default Extension="{kind}" ContentType="image/x-{kind}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relations.format(one.format("d", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {spaces}><w:body><w:p>{graphic}</w:p>{page}</w:sectPr></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": relations.format(one.format("h", "image", f"media/h.{kind}")),
    }
    return pack({**{name: text.encode() for name, text in parts.items()}, f"word/media/h.{kind}": content})


def _shape(content: bytes, kind: str) -> float:
    """Return the height of a metafile as a part of its width, from its own head."""
    if kind == "emf":
        left, top, right, bottom = struct.unpack("<4i", content[24:40])
    elif content.startswith(_PLACEABLE) and len(content) >= 14:
        left, top, right, bottom = struct.unpack("<4h", content[6:14])
    else:
        left, top, right, bottom = 0, 0, 4, 3
    wide, high = abs(right - left), abs(bottom - top)
    return high / wide if wide and high else 0.75


def _drawn(pdf: bytes) -> bytes | None:
    """Return the picture of a page, the white around it cut off; None where the page is empty."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0].render(scale=_DPI / 72).to_pil().convert("RGB")
    except pypdfium2.PdfiumError:
        return None
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    if box is None:
        return None
    target = io.BytesIO()
    page.crop(box).save(target, "PNG", dpi=(_DPI, _DPI))
    return target.getvalue()
