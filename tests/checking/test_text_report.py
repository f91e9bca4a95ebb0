"""The report at a terminal: what was looked at, what could not be, quotas, and what repairs itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proceedings.checking.examine import NO_MANUSCRIPT
from proceedings.checking.report import EventReport, NotChecked, PaperReport, QuotaReport, Report, WaivedFinding
from proceedings.checking.text_report import text_report
from proceedings.model.finding import Finding, Severity, Verdict

PATH = "papers/e/a.md"
SHORT = QuotaReport(unit="truong-a", papers=2, min=3, max=5)
FULL = QuotaReport(unit="truong-b", papers=4, min=3, max=5)
OVER = QuotaReport(unit="truong-c", papers=7, min=None, max=5)


def finding(code):
    return Finding(
        code=code,
        severity=Severity.WARNING,
        path=PATH,
        line=7,
        message="Lời.",
        fix="Sửa.",
        url=f"quy-tac/{code.lower()}/",
    )


def paper(*codes, pages=3, words=900, **more):
    found = tuple(map(finding, codes))
    return PaperReport(
        path=PATH, event="e", title="t", verdict=Verdict.WARNING, pages=pages, words=words, findings=found, **more
    )


def passed(report):
    (line,) = (line for line in told(report, verbose=True) if line.startswith("  Đã xem và đạt: "))
    return line.removeprefix("  Đã xem và đạt: ").split(", ")


def told(*papers, quotas=(), **how):
    events = (EventReport(event="e", findings=(), quotas=quotas),)
    return text_report(Report(papers=papers, events=events), **how).splitlines()


def test_what_passed_is_neither_found_waived_nor_missed():
    waived = WaivedFinding(finding=finding("KY202"), reason="Bài phát biểu", by="Lê B", on="2021-10-05")
    missed = (NotChecked(code="KY303", reason=NO_MANUSCRIPT),)
    codes = passed(paper("KY106", waived=(waived,), not_checked=missed))
    assert {"KY104", "KY201", "KY504", "KY801"} <= set(codes)
    assert not {"KY106", "KY202", "KY303"} & set(codes)
    assert not {"KY101", "KY602", "KY901"} & set(codes)
    assert "  KY202 được miễn: Bài phát biểu (Lê B, 05/10/2021)" in told(paper(waived=(waived,)))


def test_the_soft_hyphen_of_old_letters_is_seen_as_a_hyphen():
    old = replace(finding("KY305"), message="Đoạn “Tr\u00ad\u00eang”\x07.")
    shown = "\n".join(told(replace(paper(), findings=(old,))))
    assert "“Tr-\u00eang”�." in shown


def test_without_a_layout_no_rule_that_looks_at_it_has_passed():
    codes = passed(paper(pages=None))
    assert "KY104" in codes
    assert not {"KY201", "KY301", "KY504", "KY505"} & set(codes)


def test_that_no_word_file_came_is_told_only_where_all_is_asked_for():
    missed = tuple(NotChecked(code=code, reason=NO_MANUSCRIPT) for code in ("KY303", "KY304"))
    line = f"  Chưa kiểm tra: KY303, KY304 ({NO_MANUSCRIPT})"
    assert line not in told(paper(not_checked=missed))
    assert line in told(paper(not_checked=missed), verbose=True)


def test_any_other_reason_is_always_told():
    missed = (NotChecked(code="KY201", reason="không dàn trang được bài"),)
    assert "  Chưa kiểm tra: KY201 (không dàn trang được bài)" in told(paper(pages=None, not_checked=missed))


def test_the_quotas_of_units_that_have_too_few_or_too_many():
    assert told(quotas=(SHORT, FULL, OVER))[:3] == [
        "Sự kiện e",
        "  truong-a: đã nhận 2 / chỉ tiêu 3–5 / còn thiếu 1",
        "  truong-c: đã nhận 7 / chỉ tiêu tối đa 5 / thừa 2",
    ]
    assert "  truong-b: đã nhận 4 / chỉ tiêu 3–5 / đủ" in told(quotas=(FULL,), verbose=True)
    assert "Sự kiện e" not in told(quotas=(FULL,))


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("KY801", "(trang quy-tac/ky801/; tự sửa được: check.py --fix)"),
        ("KY803", "(trang quy-tac/ky803/; tự sửa được: check.py --fix --unsafe)"),
        ("KY201", "(trang quy-tac/ky201/)"),
    ],
)
def test_what_repairs_itself_is_marked(code, mark):
    assert f"      Cách sửa: Sửa.  {mark}" in told(paper(code))


def test_the_address_of_the_site_stands_before_the_page_and_cannot_move_the_cursor():
    assert any(
        "(trang https://ky-yeu.vn/quy-tac/ky201/)" in line for line in told(paper("KY201"), site="https://ky-yeu.vn/")
    )
    assert not any("\x1b" in line for line in told(paper("KY201"), site="https://a.vn/\x1b[2K/"))
