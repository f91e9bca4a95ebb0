"""The papers of the editors' board: state, verdict, findings by rule, and what of it may be public."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from proceedings.checking.report import PaperReport
from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.event import Event
from proceedings.model.finding import Finding, Severity, Verdict
from proceedings.model.paper import SELF_CHOSEN, Paper, topic_label
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.rules.catalogue import CATALOGUE
from proceedings.text.dates import short_date
from proceedings.text.typography import bare_title
from proceedings.web.content import Content
from proceedings.web.page import paper_path

LATE, TOO_LONG = "KY601", "KY201"
"""The rules that say so; a waiver lets a finding pass, but the paper stays late or long."""

STATES = {"accepted": "đã nhận", "draft": "bản nháp", "withdrawn": "đã rút", "broken": "có lỗi, chưa đăng"}
VERDICTS = {"pass": "đạt", "warning": "có cảnh báo", "fail": "có lỗi", "not-checked": "chưa kiểm tra"}
"""The words for it, by state of a paper and by verdict."""

_WEIGHT = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSummary:
    """The findings of one rule, with their messages ("dòng 12: …") where the board is internal."""

    code: str
    severity: Severity
    number: int
    messages: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return CATALOGUE[self.code].title


class Waived(NamedTuple):
    """A rule that an editor has waived; `reason` says why, who and when where the board is internal."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPaper:
    """One paper; what is not known or not for everybody is empty.

    `state` is "accepted", "draft", "withdrawn" or "broken" (not published through its errors); `page` is where it
    is on the site; `topic` is the number; `most` are the pages allowed.
    """

    title: str
    state: str
    page: str | None = None
    authors: tuple[str, ...] = ()
    unit: str = ""
    topic: str = ""
    topic_title: str = ""
    verdict: Verdict | None = None
    pages: int | None = None
    most: int | None = None
    words: int | None = None
    received: datetime.date | None = None
    days_late: int = 0
    remarks: tuple[CodeSummary, ...] = ()
    waived: tuple[Waived, ...] = ()
    review: str = ""

    @property
    def late(self) -> bool:
        return LATE in self._codes

    @property
    def too_long(self) -> bool:
        return TOO_LONG in self._codes

    @property
    def _codes(self) -> set[str]:
        return {remark.code for remark in self.remarks} | {waived.code for waived in self.waived}


def board_papers(event: Event, reports: Iterable[PaperReport], content: Content) -> Iterator[BoardPaper]:
    """Yield every paper: those of the volume in its order, then all others."""
    listed = {entry.paper.path: entry for entry in content.volumes[event.id].entries}
    known = {paper.path: paper for paper in content.proceedings.papers_of(event)}
    places = {path: place for place, path in enumerate(listed)}
    for report in sorted(reports, key=lambda one: (places.get(one.path, len(places)), one.path)):
        paper = known.get(report.path)
        yield _paper(event, paper, report, listed.get(report.path), content.proceedings)


def _paper(
    event: Event, paper: Paper | None, report: PaperReport, listed: VolumeEntry | None, proceedings: Proceedings
) -> BoardPaper:
    state = report.status if report.status != "accepted" or listed else "broken"
    # By the folder's path: a paper that could not be read has nothing else to be called by.
    title = report.title or report.path.rpartition("/")[2]
    remarks = remarks_of(report.findings)
    if paper is None:
        return BoardPaper(title=title, state=state, verdict=report.verdict, words=report.words, remarks=remarks)
    page = paper_path(paper) if listed or state == "withdrawn" else None
    waived = {one.finding.code: f"{one.reason} ({one.by}, {_day(one.on)})" for one in report.waived}
    review = paper.front.review
    return BoardPaper(
        title=title,
        state=state,
        page=page,
        authors=tuple(author.name for author in paper.front.authors),
        unit=_unit_of(paper, event, proceedings),
        topic=paper.front.topic or "",
        topic_title=_topic_title(paper, event),
        verdict=report.verdict,
        pages=report.pages,
        most=event.guideline.pages.max,
        words=report.words,
        received=paper.front.received,
        days_late=_days_late(paper, event),
        remarks=remarks,
        waived=tuple(Waived(code, reason) for code, reason in sorted(waived.items())),
        review=f"{review.by}, {short_date(review.on)}: {review.verdict}" if review else "",
    )


def public(papers: Iterable[BoardPaper]) -> Iterator[BoardPaper]:
    """Yield what everybody may know: papers accepted, without what was said about them; titles of those withdrawn."""
    for paper in papers:
        if paper.state == "withdrawn" and paper.page:
            yield BoardPaper(title=paper.title, state=paper.state, page=paper.page)
        elif paper.state == "accepted":
            yield BoardPaper(
                title=paper.title,
                state=paper.state,
                page=paper.page,
                authors=paper.authors,
                unit=paper.unit,
                topic=paper.topic,
                topic_title=paper.topic_title,
                verdict=paper.verdict,
                pages=paper.pages,
                most=paper.most,
                words=paper.words,
                received=paper.received,
                days_late=paper.days_late,
                remarks=tuple(
                    CodeSummary(code=one.code, severity=one.severity, number=one.number) for one in paper.remarks
                ),
                waived=tuple(Waived(one.code, "") for one in paper.waived),
            )


def remarks_of(findings: Iterable[Finding]) -> tuple[CodeSummary, ...]:
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return tuple(
        CodeSummary(
            code=code,
            severity=min((one.severity for one in found), key=_WEIGHT.index),
            number=len(found),
            messages=tuple(f"dòng {one.line}: {one.message}" if one.line else one.message for one in found),
        )
        for code, found in sorted(by_code.items())
    )


def _unit_of(paper: Paper, event: Event, proceedings: Proceedings) -> str:
    """Return the unit that a paper counts for: as the quotas count, and without quotas that of its first author."""
    own = paper.front.authors[0].unit
    if event.quotas is None or own in event.quotas.units:
        return own
    return proceedings.school_of(own)


def _topic_title(paper: Paper, event: Event) -> str:
    number = paper.front.topic or ""
    if number == SELF_CHOSEN:
        return f"{paper.front.topic_title or ''} (tự chọn)".lstrip()
    title = next((topic.title.text for topic in flat_topics(event.topics) if topic.number == number), None)
    return number if title is None else topic_label(number, bare_title(title))


def _days_late(paper: Paper, event: Event) -> int:
    last = event.deadlines.schools or event.deadlines.authors
    received = paper.front.received
    return max((received - last).days, 0) if last and received else 0


def _day(iso: str) -> str:
    return short_date(datetime.date.fromisoformat(iso))
