"""KY604 and KY605: topics without papers, and plans that contradict themselves."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from datetime import date

from proceedings.model.event import BannerLine, Event, Window
from proceedings.model.finding import Severity
from proceedings.model.proceedings import flat_topics
from proceedings.rules.rule import EventFacts, Hit, event_rule
from proceedings.text.dates import short_date, span
from proceedings.text.isbn import ean13
from proceedings.text.letters import shorten, spelling_key, words
from proceedings.text.likeness import nearest
from proceedings.text.typography import bare_title

_SINGLY = 5
"""So many empty topics are named one by one; more are reported together."""
_LONGEST = 20
"""A hall banner is so many times as long as it is high at most."""


@event_rule(
    "KY604",
    title="Chủ đề chưa có bài",
    why="Kế hoạch cần đủ các chủ đề; biết sớm thì còn kịp đặt bài.",
    repair="Đặt bài cho chủ đề, hoặc bỏ qua gợi ý này nếu chủ đề không cần bài.",
    wrong="(chủ đề 3: 0 bài)",
    right="(chủ đề 3: 1 bài)",
    severity=Severity.ADVICE,
)
def topics_without_papers(facts: EventFacts) -> Iterator[Hit]:
    chosen = {paper.front.topic for paper in facts.papers}
    empty = [topic for topic in flat_topics(facts.event.topics) if not topic.children and topic.number not in chosen]
    fix = "Đặt bài cho chủ đề này nếu kế hoạch cần."
    if len(empty) > _SINGLY:
        named = ", ".join(topic.number for topic in empty)
        yield Hit(0, f"{len(empty)} chủ đề chưa có bài: {named}.", "Đặt bài cho các chủ đề mà kế hoạch cần.")
        return
    for topic in empty:
        yield Hit(0, f"Chủ đề {topic.number} chưa có bài: “{shorten(bare_title(topic.title.text), 80)}”.", fix)


@event_rule(
    "KY605",
    title="Dữ liệu của kế hoạch mâu thuẫn nhau",
    why="Ma két, website và kỷ yếu lấy từ cùng dữ liệu; chỗ mâu thuẫn sẽ thành chỗ sai trên bản in.",
    repair="Sửa event.yml cho khớp; bản gốc in sai thì giữ nguyên văn ở printed, lời đúng ở text.",
    wrong="title: Mô hình, điển hình\nbanner:\n  - {text: MÔ HÌNH ĐIỀN HÌNH, title: true}",
    right="title: Mô hình, điển hình\nbanner:\n  - {text: MÔ HÌNH ĐIỂN HÌNH, printed: MÔ HÌNH ĐIỀN HÌNH, title: true}",
)
def contradictions(facts: EventFacts) -> Iterator[Hit]:
    for check in (_banner, _timeline, _holding, _deadlines, _numbers, _imprint, _hall_banner, _order):
        yield from check(facts)


def _banner(facts: EventFacts) -> Iterator[Hit]:
    """The banner's title lines against the title, word by word: as it will be printed, then as the plan printed it."""
    event = facts.event
    lines = [line for line in event.banner if line.title]
    if not lines:
        return
    title = words(event.title)
    for wrong, right in _differences([line.text for line in lines], title):
        message = f"Ma két ghi “{wrong}”, tên sự kiện ghi “{right}”."
        yield Hit(facts.line("banner"), message, "Sửa banner hoặc title cho khớp nhau.")
    if any(line.printed for line in lines):
        for wrong, right in _differences([_as_printed(line) for line in lines], title):
            message = f"Ma két trong bản gốc in “{wrong}”, tên sự kiện ghi “{right}”; ma két mới in theo bản đã sửa."
            yield Hit(facts.line("banner"), message, "Xác nhận lời đã sửa với ban tổ chức.", Severity.ADVICE)


def _as_printed(line: BannerLine) -> str:
    return line.printed or line.text


def _differences(lines: list[str], title: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of the banner that are not the title's; case, tone placement and line breaks do not count."""
    shown = [word for line in lines for word in words(line)]
    matcher = difflib.SequenceMatcher(
        None, [spelling_key(word) for word in shown], [spelling_key(word) for word in title], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace" and b - a == d - c:
            yield from zip(shown[a:b], (word.upper() for word in title[c:d]), strict=True)
        elif kind != "equal":
            yield " ".join(shown[a:b]) or "(thiếu chữ)", " ".join(title[c:d]).upper() or "(không có)"


def _timeline(facts: EventFacts) -> Iterator[Hit]:
    timeline = facts.event.timeline
    for number, phase in enumerate(timeline):
        if phase.end < phase.start:
            message = (
                f"Tiến độ “{shorten(phase.task.text)}” kết thúc trước khi bắt đầu ({span(phase.start, phase.end)})."
            )
            yield Hit(facts.line(f"timeline.{number}"), message, "Sửa start hoặc end của mốc này.")
    for number, (before, after) in enumerate(zip(timeline, timeline[1:], strict=False), 1):
        if after.start < before.start:
            message = (
                f"Tiến độ “{shorten(after.task.text)}” ({short_date(after.start)}) "
                f"đứng sau mốc bắt đầu muộn hơn ({short_date(before.start)})."
            )
            fix = "Sửa ngày, hoặc xếp lại các mốc theo thời gian."
            yield Hit(facts.line(f"timeline.{number}"), message, fix)


def _holding(facts: EventFacts) -> Iterator[Hit]:
    """The day it is held against the timeline and the date of the plan."""
    event = facts.event
    window = event.date.window
    if window and window.end < window.start:
        message = f"Khoảng ngày tổ chức bị ngược ({span(window.start, window.end)})."
        yield Hit(facts.line("date.window"), message, "Sửa date.window.")
        return
    held = _held(event)
    if held is None:
        return
    for phase in event.timeline:
        if phase.kind == "hold" and (phase.end < held.start or phase.start > held.end) and phase.end >= phase.start:
            message = (
                f"Tiến độ ghi tổ chức {span(phase.start, phase.end)}, "
                f"thời gian tổ chức ghi {span(held.start, held.end)}."
            )
            yield Hit(facts.line("date"), message, "Sửa date hoặc timeline cho khớp nhau.")
    if event.plan.date and event.plan.date > held.end:
        message = f"Kế hoạch ký {span(event.plan.date, event.plan.date)}, sau ngày tổ chức {short_date(held.end)}."
        yield Hit(facts.line("plan.date"), message, "Sửa plan.date hoặc date.")


def _held(event: Event) -> Window | None:
    """Return the first and last day it may be held on; a month is all its days."""
    when = event.date
    if when.start:
        return Window(start=when.start.date(), end=when.start.date())
    if when.window:
        return when.window
    if when.month:
        following = date(when.month.year + when.month.month // 12, when.month.month % 12 + 1, 1)
        return Window(start=when.month, end=date.fromordinal(following.toordinal() - 1))
    return None


def _deadlines(facts: EventFacts) -> Iterator[Hit]:
    event, line = facts.event, facts.line("deadlines")
    authors, schools = event.deadlines.authors, event.deadlines.schools
    if authors and schools and authors > schools:
        message = f"Hạn của tác giả ({short_date(authors)}) sau hạn của trường ({short_date(schools)})."
        yield Hit(line, message, "Sửa deadlines.")
    submits = [phase for phase in event.timeline if phase.kind == "submit" and phase.end >= phase.start]
    known = [day for day in (authors, schools) if day]
    for phase in submits:
        if known and not any(phase.start <= day <= phase.end for day in known):
            days = ", ".join(map(short_date, known))
            message = f"Tiến độ ghi nộp bài {span(phase.start, phase.end)}, hạn nộp ghi {days}."
            yield Hit(line, message, "Sửa deadlines hoặc timeline cho khớp nhau.")
    for phase in event.timeline:
        if phase.kind == "print" and submits and phase.end < submits[0].start:
            message = f"Tiến độ ghi in ({short_date(phase.end)}) trước khi nộp bài ({short_date(submits[0].start)})."
            yield Hit(facts.line("timeline"), message, "Sửa ngày in hoặc ngày nộp.")


def _numbers(facts: EventFacts) -> Iterator[Hit]:
    event = facts.event
    counted = Counter(topic.number for topic in flat_topics(event.topics))
    for number in (number for number, times in counted.items() if times > 1):
        yield Hit(facts.line("topics"), f"Số chủ đề “{number}” dùng hai lần.", "Đặt số khác cho một trong hai.")
    if event.quotas:
        asked = [(one.min, one.max) for one in event.quotas.exceptions]
        for least, most in [(event.quotas.default.min, event.quotas.default.max), *asked]:
            if least is not None and most is not None and least > most:
                message = f"Chỉ tiêu ít nhất {least} bài lớn hơn tối đa {most} bài."
                yield Hit(facts.line("quotas"), message, "Sửa quotas.")
    if sum(venue.chosen for venue in event.venues) > 1:
        fix = "Chỉ để chosen: true ở một địa điểm."
        yield Hit(facts.line("venues"), "Có hai địa điểm cùng được chọn.", fix)


def _imprint(facts: EventFacts) -> Iterator[Hit]:
    """The kind of imprint against what it needs; an ISBN against its check digit."""
    volume, line = facts.event.volume, facts.line("volume.imprint")
    if volume.imprint == "publisher" and volume.publisher is None and not facts.unreadable("volume.publisher"):
        fix = "Thêm volume.publisher (name, isbn, registration, decision, deposit), hoặc đổi volume.imprint."
        yield Hit(line, "volume.imprint là publisher nhưng chưa có thông tin nhà xuất bản.", fix)
    if volume.imprint == "permit" and volume.permit is None and not facts.unreadable("volume.permit"):
        fix = "Thêm volume.permit (number, date, agency), hoặc đổi volume.imprint."
        yield Hit(line, "volume.imprint là permit nhưng chưa có giấy phép xuất bản.", fix)
    if volume.publisher and ean13(volume.publisher.isbn) is None:
        message = f"Mã số ISBN “{shorten(volume.publisher.isbn)}” không đúng: sai số chữ số hoặc sai chữ số kiểm tra."
        fix = "Đối chiếu với giấy xác nhận đăng ký xuất bản rồi sửa volume.publisher.isbn."
        yield Hit(facts.line("volume.publisher.isbn"), message, fix)


def _hall_banner(facts: EventFacts) -> Iterator[Hit]:
    cloth = facts.event.volume.hall_banner
    shorter, longer = sorted((cloth.width_mm, cloth.height_mm))
    if longer > _LONGEST * shorter:
        message = (
            f"Khổ ma két {cloth.width_mm:g} × {cloth.height_mm:g} mm quá dài: "
            f"cạnh dài không quá {_LONGEST} lần cạnh ngắn."
        )
        yield Hit(facts.line("volume.hall_banner"), message, "Sửa width_mm hoặc height_mm; đơn vị là mi-li-mét.")


def _order(facts: EventFacts) -> Iterator[Hit]:
    known = {paper.slug for paper in facts.proceedings.papers_of(facts.event)}
    for slug, times in Counter(facts.event.volume.order).items():
        place = facts.line("volume.order")
        if slug not in known:
            meant = nearest(slug, known)
            fix = f"Có phải “{meant[0]}”?" if meant else "Ghi tên tệp của bài, không có .md, hoặc bỏ dòng này."
            yield Hit(place, f"volume.order có “{shorten(slug)}” nhưng không có bài nào mang tên tệp ấy.", fix)
        elif times > 1:
            yield Hit(place, f"volume.order kể “{slug}” {times} lần.", "Chỉ để một lần.")
