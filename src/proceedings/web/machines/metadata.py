"""What a page says to machines in its <head>: Highwire tags, Dublin Core, Open Graph and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import escape

from proceedings.listing import citation
from proceedings.listing.indexes import IndexedDocument, name_of
from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.event import Event
from proceedings.text.dates import VIETNAM
from proceedings.web.content import Content
from proceedings.web.machines.citation_formats import CitedPaper, cited, isbn, issued
from proceedings.web.machines.sharing import event_picture, open_graph
from proceedings.web.page import absolute

NOINDEX = '<meta name="robots" content="noindex">\n'
_SCHEMA = "https://schema.org"
# What could end a script, or begin a comment in it; JSON reads the escapes as the same letters.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def paper_head(
    known: CitedPaper,
    listed: VolumeEntry,
    content: Content,
    *,
    about: Sequence[str] = (),
    documents: Iterable[IndexedDocument] = (),
    description: str = "",
) -> str:
    """Return the <head> of a paper's page.

    Parameters
    ----------
    about
        The topic, and the model that a paper on a model describes.
    """
    units = [content.proceedings.school_of(author.unit) for author in listed.paper.front.authors]
    schools = [name_of(unit, content.proceedings) for unit in units]
    event = content.proceedings.event(listed.paper.event)
    return "".join(
        [
            *(_named(tag, value) for tag, value in _highwire(known, schools)),
            '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">\n',
            *(_named(tag, value) for tag, value in _dublin_core(known, about)),
            open_graph("article", known.title, description, known.address, event_picture(event, content)),
            json_ld(_article(known, schools, about, documents, content) | _part_of(known, event, content)),
        ]
    )


def volume_head(event: Event, content: Content, *, description: str = "") -> str:
    """Return the <head> of the page of a volume."""
    address = _address(content, f"{event.id}/muc-luc/index.md")
    organizer = name_of(event.organizer, content.proceedings)
    held = (cited(listed, content) for listed in content.volumes[event.id].entries)
    number = isbn(event)
    volume = {
        "@type": ["PublicationVolume", "Book"] if number else "PublicationVolume",
        "@id": address,
        "url": address,
        "name": citation.volume_title(event),
        "inLanguage": "vi",
        "datePublished": _day(issued(event)),
        "publisher": _organization(citation.publisher(event, organizer)),
        "isbn": number,
        "hasPart": [{"@type": "ScholarlyArticle", "name": one.title, "url": one.address} | _pages(one) for one in held],
    }
    shared = open_graph("website", citation.volume_title(event), description, address, event_picture(event, content))
    return shared + json_ld(volume)


def event_head(event: Event, content: Content, *, description: str = "") -> str:
    """Return the <head> of a seminar's page; one that may fall in either of two months is shown to readers only."""
    address = _address(content, f"{event.id}/index.md")
    title, start, picture = citation.conference(event), _start(event), event_picture(event, content)
    told = {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "image": picture.address if picture else "",
        "inLanguage": "vi",
        "startDate": start,
        "eventStatus": f"{_SCHEMA}/EventScheduled",
        "organizer": _organization(name_of(event.organizer, content.proceedings)),
    } | _place(event)
    return open_graph("website", title, description, address, picture) + (json_ld(told) if start else "")


def json_ld(data: Mapping[str, Any]) -> str:
    """Return linked data as a script that holds only data; empty values are left out."""
    text = json.dumps({"@context": _SCHEMA, **_filled(data)}, ensure_ascii=False).translate(_UNSAFE)
    return f'<script type="application/ld+json">{text}</script>\n'


def _highwire(known: CitedPaper, schools: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "citation_title", known.title
    for author, school in zip(known.authors, schools, strict=True):
        yield "citation_author", author.inverted
        yield "citation_author_institution", school
    yield "citation_publication_date", "/".join(f"{part:02d}" for part in known.issued)
    yield "citation_conference_title", known.conference
    yield "citation_publisher", known.publisher
    yield "citation_firstpage", known.first
    yield "citation_lastpage", known.last
    yield "citation_isbn", known.isbn
    yield "citation_language", "vi"
    for keyword in known.keywords:
        yield "citation_keywords", keyword
    yield "citation_abstract_html_url", known.address
    yield "citation_pdf_url", known.pdf


def _dublin_core(known: CitedPaper, about: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "DC.title", known.title
    for author in known.authors:
        yield "DC.creator", author.inverted
    yield "DC.date", _day(known.issued)
    yield "DC.type", "Text"
    yield "DC.language", "vi"
    yield "DC.publisher", known.publisher
    yield "DC.identifier", known.address
    yield "DC.source", known.source
    for subject in (*about, *known.keywords):
        yield "DC.subject", subject
    yield "DC.description", known.abstract


def _article(
    known: CitedPaper,
    schools: Sequence[str],
    about: Sequence[str],
    documents: Iterable[IndexedDocument],
    content: Content,
) -> dict[str, Any]:
    register = _address(content, "van-ban/index.md")
    return {
        "@type": "ScholarlyArticle",
        "@id": known.address,
        "url": known.address,
        "headline": known.title,
        "name": known.title,
        "author": [
            {
                "@type": "Person",
                "name": author.natural,
                "familyName": author.family,
                "givenName": author.given if author.family else "",
                "affiliation": _organization(school),
            }
            for author, school in zip(known.authors, schools, strict=True)
        ],
        "datePublished": _day(known.issued),
        "inLanguage": "vi",
        "publisher": _organization(known.publisher),
        "abstract": known.abstract,
        "keywords": ", ".join(known.keywords),
        "about": [{"@type": "Thing", "name": subject} for subject in about],
        "citation": [
            {
                "@type": "CreativeWork",
                "name": document.text,
                "url": f"{register}#{document.document.id}" if register else "",
            }
            for document in documents
        ],
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": known.pdf}
        if known.pdf
        else None,
        "creativeWorkStatus": known.note,
    }


def _part_of(known: CitedPaper, event: Event, content: Content) -> dict[str, Any]:
    volume = _address(content, f"{event.id}/muc-luc/index.md")
    whole = {"@type": "PublicationVolume", "@id": volume, "name": known.volume, "isbn": known.isbn}
    return {"isPartOf": whole, **_pages(known)}


def _start(event: Event) -> str:
    """Return when a seminar begins, as far as it is settled: its hour, or only its month ("2021-11")."""
    if event.date.start:
        start = event.date.start
        return (start if start.tzinfo else start.replace(tzinfo=VIETNAM)).isoformat()
    known = issued(event)
    open_days = event.date.window or event.date.month
    return _day(known) if open_days and len(known) > 1 else ""


def _place(event: Event) -> dict[str, Any]:
    """Return where a seminar takes place: the chosen place or the only one; nothing while that is open."""
    chosen = [venue for venue in event.venues if venue.chosen] or list(event.venues)
    if len(chosen) != 1:
        return {}
    online = chosen[0].mode == "online"
    place: dict[str, Any] = {"@type": "VirtualLocation" if online else "Place", "name": chosen[0].name}
    # The plans name no street; that the place is in Vietnam is all that can be added.
    place |= {} if online else {"address": {"@type": "PostalAddress", "addressCountry": "VN"}}
    mode = "Online" if online else "Offline"
    return {"location": place, "eventAttendanceMode": f"{_SCHEMA}/{mode}EventAttendanceMode"}


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} if name else {}


def _pages(known: CitedPaper) -> dict[str, str]:
    return {"pageStart": known.first, "pageEnd": known.last}


def _day(parts: Sequence[int]) -> str:
    return "-".join(f"{part:02d}" for part in parts)


def _address(content: Content, path: str) -> str:
    return absolute(content.address, path) if content.address else ""


def _named(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{escape(value)}">\n' if value else ""


def _filled(value: Any) -> Any:
    """Return data without what is empty, at any depth."""
    if isinstance(value, Mapping):
        filled = {key: _filled(one) for key, one in value.items()}
        return {key: one for key, one in filled.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [_filled(one) for one in value]
    return value
