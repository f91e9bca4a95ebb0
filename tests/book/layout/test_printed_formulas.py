"""Formulas in the book: vector, in black ink alone, put into words for listeners, and no trouble to the proof."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from book import seminar

from proceedings.book.layout.layout_pool import typeset_all
from proceedings.book.volume.binding import bind
from proceedings.book.volume.proof import proof, texts
from proceedings.listing.volume_order import plan
from proceedings.reading.load import read

pytestmark = pytest.mark.slow

TEXT = """\
## Tỷ lệ $\\frac{a}{b}$ là gì

$x^2$ mở đầu đoạn này.[^1] Rồi $\\sqrt{x}$ và căn.[^2]

$$\\text{Tỷ lệ đạt} = \\frac{\\text{Số bài đạt}}{\\text{Tổng số bài}} \\times 100\\%$$

| Chỉ số | Cách tính |
| --- | --- |
| Trung bình | $\\frac{a+b}{2}$ |

Câu cuối có $y$ ở giữa.

[^1]: $\\bar{x}$ là trung bình cộng.
[^2]: Căn bậc hai.

    $$\\sqrt{x} = y$$
"""


def test_book_with_formulas_is_proved_and_black(tmp_path: Path) -> None:
    root = seminar.write(tmp_path)
    path = root / seminar.FOLDER / "cong-thuc.md"
    path.write_text(seminar.paper("Công thức trong bài", "1", TEXT), encoding="utf-8")
    proceedings = read(root).proceedings
    papers = tuple(paper for paper in proceedings.papers if paper.slug in ("cong-thuc", "tu-chon"))
    layouts = typeset_all(proceedings, papers)
    layout = next(layouts[paper.path] for paper in papers if paper.slug == "cong-thuc")
    event = proceedings.events[0]
    book = bind(event, plan(event, papers, layouts, {}), proceedings)
    assert proof(book) == ()
    assert "giữa" in "".join(texts(book.volume))
    with pikepdf.open(io.BytesIO(layout.pdf)) as piece:
        streams = [item.read_bytes() for item in piece.objects if isinstance(item, pikepdf.Stream)]
        drawn = b"\n".join(stream for stream in streams if b" re" in stream or b" c\n" in stream)
        told = {str(item.Alt) for item in piece.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item}
    assert drawn.count(b" c\n") > 100  # outlines, not letters
    assert not re.search(rb"(?<![\w/])(?:rg|RG|k|K)\b", drawn)
    assert "căn bậc hai của x" in told
    assert layout.foreign == {}
