"""The report for people at a terminal: grouped by paper, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from proceedings.checking.examine import NO_MANUSCRIPT
from proceedings.checking.report import EventReport, PaperReport, QuotaReport, Report
from proceedings.model.finding import Finding, Severity, Verdict
from proceedings.rules.catalogue import CATALOGUE
from proceedings.text.characters import printable
from proceedings.text.dates import short_date

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


def text_report(report: Report, *, colour: bool = False, verbose: bool = False, site: str = "") -> str:
    """Return the report as text; author's words are shown with control characters replaced.

    Parameters
    ----------
    verbose
        Name also the rules that passed, and every rule that could not look.
    site
        Address of the website, whose rule pages the messages name; "" where it is not known.
    """
    how = _How(colour=colour, verbose=verbose, site=site)
    lines: list[str] = []
    for event in report.events:
        lines += _event_lines(event, how)
    for paper in report.papers:
        lines += _paper_lines(paper, how)
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    passed = sum(paper.verdict in (Verdict.PASS, Verdict.WARNING) for paper in report.papers)
    lines.append(
        f"{len(report.papers)} bài: {passed} đạt, {len(report.papers) - passed} chưa đạt. "
        f"{errors} lỗi, {warnings} cảnh báo, {report.count(Severity.ADVICE)} gợi ý."
    )
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _How:
    """How the report is to be written."""

    colour: bool
    verbose: bool
    site: str


def summary_line(finding: Finding) -> str:
    """Return a finding on one line: "papers/…/x.md:12: KY201 …"."""
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    return _printable(f"{place}: {finding.code} {finding.message} {finding.fix}".rstrip())


def _event_lines(event: EventReport, how: _How) -> Iterator[str]:
    quotas = [line for quota in event.quotas if (line := _quota_line(quota, how))]
    if event.findings or quotas:
        yield _paint(f"Sự kiện {event.event}" if event.event else "Danh mục chung", "1", how.colour)
        yield from quotas
        yield from _finding_lines(event.findings, how, with_path=True)
        yield ""


def _quota_line(quota: QuotaReport, how: _How) -> str:
    """Return how many papers a unit has sent; a unit that has its number only where all is asked for."""
    state = quota_state(quota)
    if not state and not how.verbose:
        return ""
    return _printable(f"  {quota.unit}: đã nhận {quota.papers} / chỉ tiêu {quota_asked(quota)} / {state or 'đủ'}")


def quota_asked(quota: QuotaReport) -> str:
    """Return "3–5", "từ 3", "tối đa 5"."""
    if quota.min is not None and quota.max is not None:
        return f"{quota.min}–{quota.max}" if quota.min != quota.max else f"{quota.min}"
    return (
        f"từ {quota.min}" if quota.min is not None else f"tối đa {quota.max}" if quota.max is not None else "không đặt"
    )


def quota_state(quota: QuotaReport) -> str:
    """Return how far a unit is from its number: "còn thiếu 1", "thừa 2", "" where it has it."""
    if quota.papers < (quota.min or 0):
        return f"còn thiếu {(quota.min or 0) - quota.papers}"
    return f"thừa {quota.papers - quota.max}" if quota.max is not None and quota.papers > quota.max else ""


def _paper_lines(paper: PaperReport, how: _How) -> Iterator[str]:
    facts = [_paint(_VERDICT[paper.verdict], _COLOUR[paper.verdict], how.colour)]
    if paper.status in _STATUS:
        facts.append(_STATUS[paper.status])
    if paper.pages is not None:
        facts.append(f"{paper.pages} trang")
    if paper.words is not None:
        facts.append(f"{paper.words} chữ")
    elif paper.findings:
        facts.append("thân bài chưa được kiểm tra")
    yield f"{_paint(_printable(paper.path), '1', how.colour)}  {' · '.join(facts)}"
    own = tuple(finding for finding in paper.findings if finding.path == paper.path)
    others = tuple(finding for finding in paper.findings if finding.path != paper.path)
    yield from _finding_lines(own, how, with_path=False)
    yield from _finding_lines(others, how, with_path=True)
    for waived in paper.waived:
        on = short_date(date.fromisoformat(waived.on))
        yield _printable(f"  {waived.finding.code} được miễn: {waived.reason} ({waived.by}, {on})")
    looked_at = list(_looked_at(paper, how))
    yield from looked_at
    if paper.findings or paper.waived or looked_at:
        yield ""


def _looked_at(paper: PaperReport, how: _How) -> Iterator[str]:
    """Yield what could not be looked at and why, and on request what passed."""
    if how.verbose and paper.words is not None:
        passed = ", ".join(passed_rules(paper))
        yield f"  Đã xem và đạt: {passed or 'không có quy tắc nào'}"
    for reason, codes in missed_rules(paper, all_reasons=how.verbose).items():
        yield _printable(f"  Chưa kiểm tra: {', '.join(codes)} ({reason})")


def missed_rules(paper: PaperReport, *, all_reasons: bool) -> dict[str, list[str]]:
    """Return the rules that could not look at a paper, by reason; that no Word file came with it only if asked for."""
    reasons: dict[str, list[str]] = {}
    for one in paper.not_checked:
        if all_reasons or one.reason != NO_MANUSCRIPT:
            reasons.setdefault(one.reason, []).append(one.code)
    return reasons


def passed_rules(paper: PaperReport) -> list[str]:
    """Return the rules that looked at a paper and found nothing; without a layout, none that had to look at it."""
    spoken = {finding.code for finding in paper.findings} | {waived.finding.code for waived in paper.waived}
    spoken |= {one.code for one in paper.not_checked}
    return [
        code
        for code, rule in CATALOGUE.items()
        if code not in spoken and (rule.paper_check or rule.laid_out) and not (rule.laid_out and paper.pages is None)
    ]


def repair_mark(finding: Finding) -> str:
    """Return how `check.py` repairs a finding by itself, "" where people have to."""
    return {"": "", "safe": "tự sửa được: check.py --fix", "unsafe": "tự sửa được: check.py --fix --unsafe"}[
        CATALOGUE[finding.code].repairs
    ]


def _finding_lines(findings: Sequence[Finding], how: _How, *, with_path: bool) -> Iterator[str]:
    for finding in findings:
        line = f"dòng {finding.line}" if finding.line else "cả tệp"
        place = f"{finding.path}, {line}" if with_path else line
        weight = _paint(finding.severity.label, _COLOUR[finding.severity], how.colour)
        yield f"  {_printable(place)} · {finding.code} {weight}: {_printable(finding.message)}"
        notes = [f"trang {how.site}{finding.url}", repair_mark(finding)]
        yield f"      Cách sửa: {_printable(finding.fix)}  ({_printable('; '.join(filter(None, notes)))})"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _printable(text: str) -> str:
    """Author's text cannot move the cursor or fake a line of the report."""
    shown = text.replace("\u00ad", "-")  # the soft hyphen is the ư of TCVN3: it has to be seen
    return printable(shown, "�")
