"""The manuscript with comments is the file that was sent: only marks are added, at the paragraphs that are meant."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from docx import Document
from word.docx_builders import W, docx, note, paragraph, run, table

from proceedings.model.finding import Finding, Severity, Subject, detail
from proceedings.model.guideline import Guideline
from proceedings.word.container.package import open_package, pack
from proceedings.word.container.refusal import RefusedError
from proceedings.word.container.relations import check_relations
from proceedings.word.reply.annotate import annotate
from proceedings.word.reply.received_file import open_received

TITLE = "ĐỔI MỚI PHƯƠNG PHÁP GIẢNG DẠY"
AUTHOR = "ThS. Nguyễn Văn A"
FIRST = "Đoạn mở đầu nói về yêu cầu đổi mới phương pháp giảng dạy lý luận chính trị ở nhà trường hiện nay."
SECOND = "Đoạn thứ hai nêu kinh nghiệm dùng tình huống trong giờ thảo luận và cách kiểm tra học viên sau buổi học."
NOTE = "Xem thêm giáo trình trung cấp lý luận chính trị, phần thứ nhất."
PAPER = f"""---
title: Đổi mới phương pháp giảng dạy
authors:
  - {{name: Nguyễn Văn A, unit: truong-a}}
topic: "1"
---

## Mở đầu

{FIRST.replace("giảng dạy", "**giảng dạy**")}[^1]

{SECOND}

| Năm | Kết quả học tập của học viên |
| --- | --- |
| 2020 | Đạt yêu cầu |

[^1]: {NOTE}
"""
BLOCKS = (
    paragraph(TITLE),
    paragraph(AUTHOR),
    paragraph("1. Mở đầu"),
    paragraph(run(FIRST) + note(1)),
    paragraph(run(SECOND[:30]) + run(SECOND[30:], "b")),
    table(("Năm", "Kết quả học tập của học viên"), ("2020", "Đạt yêu cầu")),
)


def finding(line: int, message: str = "Có lỗi.", code: str = "KY805") -> Finding:
    return Finding(
        code=code, severity=Severity.WARNING, path="x.md", line=line, message=message, fix="Sửa lại.", url=""
    )


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(PAPER.split("\n"), 1) if text in line)


def annotated(content: bytes, *findings: Finding, paper: str = PAPER) -> bytes:
    return annotate(open_received(content, Guideline().limits)[1], findings, paper)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_python_docx(*texts: str, font: str = "Times New Roman") -> bytes:
    """Return a Word file as another program writes it; that of `docx` names too few types for python-docx to open."""
    made, target = Document(), io.BytesIO()
    for text in texts:
        made.add_paragraph().add_run(text).font.name = font
    made.save(target)
    return target.getvalue()


def commented(content: bytes) -> list[str]:
    """Return the text of each paragraph with a comment, in the order of the comments."""
    root = ElementTree.fromstring(parts(content)["word/document.xml"])
    found = {}
    for one in root.iter(f"{{{W}}}p"):
        for mark in one.findall(f"{{{W}}}commentRangeStart"):
            found[int(mark.get(f"{{{W}}}id", ""))] = "".join(text.text or "" for text in one.iter(f"{{{W}}}t"))
    return [found[number] for number in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:", TITLE),
        ("authors:", AUTHOR),
        ("name: Nguyễn", AUTHOR),
        ("## Mở đầu", "1. Mở đầu"),
        ("Đoạn mở đầu", FIRST),
        ("Đoạn thứ hai", SECOND),
        ("| Năm", "Kết quả học tập của học viên"),
        ("| 2020", "Đạt yêu cầu"),
        ("[^1]:", FIRST),
        ("topic:", TITLE),
    ],
)
def test_a_line_of_the_paper_leads_to_its_paragraph(text: str, expected: str) -> None:
    assert commented(annotated(docx(*BLOCKS, notes=(NOTE,)), finding(line_of(text)))) == [expected]


def test_what_has_no_place_stands_at_the_first_paragraph_with_text() -> None:
    content = docx(paragraph(""), "<w:p/>", *BLOCKS)
    assert commented(annotated(content, finding(0), finding(999))) == [TITLE, TITLE]


def test_beginnings_quoted_by_a_finding_on_the_word_file_lead_to_their_paragraphs() -> None:
    quoted = f"Phông sai: Arial (kiểu “Body Text Indent 2” đặt, đoạn đầu tiên “{SECOND[:40]}…”); B (“{FIRST[:30]}…”)."
    about = detail(Subject.PARAGRAPHS, beginnings=(f"{SECOND[:40]}…", f"{FIRST[:30]}…"))
    out = annotated(by_python_docx(TITLE, FIRST, SECOND), replace(finding(0, quoted, "KY303"), detail=about))
    assert commented(out) == [SECOND, FIRST]
    texts = [comment.text for comment in Document(io.BytesIO(out)).comments]
    assert texts[0].startswith("Phông sai")
    assert "xem nhận xét KY303" in texts[1]


def test_equal_paragraphs_are_told_apart_by_their_place() -> None:
    paper = "---\ntitle: A\n---\n\nLặp lại nguyên văn.\n\n" + "Khác hẳn câu kia.\n\n" * 6 + "Lặp lại nguyên văn.\n"
    blocks = [paragraph("Lặp lại nguyên văn.", more="<w:keepNext/>")]
    blocks += [paragraph("Khác hẳn câu kia.")] * 6 + [paragraph("Lặp lại nguyên văn.")]
    root = parts(annotated(docx(*blocks), finding(19), paper=paper))["word/document.xml"].decode()
    assert root.index("commentRangeStart") > root.index("Khác hẳn")


def test_a_paragraph_in_a_legacy_encoding_is_found_by_what_it_means() -> None:
    old = "C«ng t¸c x©y dùng §¶ng ë tØnh ta ®¹t nhiÒu kÕt qu¶ quan träng"
    paper = "---\ntitle: A\n---\n\nCông tác xây dựng Đảng ở tỉnh ta đạt nhiều kết quả quan trọng\n"
    out = annotated(by_python_docx("Tên bài", old, font=".VnTime"), finding(5), paper=paper)
    assert commented(out) == [old]
    assert [one.text for one in Document(io.BytesIO(out)).paragraphs] == ["Tên bài", old]


def test_a_text_box_carries_its_comment_on_the_paragraph_it_hangs_on() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(SECOND)}</w:txbxContent></w:pict></w:r>"
    out = annotated(docx(paragraph(TITLE), paragraph(run(FIRST) + box)), finding(line_of("Đoạn thứ hai")))
    root = ElementTree.fromstring(parts(out)["word/document.xml"])
    (mark,) = root.iter(f"{{{W}}}commentRangeStart")
    assert mark in list(root.findall(f".//{{{W}}}body/{{{W}}}p")[1])


def test_all_but_the_marks_keeps_its_bytes() -> None:
    content = docx(
        *BLOCKS,
        paragraph(f'<w:ins w:id="9" w:author="B">{run("thêm")}</w:ins><w:del>{run("bớt", tag="delText")}</w:del>'),
        notes=(NOTE,),
        parts={"word/media/image1.png": b"\x89PNG", "word/theme/theme1.xml": "<a  x='1' />"},
    )
    before, after = parts(content), parts(annotated(content, finding(2), finding(line_of("Đoạn thứ hai"))))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    marks = (
        rb'<w:commentRangeStart w:id="\d"/>|<w:commentRangeEnd w:id="\d"/><w:r><w:commentReference w:id="\d"/></w:r>'
    )
    assert len(re.findall(marks, after["word/document.xml"])) == 4
    assert re.sub(marks, b"", after["word/document.xml"]) == before["word/document.xml"]
    assert list(after)[: len(before)] == list(before)


def test_the_file_passes_our_gate_and_is_read_by_python_docx() -> None:
    out = annotated(by_python_docx(TITLE, AUTHOR, FIRST), finding(2, "Tên <bài> & “trích”\x07."))
    check_relations(open_package(out, 1000))
    document = Document(io.BytesIO(out))
    assert [one.text for one in document.paragraphs][:2] == [TITLE, AUTHOR]
    (comment,) = document.comments
    assert (comment.author, comment.initials) == ("Ban biên tập", "BBT")
    lines = [one.text for one in comment.paragraphs]
    assert lines[:2] == ["Tên <bài> & “trích” .", "Cách sửa: Sửa lại."]
    assert lines[2] == "(Nên sửa – KY805)"


def test_comments_of_the_author_stay_and_ours_get_numbers_of_their_own() -> None:
    made = Document()
    made.add_comment(made.add_paragraph(FIRST).runs, text="Của tác giả", author="Lê Văn C", initials="C")
    target = io.BytesIO()
    made.save(target)
    out = Document(io.BytesIO(annotated(target.getvalue(), finding(0))))
    assert [(comment.author, comment.text.split("\n")[0]) for comment in out.comments] == [
        ("Lê Văn C", "Của tác giả"),
        ("Ban biên tập", "Có lỗi."),
    ]
    assert len({comment.comment_id for comment in out.comments}) == 2


def test_our_comments_of_the_round_before_give_way_and_those_of_others_stay() -> None:
    made = Document()
    made.add_comment(made.add_paragraph(FIRST).runs, text="Của tác giả", author="Lê Văn C", initials="C")
    target = io.BytesIO()
    made.save(target)
    sent = target.getvalue()
    once = annotated(sent, finding(0, "Lần một."), finding(0, "Lần một nữa."))
    saved = io.BytesIO()  # as the author's program writes it
    Document(io.BytesIO(once)).save(saved)
    again = annotated(saved.getvalue(), finding(0, "Lần hai."))
    assert [comment.text.split("\n")[0] for comment in Document(io.BytesIO(again)).comments] == [
        "Của tác giả",
        "Lần hai.",
    ]
    text = parts(again)["word/document.xml"]
    assert [text.count(mark) for mark in (b"commentRangeStart", b"commentRangeEnd", b"commentReference ")] == [2, 2, 2]
    plain = open_received(once, Guideline().limits)[1].parts
    assert plain["word/document.xml"] == parts(sent)["word/document.xml"]
    assert [comment.author for comment in Document(io.BytesIO(pack(dict(plain)))).comments] == ["Lê Văn C"]
    assert open_received(sent, Guideline().limits)[1].parts == parts(sent)


def test_comments_speak_to_the_author_of_word_only() -> None:
    paper = '---\ntitle: A\n---\n\n![](a/hinh-1.png "Hình 1. B")\n'
    coarse = Finding(
        code="KY504",
        severity=Severity.WARNING,
        path="x.md",
        line=5,
        message="Hình “a/hinh-1.png” chỉ có 90 điểm ảnh mỗi inch khi in rộng 150 mm.",
        fix="Dùng ảnh gốc rộng ít nhất 900 điểm ảnh (quy định 150 điểm mỗi inch), "
        "hoặc thu hình còn rộng 89 mm trong Word rồi gửi lại.",
        url="",
        detail=detail(Subject.FIGURE_COARSE, figure=1, dpi=90, width_mm=150, needed=900, narrow_mm=89),
    )
    out = annotated(
        by_python_docx(TITLE, FIRST),
        coarse,
        replace(
            finding(2, "Mục bắt buộc “authors” để trống.", "KY102"),
            detail=detail(Subject.FIELD_EMPTY, place="authors"),
        ),
        finding(0, "Bài trùng với papers/e/b.md (giống 90% lời văn).", "KY109"),
        finding(0, "Bài nhận muộn.", "KY601"),
        finding(0, "Tên tệp lạ.", "KY904"),
        paper=paper,
    )
    first, second = (comment.text for comment in Document(io.BytesIO(out)).comments)
    assert first.startswith("Hình 1 chỉ có 90 điểm ảnh")
    assert "ít nhất 900 điểm ảnh (Insert > Pictures), hoặc kéo góc hình cho nhỏ lại, còn rộng 8,9 cm." in first
    assert second.startswith("Mục bắt buộc “tác giả” để trống.")


def test_the_same_input_gives_the_same_bytes_and_the_date_of_the_file() -> None:
    core = '<c xmlns:d="http://purl.org/dc/terms/"><d:modified>2021-10-22T07:30:00Z</d:modified></c>'
    content = docx(*BLOCKS, parts={"docProps/core.xml": core})
    out = annotated(content, finding(2))
    assert out == annotated(content, finding(2))
    assert b'w:date="2021-10-22T07:30:00Z"' in parts(out)["word/comments.xml"]
    assert b'w:date="2000-01-01T00:00:00Z"' in parts(annotated(docx(*BLOCKS), finding(2)))["word/comments.xml"]


def test_without_findings_nothing_is_added() -> None:
    content = docx(*BLOCKS)
    assert parts(annotated(content)) == parts(content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_and_prefixes_of_the_text(encoding: str) -> None:
    text = f'<document xmlns="{W}"><body><p><pPr><keepNext/></pPr><r><t>{TITLE}</t></r></p><p/></body></document>'
    declared = f'<?xml version="1.0" encoding="{"UTF-16" if encoding == "utf-16" else "UTF-8"}"?>{text}'
    content = docx(parts={"word/document.xml": declared.encode(encoding)})
    assert commented(annotated(content, finding(2))) == [TITLE]


def test_a_file_without_text_stays_and_one_that_does_not_pass_the_gate_is_refused() -> None:
    assert parts(annotated(docx(paragraph("")), finding(0))) == parts(docx(paragraph("")))
    with pytest.raises(RefusedError):
        annotated(b"PK\x03\x04", finding(0))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice không có trên máy này (LibreOffice is absent)")
def test_libreoffice_opens_it_and_shows_the_comments(tmp_path: Path) -> None:
    out = annotated(docx(*BLOCKS, notes=(NOTE,)), finding(2, "Tên bài viết hoa."), finding(line_of("Đoạn thứ hai")))
    (tmp_path / "bai.docx").write_bytes(out)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "bai.docx")], check=True, capture_output=True, timeout=1_200)
    with pikepdf.open(tmp_path / "bai.pdf") as pdf:
        shown = [str(one.get("/Contents")) for one in pdf.pages[0].obj["/Annots"] if one.get("/Subtype") == "/Text"]
    assert sorted(text.split("\n")[0] for text in shown) == ["Có lỗi.", "Tên bài viết hoa."]
