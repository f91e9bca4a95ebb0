"""The build command: what it makes, what it refuses in one line, and that the old output outlives every failure."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import threading
from pathlib import Path

import pytest
from book import seminar
from book.harness import AS_OF, ROOT, clean_environment, command, command_line, run, tree_digest

pytestmark = pytest.mark.slow

SITE, DIST = "site", "dist"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return seminar.write_small(tmp_path / "tree")


def build(tree: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return command("build", "--root", tree, "--as-of", AS_OF, *arguments)


def output(tree: Path) -> dict[str, str]:
    return {f"{part}/{name}": sum_ for part in (SITE, DIST) for name, sum_ in tree_digest(tree / part).items()}


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


def test_site_and_book(tree):
    done = build(tree)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert (tree / SITE / "index.html").is_file()
    folder = tree / DIST / seminar.EVENT_ID
    name_and_sum = {name: sum_ for sum_, name in map(str.split, (folder / "SHA256SUMS").read_text().splitlines())}
    assert "ruot.pdf" in name_and_sum
    for name, sum_ in name_and_sum.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sum_
    assert set(name_and_sum) | {"SHA256SUMS"} == {path.name for path in folder.iterdir()}


def test_the_event_of_the_guide_has_no_paper_yet_and_stops_nothing(tree):
    guide = (ROOT / "docs" / "huong-dan" / "bien-tap.md").read_text(encoding="utf-8")
    least = guide.partition("{ #su-kien-moi }")[2].partition("```yaml\n")[2].partition("```")[0]
    new = "2026-toa-dam-moi"
    (tree / "papers" / new).mkdir()
    (tree / "papers" / new / "event.yml").write_text(
        least.replace("organizer: tct-thanh-hoa", "organizer: truong-a"), encoding="utf-8"
    )
    done = build(tree)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Chưa có bài nào: mới dựng ma-ket.pdf" in done.stdout
    assert {path.name for path in (tree / DIST / new).iterdir()} == {"ma-ket.pdf", "SHA256SUMS"}
    assert (tree / DIST / seminar.EVENT_ID / "ruot.pdf").is_file()
    assert not (tree / SITE / new / "ky-yeu.pdf").exists()
    for page in (tree / SITE).rglob("*.html"):
        assert f"{new}/ky-yeu.pdf" not in page.read_text(encoding="utf-8"), page
    assert "ky-yeu.pdf" not in (tree / SITE / new / "muc-luc" / "index.html").read_text(encoding="utf-8")
    assert "Chưa có bài nào." in (tree / SITE / new / "muc-luc" / "index.html").read_text(encoding="utf-8")


def test_nothing_is_left_beside_the_output(tree):
    build(tree)
    assert not [path for path in tree.glob(".build-*") if path.is_dir()]


def test_only_the_site(tree):
    assert build(tree, "--only", "site").returncode == 0
    assert (tree / SITE / "index.html").is_file()
    assert not (tree / DIST).exists()
    assert not list((tree / SITE).rglob("*.pdf"))
    assert ".pdf" not in (tree / SITE / seminar.EVENT_ID / "bai-mot" / "index.html").read_text()


def test_only_the_book(tree):
    assert build(tree, "--only", "book").returncode == 0
    assert (tree / DIST / seminar.EVENT_ID / "ruot.pdf").is_file()
    assert not (tree / SITE).exists()


def test_the_book_alone_leaves_the_old_site_and_says_so(tree):
    assert build(tree).returncode == 0
    volume = (tree / SITE / seminar.EVENT_ID / "ky-yeu.pdf").read_bytes()
    done = build(tree, "--only", "book")
    assert "vẫn là bản cũ" in done.stdout
    assert (tree / SITE / seminar.EVENT_ID / "ky-yeu.pdf").read_bytes() == volume


def test_only_something_else(tree):
    done = build(tree, "--only", "bìa")
    assert done.returncode == 2
    assert "chọn trong: site, book" in done.stderr


def test_one_event(tree):
    other = tree / "papers" / "2022-toa-dam"
    shutil.copytree(tree / seminar.FOLDER, other)
    for paper in other.glob("bai-*.md"):
        paper.write_text(paper.read_text().replace("Bài viết thứ", "Bài khác thứ"))
    assert build(tree).returncode == 0
    (tree / DIST / "2022-toa-dam" / "ruot.pdf").write_bytes(b"old")
    (tree / DIST / seminar.EVENT_ID / "ruot.pdf").write_bytes(b"old")
    assert build(tree, "--event", "2022-toa-dam", "--only", "book").returncode == 0
    assert (tree / DIST / "2022-toa-dam" / "ruot.pdf").read_bytes() != b"old"
    assert (tree / DIST / seminar.EVENT_ID / "ruot.pdf").read_bytes() == b"old"


@pytest.mark.parametrize("only", ["book", "site", "site,book"])
def test_unknown_event(tree, only):
    done = build(tree, "--event", "2030-khong-co", "--only", only)
    assert done.returncode == 2
    assert one_line(done.stderr)
    assert "2030-khong-co" in done.stderr
    assert seminar.EVENT_ID in done.stderr
    assert not (tree / DIST).exists()


def test_another_place_for_the_output(tree, tmp_path):
    assert build(tree, "--out", tmp_path / "ra" / "sau").returncode == 0
    assert (tmp_path / "ra" / "sau" / SITE / "index.html").is_file()
    assert not (tree / SITE).exists()


def test_a_second_build_replaces_the_first_whole(tree):
    build(tree)
    (tree / SITE / "cu.html").write_text("old")
    (tree / DIST / "cu.txt").write_text("old")
    (tree / seminar.FOLDER / "bai-hai.md").unlink()
    assert build(tree).returncode == 0
    assert not (tree / SITE / "cu.html").exists()
    assert not (tree / DIST / "cu.txt").exists()
    assert not (tree / SITE / seminar.EVENT_ID / "bai-hai").exists()


def test_a_tree_that_is_none(tmp_path):
    done = command("build", "--root", tmp_path)
    assert done.returncode == 2
    assert one_line(done.stderr)
    assert "papers" in done.stderr


def test_output_where_a_file_stands(tree, tmp_path):
    (tmp_path / "tep").write_text("x")
    done = build(tree, "--out", tmp_path / "tep")
    assert done.returncode == 2
    assert one_line(done.stderr)


def test_output_that_cannot_be_written(tree):
    """Not even root can make a folder in /proc."""
    done = build(tree, "--out", "/proc/ky-yeu")
    assert done.returncode == 2
    assert one_line(done.stderr)
    assert "còn nguyên" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
def test_a_full_disk_leaves_the_old_output(tree):
    """A limit on the size of files stands in for the disk: the first larger file cannot be written."""
    assert build(tree).returncode == 0
    before = output(tree)
    line = " ".join(command_line("build", "--root", tree, "--as-of", AS_OF, "--only", "book"))
    done = run(["bash", "-c", f"trap '' XFSZ; ulimit -f 8; exec {line}"])
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "còn nguyên" in done.stderr
    assert output(tree) == before


def test_a_build_that_is_killed_leaves_the_old_output(tree):
    assert build(tree).returncode == 0
    before = output(tree)
    paper = tree / seminar.FOLDER / "bai-mot.md"
    paper.write_text(paper.read_text().replace("thứ nhất", "đã đổi"))
    line = command_line("build", "--root", tree, "--as-of", AS_OF)
    environment = clean_environment(PYTHONUNBUFFERED="1")
    with subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as building:
        assert building.stdout is not None
        while "gợi ý.".encode() not in building.stdout.readline():
            assert building.poll() is None
        building.send_signal(signal.SIGKILL)
    assert building.returncode == -signal.SIGKILL
    assert output(tree) == before
    assert build(tree).returncode == 0
    assert "đã đổi" in (tree / SITE / seminar.EVENT_ID / "bai-mot" / "index.html").read_text()


def test_what_killed_builds_left_is_cleared_after_a_day(tree):
    old, young = tree / ".build-old", tree / ".build-young"
    for folder in (old, young):
        (folder / "site").mkdir(parents=True)
    os.utime(old, (1, 1))
    assert build(tree, "--only", "site").returncode == 0
    assert not old.exists()
    assert young.exists()


def test_two_builds_at_once_both_end_well(tree):
    reference = seminar.write_small(tree.parent / "reference")
    assert build(reference).returncode == 0
    outcomes: list[subprocess.CompletedProcess[str]] = []
    threads = [threading.Thread(target=lambda: outcomes.append(build(tree))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [done.returncode for done in outcomes] == [0, 0], [done.stderr for done in outcomes]
    assert output(tree).keys() == output(reference).keys()
    assert (
        output(tree)[f"{DIST}/{seminar.EVENT_ID}/ruot.pdf"] == output(reference)[f"{DIST}/{seminar.EVENT_ID}/ruot.pdf"]
    )


def test_an_error_leaves_the_old_output_and_says_so(tree):
    assert build(tree).returncode == 0
    before = output(tree)
    (tree / seminar.FOLDER / "xau.md").write_text("không có phần đầu bài")
    done = build(tree)
    assert done.returncode == 1
    assert "KY101" in done.stdout
    assert f"{seminar.FOLDER}/xau.md" in done.stderr
    assert "còn nguyên" in done.stderr
    assert output(tree) == before


def test_code_named_in_a_trees_own_settings_is_not_run(tree):
    mark = tree / "ran"
    (tree / "mkdocs.yml").write_text(
        f"site_name: Tên riêng\nhooks: [xau.py]\nextra: !!python/object/apply:os.system ['touch {mark}']\n"
    )
    (tree / "xau.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
    done = build(tree, "--only", "site")
    assert done.returncode == 0
    assert "Bỏ qua" in done.stderr
    assert "mkdocs.yml, dòng 3" in done.stderr
    assert not mark.exists()


def test_a_trees_own_name_is_shown(tree):
    assert build(tree, "--only", "site").returncode == 0
    assert "Kỷ yếu thử" in (tree / SITE / "index.html").read_text()


def test_the_day_comes_from_the_arguments(tree):
    for day, words in (("2021-10-24", "còn 1 ngày"), ("2021-10-25", "hạn hôm nay"), ("2021-10-26", "đã hết hạn")):
        assert command("build", "--root", tree, "--as-of", day, "--only", "site").returncode == 0
        assert words in (tree / SITE / seminar.EVENT_ID / "index.html").read_text()
