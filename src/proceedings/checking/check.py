"""Checks a content tree: faults of reading, rules of papers and events, waivers, verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from proceedings.checking.report import EventReport, PaperReport, QuotaReport, Report, TopicReport, WaivedFinding
from proceedings.model.event import Event
from proceedings.model.finding import Fault, Finding, Severity, Verdict
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.reading.tree import Reading
from proceedings.rules.calendar import count_units
from proceedings.rules.catalogue import CATALOGUE
from proceedings.rules.rule import EventFacts, Hit, PaperFacts

Typesetter = Callable[[Proceedings, tuple[Paper, ...]], Mapping[str, Typeset | NotTypeset]]
"""Lays papers out and returns the outcome by paper path; given by the caller, who knows the engine."""


def check(reading: Reading, typesetter: Typesetter, as_of: date) -> Report:
    """Return the report on everything that was read.

    Parameters
    ----------
    as_of
        The day that deadlines are compared with.
    """
    proceedings = reading.proceedings
    known = {paper.path for paper in proceedings.papers} | {path for _, path in reading.unreadable}
    faults: dict[str, list[Fault]] = {}
    for fault in reading.faults:
        faults.setdefault(_owner(fault.path, known), []).append(fault)
    layouts = typesetter(proceedings, proceedings.papers)
    papers = [
        _check_paper(paper, proceedings, layouts[paper.path], faults.pop(paper.path, []))
        for paper in proceedings.papers
    ]
    for event, path in reading.unreadable:
        report = _unread(path, event, faults.pop(path, []), proceedings)
        if path in reading.set_aside:
            findings = tuple(map(_only_told, report.findings))
            report = replace(report, status="draft", verdict=Verdict.NOT_CHECKED, findings=findings)
        papers.append(report)
    withheld = {report.path for report in papers if report.withheld}
    events = [_check_event(event, proceedings, withheld, faults, as_of) for event in proceedings.events]
    left = _by_event(faults)
    events += [EventReport(event=id, findings=_findings(own, proceedings.guideline)) for id, own in left.items()]
    events.sort(key=lambda report: report.event)
    return Report(papers=tuple(sorted(papers, key=lambda report: report.path)), events=tuple(events))


def _owner(path: str, papers: set[str]) -> str:
    """Return the paper that a faulty file belongs to (a figure belongs to its paper), else the file itself."""
    of_folder = f"{path.rpartition('/')[0]}.md"
    return of_folder if path not in papers and of_folder in papers else path


def _by_event(faults: dict[str, list[Fault]]) -> dict[str, list[Fault]]:
    """Return what belongs to no paper by the folder it lies in; files that all events share stand under ""."""
    found: dict[str, list[Fault]] = {}
    for path, own in faults.items():
        parts = path.split("/")
        found.setdefault(parts[1] if len(parts) > 2 else "", []).extend(own)
    return found


def _check_paper(
    paper: Paper, proceedings: Proceedings, layout: Typeset | NotTypeset, faults: list[Fault]
) -> PaperReport:
    event = proceedings.event(paper.event)
    if isinstance(layout, NotTypeset):
        fix = CATALOGUE["KY906"].repair
        faults = [*faults, Fault("KY906", paper.path, 0, f"Không dàn trang được bài: {layout.reason}.", fix)]
    else:
        facts = PaperFacts(paper=paper, event=event, proceedings=proceedings, typeset=layout)
        for rule in CATALOGUE.values():
            if rule.paper_check:
                faults += _weighed(rule.code, paper.path, rule.paper_check(facts))
    found = _findings(faults, event.guideline)
    if paper.front.status != "accepted":
        found = tuple(map(_only_told, found))
    findings, waived = _waive(paper, found)
    if isinstance(layout, Typeset):  # else nobody knows yet what is needed
        findings += _useless_waivers(paper, {one.finding.code for one in waived})
    return PaperReport(
        path=paper.path,
        event=paper.event,
        title=paper.front.title,
        verdict=_verdict(findings),
        pages=layout.pages if isinstance(layout, Typeset) else None,
        words=layout.body.words if isinstance(layout, Typeset) else None,
        status=paper.front.status,
        findings=findings,
        waived=waived,
    )


def _only_told(finding: Finding) -> Finding:
    """A draft or a withdrawn paper is published nowhere: its faults are told but stop nothing."""
    return replace(finding, severity=Severity.ADVICE)


def _unread(path: str, event: str, faults: list[Fault], proceedings: Proceedings) -> PaperReport:
    """Report a paper that is not in the model: through its own faults, or only because its event could not be read."""
    # An event may make a fault of metadata lighter, but a paper that cannot be read has failed.
    findings = _findings(faults, Guideline())
    verdict = _verdict(findings)
    if verdict is not Verdict.FAIL and not any(known.id == event for known in proceedings.events):
        message = "Chưa kiểm tra bài này: event.yml của sự kiện chưa đọc được."
        missed = Fault("KY991", path, 0, message, "Sửa event.yml trước.")
        findings, verdict = (*findings, *_findings([missed], Guideline())), Verdict.NOT_CHECKED
    return PaperReport(path=path, event=event, title="", verdict=verdict, pages=None, words=None, findings=findings)


def _check_event(
    event: Event, proceedings: Proceedings, withheld: set[str], faults: dict[str, list[Fault]], as_of: date
) -> EventReport:
    folder = f"papers/{event.id}"
    own = [fault for path in list(faults) if path.startswith(f"{folder}/") for fault in faults.pop(path)]
    papers = tuple(
        paper
        for paper in proceedings.papers_of(event)
        if paper.front.status == "accepted" and paper.path not in withheld
    )
    facts = EventFacts(event=event, papers=papers, proceedings=proceedings, as_of=as_of)
    for rule in CATALOGUE.values():
        if rule.event_check:
            own += _weighed(rule.code, f"{folder}/event.yml", rule.event_check(facts))
    own += [
        Fault("KY103", f"{folder}/event.yml", 0, f"severity ghi quy tắc không có: {code}.", "Sửa hoặc xóa mã này.")
        for code in event.guideline.severity
        if code not in CATALOGUE
    ]
    chosen = [paper.front.topic for paper in papers]
    return EventReport(
        event=event.id,
        findings=_findings(own, event.guideline),
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


def _weighed(code: str, path: str, hits: Iterable[Hit]) -> list[Fault]:
    return [Fault(code, path, hit.line, hit.message, hit.fix, hit.severity) for hit in hits]


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
