"""The pages of the seminars: the home page's part, the list of all, and the page of each plan."""

from __future__ import annotations

from collections.abc import Callable

from proceedings.listing.indexes import name_of
from proceedings.model.event import Event
from proceedings.model.proceedings import flat_topics
from proceedings.web.content import Content
from proceedings.web.event_dates import Deadline, current, date_in_words, deadlines, state_of, still_edited, timeline
from proceedings.web.machines.calendar import calendar_path, has_calendar
from proceedings.web.machines.metadata import event_head
from proceedings.web.news import news_list, news_of
from proceedings.web.page import SitePage, TocEntry, link, template
from proceedings.web.pages.directory import volume_name

_NEWEST = 3
# Entrances of the site: page, heading, what is there.
_ENTRANCES = (
    ("tac-gia/index.md", "Theo tác giả", "Tên người viết theo thứ tự chữ Việt, kèm đơn vị và các bài."),
    ("chu-de/index.md", "Theo chủ đề", "Danh mục chủ đề của từng sự kiện và các bài đã có."),
    ("mo-hinh/index.md", "Mô hình, điển hình", "Tên mô hình, nơi áp dụng, mục tiêu, kết quả."),
    ("van-ban/index.md", "Văn bản", "Các văn bản mà kế hoạch và bài viết dẫn đến."),
    ("huong-dan/tac-gia.md", "Viết và nộp bài", "Cách viết bài, ghi thông tin đầu bài, tự kiểm tra trước khi gửi."),
    ("quy-dinh/index.md", "Quy định bài viết", "Số trang, phông chữ, lề, các phần của bài về mô hình."),
)


def home_fragment(content: Content) -> str:
    """Return the part of the home page that shows the current or latest event, the news, the volumes and ways in."""
    shown = current(content.proceedings.events, content.today)
    return template(
        "home.html",
        hero=card(shown, content, "index.md") if shown else None,
        coming=_coming(content, shown),
        events=[card(event, content, "index.md") for event in content.latest_first],
        posts=[(post, link("index.md", post.path)) for post in content.news[:_NEWEST]],
        entrances=_ENTRANCES,
        today=content.today,
        link=_linker("index.md"),
    )


def _coming(content: Content, shown: Event | None) -> list[tuple[Event, Deadline]]:
    """Return the deadlines still to come, the next first, without the one shown with the event."""
    coming: list[tuple[Event, Deadline]] = []
    for event in content.proceedings.events:
        own = _still_to_come(event, content)
        coming += [(event, deadline) for deadline in (own[1:] if event is shown else own)]
    return sorted(coming, key=lambda found: found[1].day)


def _still_to_come(event: Event, content: Content) -> list[Deadline]:
    return [deadline for deadline in deadlines(event, content.today) if deadline.days_left >= 0]


def card(event: Event, content: Content, here: str) -> dict[str, object]:
    """Return what a list says of an event, its links seen from the page `here`."""
    coming = _still_to_come(event, content)
    return {
        "event": event,
        "when": date_in_words(event.date),
        "state": state_of(event, content.today),
        "deadline": coming[0] if coming else None,
        "papers": len(content.volumes[event.id].entries),
        "page": link(here, f"{event.id}/index.md"),
        "call": link(here, f"{event.id}/moi-viet-bai/index.md"),
        "volume": link(here, f"{event.id}/muc-luc/index.md"),
        "volume_name": volume_name(event),
        "calendar": link(here, calendar_path(event)) if has_calendar(event) else None,
        "organizer": name_of(event.organizer, content.proceedings),
        "edited": still_edited(event, content.today),
        "pdf": link(here, f"{event.id}/ky-yeu.pdf") if content.has_volume(event) else None,
        "files": [(link(here, f"{event.id}/{file.name}"), file) for file in content.downloads.get(event.id, ())],
    }


def events_page(content: Content) -> SitePage:
    """Return the list of all seminars, the latest first."""
    path = "su-kien/index.md"
    html = template("events.html", events=[card(event, content, path) for event in content.latest_first])
    return SitePage(path=path, title="Tọa đàm, hội thảo", html=html, description="Các tọa đàm, hội thảo khoa học.")


def event_page(event: Event, content: Content) -> SitePage:
    """Return the page of an event: its plan as a reader wants it."""
    path = f"{event.id}/index.md"
    documents = content.proceedings.documents
    news = news_of(event, content.news)
    html = template(
        "event.html",
        event=event,
        card=card(event, content, path),
        organizer=name_of(event.organizer, content.proceedings),
        based_on=[documents[name] for name in event.plan.based_on if name in documents],
        deadlines=deadlines(event, content.today),
        timeline=timeline(event, content.today),
        topics=[topic for topic in flat_topics(event.topics) if not topic.children],
        news=news_list(news, path),
        today=content.today,
        link=_linker(path),
    )
    sections = (
        ("thoi-gian", "Thời gian, địa điểm", True),
        ("moi-viet-bai", "Mời viết bài", True),
        ("muc-dich", "Mục đích, yêu cầu", event.purposes or event.requirements),
        ("noi-dung", "Nội dung", event.contents),
        ("chuong-trinh", "Chương trình", event.programme),
        ("tien-do", "Tiến độ", event.timeline),
        ("phan-cong", "Phân công trách nhiệm", event.responsibilities),
        ("tin-tuc", "Tin tức", news),
        ("van-ban", "Văn bản", True),
        ("ma-ket", "Ma két", True),
    )
    description = f"{event.kind} “{event.title}”: kế hoạch, chủ đề, hạn nộp bài, kỷ yếu."
    return SitePage(
        path=path,
        title=f"{event.kind}: {event.title}",
        html=html,
        description=description,
        sections=tuple(TocEntry(level=2, anchor=anchor, title=title) for anchor, title, there in sections if there),
        head=event_head(event, content, description=description),
    )


def _linker(here: str) -> Callable[[str], str]:
    return lambda target: link(here, target)
