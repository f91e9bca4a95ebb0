"""The writing guideline: every number of the house style, written once, for authors, rules and print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from proceedings.model.finding import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """The page papers are counted on and printed on; millimetres."""

    name: Annotated[str, "Khổ giấy"] = "A4"
    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 20
    bottom_mm: float = 20
    left_mm: float = 30
    right_mm: float = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """The font authors are asked for, and what it is printed with."""

    name: Annotated[str, "Phông chữ yêu cầu ở tác giả"] = "Times New Roman"
    print_with: Annotated[
        tuple[str, ...], "Phông dùng để in, lấy phông đầu tiên có trên máy; phải cùng độ rộng chữ với Times New Roman"
    ] = ("Tinos", "Liberation Serif")
    size_pt: float = 14
    line_spacing: Annotated[float, "Khoảng cách dòng so với cỡ chữ in thường của Word (1 = single)"] = 1.15
    paragraph_gap_pt: float = 6
    indent_mm: float = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A number with a smallest and a largest value; either may be open."""

    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPart:
    """A part that a paper on a model must have as a heading, with the words that may name it."""

    name: Annotated[str, "Tên phần"]
    words: Annotated[tuple[str, ...], "Các từ nhận ra phần này trong tiêu đề mục"] = ()


MODEL_PARTS = (
    ModelPart(name="mục tiêu", words=("mục đích",)),
    ModelPart(name="nội dung"),
    ModelPart(name="cách thức", words=("cách làm", "phương thức", "tổ chức thực hiện")),
    ModelPart(name="kết quả"),
    ModelPart(name="kinh nghiệm", words=("bài học",)),
)
"""The parts that the workshop's plan asks of a paper on a model; the default of every guideline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstract:
    """What is asked of a paper's abstract."""

    required: Annotated[bool, "Bài bắt buộc có tóm tắt"] = False
    words: Annotated[Range, "Số chữ của tóm tắt"] = field(default_factory=lambda: Range(max=250))


@dataclass(frozen=True, slots=True, kw_only=True)
class Keywords:
    """What is asked of a paper's keywords."""

    required: Annotated[bool, "Bài bắt buộc có từ khóa"] = False
    number: Annotated[Range, "Số từ khóa"] = field(default_factory=lambda: Range(min=3, max=6))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """How exactly the Word file as received (original.docx) has to follow the page and the font asked for."""

    aliases: Annotated[tuple[str, ...], "Tên khác của phông yêu cầu, được coi là đúng phông"] = (
        "Times New Roman Bold",
        "Times New Roman Regular",
        "TimesNewRomanPSMT",
        "Times",
        "Liberation Serif",
        "Tinos",
    )
    share: Annotated[float, "Tỷ lệ chữ phải đúng phông, đúng cỡ (0 đến 1)"] = 0.95
    size_tolerance_pt: Annotated[float, "Sai số cho phép của cỡ chữ"] = 0.5
    spacing_tolerance: Annotated[float, "Sai số cho phép của khoảng cách dòng (1 = single)"] = 0.1
    margin_tolerance_mm: Annotated[float, "Sai số cho phép của lề và khổ giấy"] = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """What a paper may cost; beyond it is refused before anything is laid out.

    `layout_seconds` are the processor's: what else the machine is busy with does not count.
    """

    front_matter_bytes: int = 16_384
    paper_bytes: int = 1_000_000
    word_letters: int = 500
    image_bytes: int = 10_000_000
    image_megapixels: float = 40
    svg_elements: int = 20_000
    svg_uses: int = 2_000
    manuscript_bytes: int = 50_000_000
    layout_seconds: int = 30
    layout_megabytes: int = 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """guideline.yml, the default of every event; an event may override any part."""

    page: PageSize = field(default_factory=PageSize)
    font: Typeface = field(default_factory=Typeface)
    pages: Annotated[Range, "Số trang của một bài"] = field(default_factory=Range)
    min_words: Annotated[int, "Dưới số chữ này bài bị coi là quá ngắn"] = 300
    note_words: Annotated[int, "Số chữ tối đa của một chú thích; dài hơn không vừa một trang"] = 400
    title_letters: Annotated[int, "Số ký tự tối đa của tên bài"] = 200
    model_parts: Annotated[tuple[ModelPart, ...], "Các phần bắt buộc của bài về mô hình, điển hình"] = MODEL_PARTS
    abstract: Annotated[Abstract, "Tóm tắt"] = field(default_factory=Abstract)
    keywords: Annotated[Keywords, "Từ khóa"] = field(default_factory=Keywords)
    figure_dpi: Annotated[int, "Độ phân giải tối thiểu của hình trên trang in (điểm ảnh mỗi inch)"] = 150
    word_file: Annotated[WordFile, "Tệp Word gốc (original.docx)"] = field(default_factory=WordFile)
    known_words: Annotated[tuple[str, ...], "Từ riêng được coi là viết đúng (tên riêng, thuật ngữ, từ mượn)"] = ()
    limits: FileLimits = field(default_factory=FileLimits)
    severity: Annotated[dict[str, Severity], "Mức độ riêng của một quy tắc, theo mã: error, warning, advice"] = field(
        default_factory=dict
    )
