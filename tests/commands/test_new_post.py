"""A new post: the plan's facts and nothing else; what the plan cannot know is a marked gap."""

from __future__ import annotations

import re
from pathlib import Path

import frontmatter
import pytest
from book import seminar
from book.harness import AS_OF, CONTENT, command

from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.pipeline.post_text import CATEGORIES, gap, post_text
from proceedings.reading.load import read
from proceedings.web.news import find_gaps

KINDS = tuple(CATEGORIES)


@pytest.fixture(scope="module")
def model() -> Proceedings:
    return read(CONTENT).proceedings


@pytest.fixture(params=["2021-toa-dam-kl14", "2021-hoi-thao-truong-chuan"])
def event(request: pytest.FixtureRequest, model: Proceedings) -> Event:
    return model.event(request.param)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return seminar.write_small(tmp_path / "tree")


def new(tree: Path, *arguments: object):
    return command("new_post", "--root", tree, "--as-of", AS_OF, *arguments)


def posts(tree: Path) -> list[Path]:
    return sorted((tree / "docs" / "tin-tuc" / "posts").glob("*.md"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_front_matter_is_filled_in(tree, kind):
    done = new(tree, seminar.EVENT_ID, "--kind", kind)
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = posts(tree)
    slug = f"{kind}-{seminar.EVENT_ID.partition('-')[2]}"
    assert path.name == f"{AS_OF}-{slug}.md"
    meta = frontmatter.load(path).metadata
    assert meta["date"] == AS_OF
    assert (meta["slug"], meta["event"], meta["categories"]) == (slug, seminar.EVENT_ID, [CATEGORIES[kind]])
    assert read(tree).proceedings.event(seminar.EVENT_ID).title in meta["title"]


def test_a_recap_is_all_gaps_and_says_so(tree):
    done = new(tree, seminar.EVENT_ID)
    (path,) = posts(tree)
    gaps = find_gaps(path.read_text(encoding="utf-8"))
    assert len(gaps) >= 6
    assert f"Còn {len(gaps)} chỗ" in done.stdout


def words_of(value: object) -> str:
    """Return every text that a plan holds, whatever the field."""
    return re.sub(r"\s+", " ", repr(value))


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_is_of_the_plan(event, model, kind):
    text = post_text(event, kind, model).replace("\\.", ".")
    plan = words_of(event)
    for line in text.splitlines():
        if line.startswith("- ") and kind == "chuong-trinh":
            fact = re.sub(r"^- (?:[\d.]+\. |Phương án \d: |Đồng chí )?", "", line).partition(",")[0].rstrip(".")
            assert fact in plan, line
    days = re.findall(r"ngày (\d\d) tháng (\d+) năm (\d{4})", re.sub(r"Kết luận số \S+ ngày.*?năm \d{4}", "", text))
    for day, month, year in days:
        assert f"({year}, {int(month)}, {int(day)}" in plan, (day, month, year)


@pytest.mark.parametrize("kind", ["moi-viet-bai", "chuong-trinh"])
def test_a_whole_plan_leaves_no_gap(event, model, kind):
    assert find_gaps(post_text(event, kind, model)) == ()


def test_a_recap_tells_nothing_of_the_course(event, model):
    bare = re.sub(r"\[điền:[^\]]*\]", "…", post_text(event, "tong-ket", model))
    for planned in (*(str(chair.name) for chair in event.chairs if chair.name), *(v.name for v in event.venues)):
        assert planned not in bare.replace("Trường Chính trị tỉnh Thanh Hóa đã tổ chức", "")
    assert "29 tháng 10" not in bare
    assert not re.search(r"\d+ đại biểu", bare)


def test_a_recap_reads_as_a_sentence_once_its_gaps_are_filled(event, model):
    bare = re.sub(r"\[điền: ([^\];]*)[^\]]*\]", r"<\1>", post_text(event, "tong-ket", model))
    assert "Đại biểu: <số đại biểu dự> người, gồm <thành phần đã dự>." in bare


def test_what_is_open_stays_open(model):
    text = post_text(model.event("2021-hoi-thao-truong-chuan"), "chuong-trinh", model)
    for words in ("dự kiến tháng 11 năm 2021", "chưa chốt ngày giờ", "chưa chọn phương án nào", "- Phương án 2: "):
        assert words in text
    call = post_text(model.event("2021-hoi-thao-truong-chuan"), "moi-viet-bai", model)
    for words in (
        "từ 03 đến 05 bài",
        "Nghệ An: từ 06 bài trở lên",
        "ngày 25 tháng 10 năm 2021",
        "ngày 10 tháng 11 năm 2021",
    ):
        assert words in call


def test_a_plan_that_says_little_gets_gaps(tree):
    event = read(tree).proceedings.event(seminar.EVENT_ID)
    text = post_text(event, "moi-viet-bai", read(tree).proceedings)
    assert ("[điền: cách nộp bài, nơi nhận bài]" in text) == (event.submission is None)


def test_brackets_of_the_plan_do_not_end_a_gap():
    made = gap("nơi", "Phòng [A]\nnhà B")
    assert made == "[điền: nơi; theo kế hoạch: Phòng (A) nhà B]"
    assert find_gaps(made) == ((1, made),)


def test_nothing_is_written_over(tree):
    assert new(tree, seminar.EVENT_ID, "--kind", "moi-viet-bai").returncode == 0
    (path,) = posts(tree)
    before = path.read_bytes()
    for as_of in (AS_OF, "2021-12-01"):
        done = command("new_post", "--root", tree, seminar.EVENT_ID, "--kind", "moi-viet-bai", "--as-of", as_of)
        assert done.returncode == 2
        assert "Đã có tin" in done.stderr
        assert "Traceback" not in done.stderr
    assert posts(tree) == [path]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2030-khong-co",), "Không có sự kiện"),
        ((seminar.EVENT_ID, "--kind", "tho"), "tong-ket"),
        ((), "SỰ_KIỆN"),
    ],
)
def test_bad_arguments(tree, arguments, words):
    done = new(tree, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert posts(tree) == []


def test_a_folder_that_cannot_be_written():
    done = command("new_post", "--root", "/proc/1", seminar.EVENT_ID)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
