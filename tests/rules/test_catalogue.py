"""What every rule must bring with it: a code of its family, a page for its reader, examples that are true, cases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from file_cases import FILE_CASES, FileCase, picture
from rule_cases import (
    AS_OF,
    KINDS,
    Case,
    Checked,
    but_empty_topics,
    event_cases,
    event_yml,
    paper_cases,
    plain_report,
    unprinted,
    write_tree,
)

from proceedings.book.layout.layout_pool import typeset_all
from proceedings.checking.check import Typesetter, check
from proceedings.model.finding import Finding
from proceedings.reading.load import read
from proceedings.rules.catalogue import CATALOGUE, FAMILIES
from proceedings.rules.rule import Rule

# Every code the project has given out, in use or not; none is ever given out twice.
CODES = frozenset(
    "KY101 KY102 KY103 KY104 KY105 KY106 KY107 KY108 KY109 KY201 KY202 KY301 KY302 KY303 KY304 KY305 "
    "KY401 KY402 KY403 KY404 KY501 KY502 KY503 KY504 KY505 KY506 KY507 KY508 KY601 KY602 KY603 KY604 KY605 "
    "KY701 KY702 KY703 KY801 KY802 KY803 KY804 KY805 KY806 KY901 KY902 KY903 KY904 KY905 KY906 KY990 KY991".split()
)
NEEDED = {"fail": 3, "pass": 3, "near": 1}
ELSEWHERE = {"KY906": "test_layout_limits.py"}
"""Rules whose cases no file can state."""

_VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
_ENGLISH = re.compile(
    r"\b(?:none|null|nan|true|false|error|warning|exception|traceback|invalid|missing|unknown|expected|found|"
    r"while|cannot|should|must|not|the|of|line|column)\b",
    re.IGNORECASE,
)
# Words of the author, folders, fields and values to choose from, and Unicode names are quoted as they are.
_QUOTED = re.compile(r"“[^”]*”|\S+/|U\+[0-9A-F]{4,6}, [^)]*\)|(?:Các mục được dùng|Chọn một trong): .*")

RULES = pytest.mark.parametrize("rule", CATALOGUE.values(), ids=CATALOGUE)
HEAD_EXAMPLES = ("KY103", "KY104", "KY105", "KY106", "KY401", "KY402", "KY404", "KY502", "KY601", "KY905")
TEXT_EXAMPLES = ("KY302", "KY501", "KY504", "KY507", "KY508", "KY802", "KY902", "KY903")


@RULES
def test_rule_tells_its_reader_everything(rule: Rule) -> None:
    for text in (rule.title, rule.why, rule.repair):
        assert _VIETNAMESE.search(text), text
        assert not _ENGLISH.search(text), text
    assert rule.wrong.strip()
    assert rule.right.strip()
    assert rule.wrong != rule.right
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert rule.repair.endswith(".")
    assert rule.url == f"quy-tac/{rule.code.lower()}/"


@RULES
def test_code_was_given_out_and_has_a_family(rule: Rule) -> None:
    assert rule.code in CODES
    assert rule.code[:3] in FAMILIES
    assert CATALOGUE[rule.code] is rule


def test_titles_tell_rules_apart() -> None:
    assert len({rule.title for rule in CATALOGUE.values()}) == len(CATALOGUE)


@RULES
def test_rule_has_its_cases(rule: Rule) -> None:
    if rule.code in ELSEWHERE:
        assert (Path(__file__).parent / ELSEWHERE[rule.code]).is_file()
        return
    counted = counts().get(rule.code, Counter())
    assert {kind: least for kind, least in NEEDED.items() if counted[kind] < least} == {}, dict(counted)


def test_cases_are_named_for_what_they_state() -> None:
    for case in (*paper_cases(), *event_cases()):
        assert case.kind in KINDS
        assert (case.code in {one.code for one in case.expected}) == (case.kind == "fail"), case
    for case in FILE_CASES:
        assert (f":{case.code}:" in " ".join(case.expected)) == (case.kind == "fail"), case


@pytest.mark.parametrize("code", HEAD_EXAMPLES)
def test_examples_of_the_head_are_true(code: str, tmp_path: Path) -> None:
    wrong, right = CATALOGUE[code].wrong, CATALOGUE[code].right
    assert codes_of(tmp_path / "wrong", with_head(wrong)) == {code}
    assert codes_of(tmp_path / "right", with_head(right)) == set()


@pytest.mark.parametrize("code", ["KY101", "KY102"])
def test_examples_of_whole_heads_are_true(code: str, tmp_path: Path) -> None:
    wrong, right = CATALOGUE[code].wrong, CATALOGUE[code].right
    assert code in codes_of(tmp_path / "wrong", f"{wrong}\n\nMột câu.\n")
    assert code not in codes_of(tmp_path / "right", f"{right}\n\nMột câu.\n")


@pytest.mark.parametrize("code", TEXT_EXAMPLES)
def test_examples_of_the_text_are_true(code: str, tmp_path: Path) -> None:
    wrong, right = with_text(CATALOGUE[code].wrong, code), with_text(CATALOGUE[code].right, code)
    assert code in codes_of(tmp_path / "wrong", wrong)
    assert codes_of(tmp_path / "right", right) == set()


def test_examples_of_characters_are_true(tmp_path: Path) -> None:
    wrong, right = CATALOGUE["KY301"].wrong, CATALOGUE["KY301"].right
    assert codes_of(tmp_path / "wrong", with_text(wrong, "KY301"), typeset_all) == {"KY301"}
    assert codes_of(tmp_path / "right", with_text(right, "KY301"), typeset_all) == set()


@pytest.mark.parametrize("case", paper_cases(), ids=lambda case: case.id)
def test_messages_speak_vietnamese(case: Case, checked: Checked) -> None:
    report = checked.paper(case)
    assert english((*report.findings, *(waived.finding for waived in report.waived))) == []


@pytest.mark.parametrize("case", FILE_CASES, ids=lambda case: f"{case.code}-{case.name}")
def test_messages_about_files_speak_vietnamese(case: FileCase, tmp_path: Path) -> None:
    assert english(plain_report(case.write(tmp_path, write_tree)).findings()) == []


def english(findings: Iterable[Finding]) -> list[str]:
    told = [_QUOTED.sub("", f"{finding.message} {finding.fix}") for finding in findings]
    return [text for text in told if _ENGLISH.search(text) or not _VIETNAMESE.search(text)]


def counts() -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    plain = [case for case in paper_cases() if case.variant == "plain"]
    for case in (*plain, *event_cases(), *FILE_CASES):
        found.setdefault(case.code, Counter())[case.kind] += 1
    return found


def with_head(example: str) -> str:
    """Return a right paper whose head has the fields of an example in place of its own."""
    usual = {
        "title": "title: Đổi mới phương pháp giảng dạy",
        "authors": "authors: [{name: Nguyễn Văn A, unit: tct-thanh-hoa}]",
        "topic": 'topic: "16"',
    }
    own = set(re.findall(r"^(\w+):", example, re.MULTILINE))
    parts = "\n\n".join(
        f"## {part}\n\nNội dung." for part in ("Mục tiêu", "Nội dung", "Cách làm", "Kết quả", "Bài học")
    )
    head = [example, *(line for field, line in usual.items() if field not in own)]
    return "\n".join(["---", *head, "---", "", parts, ""])


def with_text(example: str, code: str) -> str:
    kind = "kind: model\nmodel: {name: Nhóm dự giờ}" if code == "KY501" else "kind: article"
    return with_head(kind).partition("## ")[0] + f"{example}\n\nBài viết này có đủ nội dung.\n"


def codes_of(root: Path, paper: str, typesetter: Typesetter = unprinted) -> set[str]:
    """Return the codes of a paper `ten-bai` in a seminar with the topics, units and figures that examples name."""
    topics = [{"number": str(number), "title": f"Chủ đề {number}"} for number in range(1, 17)]
    topics[0]["children"] = [
        {"number": "1.2", "title": "Mục", "children": [{"number": "1.2.c", "title": "Chủ đề con"}]}
    ]
    plan = event_yml({"topics": topics, "organizer": "tct-thanh-hoa", "deadlines": {"schools": "2021-11-10"}})
    schools = [{"id": name, "name": name, "short": name, "kind": "school"} for name in ("tct-thanh-hoa", "tct-nghe-an")]
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    files = {
        "papers/units.yml": yaml.safe_dump(schools),
        "papers/e/event.yml": plan,
        "papers/e/ten-bai.md": paper,
        "papers/e/ten-bai/hinh-1.svg": drawing,
        "papers/e/ten-bai/so-do.png": picture("PNG"),
    }
    report = check(read(write_tree(root, files)), typesetter, AS_OF)
    assert but_empty_topics(finding for event in report.events for finding in event.findings) == []
    return {finding.code for finding in report.papers[0].findings}
