"""Rule cases read from files: a paper or the outline of an event, headed by the findings it must have."""

from __future__ import annotations

import datetime
import functools
import importlib.util
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import yaml

from proceedings.checking.check import check
from proceedings.checking.report import PaperReport, Report
from proceedings.model.finding import Finding
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Typeset
from proceedings.reading.load import read
from proceedings.reading.markup import render

CASES = Path(__file__).parent / "cases"
KINDS = ("fail", "pass", "near")
AS_OF = datetime.date(2021, 10, 20)
"""Before every deadline of the seminar in tests/conftest.py."""

TOPICS = [
    {"number": "1", "title": "Cơ sở lý luận của đổi mới phương pháp giảng dạy"},
    {
        "number": "2",
        "title": "Kinh nghiệm ở các trường",
        "children": [
            {"number": "2.a", "title": "Kinh nghiệm dùng tình huống trong giảng dạy"},
            {"number": "2.b", "title": "Kinh nghiệm kiểm tra và đánh giá học viên"},
        ],
    },
]

_PAPER_HEADER = re.compile(r"<!-- (expect|event): (.*) -->\n")
_EVENT_HEADER = re.compile(r"# expect: (.*)\n")
_LONG_HEAD = 30
_LONG_CASES = 3


class Expected(NamedTuple):
    """One finding: code, line (0 for the whole file), and the severity where the case states it."""

    code: str
    line: int
    severity: str = ""

    def matches(self, finding: Finding) -> bool:
        return (finding.code, finding.line) == self[:2] and self.severity in ("", finding.severity)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A paper as its author sends it; `event` holds what its seminar says other than the usual one."""

    code: str
    name: str
    expected: tuple[Expected, ...]
    content: bytes = field(repr=False)
    event: Mapping[str, Any] = field(repr=False, default_factory=dict)
    variant: str = "plain"
    figures: tuple[Path, ...] = ()

    @property
    def kind(self) -> str:
        return self.name.partition("-")[0]

    @property
    def id(self) -> str:
        return f"{self.code}-{self.name}" + (f"-{self.variant}" if self.variant != "plain" else "")


class Checked(NamedTuple):
    """The report on all cases, and the path of each case's paper by the case's id."""

    report: Report
    paths: dict[str, str]

    def paper(self, case: Case) -> PaperReport:
        """Return a case's report without KY109: the cases lie in one tree and share their title and author."""
        report = next(paper for paper in self.report.papers if paper.path == self.paths[case.id])
        findings = tuple(finding for finding in report.findings if finding.code != "KY109")
        return replace(report, findings=findings)


@dataclass(frozen=True, kw_only=True)
class EventCase:
    """A seminar by its plan and the papers that came in."""

    code: str
    name: str
    expected: tuple[Expected, ...]
    as_of: datetime.date
    event: Mapping[str, Any]
    papers: Sequence[Mapping[str, Any]]

    @property
    def kind(self) -> str:
        return self.name.partition("-")[0]


def expectations(text: str) -> tuple[Expected, ...]:
    """Read "KY106:2, KY802:9:warning"; "nothing" is no finding at all."""
    if text == "nothing":
        return ()
    parts = [part.strip().split(":") for part in text.split(",")]
    return tuple(Expected(part[0], int(part[1]), *part[2:]) for part in parts)


@functools.cache
def paper_cases() -> list[Case]:
    """Return every paper of cases/, the first failing ones of each rule with a long head or as Windows saves it too."""
    plain = [_read_case(path) for path in sorted(CASES.glob("*/*.md"))]
    failing: dict[str, list[Case]] = {}
    for case in plain:
        if case.kind == "fail" and case.content.startswith(b"---\n"):
            failing.setdefault(case.code, []).append(case)
    long = [_with_long_head(case) for cases in failing.values() for case in cases[:_LONG_CASES]]
    return plain + long + [other for cases in failing.values() for other in _saved(cases[0])]


@functools.cache
def event_cases() -> list[EventCase]:
    return [_read_event_case(path) for path in sorted(CASES.glob("*/*.yml"))]


def unexpected(expected: Iterable[Expected], findings: Iterable[Finding]) -> list[str]:
    """Return what is missing and what is too much, for people to read; nothing where all is as stated."""
    left = list(findings)
    complaints = []
    for one in expected:
        found = next((finding for finding in left if one.matches(finding)), None)
        if found is None:
            complaints.append(f"missing {':'.join(map(str, one)).rstrip(':')}")
        else:
            left.remove(found)
    return complaints + [f"not stated {f.path}: {f.code}:{f.line}:{f.severity} {f.message} {f.fix}" for f in left]


def but_empty_topics(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without KY604: the few papers of a case leave topics empty."""
    return [finding for finding in findings if finding.code != "KY604"]


def plain_report(root: Path, as_of: datetime.date = AS_OF) -> Report:
    """Check a tree with every paper read but none laid out."""
    return check(read(root), unprinted, as_of)


@functools.cache
def content_tree() -> ModuleType:
    """Return tests/conftest.py, whose name is also that of the conftest.py beside this file."""
    spec = importlib.util.spec_from_file_location("content_tree", Path(__file__).parents[1] / "conftest.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def event_yml(changes: Mapping[str, Any]) -> str:
    """Return the usual seminar, without quotas and with the topics above, some fields changed."""
    return yaml.safe_dump({**_usual_plan(), "topics": TOPICS, **changes}, allow_unicode=True, sort_keys=False)


@functools.cache
def _usual_plan() -> Mapping[str, Any]:
    plan = yaml.load(content_tree().EVENT, Loader=yaml.BaseLoader)
    return {field: value for field, value in plan.items() if field != "quotas"}


def write_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a content tree that has the usual guideline, units and documents beside the files given."""
    usual = content_tree()
    registers = {"guideline": usual.GUIDELINE, "units": usual.UNITS, "documents": usual.DOCUMENTS}
    for name, content in ({f"papers/{name}.yml": text for name, text in registers.items()} | dict(files)).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def lay_in(cases: Iterable[Case]) -> tuple[dict[str, str | bytes], dict[str, str]]:
    """Return the files of one content tree that holds all cases, and the path of each case's paper by its id."""
    files: dict[str, str | bytes] = {}
    paths: dict[str, str] = {}
    seminars: dict[tuple[str, str, str], str] = {}
    for case in cases:
        plan = event_yml(case.event)
        group = (case.code, case.variant, plan)
        folder = seminars.setdefault(group, f"papers/{case.code.lower()}-{case.variant}-{len(seminars)}")
        files[f"{folder}/event.yml"] = plan
        paths[case.id] = f"{folder}/{case.name}.md"
        files[paths[case.id]] = case.content
        files |= {f"{folder}/{case.name}/{figure.name}": figure.read_bytes() for figure in case.figures}
    return files, paths


def _read_case(path: Path) -> Case:
    text = path.read_bytes().decode()
    headers: dict[str, str] = {}
    while found := _PAPER_HEADER.match(text):
        headers[found[1]] = found[2]
        text = text[found.end() :]
    figures = tuple(sorted(path.with_suffix("").iterdir())) if path.with_suffix("").is_dir() else ()
    event = _typed(yaml.load(headers.get("event", "{}"), Loader=yaml.BaseLoader))
    expected = expectations(headers["expect"])
    return Case(
        code=path.parent.name, name=path.stem, expected=expected, content=text.encode(), event=event, figures=figures
    )


def _saved(case: Case) -> list[Case]:
    """Return the case as Windows programs save it."""
    return [
        replace(case, variant="bom", content=b"\xef\xbb\xbf" + case.content),
        replace(case, variant="crlf", content=case.content.replace(b"\n", b"\r\n")),
    ]


def _with_long_head(case: Case) -> Case:
    """Return the case with a head of 30 lines: comments and, where they do no harm, keywords before the rest."""
    lines = case.content.decode().split("\n")
    height = lines.index("---", 1) - 1 if "---" in lines[1:] else 1
    more = _LONG_HEAD - height
    keywords = (
        0
        if "keywords" in case.content.decode() or case.code in ("KY101", "KY102", "KY108", "KY201", "KY905")
        else more // 2
    )
    head = [f"# ghi chú của biên tập {number}" for number in range(more - keywords)]
    head += ["keywords:", *(f"  - từ khóa {number}" for number in range(keywords - 1))] if keywords else []
    moved = tuple(one._replace(line=one.line + more) if one.line > 1 else one for one in case.expected)
    return replace(case, variant="long", content="\n".join([lines[0], *head, *lines[1:]]).encode(), expected=moved)


def _read_event_case(path: Path) -> EventCase:
    text = path.read_text(encoding="utf-8")
    header = _EVENT_HEADER.match(text)
    assert header, f"{path} does not begin with “# expect: …”"
    outline = yaml.load(text, Loader=yaml.BaseLoader)
    return EventCase(
        code=path.parent.name,
        name=path.stem,
        expected=expectations(header[1]),
        as_of=datetime.date.fromisoformat(outline["as_of"]),
        event=_typed(outline["event"]),
        papers=outline["papers"],
    )


def _typed(value: Any) -> Any:
    """Give back to null its meaning; all other scalars stay as written."""
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    return None if value == "null" else value


def unprinted(proceedings: Proceedings, papers: Sequence[Paper], _: object = None) -> dict[str, Typeset]:
    """Return papers read but not laid out, each as one page in the right font."""
    bodies = {paper.path: render(paper.text, paper.text_line, paper.slug) for paper in papers}
    return {path: Typeset(body=body, pages=1, lines_over=0, foreign={}, pdf=b"") for path, body in bodies.items()}
