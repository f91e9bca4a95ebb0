"""Seminars whose papers are too few or too many, before, on and after the deadline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rule_cases import EventCase, but_empty_topics, event_cases, event_yml, plain_report, unexpected, write_tree


@pytest.mark.parametrize("case", event_cases(), ids=lambda case: f"{case.code}-{case.name}")
def test_seminar_has_exactly_the_stated_findings(case: EventCase, tmp_path: Path) -> None:
    files = {f"papers/e/bai-{number}.md": _paper(outline) for number, outline in enumerate(case.papers)}
    report = plain_report(write_tree(tmp_path, {"papers/e/event.yml": event_yml(case.event), **files}), case.as_of)
    found = [finding for event in report.events for finding in event.findings]
    assert unexpected(case.expected, found if case.code == "KY604" else but_empty_topics(found)) == []


def test_deadline_changes_what_the_editor_is_told(tmp_path: Path) -> None:
    plan = event_yml({"quotas": {"default": {"min": "2"}, "units": ["truong-a"]}})
    root = write_tree(tmp_path, {"papers/e/event.yml": plan, "papers/e/bai.md": _paper({"unit": "truong-a"})})
    day = event_cases()[0].as_of
    before, after = (plain_report(root, when).events[0].findings[0] for when in (day, day.replace(year=2022)))
    assert before.message == after.message
    assert before.message == "Trường Chính trị tỉnh A: đã nhận 1 bài, chỉ tiêu từ 2 bài, còn thiếu 1 bài."
    assert before.fix == "Nhắc đơn vị trước hạn nộp."
    assert after.fix.startswith("Đã quá hạn nộp")


def test_report_counts_what_the_rules_count(tmp_path: Path) -> None:
    plan = event_yml({"quotas": {"default": {"min": "1", "max": "2"}, "units": ["truong-a", "truong-b"]}})
    sent = ({"unit": "truong-a"}, {"unit": "khoa-x"}, {"unit": "truong-a", "status": "draft"})
    files = {f"papers/e/bai-{number}.md": _paper(outline) for number, outline in enumerate(sent)}
    event = plain_report(write_tree(tmp_path, {"papers/e/event.yml": plan, **files})).events[0]
    assert [(quota.unit, quota.papers, quota.min, quota.max) for quota in event.quotas] == [
        ("truong-a", 2, 1, 2),
        ("truong-b", 0, 1, 2),
    ]
    assert [(topic.topic, topic.papers) for topic in event.topics] == [("1", 2), ("2.a", 0), ("2.b", 0)]


def _paper(outline: Mapping[str, Any]) -> str:
    units = [outline["unit"], *([outline["second_unit"]] if "second_unit" in outline else [])]
    head = ["---", "title: Đổi mới phương pháp giảng dạy", "authors:"]
    head += [f"  - {{name: Nguyễn Văn A, unit: {unit}}}" for unit in units]
    head += [
        f'topic: "{outline.get("topic", 1)}"',
        *(f"{field}: {outline[field]}" for field in ("status", "received") if field in outline),
    ]
    return "\n".join([*head, "---", "", "Bài viết này có đủ nội dung.", "", outline.get("text", ""), ""])
