"""An editor's waiver takes a finding out of the findings, never out of the report, and never one about safety."""

from __future__ import annotations

from pathlib import Path

from rule_cases import AS_OF, event_yml, plain_report, write_tree

from proceedings.checking.check import check
from proceedings.checking.report import PaperReport
from proceedings.model.finding import Verdict
from proceedings.reading.load import read
from proceedings.rules.catalogue import CATALOGUE

TEXT = "Bài viết này có đủ nội dung để kiểm tra quy tắc.\n"


def paper(root: Path, codes: list[str], body: str = TEXT, title: str = "ĐỔI MỚI PHƯƠNG PHÁP GIẢNG DẠY") -> PaperReport:
    waivers = [f"  - {{code: {code}, reason: Được đồng ý, by: Ban biên tập, on: 2021-10-25}}" for code in codes]
    head = [f"title: {title}", "authors: [{name: Nguyễn Văn A, unit: truong-a}]", 'topic: "1"', "waivers:", *waivers]
    text = "\n".join(["---", *head, "---", "", body])
    write_tree(root, {"papers/e/event.yml": event_yml({}), "papers/e/bai.md": text})
    return plain_report(root).papers[0]


def test_waived_finding_moves_from_findings_to_waived(tmp_path: Path) -> None:
    before = paper(tmp_path, [])
    assert [finding.code for finding in before.findings] == ["KY106"]
    after = paper(tmp_path, ["KY106"])
    assert after.findings == ()
    assert [waived.finding for waived in after.waived] == list(before.findings)
    assert [(waived.reason, waived.by, waived.on) for waived in after.waived] == [
        ("Được đồng ý", "Ban biên tập", "2021-10-25")
    ]
    assert (before.verdict, after.verdict) == (Verdict.FAIL, Verdict.PASS)


def test_waiver_takes_all_findings_of_its_code_and_no_other(tmp_path: Path) -> None:
    report = paper(tmp_path, ["KY106"], "Chỉ bốn từ thôi\n", "ĐỔI MỚI PHƯƠNG PHÁP.")
    assert [finding.code for finding in report.findings] == ["KY202"]
    assert [waived.finding.code for waived in report.waived] == ["KY106", "KY106"]
    assert report.verdict is Verdict.WARNING


def test_two_codes_may_be_waived(tmp_path: Path) -> None:
    report = paper(tmp_path, ["KY106", "KY202"], "Chỉ bốn từ thôi\n")
    assert report.findings == ()
    assert {waived.finding.code for waived in report.waived} == {"KY106", "KY202"}


def test_no_waiver_lets_active_content_in(tmp_path: Path) -> None:
    report = paper(tmp_path, ["KY902", "KY903"], f"{TEXT}\n<script>x</script>\n\n[tệp](../tep.md)\n", "Đổi mới")
    assert {finding.code for finding in report.findings} == {"KY902", "KY903", "KY990"}
    assert report.waived == ()
    assert report.withheld


def test_waivers_that_nothing_needs_are_told(tmp_path: Path) -> None:
    report = paper(tmp_path, ["KY201", "KY601"], title="Đổi mới phương pháp")
    assert [finding.code for finding in report.findings] == ["KY990", "KY990"]
    assert all(code in found.message for code, found in zip(("KY201", "KY601"), report.findings, strict=True))
    assert report.waived == ()


def test_waiver_of_the_length_is_kept_with_its_pages(tmp_path: Path) -> None:
    from proceedings.book.layout.layout_pool import typeset_all

    plan = event_yml({"guideline": {"pages": {"max": "1"}, "page": {"height_mm": "120"}}})
    head = '---\ntitle: Đổi mới\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\ntopic: "1"\nwaivers:\n'
    waiver = "  - {code: KY201, reason: Bài mời, by: Ban biên tập, on: 2021-10-25}\n---\n\n"
    text = head + waiver + "Một đoạn của bài viết.\n\n" * 20
    root = write_tree(tmp_path, {"papers/e/event.yml": plan, "papers/e/bai.md": text})
    (report,) = check(read(root), typeset_all, AS_OF).papers
    assert report.findings == ()
    assert [(waived.finding.code, waived.finding.line) for waived in report.waived] == [("KY201", 8)]
    assert (report.pages or 0) > 1


def test_what_keeps_a_paper_from_being_read_or_printed_safely_cannot_be_waived() -> None:
    never = {code for code, rule in CATALOGUE.items() if not rule.waivable}
    reader = {code for code, rule in CATALOGUE.items() if not (rule.paper_check or rule.laid_out or rule.event_check)}
    assert never == reader | {"KY902", "KY903"}
