"""Word's own equations as TeX between dollar signs, wherever they are; what cannot be drawn is marked."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest
from word.docx_builders import docx, note, paragraph, run

from proceedings.reading.markup import render
from proceedings.word.markdown.blocks import Writer
from proceedings.word.markdown.formulas import written
from proceedings.word.programs.pandoc import read_blocks
from proceedings.word.remark import Remark
from proceedings.word.wording import worded

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def r(text: str, *, words: bool = False) -> str:
    return f"<m:r>{'<m:rPr><m:nor/></m:rPr>' if words else ''}<m:t>{text}</m:t></m:r>"


def math(inner: str, *, display: bool = False) -> str:
    formula = f'<m:oMath xmlns:m="{M}">{inner}</m:oMath>'
    return f'<m:oMathPara xmlns:m="{M}">{formula}</m:oMathPara>' if display else formula


FRACTION = f"<m:f><m:num>{r('a')}</m:num><m:den>{r('b')}</m:den></m:f>"
ROOT = f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{r("x")}</m:e></m:rad>'
SUM = (
    f'<m:nary><m:naryPr><m:chr m:val="∑"/><m:limLoc m:val="undOvr"/></m:naryPr><m:sub>{r("i=1")}</m:sub>'
    f"<m:sup>{r('n')}</m:sup><m:e><m:sSub><m:e>{r('x')}</m:e><m:sub>{r('i')}</m:sub></m:sSub></m:e></m:nary>"
)
_ROWS = "".join(f"<m:mr><m:e>{r(a)}</m:e><m:e>{r(b)}</m:e></m:mr>" for a, b in ("ab", "cd"))
MATRIX = f"<m:d><m:e><m:m>{_ROWS}</m:m></m:e></m:d>"
ACCENTS = (
    f'<m:acc><m:accPr><m:chr m:val="̂"/></m:accPr><m:e>{r("x")}</m:e></m:acc>'
    f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>{r("y")}</m:e></m:bar>'
)
VIETNAMESE = r("Tỷ lệ đạt", words=True) + r("=") + r("Số bài") + r("×100%")


@pytest.mark.parametrize(
    ("inner", "tex"),
    [
        (FRACTION, r"\frac{a}{b}"),
        (ROOT, r"\sqrt{x}"),
        (SUM, r"\sum_{i = 1}^{n}x_{i}"),
        (MATRIX, r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"),
        (ACCENTS, r"\widehat{x}\overline{y}"),
        (VIETNAMESE, r"\text{Tỷ lệ đạt} = \text{Số bài} \times 100\%"),
    ],
)
def test_equation_reads_back_as_a_drawing(inner: str, tex: str) -> None:
    line = f"<w:p>{run('Ta có ')}{math(inner)}{run(' như trên.')}</w:p>"
    text, remarks = imported(docx(line, f"<w:p>{math(inner, display=True)}</w:p>"))
    assert not remarks
    assert f"Ta có ${tex}$ như trên." in text
    assert f"\n$${tex}$$\n" in text
    page = render(text)
    assert page.html.count("<svg") == 2
    assert page.fragments == ()


def test_equation_in_a_cell_a_heading_and_a_note() -> None:
    bars = math(r("|x|"))
    call = f"<w:p>{run('Theo sách.')}{note(1)}</w:p>"
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('Cột')}</w:tc></w:tr><w:tr><w:tc><w:p>{bars}</w:p></w:tc></w:tr></w:tbl>"
    two = cell.replace("</w:tc></w:tr>", f"</w:tc><w:tc>{paragraph('B')}</w:tc></w:tr>")
    title = f'<w:p><w:pPr><w:pStyle w:val="heading1"/></w:pPr>{run("Tỷ số ")}{math(FRACTION)}</w:p>'
    sample = docx(title, call, two, notes=("THAY",))
    footnote = paragraph(f"<w:r><w:t>Là </w:t></w:r>{math(ROOT)}")
    content = _replaced(sample, "word/footnotes.xml", paragraph("THAY"), footnote)
    text, _ = imported(content)
    assert r"# Tỷ số $\frac{a}{b}$" in text
    assert r"| $\vert x\vert$ | B |" in text
    assert r"[^1]: Là $\sqrt{x}$" in text
    assert render(text).html.count("<svg") == 3


def test_money_of_the_text_stays_money() -> None:
    touching = f"<w:p>{run('Cần 5')}{math(FRACTION)}{run('7 phần.')}</w:p>"
    text, _ = imported(docx(paragraph("Giá $x$ và 5$, $a + b$ là chữ."), touching))
    assert "Giá \\$x\\$ và 5\\$" in text
    assert "Cần &#53;$\\frac{a}{b}$&#55; phần." in text
    page = render(text)
    assert page.html.count("<svg") == 1
    assert "Giá $x$ và 5$, $a + b$ là chữ." in page.plain


def test_what_cannot_be_drawn_is_marked_and_said() -> None:
    text, remarks = imported(docx(f"<w:p>{run('Xem ')}{math(r('漢'))}{run(' ở đây.')}</w:p>"))
    assert "điền: công thức 漢" in text.replace("\\", "")
    assert any("công thức không vẽ được" in worded(remark) for remark in remarks)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"5 - xyz", r"${}5 - xyz$"),
        ("x\\ ", "$x$"),
        (r"\| x \|", r"$\Vert  x \Vert$"),
        (r"n\ là\ số", r"$\text{n là số}$"),
        (r"\foo", ""),
        ("{" * 30 + "}" * 30, ""),
        ("x" * 100_000, ""),
    ],
)
def test_tex_is_written_so_that_it_reads_back(tex: str, expected: str) -> None:
    assert written(tex, display=False)[0] == expected
    if expected:
        assert render(f"Có {expected} ở đây.").html.count("<svg") == 1


def imported(content: bytes) -> tuple[str, Counter[Remark]]:
    """Return the Markdown of a Word file, and what its writer remarks."""
    writer = Writer(figure=lambda _: "")
    return writer.write(read_blocks(content)), writer.remarks


def _replaced(content: bytes, part: str, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            assert name != part or old.encode() in data
            archive.writestr(name, data.replace(old.encode(), new.encode()) if name == part else data)
    return target.getvalue()
