"""What a PDF says of itself: title, author, language, day, and the standard it keeps to."""

from __future__ import annotations

import datetime
import hashlib
import uuid
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

import pikepdf

from proceedings.model.event import Event
from proceedings.text.dates import VIETNAM

Standard = Literal["", "ua", "x4"]

_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"'
)
_PRODUCER = "Kỷ yếu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Title, author and day of a PDF; the day is the event's, so that the same input gives the same bytes."""

    title: str
    author: str
    day: datetime.date
    keywords: tuple[str, ...] = ()


def event_day(event: Event) -> datetime.date:
    """Return the date that the files of an event get: the seminar's, as closely as the plan gives it."""
    date = event.date
    given = (
        date.start.date() if date.start else None,
        date.window.start if date.window else None,
        date.month,
        event.plan.date,
        *(phase.start for phase in event.timeline),
    )
    return next((day for day in given if day is not None), datetime.date(2000, 1, 1))


def describe(pdf: pikepdf.Pdf, what: Description, standard: Standard = "") -> None:
    """Write a PDF's information, XMP packet and language."""
    stamp = f"D:{what.day:%Y%m%d}000000+07'00'"
    information = {"/Title": what.title, "/Author": what.author, "/Creator": _PRODUCER, "/Producer": _PRODUCER}
    if what.keywords:
        information["/Keywords"] = ", ".join(what.keywords)
    pdf.docinfo = pdf.make_indirect(pikepdf.Dictionary({**information, "/CreationDate": stamp, "/ModDate": stamp}))
    if standard == "x4":
        pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    pdf.Root.Lang = "vi-VN"
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    packet = pikepdf.Stream(pdf, _packet(what, standard).encode())
    packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(packet)


def _packet(what: Description, standard: Standard) -> str:
    day = datetime.datetime.combine(what.day, datetime.time(), VIETNAM).isoformat()
    lines = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(what.title)}</rdf:li></rdf:Alt></dc:title>',
        f"<dc:creator><rdf:Seq><rdf:li>{escape(what.author)}</rdf:li></rdf:Seq></dc:creator>",
        "<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool><pdf:Producer>{_PRODUCER}</pdf:Producer>",
        f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{day}</xmp:MetadataDate>",
    ]
    if what.keywords:
        lines.append(f"<pdf:Keywords>{escape(', '.join(what.keywords))}</pdf:Keywords>")
    if standard == "ua":
        lines.append("<pdfuaid:part>1</pdfuaid:part>")
    if standard == "x4":
        digest = hashlib.sha256(f"{what.title}\n{what.author}\n{day}".encode()).digest()
        lines += [
            "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>",
            f"<xmpMM:DocumentID>uuid:{uuid.UUID(bytes=digest[:16])}</xmpMM:DocumentID>",
            "<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        ]
    inner = "\n".join(lines)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {_NAMESPACES}>\n{inner}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="w"?>'
    )
