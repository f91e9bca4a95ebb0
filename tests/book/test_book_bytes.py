"""The same input gives the same bytes: in another folder, with another hash seed, in another time zone, from cold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from book import seminar
from book.harness import EPOCH, clean_environment, tree_digest

pytestmark = pytest.mark.slow

# A build whose layouts come from no earlier run.
COLD_BUILD = """\
import sys
from pathlib import Path
from proceedings.commands import place
place.CACHE = Path(sys.argv.pop(1))
from proceedings.commands import edition
assert edition.CACHE == place.CACHE
from proceedings.commands.build import main
raise SystemExit(main(sys.argv[1:]))
"""


def cold_build(folder: Path, *arguments: str, **environment: str) -> Path:
    line = [sys.executable, "-P", "-c", COLD_BUILD, str(folder / "cache"), "--root", str(folder / "tree"), *arguments]
    settings = clean_environment(SOURCE_DATE_EPOCH=EPOCH, **environment)
    done = subprocess.run(line, check=False, capture_output=True, text=True, env=settings, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((folder / "cache").glob("*.pdf"))
    return folder / "tree"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("first")
    seminar.write(folder / "tree")
    root = cold_build(folder, PYTHONHASHSEED="1", TZ="UTC")
    return output(root)


def output(root: Path) -> dict[str, str]:
    sums = {f"site/{name}": digest for name, digest in tree_digest(root / "site").items()}
    return sums | {f"dist/{name}": digest for name, digest in tree_digest(root / "dist").items()}


def test_another_folder_seed_and_time_zone(first, tmp_path):
    folder = tmp_path / "Một thư mục khác hẳn"
    seminar.write(folder / "tree")
    second = output(cold_build(folder, PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LANG="C"))
    assert any(name.endswith("ky-yeu.pdf") for name in first)
    assert any(name.endswith("ruot.pdf") for name in first)
    assert any(name.endswith("index.html") for name in first)
    assert {name for name in first if first[name] != second.get(name)} == set()
    assert set(second) == set(first)


def test_another_order_of_creation_and_a_second_build(first, tmp_path):
    seminar.write(tmp_path / "tree", {f"{seminar.FOLDER}/bang-va-hinh.md": None})
    seminar.write(tmp_path / "tree")
    cold_build(tmp_path)
    again = output(cold_build(tmp_path))
    assert again == first


def test_a_changed_letter_changes_the_books(first, tmp_path):
    path = f"{seminar.FOLDER}/tu-chon.md"
    text = seminar.PAPERS["tu-chon.md"].replace("Bài có chủ đề riêng", "Bài có chủ đề rieng")
    seminar.write(tmp_path / "tree", {path: text})
    other = output(cold_build(tmp_path))
    changed = {name for name in first if first[name] != other.get(name)}
    assert f"site/{seminar.EVENT_ID}/ky-yeu.pdf" in changed
    assert f"site/{seminar.EVENT_ID}/tu-chon/tu-chon.pdf" in changed
    assert f"site/{seminar.EVENT_ID}/nhan-de-dai/nhan-de-dai.pdf" not in changed
