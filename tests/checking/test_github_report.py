"""The report for GitHub: annotations and summary, and that no word of a paper comes alive in them."""

from __future__ import annotations

import html
import re

import pytest

from proceedings.checking import github_report
from proceedings.checking.report import EventReport, NotChecked, PaperReport, QuotaReport, Report, WaivedFinding
from proceedings.model.finding import Finding, Severity, Verdict
from proceedings.rules.catalogue import CATALOGUE

PATH = "papers/2021-hoi-thao/bai-mot.md"
HOSTILE = [
    "::error::giả",
    "##[add-mask]giả",
    "a\n::set-env name=PATH::/tmp",
    "a\r::stop-commands::x",
    "a\u2028::warning::x",
    "%0A::error::giả",
    "%250A",
    "a | b \\| c",
    "<img src=x onerror=alert(1)>",
    "<!-- checks:pass -->",
    "@org/committee",
    "[x](https://evil.example)",
    "![](https://evil.example/t.png)",
    "`mã` ``` ~~~",
    "https://evil.example www.evil.example a@evil.example #12 GH-12 :white_check_mark: $x^2$",
    "0123456789abcdef0123456789abcdef01234567",
    "## ĐẠT\n\n---\n> [!NOTE]",
    "a\u202eTẠĐ\u2066b\x1b[32m\x00",
    "a\udcffb",
]


def finding(code="KY201", line=7, message="Bài dài 6 trang.", path=PATH, severity=Severity.ERROR, fix="Rút bớt."):
    return Finding(
        code=code, severity=severity, path=path, line=line, message=message, fix=fix, url=f"quy-tac/{code.lower()}/"
    )


def paper(*findings, path=PATH, verdict=Verdict.FAIL, **more):
    return PaperReport(
        path=path, event="e", title="t", verdict=verdict, pages=6, words=1830, findings=tuple(findings), **more
    )


def annotations(*findings):
    return github_report.workflow_commands(Report(papers=(paper(*findings),))).splitlines()


def decoded(data):
    """Return what the runner makes of a command's data, in its order of replacements."""
    return data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def shown(line):
    """Return what a reader sees of a line of Markdown that holds no markup but entities and spans."""
    return html.unescape(re.sub("</?span>", "", line)).replace("\u200b", "")


# Annotations


def test_an_annotation_names_file_line_rule_message_and_repair():
    title = CATALOGUE["KY201"].title
    assert annotations(finding()) == [
        f"::error file={PATH},line=7,title=KY201 {title}::Bài dài 6 trang. Rút bớt.",
    ]


def test_an_annotation_of_a_whole_file_has_no_line():
    (line,) = annotations(finding(line=0, severity=Severity.ADVICE))
    assert line.startswith(f"::notice file={PATH},title=KY201 ")


def test_an_annotation_says_that_the_fault_repairs_itself():
    (line,) = annotations(finding("KY801", severity=Severity.WARNING))
    assert line.startswith("::warning ")
    assert line.endswith("(tự sửa được: check.py --fix)")


def test_errors_come_first():
    found = annotations(*(finding(severity=each) for each in reversed(Severity)))
    assert [line.split()[0] for line in found] == ["::error", "::warning", "::notice"]


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("number", [10, 11, 25])
def test_no_more_annotations_than_github_shows(severity, number):
    found = annotations(*(finding(line=line, severity=severity) for line in range(1, number + 1)))
    by_level = [sum(line.startswith(f"::{level} ") for line in found) for level in ("error", "warning", "notice")]
    assert max(by_level) <= 10
    told = [line for line in found if "file=" in line]
    more = number - len(told)
    assert (f"::Còn {more} điều nữa trong bảng tóm tắt." in found[-1]) == (more > 0)


def test_every_file_has_its_first_annotation_before_any_has_its_second():
    files = [f"papers/e/{name}.md" for name in "abcdefgh"]
    findings = [finding(path=path, line=line) for path in files for line in (1, 2)]
    first = [re.search("file=([^,]*),", line)[1] for line in annotations(*findings)[:8]]
    assert first == files


@pytest.mark.parametrize("words", HOSTILE)
def test_authors_words_stay_inside_their_annotation(words):
    (line,) = annotations(finding(message=words, fix=words, path=f"papers/{words}.md"))
    assert line.isprintable()
    properties, _, data = line.removeprefix("::error ").partition("::")
    assert [each.split("=")[0] for each in properties.split(",")] == ["file", "line", "title"]
    assert decoded(data).count("\n") == decoded(data).count("\r") == 0
    plain = words if words.isprintable() else None
    assert plain is None or decoded(data) == f"{words} {words}"


# Summary


def summary(*papers, events=(), site=""):
    return github_report.summary(Report(papers=papers, events=events), site)


def test_the_summary_counts_and_lists():
    text = summary(paper(finding(), finding("KY805", 9, severity=Severity.ADVICE)), paper(path="papers/e/hai.md"))
    assert text.startswith("## Kết quả kiểm tra\n\n2 bài, 1 lỗi, 0 cảnh báo, 1 gợi ý.\n\n| Bài |")
    assert f"| {PATH} | ❌ chưa đạt | 6 | 1830 | 1 | 0 | 1 |" in [shown(line) for line in text.splitlines()]
    assert "| dòng 7 | KY201 | lỗi | Bài dài 6 trang. | Rút bớt. |" in [shown(line) for line in text.splitlines()]


def test_what_has_failed_stands_first():
    right, wrong = (
        paper(path="papers/e/a.md", verdict=Verdict.PASS),
        paper(finding(path="papers/e/b.md"), path="papers/e/b.md"),
    )
    lines = [shown(line) for line in summary(right, wrong).splitlines()]
    rows = [line.split()[1] for line in lines if line.startswith("| papers/")]
    assert rows == ["papers/e/b.md", "papers/e/a.md"]


def test_a_code_links_to_its_page_where_the_site_is_known():
    assert "[KY201](https://ky-yeu.example.vn/quy-tac/ky201/)" in summary(
        paper(finding()), site="https://ky-yeu.example.vn/"
    )
    assert "](" not in summary(paper(finding()))


def test_a_sites_address_cannot_leave_its_link():
    text = summary(paper(finding()), site="https://a.vn/)|![x](https://evil.example/")
    assert "|![" not in text
    assert text.count(")") == 1


def test_waivers_and_what_was_not_checked():
    waived = WaivedFinding(finding=finding(), reason="Bài phát biểu", by="Lê B", on="2021-10-05")
    missed = (
        NotChecked(code="KY201", reason="không dàn trang được bài"),
        NotChecked(code="KY301", reason="không dàn trang được bài"),
    )
    lines = [shown(line) for line in summary(paper(waived=(waived,), not_checked=missed)).splitlines()]
    assert "- KY201 được miễn: Bài phát biểu (Lê B, 05/10/2021)" in lines
    assert "- Chưa kiểm tra: KY201, KY301 (không dàn trang được bài)" in lines


def test_the_quotas_of_an_event():
    quotas = (
        QuotaReport(unit="truong-a", papers=2, min=3, max=5),
        QuotaReport(unit="truong-b", papers=7, min=None, max=5),
        QuotaReport(unit="truong-c", papers=6, min=6, max=None),
    )
    lines = [shown(line) for line in summary(events=(EventReport(event="e", findings=(), quotas=quotas),)).splitlines()]
    assert lines[-3:] == [
        "| truong-a | 2 | 3–5 | còn thiếu 1 |",
        "| truong-b | 7 | tối đa 5 | thừa 2 |",
        "| truong-c | 6 | từ 6 | đủ |",
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_authors_words_never_become_markdown(words):
    waived = WaivedFinding(finding=finding(), reason=words, by=words, on="2021-10-25")
    missed = (NotChecked(code="KY303", reason=words),)
    event = EventReport(
        event=words,
        findings=(finding(message=words, path=words),),
        quotas=(QuotaReport(unit=words, papers=1, min=1, max=2),),
    )
    hostile = summary(
        paper(finding(message=words, fix=words), path=words, waived=(waived,), not_checked=missed), events=(event,)
    )
    waived = WaivedFinding(finding=finding(), reason="lời", by="lời", on="2021-10-25")
    event = EventReport(
        event="lời",
        findings=(finding(message="lời", path="lời"),),
        quotas=(QuotaReport(unit="lời", papers=1, min=1, max=2),),
    )
    missed = (NotChecked(code="KY303", reason="lời"),)
    harmless = summary(
        paper(finding(message="lời", fix="lời"), path="lời", waived=(waived,), not_checked=missed), events=(event,)
    )
    assert markup(hostile) == markup(harmless)
    assert all(char == "\n" or char.isprintable() for char in hostile)


def markup(text):
    """Return the lines' punctuation that is not written as an entity: what Markdown could read as markup."""
    plain = re.sub(r"<span>&#36;</span>|&#\d+;", "", text)
    return ["".join(re.findall(r"[^\w\s�…]", line)) for line in plain.split("\n")]


@pytest.mark.parametrize(
    "pattern",
    [r"@\w", r"#\d", r"://", r"www\.", r":\w+:", r"GH-", r"[0-9a-f]{7}"],
    ids=["mention", "issue", "link", "www", "emoji", "GH", "commit"],
)
def test_nothing_comes_alive_after_entities_are_decoded(pattern):
    text = summary(*(paper(finding(message=words, fix=words)) for words in HOSTILE))
    assert not re.search(pattern, html.unescape(text))


def test_the_summary_keeps_within_githubs_limit_and_says_so():
    long = [finding(message="x" * 500, line=line) for line in range(1, 4000)]
    text = summary(paper(*long))
    assert 900_000 < len(text.encode()) < 1024 * 1024
    assert re.search(r"\n\nCòn \d+ dòng không in ở đây: chạy scripts/check.py để xem đủ.\n$", text)


def test_one_line_beyond_the_limit_does_not_pass():
    assert len(summary(paper(finding(message="|" * 400_000))).encode()) < 1000
