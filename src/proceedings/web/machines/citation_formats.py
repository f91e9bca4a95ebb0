"""What is cited of a paper, in four forms: the Vietnamese line, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from proceedings.listing import citation
from proceedings.listing.indexes import name_of
from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.event import Event
from proceedings.model.paper import Author
from proceedings.text.isbn import ean13
from proceedings.web.content import Content
from proceedings.web.page import absolute, paper_path

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What TeX takes for a command. Braces become words: BibTeX counts them even behind a backslash.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    '"': '{"}',  # elsewhere it would end a field
    **{char: rf"\{char}" for char in "$&%#_"},
}
_SAMPLE = "Bài minh họa, tác giả giả định"


class Name(NamedTuple):
    """An author for machines; a name that is not to be parted (one word, a foreign name) has no family name."""

    given: str
    family: str = ""

    @property
    def natural(self) -> str:
        return f"{self.family} {self.given}".strip()

    @property
    def inverted(self) -> str:
        """The name as foreign catalogues part it: "Nguyễn, Văn An"."""
        return f"{self.family}, {self.given}" if self.family else self.given


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPaper:
    """What is cited of a paper; texts are on one line and are "" where they are not known.

    Attributes
    ----------
    issued
        Year, month and day of the seminar, as many of them as the plan settles.
    first, last
        Pages in the volume.
    isbn
        As printed; "" where the volume has none or its check digit is wrong.
    address, pdf
        Absolute addresses of the page and of the paper's PDF.
    """

    key: str
    title: str
    authors: tuple[Name, ...]
    volume: str
    conference: str
    publisher: str
    issued: tuple[int, ...]
    source: str
    first: str = ""
    last: str = ""
    isbn: str = ""
    address: str = ""
    pdf: str = ""
    abstract: str = field(repr=False, default="")
    keywords: tuple[str, ...] = ()
    note: str = ""


def cited(listed: VolumeEntry, content: Content) -> CitedPaper:
    """Return what is cited of a paper in a volume."""
    front = listed.paper.front
    event = content.proceedings.event(listed.paper.event)
    organizer = name_of(event.organizer, content.proceedings)
    pdf = f"{listed.paper.event}/{listed.paper.slug}/{listed.paper.slug}.pdf"
    return CitedPaper(
        # Two events may each have a paper of this name.
        key=f"{listed.paper.slug}_{listed.paper.event}",
        title=_line(front.title),
        authors=tuple(name(author) for author in front.authors),
        volume=citation.volume_title(event),
        conference=citation.conference(event),
        publisher=citation.publisher(event, organizer),
        issued=issued(event),
        source=citation.source(event, organizer, listed),
        first=str(listed.first_page),
        last=str(listed.last_page),
        isbn=isbn(event),
        address=absolute(content.address, paper_path(listed.paper)) if content.address else "",
        pdf=absolute(content.address, pdf) if content.address and content.with_pdf else "",
        abstract=_line(front.abstract or ""),
        keywords=tuple(map(_line, front.keywords)),
        note=_SAMPLE if front.sample else "",
    )


def citation_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """Yield the downloads beside each paper in a volume, by path."""
    for order in content.volumes.values():
        for listed in (entry for entry in order.entries if entry.paper.front.status == "accepted"):
            known, path = cited(listed, content), paper_path(listed.paper).removesuffix("index.md") + listed.paper.slug
            yield f"{path}.bib", bibtex(known).encode()
            yield f"{path}.ris", ris(known).encode()
            yield f"{path}.json", csl(known).encode()


def isbn(event: Event) -> str:
    """Return the ISBN of an event's volume as printed; "" where there is none that is right."""
    house = event.volume.publisher
    return house.isbn if event.volume.imprint == "publisher" and house and ean13(house.isbn) else ""


def issued(event: Event) -> tuple[int, ...]:
    """Return year, month and day of a seminar, as many of them as its plan settles."""
    date = event.date
    if date.start:
        return date.start.year, date.start.month, date.start.day
    if date.window:
        first, last = date.window.start, date.window.end
        return (first.year, first.month) if (first.year, first.month) == (last.year, last.month) else (first.year,)
    if date.month:
        return date.month.year, date.month.month
    return (event.plan.date.year,) if event.plan.date else ()


def name(author: Author) -> Name:
    """Return an author's name in parts: the family name is the first word, unless the paper says it is special."""
    family, _, given = _line(author.name).partition(" ")
    return Name(given, family) if given and not author.sort_as else Name(_line(author.name))


def vietnamese(known: CitedPaper) -> str:
    """Return the citation as Vietnamese notes have it; what follows the title is the line printed in the book."""
    title = citation.unquoted(known.title).replace("“", "‘").replace("”", "’")
    return f"{', '.join(author.natural for author in known.authors)}: “{title}”, {known.source}"


def bibtex(known: CitedPaper) -> str:
    """Return the paper as a BibTeX entry (UTF-8; for bibtex, bibtex8 and biber)."""
    month = _MONTHS[known.issued[1] - 1] if len(known.issued) > 1 else ""
    fields = {
        "author": " and ".join(_tex_name(author) for author in known.authors),
        "title": f"{{{_tex(known.title)}}}",  # the second pair keeps capitals as they are
        "booktitle": f"{{{_tex(known.volume)}}}",
        "year": str(known.issued[0]) if known.issued else "",
        "pages": "--".join(dict.fromkeys(filter(None, (known.first, known.last)))),
        "publisher": f"{{{_tex(known.publisher)}}}" if known.publisher else "",
        "isbn": known.isbn,
        "url": known.address,
        "keywords": _tex(", ".join(known.keywords)),
        "abstract": _tex(known.abstract),
        "note": _tex(known.note),
        "language": "vietnamese",
    }
    # What is in braces of its own is put in quotation marks: two braces in a row are for templates.
    marked = {key: f'"{value}"' if value.startswith("{") else f"{{{value}}}" for key, value in fields.items() if value}
    lines = [f"  {key} = {value}," for key, value in marked.items()]
    lines += [f"  month = {month},"] if month else []
    return "\n".join([f"@inproceedings{{{known.key},", *lines, "}", ""])


def ris(known: CitedPaper) -> str:
    """Return the paper as a RIS record, lines ended by CR and LF."""
    pairs = [
        ("TY", "CONF"),
        ("ID", known.key),
        *(("AU", author.inverted) for author in known.authors),
        ("TI", known.title),
        ("T2", known.conference),
        ("C3", known.volume),
        ("PY", str(known.issued[0]) if known.issued else ""),
        ("DA", "/".join(f"{part:02d}" for part in known.issued)),
        ("SP", known.first),
        ("EP", known.last),
        ("PB", known.publisher),
        ("SN", known.isbn),
        ("AB", known.abstract),
        *(("KW", keyword) for keyword in known.keywords),
        ("N1", known.note),
        ("LA", "vi"),
        ("UR", known.address),
        ("L1", known.pdf),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in pairs if value) + "ER  - \r\n"


def csl(known: CitedPaper) -> str:
    """Return the paper as CSL-JSON: a list of one item."""
    item = {
        "id": known.key,
        "type": "paper-conference",
        "title": known.title,
        "author": [
            {"family": author.family, "given": author.given} if author.family else {"literal": author.given}
            for author in known.authors
        ],
        "container-title": known.volume,
        "event-title": known.conference,
        "publisher": known.publisher,
        "issued": {"date-parts": [list(known.issued)]} if known.issued else None,
        "page": "-".join(dict.fromkeys(filter(None, (known.first, known.last)))),
        "ISBN": known.isbn,
        "language": "vi",
        "abstract": known.abstract,
        "keyword": ", ".join(known.keywords),
        "note": known.note,
        "URL": known.address,
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


def _tex_name(author: Name) -> str:
    """Return a name whose parts BibTeX does not guess at."""
    if not author.family or re.search(r"\band\b|,", author.natural):
        return f"{{{_tex(author.natural)}}}"
    return _tex(author.inverted)
