"""The report for GitHub: annotations on the lines of a pull request, and a job summary; author's words stay words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from proceedings.checking.report import EventReport, PaperReport, Report, WaivedFinding
from proceedings.checking.text_report import missed_rules, quota_asked, quota_state, repair_mark
from proceedings.installation import program
from proceedings.model.finding import Finding, Severity, Verdict
from proceedings.rules.catalogue import CATALOGUE
from proceedings.text.dates import short_date

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_SHOWN = 10
"""GitHub shows ten annotations of each level for one step."""

_VERDICT = {
    Verdict.FAIL: "❌ chưa đạt",
    Verdict.NOT_CHECKED: "❔ chưa kiểm tra",
    Verdict.WARNING: "⚠️ đạt, có cảnh báo",
    Verdict.PASS: "✅ đạt",
}
_STATUS = {"draft": ", bản nháp", "withdrawn": ", đã rút"}
_MOST_BYTES = 1_000_000
"""GitHub takes a summary of 1 MiB for a step, and none at all if it is larger."""

# GitHub turns these into mentions, references, links and emoji after it has decoded entities.
_COME_ALIVE = re.compile(r"@|#|:(?=\S)|\bwww(?=\.)|\bGH(?=-)|[0-9a-f]{6}(?=[0-9a-f])", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


def workflow_commands(report: Report) -> str:
    """Return workflow commands that mark the lines concerned, errors first; every line of it is one of ours."""
    lines: list[str] = []
    untold = 0
    for severity in Severity:
        own = _spread([finding for finding in report.findings() if finding.severity is severity])
        # The last notice is kept for saying that there is more.
        shown = _SHOWN - 1 if severity is Severity.ADVICE and (untold or len(own) > _SHOWN) else _SHOWN
        lines += map(_annotation, own[:shown])
        untold += len(own[shown:])
    if untold:
        lines.append(f"::notice title=Kết quả kiểm tra::{_data(f'Còn {untold} điều nữa trong bảng tóm tắt.')}")
    return "".join(f"{line}\n" for line in lines)


def summary(report: Report, site: str = "") -> str:
    """Return the job summary in GitHub's Markdown, what has failed first.

    Parameters
    ----------
    site
        Address of the website, for links to the rules' pages; "" where it is not known.
    """
    lines = list(_summary_lines(report, site))
    size = 0
    for number, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > _MOST_BYTES:
            lines[number:] = ["", f"Còn {len(lines) - number} dòng không in ở đây: chạy {program('check')} để xem đủ."]
            break
    return "".join(f"{line}\n" for line in lines)


def _spread(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings so that each file has its first before any has its second."""
    seen: Counter[str] = Counter()
    turns = []
    for finding in findings:
        turns.append(seen[finding.path])
        seen[finding.path] += 1
    return [finding for _, finding in sorted(zip(turns, findings, strict=True), key=lambda pair: pair[0])]


def _annotation(finding: Finding) -> str:
    title = f"{finding.code} {CATALOGUE[finding.code].title}"
    line = f",line={finding.line}" if finding.line else ""
    message = " ".join(filter(None, (finding.message, finding.fix, _repair(finding))))
    place = f"file={_property(finding.path)}{line},title={_property(title)}"
    return f"::{_LEVEL[finding.severity]} {place}::{_data(message)}"


def _data(text: str) -> str:
    return _visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _repair(finding: Finding) -> str:
    mark = repair_mark(finding)
    return f"({mark})" if mark else ""


def _summary_lines(report: Report, site: str) -> Iterator[str]:
    papers = sorted(report.papers, key=lambda paper: list(_VERDICT).index(paper.verdict))
    yield "## Kết quả kiểm tra"
    yield ""
    counts = f"{report.count(Severity.ERROR)} lỗi, {report.count(Severity.WARNING)} cảnh báo"
    yield f"{len(papers)} bài, {counts}, {report.count(Severity.ADVICE)} gợi ý."
    if papers:
        yield ""
        yield "| Bài | Kết quả | Trang | Chữ | Lỗi | Cảnh báo | Gợi ý |"
        yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
        yield from map(_paper_row, papers)
    for paper in papers:
        yield from _paper(paper, site)
    for event in report.events:
        yield from _event(event, site)


def _paper_row(paper: PaperReport) -> str:
    counts = Counter(finding.severity for finding in paper.findings)
    verdict = f"{_VERDICT[paper.verdict]}{_STATUS.get(paper.status, '')}"
    numbers = [paper.pages, paper.words, *(counts[severity] for severity in Severity)]
    return _row(_words(paper.path), verdict, *("–" if number is None else str(number) for number in numbers))


def _paper(paper: PaperReport, site: str) -> Iterator[str]:
    missed = missed_rules(paper, all_reasons=False)
    if not (paper.findings or paper.waived or missed):
        return
    yield from ("", f"### {_words(paper.path)}")
    yield from _findings(paper.findings, paper.path, site)
    if paper.waived or missed:
        yield ""
    yield from map(_waived, paper.waived)
    yield from (f"- Chưa kiểm tra: {', '.join(codes)} ({_words(reason)})" for reason, codes in missed.items())


def _waived(waived: WaivedFinding) -> str:
    on = short_date(date.fromisoformat(waived.on))
    return f"- {waived.finding.code} được miễn: {_words(waived.reason)} ({_words(waived.by)}, {on})"


def _event(event: EventReport, site: str) -> Iterator[str]:
    if not (event.findings or event.quotas):
        return
    yield from ("", f"### {f'Sự kiện {_words(event.event)}' if event.event else 'Danh mục chung'}")
    if event.quotas:
        yield from ("", "| Đơn vị | Đã nhận | Chỉ tiêu | |", "| --- | ---: | ---: | --- |")
    for quota in event.quotas:
        yield _row(_words(quota.unit), str(quota.papers), quota_asked(quota), quota_state(quota) or "đủ")
    yield from _findings(event.findings, f"papers/{event.event}/event.yml", site)


def _findings(findings: tuple[Finding, ...], owner: str, site: str) -> Iterator[str]:
    if findings:
        yield from ("", "| Chỗ | Mã | Mức | Điều chưa đúng | Cách sửa |", "| --- | --- | --- | --- | --- |")
    for finding in findings:
        line = f"dòng {finding.line}" if finding.line else "cả tệp"
        place = line if finding.path == owner else f"{_words(finding.path)}, {line}"
        code = f"[{finding.code}]({_address(site)}{finding.url})" if site else finding.code
        fix = " ".join(filter(None, (_words(finding.fix), _words(_repair(finding)))))
        yield _row(place, code, finding.severity.label, _words(finding.message), fix)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _address(site: str) -> str:
    return quote(site, safe=":/-._~%")


def _words(text: str) -> str:
    """Return text as GitHub shows it letter by letter: no markup, link, mention, formula, emoji or table stroke."""
    joints = _COME_ALIVE.sub("\\g<0>\u200b", _visible(text))
    return "".join(map(_letter, joints))


def _letter(char: str) -> str:
    if char == "\u200b" or (char.isascii() and not char.isalnum() and char != " "):
        return f"<span>&#{ord(char)};</span>" if char == "$" else f"&#{ord(char)};"
    return char


def _visible(text: str) -> str:
    """Return a text on one line with control, directional and other unseen characters replaced."""
    flat = " ".join(text.splitlines())
    return "".join("�" if unicodedata.category(char) in _UNSEEN else char for char in flat)
