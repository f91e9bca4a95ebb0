"""Papers that break a rule, papers that keep it, and papers that only look as if they broke it."""

from __future__ import annotations

import pytest
from rule_cases import Case, Checked, but_empty_topics, paper_cases, unexpected


@pytest.mark.parametrize("case", paper_cases(), ids=lambda case: case.id)
def test_paper_has_exactly_the_stated_findings(case: Case, checked: Checked) -> None:
    assert unexpected(case.expected, checked.paper(case).findings) == []


def test_seminars_of_the_cases_are_right(checked: Checked) -> None:
    found = [finding for event in checked.report.events for finding in event.findings]
    assert but_empty_topics(found) == []
