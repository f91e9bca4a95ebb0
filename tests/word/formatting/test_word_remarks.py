"""Remarks on what a Word file carries beside its text: reported where it is there, silent where all is as asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proceedings.model.guideline import Guideline
from proceedings.model.word_measurements import DEFAULTS, Level, PageSection, Source, Traces, Use, WordMeasurements
from proceedings.word.formatting.remarks import notes
from proceedings.word.wording import worded

CLEAN = WordMeasurements(
    letters=1000,
    fonts=(),
    sizes=(),
    spacings=(),
    squeezed=None,
    gaps=(Use(value="6", letters=900, source=Source(Level.STYLE, "Normal")),),
    indents=(Use(value="10", letters=900, source=Source(Level.STYLE, "Normal")),),
    numbers=(Use(value="Times New Roman", letters=3, source=Source(Level.STYLE, "Normal")),),
    sections=(PageSection(letters=1000, page_mm=(210, 297), margins_mm=(20, 20, 20, 30)),),
)
WIDE = PageSection(letters=10, page_mm=(297, 210), margins_mm=None)


def test_a_file_as_asked_is_not_remarked_upon() -> None:
    assert notes(CLEAN, Guideline()) == ()


@pytest.mark.parametrize(
    ("manuscript", "said"),
    [
        (replace(CLEAN, traces=Traces(inserted=3, deleted=4)), ["3 chữ thêm", "4 chữ xóa", "Accept All Changes"]),
        (replace(CLEAN, traces=Traces(tracking=True)), ["đang bật theo dõi sửa đổi"]),
        (replace(CLEAN, traces=Traces(comments=2)), ["2 nhận xét", "Delete All Comments"]),
        (replace(CLEAN, traces=Traces(hidden=5)), ["5 chữ cái định dạng ẩn"]),
        (replace(CLEAN, traces=Traces(active=("macro",))), ["chứa macro"]),
        (replace(CLEAN, traces=Traces(people=("Lê Văn C",))), ["Lê Văn C", "không đăng", "Inspect Document"]),
        (replace(CLEAN, traces=Traces(properties=(("cơ quan (Company)", "X"),))), ["cơ quan (Company): X"]),
        (
            replace(CLEAN, gaps=(Use(value="11.25", letters=9, source=Source(Level.STYLE, "A")),)),
            ["11,25 pt (kiểu “A”)", "6 pt"],
        ),
        (replace(CLEAN, indents=(Use(value="0", letters=9, source=DEFAULTS),)), ["thụt 0 mm", "10 mm", "1 cm"]),
        (
            replace(CLEAN, numbers=(Use(value="Calibri", letters=2, source=DEFAULTS, example="Một mục"),)),
            ["Calibri ở 2 đoạn", "“Một mục”"],
        ),
        (replace(CLEAN, sections=(*CLEAN.sections, WIDE)), ["1 phần (section) giấy nằm ngang"]),
    ],
)
def test_each_thing_is_said_once_with_where_to_click(manuscript: WordMeasurements, said: list[str]) -> None:
    (remark,) = notes(manuscript, Guideline())
    for piece in said:
        assert piece in worded(remark)


def test_the_pages_of_the_file_are_set_beside_ours() -> None:
    (remark,) = notes(replace(CLEAN, pages=7), Guideline(), pages=5)
    assert "7 trang" in worded(remark)
    assert "5 trang" in worded(remark)


def test_what_only_few_paragraphs_have_is_not_said() -> None:
    gaps = (Use(value="6", letters=600, source=DEFAULTS), Use(value="12", letters=400, source=DEFAULTS))
    assert notes(replace(CLEAN, gaps=gaps), Guideline()) == ()
