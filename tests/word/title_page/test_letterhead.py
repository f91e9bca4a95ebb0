"""The letterhead of a manuscript leaves the text and the report says so; what is not sure stays and is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from word.docx_builders import EVENT, OWN, docx, note, paragraph, run, table

Command = Callable[..., int]
Capture = pytest.CaptureFixture[str]
SCHOOL, DEPARTMENT = "TRƯỜNG CHÍNH TRỊ TỈNH NGHỆ AN", "KHOA XÂY DỰNG ĐẢNG"
STAYS = "Còn nằm ở đầu bài, xem và xóa nếu là tiêu ngữ: "
TEXT = (paragraph(run("1. Đặt vấn đề", "b")), paragraph("Nội dung."))
BODY = "## 1. Đặt vấn đề\n\nNội dung."


def bold(text: str, *, centred: bool = True) -> str:
    return paragraph(run(text, "b"), centred=centred)


TITLE = bold("Nâng cao chất lượng giảng dạy")
AUTHOR = paragraph(run("ThS. Trần Văn Bình", "i"))


def paper(root: Path, event: str = EVENT) -> tuple[str, str]:
    _, front, body = (root / "papers" / event / "bai.md").read_text(encoding="utf-8").split("---\n", 2)
    return front, body.strip()


def test_letterhead_above_the_title_is_dropped_and_said(root: Path, command: Command, capsys: Capture) -> None:
    office = paragraph(run("Giảng viên chính, Trường Chính trị tỉnh Nghệ An", "i"))
    head = (paragraph(SCHOOL), paragraph(DEPARTMENT), TITLE, AUTHOR, office, paragraph("Chủ đề 10: Phát huy vai trò"))
    assert command(docx(*head, *TEXT), "--slug", "bai", event=OWN) == 0
    front, body = paper(root, OWN)
    assert "title: Nâng cao chất lượng giảng dạy\n" in front
    assert "{name: Trần Văn Bình, degree: ThS., position: Giảng viên chính, unit: tct-nghe-an}" in front
    assert body == BODY
    report = capsys.readouterr().out
    assert f"Bỏ phần tiêu ngữ: “{SCHOOL}”; “{DEPARTMENT}”." in report
    assert STAYS not in report
    assert "phần tiêu ngữ là của" not in report


@pytest.mark.parametrize("title", [TITLE, paragraph("Nâng cao chất lượng giảng dạy")])
def test_unit_between_title_and_author(title: str, root: Path, command: Command, capsys: Capture) -> None:
    assert command(docx(title, paragraph(SCHOOL), AUTHOR, *TEXT), "--slug", "bai") == 0
    front, body = paper(root)
    assert "title: Nâng cao chất lượng giảng dạy\n" in front
    assert "{name: Trần Văn Bình, degree: ThS., unit: tct-nghe-an}" in front
    assert body == BODY
    assert f"Dòng “{SCHOOL}” giữa tên bài và tác giả: hiểu là đơn vị của tác giả." in capsys.readouterr().out


def test_department_of_an_author_belongs_to_the_school_above(root: Path, command: Command) -> None:
    head = (TITLE, paragraph(SCHOOL), AUTHOR, paragraph("Khoa Xây dựng Đảng"))
    assert command(docx(*head, *TEXT), "--slug", "bai") == 0
    assert "unit: tct-nghe-an}" in paper(root)[0]


def test_labels_asterisks_and_kind(root: Path, command: Command, capsys: Capture) -> None:
    talk = "(Tham luận tại Hội thảo khoa học)"
    head = (
        paragraph("Trường Chính trị tỉnh Thanh Hoá"), bold(DEPARTMENT), paragraph("***", centred=True),
        bold("THAM LUẬN"),
        TITLE, paragraph(talk, centred=True), paragraph("Tác giả: Ksor Nam, Trần Văn Bình"),
        paragraph("Đơn vị: Khoa XDĐ"),
    )  # fmt: skip
    assert command(docx(*head, *TEXT), "--slug", "bai") == 0
    front, body = paper(root)
    assert "title: Nâng cao chất lượng giảng dạy\n" in front
    assert "{name: Ksor Nam, unit: khoa-xdd}" in front
    assert "{name: Trần Văn Bình, unit: khoa-xdd}" in front
    assert body == f"{talk}\n\n{BODY}"
    report = capsys.readouterr().out
    assert "Bỏ phần tiêu ngữ: “Trường Chính trị tỉnh Thanh Hoá”; “KHOA XÂY DỰNG ĐẢNG”; “***”; “THAM LUẬN”." in report
    assert f"{STAYS}“{talk}”." in report


@pytest.mark.parametrize("style", ["", "Title"])
def test_table_and_kind_line(style: str, root: Path, command: Command, capsys: Capture) -> None:
    letterhead = table((SCHOOL, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (DEPARTMENT, "Độc lập - Tự do - Hạnh phúc"))
    kind = paragraph(run("BÁO CÁO THAM LUẬN", "b"), style, centred=True)
    assert command(docx(letterhead, kind, TITLE, AUTHOR, *TEXT), "--slug", "bai") == 0
    front, body = paper(root)
    assert "title: Nâng cao chất lượng giảng dạy\n" in front
    assert body == BODY
    report = capsys.readouterr().out
    assert f"Bỏ phần tiêu ngữ: “{SCHOOL} / CỘNG HÒA" in report
    assert "; “BÁO CÁO THAM LUẬN”." in report
    assert "Trần Văn Bình: phần tiêu ngữ là của tct-nghe-an, đơn vị ghi cho tác giả là tct-thanh-hoa" in report


def test_what_is_not_surely_letterhead_stays_and_is_named(root: Path, command: Command, capsys: Capture) -> None:
    head = (
        table((SCHOOL, "Số: 12-BC/TCT")), paragraph("Nghệ An, ngày 10 tháng 10 năm 2021"),
        TITLE, AUTHOR, paragraph("* * *"), paragraph("[Bản thảo lần 2]"), paragraph("GỬI BAN TỔ CHỨC"),
        paragraph("Kính gửi quý thầy cô"),
    )  # fmt: skip
    assert command(docx(*head, *TEXT), "--slug", "bai") == 0
    body = paper(root)[1]
    report = capsys.readouterr().out
    assert "Bỏ phần tiêu ngữ" not in report
    assert (
        f"{STAYS}“bảng: {SCHOOL} / Số: 12-BC/TCT”; “Nghệ An, ngày 10 tháng 10 năm 2021”; “* * *”; "
        "“[Bản thảo lần 2]”; “GỬI BAN TỔ CHỨC”; “Kính gửi quý thầy cô”." in report
    )
    for left in ("Số: 12-BC/TCT", "ngày 10 tháng 10", "Bản thảo", "GỬI BAN TỔ CHỨC", "Kính gửi"):
        assert left in body


def test_table_with_a_note_stays(root: Path, command: Command, capsys: Capture) -> None:
    cell = paragraph(run(SCHOOL) + note(1))
    letterhead = f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{paragraph(DEPARTMENT)}</w:tc></w:tr></w:tbl>"
    assert command(docx(letterhead, TITLE, AUTHOR, *TEXT, notes=("Ghi chú.",)), "--slug", "bai") == 0
    assert "[^1]: Ghi chú." in paper(root)[1]
    assert f"{STAYS}“bảng: {SCHOOL}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "title", ["PHÒNG CHỐNG THAM NHŨNG, LÃNG PHÍ", "KHOA HỌC VÀ CÔNG NGHỆ SỐ", "ĐẢNG BỘ TỈNH LÃNH ĐẠO CHUYỂN ĐỔI SỐ"]
)
def test_a_title_that_begins_like_a_unit_is_a_title(title: str, root: Path, command: Command, capsys: Capture) -> None:
    assert command(docx(bold(title), AUTHOR, *TEXT), "--slug", "bai") == 0
    assert paper(root)[0].partition("title: ")[2].partition("\n")[0].strip('"').casefold() == title.casefold()
    assert STAYS not in capsys.readouterr().out


def test_ordinary_text_is_not_named(root: Path, command: Command, capsys: Capture) -> None:
    text = ("Bài viết nêu mấy ý:", "- Một", "- Hai", "Văn bản " * 40, "KẾT LUẬN CỦA BÀI")
    assert command(docx(TITLE, AUTHOR, *map(paragraph, text)), "--slug", "bai") == 0
    assert STAYS not in capsys.readouterr().out
