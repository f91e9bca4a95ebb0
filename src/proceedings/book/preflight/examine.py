"""What a print shop would stumble over, found before the files leave: boxes, fonts, inks, pictures, PDF/X-4."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

import pikepdf

from proceedings.book.layout.stylesheet import press_guideline
from proceedings.book.pages.booklet import sides
from proceedings.book.pages.running_heads import POINTS
from proceedings.book.preflight.content_scan import Drawn, DrawnPicture, Shared, comma, look
from proceedings.model.event import Event

T = TypeVar("T", bound=Hashable)

_TOLERANCE_MM = 0.2
_ROOM_FOR_MARKS_MM = 3.0
MOST_INK = 300
"""Per cent: more ink at one place dries slowly and comes off on the sheet above."""
_NEWEST = (1, 6)
_DEEPEST_TREE = 20
_ROUNDING = 0.5
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

INSIDE, COVER, BANNER, BOOKLET, UNKNOWN = "ruot", "bia", "ma-ket", "gap-doi", ""
"""Kinds of files."""

_KIND_BY_NAME = {"ruot.pdf": INSIDE, "bia.pdf": COVER, "ma-ket.pdf": BANNER, "ruot-gap-doi.pdf": BOOKLET}
# What tells the kind of a file of another name: upright pages as many as no leaflet has, one wide page, one huge one.
_BOOK_FROM_PAGES, _SPREAD_FROM, _BANNER_FROM_MM = 8, 1.2, 1000
# The names under which a booklet's sides draw their two pages.
_LEFT_HALF, _RIGHT_HALF = "/KyYeuLeft", "/KyYeuRight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a file for the print shop has to be; lengths in millimetres.

    Attributes
    ----------
    trim_mm
        Width and height of the trimmed page; None takes what most pages of the file have.
    spine_mm
        The part of a cover's width that is its spine, where it is known.
    multiple
        The number of pages is a multiple of this.
    dpi
        Pictures of fewer dots per inch on paper are told of as too coarse; that stops nothing.
    labels
        Every page has a label.
    coloured_text
        Letters may be in colour (covers, banners); else they are black or grey.
    black_only
        The file prints in black ink alone.
    marks
        The paper is larger than the bleed on every side, so that crop marks have room.
    office
        A copy for the office's own printer: no bleed, no marks, no PDF/X.
    """

    trim_mm: tuple[float, float] | None
    spine_mm: float | None = None
    bleed_mm: float = 3.0
    multiple: int = 1
    dpi: int = 150
    labels: bool = False
    coloured_text: bool = False
    black_only: bool = False
    marks: bool = True
    office: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightFinding:
    """A fault of a file: on `page` (from 1), where it is one page's; `blocking` ones may not go to print."""

    code: str
    what: str
    page: int | None = None
    blocking: bool = True

    @property
    def message(self) -> str:
        return f"Trang {self.page}: {self.what}" if self.page else self.what


class _Boxes(NamedTuple):
    """The boxes of a page in millimetres: left, bottom, right, top; None where a page has none."""

    media: tuple[float, ...]
    trim: tuple[float, ...] | None
    bleed: tuple[float, ...] | None


def kind_of(name: str, pdf: bytes) -> str:
    """Return the kind of a file: by its name in the print shop's folder, else by what it looks like."""
    if name in _KIND_BY_NAME:
        return _KIND_BY_NAME[name]
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return _looks_like(document)
    except (pikepdf.PasswordError, *_BROKEN):
        return UNKNOWN


def _looks_like(document: pikepdf.Pdf) -> str:
    page, count = document.pages[0], len(document.pages)
    if _LEFT_HALF in page.resources.get("/XObject", pikepdf.Dictionary()):
        return BOOKLET
    left, bottom, right, top = (float(side) / _unit(page) for side in page.trimbox)
    upright = right - left < top - bottom
    if upright and (count >= _BOOK_FROM_PAGES or (count > 1 and "/PageLabels" in document.Root)):
        return INSIDE
    if count > 1:
        return UNKNOWN
    if right - left >= _BANNER_FROM_MM:
        return BANNER
    return COVER if right - left >= _SPREAD_FROM * (top - bottom) else UNKNOWN


def expected_for(name: str, event: Event | None = None) -> Expected:
    """Return what the file of this name in the print shop's folder has to be; `event` gives its sizes."""
    return expected_of(_KIND_BY_NAME.get(name, UNKNOWN), event)


def expected_of(kind: str, event: Event | None = None, inside_pages: int | None = None) -> Expected:
    """Return what a file of this kind has to be; `inside_pages` are those of the book that a cover is for."""
    usual = Expected(trim_mm=None, coloured_text=True)
    size, black = None, False
    if event:
        job, page = event.volume.print, press_guideline(event).page
        usual = replace(usual, bleed_mm=job.bleed_mm, dpi=event.guideline.figure_dpi)
        size, black = (page.width_mm, page.height_mm), job.inside == "black"
    if kind == INSIDE:
        return replace(usual, trim_mm=size, multiple=4, labels=True, coloured_text=False, black_only=black)
    if kind == BOOKLET:
        sheet = (2 * size[0], size[1]) if size else None
        return replace(usual, trim_mm=sheet, multiple=2, coloured_text=False, black_only=black, office=True)
    if kind == BANNER:
        return replace(usual, bleed_mm=0, marks=False)
    if kind == COVER and event and size and inside_pages:
        from proceedings.book.pages.cover_spread import spine_width  # brings the layout engine along

        spine = spine_width(event, inside_pages)
        return replace(usual, trim_mm=(2 * size[0] + spine, size[1]), spine_mm=spine)
    return usual


def preflight(pdf: bytes, expected: Expected, cache: Path | None = None) -> tuple[PreflightFinding, ...]:
    """Return everything that is wrong with a file for the print shop; a damaged file is one fault.

    Parameters
    ----------
    cache
        Folder that keeps how much ink pictures take.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return (*_document(document, expected), *_pages(document, expected, cache))
    except pikepdf.PasswordError:
        return (PreflightFinding(code="encrypted", what="Tệp có mật khẩu."),)
    except _BROKEN:
        return (PreflightFinding(code="damaged", what="Tệp PDF hỏng, không đọc được."),)


def page_count(pdf: bytes) -> int | None:
    """Return how many pages a file has, None where it cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return len(document.pages)
    except (pikepdf.PasswordError, *_BROKEN):
        return None


def sheet_order(booklet: bytes, inside: bytes) -> tuple[PreflightFinding, ...]:
    """Return what is wrong with the order of a booklet's pages, compared with the inside that it was made of."""
    try:
        with pikepdf.open(io.BytesIO(booklet)) as sheets, pikepdf.open(io.BytesIO(inside)) as pages:
            return tuple(_order(sheets, pages))
    except (pikepdf.PasswordError, *_BROKEN):
        return (PreflightFinding(code="order", what="không so được thứ tự trang với ruot.pdf.", blocking=False),)


def _order(sheets: pikepdf.Pdf, pages: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    wanted = [*sides(len(pages.pages))]
    if len(sheets.pages) != len(wanted):
        what = f"Có {len(sheets.pages)} mặt giấy, {len(pages.pages)} trang ruột cần {len(wanted)} mặt."
        yield PreflightFinding(code="order", what=what)
        return
    drawn = [page.as_form_xobject().read_bytes() for page in pages.pages]
    for number, (side, halves) in enumerate(zip(sheets.pages, wanted, strict=True), 1):
        held = side.resources.get("/XObject", pikepdf.Dictionary())
        for name, page in zip((_LEFT_HALF, _RIGHT_HALF), halves, strict=True):
            half = held.get(name)
            if half is None or half.read_bytes() != drawn[page - 1]:
                where = "trái" if name == _LEFT_HALF else "phải"
                what = f"nửa {where} phải là trang {page} của ruot.pdf."
                yield PreflightFinding(code="order", page=number, what=what)


def _document(document: pikepdf.Pdf, expected: Expected) -> Iterator[PreflightFinding]:
    count = len(document.pages)
    if not count:
        yield PreflightFinding(code="pages", what="Tệp không có trang nào.")
    if count % expected.multiple:
        yield PreflightFinding(code="pages", what=f"Có {count} trang, phải là bội số của {expected.multiple}.")
    if document.is_encrypted:
        yield PreflightFinding(code="encrypted", what="Tệp có mật khẩu.")
    for key, what in _FORBIDDEN.items():
        if key in document.Root:
            yield PreflightFinding(code="active", what=f"Tệp có {what} ({key}).")
    names = document.Root.get("/Names", pikepdf.Dictionary())
    if "/JavaScript" in names or "/EmbeddedFiles" in names:
        yield PreflightFinding(code="active", what="Tệp có mã lệnh hoặc tệp đính kèm.")
    if "/OCProperties" in document.Root:
        yield PreflightFinding(
            code="layer", what="Tệp có lớp bật tắt được (Optional Content); bản in không được có lớp ẩn."
        )
    if expected.labels:
        yield from _labels(document)
    if not expected.office:
        yield from _standard(document)
    yield from _fonts(document)


def _standard(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    """What PDF/X-4 asks for."""
    if not document.is_encrypted:  # encryption brings a version of its own
        yield from _version(document)
    yield from _intent(document)
    yield from _metadata(document)


def _labels(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    labels = document.Root.get("/PageLabels")
    starts = _starts(labels) if labels is not None else []
    if not starts or starts[0] != 0 or starts[-1] >= len(document.pages):
        yield PreflightFinding(code="labels", what="Số trang in trong sách chưa ghi vào tệp (PageLabels).")


def _starts(node: pikepdf.Object, depth: int = 0) -> list[int]:
    """Return the pages, from 0, where a new way of numbering begins; the tree may have branches."""
    if depth > _DEEPEST_TREE:
        raise RecursionError
    starts = [int(number) for number in list(node.get("/Nums", []))[::2]]
    for branch in node.get("/Kids", []):
        starts += _starts(branch, depth + 1)
    return starts


def _version(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    """PDF/X-4 is PDF 1.6; the catalogue may tell another version than the first line."""
    told = (document.pdf_version, str(document.Root.get("/Version", "/1.0"))[1:])
    newest = max(told, key=_numbered)
    if _numbered(newest) > _NEWEST:
        yield PreflightFinding(code="version", what=f"Tệp là PDF {newest}; PDF/X-4 chỉ đến PDF 1.6.")


def _numbered(version: str) -> tuple[int, int]:
    major, minor = version.split(".")
    return int(major), int(minor)


def _intent(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    intents = list(document.Root.get("/OutputIntents", []))
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFX":
        yield PreflightFinding(code="intent", what=f"Cần đúng một OutputIntent của PDF/X, tệp có {len(intents)}.")
        return
    colours = intents[0].get("/DestOutputProfile")
    content = colours.read_bytes() if isinstance(colours, pikepdf.Stream) else b""
    if content[_ICC_CLASS_AND_SPACE] != b"prtrCMYK" or colours.get("/N") != 4:
        yield PreflightFinding(code="intent", what="OutputIntent không có tệp màu ICC của máy in CMYK.")
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield PreflightFinding(code="intent", what="OutputIntent không ghi tên điều kiện in.")


def _metadata(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
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
        yield PreflightFinding(
            code="metadata", what=f"Siêu dữ liệu XMP thiếu: {', '.join(lacking) or 'không gian tên PDF/X'}."
        )
    if document.docinfo.get("/Trapped") not in ("/True", "/False"):
        yield PreflightFinding(code="metadata", what="Chưa ghi tệp đã trapping hay chưa (Trapped).")
    if "/ID" not in document.trailer:
        yield PreflightFinding(code="metadata", what="Tệp không có mã nhận dạng (ID).")


def _fonts(document: pikepdf.Pdf) -> Iterator[PreflightFinding]:
    for item in _dictionaries(document.objects):
        if item.get("/Type") != "/Font" and not ("/BaseFont" in item and "/Subtype" in item):
            continue
        name = re.sub(r"^[A-Z]{6}\+", "", str(item.get("/BaseFont", "/?"))[1:])
        if item.get("/Subtype") == "/Type3":
            yield PreflightFinding(code="type-3", what=f"Phông {name} là phông Type 3, máy in có thể vẽ sai.")
            continue
        below = item.get("/DescendantFonts")
        bearer = below[0] if below is not None else item
        if item.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
            continue  # looked at through the font that it descends from
        descriptor = bearer.get("/FontDescriptor", pikepdf.Dictionary())
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield PreflightFinding(code="font", what=f"Phông {name} không được nhúng.")
        if "/ToUnicode" not in item:
            what = f"Phông {name} không ghi chữ tương ứng của từng ký hiệu (ToUnicode)"
            yield PreflightFinding(code="unicode", what=f"{what}, nên không tìm và sao chép được chữ.")


def _dictionaries(objects: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Yield the dictionaries of a file, also those that stand within others."""
    for item in objects:
        holder = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(holder, pikepdf.Dictionary):
            yield holder
            yield from _dictionaries(value for value in holder.values() if _stands_here(value))


def _stands_here(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and not value.is_indirect


def _pages(document: pikepdf.Pdf, expected: Expected, cache: Path | None) -> Iterator[PreflightFinding]:
    boxes = [_boxes(page) for page in document.pages]
    size = expected.trim_mm or _most_common([_size(one.trim) for one in boxes if one.trim])
    paper = _most_common([_size(one.media) for one in boxes])
    shared = Shared(cache)
    for number, (page, own) in enumerate(zip(document.pages, boxes, strict=True), 1):
        if expected.office:
            yield from _sheet(own, number, expected.trim_mm or paper)
        else:
            yield from _framed(page, own, number, size, paper, expected)
        for key, what in (("/Annots", "liên kết hoặc chú giải"), ("/AA", "lệnh chạy ngầm")):
            if key in page and len(page[key]):
                yield PreflightFinding(code="annotation", page=number, what=f"có {what}; bản in không được có.")
        yield from _drawn(look(page, shared), number, expected)


def _unit(page: pikepdf.Page) -> float:
    """Return the points of a millimetre, in the page's own unit."""
    return POINTS / float(page.get("/UserUnit", 1))


def _boxes(page: pikepdf.Page) -> _Boxes:
    unit = _unit(page)

    def box(name: str) -> tuple[float, ...] | None:
        if name not in page:
            return None
        left, bottom, right, top = (float(side) / unit for side in page[name])
        return left, bottom, right, top

    return _Boxes(tuple(float(side) / unit for side in page.mediabox), box("/TrimBox"), box("/BleedBox"))


def _size(box: tuple[float, ...]) -> tuple[float, float]:
    return round(box[2] - box[0], 1), round(box[3] - box[1], 1)


def _most_common(values: list[T]) -> T | None:
    """Return what most pages have: a page that differs is the one at fault."""
    return Counter(values).most_common(1)[0][0] if values else None


def _differ(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return any(abs(mine - its) > _TOLERANCE_MM for mine, its in zip(one, other, strict=True))


def _sheet(boxes: _Boxes, number: int, size: tuple[float, float] | None) -> Iterator[PreflightFinding]:
    if size and _differ(_size(boxes.media), size):
        what = f"khổ giấy {_shown(_size(boxes.media))}, phải là {_shown(size)}."
        yield PreflightFinding(code="box", page=number, what=what)


def _framed(
    page: pikepdf.Page,
    boxes: _Boxes,
    number: int,
    size: tuple[float, float] | None,
    paper: tuple[float, float] | None,
    expected: Expected,
) -> Iterator[PreflightFinding]:
    """Tell what is wrong with the boxes of a page that will be cut: its size, its bleed, the room for marks."""
    missing = [name for name, box in (("TrimBox", boxes.trim), ("BleedBox", boxes.bleed)) if box is None]
    if "/MediaBox" not in page:
        missing.insert(0, "MediaBox")
    wrong = [f"thiếu khung {', '.join(missing)}."] if missing else []
    if boxes.trim and boxes.bleed and not missing:
        wrong += _out_of_place(page, boxes.media)
        wrong += _cut(boxes.trim, size, expected)
        wrong += _bled(boxes.media, boxes.trim, boxes.bleed, expected)
        if not wrong and paper and _differ(_size(boxes.media), paper):
            held = _shown(_size(boxes.media))
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


def _drawn(drawn: Drawn, number: int, expected: Expected) -> Iterator[PreflightFinding]:
    def fault(code: str, what: str, *, blocking: bool = True) -> PreflightFinding:
        return PreflightFinding(code=code, page=number, what=what, blocking=blocking)

    if drawn.rgb:
        yield fault("colour", f"màu RGB ({_named(drawn.rgb)}); bản in chỉ dùng màu xám và CMYK.")
    if drawn.spots:
        yield fault("spot", f"màu pha {_named(drawn.spots)}; bản in chỉ dùng bốn mực C, M, Y, K.")
    if expected.black_only and drawn.coloured:
        yield fault("black", f"ruột chỉ in mực đen, trang này dùng mực màu ({_named(drawn.coloured)}).")
    elif drawn.coloured_text and not expected.coloured_text:
        yield fault("text", _of_letters(drawn), blocking=drawn.rich_black)
    if drawn.ink > MOST_INK + _ROUNDING:
        yield fault("ink", f"có chỗ tổng mực {drawn.ink:.0f} %, nên không quá {MOST_INK} %.", blocking=False)
    for picture in drawn.pictures:
        yield from (fault(code, what, blocking=stops) for code, what, stops in _of_picture(picture, expected))
    if drawn.unseen:
        yield fault("forms", "hình lồng trong hình quá nhiều tầng hoặc lồng vào chính nó, không kiểm tra hết được.")
    if drawn.see_through:
        what = f"có phần trong suốt ({_named(drawn.see_through)}); PDF/X-4 cho phép."
        yield fault("transparency", what, blocking=False)


def _of_letters(drawn: Drawn) -> str:
    """Return what is to be said of letters in more than black ink; a label of a figure may be coloured on purpose."""
    named = _named(drawn.coloured_text)
    if drawn.rich_black:
        return f"chữ đen pha nhiều mực, in lệch sẽ nhòe; cần một mình mực đen ({named})."
    return f"có chữ màu, không in bằng một mình mực đen ({named})."


def _of_picture(picture: DrawnPicture, expected: Expected) -> Iterator[tuple[str, str, bool]]:
    """Yield code, words and weight of what is wrong with a picture."""
    which = f"hình {picture.width} × {picture.height} điểm"
    if picture.space not in ("DeviceGray", "DeviceCMYK", "ImageMask"):
        yield "image", f"{which} ở hệ màu {picture.space}, phải là xám hoặc CMYK.", True
    if expected.black_only and picture.space == "DeviceCMYK":
        yield "black", f"{which} in bốn mực, ruột chỉ in mực đen.", True
    if picture.masked:
        yield "transparency", "hình có vùng trong suốt (SMask).", True
    if picture.dpi < expected.dpi - _ROUNDING:
        yield "resolution", f"{which} chỉ đạt {picture.dpi:.0f} dpi khi in, cần {expected.dpi} dpi.", False
    if picture.ink > MOST_INK + _ROUNDING:
        yield "ink", f"{which} có chỗ tổng mực {picture.ink:.0f} %, nên không quá {MOST_INK} %.", False


def _named(what: tuple[str, ...]) -> str:
    more = "; …" if len(what) > _MOST_NAMED else ""
    return "; ".join(what[:_MOST_NAMED]) + more
