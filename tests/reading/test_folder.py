"""Folders: what may lie in an event's folder, and that what may not takes nothing good with it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from proceedings.reading.folder import Folder, scan


@pytest.fixture
def event(tmp_path: Path) -> Path:
    folder = tmp_path / "papers" / "su-kien"
    (folder / "bai").mkdir(parents=True)
    for name in ("event.yml", "foreword.md", "bai.md", "bai/hinh-1.svg", "bai/Anh.JPG", "bai/original.docx"):
        (folder / name).write_text("x")
    return folder


def scanned(event: Path) -> Folder:
    found = scan(event.parent.parent, event)
    assert all(fault.code == "KY901" and fault.line == 0 for fault in found.faults)
    return found


def refused(event: Path) -> list[str]:
    """Return the refused names after making sure that the good paper and its figures are still there."""
    found = scanned(event)
    assert [paper.name for paper in found.papers] == ["bai.md"]
    assert [figure.name for figure in found.figures["bai"]][:2] == ["Anh.JPG", "hinh-1.svg"]
    return [fault.path.removeprefix("papers/su-kien/") for fault in found.faults]


def test_a_right_folder(event: Path) -> None:
    assert refused(event) == []


BAD_NAMES = [
    "x.html",
    "x.js",
    "x.php",
    "x.docx",
    "x.MD",
    "x.md.bak",
    "readme",
    "event.yaml",
    "guideline.yml",
    ".htaccess",
    ".an.md",
    "a b.md",
    "a_b.md",
    "a--b.md",
    "-a.md",
    "a-.md",
    "a..md",
    "bài.md",
    "index.md",
    "ky-yeu.md",
    "muc-luc.md",
    "moi-viet-bai.md",
    "con.md",
    "nul.tar.md",
    "LPT1.md",
    "Event.yml",
    "<img onerror=x>.md",
    "n" * 98 + ".md",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_and_types_that_do_not_belong(event: Path, name: str) -> None:
    (event / name).write_text("x")
    assert refused(event) == [name]


@pytest.mark.parametrize("name", ["a.md", "bai-2.md", "2021.md", "com0.md", "console.md", "n" * 97 + ".md"])
def test_names_of_papers(event: Path, name: str) -> None:
    (event / name).write_text("x")
    assert [paper.name for paper in scanned(event).papers] == sorted([name, "bai.md"])


@pytest.mark.parametrize(
    "name", ["x.html", "x.gif", "con.png", ".kin.png", "hình.png", "ORIGINAL.DOCX", "index.md", "a b.png"]
)
def test_names_among_figures(event: Path, name: str) -> None:
    (event / "bai" / name).write_text("x")
    assert refused(event) == [f"bai/{name}"]


@pytest.mark.parametrize("name", ["BAI.md", "Bai.md", "bAI.MD"])
def test_a_name_in_other_capitals_takes_no_paper_away(event: Path, name: str) -> None:
    (event / name).write_text("x")
    assert refused(event) == [name]


def test_a_folder_in_other_capitals_takes_no_figures_away(event: Path) -> None:
    (event / "BAI").mkdir()
    assert refused(event) == ["BAI"]


def test_figures_that_are_one_on_windows(event: Path) -> None:
    (event / "bai" / "hinh-1.SVG").write_text("x")
    found = scanned(event)
    assert [fault.path for fault in found.faults] == ["papers/su-kien/bai/hinh-1.svg"]
    assert "hinh-1.SVG" in found.faults[0].message


def test_both_normal_forms_of_a_name_are_refused(event: Path) -> None:
    for form in ("NFC", "NFD"):
        (event / unicodedata.normalize(form, "đề.md")).write_text("x")
    assert len(refused(event)) == 2


@pytest.mark.parametrize("target", ["/etc/passwd", "/etc", "..", "bai.md", "nowhere"])
@pytest.mark.parametrize("name", ["lien-ket.md", "lien-ket", "bai/lien-ket.png", "bai/lien-ket"])
def test_symbolic_links(event: Path, name: str, target: str) -> None:
    (event / name).symlink_to(target)
    assert refused(event) == [name]


def test_a_link_to_itself(event: Path) -> None:
    (event / "vong.md").symlink_to("vong.md")
    assert refused(event) == ["vong.md"]


Put = Callable[[Path], None]


@pytest.mark.parametrize(
    ("name", "put"),
    [("ong.md", os.mkfifo), ("thu-muc.md", Path.mkdir), ("bai/con-nua", Path.mkdir), ("le", Path.mkdir)],
)
def test_what_is_no_file(event: Path, name: str, put: Put) -> None:
    put(event / name)
    assert refused(event) == [name]


def test_a_folder_named_like_the_manuscript(event: Path) -> None:
    (event / "bai" / "original.docx").unlink()
    (event / "bai" / "original.docx").mkdir()
    assert refused(event) == ["bai/original.docx"]


def test_figures_without_a_paper(event: Path) -> None:
    (event / "khac").mkdir()
    (event / "khac" / "a.png").write_text("x")
    faults = scanned(event).faults
    assert [fault.path for fault in faults] == ["papers/su-kien/khac"]
    assert "không có bài .md" in faults[0].message


@pytest.mark.parametrize("name", ["a\nb.md", "a\x1b[31m.md", "a\u202e.md"])
def test_a_hostile_name_is_shown_printable(event: Path, name: str) -> None:
    (event / name).write_text("x")
    (fault,) = scanned(event).faults
    assert (fault.path + fault.message + fault.fix).isprintable()
    assert "?" in fault.path


def test_a_name_that_is_no_utf8(event: Path) -> None:
    Path(os.fsdecode(os.fsencode(event) + b"/\xff.md")).write_text("x")
    (fault,) = scanned(event).faults
    assert fault.path.encode() == b"papers/su-kien/?.md"


def test_a_better_name_is_offered(event: Path) -> None:
    (event / "Bài số 1.md").write_text("x")
    assert "“bai-so-1.md”" in scanned(event).faults[0].fix
