"""Indexes of papers: authors, schools, models, official documents; each in Vietnamese order, for book and site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.document import OfficialDocument
from proceedings.model.paper import Author
from proceedings.model.proceedings import Proceedings
from proceedings.rules.register import in_full
from proceedings.text.citations import split_number
from proceedings.text.letters import spelling_key
from proceedings.text.order import index_letter, name_key, text_key


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedAuthor:
    """An author of the index with the name of the school: people of one name at different schools are listed apart."""

    author: Author
    school_id: str
    school: str
    entries: tuple[VolumeEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedSchool:
    """A school with the papers that its people wrote, in the volume's order."""

    id: str
    name: str
    entries: tuple[VolumeEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedModel:
    """A model (mô hình, điển hình) with the school it comes from and the papers that describe it."""

    name: str
    school: str
    entries: tuple[VolumeEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument:
    """An official document of the register, with the papers that cite it."""

    document: OfficialDocument
    entries: tuple[VolumeEntry, ...]

    @property
    def text(self) -> str:
        """The document in full: kind, number, day, issuer, subject."""
        subject = (self.document.subject or "").strip(" .;")
        joint = " " if subject[:1].islower() else ": "
        return in_full(self.document) + (joint + subject if subject else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexes:
    """Every index of a volume or a site; authors by letter."""

    authors: dict[str, tuple[IndexedAuthor, ...]]
    schools: tuple[IndexedSchool, ...]
    models: tuple[IndexedModel, ...]
    documents: tuple[IndexedDocument, ...]


def make_indexes(entries: Sequence[VolumeEntry], proceedings: Proceedings) -> Indexes:
    """Return the indexes of papers, in which those of one row keep the order they are given in."""
    return Indexes(
        authors=authors(entries, proceedings),
        schools=schools(entries, proceedings),
        models=models(entries, proceedings),
        documents=documents(entries, proceedings),
    )


Person = tuple[str, str]
"""What distinguishes two authors: the name, however its tones are placed, and the school."""


def person(author: Author, proceedings: Proceedings) -> Person:
    """Return who an author is: Hoà and Hòa of two departments of one school are one person."""
    return spelling_key(author.name), proceedings.school_of(author.unit)


def authors(entries: Sequence[VolumeEntry], proceedings: Proceedings) -> dict[str, tuple[IndexedAuthor, ...]]:
    """Return the author index: by letter of the given name, in Vietnamese order."""
    people: dict[Person, tuple[Author, list[VolumeEntry]]] = {}
    for entry in entries:
        named = {person(author, proceedings): author for author in entry.paper.front.authors}
        for who, author in named.items():
            people.setdefault(who, (author, []))[1].append(entry)
    found = [
        IndexedAuthor(author=author, school_id=school, school=name_of(school, proceedings), entries=tuple(held))
        for (_, school), (author, held) in people.items()
    ]
    found.sort(key=lambda one: (name_key(one.author.name, one.author.sort_as), text_key(one.school)))
    index: dict[str, list[IndexedAuthor]] = {}
    for one in found:
        index.setdefault(index_letter(one.author.name, one.author.sort_as), []).append(one)
    return {letter: tuple(listed) for letter, listed in index.items()}


def schools(entries: Sequence[VolumeEntry], proceedings: Proceedings) -> tuple[IndexedSchool, ...]:
    """Return the schools with their papers, by province: whoever looks for Hà Tĩnh need not know of Trần Phú.

    A school whose place is not known is listed under its name; a department's papers are its school's.
    """
    found: dict[str, list[VolumeEntry]] = {}
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


def models(entries: Sequence[VolumeEntry], proceedings: Proceedings) -> tuple[IndexedModel, ...]:
    """Return the models that papers describe, by name; a paper that names none is listed by its title."""
    found: dict[tuple[str, str], tuple[str, list[VolumeEntry]]] = {}
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


def documents(entries: Sequence[VolumeEntry], proceedings: Proceedings) -> tuple[IndexedDocument, ...]:
    """Return the registered documents that papers cite, by day and number; undated ones come last."""
    found: dict[str, list[VolumeEntry]] = {}
    for entry in entries:
        for name in entry.documents:
            found.setdefault(name, []).append(entry)
    cited = sorted((proceedings.documents[name] for name in found), key=_by_day)
    return tuple(IndexedDocument(document=one, entries=tuple(found[one.id])) for one in cited)


def name_of(unit_id: str, proceedings: Proceedings) -> str:
    """Return a unit's name, its id where the register has none."""
    unit = proceedings.units.get(unit_id)
    return unit.name if unit else unit_id


def _schools_of(entry: VolumeEntry, proceedings: Proceedings) -> tuple[str, ...]:
    """Return the names of the schools a paper comes from, in the order of its authors."""
    schools = (proceedings.school_of(author.unit) for author in entry.paper.front.authors)
    return tuple(dict.fromkeys(name_of(school, proceedings) for school in schools))


def _by_day(document: OfficialDocument) -> tuple[str, int, str]:
    number, _ = split_number(document.number or document.printed_number or "")
    return (document.date.isoformat() if document.date else "9999", int(number or 0), document.id)
