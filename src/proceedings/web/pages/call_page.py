"""The call for papers of an event: deadlines, where to send, topics, and how a paper has to look."""

from __future__ import annotations

from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN
from proceedings.rules.calendar import count_units
from proceedings.web.content import Content
from proceedings.web.event_dates import deadlines
from proceedings.web.machines.calendar import has_calendar
from proceedings.web.machines.sharing import event_picture, open_graph
from proceedings.web.page import SitePage, TocEntry, absolute, link, template, topic_anchor
from proceedings.web.pages.event_page import card


def call_page(event: Event, content: Content) -> SitePage:
    """Return the page that asks for papers."""
    path = f"{event.id}/moi-viet-bai/index.md"
    counts = _counts(event, content)
    html = template(
        "call.html",
        event=event,
        card=card(event, content, path),
        deadlines=deadlines(event, content.today),
        papers=_papers(event, content, path),
        self_chosen=SELF_CHOSEN,
        quotas=counts,
        general=content.proceedings.guideline,
        today=content.today,
        link=lambda target: link(path, target),
    )
    sections = (
        ("han-nop", "Hạn nộp bài", event.deadlines.authors or event.deadlines.schools),
        ("noi-nhan", "Gửi bài về đâu", event.submission),
        ("chu-de", "Chủ đề", event.topics or event.own_topics),
        ("quy-dinh", "Quy định bài viết", True),
        ("chi-tieu", "Số bài của các trường", counts),
        ("tai-ve", "Tải về", has_calendar(event) or content.downloads.get(event.id)),
    )
    title = f"Mời viết bài: {event.kind} “{event.title}”"
    about = f"Mời viết bài {event.kind} “{event.title}”: chủ đề, hạn nộp, nơi nhận, quy định trình bày."
    address = absolute(content.address, path) if content.address else ""
    return SitePage(
        path=path,
        title=title,
        html=html,
        description=about,
        sections=tuple(TocEntry(level=2, anchor=anchor, title=title) for anchor, title, there in sections if there),
        head=open_graph("website", title, about, address, event_picture(event, content)),
    )


def _papers(event: Event, content: Content, here: str) -> dict[str, tuple[int, str]]:
    """Return how many papers each topic has, and where the volume lists them."""
    volume = link(here, f"{event.id}/muc-luc/index.md")
    topics = content.volumes[event.id].groups
    return {
        topic.number: (len(topic.entries), f"{volume}#{topic_anchor(topic.number)}")
        for topic in topics
        if topic.entries
    }


def _counts(event: Event, content: Content) -> list[tuple[str, object]]:
    papers = tuple(entry.paper for entry in content.volumes[event.id].entries)
    units = content.proceedings.units
    return [
        (units[count.unit].name if count.unit in units else count.unit, count)
        for count in count_units(event, papers, content.proceedings)
    ]
