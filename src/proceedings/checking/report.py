"""The outcome of a check as values; field names are those of the JSON report."""

from __future__ import annotations

from dataclasses import dataclass, field

from proceedings.model.finding import Finding, Severity, Verdict
from proceedings.rules.catalogue import CATALOGUE


@dataclass(frozen=True, slots=True, kw_only=True)
class WaivedFinding:
    """A finding that an editor has let pass."""

    finding: Finding
    reason: str
    by: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """A rule that could not look at a paper, and why (in Vietnamese)."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReport:
    """One paper; `pages` is None where it could not be laid out, `words` where its text could not be read.

    `documents` are the ids of the registered documents that it cites: not in the JSON report.
    """

    path: str
    event: str
    title: str
    verdict: Verdict
    pages: int | None
    words: int | None
    documents: tuple[str, ...] = ()
    status: str = "accepted"
    findings: tuple[Finding, ...]
    waived: tuple[WaivedFinding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether the paper is kept out of preview and book; what is unsafe stays out of the preview of a draft too."""
        return any(
            CATALOGUE[finding.code].withholds and (finding.severity is Severity.ERROR or self.status != "accepted")
            for finding in self.findings
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaReport:
    unit: str
    papers: int
    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicReport:
    topic: str
    title: str
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """One event; findings of files shared by all events are under the event ""."""

    event: str
    findings: tuple[Finding, ...]
    quotas: tuple[QuotaReport, ...] = ()
    topics: tuple[TopicReport, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    papers: tuple[PaperReport, ...] = field(default_factory=tuple)
    events: tuple[EventReport, ...] = field(default_factory=tuple)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings())

    def findings(self) -> tuple[Finding, ...]:
        of_events = [finding for event in self.events for finding in event.findings]
        return (*of_events, *(finding for paper in self.papers for finding in paper.findings))
