"""The report for programs: one JSON object with stable keys."""

from __future__ import annotations

import dataclasses
import json

from proceedings.checking.report import EventReport, PaperReport, Report
from proceedings.model.finding import Finding, Severity

_KEYS = ("code", "severity", "path", "line", "message", "fix", "url")


def json_report(report: Report) -> str:
    """Return the report as JSON, as the project's design states its keys."""
    data = {
        "papers": [_paper(paper) for paper in report.papers],
        "events": [_event(event) for event in report.events],
        "summary": {
            "papers": len(report.papers),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "advice": report.count(Severity.ADVICE),
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _paper(paper: PaperReport) -> dict[str, object]:
    return {
        "path": paper.path,
        "event": paper.event,
        "verdict": paper.verdict,
        "pages": paper.pages,
        "words": paper.words,
        "findings": [_finding(finding) for finding in paper.findings],
        "waived": [
            {**_finding(waived.finding), "reason": waived.reason, "by": waived.by, "on": waived.on}
            for waived in paper.waived
        ],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {key: getattr(finding, key) for key in _KEYS}


def _event(event: EventReport) -> dict[str, object]:
    return {
        "event": event.event,
        "findings": [_finding(finding) for finding in event.findings],
        "quotas": [dataclasses.asdict(quota) for quota in event.quotas],
        "topics": [dataclasses.asdict(topic) for topic in event.topics],
    }
