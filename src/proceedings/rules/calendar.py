"""KY6xx: deadlines, and how many papers each school owes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from proceedings.model.event import Event
from proceedings.model.finding import Severity
from proceedings.model.guideline import Range
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.rules.rule import EventFacts, Hit, PaperFacts, event_rule, paper_rule
from proceedings.text.dates import long_date, short_date


class UnitCount(NamedTuple):
    """How many papers a unit has sent, and how many it was asked for."""

    unit: str
    papers: int
    asked: Range


@paper_rule(
    "KY601",
    title="Bài nhận sau hạn nộp",
    why="Thẩm định và in có ngày cố định; bài muộn cần ban biên tập quyết định có nhận hay không.",
    repair="Ban biên tập nhận bài muộn bằng một miễn trừ (waivers) ghi rõ lý do, người quyết định và ngày.",
    wrong="received: 2021-11-12   # hạn 10/11/2021",
    right="received: 2021-11-09",
    severity=Severity.WARNING,
)
def received_late(facts: PaperFacts) -> Iterator[Hit]:
    deadlines = facts.event.deadlines
    last = deadlines.schools or deadlines.authors
    received = facts.paper.front.received
    if last and received and received > last:
        days = (received - last).days
        message = f"Bài nhận {long_date(received)}, muộn {days} ngày so với hạn nộp {short_date(last)}."
        yield Hit(facts.paper.line("received"), message, "Ban biên tập quyết định và ghi miễn trừ nếu nhận bài.")


@event_rule(
    "KY602",
    title="Đơn vị chưa đủ số bài",
    why="Kế hoạch giao số bài tối thiểu cho mỗi trường.",
    repair="Nhắc đơn vị gửi đủ bài; sau hạn nộp, ban biên tập điều chỉnh chỉ tiêu trong event.yml nếu được đồng ý.",
    wrong="(Trường A: 2 bài, chỉ tiêu từ 3 bài)",
    right="(Trường A: 3 bài)",
)
def under_quota(facts: EventFacts) -> Iterator[Hit]:
    last = facts.event.deadlines.schools or facts.event.deadlines.authors
    over = last is not None and facts.as_of > last
    for unit, papers, asked in count_units(facts.event, facts.papers, facts.proceedings):
        if asked.min is not None and papers < asked.min:
            name = _name(unit, facts.proceedings)
            message = f"{name}: đã nhận {papers} bài, chỉ tiêu từ {asked.min} bài, còn thiếu {asked.min - papers} bài."
            fix = "Đã quá hạn nộp: nhắc đơn vị hoặc điều chỉnh chỉ tiêu." if over else "Nhắc đơn vị trước hạn nộp."
            yield Hit(0, message, fix, Severity.ERROR if over else Severity.ADVICE)


@event_rule(
    "KY603",
    title="Đơn vị gửi quá số bài",
    why="Kế hoạch giới hạn số bài của mỗi trường; số bài vượt ảnh hưởng số trang và kinh phí in.",
    repair="Ban biên tập chọn bài cùng đơn vị, hoặc đồng ý và sửa chỉ tiêu trong event.yml.",
    wrong="(Trường A: 6 bài, chỉ tiêu tối đa 5 bài)",
    right="(Trường A: 5 bài)",
    severity=Severity.WARNING,
)
def over_quota(facts: EventFacts) -> Iterator[Hit]:
    for unit, papers, asked in count_units(facts.event, facts.papers, facts.proceedings):
        if asked.max is not None and papers > asked.max:
            name = _name(unit, facts.proceedings)
            message = f"{name}: đã nhận {papers} bài, chỉ tiêu tối đa {asked.max} bài, thừa {papers - asked.max} bài."
            yield Hit(0, message, "Chọn bài cùng đơn vị hoặc sửa chỉ tiêu trong event.yml.")


def count_units(event: Event, papers: tuple[Paper, ...], proceedings: Proceedings) -> tuple[UnitCount, ...]:
    """Return the papers of each unit that has a quota.

    A paper counts for the unit of its first author where that has a quota of its own, else for its school.
    """
    quotas = event.quotas
    if quotas is None:
        return ()
    own = {quota.unit: Range(min=quota.min, max=quota.max) for quota in quotas.exceptions}
    first = [paper.front.authors[0].unit for paper in papers]
    sent = [unit if unit in quotas.units else proceedings.school_of(unit) for unit in first]
    return tuple(UnitCount(unit, sent.count(unit), own.get(unit, quotas.default)) for unit in quotas.units)


def _name(unit_id: str, proceedings: Proceedings) -> str:
    unit = proceedings.units.get(unit_id)
    return unit.name if unit else unit_id
