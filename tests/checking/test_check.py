"""Checking: verdicts, waivers, severities, and that nothing is passed over in silence."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from proceedings.checking.check import Typesetter, check
from proceedings.checking.json_report import json_report
from proceedings.checking.report import PaperReport, Report
from proceedings.checking.text_report import summary_line, text_report
from proceedings.model.finding import Finding, Severity, Verdict
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Body, NotTypeset, Typeset
from proceedings.reading.load import read
from proceedings.reading.markup import render
from proceedings.rules.catalogue import CATALOGUE
from proceedings.rules.rule import Hit

MakeTree = Callable[..., Path]
Outcome = Callable[[Paper], Typeset | NotTypeset]

TODAY = datetime.date(2021, 10, 20)
ONE = "papers/2021-hoi-thao/bai-mot.md"
TWO = "papers/2021-hoi-thao/bai-hai.md"
WHOLE_HEAD = 'title: Một bài viết đúng quy định\nauthors:\n  - {name: Nguyễn Văn A, unit: truong-a}\ntopic: "1"\n'
TEXT = "\n## Mở đầu\n\nBài viết này có đủ các phần và dùng chữ Việt thường gặp trong các văn bản của nhà trường.\n"


def laid_out(paper: Paper, pages: int = 2, over: int = 0) -> Typeset:
    body = render(paper.text, paper.text_line, paper.slug)
    return Typeset(body=body, pages=pages, lines_over=over, foreign={}, pdf=b"")


def typesetter(outcome: Outcome) -> Typesetter:
    return lambda _, papers, __: {paper.path: outcome(paper) for paper in papers}


def checked(root: Path, outcome: Outcome = laid_out, as_of: datetime.date = TODAY) -> Report:
    return check(read(root), typesetter(outcome), as_of)


def of(report: Report, path: str = ONE) -> PaperReport:
    return next(paper for paper in report.papers if paper.path == path)


def codes(paper: PaperReport) -> list[str]:
    return [finding.code for finding in paper.findings]


def paper(head: str = "", text: str = TEXT) -> str:
    return f"---\n{WHOLE_HEAD}{head}---\n{text}"


def six_pages(found: Paper) -> Typeset:
    return laid_out(found, pages=6, over=3)


def test_a_right_paper_passes(make_tree: MakeTree) -> None:
    report = of(checked(make_tree({ONE: paper()})))
    assert (report.verdict, report.findings, report.waived) == (Verdict.PASS, (), ())
    assert (report.pages, report.words) == (2, 22)
    assert not report.withheld


def test_verdicts_follow_the_heaviest_finding(make_tree: MakeTree) -> None:
    late = of(checked(make_tree({ONE: paper("received: 2021-10-23\n")})))
    assert (late.verdict, codes(late)) == (Verdict.WARNING, ["KY601"])
    long = of(checked(make_tree({ONE: paper("received: 2021-10-23\n")}), six_pages))
    assert (long.verdict, sorted(codes(long))) == (Verdict.FAIL, ["KY201", "KY601"])
    assert not long.withheld


def test_findings_carry_rule_weight_and_page(make_tree: MakeTree) -> None:
    (finding,) = of(checked(make_tree({ONE: paper()}), six_pages)).findings
    assert (finding.code, finding.severity, finding.path, finding.line) == ("KY201", Severity.ERROR, ONE, 7)
    assert "3 dòng" in finding.message
    assert finding.fix
    assert finding.url == "quy-tac/ky201/"


WAIVER = "waivers: [{{code: {}, reason: Bài đặt hàng, by: Trần B, on: 2021-10-25}}]\n"


def test_a_waiver_lets_a_finding_pass_and_is_told(make_tree: MakeTree) -> None:
    report = of(checked(make_tree({ONE: paper(WAIVER.format("KY201"))}), six_pages))
    assert (report.verdict, report.findings) == (Verdict.PASS, ())
    (waived,) = report.waived
    assert (waived.finding.code, waived.reason, waived.by, waived.on) == (
        "KY201",
        "Bài đặt hàng",
        "Trần B",
        "2021-10-25",
    )


def test_a_waiver_is_for_its_own_rule_and_paper(make_tree: MakeTree) -> None:
    report = checked(make_tree({ONE: paper(WAIVER.format("KY202"))}), six_pages)
    assert "KY201" in codes(of(report))
    assert "KY201" in codes(of(report, TWO))


@pytest.mark.parametrize(
    ("code", "text"),
    [("KY902", "\n<script>x</script>\n" + TEXT), ("KY903", TEXT + '\n![x](https://example.org/a.png "Hình 1")\n')],
)
def test_safety_cannot_be_waived(make_tree: MakeTree, code: str, text: str) -> None:
    report = of(checked(make_tree({ONE: paper(WAIVER.format(code), text)})))
    assert report.verdict is Verdict.FAIL
    assert code in codes(report)
    assert code not in [waived.finding.code for waived in report.waived]
    assert report.withheld


def test_a_paper_that_cannot_be_laid_out_fails(make_tree: MakeTree) -> None:
    def slow(found: Paper) -> Typeset | NotTypeset:
        return NotTypeset(reason="quá 30 giây tính toán") if found.path == ONE else laid_out(found)

    report = checked(make_tree({ONE: paper(WAIVER.format("KY906"))}), slow)
    broken = of(report)
    assert (broken.verdict, codes(broken), broken.waived) == (Verdict.FAIL, ["KY906"], ())
    assert (broken.pages, broken.words, broken.withheld) == (None, 22, True)
    assert "quá 30 giây tính toán" in broken.findings[0].message
    assert of(report, TWO).pages == 2


@pytest.mark.parametrize(("weight", "verdict"), [("warning", Verdict.WARNING), ("advice", Verdict.PASS)])
def test_the_guideline_weighs_rules_anew(make_tree: MakeTree, weight: str, verdict: Verdict) -> None:
    root = make_tree({ONE: paper()})
    event = root / "papers/2021-hoi-thao/event.yml"
    event.write_text(event.read_text() + f"guideline: {{severity: {{KY201: {weight}}}}}\n")
    report = of(checked(root, six_pages))
    assert report.verdict is verdict
    assert [(finding.code, finding.severity.value) for finding in report.findings] == [("KY201", weight)]


def test_an_unreadable_paper_fails_and_stands_in_the_report(make_tree: MakeTree) -> None:
    report = checked(make_tree({ONE: "chữ"}))
    assert (of(report).verdict, codes(of(report)), of(report).withheld) == (Verdict.FAIL, ["KY101"], True)
    assert [found.path for found in report.papers] == [TWO, ONE]


def test_papers_of_an_unreadable_event_are_not_checked(make_tree: MakeTree) -> None:
    report = checked(make_tree({"papers/2021-hoi-thao/event.yml": "a: [b", ONE: paper(), TWO: "chữ"}))
    assert (of(report).verdict, codes(of(report)), of(report).withheld) == (Verdict.NOT_CHECKED, ["KY991"], True)
    assert (of(report, TWO).verdict, codes(of(report, TWO))) == (Verdict.FAIL, ["KY101"])
    found = [(finding.code, finding.path) for event in report.events for finding in event.findings]
    assert ("KY101", "papers/2021-hoi-thao/event.yml") in found


def test_a_fault_of_a_figure_is_its_papers(make_tree: MakeTree) -> None:
    report = of(checked(make_tree({ONE: paper(), "papers/2021-hoi-thao/bai-mot/a.svg": "<svg/>"})))
    assert [(finding.code, finding.path) for finding in report.findings] == [
        ("KY901", "papers/2021-hoi-thao/bai-mot/a.svg")
    ]
    assert report.verdict is Verdict.FAIL


def test_every_fault_of_reading_is_reported_once(make_tree: MakeTree) -> None:
    bad = {"papers/units.yml": "a: 1", "papers/lac.md": "x", "papers/2021-hoi-thao/x.js": "x", ONE: "chữ"}
    root = make_tree(bad | {"papers/khac/event.yml": "a: [b", "papers/khac/c.md": paper()})
    reported = [(finding.code, finding.path, finding.line) for finding in checked(root).findings()]
    for fault in read(root).faults:
        assert reported.count((fault.code, fault.path, fault.line)) == 1, fault


def test_quotas_and_topics_count_what_is_accepted_and_not_withheld(make_tree: MakeTree) -> None:
    folder = "papers/2021-hoi-thao"
    root = make_tree(
        {
            ONE: paper(),
            TWO: paper("status: draft\n"),
            f"{folder}/ba.md": paper(text="\n<script>x</script>\n"),
            f"{folder}/bon.md": paper().replace("truong-a", "khoa-x"),
        }
    )
    event = next(event for event in checked(root).events if event.event)
    assert [(quota.unit, quota.papers, quota.min, quota.max) for quota in event.quotas] == [
        ("truong-a", 2, 1, 2),
        ("truong-b", 0, 1, 2),
    ]
    assert [(topic.topic, topic.papers) for topic in event.topics] == [("1", 2), ("2.a", 0), ("2.b", 0)]


@pytest.mark.parametrize(("day", "weight"), [(22, Severity.ADVICE), (23, Severity.ERROR)])
def test_the_day_is_given(make_tree: MakeTree, day: int, weight: Severity) -> None:
    report = checked(make_tree({ONE: paper(), TWO: paper()}), as_of=datetime.date(2021, 10, day))
    assert {f.severity for event in report.events for f in event.findings if f.code == "KY602"} == {weight}


# The report for programs

PAPER_KEYS = {"path", "event", "verdict", "pages", "words", "findings", "waived"}
FINDING_KEYS = {"code", "severity", "path", "line", "message", "fix", "url"}


def test_json_has_the_keys_of_the_design(make_tree: MakeTree) -> None:
    waiver = WAIVER.format("KY201")
    data = json.loads(
        json_report(
            checked(make_tree({ONE: paper(waiver), TWO: paper("topik: x\n").replace("Một bài", "Bài khác")}), six_pages)
        )
    )
    assert list(data) == ["papers", "events", "summary"]
    two, one = data["papers"]
    assert set(one) == set(two) == PAPER_KEYS
    assert (one["path"], one["event"], one["verdict"], one["pages"]) == (ONE, "2021-hoi-thao", "pass", 6)
    assert set(one["waived"][0]) == FINDING_KEYS | {"reason", "by", "on"}
    assert {frozenset(finding) for finding in two["findings"]} == {frozenset(FINDING_KEYS)}
    assert {finding["severity"] for finding in two["findings"]} <= {"error", "warning", "advice"}
    (event,) = [event for event in data["events"] if event["event"]]
    assert set(event) == {"event", "findings", "quotas", "topics"}
    assert {frozenset(quota) for quota in event["quotas"]} == {frozenset({"unit", "papers", "min", "max"})}
    assert set(data["summary"]) == {"papers", "errors", "warnings", "advice"}


def test_json_counts(make_tree: MakeTree) -> None:
    report = checked(make_tree({ONE: "chữ", TWO: paper()}))
    data = json.loads(json_report(report))
    weights = [
        finding["severity"] for group in (data["papers"], data["events"]) for x in group for finding in x["findings"]
    ]
    assert data["summary"] == {
        "papers": 2,
        "errors": weights.count("error"),
        "warnings": weights.count("warning"),
        "advice": weights.count("advice"),
    }
    assert weights.count("error") >= 1


def test_json_of_papers_not_checked(make_tree: MakeTree) -> None:
    data = json.loads(json_report(checked(make_tree({"papers/2021-hoi-thao/event.yml": "a: [b"}))))
    assert {(found["verdict"], found["pages"], found["words"]) for found in data["papers"]} == {
        ("not-checked", None, None)
    }


def test_reports_are_the_same_each_time(make_tree: MakeTree) -> None:
    root = make_tree({ONE: paper("topik: x\nzzz: y\n"), TWO: "chữ"})
    assert json_report(checked(root)) == json_report(checked(root))


# The report for people


def test_text_report_says_verdict_place_and_repair(make_tree: MakeTree) -> None:
    text = text_report(checked(make_tree({ONE: paper(), TWO: "chữ"}), six_pages))
    assert f"{ONE}  CHƯA ĐẠT · 6 trang · 22 chữ\n  dòng 7 · KY201 lỗi: Bài dài 6 trang" in text
    assert f"{TWO}  CHƯA ĐẠT · thân bài chưa được kiểm tra\n  dòng 1 · KY101 lỗi" in text
    assert "(trang quy-tac/ky201/)" in text
    assert text.splitlines()[-1].startswith("2 bài: 0 đạt, 2 chưa đạt. ")
    assert "\x1b" not in text


def test_colour_only_where_asked(make_tree: MakeTree) -> None:
    report = checked(make_tree({ONE: paper()}))
    plain = text_report(report)
    coloured = text_report(report, colour=True)
    assert coloured != plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


SPOOFS = ["a\nfake/x.md  ĐẠT", "a\r\x1b[2K\x1b[32mĐẠT", "a\x00b\x07", "a\u202eTẠĐ", "a\u2028ĐẠT", "a\x9b32m"]


@pytest.mark.parametrize("spoof", SPOOFS)
def test_authors_words_cannot_fake_the_report(spoof: str) -> None:
    finding = Finding(
        code="KY106", severity=Severity.ERROR, path=spoof, line=1, message=spoof, fix=spoof, url="quy-tac/ky106/"
    )
    report = PaperReport(
        path=spoof, event="e", title=spoof, verdict=Verdict.FAIL, pages=1, words=1, findings=(finding,)
    )
    text = text_report(Report(papers=(report,)))
    assert all(char == "\n" or char.isprintable() for char in text)
    assert text.count("\n") == 5
    assert summary_line(finding).isprintable()


@pytest.mark.parametrize("title", ['"a\\nfake/x.md  ĐẠT"', '"a\\u202eb"', "|\n  a\n  fake/x.md  ĐẠT"])
def test_a_title_cannot_fake_a_line(make_tree: MakeTree, title: str) -> None:
    root = make_tree({ONE: paper().replace("Một bài viết đúng quy định", title), TWO: paper()})
    text = text_report(checked(root))
    assert not any(line.startswith("fake/") for line in text.splitlines())
    assert all(char == "\n" or char.isprintable() for char in text)


def test_a_waivers_words_cannot_fake_a_line(make_tree: MakeTree) -> None:
    waiver = 'waivers: [{code: KY201, reason: "a\\nfake/x.md  ĐẠT", by: "b\\nc", on: 2021-10-25}]\n'
    text = text_report(checked(make_tree({ONE: paper(waiver)}), six_pages))
    assert "fake/x.md" in text
    assert not any(line.startswith(("fake/", "c")) for line in text.splitlines())


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
@pytest.mark.parametrize(
    "text",
    [
        paper("received: 2021-10-23\n"),
        paper(text="\n[xem](../khac.md)\n<script>x</script>\n"),
        paper().replace('topic: "1"\n', "topic:\n"),
        paper().replace("authors:\n  - {name: Nguyễn Văn A, unit: truong-a}\n", "authors: []\n"),
        paper().replace("title: Một", 'title: "Một'),
    ],
    ids=["late", "unsafe", "no topic", "no author", "unreadable"],
)
def test_what_is_set_aside_is_told_and_stops_nothing(make_tree: MakeTree, status: str, text: str) -> None:
    root = make_tree({ONE: text.replace("\ntopic:", f"\nstatus: {status}\ntopic:")})
    report = checked(root, six_pages)
    found = of(report)
    assert found.findings
    assert {finding.severity for finding in found.findings} == {Severity.ADVICE}
    assert found.verdict is not Verdict.FAIL
    assert found.status != "accepted"
    assert all(
        TWO in finding.path or "event.yml" in finding.path
        for finding in report.findings()
        if finding.severity is Severity.ERROR
    )


def test_what_is_unsafe_stays_out_of_a_drafts_preview(make_tree: MakeTree) -> None:
    unsafe = of(checked(make_tree({ONE: paper("status: draft\n", "\n<script>x</script>\n")})))
    safe = of(checked(make_tree({ONE: paper("status: draft\nreceived: 2021-10-23\n")})))
    assert (unsafe.withheld, safe.withheld) == (True, False)


HEADS = {
    "no-title": "authors: [{name: Nguyễn Văn A, unit: truong-a}]\n",
    "yaml-fault": 'title: Vai trò: một góc nhìn\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\ntopic: "9"\n',
    "alias": "title: &a Một bài viết\nauthors: *a\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_text_is_checked_although_the_head_cannot_be_read(name: str, make_tree: MakeTree) -> None:
    head = HEADS[name]
    text = "\n## Mở đầu\n\nCâu này có dấu chú thích không có lời.[^9]\n\n<script>x</script>\n"
    report = of(checked(make_tree({ONE: f"---\n{head}---\n{text}"})))
    of_text = [(finding.code, finding.line) for finding in report.findings if finding.code in ("KY506", "KY902")]
    start = head.count("\n") + 2
    assert of_text == [("KY506", start + 4), ("KY902", start + 6)]
    assert report.verdict is Verdict.FAIL
    assert report.words
    # KY504 and KY505 have looked at the text, not at the page: that is reported too.
    assert {"KY105", "KY201", "KY401", "KY504", "KY505"} <= {one.code for one in report.not_checked}
    assert {one.reason for one in report.not_checked if one.code == "KY401"} == {
        "phần đầu bài còn lỗi, sửa xong mới xem được"
    }


def test_nothing_follows_from_a_head_that_cannot_be_read(make_tree: MakeTree) -> None:
    report = of(checked(make_tree({ONE: f"---\n{HEADS['no-title']}---\n{TEXT}"})))
    assert codes(report) == ["KY102"]


def test_paper_without_a_word_file_says_so_of_the_rules_on_it(make_tree: MakeTree) -> None:
    report = of(checked(make_tree()))
    reasons = {one.code: one.reason for one in report.not_checked}
    assert set(reasons) == {"KY303", "KY304"}
    assert "original.docx" in reasons["KY303"]


def test_what_needs_no_layout_is_told_before_anything_is_laid_out(make_tree: MakeTree) -> None:
    told: list[str] = []

    def late(_: Proceedings, papers: Sequence[Paper], __: Mapping[str, Body]) -> dict[str, Typeset | NotTypeset]:
        told.append("layout")
        return {found.path: six_pages(found) for found in papers}

    root = make_tree({ONE: paper("recieved: 2021-10-20\n")})
    check(read(root), late, TODAY, early=lambda findings: told.extend(finding.code for finding in findings))
    assert told == ["KY103", "layout"]


def test_finding_of_an_event_rule_stands_with_its_paper_and_can_be_waived(
    make_tree: MakeTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = CATALOGUE["KY603"]
    both = replace(found, event_check=lambda facts: iter([Hit(2, "Trùng.", "Xóa.", path=ONE)]))
    monkeypatch.setitem(CATALOGUE, "KY603", both)
    report = checked(make_tree())
    assert [(finding.code, finding.path, finding.line) for finding in of(report).findings] == [("KY603", ONE, 2)]
    assert all(finding.code != "KY603" for event in report.events for finding in event.findings)
    waived = of(checked(make_tree({ONE: paper(WAIVER.format("KY603"))})))
    assert [one.finding.code for one in waived.waived] == ["KY603"]
    assert waived.findings == ()
