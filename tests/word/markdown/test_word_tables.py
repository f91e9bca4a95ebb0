"""Tables: plain ones as Markdown, merged ones as HTML that passes the allow-list, captions on either side."""

from __future__ import annotations

from pathlib import Path

from word.docx_builders import item, note, paragraph, picture, png, run, table
from word.made import BELOW, DOWN, body, cell, grid, imported, row, said, shown, styles, wide

from proceedings.reading.markup import render


def test_merged_cells(root: Path) -> None:
    made = grid(
        row(cell("TT", DOWN), cell("Năm", wide(2)), head=True),
        row(cell("", BELOW), cell("2020"), cell("2021"), head=True),
        row(cell("1"), cell("5 < 6 & {x} $a$"), cell(paragraph(run("đậm", "b")) + paragraph("- gạch"))),
        row(cell("Tổng", wide(2)), cell("33")),
    )
    paper = imported(root, paragraph("Bảng 1. Kết quả"), made)
    assert body(paper) == (
        "<table>\n<caption>Bảng 1. Kết quả</caption>\n<thead>\n"
        '<tr><th scope="col" rowspan="2">TT</th><th scope="colgroup" colspan="2">Năm</th></tr>\n'
        '<tr><th scope="col">2020</th><th scope="col">2021</th></tr>\n</thead>\n<tbody>\n'
        "<tr><td>1</td><td>5 &lt; 6 &amp; &#123;x&#125; &#36;a&#36;</td><td><strong>đậm</strong><br>- gạch</td></tr>\n"
        '<tr><td colspan="2">Tổng</td><td>33</td></tr>\n</tbody>\n</table>'
    )
    page = shown(paper)
    assert '<th scope="col" rowspan="2">TT</th>' in page
    assert "<td>5 &lt; 6 &amp; {x} $a$</td>" in page
    assert [f.text for f in render(paper.text).fragments if f.kind == "table"] == ["TT Năm 2020 2021"]
    assert said(paper, "viết thành bảng HTML (1 chỗ; chỗ đầu tiên: “Bảng 1. Kết quả”)")


def test_lists_notes_and_tables_in_cells(root: Path) -> None:
    made = grid(
        row(cell("a"), cell("b")),
        row(cell(item("x") + item("y")), cell(table(("n1", "n2"), ("n3", "n4")) + paragraph(run("chú") + note(1)))),
    )
    paper = imported(root, made, notes=("Ghi chú.",))
    page = shown(paper)
    assert "<li>x</li>\n<li>y</li>" in page
    assert "<th>n1</th>" in page
    assert 'chú<sup class="footnote-ref">' in page
    assert page.count("<table>") == page.count("</table>") == 2
    assert body(paper).endswith("[^1]: Ghi chú.")


def test_paragraphs_of_a_cell(root: Path) -> None:
    made = grid(row(cell("a"), cell("b")), row(cell(paragraph("một") + paragraph("h|ai")), cell("y")))
    paper = imported(root, made)
    assert body(paper) == "| a | b |\n| --- | --- |\n| một<br>h \\| ai | y |".replace("h \\| ai", "h \\| ai")
    assert "<td>một<br>h | ai</td>" in shown(paper)


def test_note_in_a_plain_table(root: Path) -> None:
    made = grid(row(cell("a"), cell("b")), row(cell(paragraph(run("x") + note(1))), cell("y")))
    assert body(imported(root, made, notes=("Ghi.",))) == "| a | b |\n| --- | --- |\n| x[^1] | y |\n\n[^1]: Ghi."


def test_columns_split_finer_than_seen(root: Path) -> None:
    made = grid(row(cell("a", wide(2)), cell("b", wide(3))), row(cell("1", wide(2)), cell("2", wide(3))))
    assert body(imported(root, made)) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_rows_of_different_length(root: Path) -> None:
    paper = imported(root, grid(row(cell("a"), cell("b"), cell("c")), row(cell("1")), row(cell("2"), cell("3"))))
    assert body(paper) == "| a | b | c |\n| --- | --- | --- |\n| 1 |  |  |\n| 2 | 3 |  |"


def test_captions_below(root: Path) -> None:
    first, second = table(("a", "b"), ("c", "d")), table(("e", "f"), ("g", "h"))
    blocks = [first, paragraph("Bảng 1. Một"), paragraph("Giữa."), second, paragraph("Bảng 2. Hai")]
    assert body(imported(root, *blocks)) == (
        "Bảng 1. Một\n\n| a | b |\n| --- | --- |\n| c | d |\n\nGiữa.\n\n"
        "Bảng 2. Hai\n\n| e | f |\n| --- | --- |\n| g | h |"
    )


def test_caption_by_style(root: Path) -> None:
    paper = imported(root, paragraph("Số liệu", "C"), table(("a", "b"), ("c", "d")), parts=styles(C="caption"))
    assert body(paper) == "Số liệu\n\n| a | b |\n| --- | --- |\n| c | d |"


def test_frame_of_one_cell_is_text(root: Path) -> None:
    assert body(imported(root, table(("Lời trong khung.",)), paragraph("Sau."))) == "Lời trong khung.\n\nSau."


def test_table_that_sets_pictures_side_by_side(root: Path) -> None:
    made = grid(
        row(cell(paragraph(picture())), cell(paragraph(picture()))),
        row(cell("Hình 1. Trái"), cell("Hình 2. Phải")),
    )
    paper = imported(root, made, parts={"word/media/image1.png": png()})
    assert body(paper) == ('![Trái](bai/hinh-1.png "Hình 1. Trái")\n\n![Phải](bai/hinh-1.png "Hình 2. Phải")')
    assert paper.tables == 0
    assert said(paper, "Bảng chỉ để xếp hình")
