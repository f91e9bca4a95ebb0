"""Figures: every refusal with its rule, and that what is accepted can do nothing but be looked at."""

from __future__ import annotations

import io
import os
import random
import re
import struct
import zlib
from dataclasses import replace

import pytest
from PIL import ExifTags, Image, ImageChops, ImageFile

from proceedings.model.guideline import FileLimits
from proceedings.reading.figures import Refusal, read_figure

LIMITS = FileLimits()
FONT = "'Tinos', serif"


def svg(inner: str, attributes: str = "") -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} viewBox="0 0 10 10" {attributes}>{inner}</svg>'.encode()


def raster(form: str, size: tuple[int, int] = (12, 9), mode: str = "RGB", **how: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, form, **how)
    return buffer.getvalue()


def noise(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.frombytes("RGB", (80, 80), os.urandom(80 * 80 * 3)).save(buffer, form)
    return buffer.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def refused(name: str, content: bytes, limits: FileLimits = LIMITS) -> str:
    result = read_figure(name, content, limits, FONT)
    assert isinstance(result, Refusal), result[:200]
    assert name in result.message
    assert result.fix
    return result.code


def drawn(content: bytes) -> str:
    result = read_figure("hinh.svg", content, LIMITS, FONT)
    assert isinstance(result, bytes), result
    return result.decode()


ACTIVE = {
    "script": svg("<script>alert(1)</script>"),
    "script without namespace": svg('<script xmlns="">alert(1)</script>'),
    "handler": svg("", 'onload="alert(1)"'),
    "handler in capitals": svg('<rect OnClick="x"/>'),
    "handler in a namespace": svg('<rect xmlns:i="urn:x" i:onclick="x"/>'),
    "href outside": svg('<use xlink:href="http://example.org/a.svg#a"/>'),
    "href to a file": svg('<use href="other.svg#a"/>'),
    "href javascript": svg('<use href="javascript:alert(1)"/>'),
    "link": svg('<a href="#x"><text>x</text></a>'),
    "data image": svg('<image href="data:image/png;base64,AAAA"/>'),
    "image": svg('<image href="#x"/>'),
    "foreign object": svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'),
    "html script": svg('<html:script xmlns:html="http://www.w3.org/1999/xhtml">alert(1)</html:script>'),
    "foreign namespace": svg('<x:rect xmlns:x="urn:x"/>'),
    "no namespace": svg('<rect xmlns=""/>'),
    "animation": svg('<animate attributeName="href" to="javascript:alert(1)"/>'),
    "set": svg('<rect><set attributeName="onclick" to="x"/></rect>'),
    "filter image": svg('<filter id="f"><feImage href="http://example.org"/></filter>'),
    "style import": svg("<style>@import 'http://example.org/a.css';</style>"),
    "style url": svg("<style>rect{fill:url(http://example.org)}</style>"),
    "style quoted url": svg('<style>rect{fill:url( "http://example.org")}</style>'),
    "style escape": svg("<style>@im\\port 'x';</style>"),
    "style behind an element": svg("<style><g/>@import 'http://example.org/a.css';</style>"),
    "style expression": svg("<style>rect{width:expression(1)}</style>"),
    "attribute url": svg('<rect fill="url(http://example.org)"/>'),
    "attribute url by entity": svg('<rect style="fill:&#117;rl(http://example.org)"/>'),
    "attribute src": svg('<rect style="fill:src(http://example.org)"/>'),
    "attribute image-set": svg("<rect style=\"mask:image-set('http://example.org' 1x)\"/>"),
    "doctype": b'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>',
    "laughs": b'<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
    "external entity": b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
}


@pytest.mark.parametrize("content", ACTIVE.values(), ids=ACTIVE)
def test_active_drawings(content: bytes) -> None:
    assert refused("hinh.svg", content) == "KY902"


NO_DRAWING = {
    "nothing": b"",
    "cut off": b"<svg",
    "html": b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
    "svg of no namespace": b"<svg/>",
    "png named svg": raster("PNG"),
    "unknown encoding": b'<?xml version="1.0" encoding="nope"?>' + svg(""),
    "codec that is no encoding": b'<?xml version="1.0" encoding="hex"?>' + svg(""),
}


@pytest.mark.parametrize("content", NO_DRAWING.values(), ids=NO_DRAWING)
def test_what_is_no_drawing(content: bytes) -> None:
    assert refused("hinh.svg", content) == "KY901"


def nested(levels: int, each: int) -> bytes:
    groups = [f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * each + "</g>" for n in range(1, levels + 1)]
    return svg('<g id="g0"><rect/></g>' + "".join(groups))


BOMBS = {
    "uses": nested(8, 10),
    "few uses within used": nested(16, 3),
    "use within itself": svg('<g id="a"><use href="#a"/></g>'),
    "use of an encoded name": svg('<g id="a"><use href="#b"/></g><g id="b"/><use href="#%61"/>'),
    "elements": svg("<rect/>" * 20_001),
    "deep": svg("<g>" * 2_000 + "</g>" * 2_000),
    "very deep": svg("<g>" * 100_000 + "</g>" * 100_000),
    "bytes": svg("<!-- " + "x" * 10_000_000 + " -->"),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_drawings_that_cost_too_much(content: bytes) -> None:
    assert refused("hinh.svg", content) == "KY904"


def test_limits_come_from_the_guideline() -> None:
    drawing = svg("<g id='a'/>" + "<use href='#a'/>" * 3)
    assert refused("hinh.svg", drawing, replace(LIMITS, svg_uses=2)) == "KY904"
    assert refused("hinh.svg", drawing, replace(LIMITS, svg_elements=4)) == "KY904"
    assert refused("hinh.svg", drawing, replace(LIMITS, image_bytes=50)) == "KY904"
    assert isinstance(read_figure("hinh.svg", drawing, LIMITS, FONT), bytes)


def test_references_within_the_drawing_are_kept() -> None:
    inner = '<defs><marker id="m"><path d="M0 0"/></marker><linearGradient id="l"/></defs>'
    inner += '<path marker-end="url(#m)" d="M0 0"/><rect fill="url(\'#l\')"/><use xlink:href="#m"/>'
    page = drawn(svg(inner + "<style>rect{stroke:url( #l )}</style>"))
    for kept in ('marker-end="url(#m)"', "fill=\"url('#l')\"", 'xlink:href="#m"', "url( #l )"):
        assert kept in page


def test_fonts_give_way_to_the_given_ones() -> None:
    inner = (
        "<style>.a{font-family:Arial;fill:red} .b{FONT-FAMILY : 'Comic Sans MS'} .c{font: bold 12px/1.2 Arial}</style>"
    )
    inner += '<text font-family="Arial" font="9px Arial" style="font-family: Arial; fill:blue">một</text>'
    page = drawn(svg(inner + "<text style=\"font: 10px 'DejaVu Sans', sans-serif; text-anchor: end\">hai</text>"))
    assert not re.search("Arial|Comic|DejaVu|sans-serif", page)
    assert f'font-family="{FONT}"' in page
    for kept in ("fill:red", "fill:blue", f"bold 12px/1.2 {FONT}", f"font: 10px {FONT}; text-anchor: end"):
        assert kept in page


def test_what_drawing_programs_leave_is_removed() -> None:
    spaces = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    spaces += 'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
    spaces += 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" inkscape:version="1.3" xml:base="http://x/"'
    inner = '<sodipodi:namedview id="v"/><metadata><rdf:RDF>kín</rdf:RDF></metadata><!-- ghi chú --><?php x ?>'
    inner += '<g inkscape:label="Lớp"><text xml:space="preserve">Chữ  Việt</text></g>'
    page = drawn(svg(inner, spaces))
    assert not re.search("inkscape|sodipodi|rdf|RDF|kín|ghi chú|php|base", page)
    assert '<text xml:space="preserve">Chữ  Việt</text>' in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_drawings_come_back_as_utf8(encoding: str) -> None:
    assert "<text>Đổi mới</text>" in drawn(svg("<text>Đổi mới</text>").decode().encode(encoding))


@pytest.mark.parametrize(
    ("name", "form"), [("a.png", "PNG"), ("a.PNG", "PNG"), ("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.JPG", "JPEG")]
)
def test_pictures_keep_their_pixels(name: str, form: str) -> None:
    buffer = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(buffer, form)
    content = buffer.getvalue()
    result = read_figure(name, content, LIMITS, FONT)
    assert isinstance(result, bytes)
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(result))
    assert (after.format, after.size) == (form, before.size)
    difference = ImageChops.difference(before.convert("RGB"), after.convert("RGB"))
    assert max(high for _, high in difference.getextrema()) <= (0 if form == "PNG" else 3)


def test_pictures_lose_what_tells_of_their_maker() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Nguoi Chup Anh"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    content = raster("JPEG", exif=exif.tobytes(), comment=b"ghi chu rieng") + b"giau sau anh"
    result = read_figure("a.jpg", content, LIMITS, FONT)
    assert isinstance(result, bytes)
    assert b"Nguoi" in content
    assert not any(word in result for word in (b"Nguoi", b"ghi chu", b"giau sau"))
    assert not Image.open(io.BytesIO(result)).getexif()
    hidden = raster("PNG") + b"giau sau anh"
    assert b"giau sau" not in bytes(read_figure("a.png", hidden, LIMITS, FONT))  # type: ignore[arg-type]


def test_a_turned_picture_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    buffer = io.BytesIO()
    Image.new("RGB", (20, 10)).save(buffer, "JPEG", exif=exif.tobytes())
    result = read_figure("a.jpg", buffer.getvalue(), LIMITS, FONT)
    assert isinstance(result, bytes)
    assert Image.open(io.BytesIO(result)).size == (10, 20)


def test_a_telephone_jpeg_with_several_pictures_is_a_jpeg() -> None:
    content = raster("MPO", save_all=True, append_images=[Image.new("RGB", (12, 9))])
    result = read_figure("a.jpg", content, LIMITS, FONT)
    assert isinstance(result, bytes)
    assert Image.open(io.BytesIO(result)).format == "JPEG"
    assert refused("a.png", content) == "KY901"


def test_odd_metadata_brings_no_warning() -> None:
    content = raster("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff")
    assert isinstance(read_figure("a.jpg", content, LIMITS, FONT), bytes)


WRONG_PICTURES = {
    "svg named png": ("a.png", svg("")),
    "png named jpg": ("a.jpg", raster("PNG")),
    "jpg named png": ("a.png", raster("JPEG")),
    "gif": ("a.gif", raster("GIF", mode="P")),
    "gif named png": ("a.png", raster("GIF", mode="P")),
    "html named png": ("a.png", b"<html><script>alert(1)</script></html>"),
    "nothing": ("a.png", b""),
    "cut png": ("a.png", noise("PNG")[:9_000]),
    "cut jpg": ("a.jpg", noise("JPEG")[:2_000]),
    "png signature alone": ("a.png", noise("PNG")[:8]),
    "no extension": ("png", raster("PNG")),
}


@pytest.mark.parametrize(("name", "content"), WRONG_PICTURES.values(), ids=WRONG_PICTURES)
def test_what_is_no_picture(name: str, content: bytes) -> None:
    assert refused(name, content) == "KY901"


def huge_png(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [13_300, 50_000])
def test_huge_pictures_are_refused_by_their_head(side: int) -> None:
    assert refused("a.png", huge_png(side)) == "KY904"


def test_a_picture_at_the_limit() -> None:
    content = raster("PNG", (100, 100), "1")
    assert read_figure("a.png", content, replace(LIMITS, image_megapixels=0.01), FONT) == content
    assert refused("a.png", content, replace(LIMITS, image_megapixels=0.0099)) == "KY904"


def test_a_metadata_bomb_is_refused() -> None:
    plain = raster("PNG")
    bomb = chunk(b"zTXt", b"k\0\0" + zlib.compress(b"\0" * 50_000_000, 9))
    assert refused("a.png", plain[:33] + bomb + plain[33:]) == "KY901"


def test_damaged_metadata_of_a_photograph_is_no_crash() -> None:
    """What says how a photo is turned may be damaged in any way: the photograph is taken, or refused by its rule."""
    target, exif, chance = io.BytesIO(), Image.Exif(), random.Random(5)
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Make], exif[ExifTags.Base.XResolution] = 6, "Máy", 300.0
    Image.new("RGB", (80, 40), "red").save(target, "JPEG", exif=exif, dpi=(300, 300))
    ends: set[str] = set()
    for _ in range(1_500):
        content = bytearray(target.getvalue())
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(2, 140)] = chance.randrange(256)
        result = read_figure("anh.jpg", bytes(content), LIMITS, "serif")
        ends.add(result.code if isinstance(result, Refusal) else "taken")
    assert {"taken", "KY901"} <= ends <= {"taken", "KY901", "KY904"}


def test_a_cut_picture_is_refused_whatever_another_library_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert refused("a.png", noise("PNG")[:9_000]) == "KY901"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
