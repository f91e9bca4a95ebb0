"""Findings: what is wrong in an author's or editor's file, where, and how to repair it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build, a warning is shown, advice is only offered."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def label(self) -> str:
        """The word for it in reports."""
        return {"error": "lỗi", "warning": "cảnh báo", "advice": "gợi ý"}[self.value]


class Verdict(StrEnum):
    """The outcome for one paper."""

    PASS = "pass"
    WARNING = "warning"
    FAIL = "fail"
    NOT_CHECKED = "not-checked"


class Fault(NamedTuple):
    """A fault as the reader or a rule sees it; the checker adds severity and the page of the rule.

    `path` is relative to the content root, with "/"; `line` counts from 1 in the original file, 0 for the whole file;
    `severity` is given only where it depends on more than the rule.
    """

    code: str
    path: str
    line: int
    message: str
    fix: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault with its weight; field names are those of the JSON report."""

    code: str
    severity: Severity
    path: str
    line: int
    message: str
    fix: str
    url: str
