"""Files that do not belong, cannot be read or are too large, and plans that keep their papers from being checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from file_cases import FILE_CASES, FileCase
from rule_cases import but_empty_topics, plain_report, write_tree

from proceedings.model.finding import Verdict


@pytest.mark.parametrize("case", FILE_CASES, ids=lambda case: f"{case.code}-{case.name}")
def test_tree_has_exactly_the_stated_findings(case: FileCase, tmp_path: Path) -> None:
    findings = but_empty_topics(plain_report(case.write(tmp_path, write_tree)).findings())
    if case.code != "KY109":  # the second paper of a case is a copy of the first
        findings = [finding for finding in findings if finding.code != "KY109"]
    found = [f"{finding.path.removeprefix('papers/')}:{finding.code}:{finding.line}" for finding in findings]
    assert sorted(found) == sorted(case.expected), [f"{finding.message} {finding.fix}" for finding in findings]


def test_paper_of_an_unreadable_seminar_is_not_checked(tmp_path: Path) -> None:
    case = FileCase(code="KY991", name="fail", files={"e/event.yml": None})
    (paper,) = plain_report(case.write(tmp_path, write_tree)).papers
    assert (paper.verdict, paper.pages, paper.withheld) == (Verdict.NOT_CHECKED, None, True)
    assert paper.findings[0].message == "Chưa kiểm tra bài này: event.yml của sự kiện chưa đọc được."


def test_one_unreadable_paper_hides_no_other(tmp_path: Path) -> None:
    case = FileCase(code="KY101", name="fail", files={"e/bai-hai.md": b"\xff"})
    papers = plain_report(case.write(tmp_path, write_tree)).papers
    assert {paper.path: paper.verdict for paper in papers} == {
        "papers/e/bai.md": Verdict.PASS,
        "papers/e/bai-hai.md": Verdict.FAIL,
    }
