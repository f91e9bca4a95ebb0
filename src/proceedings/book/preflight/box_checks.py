"""The boxes of each page: trimmed size, bleed, room for crop marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pikepdf

from proceedings.book.preflight.drawn import comma
from proceedings.book.preflight.expected import Expected, points_per_mm
from proceedings.book.preflight.finding import PreflightFinding

_TOLERANCE_MM = 0.2
_ROOM_FOR_MARKS_MM = 3.0


class PageBoxes(NamedTuple):
    """The boxes of a page in millimetres: left, bottom, right, top; None where a page has none."""

    media: tuple[float, ...]
    trim: tuple[float, ...] | None
    bleed: tuple[float, ...] | None


def page_boxes(page: pikepdf.Page) -> PageBoxes:
    unit = points_per_mm(page)

    def box(name: str) -> tuple[float, ...] | None:
        if name not in page:
            return None
        left, bottom, right, top = (float(side) / unit for side in page[name])
        return left, bottom, right, top

    return PageBoxes(tuple(float(side) / unit for side in page.mediabox), box("/TrimBox"), box("/BleedBox"))


def size_of(box: tuple[float, ...]) -> tuple[float, float]:
    return round(box[2] - box[0], 1), round(box[3] - box[1], 1)


def _differ(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return any(abs(mine - its) > _TOLERANCE_MM for mine, its in zip(one, other, strict=True))


def check_sheet(boxes: PageBoxes, number: int, size: tuple[float, float] | None) -> Iterator[PreflightFinding]:
    if size and _differ(size_of(boxes.media), size):
        what = f"khổ giấy {_shown(size_of(boxes.media))}, phải là {_shown(size)}."
        yield PreflightFinding(code="box", page=number, what=what)


def check_frame(
    page: pikepdf.Page,
    boxes: PageBoxes,
    number: int,
    size: tuple[float, float] | None,
    paper: tuple[float, float] | None,
    expected: Expected,
) -> Iterator[PreflightFinding]:
    """Yield what is wrong with the boxes of a page that will be cut: its size, its bleed, the room for marks."""
    missing = [name for name, box in (("TrimBox", boxes.trim), ("BleedBox", boxes.bleed)) if box is None]
    if "/MediaBox" not in page:
        missing.insert(0, "MediaBox")
    wrong = [f"thiếu khung {', '.join(missing)}."] if missing else []
    if boxes.trim and boxes.bleed and not missing:
        wrong += _out_of_place(page, boxes.media)
        wrong += _cut(boxes.trim, size, expected)
        wrong += _bled(boxes.media, boxes.trim, boxes.bleed, expected)
        if not wrong and paper and _differ(size_of(boxes.media), paper):
            held = _shown(size_of(boxes.media))
            wrong.append(f"khổ giấy (MediaBox) {held}, phần lớn các trang là {_shown(paper)}; mọi trang phải cùng khổ.")
    yield from (PreflightFinding(code="box", page=number, what=what) for what in wrong)


def _out_of_place(page: pikepdf.Page, media: tuple[float, ...]) -> Iterator[str]:
    if int(page.get("/Rotate", 0)):
        yield "bị xoay (Rotate)."
    if abs(media[0]) > _TOLERANCE_MM or abs(media[1]) > _TOLERANCE_MM:
        yield "gốc tọa độ của MediaBox khác 0, có chương trình sẽ đặt lệch trang."


def _cut(trim: tuple[float, ...], size: tuple[float, float] | None, expected: Expected) -> Iterator[str]:
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    if size is None or not _differ((width, height), size):
        return
    what = f"khổ thành phẩm {_shown((width, height))}, phải là {_shown(size)}"
    if expected.spine_mm is not None:
        spine = expected.spine_mm + width - size[0]
        what += f": gáy {_mm(spine)} mm, theo số trang ruột và độ dày giấy phải là {_mm(expected.spine_mm)} mm"
    yield f"{what}."


def _bled(
    media: tuple[float, ...], trim: tuple[float, ...], bleed: tuple[float, ...], expected: Expected
) -> Iterator[str]:
    over = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]]
    if any(abs(side - expected.bleed_mm) > _TOLERANCE_MM for side in over):
        held = " – ".join(_mm(side) for side in sorted({round(side, 1) for side in over}))
        yield f"tràn lề phải là {comma(expected.bleed_mm)} mm ở cả bốn cạnh, tệp có {held} mm."
    room = min(bleed[0] - media[0], bleed[1] - media[1], media[2] - bleed[2], media[3] - bleed[3])
    if room < -_TOLERANCE_MM:
        yield "BleedBox nằm ngoài MediaBox."
    elif expected.marks and room < _ROOM_FOR_MARKS_MM - _TOLERANCE_MM:
        yield f"không đủ chỗ cho dấu xén: MediaBox phải rộng hơn BleedBox ít nhất {comma(_ROOM_FOR_MARKS_MM)} mm."


def _mm(length: float) -> str:
    return f"{round(length, 1) + 0:.1f}".replace(".", ",")  # + 0 takes the minus from a nought


def _shown(size: tuple[float, float]) -> str:
    return f"{_mm(size[0])} × {_mm(size[1])} mm"
