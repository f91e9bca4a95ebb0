"""KY303 to KY305: the Word file as received, and text in a legacy encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from proceedings.model.finding import Detail, Severity, Subject, detail
from proceedings.model.word_measurements import Use, WordMeasurements
from proceedings.rules.rule import Hit, PaperFacts, paper_rule
from proceedings.rules.word_menus import (
    CONVERT_LEGACY,
    DIRECT_FONT,
    LETTER_SPACING,
    LINE_SPACING,
    MARGINS,
    PAPER,
    STYLE_FONT,
    STYLE_SIZE,
    named_source,
    repair_of,
)
from proceedings.rules.word_pages import decimal, wrong_pages
from proceedings.text.legacy import decode_legacy, legacy_runs
from proceedings.text.letters import shorten, spelling_key

_NAMED = 3
_LEGACY_FONT = re.compile(r"\.Vn|VNI[- ]", re.IGNORECASE)


@paper_rule(
    "KY303",
    title="Tệp Word gốc không dùng phông quy định",
    why="Phông khác làm số trang tác giả thấy trong Word lệch với số trang in, và có phông thiếu chữ Việt.",
    repair=f"Phông do một kiểu (style) đặt: {STYLE_FONT}. Phông đặt trực tiếp: {DIRECT_FONT}.",
    wrong="(original.docx: 40 % chữ là Calibri, do kiểu “Normal”)",
    right="(original.docx: toàn bộ là Times New Roman)",
    severity=Severity.WARNING,
    needs="manuscript",
)
def other_font(facts: PaperFacts) -> Iterator[Hit]:
    manuscript, wanted = _manuscript(facts), facts.guideline.word_file
    right = {spelling_key(name) for name in (facts.guideline.font.name, *wanted.aliases)}
    told = {text.font for text in manuscript.legacy if _LEGACY_FONT.match(text.font)}
    # In another font such letters are gibberish: KY305 asks for their conversion, which sets the font as well.
    unicode = [use for use in manuscript.fonts if use.value not in told]
    letters = manuscript.letters - sum(use.letters for use in manuscript.fonts if use.value in told)
    wrong = [use for use in unicode if spelling_key(use.value) not in right]
    share = 1 - sum(use.letters for use in wrong) / letters if letters > 0 else 1.0
    if share < wanted.share:
        message = (
            f"Tệp Word gốc có {_percent(share)} chữ là {facts.guideline.font.name}, "
            f"quy định ít nhất {_percent(wanted.share)}: {_named(wrong, letters)}."
        )
        change = f"{facts.guideline.font.name}: {_repairs(wrong, STYLE_FONT)}."
        first = "Chuyển bảng mã trước (KY305), sau đó mới đổi về" if manuscript.legacy else "Đổi về"
        yield Hit(0, message, f"{first} {change}", detail=_beginnings(wrong))


@paper_rule(
    "KY304",
    title="Tệp Word gốc sai cỡ chữ, khoảng cách, lề hoặc khổ giấy",
    why="Cỡ, lề, khoảng cách khác quy định làm số trang tác giả thấy trong Word lệch với số trang in.",
    repair=f"Khổ giấy: {PAPER}. Lề: {MARGINS}. Cỡ chữ: {STYLE_SIZE}. Giãn dòng: thẻ Home (Trang đầu), "
    "hộp Paragraph (Đoạn văn).",
    wrong="(original.docx: cỡ 11, khổ Letter, lề trái 25 mm)",
    right="(original.docx: cỡ 14, khổ A4, lề trái 30 mm)",
    severity=Severity.WARNING,
    needs="manuscript",
)
def other_format(facts: PaperFacts) -> Iterator[Hit]:
    manuscript = _manuscript(facts)
    yield from wrong_pages(manuscript, facts.guideline)
    font, wanted = facts.guideline.font, facts.guideline.word_file
    sizes = [use for use in manuscript.sizes if abs(_number(use.value) - font.size_pt) > wanted.size_tolerance_pt]
    if _share(sizes, manuscript) > 1 - _MAIN_SHARE:
        message = f"Tệp Word gốc không dùng cỡ chữ {decimal(font.size_pt)}: {_named(sizes, manuscript.letters, 'cỡ ')}."
        fix = f"Đặt cỡ {decimal(font.size_pt)} cho lời văn: {_repairs(sizes, STYLE_SIZE)}."
        yield Hit(0, message, fix, detail=_beginnings(sizes))
    spacings = [use for use in manuscript.spacings if not _spaced(use.value, font.line_spacing, facts)]
    if _share(spacings, manuscript) > 1 - _MAIN_SHARE:
        asked = decimal(font.line_spacing)
        message = f"Tệp Word gốc giãn dòng khác quy định {asked}: {_named(spacings, manuscript.letters, 'giãn ')}."
        fix = f"Trong Word: {LINE_SPACING}, chọn Multiple (Nhiều), ghi {asked}."
        yield Hit(0, message, fix, detail=_beginnings(spacings))
    squeezed = manuscript.squeezed
    if squeezed and squeezed.letters > (1 - wanted.share) * manuscript.letters:
        share = _percent(squeezed.letters / manuscript.letters)
        message = f"Tệp Word gốc có {share} chữ bị nén hoặc kéo giãn ({_set_by(squeezed)})."
        yield Hit(0, message, f"Trong Word: {LETTER_SPACING}.", detail=_beginnings([squeezed]))


_MAIN_SHARE = 0.5
"""Headings, titles, notes and tables have sizes and spacings of their own: only what most letters have counts."""


@paper_rule(
    "KY305",
    title="Văn bản dùng bảng mã cũ (TCVN3, VNI)",
    why="Chữ bảng mã cũ chỉ hiện đúng với phông .VnTime, VNI; trên website và bản in sẽ thành chữ vô nghĩa.",
    repair=f"Chuyển sang Unicode (ví dụ {CONVERT_LEGACY}), đọc lại rồi lưu.",
    wrong="Tr­êng ChÝnh trÞ tØnh tæ chøc täa ®µm khoa häc.",
    right="Trường Chính trị tỉnh tổ chức tọa đàm khoa học.",
    needs="text",
)
def legacy_encoding(facts: PaperFacts) -> Iterator[Hit]:
    fix = f"Chuyển đoạn này sang Unicode ({CONVERT_LEGACY}) rồi đọc lại."
    for line, paragraph in _paragraphs(facts):
        for run, encoding in legacy_runs(paragraph):
            meant = shorten(decode_legacy(run, encoding))
            yield Hit(line, f"Đoạn “{shorten(run)}” viết bằng bảng mã {encoding}, đọc là “{meant}”.", fix)
    for text in facts.manuscript.legacy if facts.manuscript else ():
        letters = f"{text.letters:,}".replace(",", ".")
        message = (
            f"Tệp Word gốc có {letters} chữ cái bảng mã {text.encoding} (phông {shorten(text.font)}): "
            f"“{text.example}”, đọc là “{text.meant}”."
        )
        # What is published is the paper: its own letters are looked at above, the import converts those of the file.
        fix = f"Chuyển tệp Word sang Unicode ({CONVERT_LEGACY}), đọc lại rồi gửi lại."
        about = detail(Subject.PARAGRAPHS, beginnings=(text.example,))
        yield Hit(0, message, fix, Severity.WARNING, detail=about)


def _paragraphs(facts: PaperFacts) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of the text with the line they begin on."""
    start, lines = 0, []
    for number, text in [*facts.prose, (0, "")]:
        if text.strip():
            start = start or number
            lines.append(text)
        elif lines:
            yield start, " ".join(lines)
            start, lines = 0, []


def _manuscript(facts: PaperFacts) -> WordMeasurements:
    assert facts.manuscript is not None  # the rule is run only where there is one
    return facts.manuscript


def _share(uses: Sequence[Use], manuscript: WordMeasurements) -> float:
    return sum(use.letters for use in uses) / manuscript.letters if manuscript.letters else 0.0


def _named(uses: Sequence[Use], letters: int, before: str = "") -> str:
    """Return what the letters are set in instead, with its share, what sets it and where that begins."""
    named = [
        f"{before}{shorten(use.value).replace('.', ',') if before else shorten(use.value)} "
        f"{_percent(use.letters / letters)} số chữ ({_set_by(use)})"
        for use in uses[:_NAMED]
    ]
    more = len(uses) - _NAMED
    return "; ".join(named) + (f"; và {more} chỗ khác" if more > 0 else "")


def _set_by(use: Use) -> str:
    first = f", đoạn đầu tiên “{use.example}”" if use.example else ""
    return named_source(use.source, sets=True) + first


def _beginnings(uses: Sequence[Use]) -> Detail:
    """Return the beginnings of the paragraphs that a message names."""
    return detail(Subject.PARAGRAPHS, beginnings=tuple(use.example for use in uses[:_NAMED]))


def _repairs(uses: Sequence[Use], where_style: str) -> str:
    """Say for each source at fault where in Word it is changed; what is repaired alike is named together."""
    ways: dict[str, list[str]] = {}
    for use in uses[:_NAMED]:
        sources = ways.setdefault(repair_of(use.source, where_style), [])
        name = named_source(use.source)
        sources += [name] if name not in sources else []
    return "; ".join(f"{', '.join(sources)} – {way}" for way, sources in ways.items())


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
