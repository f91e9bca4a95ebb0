"""Headings: Word's own in every language, those that only look so, their levels and Word's automatic numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from word.docx_builders import item, paragraph, run, table
from word.made import TEXT, body, bold, headings, imported, numbered, numbering, said, styles


def sections(*lines: str) -> list[str]:
    return [block for line in lines for block in (line, paragraph(TEXT))]


@pytest.mark.parametrize(
    ("made", "levels"),
    [
        (styles(A="Đầu đề 1", B="Tiêu đề 2"), [2, 3]),
        (styles(A="heading 2", B="heading 4"), [2, 3]),
        (styles(A='Mục lớn|<w:basedOn w:val="H"/>', B='Mục nhỏ|<w:basedOn w:val="A"/>', H="heading 1"), [2, 2]),
        (
            styles(A='x|<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', B='y|<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
            [2, 3],
        ),
    ],
)
def test_styles_and_outline_levels(root: Path, made: dict[str, bytes | str], levels: list[int]) -> None:
    paper = imported(root, *sections(paragraph("Thực trạng", "A"), paragraph("Kết quả", "B")), parts=made)
    assert headings(paper) == list(zip(levels, ["Thực trạng", "Kết quả"], strict=True))


def test_own_outline_level_and_body_text(root: Path) -> None:
    level = '<w:outlineLvl w:val="{}"/>'
    blocks = sections(paragraph("Mục", more=level.format(0)), paragraph("Lời", "heading1", more=level.format(9)))
    assert headings(imported(root, *blocks)) == [(2, "Mục")]


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        (["I. Mở đầu", "1. Khái niệm", "1.1. Nhỏ", "a) Chữ", "II. Giải pháp", "Kết luận"], [2, 3, 4, 5, 2, 2]),
        (["A. Mở đầu", "I. Một", "1. Hai", "(1) Ba", "B. Sau"], [2, 3, 4, 5, 2]),
        (["Phần thứ nhất: Cơ sở", "Chương 1. Lý luận", "1/ Khái niệm", "Phần thứ hai: Giải pháp"], [2, 3, 4, 2]),
        (["1. Một", "1.1 Hai", "1.1.1 Ba", "2. Bốn"], [2, 3, 4, 2]),
    ],
)
def test_levels_follow_the_numbers(root: Path, lines: list[str], levels: list[int]) -> None:
    paper = imported(root, *sections(*map(bold, lines)))
    assert headings(paper) == list(zip(levels, lines, strict=True))
    assert said(paper, f"{len(lines)} tiêu đề mục nhận ra từ dòng chữ đậm có số")


def test_part_with_its_name_on_the_next_line_is_one_heading(root: Path) -> None:
    paper = imported(root, bold("Phần thứ nhất"), *sections(bold("THỰC TRẠNG"), bold("1. Kết quả")))
    assert headings(paper) == [(2, "Phần thứ nhất. THỰC TRẠNG"), (3, "1. Kết quả")]
    assert said(paper, "đã nối thành một dòng")


def test_underlined_and_capital_lines(root: Path) -> None:
    lined = paragraph(run("1. Gạch chân", '<w:u w:val="single"/>'))
    assert headings(imported(root, *sections(lined, paragraph("2. CHỮ HOA KHÔNG ĐẬM")))) == [
        (2, "1. Gạch chân"),
        (2, "2. CHỮ HOA KHÔNG ĐẬM"),
    ]


@pytest.mark.parametrize(
    "block",
    [
        paragraph("1. Câu thường có số"),
        paragraph(run("1. Chữ đậm", "b") + run(" rồi chữ thường.")),
        bold("15 năm xây dựng"),
        bold("1. " + TEXT * 3),
        table(("1. Một", "2. Hai"), ("I. Ba", "4")),
        paragraph("Mục " + TEXT * 4, "heading1"),
    ],
)
def test_no_headings(root: Path, block: str) -> None:
    assert headings(imported(root, block, paragraph(TEXT))) == []


def test_bold_lines_in_tables_and_lists_are_no_headings(root: Path) -> None:
    bold_table = table(("a", "b"), ("c", "d")).replace("<w:rPr>", "<w:rPr><w:b/>")
    paper = imported(root, item("thường"), item("thường nữa"), bold_table)
    assert headings(paper) == []


def test_bold_lines_without_number_are_told(root: Path) -> None:
    paper = imported(root, *sections(bold("Về nhận thức")))
    assert body(paper) == f"**Về nhận thức**\n\n{TEXT}"
    assert said(paper, "1 dòng chữ đậm đứng riêng")


def test_typed_lines_among_styled_ones(root: Path) -> None:
    blocks = sections(paragraph("1. Một", "heading1"), bold("1.1. Nhỏ"), bold("2. Quên kiểu"))
    assert headings(imported(root, *blocks)) == [(2, "1. Một"), (3, "1.1. Nhỏ"), (2, "2. Quên kiểu")]


@pytest.mark.parametrize(
    ("levels", "more", "numbers"),
    [
        ((("decimal", "%1."), ("decimal", "%1.%2.")), "", ["1.", "1.1.", "1.2.", "2.", "2.1."]),
        ((("upperRoman", "%1."), ("decimal", "%1.%2.")), "<w:isLgl/>", ["1.", "1.1.", "1.2.", "2.", "2.1."]),
        ((("upperRoman", "%1."), ("lowerLetter", "%2)")), "", ["I.", "a)", "b)", "II.", "a)"]),
        ((("decimal", "Phần %1:"), ("decimalZero", "%2/")), "", ["Phần 1:", "01/", "02/", "Phần 2:", "01/"]),
        ((("decimal", "%1."), ("decimal", "%2.")), '<w:lvlRestart w:val="0"/>', ["1.", "1.", "2.", "2.", "3."]),
    ],
)
def test_automatic_numbers_are_typed(
    root: Path, levels: tuple[tuple[str, str], ...], more: str, numbers: list[str]
) -> None:
    depths = [0, 1, 1, 0, 1]
    blocks = [paragraph(f"Mục {n}", f"heading{depth + 1}", more=numbered(depth)) for n, depth in enumerate(depths)]
    paper = imported(root, *sections(*blocks), parts=numbering(*levels, more=more))
    assert [text for _, text in headings(paper)] == [f"{number} Mục {n}" for n, number in enumerate(numbers)]
    assert said(paper, "5 tiêu đề mục do Word tự đánh số: đã gõ số")


def test_number_of_a_heading_style(root: Path) -> None:
    bound = '<w:pStyle w:val="{}"/>'
    made = numbering(("upperRoman", "%1."), ("decimal", "%2."), start=3)
    xml = str(made["word/numbering.xml"]).replace("</w:lvl>", bound.format("A") + "</w:lvl>", 1)
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    parts = {**styles(A=f"heading 1|{number}"), "word/numbering.xml": xml}
    assert headings(imported(root, *sections(paragraph("Mục", "A")), parts=parts)) == [(2, "III. Mục")]


def test_bold_list_items_alone_are_headings_with_their_numbers(root: Path) -> None:
    blocks = [paragraph(run(text, "b"), more=numbered()) for text in ("Một", "Hai")]
    assert headings(imported(root, *sections(*blocks))) == [(2, "1. Một"), (2, "2. Hai")]


def test_capitals_by_format_are_written_as_seen(root: Path) -> None:
    paper = imported(root, *sections(paragraph(run("đặt vấn đề", "b", "caps"))), paragraph(run("nhỏ", "smallCaps")))
    assert headings(paper) == [(2, "ĐẶT VẤN ĐỀ")]
    assert body(paper).endswith("nhỏ")
