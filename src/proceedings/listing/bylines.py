"""How authors are named beside a paper: degree and name, office and department, school; for book, site and Word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from proceedings.model.paper import Author, Paper
from proceedings.model.unit import Unit


class Byline(NamedTuple):
    """An author as named under the title; `office` is position and department, "" where there is neither."""

    name: str
    office: str
    school: str

    @property
    def affiliation(self) -> str:
        return ", ".join(part for part in (self.office, self.school) if part)


def byline(author: Author, units: Mapping[str, Unit]) -> Byline:
    """Return how an author is named under the title; a unit that is in no register goes by its id."""
    name = f"{author.degree} {author.name}" if author.degree else author.name
    unit = units.get(author.unit)
    school = units.get(unit.parent) if unit and unit.parent and unit.kind == "department" else None
    places = [author.position, unit.name if unit and school else None]
    return Byline(name, ", ".join(filter(None, places)), (school or unit).name if unit else author.unit)


def author_names(paper: Paper) -> str:
    """Return the names of a paper's authors, without degrees."""
    return ", ".join(author.name for author in paper.front.authors)
