"""KY503 to KY508: the build of a paper: headings, figures, tables, footnotes, formulas, gaps to be filled in."""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Iterator

from PIL import Image

from proceedings.model.finding import Severity, Subject, detail
from proceedings.model.lengths import MM_PER_INCH
from proceedings.model.paper import Figure
from proceedings.rules.rule import Hit, PaperFacts, paper_rule
from proceedings.rules.safety import inside
from proceedings.text.formulas import blanked
from proceedings.text.letters import shorten
from proceedings.text.placeholders import placeholders

_NAME_LETTERS = 100
# "Hình 2", "Bảng 1"; "Bảng 2 của Báo cáo số 15", "Hình 1 trong sách …" are elsewhere.
_MENTIONED = re.compile(r"\b([Hh]ình|[Bb]ảng) (\d{1,2})\b(?!\.\d)(?! (?:của|trong|ở|tại|kèm) )")
# A caption under a figure or over a table, or a line that looks like one.
_CAPTION = re.compile(r"(?:^[*_]*|\(\S+ \")(Hình|Bảng) (\d+(?:\.\d+)*)[.:] ")
_CAPTIONED = re.compile(r"(?:^|\"|\*\*)([Hh]ình|[Bb]ảng) (\d{1,2})[.:]", re.MULTILINE)


@paper_rule(
    "KY503",
    title="Tên mục sai cấp hoặc mục để trống",
    why="Mục lục của trang và dấu trang trong PDF lấy từ cấp của tên mục; mục trống thường là phần viết dở.",
    repair="Mục lớn bắt đầu bằng ##, mục con bằng ###, không nhảy cấp; viết nội dung hoặc xóa mục trống.",
    wrong="## Mở đầu\n\n#### Lý do\n",
    right="## Mở đầu\n\nVài lời mở đầu.\n\n### Lý do\n\nCác lý do.",
    severity=Severity.WARNING,
    needs="text",
)
def heading_levels(facts: PaperFacts) -> Iterator[Hit]:
    before = 1
    for heading in facts.body.headings:
        text = shorten(heading.text)
        if heading.level == 1:
            message = f"Mục “{text}” dùng một dấu #, cấp dành cho tên bài."
            about = detail(Subject.HEADING_OF_TITLE, heading=text)
            yield Hit(heading.line, message, "Dùng ## cho mục lớn.", detail=about)
        elif heading.level > before + 1:
            message = f"Mục “{text}” nhảy từ cấp {before} xuống cấp {heading.level}."
            yield Hit(heading.line, message, f"Dùng {'#' * (before + 1)} cho mục này.")
        before = max(heading.level, 2) if heading.level == 1 else heading.level
    for fragment in facts.body.fragments:
        if fragment.kind == "empty-section":
            fix = "Viết nội dung dưới tên mục, hoặc xóa mục."
            yield Hit(fragment.line, f"Mục “{shorten(fragment.text)}” không có nội dung.", fix)


def _too_coarse(facts: PaperFacts) -> Iterator[Hit]:
    """Photographs whose dots would show in print."""
    least = facts.guideline.figure_dpi
    lines = {fragment.text: fragment.line for fragment in facts.body.fragments if fragment.kind == "image"}
    for figure in facts.paper.figures:
        width = facts.layout.figure_mm.get(figure.name.rpartition("/")[2], 0.0)
        dots = _dots_across(figure)
        if width and dots and figure.name in lines and dots < least * width / MM_PER_INCH:
            dpi = round(dots * MM_PER_INCH / width)
            message = f"Hình “{_file(figure.name)}” chỉ có {dpi} điểm ảnh mỗi inch khi in rộng {width:.0f} mm."
            needed = math.ceil(least * width / MM_PER_INCH)
            narrow = math.floor(dots * MM_PER_INCH / least)
            fix = (
                f"Dùng ảnh gốc rộng ít nhất {needed} điểm ảnh (quy định {least} điểm mỗi inch), "
                f"hoặc thu hình còn rộng {narrow} mm: kéo nhỏ trong Word rồi gửi lại, hay tăng số dpi ghi trong tệp."
            )
            about = detail(
                Subject.FIGURE_COARSE,
                figure=_numbers(facts)[figure.name],
                dpi=dpi,
                width_mm=round(width),
                needed=needed,
                narrow_mm=narrow,
            )
            yield Hit(lines[figure.name], message, fix, Severity.WARNING, detail=about)


def _numbers(facts: PaperFacts) -> dict[str, int]:
    """Return the numbers of the figures by address, counted as they come: people who know no files go by them."""
    images = dict.fromkeys(fragment.text for fragment in facts.body.fragments if fragment.kind == "image")
    return {address: number for number, address in enumerate(images, 1)}


def _file(name: str) -> str:
    """Return the name of a figure without its folder, which is the paper's own."""
    return shorten(name.rpartition("/")[2], _NAME_LETTERS)


def _dots_across(figure: Figure) -> int:
    """Return the width of a picture in dots, 0 for a drawing."""
    if figure.name.lower().endswith(".svg"):
        return 0
    with Image.open(io.BytesIO(figure.content)) as picture:
        return picture.width


@paper_rule(
    "KY504",
    title="Hình thiếu tệp, chú thích, văn bản thay thế, hoặc quá thô",
    why="Hình thiếu tệp để lại chỗ trống, hình quá thô in ra bị vỡ; chú thích và mô tả giúp cả người khiếm thị.",
    repair='Viết ![mô tả hình](ten-bai/hinh-1.svg "Hình 1. Chú thích"), để tệp hình trong thư mục của bài; ảnh đủ nét.',
    wrong="![](ten-bai/hinh-1.svg)",
    right='![Sơ đồ ba bước](ten-bai/hinh-1.svg "Hình 1. Ba bước thực hiện")',
    needs="text",
    laid_out=_too_coarse,
)
def incomplete_figure(facts: PaperFacts) -> Iterator[Hit]:
    own = {figure.name for figure in facts.paper.figures}
    numbers = _numbers(facts)
    for kind, address, line in facts.body.fragments:
        shown = _file(address) if address in own else shorten(address, _NAME_LETTERS)
        known = address in own or address in facts.paper.refused_figures
        if kind == "image" and not known and inside(address, facts.paper.slug):
            about = detail(Subject.FIGURE_WITHOUT_FILE, figure=numbers[address])
            yield Hit(line, f"Không có tệp hình “{shown}”.", "Thêm tệp hình hoặc sửa tên.", detail=about)
        elif kind == "image-without-alternative":
            about = detail(Subject.FIGURE_WITHOUT_DESCRIPTION, figure=numbers[address])
            fix = "Mô tả hình trong ngoặc vuông: ![mô tả](…)."
            yield Hit(line, f"Hình “{shown}” thiếu văn bản thay thế.", fix, detail=about)
        elif kind == "image-without-caption":
            about = detail(Subject.FIGURE_WITHOUT_CAPTION, figure=numbers[address])
            fix = 'Thêm chú thích trong ngoặc kép sau tên tệp: (… "Hình 1. …").'
            yield Hit(line, f"Hình “{shown}” thiếu chú thích.", fix, detail=about)


def _too_wide(facts: PaperFacts) -> Iterator[Hit]:
    tables = [fragment for fragment in facts.body.fragments if fragment.kind == "table"]
    for number in facts.layout.wide_tables:
        line = tables[number].line if number < len(tables) else facts.paper.text_line
        yield Hit(line, "Bảng rộng hơn trang in.", "Bớt cột, hoặc rút ngắn chữ không ngắt được trong ô.")


@paper_rule(
    "KY505",
    title="Bảng viết sai hoặc rộng hơn trang",
    why="Bảng thiếu hàng gạch ngang sẽ in ra thành chữ và dấu gạch đứng; bảng quá rộng bị cắt ở mép giấy.",
    repair="Sau hàng tên cột phải có hàng | --- | --- |; bảng quá rộng thì bớt cột hoặc rút ngắn chữ trong ô.",
    wrong="| Việc | Người làm |\n| Viết | Tác giả |",
    right="| Việc | Người làm |\n| --- | --- |\n| Viết | Tác giả |",
    needs="text",
    laid_out=_too_wide,
)
def malformed_table(facts: PaperFacts) -> Iterator[Hit]:
    tables = [fragment for fragment in facts.body.fragments if fragment.kind == "table"]
    for table in tables:
        if not table.text:
            yield Hit(table.line, "Bảng không có tên cột.", "Ghi tên cột ở hàng đầu của bảng.")
    for fragment in facts.body.fragments:
        if fragment.kind == "broken-table":
            fix = "Thêm hàng | --- | --- | (mỗi cột một ô) ngay sau hàng tên cột; trước bảng để một dòng trống."
            about = detail(Subject.BROKEN_TABLE)
            yield Hit(fragment.line, "Các dòng có dấu | chưa thành bảng.", fix, detail=about)


@paper_rule(
    "KY506",
    title="Chú thích không có lời, không được gọi, quá dài; nhắc đến hình, bảng không có",
    why="Dấu chú thích không có lời sẽ in nguyên là [^1]; lời chú thích không được gọi sẽ mất khỏi bản in.",
    repair="Mỗi dấu [^1] trong bài có đúng một dòng “[^1]: lời chú thích” ở cuối tệp; bài nhắc Hình 2 thì có Hình 2.",
    wrong="Theo kế hoạch.[^1]",
    right="Theo kế hoạch.[^1]\n\n[^1]: Kế hoạch số 193.",
    needs="text",
)
def dangling_note(facts: PaperFacts) -> Iterator[Hit]:
    for kind, label, line in facts.body.fragments:
        shown = shorten(label, 30)
        mark = f"[^{shown}]"
        if kind == "undefined-note":
            about = detail(Subject.UNDEFINED_NOTE, label=shown)
            fix = f"Thêm dòng “{mark}: lời chú thích” ở cuối tệp."
            yield Hit(line, f"Dấu chú thích {mark} không có lời.", fix, detail=about)
        elif kind == "unused-note":
            about = detail(Subject.UNUSED_NOTE, label=shown)
            message = f"Lời chú thích {mark} không được gọi ở đâu trong bài."
            fix = f"Đặt {mark} vào chỗ cần chú thích, hoặc xóa dòng này."
            yield Hit(line, message, fix, Severity.WARNING, detail=about)
        elif kind == "note" and int(label) > facts.guideline.note_words:
            message = f"Một chú thích dài {label} chữ, không vừa một trang in (tối đa {facts.guideline.note_words})."
            yield Hit(line, message, "Chuyển bớt lời vào thân bài, hoặc tách thành nhiều chú thích.")
        elif kind == "repeated-note":
            about = detail(Subject.REPEATED_NOTE, label=shown)
            yield Hit(line, f"Lời chú thích {mark} viết hai lần.", "Đặt số khác cho một trong hai.", detail=about)
    yield from _figures_not_there(facts)
    yield from _numbers_given_twice(facts)


def _numbers_given_twice(facts: PaperFacts) -> Iterator[Hit]:
    """Two captions "Hình 1": one was left behind, or the count went wrong."""
    seen: dict[tuple[str, str], int] = {}
    for line, text in enumerate(facts.paper.text.split("\n"), facts.paper.text_line):
        for kind, number in _CAPTION.findall(text):
            named = (kind.lower(), number)
            if named in seen:
                message = f"Hai chú thích cùng ghi {kind} {number} (dòng {seen[named]} và dòng này)."
                yield Hit(line, message, "Đánh lại số, hoặc xóa dòng chú thích thừa.", Severity.WARNING)
            seen.setdefault(named, line)


def _figures_not_there(facts: PaperFacts) -> Iterator[Hit]:
    """A mention of "Hình 3" where the paper has two figures; a figure of a source that is named is none of ours."""
    there = Counter(fragment.kind for fragment in facts.body.fragments)
    captioned = {(kind.lower(), int(number)) for kind, number in _CAPTIONED.findall(facts.paper.text)}
    for line, text in facts.prose:
        for found in _MENTIONED.finditer(text):
            kind, number = found[1].lower(), int(found[2])
            if number > there["image" if kind == "hình" else "table"] and (kind, number) not in captioned:
                fix = f"Thêm {kind} {number}, hoặc sửa số."
                yield Hit(line, f"Bài nhắc đến {kind} {number} nhưng không có {kind} ấy.", fix, Severity.ADVICE)


_FORMULA_FAULTS = {
    "formula-empty": ("Công thức “{0}” không có gì để vẽ.", "Viết công thức giữa hai dấu $, hoặc xóa cả hai dấu."),
    "formula-long": ("Công thức dài {0} ký tự, quá dài để vẽ.", "Tách thành nhiều công thức ngắn."),
    "formula-deep": (
        "Công thức “{0}” lồng ngoặc quá nhiều tầng.",
        "Đặt tên cho một phần, viết phần ấy thành công thức riêng.",
    ),
    "formula-wide": ("Công thức “{0}” rộng hơn trang in.", "Tách thành hai công thức, mỗi công thức một dòng."),
    "formula-many": (
        "Bài có quá nhiều công thức; từ công thức “{0}” trở đi không vẽ nữa.",
        "Đưa bảng tính hoặc chuỗi biến đổi dài vào hình.",
    ),
    "formula-percent": (
        "Trong công thức “{0}” có dấu % chưa có dấu \\ đứng trước: phần sau dấu ấy sẽ mất.",
        "Viết \\% thay cho %.",
    ),
    "formula-braces": (
        "Công thức “{0}” thiếu ngoặc đóng hoặc thừa ngoặc.",
        "Đếm lại: mỗi {{ một }}, mỗi \\left một \\right, mỗi \\begin một \\end.",
    ),
    "formula-command": ("Công thức dùng lệnh {0} mà bản in không vẽ.", "Bỏ lệnh này hoặc thay bằng lệnh thông dụng."),
    "formula-letter": ("Công thức có ký tự “{0}” mà phông công thức không có.", "Thay bằng ký tự thường dùng."),
    "formula-words": (
        "Giữa hai dấu $ có lời văn “{0}”.",
        "Nếu là công thức, đặt lời văn trong \\text{{…}}; nếu là tiền, viết \\$.",
    ),
    "formula-unreadable": (
        "Không đọc được công thức “{0}”.",
        "Kiểm tra cách viết: phân số là \\frac{{a}}{{b}}, căn là \\sqrt{{x}}, mũ là x^{{2}}.",
    ),
}


@paper_rule(
    "KY507",
    title="Công thức không vẽ được",
    why="Công thức viết sai không thể vẽ trên trang và trong bản in; người đọc chỉ thấy mã.",
    repair="Viết công thức bằng TeX giữa hai dấu $ (trong dòng) hoặc $$ (dòng riêng); lời Việt trong \\text{…}.",
    wrong="Tỷ lệ đạt là $\\frac{a}{b$.",
    right="Tỷ lệ đạt là $\\frac{a}{b}$.",
    needs="text",
)
def undrawable_formula(facts: PaperFacts) -> Iterator[Hit]:
    for kind, part, line in facts.body.fragments:
        if kind in _FORMULA_FAULTS:
            message, fix = _FORMULA_FAULTS[kind]
            yield Hit(line, message.format(shorten(part)), fix.format())
    front = facts.paper.front
    for place, text in (("title", front.title), ("abstract", front.abstract or "")):
        if "\\" in text and blanked(text) != text:
            message = "Tên bài và tóm tắt chỉ là chữ: công thức ở đây không được vẽ."
            yield Hit(facts.paper.line(place), message, "Viết bằng lời, và đặt công thức trong thân bài.")


@paper_rule(
    "KY508",
    title="Còn chỗ đánh dấu cần điền",
    why="Dấu này máy đặt vào chỗ không chuyển được từ bản Word (biểu đồ, hình, tệp đính kèm); để nguyên thì bị in ra.",
    repair="Đưa hình hoặc nội dung vào chỗ ấy rồi xóa dấu; không cần nữa thì chỉ xóa dấu.",
    wrong="Kết quả xem ở [điền: biểu đồ của bản Word – lưu thành hình PNG rồi chèn vào đây].",
    right="Kết quả: năm lớp có học viên đạt giỏi.",
    needs="text",
)
def still_to_fill_in(facts: PaperFacts) -> Iterator[Hit]:
    front = facts.paper.front
    head = ((facts.paper.line(name), getattr(front, name) or "") for name in ("title", "topic_title", "abstract"))
    for line, text in [*head, *facts.prose]:
        for content, missing, attached in placeholders(text):
            message = f"Còn chỗ cần điền: “{shorten(content)}”." if content else "Còn chỗ cần điền."
            about = detail(Subject.PLACEHOLDER, missing=missing, attached=attached)
            yield Hit(line, message, "Đưa hình hoặc nội dung vào chỗ ấy, rồi xóa cả dấu “[điền: …]”.", detail=about)
