"""EMF and WMF pictures as PNG, by LibreOffice where it is installed: all of a document at once, beside the reading."""

from __future__ import annotations

import io
import struct
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from proceedings.processes.limits import OutOfTimeError, TimeLimit, processor_time
from proceedings.word.container.package import PIC, WP, A, R, W, pack
from proceedings.word.programs.libreoffice import find_office, turning

LIMIT = TimeLimit(18)
DPI = 300
_EMU = 914_400
_MARGIN = 0.4
_WIDEST, _HIGHEST = 7.4, 10.8
_USUAL = 6.3
_PLACEABLE = b"\xd7\xcd\xc6\x9a"


@dataclass(frozen=True, slots=True)
class Metafile:
    """A metafile, and what Word made of it.

    Attributes
    ----------
    inches
        How wide and high it was there, 0 where that is not given.
    framed
        Whether its white edges count, because something was cut off it.
    """

    content: bytes = field(repr=False)
    kind: str
    inches: tuple[float, float] = (0.0, 0.0)
    framed: bool = False

    def size(self) -> tuple[float, float]:
        """Return width and height to draw it at, in inches, no larger than a page of A4 has room for."""
        wide, high = self.inches
        if not (wide and high):
            wide = wide or _USUAL
            high = wide * _shape(self.content, self.kind)
        fits = min(1.0, _WIDEST / wide, _HIGHEST / high)
        return wide * fits, high * fits


Waiting = Callable[[], list[bytes | None]]
"""Waits for the pictures, in their order: PNG of `DPI` dots per inch; None where one could not be drawn."""
Draw = Callable[[Sequence[Metafile]], AbstractContextManager[Waiting]]


def metafile_kind(content: bytes) -> str:
    """Return "emf" or "wmf" for a Windows metafile, "" for anything else."""
    if content[:4] == b"\x01\0\0\0" and content[40:44] == b" EMF":
        return "emf"
    if content.startswith(_PLACEABLE) or content[:6] in (b"\x01\0\x09\0\0\x03", b"\x02\0\x09\0\0\x03"):
        return "wmf"
    return ""


@contextmanager
def drawing(metafiles: Sequence[Metafile], limit: TimeLimit = LIMIT) -> Iterator[Waiting]:
    """Begin to draw metafiles; what is yielded waits for them. None are drawn where LibreOffice is missing.

    LibreOffice takes about a second to start, whether for one picture or for fifty: they go through one document of
    Writer, each on its page, and a PDF. (Draw, which could draw them at once, is often not installed.) Where one of
    them brings LibreOffice down, the halves are tried again until it is alone; all within the limit given.
    """
    until = processor_time() + limit.seconds
    office = find_office()
    if office is None or not metafiles:
        yield lambda: [None] * len(metafiles)
        return
    with tempfile.TemporaryDirectory(prefix="ky-yeu-hinh-", ignore_cleanup_errors=True) as name:
        source = Path(name) / "hinh.docx"
        source.write_bytes(_document(metafiles))
        with turning(office, source, "pdf", limit) as wait:

            def finish() -> list[bytes | None]:
                try:
                    wait()
                except OutOfTimeError:
                    return [None] * len(metafiles)
                made = source.parent / "ra" / "hinh.pdf"
                drawn = _drawn(made.read_bytes(), metafiles, until) if made.is_file() else None
                return drawn or _in_halves(metafiles, until, limit.wall)

            yield finish


def _in_halves(metafiles: Sequence[Metafile], until: float, wall: float | None) -> list[bytes | None]:
    if len(metafiles) == 1 or processor_time() >= until:
        return [None] * len(metafiles)
    drawn: list[bytes | None] = []
    for half in (metafiles[: len(metafiles) // 2], metafiles[len(metafiles) // 2 :]):
        with drawing(half, TimeLimit(max(until - processor_time(), 0.0), wall)) as wait:
            drawn += wait()
    return drawn


def _document(metafiles: Sequence[Metafile]) -> bytes:
    """Return a .docx with a page for each picture, at the top left of it."""
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    one = '<Relationship Id="{}" Type="' + R + '/{}" Target="{}"/>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    kinds = "".join(f'<Default Extension="{kind}" ContentType="image/x-{kind}"/>' for kind in ("emf", "wmf"))
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:wp="{WP}" xmlns:pic="{PIC}"'
    edge = round(_MARGIN * 1440)
    page = f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{edge}" w:left="{edge}" w:right="{edge}" w:bottom="0"/>'
    pages = "".join(_page(number, metafile) for number, metafile in enumerate(metafiles))
    names = [f"media/h{number}.{metafile.kind}" for number, metafile in enumerate(metafiles)]
    parts: dict[str, str] = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/>{kinds}'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": relations.format(one.format("d", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {spaces}><w:body>{pages}<w:sectPr>{page}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": relations.format(
            "".join(one.format(f"h{number}", "image", name) for number, name in enumerate(names))
        ),
    }
    pictures = {f"word/{name}": metafile.content for name, metafile in zip(names, metafiles, strict=True)}
    return pack({**{name: text.encode() for name, text in parts.items()}, **pictures})


def _page(number: int, metafile: Metafile) -> str:
    """Return a paragraph that begins a page and holds a picture alone."""
    wide, high = (max(round(side * _EMU), 1) for side in metafile.size())
    look = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return (
        f'<w:p><w:pPr>{"<w:pageBreakBefore/>" if number else ""}{look}</w:pPr><w:r><w:rPr><w:sz w:val="2"/></w:rPr>'
        f'<w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number + 1}" name="h"/><a:graphic>'
        f'<a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="h"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="h{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _shape(content: bytes, kind: str) -> float:
    """Return the height of a metafile as a part of its width, from its own head."""
    if kind == "emf" and len(content) >= 40:
        left, top, right, bottom = struct.unpack("<4i", content[24:40])
    elif content.startswith(_PLACEABLE) and len(content) >= 14:
        left, top, right, bottom = struct.unpack("<4h", content[6:14])
    else:
        left, top, right, bottom = 0, 0, 4, 3
    wide, high = abs(right - left), abs(bottom - top)
    return min(max(high / wide, 0.02), 1.5) if wide and high else 0.75


def _drawn(pdf: bytes, metafiles: Sequence[Metafile], until: float) -> list[bytes | None] | None:
    """Return the picture of each page, None for an empty one or a late one; nothing where not each has its page."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            if len(document) != len(metafiles):
                return None
            return [
                _picture(document[number], metafile) if processor_time() < until else None
                for number, metafile in enumerate(metafiles)
            ]
    except pypdfium2.PdfiumError:
        return None


def _picture(page: pypdfium2.PdfPage, metafile: Metafile) -> bytes | None:
    """Return what is on a page: the frame that was cut out of, else all that was drawn, also beside the frame."""
    wide, high = (max(round(side * DPI), 1) for side in metafile.size())
    edge = round(_MARGIN * DPI)
    below = max(page.get_height() / 72 - 2 * _MARGIN - high / DPI, 0.0)
    seen = page.render(scale=DPI / 72, crop=(0, below * 72, 0, 0)).to_pil().convert("RGB")
    drawn = ImageChops.difference(seen, Image.new("RGB", seen.size, "white")).getbbox()
    if drawn is None:
        return None
    frame = (edge, edge, edge + wide, edge + high)
    target = io.BytesIO()
    seen.crop(frame if metafile.framed else drawn).save(target, "PNG", dpi=(DPI, DPI))
    return target.getvalue()
