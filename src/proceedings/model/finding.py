"""Findings: what is wrong in an author's or editor's file, where, and how to repair it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any, NamedTuple


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


class Subject(StrEnum):
    """What a finding is about, where a reporter needs more of it than the rule's own sentences."""

    # the head
    FIELD_ABSENT = auto()
    FIELD_EMPTY = auto()
    ITEM_EMPTY = auto()
    NO_TOPIC = auto()
    NEEDLESS_TOPIC_TITLE = auto()
    # the text
    HEADING_OF_TITLE = auto()
    FIGURE_WITHOUT_FILE = auto()
    FIGURE_WITHOUT_DESCRIPTION = auto()
    FIGURE_WITHOUT_CAPTION = auto()
    FIGURE_COARSE = auto()
    BROKEN_TABLE = auto()
    UNDEFINED_NOTE = auto()
    UNUSED_NOTE = auto()
    REPEATED_NOTE = auto()
    PLACEHOLDER = auto()
    LOOK_ALIKE = auto()
    # the Word file
    PARAGRAPHS = auto()


@dataclass(frozen=True, slots=True)
class Detail:
    """A finding as data: its subject, and name and value of whatever words on it need."""

    subject: Subject
    values: tuple[tuple[str, Any], ...] = ()


def detail(subject: Subject, **values: Any) -> Detail:
    """Return a detail with its values by name: texts, numbers, or tuples of texts."""
    return Detail(subject, tuple(values.items()))


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
    detail: Detail | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault with its weight; field names are those of the JSON report, which has no `detail`.

    Two findings that say the same of one line are one.
    """

    code: str
    severity: Severity
    path: str
    line: int
    message: str
    fix: str
    url: str
    detail: Detail | None = field(default=None, compare=False)
