"""The contents of a volume and the list of its papers by school and by topic, as Word files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.html import HtmlElement, fragment_fromstring

from proceedings.model.event import Event
from proceedings.word.house_style.document import add_line, add_run, finished, new_document, styled
from proceedings.word.house_style.styles import LIST_NAMES, LIST_PAPER, LIST_PART, LIST_TITLE, REMARK
from proceedings.word.writing.tables import table

CONTENTS, CATALOGUE = "Mục lục", "Danh mục bài tham luận"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPaper:
    """A paper as the lists name it; `people` are pairs of a name with its degree, and of office and unit."""

    title: str
    people: Sequence[tuple[str, str]]
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSection:
    """Papers under one heading; `above` are the headings that begin with it, the highest first."""

    heading: str
    papers: Sequence[ListedPaper]
    above: Sequence[str] = ()


def export_contents(event: Event, sections: Sequence[ListSection]) -> bytes:
    """Return the contents: papers by topic in the volume's order, each with its first page."""
    document = _begun(event, CONTENTS)
    for section in sections:
        for heading in (*section.above, section.heading):
            add_line(document, LIST_PART, heading)
        for paper in section.papers:
            line = add_line(document, LIST_PAPER, paper.title)
            line.paragraph_format.keep_with_next = True
            add_run(line._p, "").append(OxmlElement("w:tab"))
            add_run(line._p, str(paper.page))
            add_line(document, LIST_NAMES, ", ".join(name for name, _ in paper.people))
    return finished(document)


def export_catalogue(event: Event, by_school: Sequence[ListSection], by_topic: Sequence[ListSection]) -> bytes:
    """Return the list of papers as tables, one for each school, then one for each topic."""
    document = _begun(event, CATALOGUE)
    for number, (name, sections) in enumerate((("Theo trường", by_school), ("Theo chủ đề", by_topic)), 1):
        add_line(document, LIST_PART, f"{'I' * number}. {name}")
        _add_table(document, event, sections)
    return finished(document)


def _begun(event: Event, name: str) -> Document:
    document = new_document(event.guideline, title=f"{name} – {event.kind}: {event.title}")
    add_line(document, LIST_TITLE, name)
    add_line(document, REMARK, f"{event.kind} “{event.title}”")
    return document


def _add_table(document: Document, event: Event, sections: Sequence[ListSection]) -> None:
    head = "".join(f"<th>{name}</th>" for name in ("TT", "Tên bài", "Tác giả, đơn vị", "Trang"))
    rows = "".join(map(_rows, sections))
    element = fragment_fromstring(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    document.element.body.insert_element_before(table(element, event.guideline, _fill), "w:sectPr")


def _rows(section: ListSection) -> str:
    """Return the heading of a section and its papers as rows of HTML."""
    heading = f'<tr><td colspan="4"><b>{escape(section.heading)} ({len(section.papers)} bài)</b></td></tr>'
    return heading + "".join(
        f'<tr><td class="center">{number}</td><td>{escape(paper.title)}</td><td>{_people(paper)}</td>'
        f'<td class="center">{paper.page}</td></tr>'
        for number, paper in enumerate(section.papers, 1)
    )


def _people(paper: ListedPaper) -> str:
    return "".join(f"<p>{escape(f'{name}, {place}' if place else name)}</p>" for name, place in paper.people)


def _fill(cell: HtmlElement, style: str) -> list[BaseOxmlElement]:
    lines = list(cell.iterchildren("p", "b")) or [cell]
    made = [styled(style) for _ in lines]
    for paragraph, line in zip(made, lines, strict=True):
        add_run(paragraph, "".join(line.itertext()), ("b",) if line.tag == "b" else ())
    return made
