"""What the first lines say: the unit of each author, the topic, the model; and the lines left to fill in."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from word.docx_builders import EVENT, OWN, docx, paragraph, run

Command = Callable[..., int]
Capture = pytest.CaptureFixture[str]
TITLE = paragraph("Tên bài viết", "Title")
AUTHOR = paragraph("ThS. Lê Văn Cường, Giảng viên, Trường Chính trị tỉnh Nghệ An")
TEXT = paragraph("Nội dung.")


def paper(root: Path, event: str = EVENT) -> str:
    return (root / "papers" / event / "bai.md").read_text(encoding="utf-8")


def body(root: Path, event: str = EVENT) -> str:
    return paper(root, event).split("---\n", 2)[2].strip()


@pytest.mark.parametrize(
    ("signed", "author", "left"),
    [
        ("Khoa Xây dựng Đảng, Trường Chính trị tỉnh Nghệ An", "unit: tct-nghe-an", "Khoa Xây dựng Đảng"),
        ("Khoa Xây dựng Đảng của Trường Chính trị Nghệ An", "unit: tct-nghe-an", "Khoa Xây dựng Đảng"),
        ("Khoa Xây dựng Đảng – Trường Chính trị tỉnh Thanh Hoá", "unit: khoa-xdd", ""),
        ("Khoa Xây dựng Đảng", "unit: khoa-xdd", ""),
        ("Phòng Tổ chức, Hành chính, Thông tin, TCT Thanh Hóa", "unit: phong-tc", ""),
        ("Khoa Nhà nước và Pháp luật, TCT Nghệ An", "unit: tct-nghe-an", "Khoa Nhà nước và Pháp luật"),
        (
            "Phó Trưởng khoa Xây dựng Đảng, Trường Chính trị tỉnh Nghệ An",
            "position: Phó Trưởng khoa Xây dựng Đảng, unit: tct-nghe-an",
            "",
        ),
        (
            "Giảng viên, Khoa Lý luận Mác - Lênin, tư tưởng Hồ Chí Minh, Trường Chính trị tỉnh Nghệ An",
            "position: Giảng viên, unit: tct-nghe-an",
            "Khoa Lý luận Mác - Lênin, tư tưởng Hồ Chí Minh",
        ),
        ("Giảng viên Trường Chính trị tỉnh Thanh Hóa", "position: Giảng viên, unit: tct-thanh-hoa", ""),
    ],
)
def test_no_part_of_an_affiliation_is_dropped(
    signed: str, author: str, left: str, root: Path, command: Command, capsys: Capture
) -> None:
    assert command(docx(TITLE, paragraph(f"ThS. Lê Văn Cường, {signed}"), TEXT), "--slug", "bai") == 0
    assert f"- {{name: Lê Văn Cường, degree: ThS., {author}}}\n" in paper(root)
    notices = [line for line in capsys.readouterr().out.splitlines() if "chưa đưa vào bài" in line]
    assert [line.partition("“")[2].partition("”")[0] for line in notices] == ([left] if left else [])
    assert all(line.startswith("  Lưu ý: Lê Văn Cường: ") for line in notices)
    assert body(root) == "Nội dung."


def test_office_in_a_note_becomes_the_position(root: Path, command: Command) -> None:
    from word.docx_builders import note

    signed = paragraph(run("ThS. Lê Văn Cường") + note(1))
    notes = ("Giảng viên Khoa Xây dựng Đảng, Trường Chính trị tỉnh Nghệ An.",)
    assert command(docx(TITLE, signed, TEXT, notes=notes), "--slug", "bai") == 0
    assert "position: Giảng viên Khoa Xây dựng Đảng, unit: tct-nghe-an" in paper(root)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Chủ đề số 1.2.c", "1.2.c"),
        ("Chủ đề: 1.2.c", "1.2.c"),
        ("Số chủ đề: 10", "10"),
        ("CHỦ ĐỀ SỐ: 1.2.C", "1.2.c"),
        ("Chủ đề 1.2c", "1.2.c"),
        ("Chủ đề số “1.2.đ”", "1.2.đ"),
        ("(Chủ đề số “10”.)", "10"),
        ("Thuộc chủ đề số 10: Phát huy vai trò của người đứng đầu", "10"),
        ("Chủ đề 10. Phát huy vai trò của người đứng đầu", "10"),
        ("Chủ đề số 1.2.c – “Đổi mới công tác đào tạo, bồi dưỡng”", "1.2.c"),
        ("Chủ đề: Đổi mới công tác đào tạo, bồi dưỡng", "1.2.c"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_topic_line(line: str, number: str, place: int, root: Path, command: Command, capsys: Capture) -> None:
    blocks = [TITLE, AUTHOR, TEXT]
    blocks.insert(place, paragraph(run(line, "b"), centred=True))
    assert command(docx(*blocks), "--slug", "bai", event=OWN) == 0
    assert f'topic: "{number}"\n' in paper(root, OWN)
    assert "title: Tên bài viết\n" in paper(root, OWN)
    assert "unit: tct-nghe-an" in paper(root, OWN)
    assert body(root, OWN) == "Nội dung."
    report = capsys.readouterr().out
    assert f"Chủ đề: {number} (theo dòng “{line}”, đã lấy ra khỏi thân bài)" in " ".join(report.split())
    assert "Chưa có chủ đề" not in report


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Chủ đề: khác – Chuyển đổi số trong lưu giữ kỷ yếu", "Chuyển đổi số trong lưu giữ kỷ yếu"),
        ("Chủ đề tự chọn: “Chuyển đổi số”", "Chuyển đổi số"),
        ("Chủ đề khác (tự chọn): Chuyển đổi số.", "Chuyển đổi số"),
    ],
)
def test_self_chosen_topic(line: str, title: str, root: Path, command: Command, capsys: Capture) -> None:
    content = docx(TITLE, AUTHOR, paragraph(line), TEXT)
    assert command(content, "--slug", "bai", event=OWN) == 0
    assert f"topic: khac\ntopic_title: {title}\n" in paper(root, OWN)
    assert body(root, OWN) == "Nội dung."
    assert command(content, "--slug", "bai", event=EVENT) == 0
    assert "topic:\n" in paper(root)
    assert line in body(root)
    assert "không nhận chủ đề tự chọn" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Chủ đề số 17",), "danh mục không có chủ đề số “17”"),
        (("Chủ đề: về người đứng đầu",), "không đọc ra số chủ đề"),
        (("Chủ đề: tự chọn",), "chủ đề tự chọn chưa có tên"),
        (("Chủ đề 1.2.c: A", "Chủ đề 10: B"), "nhiều chủ đề"),
        (("Chủ đề 10, 1.1",), "không đọc ra số chủ đề"),
    ],
)
def test_doubtful_topic_stays_in_the_text(
    lines: tuple[str, ...], said: str, root: Path, command: Command, capsys: Capture
) -> None:
    content = docx(TITLE, AUTHOR, *map(paragraph, lines), TEXT)
    assert command(content, "--slug", "bai", event=OWN) == 0
    assert "topic:\n" in paper(root, OWN)
    assert body(root, OWN) == "\n\n".join([*lines, "Nội dung."])
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("line", ["Chủ đề 10 năm qua được nhắc lại.", "Chủ đề khác của hội nghị đã nêu."])
def test_sentences_are_no_topic_lines(line: str, root: Path, command: Command) -> None:
    assert command(docx(TITLE, AUTHOR, paragraph(line), TEXT), "--slug", "bai", event=OWN) == 0
    assert line in body(root, OWN)


def test_topic_in_the_running_text_is_text(root: Path, command: Command) -> None:
    content = docx(TITLE, AUTHOR, paragraph("Văn bản " * 50), paragraph("Chủ đề số 10"))
    assert command(content, "--slug", "bai", event=OWN) == 0
    assert body(root, OWN).endswith("Chủ đề số 10")


def test_option_wins_over_the_line(root: Path, command: Command, capsys: Capture) -> None:
    content = docx(TITLE, AUTHOR, paragraph("Chủ đề số 10"), TEXT)
    assert command(content, "--slug", "bai", "--topic", "1.1", event=OWN) == 0
    assert 'topic: "1.1"\n' in paper(root, OWN)
    assert body(root, OWN) == "Nội dung."
    assert "Bản Word ghi “Chủ đề số 10”; lấy chủ đề 1.1 theo --topic." in capsys.readouterr().out


def test_other_title_after_the_number_is_said(command: Command, capsys: Capture) -> None:
    content = docx(TITLE, AUTHOR, paragraph("Chủ đề 10: Đổi mới công tác đào tạo, bồi dưỡng"), TEXT)
    assert command(content, "--slug", "bai", event=OWN) == 0
    assert "cần kiểm tra số" in capsys.readouterr().out


def test_heading_of_topics_is_said(root: Path, command: Command, capsys: Capture) -> None:
    assert command(docx(TITLE, AUTHOR, paragraph("Chủ đề số 1.2"), TEXT), "--slug", "bai", event=OWN) == 0
    assert 'topic: "1.2"\n' in paper(root, OWN)
    assert "chỉ là đề mục – cần chọn một chủ đề con: 1.2.c, 1.2.d, 1.2.đ." in capsys.readouterr().out


PARTS = (paragraph("1. Mục đích", "heading1"), TEXT, paragraph("2. Kết quả bước đầu", "heading1"), TEXT)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rèn tác phong qua mô hình “Tổ trực học tập”", "Tổ trực học tập"),
        ("Mô hình “Tổ trực” và mô hình “Giờ học mở”", ""),
        ("Đổi mới cách học ở trường", ""),
    ],
)
def test_paper_on_a_model(title: str, name: str, root: Path, command: Command, capsys: Capture) -> None:
    assert command(docx(paragraph(title, "Title"), AUTHOR, *PARTS), "--slug", "bai", event=OWN) == 0
    report = capsys.readouterr().out
    assert ("kind: model\n" in paper(root, OWN)) == bool(name)
    if name:
        assert f"model: {{name: {name}}}\n" in paper(root, OWN)
        assert f"tên mô hình “{name}”" in report
    else:
        assert "thêm vào phần đầu bài hai dòng “kind: model” và “model: {name: Tên mô hình}”" in report


def test_article_stays_an_article(root: Path, command: Command, capsys: Capture) -> None:
    content = docx(paragraph("Mô hình “Tổ trực”", "Title"), AUTHOR, *PARTS[:2])
    assert command(content, "--slug", "bai", event=OWN) == 0
    assert "kind:" not in paper(root, OWN)
    assert "đủ các phần" not in capsys.readouterr().out


def test_lines_to_fill_in(root: Path, command: Command, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    content = docx(TITLE, AUTHOR, TEXT)
    assert command(content, "--slug", "bai", "--as-of", "2021-10-20", event=OWN) == 0
    expected = (
        "# Chọn một chủ đề:\n#   1.1: Sự cần thiết\n#   1.2.c: Đổi mới công tác đào tạo, bồi dưỡng.\n"
        "#   1.2.d: Nghiên cứu\n#   1.2.đ: Văn hóa\n#   10: Phát huy vai trò của người đứng đầu\n"
        "#   khac: chủ đề tự chọn, ghi thêm dòng topic_title\ntopic:\nreceived: 2021-10-20\n---\n"
    )
    assert expected in paper(root, OWN)
    assert "Chưa có chủ đề" in capsys.readouterr().out
    assert command(content, "--slug", "bai", event=EVENT) == 0
    received = paper(root).partition("received: ")[2].partition("\n")[0]
    assert abs((datetime.date.fromisoformat(received) - datetime.date.today()).days) <= 1
