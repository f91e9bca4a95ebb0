"""The order of a volume: papers by topic and part, each with its pages, blank pages where they belong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from proceedings.model.event import Event, Topic
from proceedings.model.paper import SELF_CHOSEN, Paper, topic_label
from proceedings.model.proceedings import flat_topics
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.text.typography import bare_title

COVER_PAGES = 2
"""The cover and its blank back: what comes before the first page of the inside."""
OWN_TOPICS = "Chủ đề tự chọn"

Layouts = Mapping[str, Typeset | NotTypeset]
"""The layouts of papers by path, on the page the book is printed in."""
Cited = Mapping[str, tuple[str, ...]]
"""The ids of the registered documents that each paper cites, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeEntry:
    """A paper in its volume; pages are those printed at the foot, the body starting at 1.

    `documents` are the ids of the registered documents that its text cites.
    """

    paper: Paper
    layout: Typeset
    first_page: int
    documents: tuple[str, ...] = ()

    @property
    def last_page(self) -> int:
        return self.first_page + self.layout.pages - 1

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(Sheet(self.first_page + offset, self, offset) for offset in range(self.layout.pages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The papers of one topic; `parent` is the heading above it in the plan's list, if any."""

    number: str
    title: str
    parent: str | None
    entries: tuple[VolumeEntry, ...]

    @property
    def label(self) -> str:
        return topic_label(self.number, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A topic of the highest level with a title page of its own, on page `page` of the body."""

    title: str
    page: int
    groups: tuple[Group, ...]


class Sheet(NamedTuple):
    """A page of the body: page `offset` (from 0) of a paper, the title of part `part`, or blank."""

    number: int
    entry: VolumeEntry | None = None
    offset: int = 0
    part: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeOrder:
    """A volume's body: every page of it in order; `parts` only where they have title pages."""

    groups: tuple[Group, ...]
    parts: tuple[Part, ...]
    sheets: tuple[Sheet, ...]

    @property
    def entries(self) -> tuple[VolumeEntry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)

    @property
    def pages(self) -> int:
        """Pages of the body, always even: what follows it begins on a right-hand page."""
        return len(self.sheets)

    def for_binding(self) -> VolumeOrder:
        """Return the order without what only screens show and what is in the layouts already: figures, text, HTML."""
        return self._changed(_for_binding)

    def without_layouts(self) -> VolumeOrder:
        """Return the order with papers that have no text, figures or layout any more, only their heads and pages."""
        return self._changed(_bare)

    def _changed(self, change: Callable[[VolumeEntry], VolumeEntry]) -> VolumeOrder:
        changed = {id(entry): change(entry) for entry in self.entries}
        groups = {
            id(group): replace(group, entries=tuple(changed[id(entry)] for entry in group.entries))
            for group in self.groups
        }
        return VolumeOrder(
            groups=tuple(groups.values()),
            parts=tuple(replace(part, groups=tuple(groups[id(group)] for group in part.groups)) for part in self.parts),
            sheets=tuple(sheet._replace(entry=sheet.entry and changed[id(sheet.entry)]) for sheet in self.sheets),
        )


def _for_binding(entry: VolumeEntry) -> VolumeEntry:
    layout = replace(entry.layout, body=replace(entry.layout.body, html="", fragments=()))
    return replace(entry, paper=replace(entry.paper, text="", figures=()), layout=layout)


def _bare(entry: VolumeEntry) -> VolumeEntry:
    body = replace(entry.layout.body, html="", print_html="", plain="", fragments=())
    layout = replace(entry.layout, pdf=b"", glyphs={}, body=body)
    return replace(entry, paper=replace(entry.paper, text="", figures=()), layout=layout)


def plan(event: Event, papers: Sequence[Paper], layouts: Layouts, cited: Cited) -> VolumeOrder:
    """Return the papers of a volume by topic, in the order of the plan.

    Within a topic those come first that the event puts in an order of its own, the others by day received, then name.
    Papers whose author chose the topic come last. Papers that could not be laid out are left out.
    """
    numbered = [number for number, _ in _topics(event)] + [SELF_CHOSEN]
    rank = {number: place for place, number in enumerate(numbered)}
    ready = [paper for paper in papers if isinstance(layouts.get(paper.path), Typeset)]
    own = {slug: place for place, slug in enumerate(event.volume.order)}

    def place(paper: Paper) -> tuple[int, int, str, str]:
        topic = rank.get(paper.front.topic or "", len(rank))
        return topic, own.get(paper.slug, len(own)), _received(paper), paper.slug

    ready.sort(key=place)
    by_topic: dict[str, list[Paper]] = {}
    for paper in ready:
        by_topic.setdefault(paper.front.topic or SELF_CHOSEN, []).append(paper)
    return _paginate(event, by_topic, layouts, cited)


def _paginate(event: Event, by_topic: dict[str, list[Paper]], layouts: Layouts, cited: Cited) -> VolumeOrder:
    titles = dict(_topics(event)) | {SELF_CHOSEN: OWN_TOPICS}
    above = {child.number: topic for topic in flat_topics(event.topics) for child in topic.children}
    highest = _highest(event.topics)
    sheets: list[Sheet] = []
    groups: list[Group] = []
    parts: list[tuple[str, int, list[Group]]] = []
    for number, papers in by_topic.items():
        title = bare_title(titles.get(number, number))
        part = highest.get(number, title)
        if event.volume.part_pages and (not parts or parts[-1][0] != part):
            sheets += _blank(sheets)
            parts.append((part, len(sheets) + 1, []))
            sheets.append(Sheet(len(sheets) + 1, part=len(parts) - 1))
            sheets += _blank(sheets)
        entries = []
        for paper in papers:
            layout = layouts[paper.path]
            assert isinstance(layout, Typeset)
            sheets += _blank(sheets) if event.volume.right_hand else ()
            documents = cited.get(paper.path, ())
            entry = VolumeEntry(paper=paper, layout=layout, first_page=len(sheets) + 1, documents=documents)
            sheets += entry.sheets
            entries.append(entry)
        parent = _heading(above[number]) if number in above else None
        groups.append(Group(number=number, title=title, parent=parent, entries=tuple(entries)))
        if parts:
            parts[-1][2].append(groups[-1])
    sheets += _blank(sheets)
    return VolumeOrder(
        groups=tuple(groups),
        parts=tuple(Part(title=title, page=page, groups=tuple(held)) for title, page, held in parts),
        sheets=tuple(sheets),
    )


def _blank(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield the blank left-hand page, if any, that lets the next page be a right-hand (odd) one."""
    if len(sheets) % 2:
        yield Sheet(len(sheets) + 1)


def _topics(event: Event) -> list[tuple[str, str]]:
    return [(topic.number, topic.title.text) for topic in flat_topics(event.topics)]


def _highest(topics: Sequence[Topic]) -> dict[str, str]:
    """Return the label of the topic of the highest level above each topic."""
    return {under.number: _heading(topic) for topic in topics for under in flat_topics((topic,))}


def _heading(topic: Topic) -> str:
    return topic_label(topic.number, bare_title(topic.title.text))


def page_sum(front: int, body: int, back: int, fill: int) -> str:
    """Return the parts of a book's inside as a sum: "6 trang đầu + 52 trang bài + 4 trang cuối"."""
    parts = (
        (front, "trang đầu"),
        (body, "trang bài"),
        (back, "trang cuối"),
        (fill, "trang trắng bù cho đủ bội số 4"),
    )
    return " + ".join(f"{number} {what}" for number, what in parts if number)


def _received(paper: Paper) -> str:
    return paper.front.received.isoformat() if paper.front.received else "9999"
