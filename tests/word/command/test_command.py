"""The command: exit codes, addresses, and a paper that is already there."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from word.docx_builders import EVENT, docx, paragraph, run

from proceedings.commands import import_docx
from proceedings.model.errors import ProceedingsError
from proceedings.pipeline import import_one as intake
from proceedings.processes.limits import TimeLimit
from proceedings.word.container.refusal import RefusedError
from proceedings.word.merging import save_paper as filing
from proceedings.word.programs import pandoc

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
    error = capsys.readouterr().err
    assert "Không đọc được tệp Word: không có tệp hoặc thư mục này: khong-co.docx." in error
    assert "20/10/2021" in error
    assert "No such file" not in error


def test_paper_without_author_is_written_and_said(
    root: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(docx(paragraph("Tên bài viết", "Title"), paragraph("Chỉ có nội dung thôi.")), "--slug", "bai") == 1
    assert re.search(rf"papers/{EVENT}/bai.md:\d: KY102", capsys.readouterr().out)
    assert (root / "papers" / EVENT / "bai.md").is_file()


def test_report_is_one_line_a_thing(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (paragraph("Tên bài\u2028::error::giả", "Title"), paragraph("ThS. Lê Văn Cường"), paragraph("Nội dung."))
    assert command(docx(*lines), "--slug", "bai") == 0
    assert not [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]


def test_pandoc_has_no_patience() -> None:
    with pytest.raises(RefusedError, match="KY904: Chuyển đổi quá 0.001 giây tính toán"):
        pandoc.read_blocks(docx(*TEXT), TimeLimit(0.001))


def test_what_is_no_file_is_said_in_vietnamese(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from proceedings.commands.import_docx import main

    pipe, below = tmp_path / "ong.docx", tmp_path / "tep"
    os.mkfifo(pipe)
    below.write_bytes(b"")
    said = {tmp_path: "là thư mục", pipe: "không phải tệp thường", below / "x.docx": "không phải thư mục"}
    for path, words in said.items():
        assert main([str(path), "--event", EVENT, "--root", str(root)]) == 2
        error = capsys.readouterr().err
        assert error.startswith("Không đọc được tệp Word: ")
        assert words in error
        assert str(path) in error


@pytest.mark.parametrize(("code", "words"), [(errno.EACCES, "không có quyền"), (errno.ENOSPC, "hết chỗ trên đĩa")])
def test_refusals_of_the_system_are_in_vietnamese(
    code: int,
    words: str,
    root: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(path: Path, *_: object) -> bytes:
        raise OSError(code, os.strerror(code), str(path))

    before = sorted(root.rglob("*"))
    with monkeypatch.context() as patch:
        patch.setattr(filing, "_write", refuse)
        assert command(docx(*TEXT)) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"Không ghi được bài vào papers/{EVENT}: {words}")
    assert os.strerror(code) not in error
    assert sorted(root.rglob("*")) == before
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refuse)
        with pytest.raises(ProceedingsError, match=f"Không đọc được tệp Word: {words}"):
            intake.content_of(Path("bai.docx"))


def test_arguments_are_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], []):
        with pytest.raises(SystemExit):
            import_docx.main(arguments)
    shown = "".join(capsys.readouterr())
    assert "Cách dùng: import_docx.py" in shown
    assert "thiếu tham số" in shown
    assert not [word for word in ("usage", "required", "options:", "show this", "error") if word in shown]


def test_fields_are_called_muc(root: Path, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(docx(paragraph("Đoạn văn không có gì ở trên đầu cả, chỉ là văn.")), "--slug", "bai") == 1
    report = capsys.readouterr().out
    assert "cần sửa mục title" in report
    assert "cần điền mục authors" in report


def test_legacy_letters_without_a_legacy_font_name_the_paragraph(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    words = "§æi míi c«ng t¸c kiÓm tra, gi¸m s¸t cña §¶ng ë tr­êng chÝnh trÞ "
    assert command(docx(paragraph("Plain text."), paragraph(run(words * 8, fonts)))) == 2
    error = capsys.readouterr().err
    assert error.startswith("Văn bản có chữ bảng mã cũ, chưa phải Unicode – TCVN3, phông Arial: ")
    assert "KY" not in error
    assert re.search(r'import_docx\.py "[^"]+\.docx" --event [\w-]+ --convert-legacy\.', error)
    assert "TỆP.docx" not in error
