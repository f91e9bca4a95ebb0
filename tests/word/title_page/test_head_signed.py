"""Who signed and what the title is where authors write it in their own way: marks, brackets, capitals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from book.harness import CONTENT
from word.authors import fill, saved
from word.docx_builders import EVENT, docx, paragraph, run

from proceedings.model.event import Event
from proceedings.reading.load import read
from proceedings.word.house_style import prompts
from proceedings.word.manuscript import Wanted, read_manuscript
from proceedings.word.remark import Kind
from proceedings.word.title_page.capitals import sentence_case
from proceedings.word.wording import worded
from proceedings.word.writing.template import template

Command = Callable[..., int]
Capture = pytest.CaptureFixture[str]
TEXT = paragraph("Nội dung của bài viết nằm ở đây, trong một câu.")


def bold(text: str) -> str:
    return paragraph(run(text, "b"), centred=True)


def paper(root: Path) -> str:
    return (root / "papers" / EVENT / "bai.md").read_text(encoding="utf-8")


def test_marks_join_authors_with_their_posts(root: Path, command: Command) -> None:
    signed = "PGS.TS Lê Văn Phong(*), NCS. Hoàng Thị Ái Vân(**)"
    first = paragraph("(*) Hiệu trưởng, Trường Chính trị tỉnh Nghệ An")
    second = paragraph("(**) Giảng viên, Trường Chính trị tỉnh Thanh Hóa")
    assert command(docx(bold("Nâng cao chất lượng"), bold(signed), second, first, TEXT), "--slug", "bai") == 0
    written = paper(root)
    assert "title: Nâng cao chất lượng\n" in written
    assert "- {name: Lê Văn Phong, degree: PGS.TS., position: Hiệu trưởng, unit: tct-nghe-an}\n" in written
    assert "- {name: Hoàng Thị Ái Vân, degree: NCS., position: Giảng viên, unit: tct-thanh-hoa}\n" in written
    assert "(*)" not in written


def test_a_mark_that_nobody_has_stays_in_the_text(root: Path, command: Command) -> None:
    other = paragraph("(**) Hiệu trưởng, Trường Chính trị tỉnh Nghệ An")
    assert command(docx(bold("Nâng cao chất lượng"), bold("TS. Lê Văn Phong(*)"), other, TEXT), "--slug", "bai") == 0
    assert "Hiệu trưởng, Trường Chính trị tỉnh Nghệ An" in paper(root).split("---\n", 2)[2]


@pytest.mark.parametrize("style", ["", "Title"])
@pytest.mark.parametrize("signed", ["PGS.TS Lê Văn Phong(*), NCS. Hoàng Thị Ái Vân(**)", "TS - Lê Văn Phong"])
def test_a_signed_line_is_no_title(signed: str, style: str, root: Path, command: Command, capsys: Capture) -> None:
    line = paragraph(run(signed, "b"), style, centred=True)
    assert command(docx(line, TEXT), "--slug", "bai") == 0
    assert "Không nhận ra tên bài" in capsys.readouterr().out
    assert "title: bai gui\n" in paper(root)
    assert "- {name: Lê Văn Phong, " in paper(root)


def test_signed_above_the_title(root: Path, command: Command) -> None:
    signed = bold("TS - Lê Văn Phong")
    assert command(docx(signed, bold("Nâng cao chất lượng"), TEXT), "--slug", "bai") == 0
    assert "title: Nâng cao chất lượng\n" in paper(root)
    assert "- {name: Lê Văn Phong, degree: TS., " in paper(root)


def test_title_in_the_line_of_the_topic(root: Path, command: Command, capsys: Capture) -> None:
    line, author = bold("Chủ đề: “Nâng cao chất lượng giảng dạy”"), paragraph("ThS. Lê Văn Cường")
    assert command(docx(line, author, TEXT), "--slug", "bai") == 0
    assert "title: Nâng cao chất lượng giảng dạy\n" in paper(root)
    said = capsys.readouterr().out
    assert "Tên bài lấy ở dòng “Chủ đề: “Nâng cao chất lượng giảng dạy””" in said
    assert "để lại trong bài" not in said


def test_title_wins_over_the_line_of_the_topic(root: Path, command: Command) -> None:
    line, title = paragraph("CHỦ ĐỀ: “Giảng dạy hôm nay”"), bold("Nâng cao chất lượng")
    assert command(docx(line, title, paragraph("ThS. Lê Văn Cường"), TEXT), "--slug", "bai") == 0
    assert "title: Nâng cao chất lượng\n" in paper(root)
    assert "Giảng dạy hôm nay" in paper(root).split("---\n", 2)[2]


@pytest.fixture(scope="module")
def talk() -> Event:
    return next(event for event in read(CONTENT).proceedings.events if event.id == "2021-toa-dam-kl14")


def test_answers_inside_the_brackets_of_the_template(talk: Event) -> None:
    answers = {
        prompts.TITLE_PROMPT: "[Bồi dưỡng đảng viên trẻ ở cơ sở]",
        prompts.AUTHOR_PROMPT: "[ThS. Lê Thị Lan; CN. Phạm Văn Nam]",
        prompts.text_prompt("Đặt vấn đề"): "[Trong những năm qua, theo tài liệu [3], công tác này có tiến bộ.]",
        prompts.text_prompt("Kết luận"): "[3]",
    }
    document = fill(template(talk), answers)
    heading = next(found for found in document.paragraphs if prompts.HEADING_PROMPT in found.text)
    heading.text = heading.text.replace(prompts.HEADING_PROMPT, "[Thực trạng]")
    found = read_manuscript(saved(document), Wanted(slug="bai"), talk, {})
    assert found.front.title == "Bồi dưỡng đảng viên trẻ ở cơ sở"
    assert [author.name for author in found.front.authors] == ["Lê Thị Lan", "Phạm Văn Nam"]
    assert any(line.endswith("Thực trạng") for line in found.headings)
    assert "\nTrong những năm qua, theo tài liệu [3], công tác này có tiến bộ.\n" in found.text.replace("\\", "")
    assert "\n[3]" in found.text.replace("\\", "")
    said = [worded(remark) for remark in found.remarks if remark.kind is Kind.TEMPLATE_BRACKETS]
    assert said == [
        "Đã bỏ cặp ngoặc vuông của mẫu quanh lời đã điền ở 4 chỗ, chỗ đầu: “Bồi dưỡng đảng viên trẻ ở cơ sở”."
    ]
    assert any("Mẫu còn để trống" in worded(remark) for remark in found.remarks)


def test_brackets_of_other_manuscripts_stay(root: Path, command: Command) -> None:
    bracketed = paragraph("[Trích lời của người viết.]")
    assert (
        command(docx(bold("Nâng cao chất lượng"), paragraph("TS. Lê Văn Cường"), bracketed, TEXT), "--slug", "bai") == 0
    )
    assert "[Trích lời của người viết.]" in paper(root).replace("\\", "")


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("BỒI DƯỠNG ĐẢNG VIÊN VỀ ĐẢNG", "Bồi dưỡng đảng viên về Đảng"),
        ("THU NỘP ĐẢNG PHÍ CỦA ĐẢNG ỦY VIÊN", "Thu nộp đảng phí của đảng ủy viên"),
        ("CÁN BỘ HUYỆN HÀ TRUNG HIỆN NAY", "Cán bộ huyện Hà Trung hiện nay"),
        ("NÔNG DÂN XÃ QUẢNG XƯƠNG, THỊ XÃ NGHI SƠN", "Nông dân xã Quảng Xương, thị xã Nghi Sơn"),
        ("KINH TẾ XÃ HỘI CỦA HUYỆN MIỀN NÚI", "Kinh tế xã hội của huyện miền núi"),
        ("HỢP TÁC XÃ KIỂU MỚI TẠI THÀNH PHỐ CẦN THƠ", "Hợp tác xã kiểu mới tại thành phố Cần Thơ"),
        ("CÁN BỘ CẤP XÃ TRONG TỈNH", "Cán bộ cấp xã trong tỉnh"),
    ],
)
def test_capitals_of_a_title(title: str, meant: str) -> None:
    assert sentence_case(title, "", []) == meant


def test_a_plain_line_in_the_style_title_is_the_title_even_below_its_author(root: Path, command: Command) -> None:
    lines = (paragraph("ThS. Lê Văn Cường"), paragraph("Nâng cao chất lượng sinh hoạt chi bộ", "Title"), TEXT)
    assert command(docx(*lines), "--slug", "bai") == 0
    written = paper(root)
    assert "title: Nâng cao chất lượng sinh hoạt chi bộ\n" in written
    assert "name: Lê Văn Cường" in written
