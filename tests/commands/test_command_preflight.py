"""The preflight command: exit codes, what it says of folders and of single files, and that it never falls over."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
import pytest
from book import pdfs, seminar
from book.harness import command

from proceedings.commands.preflight import main

A4 = (210.0, 297.0)
NAMES = ("ruot.pdf", "bia.pdf", "ma-ket.pdf")


def file(name: str) -> bytes:
    """Return a right file of this name, small."""
    if name == "ruot.pdf":
        return pdfs.press(pdfs.screen_pages([pdfs.letters(f"Trang {number}") for number in range(4)], A4))
    red = pdfs.screen_pages([b"0 1 1 0 k 0 0 99 99 re f " + pdfs.letters(ink="0 1 1 0 k")], A4)
    return pdfs.press(red, bleed_mm=0 if name == "ma-ket.pdf" else 3)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a content tree with the print shop's folder of its seminar."""
    root = seminar.write_small(tmp_path / "tree")
    folder = dist(root)
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / name).write_bytes(file(name))
    write_sums(folder)
    return root


def dist(root: Path) -> Path:
    return root / "dist" / seminar.EVENT_ID


def write_sums(folder: Path) -> None:
    names = sorted(path.name for path in folder.glob("*.pdf"))
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def red(pdf: pikepdf.Pdf) -> None:
    pdfs.draw(b"1 0 0 rg 9 9 9 9 re f", page=1)(pdf)


def change(path: Path, how: pdfs.Change) -> None:
    path.write_bytes(pdfs.changed(path.read_bytes(), how))


def test_a_clean_folder(tree):
    done = command("preflight", "--root", tree)
    assert (done.returncode, done.stderr) == (0, "")
    wanted = [f"{seminar.EVENT_ID}/{name}: đạt." for name in (*NAMES, "SHA256SUMS")]
    assert done.stdout.splitlines() == wanted


def test_a_broken_file(tree):
    change(dist(tree) / "ruot.pdf", red)
    write_sums(dist(tree))
    done = command("preflight", "--root", tree)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:2] == [
        f"{seminar.EVENT_ID}/ruot.pdf:",
        "  LỖI: Trang 1: màu RGB (1 0 0 rg); bản in chỉ dùng màu xám và CMYK.",
    ]
    assert f"{seminar.EVENT_ID}/bia.pdf: đạt." in done.stdout


def test_no_folder_yet(tmp_path):
    root = seminar.write_small(tmp_path / "tree")
    done = command("preflight", "--root", root)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Chưa có thư mục {dist(root)}" in done.stderr
    assert "scripts/build.py" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_changed_file_is_told_by_its_sum(tree, capsys):
    change(dist(tree) / "bia.pdf", lambda pdf: pdf.docinfo.__setitem__("/Title", "Khác"))
    assert main(["--root", str(tree)]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        f"{seminar.EVENT_ID}/SHA256SUMS:",
        "  LỖI: Tệp đã đổi hoặc mất so với lúc dựng: bia.pdf.",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_not_there(tree, capsys, name):
    (dist(tree) / name).unlink()
    assert main(["--root", str(tree)]) == 1
    out = capsys.readouterr().out
    assert f"{seminar.EVENT_ID}/{name}:\n  LỖI: Thiếu tệp này; chạy lại scripts/build.py." in out
    assert f"mất so với lúc dựng: {name}." in out


@pytest.mark.parametrize(
    "sums",
    [None, "", "\n", "abc\n", "abc  ruot.pdf\n", "\x00\n", b"\xff\xfe\x00", "0" * 64 + "  ../../../etc/passwd\n"],
    ids=["none", "empty", "blank", "a word", "a short sum", "nought", "no text", "outside"],
)
def test_sums_that_are_none(tree, capsys, sums):
    path = dist(tree) / "SHA256SUMS"
    path.unlink()
    if sums is not None:
        path.write_bytes(sums if isinstance(sums, bytes) else sums.encode())
    assert main(["--root", str(tree)]) == 1
    assert "SHA256SUMS:\n  LỖI: Thiếu hoặc hỏng tệp này; chạy lại scripts/build.py." in capsys.readouterr().out


def test_remarks_stop_nothing(tree, capsys):
    coarse = pdfs.draw(pdfs.shown("Pi", 300, 300), page=1, XObject={"Pi": pdfs.picture(pdfs.grey_picture())})
    change(dist(tree) / "ruot.pdf", coarse)
    write_sums(dist(tree))
    assert main(["--root", str(tree)]) == 0
    assert "  Lưu ý: Trang 1: hình 150 × 150 điểm chỉ đạt 36 dpi khi in, cần 150 dpi." in capsys.readouterr().out


def test_a_page_of_another_size_than_the_events(tree, capsys):
    (dist(tree) / "ruot.pdf").write_bytes(pdfs.right())
    write_sums(dist(tree))
    assert main(["--root", str(tree)]) == 1
    assert "Trang 1: khổ thành phẩm 145.0 × 205.0 mm, phải là 210 × 297 mm." in capsys.readouterr().out


def test_one_event(tree, capsys):
    assert main(["--root", str(tree), "--event", seminar.EVENT_ID]) == 0
    capsys.readouterr()
    assert main(["--root", str(tree), "--event", "2021-hoi-thap"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"Có phải “{seminar.EVENT_ID}”?" in captured.err


def test_another_place_of_the_output(tree, tmp_path, capsys):
    (tree / "dist").rename(tmp_path / "dist")
    assert main(["--root", str(tree)]) == 2
    assert main(["--root", str(tree), "--out", str(tmp_path)]) == 0
    assert "Traceback" not in capsys.readouterr().err


# Single files


@pytest.fixture
def single(tmp_path: Path) -> Path:
    path = tmp_path / "ruot.pdf"
    path.write_bytes(pdfs.right())
    return path


def test_a_single_file(single):
    done = command("preflight", single)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{single}: đạt.\n", "")


@pytest.mark.parametrize("size", ["145x205", "145×205", "145.0x205", "145,0x205,0"])
def test_a_size_that_is_right(single, size):
    assert main([str(single), "--trim", size]) == 0


def test_a_size_that_is_wrong(single, capsys):
    assert main([str(single), "--trim", "160x240"]) == 1
    assert "Trang 4: khổ thành phẩm 145.0 × 205.0 mm, phải là 160 × 240 mm." in capsys.readouterr().out


@pytest.mark.parametrize("size", ["A4", "145", "145x", "x205", "1.2.3x4", ".x.", "-145x205", ""])
def test_a_size_that_is_none(single, capsys, size):
    with pytest.raises(SystemExit) as stopped:
        main([str(single), f"--trim={size}"])
    assert stopped.value.code == 2
    assert "khổ viết như 210x297" in capsys.readouterr().err


def test_a_file_of_another_name_may_be_coloured(single, capsys):
    change(single, pdfs.draw(pdfs.letters(ink="0.7 0.6 0.6 0.9 k")))
    assert main([str(single)]) == 1
    other = single.rename(single.with_name("to-roi.pdf"))
    assert main([str(other)]) == 0
    assert capsys.readouterr().out.endswith(f"{other}: đạt.\n")


def test_several_files(single, capsys):
    other = single.with_name("hong.pdf")
    other.write_bytes(b"%PDF-1.6\nhong")
    assert main([str(other), str(single)]) == 1
    assert capsys.readouterr().out == (
        f"{other}:\n  LỖI: Tệp PDF hỏng, không đọc được. Dựng lại bằng scripts/build.py.\n{single}: đạt.\n"
    )


@pytest.mark.parametrize("name", ["khong-co.pdf", "."])
def test_a_file_that_cannot_be_read(tmp_path, name):
    done = command("preflight", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Không đọc được tệp: ")
    assert "Traceback" not in done.stderr


def test_help_is_vietnamese(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("Cách dùng: preflight.py")
    assert "--trim RxC" in out
