"""The indexes of the site: people, schools, topics, models, years; all made from the model, in Vietnamese order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from proceedings.listing.bylines import author_names, byline
from proceedings.listing.indexes import IndexedAuthor, IndexedSchool
from proceedings.listing.volume_order import Group, VolumeEntry
from proceedings.model.event import Event, Topic
from proceedings.model.guideline import MODEL_PARTS
from proceedings.model.paper import topic_label
from proceedings.model.proceedings import flat_topics
from proceedings.text.letters import spelling_key
from proceedings.text.typography import bare_title
from proceedings.web.content import Content
from proceedings.web.event_dates import date_in_words, first_day, state_of
from proceedings.web.page import SitePage, TocEntry, link, paper_path, template, topic_anchor
from proceedings.web.pages.directory import Directory, PaperRow, VolumeRows, school_page, volume_name
from proceedings.web.pages.part_summary import Excerpt, excerpt
from proceedings.web.pages.volume_page import volume_page

AUTHORS, SCHOOLS, TOPICS = "tac-gia/index.md", "truong/index.md", "chu-de/index.md"
MODELS, DOCUMENTS, YEARS = "mo-hinh/index.md", "van-ban/index.md", "nam/index.md"
ALL = "tra-cuu/index.md"
# Letters that bare Latin would throw together, as they are typed (Telex).
_TYPED = {"Ă": "aw", "Â": "aa", "Đ": "dd", "Ê": "ee", "Ô": "oo", "Ơ": "ow", "Ư": "uw"}


class TopicRows(NamedTuple):
    """A topic of an event's list with its papers and the topics below it."""

    label: str
    anchor: str
    rows: tuple[PaperRow, ...]
    children: tuple[TopicRows, ...]


def index_pages(held: Directory) -> Iterator[SitePage]:
    """Yield the volumes' contents and every index, with a page for each author and each school."""
    for event in held.content.proceedings.events:
        yield volume_page(event, held)
    yield _all_page(held)
    yield _authors_page(held)
    everyone = [person for listed in held.indexes.authors.values() for person in listed]
    by_name: dict[str, list[IndexedAuthor]] = {}
    for person in everyone:
        by_name.setdefault(person.author.name, []).append(person)
    for person in everyone:
        namesakes = tuple(one for one in by_name[person.author.name] if one is not person)
        yield _author_page(person, namesakes, held)
    yield _schools_page(held)
    for school in held.indexes.schools:
        mine = tuple(person for person in everyone if person.school_id == school.id)
        yield _school_page(school, mine, held)
    yield _topics_page(held)
    yield _models_page(held)
    yield _years_page(held.content)


def register_fragment(held: Directory) -> str:
    """Return the register of official documents with the plans and the papers that cite each."""
    content = held.content
    plans: dict[str, list[Event]] = {}
    for event in content.latest_first:
        for name in event.plan.based_on:
            plans.setdefault(name, []).append(event)
    return template(
        "register.html",
        documents=content.proceedings.documents.values(),
        plans=plans,
        cited={one.document.id: one.entries for one in held.indexes.documents},
        author_names=author_names,
        paper_path=paper_path,
        link=lambda target: link(DOCUMENTS, target),
    )


def letter_anchor(letter: str) -> str:
    """Return the identifier of an index heading; Ă, Â and A stay apart."""
    bare = letter.lower() if letter.isascii() and letter.isalpha() else f"u{ord(letter[:1] or '-'):x}"
    return f"chu-{_TYPED.get(letter, bare)}"


def _all_page(held: Directory) -> SitePage:
    content = held.content
    ways = (
        (AUTHORS, "Tác giả", f"{len(held.addresses)} tác giả, xếp theo tên"),
        (SCHOOLS, "Trường, đơn vị", f"{len(held.indexes.schools)} trường có bài"),
        (TOPICS, "Chủ đề", "Chủ đề của từng tọa đàm, hội thảo và các bài viết về chủ đề đó"),
        (MODELS, "Mô hình, điển hình", f"{len(held.indexes.models)} mô hình, điển hình với mục tiêu, kết quả"),
        (DOCUMENTS, "Văn bản", f"{len(content.proceedings.documents)} văn bản và các bài dẫn đến văn bản đó"),
        (YEARS, "Theo năm", f"{len(content.proceedings.events)} tọa đàm, hội thảo"),
    )
    html = template("indexes.html", ways=[(link(ALL, target), title, text) for target, title, text in ways])
    return SitePage(path=ALL, title="Tra cứu", html=html, description="Tra cứu bài viết theo nhiều cách.")


def _authors_page(held: Directory) -> SitePage:
    letters = [(letter or "#", letter_anchor(letter), found) for letter, found in held.indexes.authors.items()]
    html = template(
        "authors.html",
        letters=letters,
        page_of=lambda person: link(AUTHORS, held.page_of(person.author)),
        samples=any(listed.paper.front.sample for listed in held.papers),
    )
    sections = tuple(TocEntry(level=2, anchor=anchor, title=letter) for letter, anchor, _ in letters)
    about = "Tác giả của các bài tham luận, xếp theo tên."
    return SitePage(path=AUTHORS, title="Tác giả", html=html, description=about, sections=sections)


def _author_page(person: IndexedAuthor, namesakes: tuple[IndexedAuthor, ...], held: Directory) -> SitePage:
    here = held.page_of(person.author)
    bylines = [
        byline(author, held.content.proceedings.units)
        for listed in person.entries
        for author in listed.paper.front.authors
        if (author.name, held.school_of(author)) == (person.author.name, person.school_id)
    ]
    volumes = held.by_event(person.entries, here)
    html = template(
        "author.html",
        person=person,
        bylines=tuple(dict.fromkeys(bylines)),
        school=link(here, school_page(person.school_id)),
        namesakes=[(one, link(here, held.page_of(one.author))) for one in namesakes],
        volumes=volumes,
        link=lambda target: link(here, target),
    )
    # Two people of one name have two titles: school and name.
    title = f"{person.author.name} ({person.school})"
    return SitePage(path=here, title=title, html=html, description=f"Bài của {title}.", sections=_sections(volumes))


def _schools_page(held: Directory) -> SitePage:
    units = held.content.proceedings.units
    rows = [
        (
            school,
            units[school.id].place if school.id in units else None,
            link(SCHOOLS, school_page(school.id)),
            held.by_event(school.entries, SCHOOLS),
        )
        for school in held.indexes.schools
    ]
    html = template("schools.html", schools=rows, link=lambda target: link(SCHOOLS, target))
    about = "Các trường, đơn vị có bài tham luận, xếp theo địa phương."
    return SitePage(path=SCHOOLS, title="Trường, đơn vị", html=html, description=about)


def _school_page(school: IndexedSchool, people: tuple[IndexedAuthor, ...], held: Directory) -> SitePage:
    here = school_page(school.id)
    unit = held.content.proceedings.units.get(school.id)
    volumes = held.by_event(school.entries, here)
    html = template(
        "school.html",
        school=school,
        place=unit.place if unit else None,
        people=[(person.author.name, link(here, held.page_of(person.author))) for person in people],
        volumes=volumes,
        link=lambda target: link(here, target),
    )
    about = f"{len(school.entries)} bài tham luận của {school.name}."
    return SitePage(path=here, title=school.name, html=html, description=about, sections=_sections(volumes))


def _topics_page(held: Directory) -> SitePage:
    content = held.content
    events = [
        (event, volume_name(event), _topics(event, content.volumes[event.id].groups, held))
        for event in content.latest_first
    ]
    html = template("topics.html", events=events, link=lambda target: link(TOPICS, target))
    sections = tuple(TocEntry(level=2, anchor=event.id, title=name) for event, name, _ in events)
    about = "Chủ đề của từng tọa đàm, hội thảo và các bài viết về chủ đề đó."
    return SitePage(path=TOPICS, title="Chủ đề", html=html, description=about, sections=sections)


def _topics(event: Event, groups: Sequence[Group], held: Directory) -> tuple[TopicRows, ...]:
    """Return an event's topics as its plan nests them, and at last those that its plan does not list."""
    by_number = {group.number: group for group in groups}

    def under(topic: Topic) -> TopicRows:
        group = by_number.get(topic.number)
        label = topic_label(topic.number, bare_title(topic.title.text))
        return made(topic.number, label, group, tuple(map(under, topic.children)))

    def made(number: str, label: str, group: Group | None, children: tuple[TopicRows, ...] = ()) -> TopicRows:
        rows = held.rows(group.entries, TOPICS) if group else ()
        return TopicRows(label, f"{event.id}-{topic_anchor(number)}", rows, children)

    planned = {topic.number for topic in flat_topics(event.topics)}
    return (
        *map(under, event.topics),
        *(made(one.number, one.label, one) for one in groups if one.number not in planned),
    )


def _models_page(held: Directory) -> SitePage:
    found = [
        (
            model,
            f"mo-hinh-{number}",
            [(row, *_told(row.listed, held)) for row in held.rows(model.entries, MODELS)],
        )
        for number, model in enumerate(held.indexes.models, 1)
    ]
    html = template("models.html", models=found)
    sections = tuple(TocEntry(level=2, anchor=anchor, title=model.name) for model, anchor, _ in found)
    title = "Danh mục mô hình, điển hình"
    about = "Mô hình, điển hình do các bài tham luận giới thiệu: tên, trường, mục tiêu, kết quả."
    return SitePage(path=MODELS, title=title, html=html, description=about, sections=sections)


def _told(listed: VolumeEntry, held: Directory) -> tuple[Excerpt | None, Excerpt | None]:
    """Return what a paper says of its model's objective and results; the event's guideline may name them otherwise."""
    asked = (*held.content.proceedings.event(listed.paper.event).guideline.model_parts, *MODEL_PARTS)
    wanted = ("mục tiêu", "kết quả")
    parts = [next(part for part in asked if spelling_key(part.name) == name) for name in wanted]
    objective, results = (excerpt(part, listed.layout.body) for part in parts)
    return objective, results


def _years_page(content: Content) -> SitePage:
    years: dict[int, list[tuple[Event, str, str, int]]] = {}
    for event in content.latest_first:
        papers = len(content.volumes[event.id].entries)
        row = (event, date_in_words(event.date), state_of(event, content.today), papers)
        years.setdefault(first_day(event).year, []).append(row)
    # An event without any date comes last: its first day is the first of all days.
    named = [("Chưa định ngày" if year == 1 else f"Năm {year}", f"nam-{year}", rows) for year, rows in years.items()]
    html = template("years.html", years=named, link=lambda target: link(YEARS, target))
    sections = tuple(TocEntry(level=2, anchor=anchor, title=name) for name, anchor, _ in named)
    title = "Tọa đàm, hội thảo theo năm"
    return SitePage(path=YEARS, title=title, html=html, description=f"{title}.", sections=sections)


def _sections(volumes: tuple[VolumeRows, ...]) -> tuple[TocEntry, ...]:
    return tuple(TocEntry(level=2, anchor=event.id, title=name) for event, name, _ in volumes)
