"""The page of a volume: its contents by topic, as in the printed book, with ways to the indexes and other volumes."""

from __future__ import annotations

from typing import NamedTuple

from proceedings.model.event import Event
from proceedings.model.paper import topic_label
from proceedings.model.proceedings import flat_topics
from proceedings.text.typography import bare_title
from proceedings.web.event_dates import still_edited
from proceedings.web.machines.metadata import volume_head
from proceedings.web.page import SitePage, TocEntry, link, template, topic_anchor
from proceedings.web.pages.directory import Directory, PaperRow, volume_name


class Chapter(NamedTuple):
    """The papers of a topic; level 3 below a heading of the plan, which has level 2 and may have no papers."""

    level: int
    label: str
    anchor: str
    rows: tuple[PaperRow, ...]


def volume_page(event: Event, held: Directory) -> SitePage:
    """Return the contents of an event's volume."""
    path = f"{event.id}/muc-luc/index.md"
    content = held.content
    chapters = _chapters(event, held, path)
    rows = [row for chapter in chapters for row in chapter.rows]
    in_order = content.latest_first[::-1]
    place = in_order.index(event)
    html = template(
        "volume.html",
        event=event,
        chapters=chapters,
        papers=len(rows),
        pages=sum(row.listed.layout.pages for row in rows),
        models=any(row.listed.paper.front.kind == "model" for row in rows),
        previous=_neighbour(in_order[:place][-1:], path),
        following=_neighbour(in_order[place + 1 :][:1], path),
        edited=still_edited(event, content.today),
        pdf=link(path, f"{event.id}/ky-yeu.pdf") if content.has_volume(event) else None,
        link=lambda target: link(path, target),
    )
    sections = tuple(TocEntry(level=one.level, anchor=one.anchor, title=one.label) for one in chapters)
    title = event.volume.spoken
    about = f"{title}: {event.title}."
    head = volume_head(event, content, description=about)
    return SitePage(path=path, title=title, html=html, description=about, sections=sections, head=head)


def _neighbour(events: tuple[Event, ...], here: str) -> tuple[str, str] | None:
    """Return the name and the relative address of the volume of the one event given, if any."""
    return next(((volume_name(event), link(here, f"{event.id}/muc-luc/index.md")) for event in events), None)


def _chapters(event: Event, held: Directory, here: str) -> tuple[Chapter, ...]:
    """Return the topics that have papers, each below the topics of the plan that it belongs to."""
    above = {child.number: topic for topic in event.topics for child in flat_topics(topic.children)}
    chapters: list[Chapter] = []
    named: set[str] = set()
    for group in held.content.volumes[event.id].groups:
        parent = above.get(group.number)
        if parent and parent.number not in named:
            label = topic_label(parent.number, bare_title(parent.title.text))
            chapters.append(Chapter(2, label, topic_anchor(parent.number), ()))
        named |= {group.number, parent.number if parent else group.number}
        rows = held.rows(group.entries, here)
        chapters.append(Chapter(3 if parent else 2, group.label, topic_anchor(group.number), rows))
    return tuple(chapters)
