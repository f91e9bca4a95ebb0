"""What a print shop would stumble over, found before the files leave: boxes, fonts, inks, pictures, PDF/X-4."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf

from proceedings.book.furniture import POINTS
from proceedings.book.marks_on_paper import Drawn, Parsed, look
from proceedings.book.style import press_guideline
from proceedings.model.event import Event

_TOLERANCE_MM = 0.2
_ROOM_FOR_MARKS_MM = 3.0
_NEWEST = (1, 6)
_DEEPEST_TREE = 20
_DPI_ROUNDING = 0.5
_ICC_CLASS_AND_SPACE = slice(12, 20)
_PDFX = "http://www.npes.org/pdfx/ns/id/"
_FORBIDDEN = {
    "/OpenAction": "lệnh chạy khi mở tệp",
    "/AA": "lệnh chạy ngầm",
    "/AcroForm": "biểu mẫu điền",
    "/Collection": "tập tin đính kèm",
}
_MOST_NAMED = 5
# What reading a PDF raises whose parts are not what they should be: no number, no list, no key, no stream.
_BROKEN = (
    pikepdf.PdfError, pikepdf.DeletedObjectError, pikepdf.ForeignObjectError, ArithmeticError, AttributeError,
    LookupError, RuntimeError, TypeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a file for the print shop has to be; lengths in millimetres.

    Attributes
    ----------
    trim_mm
        Width and height of the trimmed page; None takes those of the file's first page.
    multiple
        The number of pages is a multiple of this.
    dpi
        Pictures of fewer dots per inch on paper are told of as too coarse; that stops nothing.
    labels
        Every page has a label.
    coloured_text
        Letters may be in colour (covers, banners); else they are black or grey.
    marks
        The paper is larger than the bleed on every side, so that crop marks have room.
    """

    trim_mm: tuple[float, float] | None
    bleed_mm: float = 3.0
    multiple: int = 1
    dpi: int = 150
    labels: bool = False
    coloured_text: bool = False
    marks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault of a file: on `page` (from 1), where it is one page's; `blocking` ones may not go to print."""

    code: str
    message: str
    page: int | None = None
    blocking: bool = True


def expected_for(name: str, event: Event | None = None) -> Expected:
    """Return what the file of this name in the print shop's folder has to be; `event` gives its sizes."""
    bleed = event.volume.print.bleed_mm if event else 3.0
    dpi = event.guideline.figure_dpi if event else 150
    page = press_guideline(event).page if event else None
    if name == "ruot.pdf":
        size = (page.width_mm, page.height_mm) if page else None
        return Expected(trim_mm=size, bleed_mm=bleed, multiple=4, dpi=dpi, labels=True)
    if name == "ma-ket.pdf":
        return Expected(trim_mm=None, bleed_mm=0, dpi=dpi, coloured_text=True, marks=False)
    return Expected(trim_mm=None, bleed_mm=bleed, dpi=dpi, coloured_text=True)


def preflight(pdf: bytes, expected: Expected) -> tuple[Fault, ...]:
    """Return everything that is wrong with a file for the print shop; a damaged file is one fault."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return (*_document(document, expected), *_pages(document, expected))
    except pikepdf.PasswordError:
        return (Fault(code="encrypted", message="Tệp có mật khẩu."),)
    except _BROKEN:
        return (Fault(code="damaged", message="Tệp PDF hỏng, không đọc được. Dựng lại bằng scripts/build.py."),)


def report(name: str, faults: tuple[Fault, ...]) -> str:
    """Return the findings on a file as lines to be read."""
    if not faults:
        return f"{name}: đạt."
    lines = [f"{name}:"]
    for fault in faults:
        lines.append(f"  {'LỖI' if fault.blocking else 'Lưu ý'}: {fault.message}")
    return "\n".join(lines)


def _document(document: pikepdf.Pdf, expected: Expected) -> Iterator[Fault]:
    count = len(document.pages)
    if not count:
        yield Fault(code="pages", message="Tệp không có trang nào. Dựng lại bằng scripts/build.py.")
    if count % expected.multiple:
        yield Fault(code="pages", message=f"Có {count} trang, phải là bội số của {expected.multiple}.")
    if document.is_encrypted:
        yield Fault(code="encrypted", message="Tệp có mật khẩu.")
    for key, what in _FORBIDDEN.items():
        if key in document.Root:
            yield Fault(code="active", message=f"Tệp có {what} ({key}).")
    names = document.Root.get("/Names", pikepdf.Dictionary())
    if "/JavaScript" in names or "/EmbeddedFiles" in names:
        yield Fault(code="active", message="Tệp có mã lệnh hoặc tệp đính kèm.")
    if not document.is_encrypted:  # encryption brings a version of its own
        yield from _version(document)
    if expected.labels:
        yield from _labels(document)
    yield from _intent(document)
    yield from _metadata(document)
    yield from _fonts(document)


def _labels(document: pikepdf.Pdf) -> Iterator[Fault]:
    labels = document.Root.get("/PageLabels")
    starts = _starts(labels) if labels is not None else []
    if not starts or starts[0] != 0 or starts[-1] >= len(document.pages):
        yield Fault(code="labels", message="Số trang in trong sách chưa ghi vào tệp (PageLabels).")


def _starts(node: pikepdf.Object, depth: int = 0) -> list[int]:
    """Return the pages, from 0, where a new way of numbering begins; the tree may have branches."""
    if depth > _DEEPEST_TREE:
        raise RecursionError
    starts = [int(number) for number in list(node.get("/Nums", []))[::2]]
    for branch in node.get("/Kids", []):
        starts += _starts(branch, depth + 1)
    return starts


def _version(document: pikepdf.Pdf) -> Iterator[Fault]:
    """PDF/X-4 is PDF 1.6; the catalogue may tell another version than the first line."""
    told = (document.pdf_version, str(document.Root.get("/Version", "/1.0"))[1:])
    newest = max(told, key=_numbered)
    if _numbered(newest) > _NEWEST:
        message = f"Tệp là PDF {newest}; PDF/X-4 chỉ đến PDF 1.6. Xuất lại thành PDF 1.6."
        yield Fault(code="version", message=message)


def _numbered(version: str) -> tuple[int, int]:
    major, minor = version.split(".")
    return int(major), int(minor)


def _intent(document: pikepdf.Pdf) -> Iterator[Fault]:
    intents = list(document.Root.get("/OutputIntents", []))
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFX":
        yield Fault(code="intent", message=f"Cần đúng một OutputIntent của PDF/X, tệp có {len(intents)}.")
        return
    colours = intents[0].get("/DestOutputProfile")
    content = colours.read_bytes() if isinstance(colours, pikepdf.Stream) else b""
    if content[_ICC_CLASS_AND_SPACE] != b"prtrCMYK" or colours.get("/N") != 4:
        yield Fault(code="intent", message="OutputIntent không có tệp màu ICC của máy in CMYK.")
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield Fault(code="intent", message="OutputIntent không ghi tên điều kiện in.")


def _metadata(document: pikepdf.Pdf) -> Iterator[Fault]:
    packet = document.Root.get("/Metadata")
    text = packet.read_bytes().decode("utf-8", "replace") if isinstance(packet, pikepdf.Stream) else ""
    wanted = {
        "GTS_PDFXVersion": "chuẩn PDF/X-4", "dc:title": "tên tài liệu", "xmp:CreateDate": "ngày tạo",
        "xmp:ModifyDate": "ngày sửa", "xmp:MetadataDate": "ngày ghi", "xmpMM:DocumentID": "mã tài liệu",
        "xmpMM:VersionID": "số bản", "xmpMM:RenditionClass": "loại bản", "pdf:Trapped": "trapping",
    }  # fmt: skip
    values = {"GTS_PDFXVersion": "PDF/X-4"}
    lacking = [
        what
        for name, what in wanted.items()
        if not re.search(rf"""[\s<:]{name}(>|\s*=\s*["']){values.get(name, "")}""", text)  # as element or attribute
    ]
    if lacking or _PDFX not in text:
        yield Fault(code="metadata", message=f"Siêu dữ liệu XMP thiếu: {', '.join(lacking) or 'không gian tên PDF/X'}.")
    if document.docinfo.get("/Trapped") not in ("/True", "/False"):
        yield Fault(code="metadata", message="Chưa ghi tệp đã trapping hay chưa (Trapped).")
    if "/ID" not in document.trailer:
        yield Fault(code="metadata", message="Tệp không có mã nhận dạng (ID).")


def _fonts(document: pikepdf.Pdf) -> Iterator[Fault]:
    for item in _dictionaries(document.objects):
        if item.get("/Type") != "/Font" and not ("/BaseFont" in item and "/Subtype" in item):
            continue
        name = re.sub(r"^[A-Z]{6}\+", "", str(item.get("/BaseFont", "/?"))[1:])
        if item.get("/Subtype") == "/Type3":
            yield Fault(code="font", message=f"Phông {name} là phông Type 3, máy in có thể vẽ sai.")
            continue
        below = item.get("/DescendantFonts")
        bearer = below[0] if below is not None else item
        if item.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
            continue  # looked at through the font that it descends from
        descriptor = bearer.get("/FontDescriptor", pikepdf.Dictionary())
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield Fault(code="font", message=f"Phông {name} không được nhúng.")
        if "/ToUnicode" not in item:
            yield Fault(code="font", message=f"Phông {name} không ghi chữ của từng hình (ToUnicode).")


def _dictionaries(objects: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Yield the dictionaries of a file, also those that stand within others."""
    for item in objects:
        holder = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(holder, pikepdf.Dictionary):
            yield holder
            yield from _dictionaries(value for value in holder.values() if _stands_here(value))


def _stands_here(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and not value.is_indirect


def _pages(document: pikepdf.Pdf, expected: Expected) -> Iterator[Fault]:
    size, media = expected.trim_mm, None
    parsed: Parsed = {}
    for number, page in enumerate(document.pages, 1):
        box = [float(side) for side in page.get("/TrimBox", page.mediabox)]
        size = size or ((box[2] - box[0]) / _unit(page), (box[3] - box[1]) / _unit(page))
        wrong = [*_boxes(page, number, size, expected)]
        yield from wrong
        sides = tuple(float(side) / _unit(page) for side in page.mediabox)
        media = media or sides
        if not wrong and any(abs(one - other) > _TOLERANCE_MM for one, other in zip(sides, media, strict=True)):
            message = f"Trang {number}: khổ giấy (MediaBox) khác trang 1; mọi trang phải cùng khổ."
            yield Fault(code="box", page=number, message=message)
        for key, what in (("/Annots", "liên kết hoặc chú giải"), ("/AA", "lệnh chạy ngầm")):
            if key in page and len(page[key]):
                yield Fault(code="annotation", page=number, message=f"Trang {number} có {what}; bản in không được có.")
        yield from _drawn(look(page, parsed), number, expected)


def _unit(page: pikepdf.Page) -> float:
    """Return the points of a millimetre, in the page's own unit."""
    return POINTS / float(page.get("/UserUnit", 1))


def _boxes(page: pikepdf.Page, number: int, size: tuple[float, float], expected: Expected) -> Iterator[Fault]:
    def box(name: str) -> list[float] | None:
        return [float(side) / _unit(page) for side in page[name]] if name in page else None

    def fault(message: str) -> Fault:
        return Fault(code="box", page=number, message=f"Trang {number}: {message}")

    media, trim, bleed = box("/MediaBox"), box("/TrimBox"), box("/BleedBox")
    if media is None or trim is None or bleed is None:
        yield fault("thiếu khung MediaBox, TrimBox hoặc BleedBox.")
        return
    if int(page.get("/Rotate", 0)):
        yield fault("bị xoay (Rotate).")
    if abs(media[0]) > _TOLERANCE_MM or abs(media[1]) > _TOLERANCE_MM:
        yield fault("gốc tọa độ của MediaBox khác 0, có chương trình sẽ đặt lệch trang.")
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    if abs(width - size[0]) > _TOLERANCE_MM or abs(height - size[1]) > _TOLERANCE_MM:
        yield fault(f"khổ thành phẩm {width:.1f} × {height:.1f} mm, phải là {size[0]:g} × {size[1]:g} mm.")
    over = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]]
    if any(abs(side - expected.bleed_mm) > _TOLERANCE_MM for side in over):
        yield fault(f"tràn lề phải là {expected.bleed_mm:g} mm ở cả bốn cạnh.")
    room = min(bleed[0] - media[0], bleed[1] - media[1], media[2] - bleed[2], media[3] - bleed[3])
    if room < -_TOLERANCE_MM:
        yield fault("BleedBox nằm ngoài MediaBox.")
    elif expected.marks and room < _ROOM_FOR_MARKS_MM - _TOLERANCE_MM:
        yield fault(f"không đủ chỗ cho dấu xén: MediaBox phải rộng hơn BleedBox ít nhất {_ROOM_FOR_MARKS_MM:g} mm.")


def _of_letters(drawn: Drawn) -> tuple[str, bool]:
    """Return what is to be said of letters in more than black ink, and whether that stops a file."""
    named = _named(drawn.coloured_text)
    if drawn.rich_black:
        return f"chữ đen pha nhiều mực, in lệch sẽ nhòe; cần một mình mực đen ({named}).", True
    return f"có chữ màu, không in bằng một mình mực đen ({named}).", False  # a label of a figure, coloured on purpose


def _drawn(drawn: Drawn, number: int, expected: Expected) -> Iterator[Fault]:
    def fault(code: str, message: str, *, blocking: bool = True) -> Fault:
        return Fault(code=code, page=number, message=f"Trang {number}: {message}", blocking=blocking)

    if drawn.rgb:
        yield fault("colour", f"màu RGB ({_named(drawn.rgb)}); bản in chỉ dùng màu xám và CMYK.")
    if drawn.coloured_text and not expected.coloured_text:
        message, blocking = _of_letters(drawn)
        yield fault("colour", message, blocking=blocking)
    for picture in drawn.pictures:
        if picture.space not in ("DeviceGray", "DeviceCMYK", "ImageMask"):
            yield fault(
                "image",
                f"hình {picture.width} × {picture.height} điểm ở hệ màu {picture.space}, phải là xám hoặc CMYK.",
            )
        if picture.masked:
            yield fault("transparency", "hình có vùng trong suốt (SMask).")
        if picture.dpi < expected.dpi - _DPI_ROUNDING:
            size = f"hình {picture.width} × {picture.height} điểm"
            message = f"{size} chỉ đạt {picture.dpi:.0f} dpi khi in, cần {expected.dpi} dpi."
            yield fault("resolution", message, blocking=False)
    if drawn.unseen:
        yield fault("forms", "hình lồng trong hình quá nhiều tầng hoặc lồng vào chính nó, không kiểm tra hết được.")
    if drawn.see_through:
        yield fault(
            "transparency", f"có phần trong suốt ({_named(drawn.see_through)}); PDF/X-4 cho phép.", blocking=False
        )


def _named(what: tuple[str, ...]) -> str:
    more = "; …" if len(what) > _MOST_NAMED else ""
    return "; ".join(what[:_MOST_NAMED]) + more
