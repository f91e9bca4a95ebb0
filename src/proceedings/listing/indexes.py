"""Indexes of papers: authors, schools, models, official documents; each in Vietnamese order, for book and site."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from proceedings.model.document import OfficialDocument
from proceedings.model.paper import Author, Paper
from proceedings.model.proceedings import Proceedings
from proceedings.rules.register import compared, in_full
from proceedings.text.citations import Mention, mentions, split_number
from proceedings.text.letters import spelling_key
from proceedings.text.order import index_letter, name_key, text_key
from proceedings.text.prose import prose


class Placed(Protocol):
    """A paper as a volume or a site lists it."""

    @property
    def paper(self) -> Paper: ...


E = TypeVar("E", bound=Placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedAuthor(Generic[E]):
    """An author of the index with the name of the school: people of one name at different schools are listed apart."""

    author: Author
    school_id: str
    school: str
    entries: tuple[E, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedSchool(Generic[E]):
    """A school with the papers that its people wrote, in the volume's order."""

    id: str
    name: str
    entries: tuple[E, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedModel(Generic[E]):
    """A model (mô hình, điển hình) with the school it comes from and the papers that describe it."""

    name: str
    school: str
    entries: tuple[E, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument(Generic[E]):
    """An official document of the register, with the papers that cite it."""

    document: OfficialDocument
    entries: tuple[E, ...]

    @property
    def text(self) -> str:
        """The document in full: kind, number, day, issuer, subject."""
        subject = (self.document.subject or "").strip(" .;")
        joint = " " if subject[:1].islower() else ": "
        return in_full(self.document) + (joint + subject if subject else "")


Person = tuple[str, str]
"""What distinguishes two authors: the name, however its tones are placed, and the school."""


def person(author: Author, proceedings: Proceedings) -> Person:
    """Return who an author is: Hoà and Hòa of two departments of one school are one person."""
    return spelling_key(author.name), proceedings.school_of(author.unit)


def authors(entries: Sequence[E], proceedings: Proceedings) -> dict[str, tuple[IndexedAuthor[E], ...]]:
    """Return the author index: by letter of the given name, in Vietnamese order."""
    people: dict[Person, tuple[Author, list[E]]] = {}
    for entry in entries:
        named = {person(author, proceedings): author for author in entry.paper.front.authors}
        for who, author in named.items():
            people.setdefault(who, (author, []))[1].append(entry)
    found = [
        IndexedAuthor(author=author, school_id=school, school=name_of(school, proceedings), entries=tuple(held))
        for (_, school), (author, held) in people.items()
    ]
    found.sort(key=lambda one: (name_key(one.author.name, one.author.sort_as), text_key(one.school)))
    index: dict[str, list[IndexedAuthor[E]]] = {}
    for one in found:
        index.setdefault(index_letter(one.author.name, one.author.sort_as), []).append(one)
    return {letter: tuple(listed) for letter, listed in index.items()}


def schools(entries: Sequence[E], proceedings: Proceedings) -> tuple[IndexedSchool[E], ...]:
    """Return the schools with their papers, by province: whoever looks for Hà Tĩnh need not know of Trần Phú.

    A school whose place is not known is listed under its name; a department's papers are its school's.
    """
    found: dict[str, list[E]] = {}
    for entry in entries:
        for school in dict.fromkeys(proceedings.school_of(author.unit) for author in entry.paper.front.authors):
            found.setdefault(school, []).append(entry)

    def place(school: str) -> tuple[object, ...]:
        unit, name = proceedings.units.get(school), name_of(school, proceedings)
        return text_key((unit and unit.place) or name), text_key(name)

    return tuple(
        IndexedSchool(id=school, name=name_of(school, proceedings), entries=tuple(found[school]))
        for school in sorted(found, key=place)
    )


def models(entries: Sequence[E], proceedings: Proceedings) -> tuple[IndexedModel[E], ...]:
    """Return the models that papers describe, by name; a paper that names none is listed by its title."""
    found: dict[tuple[str, str], tuple[str, list[E]]] = {}
    for entry in entries:
        front = entry.paper.front
        if front.kind == "model":
            name = (front.model.name if front.model else None) or front.title
            school = "; ".join(_schools_of(entry, proceedings))
            found.setdefault((spelling_key(name), school), (name, []))[1].append(entry)
    listed = [
        IndexedModel(name=name, school=school, entries=tuple(held)) for (_, school), (name, held) in found.items()
    ]
    return tuple(sorted(listed, key=lambda model: (text_key(model.name.casefold()), text_key(model.school))))


def documents(entries: Sequence[E], proceedings: Proceedings) -> tuple[IndexedDocument[E], ...]:
    """Return the registered documents that papers cite, by day and number; undated ones come last."""
    found: dict[str, list[E]] = {}
    for entry in entries:
        for name in _cited(entry, proceedings):
            found.setdefault(name, []).append(entry)
    cited = sorted((proceedings.documents[name] for name in found), key=_by_day)
    return tuple(IndexedDocument(document=one, entries=tuple(found[one.id])) for one in cited)


def name_of(unit_id: str, proceedings: Proceedings) -> str:
    """Return a unit's name, its id where the register has none."""
    unit = proceedings.units.get(unit_id)
    return unit.name if unit else unit_id


def _schools_of(entry: Placed, proceedings: Proceedings) -> tuple[str, ...]:
    """Return the names of the schools a paper comes from, in the order of its authors."""
    schools = (proceedings.school_of(author.unit) for author in entry.paper.front.authors)
    return tuple(dict.fromkeys(name_of(school, proceedings) for school in schools))


def _cited(entry: Placed, proceedings: Proceedings) -> tuple[str, ...]:
    """Return the ids of the registered documents that a paper's text and notes name, each once.

    A document is named by its number, or by one of the names that the register gives it: some have no number.
    """
    register = proceedings.documents.values()
    meant = [compared(mention, register)[0] for mention in _mentions(entry.paper.text)]
    said = _said(entry.paper.text) if any(document.aliases for document in register) else ""
    meant += [document for document in register if any(_named(alias, said) for alias in document.aliases)]
    return tuple(dict.fromkeys(document.id for document in meant if document))


def _named(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(spelling_key(name))}(?!\w)", said) is not None


@functools.lru_cache(maxsize=2048)
def _said(text: str) -> str:
    """Return a paper's words on one line, their spelling levelled."""
    return spelling_key("\n".join(line for _, line in prose(text, 1)))


@functools.lru_cache(maxsize=2048)
def _mentions(text: str) -> tuple[Mention, ...]:
    """Return the mentions of a paper's text; contents and indexes ask for them one after the other."""
    return tuple(mentions("\n".join(line for _, line in prose(text, 1))))


def _by_day(document: OfficialDocument) -> tuple[str, int, str]:
    number, _ = split_number(document.number or document.printed_number or "")
    return (document.date.isoformat() if document.date else "9999", int(number or 0), document.id)
