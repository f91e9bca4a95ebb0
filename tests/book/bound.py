"""Papers in the order of a volume, each with as many pages as a test says: nothing is laid out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from proceedings.listing.indexes import Indexes, make_indexes
from proceedings.listing.volume_order import VolumeOrder, plan
from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Body, NotTypeset, Typeset
from proceedings.reading.load import read
from proceedings.rules.rule import PaperFacts

FOLDER = "papers/2021-hoi-thao"
BODY = Body(html="", print_html="", words=1, headings=(), fragments=(), last_sentence="", plain="")


class Bound(NamedTuple):
    """A content tree read, and the layouts of its papers by path."""

    proceedings: Proceedings
    layouts: dict[str, Typeset | NotTypeset]

    @property
    def event(self) -> Event:
        return self.proceedings.events[0]

    def plan(self, event: Event | None = None) -> VolumeOrder:
        return plan(event or self.event, self.proceedings.papers, self.layouts, cited(self.proceedings))

    def indexes(self) -> Indexes:
        return make_indexes(self.plan().entries, self.proceedings)


def cited(proceedings: Proceedings) -> dict[str, tuple[str, ...]]:
    """Return the ids of the documents that each paper cites, by path, as the rules look them up."""
    return {
        paper.path: PaperFacts(
            paper=paper, event=proceedings.event(paper.event), proceedings=proceedings, body=BODY
        ).documents()
        for paper in proceedings.papers
    }


def paper(
    names: str | list[tuple[str, str]],
    topic: str = "1",
    received: str = "2021-10-20",
    title: str = "Bài",
    text: str = "Chữ.",
    more: str = "",
) -> str:
    """Return the file of a paper; one name alone is somebody of school A."""
    people = [(names, "truong-a")] if isinstance(names, str) else names
    listed = "".join(f"  - {{name: {name}, unit: {unit}}}\n" for name, unit in people)
    own = "topic_title: Tự chọn\n" if topic == "khac" else ""
    day = f"received: {received}\n" if received else ""
    return f'---\ntitle: "{title}"\nauthors:\n{listed}topic: "{topic}"\n{own}{day}{more}---\n\n{text}\n'


def laid_out(
    make_tree: Callable[..., Path], papers: dict[str, str], pages: int = 2, more: dict[str, str] | None = None
) -> Bound:
    """Return a seminar with these papers only; `more` are other files of its tree."""
    usual = {f"{FOLDER}/bai-mot.md": None, f"{FOLDER}/bai-hai.md": None}
    root = make_tree(usual | {f"{FOLDER}/{name}.md": text for name, text in papers.items()} | (more or {}))
    proceedings = read(root).proceedings
    assert len(proceedings.papers) == len(papers)
    layouts: dict[str, Typeset | NotTypeset] = {
        each.path: Typeset(body=BODY, pages=pages, lines_over=0, foreign={}, pdf=b"") for each in proceedings.papers
    }
    return Bound(proceedings, layouts)
