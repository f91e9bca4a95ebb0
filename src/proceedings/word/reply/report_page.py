"""The report on a received Word file as one page to send back: read on a phone, printed, without script or network."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from proceedings.model.finding import Finding, Severity
from proceedings.text.dates import short_date
from proceedings.word.reply.report import (
    ImportAccount,
    for_author,
    left_out,
    spared,
    taken,
    to_look_at,
    topics_to_choose,
    updated,
)
from proceedings.word.reply.word_terms import (
    WEIGHTS,
    advice,
    is_for_author,
    place_in_text,
)

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ORDER = list(WEIGHTS)


class Task(NamedTuple):
    """One thing to repair: how much it weighs, what is wrong, the words it is about, what to do in Word."""

    code: str
    kind: str
    weight: str
    message: str
    place: str
    fix: str


def report_page(account: ImportAccount, as_of: datetime.date, annotated: str = "") -> str:
    """Return the whole page as HTML; it is the author's: what editors alone can do stays at the terminal.

    Parameters
    ----------
    annotated
        Name of the Word file with comments that lies beside the page, "" where there is none.
    """
    findings = account.checked.findings if account.checked else ()
    of_author = [finding for finding in findings if is_for_author(finding)]
    needed = sum(finding.severity is Severity.ERROR for finding in of_author)
    return _ENVIRONMENT.get_template("bao-cao.html").render(
        title=account.front.title,
        event=account.event.title or account.event.kind,
        file_name=account.file_name,
        day=short_date(as_of),
        verdict=_verdict(account, needed, len(of_author)),
        passed=bool(account.checked) and not needed,
        annotated=annotated,
        of_author=list(_tasks(account, of_author)),
        taken=taken(account),
        left_out=left_out(account),
        topics=topics_to_choose(account),
        look_at=for_author(to_look_at(account)),
        updated=[*updated(account, author=True), *_clashes(account)],
        spared=spared(account),
    )


def _verdict(account: ImportAccount, needed: int, found: int) -> str:
    if account.checked is None:
        return "Bài đã nhận, chưa kiểm tra."
    if needed:
        return f"Bài đã nhận; còn {needed} chỗ phải sửa."
    return "Bài đã nhận, không có chỗ nào phải sửa." + (f" Có {found} chỗ nên xem lại." if found else "")


def _clashes(account: ImportAccount) -> list[str]:
    """Return that editors kept their words somewhere: what they are to compare is in Markdown, and theirs to do."""
    count = len(account.merged.clashes) if account.merged else 0
    said = f"{count} chỗ cả tác giả và ban biên tập cùng sửa: tạm giữ lời ban biên tập, ban biên tập sẽ đối chiếu."
    return [said] if count else []


def _tasks(account: ImportAccount, findings: Iterable[Finding]) -> Iterable[Task]:
    paper = account.paper
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.severity)):
        place = place_in_text(finding, paper.text, paper.text_line) if paper else ""
        message, fix = advice(finding)
        yield Task(
            code=finding.code,
            kind=finding.severity.value,
            weight=WEIGHTS[finding.severity],
            message=message,
            place=place,
            fix=fix,
        )
