"""Checks a content tree: faults of reading, rules of papers and events, waivers, verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from proceedings.checking.examine import Examined, Examiner, examine_each, layout_hits
from proceedings.checking.report import (
    EventReport,
    NotChecked,
    PaperReport,
    QuotaReport,
    Report,
    TopicReport,
    WaivedFinding,
)
from proceedings.model.event import Event
from proceedings.model.finding import Fault, Finding, Severity, Verdict
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.model.typeset import Body, NotTypeset, Typeset
from proceedings.reading.load import LoadedTree, owner
from proceedings.rules.calendar import count_units
from proceedings.rules.catalogue import CATALOGUE
from proceedings.rules.rule import EventFacts, Hit, PaperFacts

Typesetter = Callable[[Proceedings, tuple[Paper, ...], Mapping[str, Body]], Mapping[str, Typeset | NotTypeset]]
"""Lays papers out and returns the outcome by paper path; given by the caller, who knows the engine.

The last argument holds the texts that were rendered to be examined, by paper path.
"""


Early = Callable[[tuple[Finding, ...]], None]
"""Called with what is known before anything is laid out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Papers that are not checked, but that a checked one may repeat; the fingerprints of their texts are by path."""

    papers: tuple[Paper, ...] = ()
    fingerprints: Mapping[str, frozenset[int]] = field(default_factory=dict)


def check(
    reading: LoadedTree,
    typesetter: Typesetter,
    as_of: date,
    *,
    examiner: Examiner = examine_each,
    early: Early | None = None,
    others: Others | None = None,
) -> Report:
    """Return the report on everything that was read.

    Parameters
    ----------
    as_of
        The day that deadlines are compared with.
    examiner
        Asks the rules that need no layout, before the first paper is laid out.
    early
        Called with their findings meanwhile.
    others
        What else a paper may repeat.
    """
    proceedings = reading.proceedings
    headless = {paper.path: paper for paper in reading.headless}
    known = {paper.path for paper in proceedings.papers} | {path for _, path in reading.unreadable}
    faults: dict[str, list[Fault]] = {}
    for fault in reading.faults:
        path = owner(fault.path)
        faults.setdefault(path if path in known else fault.path, []).append(fault)
    examined = examiner(proceedings, (*proceedings.papers, *reading.headless), frozenset(headless))
    for path, outcome in examined.items():
        faults.setdefault(path, []).extend(_faults(path, outcome.hits))
    if early:
        early(_told_early(faults, proceedings))
    bodies = {path: outcome.body for path, outcome in examined.items() if outcome.body}
    layouts = typesetter(proceedings, proceedings.papers, bodies)
    for paper in proceedings.papers:
        faults.setdefault(paper.path, []).extend(_of_layout(paper, proceedings, layouts[paper.path]))
    events = _Events(proceedings, examined, others or Others(), as_of)
    broken = {paper.path for paper in proceedings.papers if _is_broken(paper, proceedings, faults)}
    by_event = {event.id: events.hits(event, _accepted(event, proceedings, broken)) for event in proceedings.events}
    for path, hits in events.of_papers.items():
        faults.setdefault(path, []).extend(hits)
    papers = [
        _paper_report(paper, proceedings, layouts[paper.path], examined[paper.path], faults.pop(paper.path, []))
        for paper in proceedings.papers
    ]
    for event_id, path in reading.unreadable:
        report = _unread(path, event_id, faults.pop(path, []), proceedings, examined.get(path))
        if path in reading.set_aside:
            findings = tuple(map(_only_told, report.findings))
            report = replace(report, status="draft", verdict=Verdict.NOT_CHECKED, findings=findings)
        papers.append(report)
    withheld = {report.path for report in papers if report.withheld}
    reports = [
        _event_report(event, _accepted(event, proceedings, withheld), proceedings, faults, by_event[event.id])
        for event in proceedings.events
    ]
    left = _by_event(faults)
    reports += [EventReport(event=id, findings=_findings(own, proceedings.guideline)) for id, own in left.items()]
    reports.sort(key=lambda report: report.event)
    return Report(papers=tuple(sorted(papers, key=lambda report: report.path)), events=tuple(reports))


def _by_event(faults: dict[str, list[Fault]]) -> dict[str, list[Fault]]:
    """Return what belongs to no paper by the folder it lies in; files that all events share are under ""."""
    found: dict[str, list[Fault]] = {}
    for path, own in faults.items():
        parts = path.split("/")
        found.setdefault(parts[1] if len(parts) > 2 else "", []).extend(own)
    return found


def _of_layout(paper: Paper, proceedings: Proceedings, layout: Typeset | NotTypeset) -> list[Fault]:
    """Return what the rules that look at the layout say, or that there is none."""
    if isinstance(layout, NotTypeset):
        fix = CATALOGUE["KY906"].repair
        return [Fault("KY906", paper.path, 0, f"Không dàn trang được bài: {layout.reason}.", fix)]
    event = proceedings.event(paper.event)
    facts = PaperFacts(paper=paper, event=event, proceedings=proceedings, body=layout.body, typeset=layout)
    return _faults(paper.path, layout_hits(facts))


def _paper_report(
    paper: Paper, proceedings: Proceedings, layout: Typeset | NotTypeset, examined: Examined, faults: list[Fault]
) -> PaperReport:
    found = _findings(faults, proceedings.event(paper.event).guideline)
    if paper.front.status != "accepted":
        found = tuple(map(_only_told, found))
    findings, waived = _waive(paper, found)
    not_checked = [NotChecked(code=code, reason=reason) for code, reason in examined.not_checked]
    if isinstance(layout, NotTypeset):
        lacking = [rule.code for rule in CATALOGUE.values() if rule.laid_out]
        not_checked += [NotChecked(code=code, reason="không dàn trang được bài") for code in lacking]
    else:
        missed = {one.code for one in not_checked}  # what was not looked at may still be needed
        findings += _useless_waivers(paper, {one.finding.code for one in waived} | missed)
    return PaperReport(
        path=paper.path,
        event=paper.event,
        title=paper.front.title,
        verdict=_verdict(findings),
        pages=layout.pages if isinstance(layout, Typeset) else None,
        words=examined.words,
        documents=examined.documents,
        status=paper.front.status,
        findings=findings,
        waived=waived,
        not_checked=tuple(not_checked),
    )


def _only_told(finding: Finding) -> Finding:
    """A draft or a withdrawn paper is published nowhere: its faults are reported but stop nothing."""
    return replace(finding, severity=Severity.ADVICE)


def _unread(
    path: str, event: str, faults: list[Fault], proceedings: Proceedings, examined: Examined | None
) -> PaperReport:
    """Report a paper that is not in the model: through its own faults, or only because its event could not be read."""
    # An event may make a fault of metadata lighter, but a paper that cannot be read has failed.
    findings = _findings(faults, Guideline())
    verdict = _verdict(findings)
    if verdict is not Verdict.FAIL and not any(known.id == event for known in proceedings.events):
        message = "Chưa kiểm tra bài này: event.yml của sự kiện chưa đọc được."
        missed = Fault("KY991", path, 0, message, "Sửa event.yml trước.")
        findings, verdict = (*findings, *_findings([missed], Guideline())), Verdict.NOT_CHECKED
    return PaperReport(
        path=path,
        event=event,
        title="",
        verdict=verdict,
        pages=None,
        words=examined.words if examined else None,
        findings=findings,
        not_checked=tuple(
            NotChecked(code=code, reason=reason) for code, reason in (examined.not_checked if examined else ())
        ),
    )


class _Events:
    """Asks the rules on events; what they say of single papers is laid by in `of_papers`."""

    def __init__(self, proceedings: Proceedings, examined: Mapping[str, Examined], others: Others, as_of: date) -> None:
        self._proceedings = replace(proceedings, papers=(*proceedings.papers, *others.papers))
        own = {path: outcome.fingerprint for path, outcome in examined.items()}
        self._fingerprints = {**others.fingerprints, **own}
        self._as_of = as_of
        self.of_papers: dict[str, list[Fault]] = {}

    def hits(self, event: Event, papers: tuple[Paper, ...]) -> list[Fault]:
        facts = EventFacts(
            event=event,
            papers=papers,
            proceedings=self._proceedings,
            as_of=self._as_of,
            fingerprints=self._fingerprints,
        )
        shown = f"papers/{event.id}/event.yml"
        found = [
            fault
            for rule in CATALOGUE.values()
            if rule.event_check
            for fault in _faults(shown, ((rule.code, hit) for hit in rule.event_check(facts)))
        ]
        for fault in found:
            if fault.path != shown:
                self.of_papers.setdefault(fault.path, []).append(fault)
        return [fault for fault in found if fault.path == shown]


def _kept(paper: Paper, proceedings: Proceedings, faults: Mapping[str, list[Fault]]) -> tuple[Finding, ...]:
    """Return a paper's findings so far, without those that are waived."""
    return _waive(paper, _findings(faults.get(paper.path, []), proceedings.event(paper.event).guideline))[0]


def _is_broken(paper: Paper, proceedings: Proceedings, faults: Mapping[str, list[Fault]]) -> bool:
    """Return whether an error keeps a paper out of the book."""
    return any(
        CATALOGUE[finding.code].withholds and finding.severity is Severity.ERROR
        for finding in _kept(paper, proceedings, faults)
    )


def _accepted(event: Event, proceedings: Proceedings, withheld: set[str]) -> tuple[Paper, ...]:
    return tuple(
        paper
        for paper in proceedings.papers_of(event)
        if paper.front.status == "accepted" and paper.path not in withheld
    )


def _event_report(
    event: Event,
    papers: tuple[Paper, ...],
    proceedings: Proceedings,
    faults: dict[str, list[Fault]],
    hits: list[Fault],
) -> EventReport:
    folder = f"papers/{event.id}"
    own = [fault for path in list(faults) if path.startswith(f"{folder}/") for fault in faults.pop(path)]
    own += [
        Fault("KY103", f"{folder}/event.yml", 0, f"severity ghi quy tắc không có: {code}.", "Sửa hoặc xóa mã này.")
        for code in event.guideline.severity
        if code not in CATALOGUE
    ]
    chosen = [paper.front.topic for paper in papers]
    return EventReport(
        event=event.id,
        findings=_findings([*own, *hits], event.guideline),
        quotas=tuple(
            QuotaReport(unit=count.unit, papers=count.papers, min=count.asked.min, max=count.asked.max)
            for count in count_units(event, papers, proceedings)
        ),
        topics=tuple(
            TopicReport(topic=topic.number, title=topic.title.text, papers=chosen.count(topic.number))
            for topic in flat_topics(event.topics)
            if not topic.children
        ),
    )


def _faults(path: str, hits: Iterable[tuple[str, Hit]]) -> list[Fault]:
    return [
        Fault(code, hit.path or path, hit.line, hit.message, hit.fix, hit.severity, hit.detail) for code, hit in hits
    ]


def _told_early(faults: Mapping[str, list[Fault]], proceedings: Proceedings) -> tuple[Finding, ...]:
    """Return what is known of accepted papers before the layout, as it will be in the report."""
    accepted = (paper for paper in proceedings.papers if paper.front.status == "accepted")
    return tuple(finding for paper in accepted for finding in _kept(paper, proceedings, faults))


def _findings(faults: Iterable[Fault], guideline: Guideline) -> tuple[Finding, ...]:
    findings = []
    for fault in faults:
        rule = CATALOGUE[fault.code]
        own = fault.severity or rule.severity
        findings.append(
            Finding(
                code=fault.code,
                severity=guideline.severity.get(fault.code, own),
                path=fault.path,
                line=fault.line,
                message=fault.message,
                fix=fault.fix or rule.repair,
                url=rule.url,
                detail=fault.detail,
            )
        )
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: (finding.path, finding.line, finding.code)))


def _waive(paper: Paper, findings: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], tuple[WaivedFinding, ...]]:
    """Part what an editor lets pass from what stays."""
    waivers = {waiver.code: waiver for waiver in paper.front.waivers}
    kept: list[Finding] = []
    waived: list[WaivedFinding] = []
    for finding in findings:
        waiver = waivers.get(finding.code)
        if waiver and CATALOGUE[finding.code].waivable:
            on = waiver.on.isoformat()
            waived.append(WaivedFinding(finding=finding, reason=waiver.reason, by=waiver.by, on=on))
        else:
            kept.append(finding)
    return tuple(kept), tuple(waived)


def _useless_waivers(paper: Paper, used: set[str]) -> tuple[Finding, ...]:
    """Return the waivers that nothing needs (KY990)."""
    faults = [
        Fault("KY990", paper.path, paper.line(f"waivers.{number}"), _useless(waiver.code), "Xóa hoặc sửa miễn trừ này.")
        for number, waiver in enumerate(paper.front.waivers)
        if waiver.code not in used
    ]
    return _findings(faults, Guideline())


def _useless(code: str) -> str:
    if code not in CATALOGUE:
        return f"Không có quy tắc {code} để miễn."
    if not CATALOGUE[code].waivable:
        return f"Quy tắc {code} không được miễn."
    return f"Bài không còn vi phạm {code}, miễn trừ này không cần nữa."


def _verdict(findings: tuple[Finding, ...]) -> Verdict:
    weights = {finding.severity for finding in findings}
    if Severity.ERROR in weights:
        return Verdict.FAIL
    return Verdict.WARNING if Severity.WARNING in weights else Verdict.PASS
