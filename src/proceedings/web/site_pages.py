"""All generated pages of the site."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proceedings.model.event import Event
from proceedings.model.guideline import Guideline
from proceedings.model.paper import SELF_CHOSEN, Paper, topic_label
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Typeset
from proceedings.rules.calendar import count_units
from proceedings.rules.catalogue import CATALOGUE
from proceedings.web.page import Section, SitePage, link, template, trusted
from proceedings.web.rule_pages import rule_page, rules_page
from proceedings.web.when import STATES, date_in_words, deadlines, first_day, state_of, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A paper as the site lists it."""

    paper: Paper
    layout: Typeset
    bylines: tuple[tuple[str, str], ...]
    first_page: int | None

    @property
    def path(self) -> str:
        return f"{self.paper.event}/{self.paper.slug}/index.md"

    @property
    def names(self) -> str:
        return ", ".join(author.name for author in self.paper.front.authors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topical:
    """The papers of one topic, in the volume's order."""

    number: str
    title: str
    papers: tuple[Listed, ...]

    @property
    def label(self) -> str:
        return topic_label(self.number, self.title)

    @property
    def anchor(self) -> str:
        return f"chu-de-{self.number.replace('.', '-').replace('đ', 'dd')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the site is made from, given by whoever has read and checked the tree.

    Attributes
    ----------
    volumes
        The papers of each event by topic, those that readers may see.
    withdrawn
        Papers taken back; each keeps a page that says so.
    with_pdf
        Whether PDFs are made in this build, so that pages may link to them.
    address
        Where the site stands, ending in "/": "https://example.org/ky-yeu/"; "" where nobody has said.
    """

    proceedings: Proceedings
    today: datetime.date
    volumes: Mapping[str, Sequence[Topical]]
    withdrawn: Sequence[Paper] = field(default_factory=tuple)
    with_pdf: bool = False
    address: str = ""

    @property
    def latest_first(self) -> tuple[Event, ...]:
        return tuple(sorted(self.proceedings.events, key=first_day, reverse=True))


def site_pages(content: Content) -> tuple[SitePage, ...]:
    """Return every page made from the model."""
    return tuple(_pages(content))


def _pages(content: Content) -> Iterator[SitePage]:
    yield _events_page(content)
    for event in content.proceedings.events:
        yield _event_page(event, content)
        yield _volume_page(event, content)
        for topic in content.volumes[event.id]:
            for listed in topic.papers:
                yield _paper_page(event, topic, listed, content)
    for paper in content.withdrawn:
        yield _withdrawn_page(paper)
    yield _guideline_page(content)
    yield rules_page()
    for code in CATALOGUE:
        yield rule_page(code)


def home_fragment(content: Content) -> str:
    """Return the part of the home page that shows the latest event and the volumes."""
    return template(
        "home.html",
        events=[_card(event, content, "index.md") for event in content.latest_first],
        link=lambda target: link("index.md", target),
    )


def register_fragment(content: Content) -> str:
    """Return the register of official documents."""
    documents = content.proceedings.documents.values()
    return template("register.html", documents=documents, link=lambda target: link("van-ban/index.md", target))


def _card(event: Event, content: Content, here: str) -> dict[str, object]:
    coming = [deadline for deadline in deadlines(event, content.today) if deadline.days_left >= 0]
    return {
        "event": event,
        "when": date_in_words(event.date),
        "state": state_of(event, content.today),
        "deadline": coming[0] if coming else None,
        "papers": sum(len(topic.papers) for topic in content.volumes[event.id]),
        "page": link(here, f"{event.id}/index.md"),
        "volume": link(here, f"{event.id}/muc-luc/index.md"),
        "pdf": link(here, f"{event.id}/ky-yeu.pdf") if content.with_pdf else None,
    }


def _events_page(content: Content) -> SitePage:
    path = "su-kien/index.md"
    html = template("events.html", events=[_card(event, content, path) for event in content.latest_first])
    return SitePage(path=path, title="Tọa đàm, hội thảo", html=html, description="Các tọa đàm, hội thảo khoa học.")


def _event_page(event: Event, content: Content) -> SitePage:
    path = f"{event.id}/index.md"
    proceedings = content.proceedings
    papers = tuple(listed.paper for topic in content.volumes[event.id] for listed in topic.papers)
    html = template(
        "event.html",
        event=event,
        card=_card(event, content, path),
        organizer=_unit(event.organizer, proceedings),
        based_on=[proceedings.documents[name] for name in event.plan.based_on if name in proceedings.documents],
        deadlines=deadlines(event, content.today),
        timeline=timeline(event, content.today),
        states=STATES,
        quotas=[(_unit(count.unit, proceedings), count) for count in count_units(event, papers, proceedings)],
        counts=_topic_counts(papers),
        self_chosen=SELF_CHOSEN,
        guideline=event.guideline,
        link=lambda target: link(path, target),
    )
    sections = (
        ("thoi-gian", "Thời gian, địa điểm", True),
        ("muc-dich", "Mục đích, yêu cầu", event.purposes or event.requirements),
        ("noi-dung", "Nội dung", event.contents),
        ("moi-viet-bai", "Mời viết bài", True),
        ("tien-do", "Tiến độ", event.timeline),
        ("phan-cong", "Phân công trách nhiệm", event.responsibilities),
        ("ma-ket", "Ma két", True),
        ("van-ban-goc", "Văn bản gốc", True),
    )
    return SitePage(
        path=path,
        title=f"{event.kind}: {event.title}",
        html=html,
        description=f"{event.kind} “{event.title}”: kế hoạch, chủ đề, hạn nộp bài, kỷ yếu.",
        sections=tuple(Section(level=2, anchor=anchor, title=title) for anchor, title, there in sections if there),
    )


def _volume_page(event: Event, content: Content) -> SitePage:
    path = f"{event.id}/muc-luc/index.md"
    topics = content.volumes[event.id]
    html = template(
        "volume.html",
        event=event,
        card=_card(event, content, path),
        topics=topics,
        link=lambda target: link(path, target),
    )
    sections = tuple(Section(level=2, anchor=t.anchor, title=t.label) for t in topics)
    title = event.volume.spoken
    return SitePage(path=path, title=title, html=html, description=f"{title}: {event.title}.", sections=sections)


def _paper_page(event: Event, topic: Topical, listed: Listed, content: Content) -> SitePage:
    slug, front = listed.paper.slug, listed.paper.front
    html = template(
        "paper.html",
        event=event,
        front=front,
        listed=listed,
        topic=topic,
        self_chosen=SELF_CHOSEN,
        body=trusted(listed.layout.body.html),
        pdf=f"{slug}.pdf" if content.with_pdf else None,
        link=lambda target: link(listed.path, target),
    )
    sections = tuple(
        Section(level=max(heading.level, 2), anchor=heading.anchor, title=heading.text)
        for heading in listed.layout.body.headings
    )
    summary = front.abstract or f"{front.title}. {listed.names}. {event.volume.spoken}."
    return SitePage(path=listed.path, title=front.title, html=html, description=summary[:300], sections=sections)


def _withdrawn_page(paper: Paper) -> SitePage:
    path = f"{paper.event}/{paper.slug}/index.md"
    html = template("withdrawn.html", front=paper.front, volume=link(path, f"{paper.event}/muc-luc/index.md"))
    return SitePage(path=path, title=paper.front.title, html=html, description="Bài đã rút khỏi kỷ yếu.")


def _guideline_page(content: Content) -> SitePage:
    proceedings = content.proceedings
    everyone: list[tuple[str, Guideline]] = [("Quy định chung", proceedings.guideline)]
    everyone += [(f"{event.kind}: {event.title}", event.guideline) for event in content.latest_first]
    html = template("guideline.html", guidelines=everyone, link=lambda target: link("quy-dinh/index.md", target))
    return SitePage(path="quy-dinh/index.md", title="Quy định bài viết", html=html, description="Quy định về bài viết.")


def _unit(unit_id: str, proceedings: Proceedings) -> str:
    unit = proceedings.units.get(unit_id)
    return unit.name if unit else unit_id


def _topic_counts(papers: Sequence[Paper]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for paper in papers:
        counts[paper.front.topic or ""] = counts.get(paper.front.topic or "", 0) + 1
    return counts
