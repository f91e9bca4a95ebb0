"""A right file passes; each single thing that a print shop stumbles over is reported by code, page and weight."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest
from book import art, pdfs
from book.pdfs import COVER, EXPECTED, MM, Change, changed, codes, draw, letters, only, picture, right, shown
from PIL import Image, ImageChops

from proceedings.book.pages.booklet import booklet
from proceedings.book.preflight.check import preflight, sheet_order
from proceedings.book.preflight.expected import (
    BANNER,
    BOOKLET,
    INSIDE,
    UNKNOWN,
    Expected,
    expected_for,
    expected_of,
    kind_of,
)
from proceedings.book.preflight.expected import COVER as COVER_KIND
from proceedings.book.preflight.finding import PreflightFinding
from proceedings.book.preflight.report import not_examined, report

ANY_SIZE = Expected(trim_mm=None)
NAME = pikepdf.Name


def profile_stream(pdf: pikepdf.Pdf, channels: int) -> pikepdf.Object:
    return pdf.make_indirect(pikepdf.Stream(pdf, b"profile", N=channels))


def based_on(channels: int):
    return lambda pdf: pikepdf.Array([NAME.ICCBased, profile_stream(pdf, channels)])


def indexed(base: str):
    palette = pikepdf.String(bytes(range(4 if "CMYK" in base else 3 if "RGB" in base else 1)) * 2)
    return lambda pdf: pikepdf.Array([NAME.Indexed, NAME(base), 1, palette])


def calibrated(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pikepdf.Array([NAME.CalRGB, pikepdf.Dictionary(WhitePoint=[0.95, 1, 1.09])])


def separation(name: str):
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 0, 1], N=1)
    return lambda pdf: pikepdf.Array([NAME.Separation, NAME(name), NAME.DeviceCMYK, tint])


def several(*names: str):
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 0, 1], N=1)
    return lambda pdf: pikepdf.Array([NAME.DeviceN, pikepdf.Array([*map(NAME, names)]), NAME.DeviceCMYK, tint])


def shading(space: str):
    channels = {"/DeviceRGB": 3, "/DeviceCMYK": 4, "/DeviceGray": 1}[space]
    ramp = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * channels, C1=[0.5] * channels, N=1)
    return pikepdf.Dictionary(ShadingType=2, ColorSpace=NAME(space), Coords=[0, 0, 9, 9], Function=ramp)


def shading_pattern(space: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=NAME.Pattern, PatternType=2, Shading=shading(space))


def tiles(content: bytes, **resources: object):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = pdfs.form(content, **resources)(pdf)
        del made["/Type"], made["/Subtype"]
        made.PatternType, made.PaintType, made.TilingType, made.XStep, made.YStep = 1, 1, 1, 9, 9
        return made

    return make


def nested(depth: int, content: bytes):
    """Return what makes a form within forms, `depth` of them around the innermost."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        inner = pdfs.form(content)(pdf)
        for _ in range(depth):
            inner = pdfs.form(b"/In Do", XObject={"In": inner})(pdf)
        return inner

    return make


def a_picture(image: Image.Image, **more: object):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = picture(image)(pdf)
        for key, value in more.items():
            made[f"/{key}"] = value(pdf) if callable(value) else value
        return made

    return make


GREY = pdfs.grey_picture()
RED = Image.new("RGB", (150, 150), (200, 20, 30))
FOUR = Image.new("CMYK", (150, 150), (10, 200, 200, 5))


# What is right


def test_a_right_file():
    assert preflight(right(), EXPECTED) == ()


def test_the_pages_give_the_size_where_none_is_asked_for():
    assert preflight(right(), ANY_SIZE) == ()


ALLOWED: dict[str, Change] = {
    "grey fill and stroke": draw(b"0.2 g 0.4 G 9 9 9 9 re B"),
    "four inks": draw(b"0 1 1 0 k 1 0 0 0 K 9 9 9 9 re B"),
    "four inks by name": draw(b"/DeviceCMYK cs 0 1 1 0 sc /DeviceCMYK CS 1 0 0 0 SC 9 9 9 9 re B"),
    "black as an ink of its own": draw(b"/Sp cs 1 scn 9 9 9 9 re f", ColorSpace={"Sp": separation("/Black")}),
    "inks of every press": draw(b"/Sp cs 1 0 scn 9 9 9 9 re f", ColorSpace={"Sp": several("/Cyan", "/Black")}),
    "three hundred per cent": draw(b"0.7 0.7 0.7 0.9 k 9 9 9 9 re f"),
    "shading in four inks": draw(b"/Sh sh", Shading={"Sh": shading("/DeviceCMYK")}),
    "grey shading as a pattern": draw(
        b"/Pattern cs /Pa scn 9 9 9 9 re f", Pattern={"Pa": shading_pattern("/DeviceGray")}
    ),
    "tiles in four inks": draw(b"/Pattern cs /Pa scn 9 9 9 9 re f", Pattern={"Pa": tiles(b"0 1 0 0 k 0 0 5 5 re f")}),
    "picture in four inks": draw(shown("Pi"), XObject={"Pi": picture(FOUR)}),
    "palette of four inks": draw(shown("Pi"), XObject={"Pi": a_picture(GREY, ColorSpace=indexed("/DeviceCMYK"))}),
    "stencil": draw(
        shown("Pi", 36, 36),
        XObject={
            "Pi": lambda pdf: pikepdf.Stream(
                pdf, bytes(800), Type=NAME.XObject, Subtype=NAME.Image, Width=80, Height=80, ImageMask=True
            )
        },
    ),
    "black text by name": draw(b"/DeviceCMYK cs 0 0 0 0.6 scn " + letters(ink="")),
    "white text": draw(letters(ink="1 g")),
    "no ink text": draw(letters(ink="0 0 0 0 k")),
    "colour given back before the text": draw(b"q 0 1 1 0 k 9 9 9 9 re f Q " + letters(ink="")),
    "RGB in a remark": draw(b"% 1 0 0 rg\n"),
    "packet with attributes": lambda pdf: as_attribute(pdf, "xmp:CreateDate"),
    "standard as an attribute": lambda pdf: as_attribute(pdf, "pdfxid:GTS_PDFXVersion"),
    "eight forms deep": draw(b"/Fo Do", XObject={"Fo": nested(8, b"0.5 g 0 0 9 9 re f")}),
    "a form that is not there": draw(b"/Nowhere Do"),
    "opaque state": draw(
        b"/Gs gs 9 9 9 9 re f", ExtGState={"Gs": pikepdf.Dictionary(ca=1, CA=1, BM=NAME.Normal, SMask=NAME("/None"))}
    ),
    "more Q than q": draw(b"Q Q Q 0 g"),
    "empty list of notes": lambda pdf: pdf.pages[0].obj.__setitem__("/Annots", pikepdf.Array()),
    "MediaBox from the node above": lambda pdf: hang_up(pdf, "/MediaBox"),
}


def as_attribute(pdf: pikepdf.Pdf, name: str) -> None:
    """Write a field of the packet in the other way that XMP has."""
    text = pdf.Root.Metadata.read_bytes().decode()
    value = text.partition(f"<{name}>")[2].partition("<")[0]
    assert value
    text = text.replace(f"<{name}>{value}</{name}>", "").replace('rdf:about=""', f'rdf:about="" {name}="{value}"')
    pdf.Root.Metadata.write(text.encode())


def hang_up(pdf: pikepdf.Pdf, key: str, value: object = None) -> None:
    """Let pages have something from the node that they hang on."""
    for page in pdf.pages:
        node = page.obj.Parent
        node[key] = value if value is not None else page.obj[key]
        if key in page.obj:
            del page.obj[key]


@pytest.mark.parametrize("change", ALLOWED)
def test_what_is_allowed(change):
    assert preflight(changed(right(), ALLOWED[change]), EXPECTED) == ()


# Fonts


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]


def not_embedded(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def standard_font(*, direct: bool, to_unicode: bool = True):
    def make(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(Type=NAME.Font, Subtype=NAME.Type1, BaseFont=NAME.Helvetica)
        if to_unicode:
            font.ToUnicode = pdf.make_stream(b"")
        resources = pdf.pages[0].obj.Resources
        resources.Font["/He"] = font if direct else pdf.make_indirect(font)

    return make


def no_descriptor(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        if "/FontDescriptor" in font:
            del font["/FontDescriptor"]


def no_unicode(pdf: pikepdf.Pdf) -> None:
    for font in fonts(pdf):
        if "/ToUnicode" in font:
            del font["/ToUnicode"]


def type_3(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=NAME.Font, Subtype=NAME.Type3, CharProcs=pikepdf.Dictionary())
    pdf.pages[0].obj.Resources.Font["/T3"] = pdf.make_indirect(font)


FONTS: dict[str, tuple[Change, str]] = {
    "program left out": (not_embedded, "không được nhúng"),
    "no descriptor": (no_descriptor, "không được nhúng"),
    "a font of the viewer's": (standard_font(direct=False), "Phông Helvetica không được nhúng"),
    "a font of the viewer's within its page": (standard_font(direct=True), "Phông Helvetica không được nhúng"),
    "letters not told": (no_unicode, "ToUnicode"),
    "Type 3": (type_3, "Type 3"),
}


@pytest.mark.parametrize("change", FONTS)
def test_fonts(change):
    make, words = FONTS[change]
    fault = only(changed(right(), make))
    code = {"ToUnicode": "unicode", "Type 3": "type-3"}.get(words, "font")
    assert (fault.code, fault.page, fault.blocking) == (code, None, True)
    assert words in fault.message


def test_the_mark_of_a_subset_is_not_told():
    assert only(changed(right(), not_embedded)).message == "Phông Tinos không được nhúng."


# Boxes


def boxes(**sides: list[float] | None) -> Change:
    """Return a change of the third page's boxes, in millimetres; None leaves one out."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[2].obj
        for name, box in sides.items():
            if box is None:
                del page[f"/{name}"]
            else:
                page[f"/{name}"] = pikepdf.Array([round(side * MM, 3) for side in box])

    return change


def moved(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2].obj
    for name in ("/MediaBox", "/TrimBox", "/BleedBox"):
        page[name] = pikepdf.Array([float(side) - 20 for side in page[name]])


def turned(angle: int) -> Change:
    return lambda pdf: pdf.pages[2].obj.__setitem__("/Rotate", angle)


BOXES: dict[str, tuple[Change, str]] = {
    "no trim": (boxes(TrimBox=None), "thiếu khung"),
    "no bleed": (boxes(BleedBox=None), "thiếu khung"),
    "too wide": (boxes(TrimBox=[9, 9, 155, 214], BleedBox=[6, 6, 158, 217]), "khổ thành phẩm 146,0 × 205,0 mm"),
    "too low": (boxes(TrimBox=[9, 9, 154, 213.7], BleedBox=[6, 6, 157, 216.7]), "phải là 145,0 × 205,0 mm"),
    "bleed at one side less": (boxes(BleedBox=[6, 6, 157, 216]), "tràn lề phải là 3 mm"),
    "bleed at one side more": (boxes(BleedBox=[5, 6, 157, 217]), "tràn lề phải là 3 mm"),
    "no bleed at all": (boxes(BleedBox=[9, 9, 154, 214]), "tràn lề phải là 3 mm"),
    "bleed beyond the paper": (boxes(MediaBox=[0, 0, 156, 223]), "ngoài MediaBox"),
    "negative origin": (moved, "gốc tọa độ"),
    "origin beside": (boxes(MediaBox=[2, 0, 163, 223]), "gốc tọa độ"),
    "turned": (turned(90), "bị xoay"),
    "upside down": (turned(180), "bị xoay"),
}


@pytest.mark.parametrize("change", BOXES)
def test_boxes(change):
    make, words = BOXES[change]
    fault = only(changed(right(), make))
    assert (fault.code, fault.page, fault.blocking) == ("box", 3, True)
    assert words in fault.message
    assert fault.message.startswith("Trang 3: ")


def test_a_tenth_of_a_millimetre_is_no_fault():
    change = boxes(TrimBox=[9, 9, 154.1, 214], BleedBox=[6.1, 6, 157, 217.1])
    assert preflight(changed(right(), change), EXPECTED) == ()


def test_turned_by_the_node_above():
    assert codes(changed(right(), lambda pdf: hang_up(pdf, "/Rotate", 90))) == [
        ("box", page, True) for page in (1, 2, 3, 4)
    ]


def test_pages_of_several_sizes():
    fault = only(changed(right(), BOXES["too wide"][0]), ANY_SIZE)
    assert (fault.code, fault.page) == ("box", 3)
    assert "phải là 145,0 × 205,0 mm" in fault.message


def test_all_of_another_size():
    wrong = Expected(trim_mm=(160, 240), multiple=4, labels=True)
    assert codes(right(), wrong) == [("box", page, True) for page in (1, 2, 3, 4)]


def test_a_larger_unit_counts():
    banner = changed(right(), lambda pdf: [page.obj.__setitem__("/UserUnit", 2) for page in pdf.pages])
    assert codes(banner, Expected(trim_mm=(290, 410), bleed_mm=6, dpi=75)) == []
    assert codes(banner, Expected(trim_mm=(145, 205), bleed_mm=6, dpi=75)) == [
        ("box", page, True) for page in range(1, 5)
    ]


# Colours

COLOURS: dict[str, Change] = {
    "fill": draw(b"1 0 0 rg 9 9 9 9 re f"),
    "stroke": draw(b"0 0 1 RG 9 9 9 9 re S"),
    "grey in three channels": draw(b"0.5 0.5 0.5 rg 9 9 9 9 re f"),
    "fill by space": draw(b"/DeviceRGB cs 1 0 0 sc 9 9 9 9 re f"),
    "stroke by space": draw(b"/DeviceRGB CS 1 0 0 SC 9 9 9 9 re S"),
    "profile of three channels": draw(b"/Cs cs 1 0 0 scn 9 9 9 9 re f", ColorSpace={"Cs": based_on(3)}),
    "profile of three channels, stroke": draw(b"/Cs CS 1 0 0 SCN 9 9 9 9 re S", ColorSpace={"Cs": based_on(3)}),
    "calibrated": draw(b"/Cs cs 1 0 0 scn 9 9 9 9 re f", ColorSpace={"Cs": calibrated}),
    "palette": draw(b"/Cs cs 1 scn 9 9 9 9 re f", ColorSpace={"Cs": indexed("/DeviceRGB")}),
    "shading": draw(b"/Sh sh", Shading={"Sh": shading("/DeviceRGB")}),
    "shading as a pattern": draw(b"/Pattern cs /Pa scn 9 9 9 9 re f", Pattern={"Pa": shading_pattern("/DeviceRGB")}),
    "shading as a pattern of lines": draw(
        b"/Pattern CS /Pa SCN 9 9 9 9 re S", Pattern={"Pa": shading_pattern("/DeviceRGB")}
    ),
    "tiles": draw(b"/Pattern cs /Pa scn 9 9 9 9 re f", Pattern={"Pa": tiles(b"1 0 0 rg 0 0 5 5 re f")}),
    "form in tiles": draw(
        b"/Pattern cs /Pa scn 9 9 9 9 re f",
        Pattern={"Pa": tiles(b"/In Do", XObject={"In": pdfs.form(b"1 0 0 rg 0 0 5 5 re f")})},
    ),
    "form": draw(b"/Fo Do", XObject={"Fo": pdfs.form(b"1 0 0 rg 0 0 9 9 re f")}),
    "form in forms": draw(b"/Fo Do", XObject={"Fo": nested(5, b"1 0 0 RG 0 0 9 9 re S")}),
    "shading in a form": draw(b"/Fo Do", XObject={"Fo": pdfs.form(b"/Sh sh", Shading={"Sh": shading("/DeviceRGB")})}),
    "on another line": draw(b"1\n0\n0\nrg\n9 9 9 9 re f"),
}


@pytest.mark.parametrize("change", COLOURS)
def test_screen_colours(change):
    broken = changed(right(), COLOURS[change])
    for expected in (EXPECTED, COVER):
        fault = only(broken, expected)
        assert (fault.code, fault.page, fault.blocking) == ("colour", 2, True)
        assert "màu RGB" in fault.message


TEXTS: dict[str, bytes] = {
    "four inks": letters(ink="0.7 0.6 0.6 0.9 k"),
    "a little cyan": letters(ink="0.01 0 0 1 k"),
    "colour": letters(ink="0 1 1 0 k"),
    "by space": b"/DeviceCMYK cs 0 1 0 0 sc " + letters(ink=""),
    "apostrophe": b"0 0 1 0 k BT /F1 9 Tf 9 TL 9 9 Td <0041> ' ET",
    "spaced": b"0 0 1 0 k BT /F1 9 Tf 9 9 Td [<0041> 9 <0042>] TJ ET",
}


@pytest.mark.parametrize("text", TEXTS)
def test_letters_in_more_than_black(text):
    broken = changed(right(), draw(TEXTS[text], page=4))
    fault = only(broken)
    # Black of several inks blurs; a label of a figure may well be red.
    rich = text in ("four inks", "a little cyan")
    assert (fault.code, fault.page, fault.blocking) == ("text", 4, rich)
    assert "mực đen" in fault.message
    assert preflight(broken, COVER) == ()


def test_letters_in_a_form_have_the_colour_around_it():
    inner = {"Fo": pdfs.form(b"BT /F1 9 Tf 9 9 Td <0041> Tj ET")}
    assert codes(changed(right(), draw(b"0.6 0.5 0.5 0.9 k /Fo Do", XObject=inner))) == [("text", 2, True)]
    assert codes(changed(right(), draw(b"q 0 1 1 0 k Q /Fo Do", XObject=inner))) == []


def test_colour_set_in_a_form_ends_with_it():
    change = draw(b"/Fo Do " + letters(ink=""), XObject={"Fo": pdfs.form(b"0 1 1 0 k 0 0 9 9 re f")})
    assert preflight(changed(right(), change), EXPECTED) == ()


def test_many_colours_are_told_shortly():
    many = b" ".join(b"0.%d 0 1 rg 9 9 9 9 re f" % number for number in range(1, 9))
    assert only(changed(right(), draw(many))).message.endswith("; …); bản in chỉ dùng màu xám và CMYK.")


# What hides behind a name: spaces beneath others, groups, outlines of letters


def spot_on_screen(pdf: pikepdf.Pdf) -> pikepdf.Object:
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)
    return pikepdf.Array([NAME.Separation, NAME.Gold, NAME.DeviceRGB, tint])


def grouped(pdf: pikepdf.Pdf) -> pikepdf.Object:
    made = pdfs.form(b"0.5 g 0 0 9 9 re f")(pdf)
    made.Group = pikepdf.Dictionary(S=NAME.Transparency, CS=NAME.DeviceRGB)
    return made


def masked_by(content: bytes):
    return lambda pdf: pikepdf.Dictionary(
        SMask=pikepdf.Dictionary(S=NAME.Luminosity, G=pdf.make_indirect(pdfs.form(content)(pdf)))
    )


SCREEN_GROUP = pikepdf.Dictionary(S=NAME.Transparency, CS=NAME.DeviceRGB)
HIDDEN: dict[str, Change] = {
    "tiles coloured from outside": draw(
        b"/Cp cs 1 0 0 /Pa scn 9 9 9 9 re f",
        ColorSpace={"Cp": pikepdf.Array([NAME.Pattern, NAME.DeviceRGB])},
        Pattern={"Pa": tiles(b"0 0 5 5 re f")},
    ),
    "spot that falls back on screen colours": draw(b"/Sp cs 1 scn 9 9 9 9 re f", ColorSpace={"Sp": spot_on_screen}),
    "group of the page": lambda pdf: pdf.pages[1].obj.__setitem__("/Group", SCREEN_GROUP),
    "group of a form": draw(b"/Fo Do", XObject={"Fo": grouped}),
    "within a soft mask": draw(b"/Gs gs 9 9 9 9 re f", ExtGState={"Gs": masked_by(b"1 0 0 rg 0 0 9 9 re f")}),
    "letters in a spot colour": draw(b"/Sp cs 1 scn " + letters(ink=""), ColorSpace={"Sp": separation("/PANTONE")}),
    "outline of letters": draw(b"0.6 0.5 0.5 0.9 K BT /F1 9 Tf 1 Tr 9 9 Td <0041> Tj ET"),
    "outline of letters by space": draw(b"/DeviceCMYK CS 0.6 0.5 0.5 0.9 SC BT /F1 9 Tf 2 Tr 9 9 Td <0041> Tj ET"),
}


@pytest.mark.parametrize("change", HIDDEN)
def test_colours_behind_a_name(change):
    found = codes(changed(right(), HIDDEN[change]))
    own = {"letters in a spot colour": "spot", "outline of letters": "text", "outline of letters by space": "text"}
    assert {fault for fault in found if fault[2]} >= {(own.get(change, "colour"), 2, True)}


def test_letters_that_are_not_drawn_have_no_colour():
    assert codes(changed(right(), draw(b"0 1 1 0 k BT /F1 9 Tf 3 Tr 9 9 Td <0041> Tj ET"))) == []


def test_spaces_in_spaces_take_no_time():
    def deep(pdf: pikepdf.Pdf) -> pikepdf.Object:
        space: pikepdf.Object = NAME.DeviceRGB
        for _ in range(200):
            space = pdf.make_indirect(pikepdf.Array([NAME.Indexed, space, 1, b"abcdef"]))
        return space

    assert codes(changed(right(), draw(b"/Cs cs", ColorSpace={"Cs": deep}))) == [("colour", 2, True)]


@pytest.mark.parametrize("version", ["1.7", "2.0"])
def test_too_new_a_version(version):
    newer = root(Version=NAME(f"/{version}"))
    for broken in (changed(right(), lambda pdf: None, force_version=version), changed(right(), newer)):
        assert codes(broken) == [("version", None, True)]


def test_no_room_for_marks():
    def tight(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.MediaBox = page.obj.BleedBox = pikepdf.Array([0, 0, 151 * MM, 211 * MM])
            page.obj.TrimBox = pikepdf.Array([3 * MM, 3 * MM, 148 * MM, 208 * MM])

    broken = changed(right(), tight)
    assert codes(broken) == [("box", page, True) for page in (1, 2, 3, 4)]
    assert preflight(broken, Expected(trim_mm=None, marks=False)) == ()


def test_paper_of_two_sizes():
    assert codes(changed(right(), boxes(MediaBox=[0, 0, 170, 230]))) == [("box", 3, True)]


def test_labels_on_branches():
    numbers = pikepdf.Array([0, pikepdf.Dictionary(S=NAME.r), 2, pikepdf.Dictionary(S=NAME.D)])
    branch = pikepdf.Dictionary(Limits=[0, 2], Nums=numbers)
    assert codes(changed(right(), root(PageLabels=pikepdf.Dictionary(Kids=[branch])))) == []


def test_no_pages():
    assert ("pages", None, True) in codes(changed(right(), lambda pdf: pdf.pages.__delitem__(slice(None))))


def test_a_font_that_does_not_say_it_is_one():
    def bare(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(Subtype=NAME.Type1, BaseFont=NAME.Helvetica, ToUnicode=pdf.make_stream(b""))
        pdf.pages[0].obj.Resources.Font["/He"] = pdf.make_indirect(font)

    assert codes(changed(right(), bare)) == [("font", None, True)]


# Pictures

INLINE = b"q 9 0 0 9 50 50 cm BI /W 30 /H 30 /BPC 8 /CS %s ID %s EI Q"

PICTURES: dict[str, tuple[Change, str]] = {
    "RGB": (draw(shown("Pi"), XObject={"Pi": picture(RED)}), "DeviceRGB"),
    "palette": (
        draw(shown("Pi"), XObject={"Pi": a_picture(GREY, ColorSpace=indexed("/DeviceRGB"))}),
        "Indexed DeviceRGB",
    ),
    "palette by profile": (
        draw(
            shown("Pi"),
            XObject={
                "Pi": a_picture(
                    GREY, ColorSpace=lambda pdf: pikepdf.Array([NAME.Indexed, based_on(3)(pdf), 1, b"abcdef"])
                )
            },
        ),
        "Indexed ICCBased-3",
    ),
    "by profile": (draw(shown("Pi"), XObject={"Pi": a_picture(RED, ColorSpace=based_on(3))}), "ICCBased-3"),
    "JPEG": (draw(shown("Pi"), XObject={"Pi": picture(RED, jpeg=True)}), "DeviceRGB"),
    "JPEG 2000 that alone knows its colours": (
        draw(
            shown("Pi"),
            XObject={
                "Pi": lambda pdf: pikepdf.Stream(
                    pdf, b"jp2", Type=NAME.XObject, Subtype=NAME.Image, Width=150, Height=150, Filter=NAME.JPXDecode
                )
            },
        ),
        "không ghi rõ",
    ),
    "in a form": (
        draw(b"/Fo Do", XObject={"Fo": pdfs.form(shown("Pi"), XObject={"Pi": picture(RED)})}),
        "DeviceRGB",
    ),
    "in tiles": (
        draw(
            b"/Pattern cs /Pa scn 9 9 9 9 re f",
            Pattern={"Pa": tiles(shown("Pi", 9, 9), XObject={"Pi": picture(RED)})},
        ),
        "DeviceRGB",
    ),
    "inline": (draw(INLINE % (b"/RGB", b"abc" * 900)), "DeviceRGB"),
    "inline, whole name": (draw(INLINE % (b"/DeviceRGB", b"abc" * 900)), "DeviceRGB"),
}


@pytest.mark.parametrize("change", PICTURES)
def test_pictures_in_screen_colours(change):
    make, space = PICTURES[change]
    fault = only(changed(right(), make))
    assert (fault.code, fault.page, fault.blocking) == ("image", 2, True)
    assert f"hệ màu {space}," in fault.message


def test_inline_pictures_in_inks():
    grey, four = INLINE % (b"/G", b"a" * 900), INLINE % (b"/CMYK", b"abcd" * 900)
    assert preflight(changed(right(), draw(grey + b" " + four)), EXPECTED) == ()


@pytest.mark.parametrize("image", [GREY, FOUR], ids=["grey", "four inks"])
def test_a_soft_mask_stops(image):
    masked = draw(shown("Pi"), XObject={"Pi": picture(image, GREY)})
    fault = only(changed(right(), masked))
    assert (fault.code, fault.page, fault.blocking) == ("transparency", 2, True)


RESOLUTIONS = {
    "exactly": (shown("Pi", 72, 72), False),
    "a hair finer": (shown("Pi", 71.9, 71.9), False),
    "coarser": (shown("Pi", 73, 73), True),
    "coarser one way": (shown("Pi", 72, 90), True),
    "turned, exactly": (b"q 0 72 -72 0 200 50 cm /Pi Do Q", False),
    "turned, coarser": (b"q 0 90 -90 0 200 50 cm /Pi Do Q", True),
    "exactly by steps": (b"q 0.8 0 0 0.8 5 5 cm 0.1 0 0 0.1 0 0 cm 900 0 0 900 0 0 cm /Pi Do Q", False),
    "coarser by steps": (b"q 0.75 0 0 0.75 5 5 cm 144 0 0 144 0 0 cm /Pi Do Q", True),
    "fine, then coarse": (shown("Pi", 20, 20) + shown("Pi", 150, 150), True),
}


@pytest.mark.parametrize("case", RESOLUTIONS)
def test_pictures_too_coarse_stop_nothing(case):
    content, coarse = RESOLUTIONS[case]
    found = codes(changed(right(), draw(content, XObject={"Pi": picture(GREY)})))
    assert found == ([("resolution", 2, False)] if coarse else [])


def test_how_coarse_is_told():
    fault = only(changed(right(), draw(shown("Pi", 108, 108), XObject={"Pi": picture(GREY)})))
    assert fault.message == "Trang 2: hình 150 × 150 điểm chỉ đạt 100 dpi khi in, cần 150 dpi."


def test_a_form_makes_a_picture_larger():
    def larger(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = pdfs.form(shown("Pi", 36, 36), XObject={"Pi": picture(GREY)})(pdf)
        made.Matrix = pikepdf.Array([3, 0, 0, 3, 0, 0])
        return made

    fault = only(changed(right(), draw(b"/Fo Do", XObject={"Fo": larger})))
    assert "100 dpi" in fault.message


# Transparency

STATES = {
    "fill": (pikepdf.Dictionary(ca=0.5), "độ đục 0,5"),
    "stroke": (pikepdf.Dictionary(CA=0.99), "độ đục 0,99"),
    "Multiply": (pikepdf.Dictionary(BM=NAME.Multiply), "kiểu hòa màu Multiply"),
    "Darken": (pikepdf.Dictionary(BM=NAME.Darken), "kiểu hòa màu Darken"),
    "soft mask": (pikepdf.Dictionary(SMask=pikepdf.Dictionary(S=NAME.Luminosity)), "mặt nạ mờ"),
}


@pytest.mark.parametrize("case", STATES)
def test_transparency_is_told_and_stops_nothing(case):
    state, words = STATES[case]
    fault = only(changed(right(), draw(b"/Gs gs 9 9 9 9 re f", ExtGState={"Gs": state})))
    assert (fault.code, fault.page, fault.blocking) == ("transparency", 2, False)
    assert words in fault.message


def test_a_group_is_told():
    group = pikepdf.Dictionary(S=NAME.Transparency)
    page = changed(right(), lambda pdf: pdf.pages[1].obj.__setitem__("/Group", group))
    assert codes(page) == [("transparency", 2, False)]


def test_a_state_that_nothing_uses_is_not_told():
    assert preflight(changed(right(), draw(b"", ExtGState={"Gs": pikepdf.Dictionary(ca=0.1)})), EXPECTED) == ()


# What moves, calls or hides


def annotation(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 9, 9])
    pdf.pages[1].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])


def page_action(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=NAME.JavaScript, JS="app.alert(1)")
    pdf.pages[1].obj.AA = pikepdf.Dictionary(O=script)


@pytest.mark.parametrize("change", [annotation, page_action])
def test_annotations(change):
    assert codes(changed(right(), change)) == [("annotation", 2, True)]


def root(**entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


SCRIPT = pikepdf.Dictionary(S=NAME.JavaScript, JS="app.alert(1)")
ACTIVE: dict[str, Change] = {
    "JavaScript": root(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", SCRIPT]))),
    "embedded file": lambda pdf: pdf.attachments.__setitem__("a.txt", b"abc"),
    "on opening": root(OpenAction=SCRIPT),
    "in secret": root(AA=pikepdf.Dictionary(WC=SCRIPT)),
    "form to fill in": root(AcroForm=pikepdf.Dictionary(Fields=[])),
    "collection": root(Collection=pikepdf.Dictionary(Type=NAME.Collection)),
}


@pytest.mark.parametrize("change", ACTIVE)
def test_scripts_and_files(change):
    assert codes(changed(right(), ACTIVE[change])) == [("active", None, True)]


# The document


@pytest.mark.parametrize("left", [1, 2, 3])
def test_number_of_pages(left):
    def cut(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[left:]
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=NAME.D)])

    fault = only(changed(right(), cut))
    assert (fault.code, fault.page, fault.blocking) == ("pages", None, True)
    assert fault.message == f"Có {left} trang, phải là bội số của 4."


LABELS: dict[str, Change] = {
    "none": lambda pdf: pdf.Root.__delitem__("/PageLabels"),
    "empty": root(PageLabels=pikepdf.Dictionary(Nums=[])),
    "not from the first page": root(PageLabels=pikepdf.Dictionary(Nums=[1, pikepdf.Dictionary(S=NAME.D)])),
    "beyond the last page": root(
        PageLabels=pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=NAME.r), 4, pikepdf.Dictionary(S=NAME.D)])
    ),
}


@pytest.mark.parametrize("change", LABELS)
def test_labels(change):
    broken = changed(right(), LABELS[change])
    assert codes(broken) == [("labels", None, True)]
    assert preflight(broken, ANY_SIZE) == ()


def intents(change) -> Change:
    return lambda pdf: change(pdf.Root.OutputIntents)


def other_profile(content: bytes, channels: int = 4) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_indirect(pikepdf.Stream(pdf, content, N=channels))

    return change


def wrong_class(content: bytes) -> bytes:
    return content[:12] + b"mntrRGB " + content[20:]


INTENTS: dict[str, Change] = {
    "none": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "empty": root(OutputIntents=pikepdf.Array()),
    "two": intents(lambda held: held.append(held[0])),
    "for archives": intents(lambda held: held[0].__setitem__("/S", NAME("/GTS_PDFA1"))),
    "no profile": intents(lambda held: held[0].__delitem__("/DestOutputProfile")),
    "profile of a screen": other_profile(wrong_class(pdfs.target().content)),
    "three channels": other_profile(pdfs.target().content, 3),
    "damaged profile": other_profile(pdfs.target().content[:15]),
    "no condition": intents(lambda held: held[0].__delitem__("/OutputConditionIdentifier")),
}


@pytest.mark.parametrize("change", INTENTS)
def test_output_intent(change):
    assert codes(changed(right(), INTENTS[change])) == [("intent", None, True)]


def packet_without(what: str, instead: str = "x") -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes().decode()
        assert what in text
        pdf.Root.Metadata.write(text.replace(what, instead).encode())

    return change


METADATA: dict[str, Change] = {
    "no packet": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "another standard": packet_without("PDF/X-4"),
    "no title": packet_without("dc:title", "dc:source"),
    "no identity": packet_without("xmpMM:DocumentID", "xmpMM:InstanceID"),
    "no day": packet_without("xmp:MetadataDate", "xmp:Label"),
    "strange namespace": packet_without("http://www.npes.org/pdfx/ns/id/"),
    "not trapped nor untrapped": lambda pdf: pdf.docinfo.__delitem__("/Trapped"),
    "trapping unknown": lambda pdf: pdf.docinfo.__setitem__("/Trapped", NAME.Unknown),
}


@pytest.mark.parametrize("change", METADATA)
def test_metadata(change):
    assert codes(changed(right(), METADATA[change])) == [("metadata", None, True)]


def test_what_the_packet_lacks_is_named():
    fault = only(changed(right(), packet_without("xmp:CreateDate", "xmp:Label")))
    assert fault.message == "Siêu dữ liệu XMP thiếu: ngày tạo."


def test_no_id():
    content = right()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        plain = pdfs.saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = plain.rindex(b"/ID")
    assert codes(plain[:start] + b"/XD" + plain[start + 3 :]) == [("metadata", None, True)]


@pytest.mark.parametrize("user", ["", "mật khẩu"], ids=["owner only", "to open"])
def test_encrypted(user):
    locked = changed(right(), lambda pdf: None, encryption=pikepdf.Encryption(owner="chủ", user=user))
    fault = only(locked)
    assert (fault.code, fault.page, fault.blocking) == ("encrypted", None, True)
    assert fault.message == "Tệp có mật khẩu."


# Files that are none, and files made to keep one busy


DAMAGED = {
    "empty": b"",
    "text": b"Xin chao",
    "head only": b"%PDF-1.6\n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "zeros": bytes(5000),
}


@pytest.mark.parametrize("content", DAMAGED)
def test_damaged_files(content):
    fault = only(DAMAGED[content])
    assert (fault.code, fault.page, fault.blocking) == ("damaged", None, True)
    assert fault.message.startswith("Tệp PDF hỏng")


STRANGE: dict[str, Change] = {
    "trim of three numbers": lambda pdf: pdf.pages[1].obj.__setitem__("/TrimBox", [0, 0, 9]),
    "trim of words": lambda pdf: pdf.pages[1].obj.__setitem__("/TrimBox", [NAME.A] * 4),
    "unit of nothing": lambda pdf: pdf.pages[1].obj.__setitem__("/UserUnit", 0),
    "labels of words": root(PageLabels=pikepdf.Dictionary(Nums=[NAME.A, NAME.B])),
    "matrix of words": draw(b"/A /B /C /D /E /F cm"),
    "picture without size": draw(
        b"/Pi Do", XObject={"Pi": lambda pdf: pikepdf.Stream(pdf, b"", Subtype=NAME.Image, ColorSpace=NAME.DeviceGray)}
    ),
    "descendants of nothing": lambda pdf: [
        font.__setitem__("/DescendantFonts", pikepdf.Array()) for font in fonts(pdf) if "/DescendantFonts" in font
    ],
}


@pytest.mark.parametrize("change", STRANGE)
def test_strange_parts_are_one_fault(change):
    fault = only(changed(right(), STRANGE[change]))
    assert (fault.code, fault.page, fault.blocking) == ("damaged", None, True)


def test_half_a_file_and_flipped_bytes_raise_nothing():
    content, chance = right(), random.Random(4)
    for _ in range(25):
        broken = bytearray(content)
        for _ in range(chance.randrange(1, 40)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        cut = bytes(broken[: chance.randrange(1, len(broken))])
        for damaged in (bytes(broken), cut):
            for fault in preflight(damaged, EXPECTED):
                assert isinstance(fault, PreflightFinding)


def draws_itself(pdf: pikepdf.Pdf) -> None:
    made = pdfs.form(b"/In Do /In Do /In Do /In Do")(pdf)
    made.Resources.XObject = pikepdf.Dictionary({"/In": pdf.make_indirect(made)})
    draw(b"/Fo Do", XObject={"Fo": made})(pdf)


def draw_each_other(pdf: pikepdf.Pdf) -> None:
    one, other = pdf.make_indirect(pdfs.form(b"/In Do")(pdf)), pdf.make_indirect(pdfs.form(b"/In Do")(pdf))
    one.Resources.XObject, other.Resources.XObject = pikepdf.Dictionary(In=other), pikepdf.Dictionary(In=one)
    draw(b"/Fo Do", XObject={"Fo": one})(pdf)


def tiles_of_themselves(pdf: pikepdf.Pdf) -> None:
    made = pdf.make_indirect(tiles(b"/Pattern cs /Pa scn 0 0 9 9 re f")(pdf))
    made.Resources.Pattern = pikepdf.Dictionary(Pa=made)
    draw(b"/Pattern cs /Pa scn 0 0 9 9 re f", Pattern={"Pa": made})(pdf)


def billions(pdf: pikepdf.Pdf) -> None:
    inner = pdfs.form(b"0 g")(pdf)
    for _ in range(11):
        inner = pdfs.form(b"/In Do " * 20, XObject={"In": inner})(pdf)
    draw(b"/Fo Do", XObject={"Fo": inner})(pdf)


@pytest.mark.parametrize(
    "change",
    [draws_itself, draw_each_other, tiles_of_themselves, billions, draw(b"/Fo Do", XObject={"Fo": nested(40, b"0 g")})],
    ids=["itself", "each other", "tiles", "billions", "forty deep"],
)
def test_forms_without_end_come_to_an_end(change):
    assert codes(changed(right(), change)) == [("forms", 2, True)]


# What is asked of which file


def test_what_is_asked_of_each_file():
    event = art.event(trim="16x24")
    inside, cover, banner = (expected_for(name, event) for name in ("ruot.pdf", "bia.pdf", "ma-ket.pdf"))
    assert (inside.trim_mm, inside.multiple, inside.labels, inside.coloured_text) == ((160, 240), 4, True, False)
    assert (cover.trim_mm, cover.multiple, cover.labels, cover.coloured_text) == (None, 1, False, True)
    assert (inside.bleed_mm, cover.bleed_mm, banner.bleed_mm) == (3, 3, 0)
    assert expected_for("ruot.pdf") == Expected(trim_mm=None, bleed_mm=3, multiple=4, dpi=150, labels=True)
    assert expected_for("ruot.pdf", art.printed(event, bleed_mm=5)).bleed_mm == 5
    assert expected_of(COVER_KIND, art.printed(event, bleed_mm=5)).bleed_mm == 5
    assert not inside.black_only
    assert expected_for("ruot.pdf", art.printed(event, inside="black")).black_only


def test_a_cover_is_asked_for_the_spine_of_its_book():
    event = art.printed(art.event(trim="16x24"), caliper_mm=0.1, cover_caliper_mm=0.25)
    cover = expected_of(COVER_KIND, event, inside_pages=28)
    assert (cover.trim_mm, cover.spine_mm) == ((321.9, 240), 1.9)


def test_a_spine_of_another_book():
    sheet = pdfs.press(pdfs.screen_pages([letters()], (328.5, 240.0)))
    fault = only(sheet, expected_of(COVER_KIND, art.event(trim="16x24"), inside_pages=28))
    assert (fault.code, fault.page, fault.blocking) == ("box", 1, True)
    assert "khổ thành phẩm 328,5 × 240,0 mm, phải là 321,9 × 240,0 mm" in fault.message
    assert "gáy 8,5 mm, theo số trang ruột và độ dày giấy phải là 1,9 mm" in fault.message


# Which kind of file it is


def upright(pages: int, trim: tuple[float, float] = (145.0, 205.0)) -> bytes:
    return pdfs.screen_pages([letters()] * pages, trim)


def test_the_usual_names_tell_the_kind():
    names = ("ruot.pdf", "bia.pdf", "ma-ket.pdf", "ruot-gap-doi.pdf")
    assert [kind_of(name, b"") for name in names] == [INSIDE, COVER_KIND, BANNER, BOOKLET]


KINDS = {
    "inside, without labels": (lambda: upright(63), INSIDE),
    "a few pages with labels": (right, INSIDE),
    "cover": (lambda: upright(1, (292.0, 205.0)), COVER_KIND),
    "banner": (lambda: upright(1, (4000.0, 2000.0)), BANNER),
    "booklet": (lambda: booklet(right(), pdfs.TRIM), BOOKLET),
    "leaflet": (lambda: upright(2), UNKNOWN),
    "one page": (lambda: upright(1), UNKNOWN),
    "no pages": (lambda: changed(right(), lambda pdf: pdf.pages.__delitem__(slice(None))), UNKNOWN),
    "no PDF": (lambda: b"xin chao", UNKNOWN),
}


@pytest.mark.parametrize("case", KINDS)
def test_what_it_looks_like_tells_the_kind(case):
    make, kind = KINDS[case]
    assert kind_of("to-in.pdf", make()) == kind


# Inks that do not belong

SPOTS: dict[str, Change] = {
    "fill": draw(b"/Sp cs 1 scn 9 9 9 9 re f", ColorSpace={"Sp": separation("/PANTONE 286 C")}),
    "stroke": draw(b"/Sp CS 1 SCN 9 9 9 9 re S", ColorSpace={"Sp": separation("/PANTONE 286 C")}),
    "with others": draw(b"/Sp cs 1 0 scn 9 9 9 9 re f", ColorSpace={"Sp": several("/Cyan", "/PANTONE 286 C")}),
    "letters": draw(b"/Sp cs 1 scn " + letters(ink=""), ColorSpace={"Sp": separation("/PANTONE 286 C")}),
    "palette": draw(
        b"/Sp cs 1 sc 9 9 9 9 re f",
        ColorSpace={
            "Sp": lambda pdf: pikepdf.Array([NAME.Indexed, separation("/PANTONE 286 C")(pdf), 1, pikepdf.String(b"ab")])
        },
    ),
}


@pytest.mark.parametrize("change", SPOTS)
def test_spot_colours(change):
    broken = changed(right(), SPOTS[change])
    for expected in (EXPECTED, COVER):
        fault = only(broken, expected)
        assert (fault.code, fault.page, fault.blocking) == ("spot", 2, True)
        assert "màu pha PANTONE 286 C;" in fault.message


BLACK_ONLY = Expected(trim_mm=None, multiple=4, labels=True, black_only=True)
COLOURED: dict[str, tuple[Change, str]] = {
    "rectangle in rich black": (draw(b"0.6 0.4 0.4 1 k 9 9 9 9 re f"), "C 60 M 40 Y 40 K 100 %"),
    "stroke": (draw(b"0 1 0 0 K 9 9 9 9 re S"), "C 0 M 100 Y 0 K 0 %"),
    "by space": (draw(b"/DeviceCMYK cs 0 0.125 0 0 sc 9 9 9 9 re f"), "C 0 M 12,5 Y 0 K 0 %"),
    "letters in rich black": (draw(letters(ink="0.6 0.4 0.4 1 k")), "C 60 M 40 Y 40 K 100 %"),
    "shading": (draw(b"/Sh sh", Shading={"Sh": shading("/DeviceCMYK")}), "C 50 M 50 Y 50 K 50 %"),
    "picture": (draw(shown("Pi"), XObject={"Pi": picture(FOUR)}), "hình 150 × 150 điểm in bốn mực"),
}


@pytest.mark.parametrize("change", COLOURED)
def test_more_than_black_in_a_black_book(change):
    make, words = COLOURED[change]
    (fault,) = (fault for fault in preflight(changed(right(), make), BLACK_ONLY) if fault.blocking)
    assert (fault.code, fault.page) == ("black", 2)
    assert words in fault.message


@pytest.mark.parametrize("ink", ["0.2 g", "0 0 0 0.7 k"])
def test_black_in_a_black_book(ink):
    assert codes(changed(right(), draw(f"{ink} 9 9 9 9 re f".encode())), BLACK_ONLY) == []


def upright_photograph(image: Image.Image):
    """Return a JPEG file whose inks are not inverted, as Pillow's are: what it holds is the picture's negative."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = picture(image, jpeg=True)(pdf)
        del made["/Decode"]
        return made

    return make


HEAVY = Image.new("CMYK", (150, 150), (230, 230, 230, 230))
INKS: dict[str, tuple[Change, str]] = {
    "fill": (draw(b"0.9 0.8 0.8 0.95 k 9 9 9 9 re f"), "345 %"),
    "stroke": (draw(b"1 1 1 1 K 9 9 9 9 re S"), "400 %"),
    "picture": (draw(shown("Pi"), XObject={"Pi": picture(HEAVY)}), "hình 150 × 150 điểm có chỗ tổng mực 361 %"),
    "photograph": (draw(shown("Pi"), XObject={"Pi": picture(HEAVY, jpeg=True)}), "tổng mực 36"),
    "photograph of light, its inks held upright": (
        draw(shown("Pi"), XObject={"Pi": upright_photograph(ImageChops.invert(HEAVY))}),
        "tổng mực 36",
    ),
    "inverted picture": (
        draw(shown("Pi"), XObject={"Pi": a_picture(ImageChops.invert(HEAVY), Decode=[1, 0] * 4)}),
        "tổng mực 36",
    ),
}


@pytest.mark.parametrize("change", INKS)
def test_too_much_ink_is_told_and_stops_nothing(change):
    make, words = INKS[change]
    for expected in (EXPECTED, COVER):
        fault = only(changed(right(), make), expected)
        assert (fault.code, fault.page, fault.blocking) == ("ink", 2, False)
        assert words in fault.message


def test_a_speck_of_much_ink_is_no_fault():
    picture_of_paper = Image.new("CMYK", (1500, 1500))
    picture_of_paper.paste((255, 255, 255, 255), (700, 700, 703, 703))
    assert codes(changed(right(), draw(shown("Pi"), XObject={"Pi": picture(picture_of_paper)}))) == []


def damaged_photograph(pdf: pikepdf.Pdf) -> pikepdf.Object:
    made = picture(FOUR, jpeg=True)(pdf)
    made.write(b"hong", filter=NAME.DCTDecode)
    return made


UNMEASURED = {
    "fewer dots than told": a_picture(FOUR, Width=4096),
    "four bits": a_picture(FOUR, BitsPerComponent=4),
    "damaged photograph": damaged_photograph,
}


@pytest.mark.parametrize("made", UNMEASURED)
def test_a_picture_that_cannot_be_measured_is_no_fault(made):
    assert codes(changed(right(), draw(shown("Pi"), XObject={"Pi": UNMEASURED[made]}))) == []


def test_layers():
    layers = pikepdf.Dictionary(OCGs=[], D=pikepdf.Dictionary())
    fault = only(changed(right(), root(OCProperties=layers)))
    assert (fault.code, fault.page, fault.blocking) == ("layer", None, True)
    assert "lớp ẩn" in fault.message


# One page at fault among many


@pytest.mark.parametrize("page", [1, 3, 4])
def test_only_the_page_that_lacks_its_box_is_at_fault(page):
    broken = changed(right(), lambda pdf: pdf.pages[page - 1].obj.__delitem__("/TrimBox"))
    for expected in (EXPECTED, ANY_SIZE):
        assert only(broken, expected).message == f"Trang {page}: thiếu khung TrimBox."


def test_only_the_page_on_other_paper_is_at_fault():
    def wider(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 170 * MM, 230 * MM])

    fault = only(changed(right(), wider))
    assert fault.page == 1
    assert "170,0 × 230,0 mm, phần lớn các trang là 163,0 × 223,0 mm" in fault.message


# The booklet


def test_a_booklet_is_judged_as_a_copy_of_the_office():
    made = booklet(right(), pdfs.TRIM)
    expected = expected_of(BOOKLET, art.event(trim="14.5x20.5"))
    assert preflight(made, expected) == ()
    assert sheet_order(made, right()) == ()
    assert codes(changed(made, not_embedded), expected) == [("font", None, True)]


def test_sheets_of_a_booklet_in_wrong_order():
    def swap(pdf: pikepdf.Pdf) -> None:
        held = pdf.pages[0].obj.Resources.XObject
        held["/KyYeuLeft"], held["/KyYeuRight"] = held["/KyYeuRight"], held["/KyYeuLeft"]

    found = sheet_order(changed(booklet(right(), pdfs.TRIM), swap), right())
    assert [(fault.page, fault.what) for fault in found] == [
        (1, "nửa trái phải là trang 4 của ruot.pdf."),
        (1, "nửa phải phải là trang 1 của ruot.pdf."),
    ]


def test_a_booklet_of_another_book():
    eight = pdfs.press(upright(8))
    (fault,) = sheet_order(booklet(right(), pdfs.TRIM), eight)
    assert fault.what == "Có 2 mặt giấy, 8 trang ruột cần 4 mặt."
    (fault,) = sheet_order(b"hong", eight)
    assert not fault.blocking


# The report


def test_a_report_reads_as_lines():
    faults = (PreflightFinding(code="a", what="Một."), PreflightFinding(code="b", what="Hai.", blocking=False))
    assert report("ruot.pdf", faults, INSIDE).splitlines() == [
        "ruot.pdf (ruột): có lỗi.",
        "  LỖI: Một.",
        "  Lưu ý: Hai.",
        "  Cách sửa: Báo ban biên tập dựng lại bằng scripts/build.py rồi giao lại cả thư mục.",
    ]
    assert report("ruot.pdf", (), INSIDE) == "ruot.pdf (ruột): đạt."
    assert report("ruot.pdf", faults[1:], INSIDE).startswith("ruot.pdf (ruột): đạt, có chỗ cần lưu ý.\n")


def test_a_fault_of_many_pages_is_one_line_with_one_meaning():
    faults = [PreflightFinding(code="box", what="bị xoay (Rotate).", page=page) for page in (3, 5, 6, 7, 8, 9)]
    lines = report("a.pdf", faults, INSIDE).splitlines()
    assert lines[1] == "  LỖI: Trang 3, 5–9: bị xoay (Rotate)."
    assert lines[2].startswith("    → Khung trang")
    assert len(lines) == 4


def test_very_many_pages_are_cut_short_and_counted():
    faults = [PreflightFinding(code="box", what="bị xoay (Rotate).", page=page) for page in range(1, 63, 2)]
    assert "Trang 1, 3, 5, 7, 9, 11, 13, 15, … (31 trang): bị xoay" in report("a.pdf", faults, INSIDE)


def test_what_was_not_examined_is_told():
    event = art.event()
    assert "chỉ kiểm phông, khung trang, màu, hình" in not_examined(UNKNOWN, event)[0]
    assert not_examined(INSIDE, event) == not_examined(BANNER, None) == ()
    assert "bề rộng gáy" in not_examined(COVER_KIND, None)[0]
    assert report("a.pdf", (), UNKNOWN, ("Gáy.",)) == "a.pdf (không rõ loại tệp): đạt.\n  Chưa kiểm: Gáy."


def test_somebody_elses_file_is_for_whoever_made_it():
    assert "Báo người làm tệp" in report("a.pdf", (PreflightFinding(code="font", what="Phông."),), UNKNOWN)
