"""The page of a paper: who wrote it, its text, how it is cited, what is beside it; and of one that is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from proceedings.listing import indexes
from proceedings.listing.bylines import author_names, byline
from proceedings.listing.citation import page_range
from proceedings.listing.volume_order import Group, VolumeEntry
from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN, Paper
from proceedings.reading.picture_size import on_screen
from proceedings.web.content import Content
from proceedings.web.machines import citation_formats as citing
from proceedings.web.machines.metadata import NOINDEX, paper_head
from proceedings.web.page import SitePage, TocEntry, link, paper_path, template, topic_anchor, trusted
from proceedings.web.pages.directory import Directory, school_page, volume_name
from proceedings.web.pages.part_summary import Excerpt, excerpt

# No heading of a text has two dashes in its identifier.
CITATION = "bai-nay--trich-dan"
_DOCUMENTS, _SAME_TOPIC = "bai-nay--van-ban-duoc-dan", "bai-nay--cung-chu-de"
_DESCRIPTION = 300
_MOST_OTHERS = 8


class AuthorLine(NamedTuple):
    """An author under the title: name with degree, office and department, school; with the pages of both."""

    name: str
    page: str
    office: str
    school: str
    school_page: str


class CitationFormat(NamedTuple):
    """A form of the citation that programs read, and the end of its file's name."""

    name: str
    ending: str
    text: str


def paper_pages(held: Directory) -> Iterator[SitePage]:
    """Yield the page of every paper that readers may see, and of those that are withdrawn."""
    content = held.content
    for event in content.proceedings.events:
        in_order = [(topic, listed) for topic in content.volumes[event.id].groups for listed in topic.entries]
        papers = [listed for _, listed in in_order]
        for place, (topic, listed) in enumerate(in_order):
            neighbours = papers[place - 1] if place else None, papers[place + 1] if place + 1 < len(papers) else None
            yield _paper_page(event, topic, listed, held, neighbours)
    for paper in content.withdrawn:
        yield _withdrawn_page(paper, content)


def _paper_page(
    event: Event,
    topic: Group,
    listed: VolumeEntry,
    held: Directory,
    neighbours: tuple[VolumeEntry | None, VolumeEntry | None],
) -> SitePage:
    content, front = held.content, listed.paper.front
    documents = indexes.documents((listed,), content.proceedings)
    others = _nearest(listed, topic)
    known = citing.cited(listed, content) if front.status == "accepted" else None
    html = template(
        "paper.html",
        event=event,
        front=front,
        listed=listed,
        pages=page_range(listed),
        topic=topic,
        self_chosen=SELF_CHOSEN,
        signatures=_signatures(listed, held),
        parts=_parts(event, listed),
        body=trusted(on_screen(listed.layout.body.html, listed.paper.figure_files)),
        documents=documents,
        spoken=citing.vietnamese(known) if known else None,
        forms=_forms(known) if known else (),
        address=known.address if known else "",
        others=held.rows(others, paper_path(listed.paper)),
        more=len(topic.entries) - 1 - len(others),
        neighbours=[one and held.rows((one,), paper_path(listed.paper))[0] for one in neighbours],
        anchors={"cite": CITATION, "documents": _DOCUMENTS, "topic": _SAME_TOPIC, "group": topic_anchor(topic.number)},
        pdf=f"{listed.paper.slug}.pdf" if content.with_pdf else None,
        link=lambda target: link(paper_path(listed.paper), target),
    )
    summary = (front.abstract or f"{front.title}. {author_names(listed.paper)}. {event.volume.spoken}.")[:_DESCRIPTION]
    about = [front.topic_title if topic.number == SELF_CHOSEN and front.topic_title else topic.title]
    about += [front.model.name] if front.model and front.model.name else []
    head = (
        paper_head(known, listed, content, about=about, documents=documents, description=summary) if known else NOINDEX
    )
    sections = _sections(listed, documents=bool(documents), cited=bool(known), others=bool(others))
    return SitePage(
        path=paper_path(listed.paper), title=front.title, html=html, description=summary, sections=sections, head=head
    )


def _withdrawn_page(paper: Paper, content: Content) -> SitePage:
    path = paper_path(paper)
    event = content.proceedings.event(paper.event)
    name = volume_name(event)
    html = template("withdrawn.html", front=paper.front, event=event, volume=name, link=lambda to: link(path, to))
    about = f"Bài đã rút khỏi {name[0].lower()}{name[1:]}."
    return SitePage(path=path, title=paper.front.title, html=html, description=about, head=NOINDEX)


def _nearest(listed: VolumeEntry, topic: Group) -> tuple[VolumeEntry, ...]:
    """Return the other papers of the topic that are nearest in the volume, in its order."""
    place = topic.entries.index(listed)
    first = max(0, min(place - _MOST_OTHERS // 2, len(topic.entries) - 1 - _MOST_OTHERS))
    around = topic.entries[first : first + _MOST_OTHERS + 1]
    return tuple(one for one in around if one is not listed)


def _signatures(listed: VolumeEntry, held: Directory) -> tuple[AuthorLine, ...]:
    found = []
    for author in listed.paper.front.authors:
        school_id = held.school_of(author)
        name, office, school = byline(author, held.content.proceedings.units)
        page, place = (
            link(paper_path(listed.paper), held.page_of(author)),
            link(paper_path(listed.paper), school_page(school_id)),
        )
        found.append(AuthorLine(name, page, office, school, place))
    return tuple(found)


def _parts(event: Event, listed: VolumeEntry) -> tuple[tuple[str, Excerpt], ...]:
    """Return the parts of a model with what the paper says first of each; parts it does not name are left out."""
    if listed.paper.front.kind != "model":
        return ()
    found = ((part.name, excerpt(part, listed.layout.body)) for part in event.guideline.model_parts)
    return tuple((name, said) for name, said in found if said is not None)


def _forms(known: citing.CitedPaper) -> tuple[CitationFormat, ...]:
    return (
        CitationFormat("BibTeX", "bib", citing.bibtex(known)),
        CitationFormat("RIS", "ris", citing.ris(known).replace("\r\n", "\n")),
        CitationFormat("CSL-JSON", "json", citing.csl(known)),
    )


def _sections(listed: VolumeEntry, *, documents: bool, cited: bool, others: bool) -> tuple[TocEntry, ...]:
    headings: Sequence[TocEntry] = [
        TocEntry(level=max(heading.level, 2), anchor=heading.anchor, title=heading.text)
        for heading in listed.layout.body.headings
    ]
    after = (
        (CITATION, "Trích dẫn bài này", cited),
        (_DOCUMENTS, "Văn bản được dẫn", documents),
        (_SAME_TOPIC, "Bài cùng chủ đề", others),
    )
    return (*headings, *(TocEntry(level=2, anchor=anchor, title=title) for anchor, title, there in after if there))
