"""Remarks on a Word file that no rule speaks of: changes, comments, people's names, spaces of paragraphs, pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.model.guideline import Guideline
from proceedings.model.word_measurements import Traces, Use, WordMeasurements
from proceedings.rules.word_menus import ACCEPT_CHANGES, DELETE_COMMENTS, INSPECT, PARAGRAPH, SHOW_HIDDEN
from proceedings.rules.word_pages import decimal
from proceedings.text.letters import shorten, spelling_key

_MAIN_SHARE = 0.5
_GAP_NEAR_PT, _INDENT_NEAR_MM = 1.0, 2.0
_SHOWN = 5


def notes(manuscript: WordMeasurements, guideline: Guideline, pages: int | None = None) -> tuple[str, ...]:
    """Return what an editor or author should know of a Word file beside its findings, in Vietnamese.

    Names of people are in it: for the editor's eyes, never for the site.

    Parameters
    ----------
    pages
        Pages of the paper in our own layout, None where it was not laid out.
    """
    return (
        *_changes(manuscript.traces),
        *_personal(manuscript.traces),
        *_spaces(manuscript, guideline),
        *_numbers(manuscript, guideline),
        *_turned(manuscript),
        *_pages(manuscript, pages),
    )


def _changes(traces: Traces) -> Iterator[str]:
    if traces.inserted or traces.deleted:
        yield (
            f"Tệp còn theo dõi sửa đổi: {traces.inserted} chữ thêm (được lấy vào bài), {traces.deleted} chữ xóa "
            f"(không lấy). Trong Word: {ACCEPT_CHANGES}."
        )
    elif traces.tracking:
        yield "Tệp đang bật theo dõi sửa đổi; tắt ở thẻ Review (Xem lại) > Track Changes (Theo dõi Thay đổi)."
    if traces.comments:
        yield f"Tệp có {traces.comments} nhận xét (không đăng). Trong Word: {DELETE_COMMENTS}."
    if traces.hidden:
        yield f"Tệp có {traces.hidden} chữ cái định dạng ẩn (không lấy vào bài). Trong Word: {SHOW_HIDDEN}."
    if traces.active:
        yield f"Tệp chứa {', '.join(traces.active)}; lưu lại dưới dạng Word Document (.docx) sau khi bỏ các phần này."


def _personal(traces: Traces) -> Iterator[str]:
    told = [f"{name}: {shorten(value)}" for name, value in traces.properties]
    if traces.people:
        told.append(f"tên người sửa, người nhận xét: {', '.join(shorten(name, 40) for name in traces.people[:_SHOWN])}")
    if told:
        yield f"Tệp ghi thông tin cá nhân ({'; '.join(told)}); thông tin này không đăng. Trong Word: {INSPECT}."


def _spaces(manuscript: WordMeasurements, guideline: Guideline) -> Iterator[str]:
    font = guideline.font
    gap = _mostly_other(manuscript.gaps, font.paragraph_gap_pt, _GAP_NEAR_PT)
    if gap:
        yield (
            f"Các đoạn cách nhau {gap.value.replace('.', ',')} pt ({gap.source}), quy định "
            f"{decimal(font.paragraph_gap_pt)} pt. Trong Word: {PARAGRAPH}, ô Before, After (Trước, Sau)."
        )
    indent = _mostly_other(manuscript.indents, font.indent_mm, _INDENT_NEAR_MM)
    if indent:
        yield (
            f"Dòng đầu đoạn thụt {decimal(float(indent.value))} mm ({indent.source}), quy định "
            f"{decimal(font.indent_mm)} mm. Trong Word: {PARAGRAPH}, mục Special (Đặc biệt) chọn First line "
            f"(Dòng đầu tiên), ghi {decimal(font.indent_mm / 10)} cm."
        )


def _mostly_other(uses: Sequence[Use], asked: float, near: float) -> Use | None:
    """Return the commonest value where most long paragraphs are not as asked."""
    wrong = [use for use in uses if abs(float(use.value) - asked) > near]
    every = sum(use.letters for use in uses)
    return wrong[0] if sum(use.letters for use in wrong) > _MAIN_SHARE * every else None


def _numbers(manuscript: WordMeasurements, guideline: Guideline) -> Iterator[str]:
    right = {spelling_key(name) for name in (guideline.font.name, *guideline.word_file.aliases)}
    wrong = [use for use in manuscript.numbers if spelling_key(use.value) not in right]
    if wrong:
        named = "; ".join(
            f"{shorten(use.value)} ở {use.letters} đoạn ({shorten(use.source)}, đoạn đầu tiên “{use.example}”)"
            for use in wrong[:_SHOWN]
        )
        yield (
            f"Số thứ tự tự động không đặt phông {guideline.font.name}: {named}. Trong Word: bấm vào số, Ctrl+D, chọn "
            "lại phông."
        )


def _turned(manuscript: WordMeasurements) -> Iterator[str]:
    turned = sum(section.landscape for section in manuscript.sections)
    if turned and len(manuscript.sections) > 1:
        yield f"Tệp có {turned} phần (section) giấy nằm ngang; bản in xếp tất cả trên giấy đứng, cần xem lại bảng rộng."


def _pages(manuscript: WordMeasurements, pages: int | None) -> Iterator[str]:
    if manuscript.pages is not None and pages is not None and manuscript.pages != pages:
        yield (
            f"Word ghi trong tệp {manuscript.pages} trang, bản in của kỷ yếu tính {pages} trang; số trang của kỷ yếu "
            "là số được xét (số ghi trong tệp do lần lưu cuối cùng, có thể sai)."
        )
