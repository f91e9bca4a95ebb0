"""A letter that reminds a school of its missing papers: only facts of the plan, ready to be sent."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from proceedings.listing.indexes import name_of
from proceedings.model.event import Event
from proceedings.model.guideline import Range
from proceedings.model.proceedings import Proceedings
from proceedings.text.dates import long_date, short_date, weekday
from proceedings.web.board.board import Board, BoardUnit
from proceedings.web.board.papers import BoardPaper

_DAY = re.compile(r"\b(\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})\b")


def reminder(unit: BoardUnit, board: Board, proceedings: Proceedings) -> str:
    """Return the letter to a unit as plain text, paragraphs a blank line apart; "" where nothing is missing.

    A school writes to others in its own name; within its house the seminar's secretary writes.
    """
    if not unit.missing or unit.asked is None:
        return ""
    event = board.event
    own = proceedings.school_of(unit.id) == event.organizer
    whole = own and unit.id == event.organizer
    reader = "các khoa, phòng" if whole else "đơn vị"
    received = [paper for paper in board.papers if paper.state == "accepted" and paper.unit == unit.id]
    paragraphs = [
        f"Kính gửi: {'Các khoa, phòng' if whole else unit.name}",
        f"Theo {_plan(event)} về tổ chức {event.kind} “{event.title}”, số bài viết của "
        f"{'Nhà trường' if whole else 'đơn vị'} là {_asked(unit.asked)}. "
        f"Tính đến ngày {short_date(board.today)}, {_state(unit)}.",
        _received(received),
        _deadline(event, board.today),
        _where(event, board.today),
        _request(event, board.today, reader),
        f"Trân trọng./.\n\n{_secretary(event) if own else name_of(event.organizer, proceedings)}",
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def last_day(event: Event) -> datetime.date | None:
    """Return the day by which papers have to be with the organiser."""
    return event.deadlines.schools or event.deadlines.authors


def _plan(event: Event) -> str:
    number = f" số {event.plan.number.text}" if event.plan.number else ""
    return f"{event.plan.kind}{number}{f' {long_date(event.plan.date)}' if event.plan.date else ''}"


def _asked(asked: Range) -> str:
    if asked.max is None:
        return f"từ {asked.min or 0:02d} bài trở lên"
    if asked.min == asked.max:
        return f"{asked.max:02d} bài"
    return f"từ {asked.min or 0:02d} đến {asked.max:02d} bài"


def _state(unit: BoardUnit) -> str:
    if not unit.papers:
        return f"chưa nhận được bài nào; còn thiếu ít nhất {unit.missing:02d} bài"
    return f"đã nhận {unit.papers:02d} bài; còn thiếu ít nhất {unit.missing:02d} bài"


def _received(papers: list[BoardPaper]) -> str:
    if not papers:
        return ""
    lines = [f"{number}. {paper.title} ({', '.join(paper.authors)})" for number, paper in enumerate(papers, 1)]
    return "\n".join(["Các bài đã nhận:", *lines])


def _deadline(event: Event, today: datetime.date) -> str:
    day = last_day(event)
    if day is None:
        return ""
    left = (day - today).days
    state = "đã quá hạn" if left < 0 else "hạn cuối là hôm nay" if left == 0 else f"còn {left} ngày"
    return f"Hạn gửi bài: {weekday(day)}, {long_date(day)} ({state})."


def _where(event: Event, today: datetime.date) -> str:
    """Return how papers are sent; words with a day that is over are not repeated as if it were to come."""
    if event.submission is None:
        return ""
    over = any(day < today for day in _days(event.submission.how))
    how = f"xem trang mời viết bài của {event.kind} trên website." if over else event.submission.how
    mailbox = f" Hộp thư nhận bài: {event.submission.email}." if event.submission.email else ""
    return f"Cách gửi bài: {how}{mailbox}"


def _days(text: str) -> Iterator[datetime.date]:
    """Yield the days that a text names: "25/10/2021", "ngày 25 tháng 10 năm 2021"."""
    for found in _DAY.finditer(text):
        try:
            yield datetime.date(*(int(part) for part in reversed(found.groups())))
        except ValueError:
            continue


def _request(event: Event, today: datetime.date, reader: str) -> str:
    day = last_day(event)
    if day is not None and day < today:
        return f"Đề nghị {reader} sớm gửi số bài còn thiếu, hoặc trả lời nếu không gửi thêm bài."
    return f"Đề nghị {reader} quan tâm, đôn đốc tác giả hoàn thành và gửi bài đúng hạn."


def _secretary(event: Event) -> str:
    """Return who writes within the organizer's house: the unit that the plan names as secretary."""
    named = event.secretary.text.removeprefix("Đại diện ") if event.secretary else ""
    return f"{named[:1].upper()}{named[1:]}" or "Ban Biên tập kỷ yếu"
