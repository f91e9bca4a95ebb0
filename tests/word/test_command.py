"""The command: exit codes, addresses, and a paper that is already there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from proceedings.word import pandoc
from proceedings.word.refusal import RefusedError

from .conftest import EVENT, docx, paragraph

Command = Callable[..., int]
TEXT = (paragraph("Tên bài viết", "Title"), paragraph("ThS. Lê Văn Cường"), paragraph("Nội dung."))


@pytest.mark.parametrize("existing", ["bai.md", "bai/hinh-1.png"])
def test_existing_paper_is_untouched(
    existing: str, root: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "papers" / EVENT / existing
    path.parent.mkdir(exist_ok=True)
    path.write_text("cũ", encoding="utf-8")
    before = sorted(root.rglob("*"))
    assert command(docx(*TEXT), "--slug", "bai") == 2
    assert "không ghi đè" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "cũ"
    assert sorted(root.rglob("*")) == before


def test_same_title_twice(root: Path, command: Command) -> None:
    assert command(docx(*TEXT)) == 0
    assert command(docx(*TEXT)) == 2
    assert (root / "papers" / EVENT / "ten-bai-viet.md").is_file()


def test_unknown_event_names_the_nearest(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(docx(*TEXT), event="2021-toa-dan") == 2
    assert f"Có phải “{EVENT}”?" in capsys.readouterr().err


@pytest.mark.parametrize("slug", ["../ngoai", "Bài viết", "a b", "-x", "/tmp/x"])
def test_bad_address(slug: str, root: Path, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(root.rglob("*"))
    assert command(docx(*TEXT), f"--slug={slug}") == 2
    assert "không hợp lệ" in capsys.readouterr().err
    assert sorted(root.rglob("*")) == before


def test_bad_date_and_missing_file(root: Path, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command(docx(*TEXT), "--received", "20/10/2021")
    assert stopped.value.code == 2
    from proceedings.commands.import_docx import main

    assert main(["khong-co.docx", "--event", EVENT, "--root", str(root)]) == 2
    assert "Không đọc được tệp" in capsys.readouterr().err


def test_paper_without_author_is_written_and_said(
    root: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(docx(paragraph("Tên bài viết", "Title"), paragraph("Chỉ có nội dung thôi.")), "--slug", "bai") == 1
    assert f"papers/{EVENT}/bai.md:3: KY102" in capsys.readouterr().out
    assert (root / "papers" / EVENT / "bai.md").is_file()


def test_report_is_one_line_a_thing(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (paragraph("Tên bài\u2028::error::giả", "Title"), paragraph("ThS. Lê Văn Cường"), paragraph("Nội dung."))
    assert command(docx(*lines), "--slug", "bai") == 0
    assert not [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]


def test_pandoc_has_no_patience() -> None:
    with pytest.raises(RefusedError, match="KY904"):
        pandoc.read_blocks(docx(*TEXT), seconds=0.001)
