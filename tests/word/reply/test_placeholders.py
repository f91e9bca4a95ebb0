"""What the author reads about a mark that only the paper has: which thing, at which words of Word, what to do."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from word.docx_builders import W

from proceedings.model.finding import Finding, Severity, Subject, detail
from proceedings.model.guideline import Guideline
from proceedings.text.placeholders import Missing, placeholder, placeholders, without_placeholders
from proceedings.word.reply.annotate import annotate
from proceedings.word.reply.finding_places import line_beside
from proceedings.word.reply.received_file import open_received
from proceedings.word.reply.word_terms import advice, place_in_text

CHART = "\\[điền: biểu đồ của bản Word, rộng 12,0 cm – lưu thành hình PNG rồi chèn vào đây cùng chú thích]"
AMID = f"Sau đó có {CHART} ở giữa dòng chữ."
TEXT = f"Trước biểu đồ là đoạn này.\n\n{CHART}\n\n*Hình 1. Số ý tưởng*\n\n{AMID}\n\n{CHART}\n"


@pytest.mark.parametrize(
    ("mark", "message", "fix"),
    [
        ("biểu đồ của bản Word – lưu thành…", "Biểu đồ không chuyển được vào bài.", "Save as Picture"),
        ("sơ đồ SmartArt của bản Word…", "Sơ đồ SmartArt không chuyển được vào bài.", "Save as Picture"),
        ("hình vẽ bằng Shapes của bản Word…", "Hình không chuyển được vào bài.", "Save as Picture"),
        ("công thức – gõ lại bằng Insert >…", "Công thức soạn bằng Equation cũ không", "Insert > Equation"),
        ("bảng tính Excel đính kèm trong…", "Bảng tính Excel đính kèm trong bài không đăng được.", "Chép nội dung"),
        ("tệp đính kèm trong bản Word…", "Tệp đính kèm trong bài không đăng được.", "Chép nội dung"),
        ("kết quả", "Chỗ này còn thiếu nội dung.", "Viết tiếp"),
    ],
)
def test_each_kind_has_its_own_advice(mark: str, message: str, fix: str) -> None:
    ((_, missing, attached),) = placeholders(f"Chữ. {placeholder(mark)}")
    about = detail(Subject.PLACEHOLDER, missing=missing, attached=attached)
    told = advice(replace(finding(3), detail=about))
    assert told.message.startswith(message)
    assert fix in told.fix


def test_a_mark_alone_belongs_to_its_caption_else_to_what_stands_above() -> None:
    lines = TEXT.split("\n")
    assert [line_beside(lines, at) for at in (0, 2, 6, 8)] == [0, 4, 6, 6]
    assert without_placeholders(lines[6]).split() == "Sau đó có ở giữa dòng chữ.".split()


def finding(line: int) -> Finding:
    return Finding(
        code="KY508",
        severity=Severity.ERROR,
        path="papers/e/bai.md",
        line=line,
        message="Còn chỗ cần điền: “biểu đồ của bản Word, rộng 12,0 cm…”.",
        fix="Đưa hình vào.",
        url="",
        detail=detail(Subject.PLACEHOLDER, missing=Missing.CHART, attached=""),
    )


def test_place_in_the_report_is_in_words_of_the_word_file() -> None:
    assert place_in_text(finding(3), TEXT, 1) == "Hình 1. Số ý tưởng"
    assert place_in_text(finding(7), TEXT, 1) == "Sau đó có ở giữa dòng chữ."
    assert advice(finding(3)).message == "Biểu đồ không chuyển được vào bài."


def test_comment_stands_where_the_thing_is() -> None:
    made, target = Document(), io.BytesIO()
    for text in (
        "Tên bài của tác giả",
        "Trước biểu đồ là đoạn này.",
        "",
        "Hình 1. Số ý tưởng",
        without_placeholders(AMID),
    ):
        made.add_paragraph(text)
    made.save(target)
    paper = f"---\ntitle: Tên bài của tác giả\n---\n\n{TEXT}"
    out = annotate(open_received(target.getvalue(), Guideline().limits)[1], [finding(7), finding(11)], paper)
    paragraphs = Document(io.BytesIO(out)).paragraphs
    marked = [one.text for one in paragraphs if list(one._p.iter(f"{{{W}}}commentRangeStart"))]
    assert marked == ["Hình 1. Số ý tưởng", without_placeholders(AMID)]
