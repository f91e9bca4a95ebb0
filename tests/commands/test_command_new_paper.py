"""A new paper: filled in so that only what its author has to write is left; nothing is ever written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from book import seminar
from book.harness import AS_OF, command

from proceedings.reading.load import read


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return seminar.write_small(tmp_path / "tree")


def new(tree: Path, *arguments: object):
    return command("new_paper", "--root", tree, "--as-of", AS_OF, *arguments)


def right(*more: object) -> tuple[object, ...]:
    return (seminar.EVENT_ID, "--title", "Bài mới viết", "--unit", "truong-a", "--topic", "1", *more)


def findings(tree: Path, name: str) -> list[str]:
    done = command("check", "--root", tree, "--format", "json", "--as-of", AS_OF)
    paper = next(each for each in json.loads(done.stdout)["papers"] if each["path"].endswith(name))
    return sorted({each["code"] for each in paper["findings"] if each["severity"] == "error"})


def test_a_paper_with_all_that_is_known(tree):
    done = new(tree, *right("--author", "Trần Thị B"))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{seminar.FOLDER}/bai-moi-viet.md" in done.stdout
    paper = next(each for each in read(tree).proceedings.papers if each.slug == "bai-moi-viet")
    assert paper.front.title == "Bài mới viết"
    assert [(author.name, author.unit, author.degree) for author in paper.front.authors] == [
        ("Trần Thị B", "truong-a", None)
    ]
    assert paper.front.topic == "1"
    assert paper.front.received == AS_OF


def test_it_passes_but_for_what_is_still_to_be_written(tree):
    new(tree, *right())
    path = tree / seminar.FOLDER / "bai-moi-viet.md"
    assert set(findings(tree, path.name)) <= {"KY503"}
    path.write_text(
        path.read_text().rstrip("\n").replace("\n\n## ", "\n\nMột đoạn văn của phần này.\n\n## ") + "\n\nHết.\n"
    )
    assert findings(tree, path.name) == []


def test_without_a_topic_the_topics_are_listed(tree):
    new(tree, seminar.EVENT_ID, "--title", "Bài mới viết", "--unit", "truong-a")
    text = (tree / seminar.FOLDER / "bai-moi-viet.md").read_text()
    for line in ("#   1: Cơ sở lý luận", "#   2.a: Kinh nghiệm dùng", "#   2.đ: ", "#   khac: "):
        assert line in text
    assert "#   2: " not in text
    assert findings(tree, "bai-moi-viet.md") == ["KY401"]


def test_a_model_paper_has_its_parts(tree):
    assert new(tree, *right("--kind", "model")).returncode == 0
    text = (tree / seminar.FOLDER / "bai-moi-viet.md").read_text()
    assert "## Mục tiêu" in text
    assert set(findings(tree, "bai-moi-viet.md")) <= {"KY502", "KY503"}


@pytest.mark.parametrize(
    "title",
    [
        'Bài "trong ngoặc"',
        "Bài 'nháy' đơn",
        "Bài: có hai chấm",
        "Bài \\ gạch ngược",
        "# không phải chú thích",
        "Bài {a} [b] & * !",
    ],
)
def test_every_title_comes_back_as_given(tree, title):
    assert new(tree, seminar.EVENT_ID, "--title", title, "--unit", "truong-a", "--slug", "thu").returncode == 0
    paper = next(each for each in read(tree).proceedings.papers if each.slug == "thu")
    assert paper.front.title == title


@pytest.mark.parametrize("title", ["Hai\ndòng", "Có\ttab", "Ký tự \x1b điều khiển", "a: b\nstatus: draft"])
def test_a_title_of_several_lines_makes_no_broken_file(tree, title):
    done = new(tree, seminar.EVENT_ID, "--title", title, "--unit", "truong-a", "--slug", "thu")
    assert "Traceback" not in done.stderr
    if done.returncode == 0:
        paper = next(each for each in read(tree).proceedings.papers if each.slug == "thu")
        assert paper.front.status == "accepted"
        assert paper.front.title == " ".join("".join(c if c.isprintable() else " " for c in title).split())
    else:
        assert done.returncode == 2
        assert not (tree / seminar.FOLDER / "thu.md").exists()


def test_nothing_is_written_over(tree):
    path = tree / seminar.FOLDER / "bai-mot.md"
    before = path.read_bytes()
    done = new(tree, *right("--slug", "bai-mot"))
    assert done.returncode == 2
    assert "Đã có bài" in done.stderr
    assert path.read_bytes() == before


def test_a_dangling_link_is_not_written_through(tree):
    (tree / seminar.FOLDER / "thu.md").symlink_to(tree.parent / "outside.md")
    done = new(tree, *right("--slug", "thu"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tree.parent / "outside.md").exists()


@pytest.mark.parametrize("slug", ["muc-luc", "ky-yeu", "index", "con", "foreword"])
def test_a_name_that_is_taken_by_the_site(tree, slug):
    (tree / seminar.FOLDER / "foreword.md").unlink()
    done = new(tree, *right("--slug", slug))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not (tree / seminar.FOLDER / f"{slug}.md").exists()


@pytest.mark.parametrize("slug", ["../ra-ngoai", "/tmp/ra-ngoai", "..", "Bài Số 1"])
def test_a_name_cannot_leave_the_folder(tree, slug):
    done = new(tree, *right("--slug", slug))
    assert "Traceback" not in done.stderr
    made = {path.name for path in (tree / seminar.FOLDER).glob("*.md")}
    assert made <= {"bai-mot.md", "bai-hai.md", "foreword.md", "ra-ngoai.md", "tmp-ra-ngoai.md", "bai-so-1.md"}
    assert not (tree / "papers" / "ra-ngoai.md").exists()


def test_a_long_title_makes_a_short_name(tree):
    assert new(tree, seminar.EVENT_ID, "--title", "Rất dài " * 40, "--unit", "truong-a").returncode == 0
    made = list((tree / seminar.FOLDER).glob("rat-dai*.md"))
    assert len(made) == 1
    assert len(made[0].stem) <= 60


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((seminar.EVENT_ID, "--title", "A", "--unit", "truong-aa"), "truong-a"),
        ((seminar.EVENT_ID, "--title", "A", "--unit", "a: b}"), "Không có đơn vị"),
        (("2030-khong-co", "--title", "A"), seminar.EVENT_ID),
        ((seminar.EVENT_ID, "--title", "…", "--unit", "truong-a"), "--slug"),
        ((seminar.EVENT_ID, "--title", "A", "--unit", "truong-a", "--topic", "99"), "chủ đề"),
        ((seminar.EVENT_ID, "--title", "A", "--unit", "truong-a", "--kind", "thơ"), "model"),
        ((), "SỰ_KIỆN"),
    ],
)
def test_bad_arguments(tree, arguments, words):
    before = sorted(path.name for path in (tree / seminar.FOLDER).iterdir())
    done = new(tree, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in (tree / seminar.FOLDER).iterdir()) == before


def test_a_folder_that_cannot_be_written(tree):
    done = command("new_paper", "--root", "/proc/1", seminar.EVENT_ID)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
