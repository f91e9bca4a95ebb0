"""The report for people at a terminal: grouped by paper, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.checking.report import EventReport, PaperReport, Report
from proceedings.model.finding import Finding, Severity, Verdict

_VERDICT = {
    Verdict.PASS: "ĐẠT",
    Verdict.WARNING: "ĐẠT, CÓ CẢNH BÁO",
    Verdict.FAIL: "CHƯA ĐẠT",
    Verdict.NOT_CHECKED: "CHƯA KIỂM TRA",
}
_STATUS = {"draft": "bản nháp, không in", "withdrawn": "đã rút, không in"}
_COLOUR = {
    Verdict.PASS: "32",
    Verdict.WARNING: "33",
    Verdict.FAIL: "31",
    Verdict.NOT_CHECKED: "35",
    Severity.ERROR: "31",
    Severity.WARNING: "33",
    Severity.ADVICE: "36",
}


def text_report(report: Report, *, colour: bool = False) -> str:
    """Return the report as text; author's words are shown with control characters replaced."""
    lines: list[str] = []
    for event in report.events:
        lines += _event_lines(event, colour)
    for paper in report.papers:
        lines += _paper_lines(paper, colour)
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    passed = sum(paper.verdict in (Verdict.PASS, Verdict.WARNING) for paper in report.papers)
    lines.append(
        f"{len(report.papers)} bài: {passed} đạt, {len(report.papers) - passed} chưa đạt. "
        f"{errors} lỗi, {warnings} cảnh báo, {report.count(Severity.ADVICE)} gợi ý."
    )
    return "\n".join(lines) + "\n"


def summary_line(finding: Finding) -> str:
    """Return a finding on one line: "papers/…/x.md:12: KY201 …"."""
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    return _printable(f"{place}: {finding.code} {finding.message} {finding.fix}".rstrip())


def _event_lines(event: EventReport, colour: bool) -> Iterator[str]:
    if event.findings:
        yield _paint(f"Sự kiện {event.event}" if event.event else "Danh mục chung", "1", colour)
        yield from _finding_lines(event.findings, colour, with_path=True)
        yield ""


def _paper_lines(paper: PaperReport, colour: bool) -> Iterator[str]:
    facts = [_paint(_VERDICT[paper.verdict], _COLOUR[paper.verdict], colour)]
    if paper.status in _STATUS:
        facts.append(_STATUS[paper.status])
    if paper.pages is not None:
        facts.append(f"{paper.pages} trang")
    if paper.pages is None and paper.findings:
        facts.append("thân bài chưa được kiểm tra")
    if paper.words is not None:
        facts.append(f"{paper.words} chữ")
    yield f"{_paint(_printable(paper.path), '1', colour)}  {' · '.join(facts)}"
    own = tuple(finding for finding in paper.findings if finding.path == paper.path)
    others = tuple(finding for finding in paper.findings if finding.path != paper.path)
    yield from _finding_lines(own, colour, with_path=False)
    yield from _finding_lines(others, colour, with_path=True)
    for waived in paper.waived:
        yield _printable(f"  {waived.finding.code} được miễn: {waived.reason} ({waived.by}, {waived.on})")
    if paper.findings or paper.waived:
        yield ""


def _finding_lines(findings: Sequence[Finding], colour: bool, *, with_path: bool) -> Iterator[str]:
    for finding in findings:
        line = f"dòng {finding.line}" if finding.line else "cả tệp"
        place = f"{finding.path}, {line}" if with_path else line
        weight = _paint(finding.severity.label, _COLOUR[finding.severity], colour)
        yield f"  {_printable(place)} · {finding.code} {weight}: {_printable(finding.message)}"
        yield f"      Cách sửa: {_printable(finding.fix)}  (trang {finding.url})"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _printable(text: str) -> str:
    """Author's text cannot move the cursor or fake a line of the report."""
    return "".join(char if char.isprintable() else "�" for char in text)
