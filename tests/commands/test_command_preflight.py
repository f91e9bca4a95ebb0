"""The preflight command: exit codes, what it says of folders and of single files, and that it never falls over."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
import pytest
from book import pdfs, seminar
from book.harness import command

from proceedings.book.pages.booklet import booklet
from proceedings.commands.preflight import main

A4 = (210.0, 297.0)
NAMES = ("ruot.pdf", "bia.pdf", "ma-ket.pdf")
KINDS = {"ruot.pdf": " (ruột)", "bia.pdf": " (bìa)", "ma-ket.pdf": " (ma két)"}
SPINE = 0.7
"""Two leaves of 0.1 mm and the two covers of 0.25 mm, as the event asks for."""


def file(name: str) -> bytes:
    """Return a right file of this name, small."""
    if name == "ruot.pdf":
        return pdfs.press(pdfs.screen_pages([pdfs.letters(f"Trang {number}") for number in range(4)], A4))
    size = (2 * A4[0] + SPINE, A4[1]) if name == "bia.pdf" else A4
    red = pdfs.screen_pages([b"0 1 1 0 k 0 0 99 99 re f " + pdfs.letters(ink="0 1 1 0 k")], size)
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
    wanted = [f"{seminar.EVENT_ID}/{name}{KINDS.get(name, '')}: đạt." for name in (*NAMES, "SHA256SUMS")]
    assert done.stdout.splitlines() == wanted


def test_a_broken_file(tree):
    change(dist(tree) / "ruot.pdf", red)
    write_sums(dist(tree))
    done = command("preflight", "--root", tree)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:2] == [
        f"{seminar.EVENT_ID}/ruot.pdf (ruột): có lỗi.",
        "  LỖI: Trang 1: màu RGB (R 255 G 0 B 0); bản in chỉ dùng màu xám và CMYK.",
    ]
    assert "    → RGB là màu của màn hình" in done.stdout
    assert "  Cách sửa: Báo ban biên tập dựng lại bằng scripts/build.py" in done.stdout
    assert f"{seminar.EVENT_ID}/bia.pdf (bìa): đạt." in done.stdout


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
    assert capsys.readouterr().out.splitlines()[-4:] == [
        f"{seminar.EVENT_ID}/SHA256SUMS: có lỗi.",
        "  LỖI: Tệp đã đổi hoặc mất so với lúc dựng: bia.pdf.",
        "    → Tệp đã sửa hoặc hỏng khi gửi. Xin không in những tệp này.",
        "  Cách sửa: Báo ban biên tập dựng lại bằng scripts/build.py rồi giao lại cả thư mục.",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_not_there(tree, capsys, name):
    (dist(tree) / name).unlink()
    assert main(["--root", str(tree)]) == 1
    out = capsys.readouterr().out
    assert f"{seminar.EVENT_ID}/{name}: có lỗi.\n  LỖI: Thiếu tệp này.\n  Cách sửa: Báo ban biên tập dựng lại" in out
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
    out = capsys.readouterr().out
    assert "SHA256SUMS: có lỗi.\n  LỖI: Thiếu hoặc hỏng tệp này.\n  Cách sửa: Báo ban biên tập dựng lại" in out


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
    assert "Trang 1–4: khổ thành phẩm 145,0 × 205,0 mm, phải là 210,0 × 297,0 mm." in capsys.readouterr().out


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
    assert (done.returncode, done.stderr) == (0, "")
    first, more = done.stdout.splitlines()
    assert first == f"{single} (ruột): đạt."
    assert more.startswith("  Chưa kiểm: Không biết tệp của sự kiện nào")


@pytest.mark.parametrize("size", ["145x205", "145×205", "145.0x205", "145,0x205,0"])
def test_a_size_that_is_right(single, size):
    assert main([str(single), "--trim", size]) == 0


def test_a_size_that_is_wrong(single, capsys):
    assert main([str(single), "--trim", "160x240"]) == 1
    assert "Trang 1–4: khổ thành phẩm 145,0 × 205,0 mm, phải là 160,0 × 240,0 mm." in capsys.readouterr().out


@pytest.mark.parametrize("size", ["A4", "145", "145x", "x205", "1.2.3x4", ".x.", "-145x205", ""])
def test_a_size_that_is_none(single, capsys, size):
    with pytest.raises(SystemExit) as stopped:
        main([str(single), f"--trim={size}"])
    assert stopped.value.code == 2
    assert "khổ viết như 210x297" in capsys.readouterr().err


def test_a_file_of_another_name_is_judged_by_what_it_is(single, capsys):
    change(single, pdfs.draw(pdfs.letters(ink="0.7 0.6 0.6 0.9 k")))
    assert main([str(single)]) == 1
    other = single.rename(single.with_name("mat-trang.pdf"))
    assert main([str(other)]) == 1
    assert f"{other} (ruột): có lỗi." in capsys.readouterr().out


def test_a_file_of_no_known_kind_may_be_coloured(single, capsys):
    change(single, pdfs.draw(pdfs.letters(ink="0.7 0.6 0.6 0.9 k")))
    change(single, lambda pdf: pdf.Root.__delitem__("/PageLabels"))
    other = single.rename(single.with_name("to-roi.pdf"))
    assert main([str(other)]) == 0
    out = capsys.readouterr().out
    assert f"{other} (không rõ loại tệp): đạt.\n" in out
    assert "chỉ kiểm phông, khung trang, màu, hình; không kiểm số trang" in out
    assert main([str(other), "--kind", "ruot"]) == 1
    assert f"{other} (ruột): có lỗi." in capsys.readouterr().out


def test_a_kind_that_is_none(single, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([str(single), "--kind", "sach"])
    assert stopped.value.code == 2
    assert "chọn trong" in capsys.readouterr().err


def test_several_files(single, capsys):
    other = single.with_name("hong.pdf")
    other.write_bytes(b"%PDF-1.6\nhong")
    assert main([str(other), str(single)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{other} (không rõ loại tệp): có lỗi.\n  LỖI: Tệp PDF hỏng, không đọc được.\n")
    assert f"\n{single} (ruột): đạt.\n" in out


@pytest.mark.parametrize("name", ["khong-co.pdf", "."])
def test_a_file_that_cannot_be_read(tmp_path, name):
    done = command("preflight", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(("Không đọc được tệp: ", "Không có tệp PDF nào trong thư mục "))
    assert "Traceback" not in done.stderr


def test_an_empty_folder_beside_a_right_file(single, capsys):
    empty = single.with_name("trong")
    empty.mkdir()
    assert main([str(single), str(empty)]) == 1
    assert capsys.readouterr().err == f"Không có tệp PDF nào trong thư mục {empty}.\n"


def test_a_missing_file_beside_a_right_one(single, capsys):
    assert main([str(single), str(single.with_name("khong-co.pdf"))]) == 1
    captured = capsys.readouterr()
    assert "Không đọc được tệp: không có tệp" in captured.err
    assert "(ruột): đạt." in captured.out


# Files of an event, and folders


def other_bleed(tree: Path, millimetres: int) -> None:
    """Let the event ask for another bleed, and give its cover that."""
    path = tree / seminar.FOLDER / "event.yml"
    asked = f"{{title: KỶ YẾU HỘI THẢO KHOA HỌC, print: {{bleed_mm: {millimetres}}}}}"
    path.write_text(path.read_text("utf-8").replace("{title: KỶ YẾU HỘI THẢO KHOA HỌC}", asked), encoding="utf-8")
    spread = pdfs.screen_pages([pdfs.letters()], (2 * A4[0] + SPINE, A4[1]))
    (dist(tree) / "bia.pdf").write_bytes(pdfs.press(spread, bleed_mm=millimetres))


def test_a_single_cover_has_the_bleed_of_its_event(tree, tmp_path, capsys):
    other_bleed(tree, 5)
    cover = dist(tree) / "bia.pdf"
    assert main([str(cover), "--root", str(tree)]) == 0
    away = tmp_path / "bia.pdf"
    away.write_bytes(cover.read_bytes())
    capsys.readouterr()
    assert main([str(away), "--root", str(tree)]) == 1
    assert "tràn lề phải là 3 mm ở cả bốn cạnh, tệp có 5,0 mm" in capsys.readouterr().out
    assert main([str(away), "--root", str(tree), "--event", seminar.EVENT_ID]) == 0
    assert "ruot.pdf bên cạnh, nên không kiểm bề rộng gáy." in capsys.readouterr().out


def test_a_cover_of_another_book(tree, capsys):
    wide = pdfs.screen_pages([pdfs.letters()], (2 * A4[0] + 8.5, A4[1]))
    (dist(tree) / "bia.pdf").write_bytes(pdfs.press(wide))
    write_sums(dist(tree))
    for arguments in ([], [str(dist(tree))], [str(dist(tree) / "bia.pdf")]):
        assert main([*arguments, "--root", str(tree)]) == 1
        assert "gáy 8,5 mm, theo số trang ruột và độ dày giấy phải là 0,7 mm" in capsys.readouterr().out


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_folder_by_name(tree, capsys, slash):
    assert main([f"{dist(tree)}{slash}", "--root", str(tree)]) == 0
    wanted = [f"{dist(tree)}/{name}{KINDS.get(name, '')}: đạt." for name in (*NAMES, "SHA256SUMS")]
    assert capsys.readouterr().out.splitlines() == wanted


def test_the_folder_of_all_events(tree, capsys):
    assert main([str(tree / "dist"), "--root", str(tree)]) == 0
    assert f"{dist(tree)}/ruot.pdf (ruột): đạt." in capsys.readouterr().out


def test_a_folder_of_nobodys(tmp_path, capsys):
    folder = tmp_path / "usb"
    folder.mkdir()
    (folder / "sach.pdf").write_bytes(pdfs.right())
    assert main([str(folder)]) == 0
    out = capsys.readouterr().out
    assert f"{folder}/sach.pdf (ruột): đạt." in out
    assert f"{folder}/SHA256SUMS: không có" in out
    (folder / "SHA256SUMS").write_text("0" * 64 + "  sach.pdf\n")
    assert main([str(folder)]) == 1
    assert "Tệp đã đổi hoặc mất so với lúc dựng: sach.pdf." in capsys.readouterr().out


def test_the_booklet_and_the_job_sheet_of_a_folder(tree, capsys):
    inside = (dist(tree) / "ruot.pdf").read_bytes()
    (dist(tree) / "ruot-gap-doi.pdf").write_bytes(booklet(inside, A4))
    (dist(tree) / "phieu-in.pdf").write_bytes(pdfs.screen_pages([pdfs.letters()]))
    write_sums(dist(tree))
    assert main(["--root", str(tree)]) == 0
    out = capsys.readouterr().out
    assert f"{seminar.EVENT_ID}/ruot-gap-doi.pdf (tệp gấp đôi, bản in văn phòng): đạt." in out
    assert f"{seminar.EVENT_ID}/phieu-in.pdf: phiếu để đọc, chỉ đối chiếu SHA256SUMS." in out
    assert main([str(dist(tree) / "phieu-in.pdf")]) == 0
    assert "phiếu để đọc, không phải tệp đưa lên máy in" in capsys.readouterr().out
    (dist(tree) / "ruot-gap-doi.pdf").write_bytes(booklet(pdfs.press(pdfs.screen_pages([b""] * 4, A4)), A4))
    assert main([str(dist(tree) / "ruot-gap-doi.pdf"), "--root", str(tree)]) == 1
    assert "nửa trái phải là trang 4 của ruot.pdf" in capsys.readouterr().out


def test_only_one_of_two_events_was_built(tree, capsys):
    other = tree / "papers" / "2022-toa-dam"
    other.mkdir()
    (other / "event.yml").write_bytes((tree / seminar.FOLDER / "event.yml").read_bytes())
    assert main(["--root", str(tree)]) == 0
    captured = capsys.readouterr()
    assert f"{seminar.EVENT_ID}/ruot.pdf (ruột): đạt." in captured.out
    assert captured.err == f"Chưa có thư mục {tree / 'dist' / '2022-toa-dam'}. Chạy scripts/build.py trước.\n"


def test_help_is_vietnamese(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert out.startswith("Cách dùng: preflight.py")
    assert "--trim RxC" in out
