"""A seminar: its plan as data, so that site, book and checks say the same."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from proceedings.model.guideline import Guideline, Range
from proceedings.model.volume import Volume
from proceedings.model.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    name: str
    offices: Annotated[tuple[Wording, ...], "Chức vụ, mỗi dòng một chức vụ"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A line of "Nơi nhận"; `role` is b/c, t/h, phối hợp …"""

    name: Wording
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlan:
    """The document that orders the seminar: phương án or kế hoạch."""

    kind: Annotated[str, "Loại văn bản: Phương án, Kế hoạch"]
    subject: Annotated[Wording, "Trích yếu"]
    signer: Signer
    number: Annotated[Wording | None, "Số và ký hiệu"] = None
    date: Annotated[datetime.date | None, "Ngày ban hành; bỏ trống khi bản gốc không ghi"] = None
    place: str | None = None
    based_on: Annotated[tuple[str, ...], "Mã các văn bản căn cứ (documents.yml)"] = ()
    recipients: tuple[Recipient, ...] = ()
    opening: Annotated[Wording | None, "Đoạn mở đầu của văn bản"] = None
    closing: Annotated[Wording | None, "Đoạn kết của văn bản"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A numbered item of contents."""

    number: str
    text: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic papers may be written on; one with `children` is only a heading."""

    number: Annotated[str, "Số của chủ đề, viết trong ngoặc kép"]
    title: Wording
    children: Annotated[tuple[Topic, ...], "Chủ đề con"] = ()
    open_ended: Annotated[bool, "Danh mục gốc kết thúc bằng “...”"] = False


class YearMonth(datetime.date):
    """A month without a day; the day of the value is always 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    start: datetime.date
    end: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When the seminar takes place: a moment, else a window of days, else only a month."""

    start: Annotated[datetime.datetime | None, "Thời điểm đã chốt, ví dụ 2021-10-29T08:00"] = None
    window: Annotated[Window | None, "Khoảng ngày dự kiến"] = None
    month: Annotated[YearMonth | None, "Tháng dự kiến, ví dụ 2021-11"] = None
    duration: str | None = None
    joined_with: Annotated[str | None, "Gắn với hoạt động khác"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    name: str
    mode: Annotated[Literal["onsite", "online"], "onsite: trực tiếp; online: trực tuyến"] = "onsite"
    option: Annotated[int | None, "Thứ tự phương án khi kế hoạch nêu nhiều phương án"] = None
    chosen: Annotated[bool, "Đã chọn"] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerLine:
    """One line of the hall banner (ma két); breaks and weights are data. An empty `text` is a gap."""

    SHORTHAND: ClassVar[str] = "text"

    text: str
    printed: Annotated[str | None, "Nguyên văn bản gốc, nếu bản gốc in sai"] = None
    bold: bool = False
    italic: bool = False
    title: Annotated[bool, "Dòng thuộc tên tọa đàm, hội thảo"] = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a name, an office or both: the plan may give only one of them."""

    office: Wording | None = None
    name: Wording | None = None
    address: Annotated[str | None, "Cách xưng hô: Đồng chí"] = None
    degree: str | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """What one unit has to do."""

    unit: Wording
    people: tuple[Person, ...] = ()
    tasks: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A step of the timeline; `year_inferred` where the plan prints no year."""

    start: datetime.date
    end: datetime.date
    task: Wording
    kind: Annotated[
        Literal["plan", "write", "submit", "review", "print", "hold"],
        "plan: chuẩn bị; write: viết; submit: nộp; review: thẩm định; print: in; hold: tổ chức",
    ]
    year_inferred: Annotated[bool, "Năm do biên tập suy ra"] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The day authors hand in, and the day schools send on; either may be absent."""

    authors: datetime.date | None = None
    schools: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitQuota:
    unit: str
    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """How many papers each unit owes: the default, and the units that differ."""

    default: Range
    units: Annotated[tuple[str, ...], "Mã các đơn vị tham gia"]
    exceptions: tuple[UnitQuota, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    title: str
    file: Annotated[str | None, "Tệp trong thư mục của sự kiện; bỏ trống khi không có tệp"] = None
    public: Annotated[bool, "Cho tải về trên website"] = False
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Where papers are sent; a public address of an office, never a person's mailbox."""

    how: Annotated[str, "Cách nộp bài, viết cho tác giả đọc"]
    email: Annotated[str | None, "Hộp thư công vụ; không ghi hộp thư cá nhân"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """A step of the day's programme."""

    time: Annotated[str, 'Giờ, viết trong ngoặc kép: "8:00 – 8:15"']
    what: Wording
    who: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """A delegate as listed in the volume."""

    name: str
    office: Wording | None = None
    unit: Annotated[str | None, "Mã đơn vị (units.yml) hoặc tên đơn vị"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A misprint or doubt in the original that no field of its own records."""

    place: Annotated[str, "Chỗ trong bản gốc"]
    printed: Annotated[str, "Nguyên văn"]
    corrected: Annotated[str | None, "Cách đọc đúng, nếu biết"] = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """event.yml: one seminar."""

    id: str = ""
    kind: Annotated[str, "Tọa đàm khoa học, Hội thảo khoa học"]
    level: Annotated[str, "Cấp: cấp trường, cụm thi đua"]
    title: Annotated[str, "Tên tọa đàm, hội thảo"]
    organizer: Annotated[str, "Mã đơn vị chủ trì (units.yml)"]
    plan: EventPlan
    date: EventDate
    banner: Annotated[tuple[BannerLine, ...], "Ma két, đúng từng dòng"]
    volume: Volume
    topics: tuple[Topic, ...] = ()
    purposes: tuple[Wording, ...] = ()
    requirements: tuple[Wording, ...] = ()
    contents: tuple[Numbered, ...] = ()
    own_topics: Annotated[bool, "Tác giả được tự chọn chủ đề"] = False
    venues: tuple[Venue, ...] = ()
    chairs: tuple[Person, ...] = ()
    secretary: Wording | None = None
    participants: tuple[Wording, ...] = ()
    expected: Annotated[int | None, "Số đại biểu dự kiến"] = None
    programme: Annotated[tuple[ProgrammeItem, ...], "Chương trình làm việc; in trong kỷ yếu khi có"] = ()
    delegates: Annotated[tuple[Delegate, ...], "Danh sách đại biểu; in trong kỷ yếu khi có"] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    timeline: tuple[Phase, ...] = ()
    deadlines: Deadlines = field(default_factory=Deadlines)
    quotas: Quotas | None = None
    submission: Submission | None = None
    funding: Wording | None = None
    attachments: tuple[Attachment, ...] = ()
    products: tuple[str, ...] = ()
    errata: tuple[Erratum, ...] = ()
    board: Annotated[
        Literal["hidden", "public", "internal"],
        "Bảng theo dõi của ban biên tập trên website. hidden: không đăng; public: chỉ số liệu và bài đã nhận; "
        "internal: đăng cả nhận xét, lý do miễn, bản nháp",
    ] = "public"
    guideline: Guideline = field(default_factory=Guideline)
