"""KY303 to KY305: the Word file as received, and text in a legacy encoding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.model.finding import Severity
from proceedings.model.manuscript import Manuscript, Use
from proceedings.rules.rule import Hit, PaperFacts, paper_rule
from proceedings.text.legacy import decode_legacy, legacy_runs
from proceedings.text.letters import shorten, spelling_key
from proceedings.text.prose import prose

_NAMED = 3


@paper_rule(
    "KY303",
    title="Tệp Word gốc không dùng phông quy định",
    why="Phông khác làm số trang tác giả thấy trong Word lệch với số trang in, và có phông thiếu chữ Việt.",
    repair="Trong Word: Home > Styles, sửa (Modify) kiểu được nêu về phông quy định; chữ đặt trực tiếp thì bôi đen, "
    "chọn lại phông.",
    wrong="(original.docx: 40 % chữ là Calibri, do kiểu “Normal”)",
    right="(original.docx: toàn bộ là Times New Roman)",
    severity=Severity.WARNING,
    needs="manuscript",
)
def other_font(facts: PaperFacts) -> Iterator[Hit]:
    manuscript, wanted = _manuscript(facts), facts.guideline.word_file
    right = {spelling_key(name) for name in (facts.guideline.font.name, *wanted.aliases)}
    wrong = [use for use in manuscript.fonts if spelling_key(use.value) not in right]
    share = 1 - sum(use.letters for use in wrong) / manuscript.letters if manuscript.letters else 1.0
    if share < wanted.share:
        message = (
            f"Tệp Word gốc có {_percent(share)} chữ là {facts.guideline.font.name}, "
            f"quy định ít nhất {_percent(wanted.share)}: {_named(wrong, manuscript)}."
        )
        yield Hit(0, message, f"Sửa {_sources(wrong)} về {facts.guideline.font.name} (trong Word: Styles > Modify).")


@paper_rule(
    "KY304",
    title="Tệp Word gốc sai cỡ chữ, khoảng cách, lề hoặc khổ giấy",
    why="Cỡ, lề, khoảng cách khác quy định làm số trang tác giả thấy trong Word lệch với số trang in.",
    repair="Trong Word: Layout > Margins, Size; Home > Styles > Modify cho cỡ chữ; hộp Paragraph cho giãn dòng.",
    wrong="(original.docx: cỡ 11, khổ Letter, lề trái 25 mm)",
    right="(original.docx: cỡ 14, khổ A4, lề trái 30 mm)",
    severity=Severity.WARNING,
    needs="manuscript",
)
def other_format(facts: PaperFacts) -> Iterator[Hit]:
    manuscript = _manuscript(facts)
    yield from _page(facts, manuscript)
    font, wanted = facts.guideline.font, facts.guideline.word_file
    sizes = [use for use in manuscript.sizes if abs(_number(use.value) - font.size_pt) > wanted.size_tolerance_pt]
    if _share(sizes, manuscript) > 1 - _MAIN_SHARE:
        message = f"Tệp Word gốc không dùng cỡ chữ {font.size_pt:g}: {_named(sizes, manuscript, 'cỡ ')}."
        yield Hit(0, message, f"Đặt cỡ {font.size_pt:g} cho lời văn; sửa {_sources(sizes)}.")
    spacings = [use for use in manuscript.spacings if not _spaced(use.value, font.line_spacing, facts)]
    if _share(spacings, manuscript) > 1 - _MAIN_SHARE:
        asked = f"{font.line_spacing:g}".replace(".", ",")
        message = f"Tệp Word gốc giãn dòng khác quy định {asked}: {_named(spacings, manuscript, 'giãn ')}."
        yield Hit(0, message, f"Trong Word: hộp Paragraph, mục “Line spacing” chọn Multiple, ghi {asked}.")
    if manuscript.squeezed and manuscript.squeezed.letters > (1 - wanted.share) * manuscript.letters:
        share = _percent(manuscript.squeezed.letters / manuscript.letters)
        message = f"Tệp Word gốc có {share} chữ bị nén hoặc kéo giãn ({manuscript.squeezed.source})."
        yield Hit(0, message, "Trong Word: Font > Advanced, đặt Scale 100 % và Spacing Normal.")


_MAIN_SHARE = 0.5
"""Headings, titles, notes and tables have sizes and spacings of their own: only what most letters have counts."""


def _page(facts: PaperFacts, manuscript: Manuscript) -> Iterator[Hit]:
    page, near = facts.guideline.page, facts.guideline.word_file.margin_tolerance_mm
    if manuscript.page_mm:
        across, down = manuscript.page_mm
        if abs(across - page.width_mm) > near or abs(down - page.height_mm) > near:
            message = f"Tệp Word gốc có khổ giấy {across:g} × {down:g} mm, quy định {page.name}."
            yield Hit(0, message, f"Trong Word: Layout > Size, chọn {page.name}.")
    if manuscript.margins_mm:
        sides = zip(("trên", "phải", "dưới", "trái"), manuscript.margins_mm, strict=True)
        asked = (page.top_mm, page.right_mm, page.bottom_mm, page.left_mm)
        wrong = [
            f"{side} {has:g} mm (quy định {right:g})"
            for (side, has), right in zip(sides, asked, strict=True)
            if abs(has - right) > near
        ]
        if wrong:
            yield Hit(0, f"Tệp Word gốc có lề {', '.join(wrong)}.", "Trong Word: Layout > Margins > Custom Margins.")


@paper_rule(
    "KY305",
    title="Văn bản dùng bảng mã cũ (TCVN3, VNI)",
    why="Chữ bảng mã cũ chỉ hiện đúng với phông .VnTime, VNI; trên website và bản in sẽ thành chữ vô nghĩa.",
    repair="Chuyển sang Unicode (ví dụ Unikey: Bộ công cụ > Chuyển mã), đọc lại rồi lưu.",
    wrong="Tr­êng ChÝnh trÞ tØnh tæ chøc täa ®µm khoa häc.",
    right="Trường Chính trị tỉnh tổ chức tọa đàm khoa học.",
    needs="text",
)
def legacy_encoding(facts: PaperFacts) -> Iterator[Hit]:
    fix = "Chuyển đoạn này sang Unicode (Unikey: Bộ công cụ > Chuyển mã) rồi đọc lại."
    for line, paragraph in _paragraphs(facts):
        for run, encoding in legacy_runs(paragraph):
            meant = shorten(decode_legacy(run, encoding))
            yield Hit(line, f"Đoạn “{shorten(run)}” viết bằng bảng mã {encoding}, đọc là “{meant}”.", fix)
    for text in facts.manuscript.legacy if facts.manuscript else ():
        message = (
            f"Tệp Word gốc có {text.letters} chữ bảng mã {text.encoding} (phông {shorten(text.font)}): "
            f"“{text.example}”, đọc là “{text.meant}”."
        )
        yield Hit(0, message, "Chuyển tệp Word sang Unicode (Unikey: Bộ công cụ > Chuyển mã), đọc lại rồi gửi lại.")


def _paragraphs(facts: PaperFacts) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of the text with the line they begin on."""
    start, lines = 0, []
    for number, text in [*prose(facts.paper.text, facts.paper.text_line), (0, "")]:
        if text.strip():
            start = start or number
            lines.append(text)
        elif lines:
            yield start, " ".join(lines)
            start, lines = 0, []


def _manuscript(facts: PaperFacts) -> Manuscript:
    assert facts.manuscript is not None  # the rule is asked only where there is one
    return facts.manuscript


def _share(uses: Sequence[Use], manuscript: Manuscript) -> float:
    return sum(use.letters for use in uses) / manuscript.letters if manuscript.letters else 0.0


def _named(uses: Sequence[Use], manuscript: Manuscript, before: str = "") -> str:
    """Return what the letters are set in instead, with its share and the style at fault."""
    named = [
        f"{before}{shorten(use.value)} {_percent(use.letters / manuscript.letters)} ({shorten(use.source)})"
        for use in uses[:_NAMED]
    ]
    return "; ".join(named)


def _sources(uses: Sequence[Use]) -> str:
    return ", ".join(dict.fromkeys(shorten(use.source) for use in uses[:_NAMED]))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " %"


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0


def _spaced(value: str, asked: float, facts: PaperFacts) -> bool:
    """Return whether a line spacing is the one asked for; a fixed one is compared with the size it is for."""
    near = facts.guideline.word_file.spacing_tolerance
    if value.endswith(" pt"):
        return abs(_number(value.removesuffix(" pt")) / facts.guideline.font.size_pt / _WORD_SINGLE - asked) <= near
    return abs(_number(value) - asked) <= near


_WORD_SINGLE = 1.15
"""Height of a single line of Times New Roman as a part of its size."""
