"""The printed book as an event asks for it: parts, imprint, trim size, and what the print shop has to know."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Annotated, Literal, NamedTuple


class Between(NamedTuple):
    """The smallest and the largest plausible value of a number; the reader refuses any other (KY103)."""

    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The imprint of a book with an ISBN; a line that is not given is not printed."""

    name: Annotated[str, "Nhà xuất bản"]
    address: Annotated[str | None, "Địa chỉ nhà xuất bản"] = None
    isbn: Annotated[str, "Mã số ISBN"]
    registration: Annotated[str, "Số xác nhận đăng ký xuất bản"]
    decision: Annotated[str, "Quyết định xuất bản: số, ngày"]
    deposit: Annotated[str, "Nộp lưu chiểu: quý mấy, năm nào"]
    director: Annotated[str | None, "Chịu trách nhiệm xuất bản"] = None
    content: Annotated[str | None, "Chịu trách nhiệm nội dung"] = None
    editor: Annotated[str | None, "Biên tập"] = None
    cover: Annotated[str | None, "Thiết kế bìa"] = None
    typesetting: Annotated[str | None, "Chế bản"] = None
    proofreader: Annotated[str | None, "Sửa bản in và đọc sách mẫu"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """The licence of a document that is not sold."""

    number: Annotated[str, "Số giấy phép xuất bản tài liệu không kinh doanh"]
    date: Annotated[datetime.date, "Ngày cấp"]
    agency: Annotated[str, "Cơ quan cấp"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintShop:
    """Who prints the book."""

    name: Annotated[str, "Cơ sở in"]
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """What the print shop has to know beside the files."""

    shop: Annotated[PrintShop | None, "Cơ sở in"] = None
    paper: Annotated[str, "Giấy ruột"] = "Offset 80 g/m²"
    caliper_mm: Annotated[float, "Độ dày một tờ (hai trang) giấy ruột; hỏi nhà in", Between(0.03, 0.6)] = 0.1
    cover_paper: Annotated[str, "Giấy bìa"] = "Couché 250 g/m²"
    cover_caliper_mm: Annotated[float, "Độ dày một tờ bìa", Between(0.05, 3)] = 0.25
    binding: Annotated[Literal["glued", "stapled"], "glued: keo gáy; stapled: ghim giữa"] = "glued"
    inside: Annotated[Literal["black", "colour"], "black: ruột in một màu đen; colour: giữ màu của hình"] = "colour"
    bleed_mm: Annotated[float, "Phần tràn lề mỗi cạnh", Between(0, 10)] = 3
    profile: Annotated[
        str | None, "Tệp ICC (CMYK) của nhà in, đặt trong papers/; bỏ trống thì dùng tệp của gói libgs-common"
    ] = None
    condition: Annotated[str | None, "Tên điều kiện in của tệp ICC, ví dụ FOGRA39"] = None
    booklet: Annotated[bool, "Làm thêm tệp gấp đôi (hai trang một mặt) để tự in và ghim giữa"] = False
    purpose: Annotated[str | None, "Mục đích xuất bản (tờ khai xin giấy phép)"] = None
    summary: Annotated[str | None, "Tóm tắt nội dung (tờ khai xin giấy phép)"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HallBanner:
    """The banner in the hall; its size is that of the cloth."""

    width_mm: Annotated[float, "Chiều rộng ma két", Between(500, 20_000)] = 4000
    height_mm: Annotated[float, "Chiều cao ma két", Between(500, 20_000)] = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The printed book."""

    title: Annotated[str, "Dòng trên bìa: KỶ YẾU TỌA ĐÀM KHOA HỌC"]
    imprint: Annotated[
        Literal["publisher", "permit", "internal"],
        "publisher: nhà xuất bản; permit: tài liệu không kinh doanh; internal: lưu hành nội bộ",
    ] = "internal"
    publisher: Annotated[Publisher | None, "Cần khi imprint: publisher"] = None
    permit: Annotated[Permit | None, "Cần khi imprint: permit"] = None
    copies: Annotated[int | None, "Số bản in", Between(1, 100_000)] = None
    editor: Annotated[str, "Đơn vị chịu trách nhiệm nội dung"] = "Ban Biên tập"
    name: Annotated[str | None, "Tên kỷ yếu viết thường, khi tên có danh từ riêng"] = None
    trim: Annotated[
        Literal["A4", "16x24", "14.5x20.5"] | None,
        "Khổ sách (cm); bỏ trống thì in đúng khổ giấy của quy định trình bày",
    ] = None
    contents: Annotated[Literal["front", "back"], "Mục lục ở đầu hay cuối sách"] = "front"
    part_pages: Annotated[bool, "In trang tên phần trước mỗi mục lớn của danh mục chủ đề"] = False
    right_hand: Annotated[bool, "Mỗi bài mở đầu ở trang bên phải"] = False
    order: Annotated[
        tuple[str, ...],
        "Thứ tự bài trong từng chủ đề: tên tệp, không có .md; bài không kể tên đứng sau, theo ngày nhận",
    ] = ()
    print: Annotated[PrintJob, "Dành cho nhà in"] = field(default_factory=PrintJob)
    hall_banner: Annotated[HallBanner, "Ma két treo hội trường, khổ thật"] = field(default_factory=HallBanner)

    @property
    def spoken(self) -> str:
        """The title as it is written in a sentence; the cover's is in capitals."""
        return self.name or self.title.capitalize()
