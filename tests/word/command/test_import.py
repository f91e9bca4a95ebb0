"""A simple manuscript becomes a paper: title, authors, text, figures; nothing lost, nothing leaked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from word.docx_builders import EVENT, W, docx, item, note, paragraph, picture, png, run, table

from proceedings.reading.markup import render

Command = Callable[..., int]
HEAD = (
    paragraph(run("ĐỔI MỚI CÔNG TÁC KIỂM TRA CỦA ĐẢNG", "b"), centred=True),
    paragraph(run("Ở TRƯỜNG CHÍNH TRỊ TỈNH THANH HÓA", "b"), centred=True),
    paragraph(run("PGS, TS. Nguyễn Văn An – Trưởng khoa, Khoa Xây dựng Đảng", "i"), centred=True),
    paragraph("ThS. Trần Thị Bình – Giảng viên, Trường Chính trị tỉnh Nghệ An"),
)


def paper(root: Path, slug: str) -> str:
    return (root / "papers" / EVENT / f"{slug}.md").read_text(encoding="utf-8")


def body(root: Path, slug: str) -> str:
    return paper(root, slug).split("---\n", 2)[2].strip()


def test_simple_paper(root: Path, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    content = docx(
        *HEAD,
        paragraph("Mở đầu bài viết."),
        paragraph("1. Thực trạng", "heading1"),
        paragraph(run("Công tác ") + run("kiểm tra", "b") + run(" được chú trọng") + note(1) + run(".")),
        paragraph("1.1. Kết quả", "heading2"),
        item("Thứ nhất"),
        item("chi tiết", 1),
        item("Thứ hai"),
        paragraph(run("Bảng 1. Số liệu", "b")),
        table(("Năm", "Số | lượt"), ("2020", "15")),
        paragraph(picture(description="Biểu đồ cột")),
        paragraph("Hình 1. Sơ đồ kiểm tra"),
        notes=("Nghị quyết số 1.",),
        parts={"word/media/image1.png": png()},
    )
    assert command(content, "--topic", "1", "--received", "2021-10-20") == 0
    slug = "doi-moi-cong-tac-kiem-tra-cua-dang-o-truong-chinh-tri-tinh"
    assert paper(root, slug) == (
        "---\n"
        "title: Đổi mới công tác kiểm tra của Đảng ở Trường Chính trị tỉnh Thanh Hóa\n"
        "authors:\n"
        "  - {name: Nguyễn Văn An, degree: PGS.TS., position: Trưởng khoa, unit: khoa-xdd}\n"
        "  - {name: Trần Thị Bình, degree: ThS., position: Giảng viên, unit: tct-nghe-an}\n"
        'topic: "1"\n'
        "received: 2021-10-20\n"
        "---\n\n"
        "Mở đầu bài viết.\n\n"
        "## 1. Thực trạng\n\n"
        "Công tác **kiểm tra** được chú trọng[^1].\n\n"
        "### 1.1. Kết quả\n\n"
        "1. Thứ nhất\n   - chi tiết\n2. Thứ hai\n\n"
        "Bảng 1. Số liệu\n\n"
        "| Năm | Số \\| lượt |\n| --- | --- |\n| 2020 | 15 |\n\n"
        f'![Biểu đồ cột]({slug}/hinh-1.png "Hình 1. Sơ đồ kiểm tra")\n\n'
        "[^1]: Nghị quyết số 1.\n"
    )
    folder = root / "papers" / EVENT / slug
    assert (folder / "hinh-1.png").read_bytes() == png()
    assert (folder / "original.docx").read_bytes() == content
    assert not list((root / "papers").glob(".import-*"))
    report = capsys.readouterr().out
    assert "viết hoa toàn bộ" in report
    assert "không thấy trong bài" not in report


def test_title_style_and_shared_school(root: Path, command: Command) -> None:
    content = docx(
        paragraph("TRƯỜNG CHÍNH TRỊ TỈNH THANH HÓA", centred=True),
        paragraph("Một tên bài: có dấu hai chấm", "Title"),
        paragraph("Tác giả: Lê Văn Cường, ThS. Phạm Thị Dung"),
        paragraph("Trường Chính trị tỉnh Nghệ An"),
        paragraph("Tóm tắt: Bài viết nói về đổi mới."),
        paragraph("Từ khóa: đổi mới, sáng tạo."),
        paragraph("Nội dung."),
    )
    assert command(content, "--slug", "mot-bai") == 0
    text = paper(root, "mot-bai")
    assert 'title: "Một tên bài: có dấu hai chấm"\n' in text
    assert "- {name: Lê Văn Cường, unit: tct-nghe-an}\n" in text
    assert "- {name: Phạm Thị Dung, degree: ThS., unit: tct-nghe-an}\n" in text
    assert "abstract: Bài viết nói về đổi mới.\nkeywords: [đổi mới, sáng tạo]\n" in text
    assert body(root, "mot-bai") == "Nội dung."


def test_unknown_unit_is_the_organizer_and_is_said(
    root: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (paragraph("Tên bài viết", "Title"), paragraph("TS. Nguyễn Văn An, Trường Chính trị tỉnh Lào Cai"))
    assert command(docx(*lines, paragraph("Nội dung.")), "--slug", "bai") == 0
    assert "- {name: Nguyễn Văn An, degree: TS., unit: tct-thanh-hoa}" in paper(root, "bai")
    assert "“Trường Chính trị tỉnh Lào Cai” không có trong units.yml" in capsys.readouterr().out


def test_hidden_deleted_and_comments_are_left_out(
    root: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = (
        '<w:del w:id="1" w:author="Người Sửa">' + run("chữ đã xóa", tag="delText") + "</w:del>"
        '<w:ins w:id="2" w:author="Người Sửa">' + run("chữ thêm ") + "</w:ins>"
        '<w:commentRangeStart w:id="3"/>' + run("chữ thấy") + '<w:commentRangeEnd w:id="3"/>'
        '<w:r><w:commentReference w:id="3"/></w:r>' + run("chữ ẩn", "vanish")
    )
    remark = f'<w:comment w:id="3" w:author="Người Sửa">{paragraph("lời phê")}</w:comment>'
    comments = f'<w:comments xmlns:w="{W}">{remark}</w:comments>'
    content = docx(*HEAD, paragraph(changed), paragraph("bí mật", "Secret"), parts={"word/comments.xml": comments})
    assert command(content, "--slug", "bai") == 0
    assert body(root, "bai") == "chữ thêm chữ thấy"
    for leak in ("Người Sửa", "lời phê", "NGUOI-SOAN-BI-MAT", "bí mật"):
        assert leak not in paper(root, "bai")
    report = capsys.readouterr().out
    assert "3 chữ đã xóa" in report
    assert "4 chữ ẩn" in report
    assert "1 nhận xét" in report


@pytest.mark.parametrize(
    "text",
    [
        '{: onmouseover="alert(1)" style="x" } sau',
        "trước { #muc .lop onclick=alert(1) }",
        "<script>alert(1)</script> a < b &lt; &amp;",
        "*sao* _gạch_ `mã` ~~xóa~~ [1] ![x](y) [^1] \\ | # a",
        "[a]: javascript:alert(1)",
        "[x](javascript:alert(1))",
        "# không phải mục",
        "> không trích",
        "---",
        "2021. Năm ấy",
        "==== ",
        "{{ x }} {% y %}",
    ],
)
def test_text_stays_text(root: Path, command: Command, text: str) -> None:
    assert command(docx(*HEAD, paragraph("Đầu."), paragraph(text)), "--slug", "bai") == 0
    rendered = render(body(root, "bai"), folder="bai")
    assert not [f for f in rendered.fragments if f.kind in ("html", "attributes", "image", "link", "unsafe-link")]
    assert "".join(rendered.plain.split()) == "Đầu." + "".join(text.split())
    assert not rendered.headings


def test_emphasis_reads_back(root: Path, command: Command) -> None:
    mixed = run("“đậm” ", "b") + run("liền") + run("nghiêng,", "i") + run("sau") + run("a", "b") + run("b", "b", "i")
    assert command(docx(*HEAD, paragraph("Đầu."), paragraph(mixed)), "--slug", "bai") == 0
    page = render(body(root, "bai")).html
    assert "<strong>“đậm”</strong> liền<em>nghiêng</em>,sau<strong>a<em>b</em></strong>" in page


def test_bold_numbered_lines_are_headings(root: Path, command: Command) -> None:
    lines = ["I. Mở đầu", "1. Khái niệm", "2. Vai trò", "1.1. Nhỏ", "II. Giải pháp", "Kết luận"]
    blocks = [block for line in lines for block in (paragraph(run(line, "b")), paragraph("Nội dung."))]
    assert command(docx(*HEAD, *blocks), "--slug", "bai") == 0
    found = [(heading.level, heading.text) for heading in render(body(root, "bai")).headings]
    assert found == list(zip([2, 3, 3, 4, 2, 2], lines, strict=True))


def test_typed_lists_breaks_and_composed_letters(root: Path, command: Command) -> None:
    broken = "<w:r><w:t>Dòng một</w:t><w:br/><w:t>dòng hai</w:t></w:r>"
    blocks = [paragraph(text) for text in ("Gồm:", "- Một", "- Hai", "+ Hai rưỡi", "Hết")]
    odd = paragraph("Tie\u0302\u0301ng\u00a0Vie\u0323\u0302t\u200b có\u00ad dấu")
    assert command(docx(*HEAD, *blocks, odd, paragraph(broken)), "--slug", "bai") == 0
    expected = "Gồm:\n\n- Một\n- Hai\n  - Hai rưỡi\n\nHết\n\nTiếng Việt có dấu\n\nDòng một\n\ndòng hai"
    assert body(root, "bai") == expected


def test_note_of_the_title_is_kept(root: Path, command: Command) -> None:
    title = paragraph(run("Tên bài viết") + note(1), "Title")
    content = docx(title, paragraph("ThS. Lê Văn Cường"), paragraph("Nội dung."), notes=("Đề tài cấp trường.",))
    assert command(content, "--slug", "bai") == 0
    assert body(root, "bai") == "Nội dung.[^1]\n\n[^1]: Đề tài cấp trường."


def test_letterhead_subtitle_and_names_in_capitals(
    root: Path, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        paragraph("TRƯỜNG CHÍNH TRỊ", centred=True),
        paragraph(run("THAM LUẬN", "b"), centred=True),
        paragraph(run("NÂNG CAO CHẤT LƯỢNG THEO KẾT LUẬN SỐ 14-KL/TW CỦA BỘ CHÍNH TRỊ", "b"), centred=True),
        paragraph(run("(Qua thực tiễn tỉnh Nghệ An)", "i"), centred=True),
        paragraph(run("GVC, ThS. NGUYỄN THỊ HÒA", "b"), centred=True),
        paragraph("Phó Trưởng khoa, Trường Chính trị tỉnh Thanh Hoá"),
        paragraph("Email: hoa@example.org"),
        paragraph("Nội dung."),
    )
    assert command(docx(*lines), "--slug", "bai") == 0
    text = paper(root, "bai")
    title = "Nâng cao chất lượng theo Kết luận số 14-KL/TW của Bộ Chính trị (Qua thực tiễn tỉnh Nghệ An)"
    assert f'title: "{title}"\n' in text
    author = 'name: Nguyễn Thị Hòa, degree: ThS., position: "Giảng viên chính, Phó Trưởng khoa", unit: tct-thanh-hoa'
    assert f"- {{{author}}}\n" in text
    assert body(root, "bai") == "Nội dung."
    assert "hoa@example.org" not in text
    report = capsys.readouterr().out
    assert "hoa@example.org" in report
    assert "Bỏ phần tiêu ngữ: “TRƯỜNG CHÍNH TRỊ”; “THAM LUẬN”." in report
