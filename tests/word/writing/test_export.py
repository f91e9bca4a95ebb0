"""A paper as a Word file: read back with another reader, and through the importer to the same paper again."""

from __future__ import annotations

import difflib
import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pypandoc
import pytest
from book.harness import CONTENT
from PIL import Image
from word.docx_builders import W

from proceedings.model.paper import Figure, Paper
from proceedings.model.proceedings import Proceedings
from proceedings.pipeline.word_paper import word_paper
from proceedings.reading.load import read
from proceedings.reading.markup import render
from proceedings.reading.picture_size import picture_size
from proceedings.text.letters import words
from proceedings.word.manuscript import Wanted, read_manuscript
from proceedings.word.remark import Kind
from proceedings.word.writing.sample import sample_paper

PAPERS = sorted(
    path.relative_to(CONTENT).as_posix() for path in (CONTENT / "papers").glob("*/*.md") if path.name != "foreword.md"
)
TALK = "2021-toa-dam-kl14"


@pytest.fixture(scope="module")
def proceedings() -> Proceedings:
    return read(CONTENT).proceedings


def exported(paper: Paper, proceedings: Proceedings) -> bytes:
    return word_paper(paper, proceedings.event(paper.event), proceedings).content


def written(text: str, proceedings: Proceedings) -> bytes:
    """Export a text as the sample of an event."""
    return exported(replace(sample_paper(proceedings.event(TALK)), text=text), proceedings)


def as_markdown(content: bytes) -> str:
    return pypandoc.convert_text(content, "markdown", format="docx", extra_args=["--wrap=none"])


def tree(content: bytes, part: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(part))


def count(element: ElementTree.Element, name: str) -> int:
    return len(list(element.iter(f"{{{W}}}{name}")))


@pytest.mark.parametrize("path", PAPERS)
def test_round_trip(path: str, proceedings: Proceedings) -> None:
    paper = next(paper for paper in proceedings.papers if paper.path == path)
    content = exported(paper, proceedings)
    wanted = Wanted(slug=paper.slug, received=paper.front.received)
    again = read_manuscript(content, wanted, proceedings.event(paper.event), proceedings.units)
    assert replace(paper.front, review=None) == again.front
    before, after = render(paper.text, folder=paper.slug), render(again.text, folder=paper.slug)
    assert [(one.level, one.text) for one in before.headings] == [(one.level, one.text) for one in after.headings]
    for part in ("<table", "<td", "<th", "<caption", "<figure", "<figcaption", '<li id="fn-', "<li", "<blockquote"):
        assert before.html.count(part) == after.html.count(part), part
    changed = list(difflib.unified_diff(words(before.plain), words(after.plain), lineterm="", n=2))
    assert not changed
    assert not [remark for remark in again.remarks if remark.kind is Kind.WORDS_LOST]


def test_marks_of_text_read_back(proceedings: Proceedings) -> None:
    page = as_markdown(
        written(
            "Chữ **đậm**, *nghiêng*, ***cả hai***, ~~bỏ~~, H<sub>2</sub>O, m<sup>2</sup>, "
            '[trang](https://example.org/a?b=1&c=2 "x").\n',
            proceedings,
        )
    )
    assert "Chữ **đậm**, *nghiêng*, ***cả hai***, ~~bỏ~~, H~2~O, m^2^" in page
    assert "(https://example.org/a?b=1&c=2)" in page


def test_notes_are_real_and_a_second_call_is_one_note(proceedings: Proceedings) -> None:
    content = written("Một[^1] hai[^2] ba[^1].\n\n[^1]: Lời *một*.\n\n    Đoạn nữa.\n[^2]: Lời hai.\n", proceedings)
    assert count(tree(content), "footnoteReference") == 2
    notes = [note for note in tree(content, "word/footnotes.xml") if note.get(f"{{{W}}}type") is None]
    assert [len(note) for note in notes] == [2, 1]
    assert "NOTEREF chu_thich_1" in "".join(tree(content).itertext())
    page = as_markdown(content)
    assert "[^1]: Lời *một*.\n\n    Đoạn nữa.\n" in page
    assert "[^2]: Lời hai.\n" in page


def test_merged_cells_and_header_rows(proceedings: Proceedings) -> None:
    rows = (
        '<table><thead><tr><th colspan="2">Hai cột</th><th>Một</th></tr></thead><tbody><tr><td rowspan="2">dọc</td>'
        "<td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>\n"
    )
    table = docx.Document(io.BytesIO(written(rows, proceedings))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Hai cột", "Hai cột", "Một"], ["dọc", "a", "b"], ["dọc", "c", "d"],
    ]  # fmt: skip
    assert count(tree(written(rows, proceedings)), "tblHeader") == 1


def test_figure_keeps_its_words_and_fits_the_page(proceedings: Proceedings) -> None:
    paper = sample_paper(proceedings.event(TALK))
    document = docx.Document(io.BytesIO(exported(paper, proceedings)))
    shape = document.inline_shapes[0]
    assert shape._inline.docPr.get("descr").startswith("Ba ô nối nhau")
    assert round(shape.width.mm) <= 160
    captions = [found.text for found in document.paragraphs if found.style and found.style.name == "Caption"]
    assert captions == ["Hình 1. Ba bước của nhật ký giờ giảng", "Bảng 1. Phân công đọc lại nhật ký trong một tháng"]


@pytest.mark.parametrize(("dots", "mm"), [(300, 101.6), (150, 160.0), (96, 160.0)])
def test_photograph_goes_out_and_comes_back_as_large(proceedings: Proceedings, dots: int, mm: float) -> None:
    """1,200 dots across: as wide as its file says, no wider than the text; the same width after the way back."""
    event, target = proceedings.event(TALK), io.BytesIO()
    Image.new("RGB", (1200, 600), "red").save(target, "PNG", dpi=(dots, dots))
    figures = (Figure(name="bai-mau/anh.png", content=target.getvalue()),)
    paper = replace(sample_paper(event), text='Lời.\n\n![Ảnh](bai-mau/anh.png "Hình 1. Ảnh")\n', figures=figures)
    content = exported(paper, proceedings)
    assert docx.Document(io.BytesIO(content)).inline_shapes[0].width.mm == pytest.approx(mm, abs=0.5)
    (again,) = read_manuscript(content, Wanted(slug="lai"), event, proceedings.units).figures.values()
    size = picture_size("hinh-1.png", again)
    assert size.width / 96 * 25.4 == pytest.approx(mm, abs=1)


def test_missing_figure_is_said(proceedings: Proceedings) -> None:
    event = proceedings.event(TALK)
    paper = replace(sample_paper(event), text='![Một sơ đồ](bai-mau/mat.png "Hình 1. Sơ đồ")\n')
    found = word_paper(paper, event, proceedings)
    assert any("mat.png" in remark for remark in found.remarks)
    assert "[Một sơ đồ]" in "".join(tree(found.content).itertext())


def test_lists_count_on_their_own(proceedings: Proceedings) -> None:
    page = as_markdown(written("1. Một\n   - gạch\n2. Hai\n\nGiữa.\n\n3. Ba\n4. Bốn\n", proceedings))
    assert [" ".join(line.split()) for line in page.split("\n") if line][-6:] == [
        "1. Một", "- gạch", "2. Hai", "Giữa.", "3. Ba", "4. Bốn",
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore:path is deprecated:DeprecationWarning")  # the drawing engine's, on loading
def test_formulas_are_formulas(proceedings: Proceedings) -> None:
    content = written("Ta có $\\frac{a}{b}$[^1].\n\n$$\\sum_{i=1}^n i$$\n\n[^1]: Với $b > 0$.\n", proceedings)
    page = as_markdown(content)
    assert "Ta có $\\frac{a}{b}$" in page
    assert "$$\\sum_{i = 1}^{n}i$$" in page
    assert "Với $b > 0$" in page


def test_head_stands_in_styles_of_its_own(proceedings: Proceedings) -> None:
    document = docx.Document(io.BytesIO(exported(sample_paper(proceedings.event(TALK)), proceedings)))
    head = [(found.style.name if found.style else "", found.text) for found in document.paragraphs[:7]]
    assert [name for name, _ in head] == [
        "Title", "Tác giả", "Đơn vị", "Ghi chú đầu bài", "Chủ đề", "Tóm tắt", "Từ khóa",
    ]  # fmt: skip
    assert head[1][1] == "ThS. Nguyễn Văn A"
    assert head[2][1] == "Giảng viên, Trường Chính trị tỉnh Thanh Hóa"
    assert head[4][1].startswith("Chủ đề: 1. Sự phát triển tư duy của Đảng")


def test_same_paper_same_bytes(proceedings: Proceedings) -> None:
    paper = sample_paper(proceedings.event(TALK))
    assert exported(paper, proceedings) == exported(paper, proceedings)


def test_letters_that_xml_cannot_hold_do_not_break_the_file(proceedings: Proceedings) -> None:
    content = written("Chữ\u0001 thường & <b>đậm</b> < ]]> &amp;lt;\n", proceedings)
    assert "Chữ thường & đậm < ]]> &lt;" in "".join(tree(content).itertext())
