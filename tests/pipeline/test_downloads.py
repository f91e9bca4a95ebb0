"""Which Word files an event offers its authors."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
from plans import EVENT

from proceedings.pipeline.downloads import downloads
from proceedings.reading.load import read
from proceedings.web.content import Download

_ID = "2021-hoi-thao"


def names(tree: Path) -> list[str]:
    return [file.name for file in downloads(read(tree).proceedings)[_ID]]


def test_a_template_for_models_only_where_the_event_asks_for_their_parts(make_tree: Callable[..., Path]) -> None:
    assert names(make_tree()) == ["mau-bai.docx", "mau-bai-mo-hinh.docx", "bai-mau.docx"]
    without = EVENT + "guideline: {model_parts: []}\n"
    assert names(make_tree({f"papers/{_ID}/event.yml": without})) == ["mau-bai.docx", "bai-mau.docx"]


def test_the_sample_is_of_the_event(make_tree: Callable[..., Path]) -> None:
    sample = downloads(read(make_tree()).proceedings)[_ID][-1]
    lines = [found.text for found in docx.Document(io.BytesIO(sample.content)).paragraphs]
    assert "ThS. Nguyễn Văn A" in lines
    assert "Giảng viên, Trường Chính trị tỉnh A" in lines
    assert "(Bài minh họa – tác giả giả định)" in lines
    assert any(line.startswith("Chủ đề: 1. Cơ sở lý luận") for line in lines)


def test_sizes_are_told_in_whole_kilobytes() -> None:
    assert Download(name="a", label="a", content=b"x" * 1025).size == "2 KB"
    assert Download(name="a", label="a", content=b"x" * 1024).size == "1 KB"
