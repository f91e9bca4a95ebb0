"""A template asks for everything the importer takes; what is filled in arrives, what is not is a named gap."""

from __future__ import annotations

import datetime
import io
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from book.harness import CONTENT, ROOT
from word.authors import add_note, add_picture, add_table, choices, fill, paragraph_of, saved
from word.docx_builders import W, paragraph, run
from word.docx_builders import docx as made_docx

from proceedings.commands.import_docx import main
from proceedings.model.event import Event
from proceedings.model.paper import Author
from proceedings.pipeline.build_context import prepare
from proceedings.pipeline.word_paper import word_paper
from proceedings.reading.load import read
from proceedings.word.formatting.measure import measure
from proceedings.word.house_style import prompts
from proceedings.word.manuscript import Wanted, read_manuscript
from proceedings.word.wording import worded
from proceedings.word.writing.sample import sample_paper
from proceedings.word.writing.template import template

TALK, WORKSHOP = "2021-toa-dam-kl14", "2021-hoi-thao-truong-chuan"
AS_OF = datetime.date(2021, 10, 20)
SENTENCES = (
    "Muốn khuyến khích cán bộ năng động, sáng tạo vì lợi ích chung thì trước hết phải hiểu đúng việc cần làm, người "
    "cần được bảo vệ và giới hạn của sự bảo vệ ấy. Sự phát triển tư duy về vấn đề bảo vệ cán bộ là một quá trình đi từ "
    "nhận thức đến quy định, từ quy định đến việc làm hằng ngày của từng cấp ủy, từng người đứng đầu. Xây dựng các mô "
    "hình, điển hình góp phần nâng cao chất lượng, hiệu quả hoạt động và hoàn thiện các tiêu chí của trường chính trị "
    "chuẩn. Công tác tham mưu, phối hợp cần rõ việc, rõ người và rõ thời gian."
)


@pytest.fixture(scope="module")
def events() -> dict[str, Event]:
    return {event.id: event for event in read(CONTENT).proceedings.events}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The two seminars without their papers."""
    kept = shutil.ignore_patterns("*-*.md", "[a-z]*-[a-z]*-[a-z]*")
    shutil.copytree(CONTENT / "papers", tmp_path / "papers", ignore=kept)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def head_answers(content: bytes) -> dict[str, str]:
    topic = choices(content)[0]
    own = any(prompts.OWN_TOPIC_PROMPT in (text.text or "") for text in body(content).iter(f"{{{W}}}t"))
    return {
        prompts.TITLE_PROMPT: "Hiểu đúng để bảo vệ cán bộ năng động, sáng tạo vì lợi ích chung",
        prompts.AUTHOR_PROMPT: "TS. Nguyễn Văn A",
        prompts.UNIT_PROMPT: "Giảng viên chính, Khoa Xây dựng Đảng, Trường Chính trị tỉnh Thanh Hóa",
        prompts.OWN_TOPIC_PROMPT if own else prompts.TOPIC_PROMPT: topic,
        prompts.OPTIONAL_ABSTRACT_PROMPT: "Bài viết nêu cách hiểu đúng và việc cần làm để bảo vệ cán bộ.",
        prompts.OPTIONAL_KEYWORDS_PROMPT: "bảo vệ cán bộ, sáng tạo, lợi ích chung",
    }


def body(content: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


def text_answers(*parts: str) -> dict[str, str]:
    return {prompts.text_prompt(part): f"{SENTENCES} {SENTENCES}" for part in parts}


def dressed(document: docx.document.Document, at: str) -> bytes:
    """Add what papers have besides text."""
    place = next(found for found in document.paragraphs if found.text == at)
    behind = place._p.getnext()
    text = next(found for found in document.paragraphs if found._p is behind)
    add_note(document, text, "Kế hoạch của nhà trường, mục hai.")
    add_table(document, text, "Bảng 1. Phân công", [["Việc", "Người làm"], ["Viết bài", "Giảng viên"]])
    add_picture(document, text, "Hình 1. Sơ đồ phân công", "Hai ô nối nhau bằng một mũi tên")
    deeper = document.add_paragraph("1.1. Một mục nhỏ", style="Heading 2")
    more = document.add_paragraph(f"Như Bảng 1 và Hình 1 cho thấy. {SENTENCES}", style="Body Text")
    table = document.tables[0]
    table._tbl.addnext(deeper._p)
    deeper._p.addnext(more._p)
    return saved(document)


def imported(tree: Path, event: str, content: bytes) -> tuple[int, Path]:
    file = tree / "bai-gui.docx"
    file.write_bytes(content)
    code = main([str(file), "--event", event, "--slug", "bai", "--root", str(tree), "--received", "2021-10-19"])
    return code, tree / "papers" / event / "bai.md"


def findings(tree: Path, event: str) -> list[str]:
    report = prepare(tree, AS_OF).report
    paper = next(paper for paper in report.papers if paper.path == f"papers/{event}/bai.md")
    return [f"{finding.code} {finding.message}" for finding in paper.findings]


@pytest.mark.parametrize("event", [TALK, WORKSHOP])
def test_filled_article_arrives_whole_and_checks_clean(
    event: str, events: dict[str, Event], tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = template(events[event])
    document = fill(
        content,
        head_answers(content) | text_answers("Đặt vấn đề", "Nội dung của mục 2", "Nội dung của mục 3", "Kết luận"),
    )
    for name in ("Thực trạng", "Giải pháp"):
        heading = next(found for found in document.paragraphs if prompts.HEADING_PROMPT in found.text)
        heading.text = heading.text.replace(prompts.HEADING_PROMPT, name)
    code, path = imported(tree, event, dressed(document, "1. Đặt vấn đề"))
    said = capsys.readouterr().out
    assert code == 0, said
    assert "CẦN ĐIỀN" not in path.read_text(encoding="utf-8")
    paper = read(tree).proceedings.papers_of(events[event])[0]
    front = paper.front
    assert front.title == "Hiểu đúng để bảo vệ cán bộ năng động, sáng tạo vì lợi ích chung"
    assert front.authors == (
        Author(name="Nguyễn Văn A", degree="TS.", position="Giảng viên chính", unit="khoa-xay-dung-dang"),
    )
    assert front.topic == choices(content)[0].partition(". ")[0]
    assert front.abstract == "Bài viết nêu cách hiểu đúng và việc cần làm để bảo vệ cán bộ."
    assert front.keywords == ("bảo vệ cán bộ", "sáng tạo", "lợi ích chung")
    assert front.kind == "article"
    headings = [line for line in paper.text.split("\n") if line.startswith("#")]
    assert headings == [
        "## 1. Đặt vấn đề", "### 1.1. Một mục nhỏ", "## 2. Thực trạng", "## 3. Giải pháp", "## 4. Kết luận",
    ]  # fmt: skip
    assert "| Việc | Người làm |" in paper.text
    assert '"Hình 1. Sơ đồ phân công")' in paper.text
    assert "[^1]: Kế hoạch của nhà trường, mục hai." in paper.text
    assert "[" not in paper.text.replace("[^1]", "").replace("![Hai ô nối nhau", "")
    assert findings(tree, event) == []


def test_filled_model_paper_names_its_model(events: dict[str, Event], tree: Path) -> None:
    content = template(events[WORKSHOP], model=True)
    parts = ["Mục tiêu", "Nội dung", "Cách thức", "Kết quả", "Kinh nghiệm"]
    answers = head_answers(content) | text_answers(*parts) | {prompts.MODEL_PROMPT: "Sổ tay người đứng đầu"}
    code, _ = imported(tree, WORKSHOP, dressed(fill(content, answers), "1. Mục tiêu"))
    assert code == 0
    front = read(tree).proceedings.papers_of(events[WORKSHOP])[0].front
    assert front.kind == "model"
    assert front.model and front.model.name == "Sổ tay người đứng đầu"
    assert findings(tree, WORKSHOP) == []


@pytest.mark.parametrize("event", [TALK, WORKSHOP])
def test_sample_arrives_whole_and_checks_clean(event: str, events: dict[str, Event], tree: Path) -> None:
    proceedings = read(CONTENT).proceedings
    content = word_paper(sample_paper(events[event]), events[event], proceedings).content
    assert imported(tree, event, content)[0] == 0
    paper = read(tree).proceedings.papers_of(events[event])[0]
    assert paper.front.sample
    assert len(paper.figures) == 1
    assert findings(tree, event) == []


def test_half_filled_template_names_its_gaps(events: dict[str, Event]) -> None:
    content = template(events[WORKSHOP], model=True)
    document = fill(content, {prompts.AUTHOR_PROMPT: "ThS. Nguyễn Văn A", **text_answers("Mục tiêu")})
    units = read(CONTENT).proceedings.units
    paper = read_manuscript(saved(document), Wanted(file_name="bai-gui"), events[WORKSHOP], units)
    gaps = " ".join(map(worded, paper.gaps))
    for missing in (
        "tên bài", "chức vụ, đơn vị của tác giả", "tên mô hình, điển hình", "chủ đề", "lời của phần “Nội dung”",
        "lời của phần “Kinh nghiệm”",
    ):  # fmt: skip
        assert f"Mẫu còn để trống {missing} – cần điền." in gaps
    assert "họ tên tác giả" not in gaps
    assert "phần “Mục tiêu”" not in gaps
    assert paper.front.topic is None
    assert not paper.front.abstract
    assert paper.front.authors[0].name == "Nguyễn Văn A"
    assert "[" not in paper.text
    assert "Cách dùng mẫu" not in paper.text


def test_prompt_cut_into_runs_goes_and_words_beside_it_stay(events: dict[str, Event]) -> None:
    asked = run("[Viết phần “Nội", "b") + run(" dung” ở đây] Lời đã viết.")
    content = made_docx(paragraph("Tên bài viết", "Title"), paragraph("ThS. Lê Văn C"), paragraph(asked))
    paper = read_manuscript(content, Wanted(), events[TALK], read(CONTENT).proceedings.units)
    assert paper.text == "Lời đã viết.\n"


def test_brackets_of_an_author_are_text(events: dict[str, Event]) -> None:
    content = made_docx(paragraph("Tên bài viết", "Title"), paragraph("ThS. Lê Văn C"), paragraph("Xem [1] và [sic]."))
    paper = read_manuscript(content, Wanted(), events[TALK], read(CONTENT).proceedings.units)
    assert "sic" in paper.text
    assert "Xem" in paper.text


@pytest.mark.parametrize("model", [False, True])
def test_template_is_set_as_the_guideline_asks(model: bool, events: dict[str, Event]) -> None:
    event = events[WORKSHOP]
    document = docx.Document(io.BytesIO(template(event, model=model)))
    section, page = document.sections[0], event.guideline.page
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in sides if side] == [page.top_mm, page.right_mm, page.bottom_mm, page.left_mm]
    assert section.page_width and round(section.page_width.mm) == page.width_mm
    measured = measure(template(event, model=model), 1_000_000)
    assert {use.value for use in measured.fonts} == {"Times New Roman"}  # type: ignore[union-attr]
    text = document.styles["Body Text"].paragraph_format
    assert text.first_line_indent and round(text.first_line_indent.mm) == event.guideline.font.indent_mm


def test_all_font_slots_and_the_language_are_set(events: dict[str, Event]) -> None:
    with zipfile.ZipFile(io.BytesIO(template(events[TALK]))) as archive:
        styles = ElementTree.fromstring(archive.read("word/styles.xml"))
    fonts, language = styles.find(f".//{{{W}}}rFonts"), styles.find(f".//{{{W}}}lang")
    assert fonts is not None and language is not None
    assert {name.rpartition("}")[2]: value for name, value in fonts.attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"
    )
    assert language.get(f"{{{W}}}val") == "vi-VN"


def test_topics_to_choose_from_are_those_of_the_event(events: dict[str, Event]) -> None:
    offered = choices(template(events[WORKSHOP]))
    assert [topic.partition(". ")[0] for topic in offered][:3] == ["1.1", "1.2.a", "1.2.b"]
    assert len(offered) == 10
    assert len(choices(template(events[TALK]))) == 16


def test_same_event_same_bytes(events: dict[str, Event]) -> None:
    assert template(events[TALK]) == template(events[TALK])
    with zipfile.ZipFile(io.BytesIO(template(events[TALK]))) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"creator" not in archive.read("docProps/core.xml")


def test_own_topic_typed_into_the_list(events: dict[str, Event]) -> None:
    content = template(events[WORKSHOP])
    answer = {prompts.OWN_TOPIC_PROMPT: "Tự chọn – Chuyển đổi số ở trường chính trị"}
    paper = read_manuscript(saved(fill(content, answer)), Wanted(), events[WORKSHOP], read(CONTENT).proceedings.units)
    assert paper.front.topic == "khac"
    assert paper.front.topic_title == "Chuyển đổi số ở trường chính trị"


def test_styles_tell_a_name_the_words_do_not(events: dict[str, Event]) -> None:
    content = template(events[TALK])
    answers = {prompts.TITLE_PROMPT: "Một tên bài", prompts.AUTHOR_PROMPT: "Ksor Phước Hạnh"}
    document = fill(content, answers)
    paragraph_of(document, "Chức vụ").text = "Trường Chính trị tỉnh Nghệ An"
    paper = read_manuscript(saved(document), Wanted(), events[TALK], read(CONTENT).proceedings.units)
    assert paper.front.authors == (Author(name="Ksor Phước Hạnh", unit="tct-nghe-an"),)
