"""The text of a news post about a seminar: the plan's facts, and a marked gap for whatever the plan cannot know."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.model.event import Event, Person, Venue
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.text.dates import long_date, weekday
from proceedings.text.placeholders import placeholder
from proceedings.web.event_dates import date_in_words

MORE = "<!-- more -->"
CATEGORIES = {"moi-viet-bai": "Mời viết bài", "chuong-trinh": "Chương trình", "tong-ket": "Tổng kết"}
"""The kinds of post by the word for them on the command line, with their categories."""


def post_title(event: Event, kind: str) -> str:
    """Return what the post is called until its editor finds better."""
    beginnings = {"moi-viet-bai": "Mời viết bài", "chuong-trinh": "Thời gian, địa điểm", "tong-ket": "Kết quả"}
    return f"{beginnings[kind]} {event.kind} “{event.title}”"


def post_text(event: Event, kind: str, proceedings: Proceedings) -> str:
    """Return the body of the post in Markdown."""
    made = {"moi-viet-bai": _call, "chuong-trinh": _programme, "tong-ket": _recap}[kind]
    return "\n\n".join(made(event, proceedings)) + "\n"


def gap(what: str, planned: str = "") -> str:
    """Return the mark of something that the plan cannot know; a post that holds one stays a draft."""
    hint = f"; theo kế hoạch: {planned}" if planned else ""
    return placeholder(" ".join(f"{what}{hint}".split()).replace("[", "(").replace("]", ")"))


def _call(event: Event, proceedings: Proceedings) -> Iterator[str]:
    yield f"{_according(event)}, {_organizer(event, proceedings)} chủ trì {_named(event)} và mời viết bài."
    yield MORE
    yield "## Chủ đề"
    topics = [topic for topic in flat_topics(event.topics) if not topic.children]
    more = ", còn để mở" if any(topic.open_ended for topic in topics) else ""
    listed = f"Danh mục có {len(topics):02d} chủ đề{more}. " if topics else ""
    own = "Tác giả được tự chọn chủ đề. " if event.own_topics else ""
    yield f"{listed}{own}Xem đầy đủ ở {_call_page(event)}."
    yield from _quotas(event, proceedings)
    yield "## Thời hạn"
    yield _deadlines(event)
    yield "## Nộp bài"
    yield event.submission.how if event.submission else gap("cách nộp bài, nơi nhận bài")
    yield (
        "Trình bày bài: xem [quy định bài viết](../../quy-dinh/index.md) "
        "và [hướng dẫn dành cho tác giả](../../huong-dan/tac-gia.md)."
    )


def _programme(event: Event, proceedings: Proceedings) -> Iterator[str]:
    duration = f" Thời lượng: {event.date.duration}." if event.date.duration else ""
    unsure = "" if event.date.start else f" {event.plan.kind} chưa chốt ngày giờ."
    yield (
        f"{_according(event)}, {_organizer(event, proceedings)} tổ chức {_named(event)}. "
        f"Thời gian: {date_in_words(event.date)}.{duration}{unsure}"
    )
    yield MORE
    yield "## Địa điểm"
    yield _venues(event)
    yield from _contents(event)
    if event.programme:
        yield "## Chương trình"
        yield _list(f"{item.time}: {item.what}{f' ({item.who})' if item.who else ''}" for item in event.programme)
    yield from _people(event)
    yield f"Phân công và tiến độ: xem {_page(event)}."


def _recap(event: Event, proceedings: Proceedings) -> Iterator[str]:
    when = gap("ngày giờ đã tổ chức", date_in_words(event.date))
    where = gap("nơi đã tổ chức", "; ".join(map(_venue, event.venues)))
    yield f"{_organizer(event, proceedings)} đã tổ chức {_named(event)}. Thời gian: {when}. Địa điểm: {where}."
    yield MORE
    yield "## Chủ trì, đại biểu"
    expected = f"dự kiến {event.expected}" if event.expected else ""
    yield f"Chủ trì: {gap('người đã chủ trì', '; '.join(map(_person, event.chairs)))}."
    yield f"Đại biểu: {gap('số đại biểu dự', expected)} người, gồm {gap('thành phần đã dự')}."
    yield from _contents(event)
    yield gap("các tham luận, ý kiến đã trình bày và người trình bày")
    yield gap("ảnh, mỗi ảnh một chú thích; không có ảnh thì xóa dòng này")
    yield "## Kết luận"
    yield gap("kết luận của người chủ trì")
    yield "## Kỷ yếu"
    yield f"Các bài viết: xem [mục lục kỷ yếu](../../{event.id}/muc-luc/index.md)."


def _according(event: Event) -> str:
    number = f" số {event.plan.number}" if event.plan.number else ""
    date = f" {long_date(event.plan.date)}" if event.plan.date else ""
    return f"Theo {event.plan.kind}{number}{date}"


def _named(event: Event) -> str:
    return f"{event.kind} “{event.title}”"


def _organizer(event: Event, proceedings: Proceedings) -> str:
    return _unit(event.organizer, proceedings)


def _unit(unit_id: str, proceedings: Proceedings) -> str:
    unit = proceedings.units.get(unit_id)
    return unit.name if unit else unit_id


def _call_page(event: Event) -> str:
    return f"[trang mời viết bài](../../{event.id}/moi-viet-bai/index.md)"


def _page(event: Event) -> str:
    return f"[trang của sự kiện](../../{event.id}/index.md)"


def _deadlines(event: Event) -> str:
    given = event.deadlines
    own_school = given.schools is not None
    both = (
        ("tác giả gửi bài về trường mình" if own_school else "tác giả nộp bài", given.authors),
        ("các trường gửi bài về đơn vị chủ trì", given.schools),
    )
    lines = [f"{weekday(day)}, {long_date(day)}: {what}." for what, day in both if day]
    return _list(line[0].upper() + line[1:] for line in lines) if lines else gap("hạn nộp bài")


def _quotas(event: Event, proceedings: Proceedings) -> Iterator[str]:
    if event.quotas is None:
        return
    yield "## Số bài"
    special = {exception.unit for exception in event.quotas.exceptions}
    rest = [_unit(unit, proceedings) for unit in event.quotas.units if unit not in special]
    lines = [f"{', '.join(rest)}: {_count(event.quotas.default.min, event.quotas.default.max)}."] if rest else []
    lines += [f"{_unit(one.unit, proceedings)}: {_count(one.min, one.max)}." for one in event.quotas.exceptions]
    yield _list(lines)


def _count(least: int | float | None, most: int | float | None) -> str:
    if least and most:
        return f"từ {int(least):02d} đến {int(most):02d} bài"
    return f"không quá {int(most):02d} bài" if most else f"từ {int(least or 0):02d} bài trở lên"


def _venues(event: Event) -> str:
    if not event.venues:
        return gap("địa điểm")
    chosen = [venue for venue in event.venues if venue.chosen]
    if chosen or len(event.venues) == 1:
        return f"{'; '.join(venue.name for venue in chosen or event.venues)}."
    options = _list(f"{_venue(venue)}." for venue in event.venues)
    return f"{event.plan.kind} nêu {len(event.venues):02d} phương án, chưa chọn phương án nào:\n\n{options}"


def _venue(venue: Venue) -> str:
    return f"Phương án {venue.option}: {venue.name}" if venue.option and not venue.chosen else venue.name


def _contents(event: Event) -> Iterator[str]:
    if event.contents:
        yield "## Nội dung"
        yield f"{event.plan.kind} nêu các nội dung:"
        yield _list(f"{item.number}\\. {item.text}" for item in event.contents)


def _people(event: Event) -> Iterator[str]:
    if event.chairs:
        yield "## Chủ trì"
        yield _list(map(_person, event.chairs))
    if event.secretary:
        yield f"Thư ký: {event.secretary}."
    if event.participants:
        yield "## Thành phần"
        yield _list(map(str, event.participants))
    if event.expected:
        yield f"Dự kiến {event.expected} đại biểu."


def _person(person: Person) -> str:
    name = " ".join(str(part) for part in (person.address, person.degree, person.name) if part)
    return ", ".join(str(part) for part in (name, person.office) if part)


def _list(lines: Iterator[str] | list[str] | map[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
