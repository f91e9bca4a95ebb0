"""export_docx: papers and lists of papers as Word files, whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from proceedings.commands.export_docx import main

EVENT = "2021-hoi-thao"


@pytest.fixture
def tree(make_tree: Callable[..., Path]) -> Path:
    return make_tree()


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(path.read_bytes())).paragraphs]


def test_one_paper_goes_into_dist(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tree / "papers" / EVENT / "bai-mot.md"
    assert main([str(paper), "--root", str(tree)]) == 0
    target = tree / "dist" / "word" / EVENT / f"{paper.stem}.docx"
    assert texts(target)[0] == "Một bài viết đúng quy định"
    assert f"Đã ghi {target}" in capsys.readouterr().out
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_all_papers_of_an_event(tree: Path, tmp_path: Path) -> None:
    papers = {path.stem for path in (tree / "papers" / EVENT).glob("bai*.md")}
    assert main(["--event", EVENT, "--root", str(tree), "--out", str(tmp_path / "ra")]) == 0
    assert {path.stem for path in (tmp_path / "ra" / EVENT).iterdir()} == papers


def test_lists_name_every_paper_with_its_page(tree: Path, tmp_path: Path) -> None:
    assert main(["--event", EVENT, "--list", "--root", str(tree), "--out", str(tmp_path / "ra")]) == 0
    folder = tmp_path / "ra" / EVENT
    contents = texts(folder / "muc-luc.docx")
    assert contents[0] == "Mục lục"
    assert "Bài khác viết đúng quy định\t1" in contents
    assert "Một bài viết đúng quy định\t2" in contents
    catalogue = docx.Document(str(folder / "danh-muc-bai-tham-luan.docx"))
    by_school, by_topic = catalogue.tables
    for table in (by_school, by_topic):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert rows[0] == ["TT", "Tên bài", "Tác giả, đơn vị", "Trang"]
        rows = [row[1:] for row in rows]
        assert ["Một bài viết đúng quy định", "Nguyễn Văn A, Trường Chính trị tỉnh A", "2"] in rows
    assert by_school.rows[1].cells[0].text == "Trường Chính trị tỉnh A (1 bài)"


def test_a_broken_paper_is_named_and_left_out_of_the_lists(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tree / "papers" / EVENT / "bai-mot.md"
    paper.write_text(paper.read_text(encoding="utf-8") + "\n<script>alert(1)</script>\n", encoding="utf-8")
    assert main(["--event", EVENT, "--list", "--root", str(tree), "--out", str(tmp_path / "ra")]) == 1
    assert f"còn lỗi: papers/{EVENT}/{paper.name}" in capsys.readouterr().out
    assert not any("Một bài" in line for line in texts(tmp_path / "ra" / EVENT / "muc-luc.docx"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Chưa nói xuất bài nào"),
        (["--list"], "--list cần mã sự kiện"),
        (["papers/x.md"], "Không có bài papers/x.md"),
        (["papers/x.md", "--list", "--event", EVENT], "không đi cùng tên bài"),
        (["--event", "khong-co"], "Không có sự kiện khong-co"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--root", str(tree)]) == 2
    assert said in capsys.readouterr().err
    assert not (tree / "dist").exists()


def test_a_place_that_cannot_be_written(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ra").write_text("tệp", encoding="utf-8")
    assert main(["--event", EVENT, "--root", str(tree), "--out", str(tmp_path / "ra")]) == 2
    assert "Không ghi được tệp Word" in capsys.readouterr().err
