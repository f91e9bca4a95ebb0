"""Lists, notes, links, fields, tracked changes and text boxes: what is kept, in which form, and what is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from word.docx_builders import OFFICE, item, note, paragraph, run
from word.made import SPACES, body, field, imported, numbered, numbering, said, shown, styles

from proceedings.reading.markup import render


def items(*levels: int, list_id: int = 1) -> list[str]:
    return [paragraph(f"mục {n}", more=numbered(level, list_id)) for n, level in enumerate(levels, 1)]


def test_list_goes_on_after_text_and_restarts_where_told(root: Path) -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    blocks = [*items(0, 0), paragraph("Xen."), *items(0), paragraph("Lại:"), *items(0, 0, list_id=2)]
    paper = imported(root, *blocks, parts=numbering(("decimal", "%1)"), lists=again))
    assert body(paper) == "1) mục 1\n2) mục 2\n\nXen.\n\n3) mục 1\n\nLại:\n\n7) mục 1\n8) mục 2"


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([("decimal", "%1."), ("lowerLetter", "%2)")], "1. mục 1\n\n   a) mục 2\n\n   b) mục 3\n\n2. mục 4"),
        ([("decimal", "%1."), ("bullet", "-")], "1. mục 1\n   - mục 2\n   - mục 3\n2. mục 4"),
        ([("bullet", "•"), ("decimal", "%2.")], "- mục 1\n  1. mục 2\n  2. mục 3\n- mục 4"),
        (
            [("decimal", "%1."), ("decimal", "%1.%2.")],
            "1. mục 1\n\n   1.1. mục 2\n\n   1.2. mục 3\n\n2. mục 4",
        ),
    ],
)
def test_levels_of_lists(root: Path, levels: list[tuple[str, str]], expected: str) -> None:
    assert body(imported(root, *items(0, 1, 1, 0), parts=numbering(*levels))) == expected


def test_numbers_with_words_are_typed(root: Path) -> None:
    paper = imported(root, *items(0, 0), parts=numbering(("decimal", "Điều %1."), start=3))
    assert body(paper) == "Điều 3. mục 1\n\nĐiều 4. mục 2"


def test_number_without_text_is_kept(root: Path) -> None:
    assert body(imported(root, paragraph("", more=numbered()), paragraph("sau", more=numbered()))).split() == [
        "1\\.", "2.", "sau",
    ]  # fmt: skip


def test_further_paragraph_of_an_item(root: Path) -> None:
    own, inner = '<w:ind w:left="720" w:hanging="360"/>', '<w:ind w:left="720"/>'
    blocks = [
        paragraph("một", more=numbered() + own),
        paragraph("thêm", more=inner),
        paragraph("hai", more=numbered() + own),
        paragraph("Ngoài."),
    ]
    assert body(imported(root, *blocks)) == "1. một\n\n   thêm\n\n2. hai\n\nNgoài."


def test_typed_bullets(root: Path) -> None:
    paper = imported(root, *map(paragraph, ("- Một", "+ Nhỏ", "• Hai", "Hết.")))
    assert body(paper) == "- Một\n  - Nhỏ\n- Hai\n\nHết."


def test_notes_and_endnotes_in_their_order(root: Path) -> None:
    end = f'<w:endnote w:id="5">{paragraph("Cuối một.")}{paragraph("Cuối hai.")}</w:endnote>'
    ends = f"<w:endnotes {SPACES}>{end}</w:endnotes>"
    relation = f'<Relationship Id="rIde" Type="{OFFICE}/endnotes" Target="endnotes.xml"/>'
    text = run("Một") + note(1) + run(" hai") + '<w:r><w:endnoteReference w:id="5"/></w:r>' + run(" ba") + note(2)
    paper = imported(
        root, paragraph(text), notes=("Chân một.", "Chân hai."), relations=relation, parts={"word/endnotes.xml": ends}
    )
    assert body(paper) == (
        "Một[^1] hai[^2] ba[^3]\n\n[^1]: Chân một.\n\n[^2]: Cuối một.\n\n    Cuối hai.\n\n[^3]: Chân hai."
    )


def test_own_mark_of_a_note_is_left_to_the_number(root: Path) -> None:
    call = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    assert body(imported(root, paragraph(run("Lời") + call), notes=("Chú thích.",))) == "Lời[^1]\n\n[^1]: Chú thích."


def test_links(root: Path) -> None:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for n, target in enumerate(("https://example.org/a_b", "mailto:a@example.org", "javascript:alert(1)"))
    )
    text = " ".join(
        f'<w:hyperlink r:id="rId{n}">{run(word)}</w:hyperlink>' for n, word in enumerate(("một", "hai", "ba"))
    )
    text += f'<w:hyperlink w:anchor="_Ref1">{run("Bảng 2")}</w:hyperlink>'
    paper = imported(root, paragraph(text), relations=links)
    assert body(paper) == "[một](https://example.org/a_b)[hai](mailto:a@example.org)baBảng 2"
    assert said(paper, "Liên kết không an toàn bỏ đi, chữ giữ lại (1 chỗ")


def test_fields(root: Path) -> None:
    text = (
        run("Xem ") + field("REF _Ref1", run("Bảng 3")) + run(", trang ") + field("PAGEREF _x", run("12")) + run(". ")
        + field("PAGE", run("7")) + field('HYPERLINK "https://example.org/"', run("đây"))
        + f'<w:fldSimple w:instr=" SEQ Hình ">{run("4")}</w:fldSimple>'
    )  # fmt: skip
    paper = imported(root, paragraph(text))
    assert body(paper) == "Xem Bảng 3, trang 12. [đây](https://example.org/)4"
    assert said(paper, "“trang …” trỏ tới số trang của bản Word – cần sửa theo kỷ yếu (1 chỗ)")
    assert said(paper, "Số trang tự động (trường PAGE) bỏ đi (1 chỗ)")


def test_inserted_contents_are_dropped_and_told(root: Path) -> None:
    lines = paragraph(field(r"TOC \o", run("1. Một 3")), "T") + paragraph(run("2. Hai 4"), "T")
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Mục lục tự lập')}</w:sdtContent></w:sdt>"
    )
    paper = imported(root, paragraph("MỤC LỤC"), lines, control, paragraph("Sau."), parts=styles(T="toc 1"))
    assert body(paper) == "Sau."
    assert said(paper, "website và sách tự lập mục lục")


def test_prompt_of_a_control_goes_its_text_stays(root: Path) -> None:
    def control(more: str, text: str) -> str:
        return f"<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"

    text = control("<w:showingPlcHdr/>", "Click or tap here to enter text.") + control("", "đã điền")
    paper = imported(root, paragraph("<w:r/>" + text))
    assert body(paper) == "đã điền"
    assert said(paper, "Lời nhắc của ô điền sẵn")


def test_breaks_tabs_and_symbols(root: Path) -> None:
    inner = (
        '<w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:ptab/><w:t>d</w:t><w:br w:type="column"/>'
        '<w:t>e</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Webdings" w:char="F0AA"/>'
    )
    paper = imported(root, paragraph(f"<w:r>{inner}</w:r>"))
    assert body(paper) == "a\n\nb c d\n\ne✓\\[điền: ký hiệu Webdings F0AA]"
    assert said(paper, "Ký hiệu phông Webdings")


def deleted(text: str) -> str:
    return f'<w:del w:id="1">{run(text, tag="delText")}</w:del>'


def test_tracked_changes_are_accepted_and_counted(root: Path) -> None:
    gone, moved = '<w:rPr><w:del w:id="9"/></w:rPr>', '<w:rPr><w:moveFrom w:id="9"/></w:rPr>'
    blocks = [
        paragraph(run("Câu một ") + deleted("bỏ đi") + f'<w:ins w:id="2">{run("thêm")}</w:ins>' + run(" "), more=gone),
        paragraph("nối tiếp."),
        paragraph(f'<w:moveFrom w:id="3">{run("chuyển")}</w:moveFrom>', more=moved),
        paragraph(f'<w:moveTo w:id="4">{run("chuyển")}</w:moveTo>'),
    ]
    paper = imported(root, *blocks)
    assert body(paper) == "Câu một thêm nối tiếp.\n\nchuyển"
    assert paper.dropped.deleted == 2
    assert said(paper, "Track Changes) (1 chữ thêm, 2 chữ xóa, 1 đoạn chuyển chỗ, 2 dấu xuống dòng xóa)")


def test_deleted_and_hidden_rows(root: Path) -> None:
    def row(first: str, mark: str = "") -> str:
        return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc>{paragraph(first)}</w:tc><w:tc>{paragraph('x')}</w:tc></w:tr>"

    table = f"<w:tbl>{row('a')}{row('xóa', '<w:del/>')}{row('ẩn', '<w:hidden/>')}{row('b')}</w:tbl>"
    paper = imported(root, table)
    assert body(paper) == "| a | x |\n| --- | --- |\n| b | x |"
    assert (paper.dropped.deleted, paper.dropped.hidden) == (2, 2)


def test_text_boxes_follow_their_paragraph(root: Path) -> None:
    box = "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>{}</w:txbxContent>"
    boxed = box.format(paragraph("trong hộp") + paragraph("hai")) + "</v:textbox></v:shape></w:pict></w:r>"
    paper = imported(root, paragraph(run("Trước") + boxed), paragraph("Sau."))
    assert body(paper) == "Trước\n\ntrong hộp\n\nhai\n\nSau."
    assert said(paper, "Hộp chữ (text box) viết thành đoạn văn (1 chỗ)")


def test_raised_and_lowered(root: Path) -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    paper = imported(root, paragraph(run("m") + run("2", up) + run(" x") + run("th", up) + run(" a") + run("ij", down)))
    assert body(paper) == "m² x<sup>th</sup> a<sub>ij</sub>"
    assert "x<sup>th</sup> a<sub>ij</sub>" in shown(paper)


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |", "giá $5 và $6", "\ufdd01.\ufdd1 giả \ufdd2 nhãn", "<table><tr><td>x</td></tr></table>",
        "<sup>x</sup> <br>", "12. Năm", "+ một", "1) hai", "[điền: x]", "a_b_c *d* ~~e~~ `f` {.g}",
    ],
)  # fmt: skip
def test_text_stays_text(root: Path, text: str) -> None:
    paper = imported(root, paragraph("Trước " + text), paragraph(text))
    found = render(paper.text)
    assert not [one for one in found.fragments if one.kind in ("html", "attributes", "broken-table", "link", "table")]
    bare = "".join(char for char in text if not "\ufdd0" <= char <= "\ufdef")
    plain = "".join(found.plain.split())
    assert "".join(("Trước " + bare).split()) in plain
    assert plain.endswith("".join(bare.split()).lstrip("+12.)")) and not found.headings


def test_items_of_lists_keep_their_look(root: Path) -> None:
    assert body(imported(root, item("a"), item("b", 1), item("c"))) == "1. a\n   - b\n2. c"
