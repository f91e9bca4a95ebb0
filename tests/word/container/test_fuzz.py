"""Two hundred damaged Word files: each is imported or refused, soon, and a refused one leaves nothing behind."""

from __future__ import annotations

import io
import random
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest
from processor_time import at_most
from word.docx_builders import EVENT, OFFICE, docx, item, note, paragraph, picture, png, run, table
from word.fuzzing import archive, mutated, unpacked

from proceedings.model.errors import ProceedingsError
from proceedings.reading.load import read
from proceedings.word.formatting.measure import measure
from proceedings.word.manuscript import Wanted, read_manuscript
from proceedings.word.merging.save_paper import file_paper

_SECONDS = 20
_EACH = 50
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_HEAD = (
    paragraph("TRƯỜNG CHÍNH TRỊ TỈNH THANH HÓA", centred=True),
    paragraph("Đổi mới kiểm tra", "Title"),
    paragraph("ThS. Lê Văn Cường", centred=True),
    paragraph("Khoa Xây dựng Đảng, Trường Chính trị tỉnh Thanh Hóa"),
    paragraph(run("Tóm tắt: ", "b") + run("Bài viết nêu thực trạng.")),
    paragraph("Từ khóa: đổi mới; kiểm tra"),
)


def _rich() -> bytes:
    """Headings, lists, tables, notes, pictures, links, changes, comments, boxes, fields, formulas."""
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{then}'
        for kind, then in (
            ("begin", run(" PAGEREF muc1 ", tag="instrText")),
            ("separate", run("12")),
            ("end", ""),
        )
    )
    fraction = "".join(f"<m:{part}><m:r><m:t>{part}</m:t></m:r></m:{part}>" for part in ("num", "den"))
    formula = f'<m:oMath xmlns:m="{_MATH}"><m:f>{fraction}</m:f></m:oMath>'
    return docx(
        *_HEAD,
        paragraph("1. Thực trạng", "heading1"),
        paragraph(run("Chữ ", "b") + run("nghiêng", "i") + run("2", '<w:vertAlign w:val="superscript"/>') + note(1)),
        f"<w:p>{formula}{field}</w:p>",
        f"<w:p><w:ins>{run('thêm')}</w:ins><w:del>{run('bớt', tag='delText')}</w:del>{run('ẩn', 'vanish')}</w:p>",
        f'<w:p><w:hyperlink r:id="rIdLink">{run("liên kết")}</w:hyperlink></w:p>',
        *(item(f"mục {number}", number % 2) for number in range(4)),
        paragraph("Bảng 1. Số liệu"),
        table(("a", "b"), ("c", "d")),
        paragraph(picture(description="Sơ đồ")),
        paragraph("Hình 1. Sơ đồ"),
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('Chữ trong khung')}</w:txbxContent></w:pict></w:r></w:p>",
        f'<w:p><w:commentRangeStart w:id="0"/>{run("nhận xét")}<w:commentRangeEnd w:id="0"/></w:p>',
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:left="1701"/></w:sectPr>',
        notes=("Chú thích một.", "Chú thích hai."),
        parts={"word/media/image1.png": png(), "word/header1.xml": "<x/>"},
        relations=f'<Relationship Id="rIdLink" Type="{OFFICE}/hyperlink" Target="https://example.org/" '
        'TargetMode="External"/>',
    )


def _tabular() -> bytes:
    """Merged cells, tables in tables, headings that are only bold lines."""
    merged = (
        '<w:tbl><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Gộp ngang")}</w:tc></w:tr>'
        f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("Gộp dọc")}</w:tc>'
        f"<w:tc>{table(('trong', 'nữa'))}{paragraph('')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc><w:tc>{paragraph('d')}</w:tc></w:tr></w:tbl>"
    )
    bold = [paragraph(run(text, "b")) for text in ("I. MỞ ĐẦU", "1. Thực trạng", "1.1. Kết quả", "KẾT LUẬN")]
    return docx(*_HEAD, *(block for line in bold for block in (line, paragraph("Một đoạn văn."), merged)))


def _legacy() -> bytes:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/><w:sz w:val="28"/><w:spacing w:val="-4"/>'
    text = "§æi míi c«ng t¸c kiÓm tra, ®¸nh gi¸ ë Tr­êng ChÝnh trÞ"
    mixed = run("Chữ Unicode. ", '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>')
    return docx(*[paragraph(run(text, fonts)) for _ in range(6)], paragraph(mixed + run(text, fonts)))


def _python_docx() -> bytes:
    """A file with all the parts that a word processor adds: theme, settings, fonts, properties."""
    document = python_docx.Document()
    document.add_heading("Đổi mới kiểm tra", 0)
    document.add_paragraph("ThS. Lê Văn Cường")
    for level in (1, 2, 3):
        document.add_heading(f"{level}. Mục", level)
        document.add_paragraph("Một đoạn văn.", style="List Bullet")
        document.add_paragraph("Một đoạn văn.", style="List Number")
    cells = document.add_table(2, 3).rows[0].cells
    cells[0].merge(cells[1]).text = "Gộp"
    document.add_picture(io.BytesIO(png()))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


BASES: dict[str, Callable[[], bytes]] = {
    "rich": _rich,
    "tabular": _tabular,
    "legacy": _legacy,
    "python-docx": _python_docx,
}


def test_whole_files_are_imported(root: Path) -> None:
    proceedings = read(root).proceedings
    event = next(event for event in proceedings.events if event.id == EVENT)
    for name, make in BASES.items():
        wanted = Wanted(slug=name, convert_legacy=True)
        assert read_manuscript(archive(unpacked(make())), wanted, event, proceedings.units).text, name


@pytest.mark.slow
@pytest.mark.parametrize("base", BASES)
def test_damaged_files_are_imported_or_refused(base: str, root: Path) -> None:
    whole = archive(unpacked(BASES[base]()))
    proceedings = read(root).proceedings
    event = next(event for event in proceedings.events if event.id == EVENT)
    before = sorted(root.rglob("*"))
    results: Counter[str] = Counter()
    for number in range(_EACH):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # zipfile warns of the double names that are made here
            content = mutated(whole, random.Random(f"{base} {number}"))
        wanted = Wanted(slug=f"bai-{number}", file_name="Bài gửi", convert_legacy=True)
        with at_most(_SECONDS, f"for {base} {number}"):
            try:
                measure(content, event.guideline.limits.image_bytes)
                paper = read_manuscript(content, wanted, event, proceedings.units)
                file_paper(root, event, paper, content)
                results["imported"] += 1
            except ProceedingsError as refusal:
                results["refused"] += 1
                assert str(refusal).strip().isprintable(), f"{base} {number}: {refusal!r}"
                assert not list((root / "papers").rglob(f"bai-{number}*")), f"{base} {number}"
            except Exception as error:
                pytest.fail(f"{base} {number}: {error!r}")
    assert set(results) == {"imported", "refused"}
    left = {path for path in root.rglob("*") if path not in before}
    assert all(path.relative_to(root).as_posix().startswith(f"papers/{EVENT}/bai-") for path in left)
