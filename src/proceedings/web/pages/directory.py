"""Who and what the site lists: every paper that readers may see, the addresses of people and schools, rows of lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from proceedings.listing.citation import page_range
from proceedings.listing.indexes import Indexes, Person, make_indexes, name_of, person
from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.event import Event
from proceedings.model.paper import Author
from proceedings.text.slug import slugify
from proceedings.web.content import Content
from proceedings.web.event_dates import first_day
from proceedings.web.page import link, paper_path


class AuthorLink(NamedTuple):
    """An author as a list names them; `page` is the relative address of their page."""

    name: str
    page: str


class PaperRow(NamedTuple):
    """A paper of a list with relative addresses; `people` is by school: name of the school, its page, its authors."""

    listed: VolumeEntry
    page: str
    pages: str
    people: tuple[tuple[str, str, tuple[AuthorLink, ...]], ...]
    pdf: str | None


class VolumeRows(NamedTuple):
    """Papers of one event under the name of its volume."""

    event: Event
    name: str
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The papers of all events, those of the latest event first, and the people who wrote them.

    Attributes
    ----------
    addresses
        The path of each author's page: people of one name at two schools have two pages.
    indexes
        Every index of these papers.
    """

    content: Content
    papers: tuple[VolumeEntry, ...]
    addresses: dict[Person, str]
    indexes: Indexes

    def school_of(self, author: Author) -> str:
        return self.content.proceedings.school_of(author.unit)

    def page_of(self, author: Author) -> str:
        """Return the path of an author's page."""
        return self.addresses[person(author, self.content.proceedings)]

    def rows(self, papers: Iterable[VolumeEntry], here: str) -> tuple[PaperRow, ...]:
        """Return papers as the page `here` lists them."""
        return tuple(self._row(listed, here) for listed in papers)

    def by_event(self, papers: Iterable[VolumeEntry], here: str) -> tuple[VolumeRows, ...]:
        """Return papers by event, the latest first, as the page `here` lists them."""
        found: dict[str, list[VolumeEntry]] = {}
        for listed in papers:
            found.setdefault(listed.paper.event, []).append(listed)
        return tuple(
            VolumeRows(event, volume_name(event), self.rows(found[event.id], here))
            for event in self.content.latest_first
            if event.id in found
        )

    def _row(self, listed: VolumeEntry, here: str) -> PaperRow:
        schools: dict[str, list[AuthorLink]] = {}
        for author in listed.paper.front.authors:
            schools.setdefault(self.school_of(author), []).append(
                AuthorLink(author.name, link(here, self.page_of(author)))
            )
        return PaperRow(
            listed=listed,
            page=link(here, paper_path(listed.paper)),
            pages=page_range(listed),
            people=tuple(
                (name_of(school, self.content.proceedings), link(here, school_page(school)), tuple(people))
                for school, people in schools.items()
            ),
            pdf=link(here, f"{paper_path(listed.paper).removesuffix('index.md')}{listed.paper.slug}.pdf")
            if self.content.with_pdf
            else None,
        )


def directory(content: Content) -> Directory:
    """Return the directory of a site.

    Whoever was the first to write keeps the plain address where two people of one school share it (An, Ân).
    """
    shown = {event.id: content.volumes[event.id].entries for event in content.latest_first}
    addresses: dict[Person, str] = {}
    taken: dict[str, int] = {}
    for listed in (one for papers in reversed(shown.values()) for one in papers):
        for author in listed.paper.front.authors:
            who = person(author, content.proceedings)
            if who not in addresses:
                slug = slugify(f"{author.name} {who[1]}")
                taken[slug] = taken.get(slug, 0) + 1
                slug += f"-{taken[slug]}" if taken[slug] > 1 else ""
                addresses[who] = f"tac-gia/{slug}/index.md"
    papers = tuple(one for held in shown.values() for one in held)
    indexes = make_indexes(papers, content.proceedings)
    return Directory(content=content, papers=papers, addresses=addresses, indexes=indexes)


def school_page(school_id: str) -> str:
    """Return the path of a school's page."""
    return f"truong/{slugify(school_id)}/index.md"


def volume_name(event: Event) -> str:
    """Return a volume's name with its year: "Kỷ yếu hội thảo khoa học (2021)"; many volumes share the bare name."""
    year = first_day(event).year
    return f"{event.volume.spoken} ({year})" if year > 1 else event.volume.spoken
