"""Small PDFs made by hand: right ones for the print shop, and the same with one thing changed."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Mapping

import pikepdf
from book import art
from PIL import Image

from proceedings.book.pages.font_subset import Lettering, faces
from proceedings.book.pages.front_back_matter import Numbers
from proceedings.book.preflight.check import preflight
from proceedings.book.preflight.expected import Expected
from proceedings.book.preflight.finding import PreflightFinding
from proceedings.book.print_shop.inks import Profile, profile
from proceedings.book.print_shop.printing import single
from proceedings.book.volume.book import Book
from proceedings.book.volume.metadata import Description
from proceedings.listing.volume_order import COVER_PAGES, Sheet, VolumeOrder
from proceedings.model.event import Event, YearMonth
from proceedings.model.volume import PrintJob

MM = art.MM
TRIM = (145.0, 205.0)
EXPECTED = Expected(trim_mm=TRIM, bleed_mm=3, multiple=4, dpi=150, labels=True)
COVER = Expected(trim_mm=None, bleed_mm=3, coloured_text=True)
WHAT = Description(title="Kỷ yếu: Ấ Ở Ệ đ Đ & <b>", author="Trường Chính trị tỉnh A", day=YearMonth(2021, 11, 1))
WORDS = "Trang ẤỞỆ đĐ"
FONT = "/F1"

Change = Callable[[pikepdf.Pdf], object]


@functools.cache
def lettering() -> Lettering:
    """Return the fonts, made once for all tests."""
    return Lettering(art.FAMILY, [])


@functools.cache
def target() -> Profile:
    return profile(None, None)


def letters(text: str = WORDS, ink: str = "0 g", font: str = FONT, x: float = 60, y: float = 300) -> bytes:
    """Return a line of text as a page draws it."""
    codes = faces(art.FAMILY)["regular"].codes(text)
    return f"q {ink} BT {font} 12 Tf {x:g} {y:g} Td ".encode() + codes + b" Tj ET Q\n"


def screen_pages(
    contents: list[bytes], trim: tuple[float, float] = TRIM, drawn_mm: float = 0, **resources: object
) -> bytes:
    """Return pages as a layout leaves them: `contents` one by one, the fonts and `resources` shared by all."""
    with pikepdf.new() as pdf:
        fonts = lettering().fonts_in(pdf)
        shared = pikepdf.Dictionary({f"/{kind}": _placed(pdf, things) for kind, things in resources.items()})
        shared.Font = pikepdf.Dictionary({FONT: fonts[faces(art.FAMILY)["regular"].name]})
        shared = pdf.make_indirect(shared)
        for content in contents:
            page = pdf.add_blank_page(page_size=((trim[0] + 2 * drawn_mm) * MM, (trim[1] + 2 * drawn_mm) * MM))
            page.Resources = shared
            page.Contents = pdf.make_stream(content)
        return saved(pdf)


def _placed(pdf: pikepdf.Pdf, things: object) -> pikepdf.Dictionary:
    """Return a dictionary of resources; each is made by a function of the PDF or is there already."""
    assert isinstance(things, Mapping)
    return pikepdf.Dictionary(
        {f"/{name}": pdf.make_indirect(thing(pdf) if callable(thing) else thing) for name, thing in things.items()}
    )


def picture(
    image: Image.Image, mask: Image.Image | None = None, *, jpeg: bool = False
) -> Callable[..., pikepdf.Object]:
    """Return what makes a picture: plain samples, or a photograph as its JPEG file."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        spaces = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
        content = image.tobytes()
        if jpeg:
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=95, subsampling=0)
            content = buffer.getvalue()
        made = pikepdf.Stream(pdf, content)
        made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        made.Width, made.Height, made.BitsPerComponent = *image.size, 8
        made.ColorSpace = pikepdf.Name(spaces[image.mode])
        if jpeg:
            made.Filter = pikepdf.Name.DCTDecode
            if image.mode == "CMYK":
                made.Decode = pikepdf.Array([1, 0] * 4)
        if mask:
            made.SMask = pdf.make_indirect(picture(mask)(pdf))
        return made

    return make


def form(content: bytes, **resources: object) -> Callable[..., pikepdf.Object]:
    """Return what makes a form."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = pikepdf.Stream(pdf, content)
        made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        made.BBox = pikepdf.Array([0, 0, 2000, 2000])
        made.Resources = pikepdf.Dictionary({f"/{kind}": _placed(pdf, things) for kind, things in resources.items()})
        return made

    return make


def shown(name: str, width: float = 72, height: float = 72, x: float = 50, y: float = 50) -> bytes:
    return f"q {width:g} 0 0 {height:g} {x:g} {y:g} cm /{name} Do Q\n".encode()


def grey_picture(dots: int = 150) -> Image.Image:
    return Image.linear_gradient("L").resize((dots, dots))


def press(content: bytes, *, bleed_mm: float = 3, drawn_mm: float = 0) -> bytes:
    """Return pages made ready for print, with labels."""
    labelled = changed(content, _label)
    return single(labelled, WHAT, target(), bleed_mm=bleed_mm, drawn_mm=drawn_mm).pdf


def _label(pdf: pikepdf.Pdf) -> None:
    roman, arabic = pikepdf.Dictionary(S=pikepdf.Name.r), pikepdf.Dictionary(S=pikepdf.Name.D)
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, roman, 2, arabic]))


@functools.cache
def right() -> bytes:
    """Return four pages with a line of text, a grey shape and a grey picture of 150 dpi, ready for print."""
    content = [letters(f"{WORDS} {number}") + b"0.5 g 20 20 9 9 re f\n" + shown("Im") for number in range(1, 5)]
    return press(screen_pages(content, XObject={"Im": picture(grey_picture())}))


def changed(pdf: bytes, change: Change, **options: object) -> bytes:
    """Return a PDF with something changed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        return saved(document, **options)


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, **({"deterministic_id": True} if "encryption" not in options else {}), **options)
    return buffer.getvalue()


def draw(content: bytes, page: int = 2, **resources: object) -> Change:
    """Return a change that draws something more on a page (from 1)."""

    def change(pdf: pikepdf.Pdf) -> None:
        sheet = pdf.pages[page - 1]
        own = pikepdf.Dictionary(sheet.resources)
        for kind, things in resources.items():
            held = pikepdf.Dictionary(own.get(f"/{kind}", pikepdf.Dictionary()))
            for name, thing in _placed(pdf, things).items():
                held[name] = thing
            own[f"/{kind}"] = held
        sheet.obj.Resources = own
        sheet.contents_add(b"q " + content + b" Q")

    return change


def codes(pdf: bytes, expected: Expected = EXPECTED) -> list[tuple[str, int | None, bool]]:
    """Return code, page and weight of each fault."""
    return [(fault.code, fault.page, fault.blocking) for fault in preflight(pdf, expected)]


def only(pdf: bytes, expected: Expected = EXPECTED) -> PreflightFinding:
    """Return the one fault of a file."""
    faults = preflight(pdf, expected)
    assert len(faults) == 1, faults
    return faults[0]


def book(volume: bytes, *, front: int, body: int, back: int, event: Event | None = None, **job: object) -> Book:
    """Return a book of ready pages; `front` counts without the cover."""
    subject = art.printed(event or art.event(trim="14.5x20.5", print=PrintJob()), **job)
    return Book(
        event=subject,
        family=art.FAMILY,
        lettering=lettering(),
        organizer="Trường Chính trị tỉnh A",
        plan=VolumeOrder(groups=(), parts=(), sheets=tuple(Sheet(number) for number in range(1, body + 1))),
        numbers=Numbers(inside_pages=front + body + back),
        front_pages=COVER_PAGES + front,
        back_pages=back,
        volume=volume,
    )
