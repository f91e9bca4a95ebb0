"""The contents of a volume and the list of its papers by school and by topic, as Word files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.html import HtmlElement, fragment_fromstring

from proceedings.listing.bylines import byline
from proceedings.listing.indexes import schools
from proceedings.listing.volume_order import VolumeEntry, VolumeOrder
from proceedings.model.event import Event
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.unit import Unit
from proceedings.word.house_style.document import add_line, add_run, finished, new_document, styled
from proceedings.word.house_style.styles import LIST_NAMES, LIST_PAPER, LIST_PART, LIST_TITLE, REMARK
from proceedings.word.writing.tables import table

CONTENTS, CATALOGUE = "Mục lục", "Danh mục bài tham luận"


def export_contents(event: Event, order: VolumeOrder) -> bytes:
    """Return the contents: papers by topic in the volume's order, each with its first page."""
    document = _begun(event, CONTENTS)
    for group, above in zip(order.groups, _headings_above(order), strict=True):
        for heading in (*above, group.label):
            add_line(document, LIST_PART, heading)
        for entry in group.entries:
            line = add_line(document, LIST_PAPER, entry.paper.front.title)
            line.paragraph_format.keep_with_next = True
            add_run(line._p, "").append(OxmlElement("w:tab"))
            add_run(line._p, str(entry.first_page))
            names = (byline(author, {}).name for author in entry.paper.front.authors)
            add_line(document, LIST_NAMES, ", ".join(names))
    return finished(document)


def _headings_above(order: VolumeOrder) -> Iterator[tuple[str, ...]]:
    """Yield for each topic the headings that begin with it: the title of its part, the heading of nested topics."""
    first = {id(part.groups[0]): part.title for part in order.parts}
    for before, group in zip((None, *order.groups), order.groups, strict=False):
        parent = group.parent if group.parent and not (before and before.parent == group.parent) else None
        above = (first.get(id(group)), parent)
        yield tuple(dict.fromkeys(name for name in above if name and name != group.label))


def export_catalogue(event: Event, order: VolumeOrder, proceedings: Proceedings) -> bytes:
    """Return the list of papers as tables, one for each school, then one for each topic."""
    document = _begun(event, CATALOGUE)
    by_school = [(school.name, school.entries) for school in schools(order.entries, proceedings)]
    by_topic = [(group.label, group.entries) for group in order.groups]
    for number, (name, sections) in enumerate((("Theo trường", by_school), ("Theo chủ đề", by_topic)), 1):
        add_line(document, LIST_PART, f"{'I' * number}. {name}")
        rows = "".join(_rows(heading, entries, proceedings.units) for heading, entries in sections)
        _add_table(document, event, rows)
    return finished(document)


def _begun(event: Event, name: str) -> Document:
    document = new_document(event.guideline, title=f"{name} – {event.kind}: {event.title}")
    add_line(document, LIST_TITLE, name)
    add_line(document, REMARK, f"{event.kind} “{event.title}”")
    return document


def _add_table(document: Document, event: Event, rows: str) -> None:
    head = "".join(f"<th>{name}</th>" for name in ("TT", "Tên bài", "Tác giả, đơn vị", "Trang"))
    element = fragment_fromstring(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    document.element.body.insert_element_before(table(element, event.guideline, _fill), "w:sectPr")


def _rows(heading: str, entries: Sequence[VolumeEntry], units: Mapping[str, Unit]) -> str:
    """Return a heading and the papers under it as rows of HTML."""
    first = f'<tr><td colspan="4"><b>{escape(heading)} ({len(entries)} bài)</b></td></tr>'
    return first + "".join(
        f'<tr><td class="center">{number}</td><td>{escape(entry.paper.front.title)}</td>'
        f'<td>{_people(entry.paper, units)}</td><td class="center">{entry.first_page}</td></tr>'
        for number, entry in enumerate(entries, 1)
    )


def _people(paper: Paper, units: Mapping[str, Unit]) -> str:
    lines = (byline(author, units) for author in paper.front.authors)
    return "".join(f"<p>{escape(f'{line.name}, {line.affiliation}')}</p>" for line in lines)


def _fill(cell: HtmlElement, style: str) -> list[BaseOxmlElement]:
    lines = list(cell.iterchildren("p", "b")) or [cell]
    made = [styled(style) for _ in lines]
    for paragraph, line in zip(made, lines, strict=True):
        add_run(paragraph, "".join(line.itertext()), ("b",) if line.tag == "b" else ())
    return made
