"""The order of a volume: papers by topic, each with its pages; authors by given name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proceedings.model.event import Event, Topic
from proceedings.model.paper import SELF_CHOSEN, Author, Paper, topic_label
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.text.order import index_letter, name_key

# What a title in a list of contents does not end with.
_END = " .:…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paper in its volume; pages are those printed at the foot, the body starting at 1."""

    paper: Paper
    layout: Typeset
    first_page: int

    @property
    def last_page(self) -> int:
        return self.first_page + self.layout.pages - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The papers of one topic; `parent` is the heading it stands under in the plan's list, if any."""

    number: str
    title: str
    parent: str | None
    entries: tuple[Entry, ...]

    @property
    def label(self) -> str:
        return topic_label(self.number, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedAuthor:
    """An author of the index: people of one name at different schools stand apart."""

    author: Author
    school: str
    entries: tuple[Entry, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(entry.first_page for entry in self.entries)


def groups(event: Event, papers: Sequence[Paper], layouts: Mapping[str, Typeset | NotTypeset]) -> tuple[Group, ...]:
    """Return the papers of a volume by topic, in the order of the plan; within a topic by day received, then name.

    Papers whose author chose the topic come last.
    """
    titles = {topic.number: topic.title.text for topic in flat_topics(event.topics)} | {SELF_CHOSEN: "Chủ đề tự chọn"}
    rank = {number: place for place, number in enumerate(titles)}
    ready = [paper for paper in papers if isinstance(layouts.get(paper.path), Typeset)]
    ready.sort(key=lambda paper: (rank.get(paper.front.topic or "", len(rank)), _received(paper), paper.slug))
    page = 1
    sorted_in: dict[str, list[Entry]] = {}
    for paper in ready:
        layout = layouts[paper.path]
        assert isinstance(layout, Typeset)
        sorted_in.setdefault(paper.front.topic or SELF_CHOSEN, []).append(
            Entry(paper=paper, layout=layout, first_page=page)
        )
        page += layout.pages
    parents = {child.number: _heading(topic) for topic in flat_topics(event.topics) for child in topic.children}
    return tuple(
        Group(
            number=number,
            title=titles.get(number, number).rstrip(_END),
            parent=parents.get(number),
            entries=tuple(entries),
        )
        for number, entries in sorted_in.items()
    )


def _heading(topic: Topic) -> str:
    return topic_label(topic.number, topic.title.text.rstrip(_END))


def authors(entries: Sequence[Entry], proceedings: Proceedings) -> dict[str, tuple[IndexedAuthor, ...]]:
    """Return the author index: by letter of the given name, in Vietnamese order."""
    people: dict[tuple[str, str], tuple[Author, list[Entry]]] = {}
    for entry in entries:
        for author in entry.paper.front.authors:
            person = (author.name, proceedings.school_of(author.unit))
            people.setdefault(person, (author, []))[1].append(entry)
    ordered = sorted(people.items(), key=lambda item: (name_key(item[1][0].name, item[1][0].sort_as), item[0][1]))
    index: dict[str, list[IndexedAuthor]] = {}
    for (_, school), (author, found) in ordered:
        letter = index_letter(author.name, author.sort_as)
        index.setdefault(letter, []).append(IndexedAuthor(author=author, school=school, entries=tuple(found)))
    return {letter: tuple(found) for letter, found in index.items()}


def byline(paper: Paper) -> str:
    """Return the names of a paper's authors, without degrees."""
    return ", ".join(author.name for author in paper.front.authors)


def _received(paper: Paper) -> str:
    return paper.front.received.isoformat() if paper.front.received else "9999"
