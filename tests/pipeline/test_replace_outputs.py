"""What goes back to authors, and papers as Word files, lie in folders of dist/ that a build leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from proceedings.pipeline.paths import REPLIES, WORD
from proceedings.pipeline.replace_outputs import replace_folder
from proceedings.reading.folder import folder_problem

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("kept", [REPLIES, WORD])
def test_a_build_leaves_what_others_made_alone(tmp_path: Path, kept: str) -> None:
    fresh, target, aside = (tmp_path / name for name in ("fresh", "dist", "old"))
    for folder in (fresh / "2021-a", target / "2021-a", target / kept / "2021-a" / "bai"):
        folder.mkdir(parents=True)
    (fresh / "2021-a" / "ruot.pdf").write_text("mới")
    (target / "2021-a" / "ruot.pdf").write_text("cũ")
    (target / kept / "2021-a" / "bai" / "bao-cao.html").write_text("trả lời")
    replace_folder(fresh, target, aside)
    assert (target / "2021-a" / "ruot.pdf").read_text() == "mới"
    assert (target / kept / "2021-a" / "bai" / "bao-cao.html").read_text() == "trả lời"
    assert not aside.exists()


def test_a_build_that_fails_puts_them_back(tmp_path: Path) -> None:
    target = tmp_path / "dist"
    (target / REPLIES).mkdir(parents=True)
    with pytest.raises(OSError, match="fresh"):
        replace_folder(tmp_path / "fresh", target, tmp_path / "old")
    assert (target / REPLIES).is_dir()


def test_no_event_takes_their_name_and_git_does_not_see_them(tmp_path: Path) -> None:
    for name in (REPLIES, WORD):
        (tmp_path / name).mkdir()
        assert folder_problem(tmp_path / name)
    assert "/dist/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
