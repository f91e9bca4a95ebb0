"""The check command: exit codes, paths, explanations and the shape of its JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from book import seminar
from book.harness import AS_OF, command, run

from proceedings.rules.catalogue import CATALOGUE

BAD = "không có phần đầu bài\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return seminar.write_small(tmp_path / "tree")


def check(tree: Path, *arguments: object, **environment: str):
    return command("check", "--root", tree, *arguments, **environment)


def data(tree: Path, *arguments: object, **environment: str) -> dict:
    return json.loads(check(tree, "--format", "json", *arguments, **environment).stdout)


def test_a_right_tree(tree):
    done = check(tree, "--as-of", AS_OF)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 bài: 2 đạt, 0 chưa đạt." in done.stdout


def test_an_error_is_exit_1(tree):
    (tree / seminar.FOLDER / "xau.md").write_text(BAD)
    done = check(tree, "--as-of", AS_OF)
    assert done.returncode == 1
    assert "KY101" in done.stdout
    assert "3 bài: 2 đạt, 1 chưa đạt." in done.stdout


def test_a_warning_is_exit_0(tree):
    (tree / "papers" / "guideline.yml").write_text("min_words: 500\n")
    done = check(tree, "--as-of", AS_OF)
    assert done.returncode == 0
    assert "KY202" in done.stdout


@pytest.mark.parametrize("given", ["papers/2021-hoi-thao/bai-mot.md", "papers/2021-hoi-thao", "papers", "."])
def test_paths_from_the_root(tree, given):
    (tree / seminar.FOLDER / "xau.md").write_text(BAD)
    done = check(tree, given, "--as-of", AS_OF)
    assert done.returncode == (0 if given.endswith(".md") else 1)
    assert ("xau.md" in done.stdout) == (not given.endswith(".md"))
    assert "bai-mot.md" in done.stdout


def test_a_path_from_where_one_stands(tree):
    (tree / seminar.FOLDER / "xau.md").write_text(BAD)
    line = ["check", "--root", tree, "bai-mot.md", "--as-of", AS_OF]
    done = command(line[0], *line[1:], cwd=tree / seminar.FOLDER)
    assert done.returncode == 0
    assert "1 bài: 1 đạt" in done.stdout


@pytest.mark.parametrize("given", ["khong-co.md", "/etc/passwd", "../outside.md", "papers/../../outside.md", "\0", ""])
def test_a_path_outside_or_absent(tree, given):
    (tree.parent / "outside.md").write_text("x")
    if given in ("\0", ""):
        given = "a\nb" if given else "x" * 5000
    done = check(tree, given)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Không có bài" in done.stderr


def test_a_link_that_leaves_the_tree_is_outside(tree):
    (tree.parent / "outside.md").write_text("x")
    (tree / "link.md").symlink_to(tree.parent / "outside.md")
    assert check(tree, "link.md").returncode == 2


@pytest.mark.parametrize("code", ["KY201", "ky902"])
def test_a_rule_is_explained(tree, code):
    done = check(tree, "--explain", code)
    assert done.returncode == 0
    rule = CATALOGUE[code.upper()]
    assert done.stdout.startswith(f"{rule.code} {rule.title}\n")
    for heading in ("Vì sao:", "Sai:", "Đúng:", "Cách sửa:"):
        assert f"\n{heading}\n" in done.stdout


def test_an_unknown_rule(tree):
    done = check(tree, "--explain", "KY209")
    assert done.returncode == 2
    assert "KY201, KY202" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_tree(tmp_path):
    done = check(tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "papers" in done.stderr


@pytest.mark.parametrize("day", ["hôm nay", "2021-13-01", "20/10/2021", ""])
def test_a_day_that_is_none(tree, day):
    done = check(tree, "--as-of", day)
    assert done.returncode == 2
    assert "ngày viết năm-tháng-ngày" in done.stderr


def test_the_keys_of_the_json(tree):
    (tree / seminar.FOLDER / "xau.md").write_text(BAD)
    quotas = "quotas: {default: {min: 2, max: 3}, units: [truong-a, truong-b]}\n"
    event = tree / seminar.FOLDER / "event.yml"
    event.write_text(event.read_text() + quotas)
    found = data(tree, "--as-of", AS_OF)
    assert set(found) == {"papers", "events", "summary"}
    assert set(found["summary"]) == {"papers", "errors", "warnings", "advice"}
    assert found["summary"]["papers"] == 3
    by_path = {paper["path"]: paper for paper in found["papers"]}
    assert list(by_path) == sorted(by_path)
    right, wrong = by_path[f"{seminar.FOLDER}/bai-mot.md"], by_path[f"{seminar.FOLDER}/xau.md"]
    assert set(right) == set(wrong) == {"path", "event", "verdict", "pages", "words", "findings", "waived"}
    assert (right["verdict"], right["pages"], right["findings"]) == ("pass", 1, [])
    assert isinstance(right["words"], int)
    assert (wrong["verdict"], wrong["pages"], wrong["words"]) == ("fail", None, None)
    finding = wrong["findings"][0]
    assert set(finding) == {"code", "severity", "path", "line", "message", "fix", "url"}
    assert (finding["code"], finding["severity"], finding["url"]) == ("KY101", "error", "quy-tac/ky101/")
    seminar_ = next(each for each in found["events"] if each["event"] == seminar.EVENT_ID)
    assert set(seminar_) == {"event", "findings", "quotas", "topics"}
    assert {"unit": "truong-a", "papers": 2, "min": 2, "max": 3} in seminar_["quotas"]
    assert {topic["topic"]: topic["papers"] for topic in seminar_["topics"]} == {"1": 1, "2.a": 1, "2.đ": 0}


def test_the_json_counts_what_it_lists(tree):
    (tree / seminar.FOLDER / "xau.md").write_text(BAD)
    found = data(tree, "--as-of", AS_OF)
    listed = [each for part in ("papers", "events") for owner in found[part] for each in owner["findings"]]
    for severity, key in (("error", "errors"), ("warning", "warnings"), ("advice", "advice")):
        assert found["summary"][key] == sum(each["severity"] == severity for each in listed)
    assert found["summary"]["errors"] >= 1


def test_a_waived_finding_keeps_its_reason(tree):
    (tree / "papers" / "guideline.yml").write_text("min_words: 500\n")
    waiver = "waivers: [{code: KY202, reason: Bài phát biểu, by: Lê B, on: 2021-10-20}]\n"
    path = f"{seminar.FOLDER}/bai-mot.md"
    (tree / path).write_text(seminar.paper("Bài viết thứ nhất", more=waiver))
    paper = next(each for each in data(tree, "--as-of", AS_OF)["papers"] if each["path"] == path)
    assert paper["verdict"] == "pass"
    assert [(each["code"], each["reason"], each["on"]) for each in paper["waived"]] == [
        ("KY202", "Bài phát biểu", "2021-10-20")
    ]


def late(tree: Path, **environment: str) -> bool:
    """Whether a quota that is not filled weighs as after the deadline."""
    event = tree / seminar.FOLDER / "event.yml"
    event.write_text(seminar.EVENT + "quotas: {default: {min: 9}, units: [truong-a]}\n")
    found = data(tree, *environment.pop("arguments", "").split(), **environment)
    events = {each["event"]: each for each in found["events"]}
    quota = [each for each in events[seminar.EVENT_ID]["findings"] if each["code"] == "KY602"]
    assert len(quota) == 1
    return "quá hạn" in quota[0]["message"] + quota[0]["fix"] or quota[0]["severity"] != "advice"


def test_the_day_of_the_check(tree):
    assert not late(tree, arguments="--as-of 2021-10-20")
    assert late(tree, arguments="--as-of 2021-11-20")


def test_the_day_of_source_date_epoch(tree):
    assert not late(tree, SOURCE_DATE_EPOCH="1634688000")
    assert late(tree, SOURCE_DATE_EPOCH="1637366400")


def test_the_argument_goes_before_source_date_epoch(tree):
    assert not late(tree, arguments="--as-of 2021-10-20", SOURCE_DATE_EPOCH="1637366400")


@pytest.mark.parametrize("epoch", ["hôm nay", "", "-5", "99999999999999999999"])
def test_a_strange_source_date_epoch_is_no_accident(tree, epoch):
    done = check(tree, SOURCE_DATE_EPOCH=epoch)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)


def test_authors_words_cannot_colour_or_fake_the_report(tree):
    name = "x\nSự kiện giả\x1b[31m.md"
    (tree / seminar.FOLDER / name).write_text("x")
    done = check(tree, "--as-of", AS_OF)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\nSự kiện giả" not in done.stdout


def test_output_to_a_pipe_that_closes(tree):
    line = f"'{sys.executable}' -P -m proceedings.commands.check --root '{tree}' | head -c 1"
    done = run(["bash", "-c", line])
    assert "Traceback" not in done.stderr
