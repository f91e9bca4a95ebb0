"""The report on a received Word file as one page to send back: read on a phone, printed, without script or network."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from proceedings.model.finding import Finding, Severity
from proceedings.text.dates import short_date
from proceedings.word.in_word import is_for_author, place_in_text, repair_in_word, without_field_names
from proceedings.word.report import Account, left_out, spared, taken, to_look_at, updated

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_WEIGHT = {Severity.ERROR: "phải sửa", Severity.WARNING: "nên sửa", Severity.ADVICE: "gợi ý"}
_ORDER = list(_WEIGHT)


class Task(NamedTuple):
    """One thing to repair: how much it weighs, what is wrong, the words it is about, what to do in Word."""

    code: str
    kind: str
    weight: str
    message: str
    place: str
    fix: str


def report_page(account: Account, as_of: datetime.date, annotated: str = "") -> str:
    """Return the whole page as HTML.

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
        of_editors=list(_tasks(account, (one for one in findings if not is_for_author(one)))),
        taken=taken(account),
        left_out=left_out(account),
        look_at=[without_field_names(line) for line in to_look_at(account)],
        updated=updated(account),
        spared=spared(account),
        not_checked=_not_checked(account),
    )


def _verdict(account: Account, needed: int, found: int) -> str:
    if account.checked is None:
        return "Bài đã nhận, chưa kiểm tra."
    if needed:
        return f"Bài đã nhận; còn {needed} chỗ phải sửa."
    return "Bài đã nhận, không có chỗ nào phải sửa." + (f" Có {found} chỗ nên xem lại." if found else "")


def _tasks(account: Account, findings: Iterable[Finding]) -> Iterable[Task]:
    paper = account.paper
    for finding in sorted(findings, key=lambda one: _ORDER.index(one.severity)):
        place = place_in_text(finding, paper.text, paper.text_line) if paper else ""
        yield Task(
            code=finding.code,
            kind=finding.severity.value,
            weight=_WEIGHT[finding.severity],
            message=without_field_names(finding.message),
            place=place,
            fix=without_field_names(repair_in_word(finding)),
        )


def _not_checked(account: Account) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for one in account.checked.not_checked if account.checked else ():
        reasons.setdefault(one.reason, []).append(one.code)
    return [f"{', '.join(codes)}: {reason}." for reason, codes in reasons.items()]
