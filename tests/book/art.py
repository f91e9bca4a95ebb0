"""What the tests of cover, jacket, banner, order and booklet share: odd events, and pages read back."""

from __future__ import annotations

import dataclasses
import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2

from proceedings.book.layout.fonts import find
from proceedings.model.event import BannerLine, Event, EventDate, EventPlan, Signer, YearMonth
from proceedings.model.guideline import Typeface
from proceedings.model.volume import Permit, Publisher, Volume

FAMILY = find(Typeface())
TESTS = Path(__file__).resolve().parents[1]
MM = 72 / 25.4
PUBLISHER = Publisher(
    name="Nhà xuất bản Lý luận Chính trị",
    isbn="978-604-901-234-1",
    registration="1-2021/CXBIPH/1-1/LLCT",
    decision="12-QĐ/NXB",
    deposit="quý IV năm 2021",
)
TITLES = ("“THỰC TIỄN XÂY DỰNG MÔ HÌNH, ẤỞỆ", "ĐIỂN HÌNH GÓP PHẦN SỚM HOÀN THÀNH CÁC TIÊU CHÍ", "HIỆN NAY”")
LONG = "Một dòng tên rất dài mà không ai chịu ngắt, kể về việc khuyến khích và bảo vệ cán bộ năng động, sáng tạo"
AGENCIES = ("HỌC VIỆN CHÍNH TRỊ QUỐC GIA HỒ CHÍ MINH", "CỤM THI ĐUA SỐ 1")
PLACE = "Thanh Hóa, ngày tháng 11 năm 2021"

INKS = {"g", "G", "k", "K", "scn", "SCN", "/DeviceCMYK"}
"""What grey and four inks are set with."""

_COLOURS = {"g", "G", "k", "K", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}


def event(
    titles: Sequence[str] = TITLES, agencies: Sequence[str] = AGENCIES, banner: Sequence[BannerLine] = (), **volume
) -> Event:
    """Return an event whose banner has these agencies and title lines, and a volume as given."""
    lines = [
        *(BannerLine(text=line) for line in agencies),
        BannerLine(text=""),
        BannerLine(text="HỘI THẢO KHOA HỌC", bold=True),
        *(BannerLine(text=line, bold=True, title=True) for line in titles),
        BannerLine(text=""),
        BannerLine(text=PLACE, italic=True),
    ]
    return Event(
        id="thu",
        kind="Hội thảo khoa học",
        level="cấp trường",
        title="Thực tiễn xây dựng mô hình, điển hình góp phần sớm hoàn thành các tiêu chí hiện nay",
        organizer="truong-a",
        plan=EventPlan(kind="Kế hoạch", subject="Tổ chức hội thảo", signer=Signer(name="Nguyễn Văn A")),
        date=EventDate(month=YearMonth(2021, 11, 1)),
        banner=tuple(banner) or tuple(lines),
        volume=Volume(**{"title": "KỶ YẾU HỘI THẢO KHOA HỌC", **volume}),
    )


def printed(subject: Event, **job) -> Event:
    """Return an event with another order for the print shop."""
    volume = dataclasses.replace(subject.volume, print=dataclasses.replace(subject.volume.print, **job))
    return dataclasses.replace(subject, volume=volume)


def permit() -> Permit:
    return Permit(number="12/GP", date=YearMonth(2021, 11, 2), agency="Sở Văn hóa, Thể thao và Du lịch")


def lines(pdf: bytes) -> list[str]:
    """Return the lines of all pages as pdfium reads them; one that is empty is no line."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return [line.strip() for line in unicodedata.normalize("NFC", text).splitlines() if line.strip()]


def size_mm(pdf: bytes) -> list[tuple[float, float]]:
    """Return the true size of each page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [_size(page) for page in document.pages]


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in page.mediabox)
    unit = float(page.obj.get("/UserUnit", 1)) / MM
    return round((right - left) * unit, 2), round((top - bottom) * unit, 2)


def operations(pdf: bytes) -> list[tuple[str, tuple[float | str, ...]]]:
    """Return the operators that set colours, with what they set."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            (str(step.operator), tuple(_plain(value) for value in step.operands))
            for page in document.pages
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) in _COLOURS
        ]


def _plain(value: object) -> float | str:
    return str(value) if isinstance(value, pikepdf.Name) else float(value)  # type: ignore[arg-type]


def inks(pdf: bytes) -> set[str]:
    """Return the operators that set colours, and their spaces; nothing may be see-through or a picture."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for state in page.resources.get("/ExtGState", pikepdf.Dictionary()).values():
                assert all(float(state.get(key, 1)) == 1 for key in ("/ca", "/CA"))
                assert state.get("/SMask", "/None") == "/None"
            assert not any(len(page.resources.get(key, {})) for key in ("/XObject", "/Pattern", "/Shading"))
    found = operations(pdf)
    spaces = {str(values[0]) for operator, values in found if operator in ("cs", "CS")}
    return {operator for operator, _ in found} - {"cs", "CS"} | spaces
