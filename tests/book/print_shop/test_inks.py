"""Screen colours become inks: greys stay black ink alone, pictures keep their look, profiles are proved."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from book import art, pdfs
from book.pdfs import picture, shown
from PIL import Image

from proceedings.book.layout.engine import lay_out
from proceedings.book.preflight.content_scan import look
from proceedings.book.print_shop import inks
from proceedings.book.print_shop.inks import DEFAULT_CONDITION, Inks, profile
from proceedings.model.errors import ProceedingsError

NAME = pikepdf.Name


def converted(content: bytes, *, colour: bool = True) -> tuple[bytes, list[bool]]:
    """Return pages in inks, and which print in colour."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        made = Inks(pdfs.target(), colour=colour)
        coloured = [made.page(pdf, page) for page in pdf.pages]
        return pdfs.saved(pdf), coloured


def drawn(content: bytes, *, colour: bool = True, **resources: object) -> tuple[list[str], bool]:
    """Return the colour operators of a page converted, and whether it prints in colour."""
    pdf, coloured = converted(pdfs.screen_pages([content], **resources), colour=colour)
    found = []
    for operator, values in art.operations(pdf):
        found.append(" ".join([*(f"{value:g}" if isinstance(value, float) else value for value in values), operator]))
    return found, coloured[0]


def rendered(content: bytes, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    image = document[page].render(scale=1).to_pil().convert("RGB")
    document.close()
    return image


class Made(NamedTuple):
    """A picture of a PDF: its entries, its bytes as they lie there, what it shows; does its page print in colour."""

    entries: dict[str, str]
    raw: bytes
    shows: Image.Image
    coloured: bool

    @property
    def kind(self) -> tuple[str, str, bool]:
        return self.entries["/ColorSpace"], self.shows.mode, self.coloured


def the_picture(content: bytes, coloured: bool = False) -> Made:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = pdf.pages[0].resources.XObject.Im
        entries = {key: str(value) for key, value in found.stream_dict.items()}
        return Made(entries, found.read_raw_bytes(), pikepdf.PdfImage(found).as_pil_image(), coloured)


def one_picture(image: Image.Image, *more: object, colour: bool = True, **how: object) -> Made:
    """Return a picture as its page has it when converted."""
    page = pdfs.screen_pages([shown("Im")], XObject={"Im": picture(image, *more, **how)})
    pdf, coloured = converted(page, colour=colour)
    return the_picture(pdf, coloured[0])


# Operators


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (b"0 0 0 rg", "0 g"),
        (b"1 1 1 rg", "1 g"),
        (b"0.5 0.5 0.5 RG", "0.5 G"),
        (b"0.2 0.205 0.2 rg", "0.205 g"),
        (b"0\n0\n0\nrg", "0 g"),
        (b"0.25 g", "0.25 g"),
        (b"0 0 0 1 k", "0 0 0 1 k"),
    ],
)
def test_greys_are_black_ink_alone(given, made):
    assert drawn(given + b" 0 0 9 9 re f") == ([made], False)


@pytest.mark.parametrize("given", [b"1 0 0 rg", b"0 0 1 RG", b"0.5 0.52 0.5 rg", b"1\n0\n0\nrg"])
def test_colours_are_four_inks(given):
    operators, coloured = drawn(given + b" 0 0 9 9 re B")
    assert len(operators) == 1
    assert operators[0].endswith(" K" if given.endswith(b"RG") else " k")
    assert coloured
    assert all(0 <= float(value) <= 1 for value in operators[0].split()[:4])


def test_red_is_magenta_and_yellow_and_white_no_ink():
    made = Inks(pdfs.target(), colour=True)
    cyan, magenta, yellow, black = made.ink(1, 0, 0)
    assert cyan < 0.15 and black < 0.15
    assert magenta > 0.8 and yellow > 0.8
    assert made.ink(1, 1, 1) == (1,)
    assert made.ink(0, 0, 0) == (0,)


def test_inks_that_are_there_already_stay():
    assert drawn(b"0 1 1 0 k 0 0 9 9 re f") == (["0 1 1 0 k"], True)
    assert drawn(b"/DeviceCMYK cs 0 1 1 0 scn 0 0 9 9 re f") == (["/DeviceCMYK cs", "0 1 1 0 scn"], True)


def test_letters_keep_their_codes():
    page = pdfs.screen_pages([pdfs.letters(ink="0 0 0 rg")])
    assert art.lines(converted(page)[0]) == [pdfs.WORDS]


BLACK = {
    b"1 0 0 rg": "0.299 g",
    b"0 0 1 RG": "0.114 G",
    b"0 0 0 rg": "0 g",
    b"0 1 1 0 k": "0.299 g",
    b"1 1 1 1 K": "0 G",
    b"0 0 0 0 k": "1 g",
    b"/DeviceCMYK cs 0 0 0 1 scn": "/DeviceGray cs|0 scn",
    b"/DeviceCMYK CS 0 1 1 0 SC": "/DeviceGray CS|0.299 SC",
}


@pytest.mark.parametrize("given", BLACK)
def test_a_book_in_black_has_greys_only(given):
    assert drawn(given + b" 0 0 9 9 re B", colour=False) == (BLACK[given].split("|"), False)


# Forms, tiles, shadings


def ramp(*colours: tuple[float, ...]) -> pikepdf.Dictionary:
    pieces = [
        pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[*one], C1=[*other], N=1)
        for one, other in zip(colours, colours[1:], strict=False)
    ]
    if len(pieces) == 1:
        return pieces[0]
    bounds = [number / len(pieces) for number in range(1, len(pieces))]
    return pikepdf.Dictionary(
        FunctionType=3, Domain=[0, 1], Functions=pieces, Bounds=bounds, Encode=[0, 1] * len(pieces)
    )


def shading(*colours: tuple[float, ...]) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(ShadingType=2, ColorSpace=NAME.DeviceRGB, Coords=[0, 0, 400, 0], Function=ramp(*colours))


def inks_of(function: pikepdf.Object) -> list[list[float]]:
    if "/Functions" in function:
        return [inks for part in function.Functions for inks in inks_of(part)]
    return [[float(value) for value in function[end]] for end in ("/C0", "/C1")]


@pytest.mark.parametrize(
    ("colours", "colour", "space"),
    [
        ([(0, 0, 0), (1, 1, 1)], True, "/DeviceGray"),
        ([(1, 0, 0), (0, 0, 1)], True, "/DeviceCMYK"),
        ([(1, 1, 1), (1, 0, 0), (0, 0, 0)], True, "/DeviceCMYK"),
        ([(1, 0, 0), (0, 0, 1)], False, "/DeviceGray"),
    ],
)
@pytest.mark.parametrize("way", ["sh", "pattern"])
def test_shadings(colours, colour, space, way):
    if way == "sh":
        page = pdfs.screen_pages([b"/Sh sh"], Shading={"Sh": shading(*colours)})
    else:
        pattern = pikepdf.Dictionary(PatternType=2, Shading=shading(*colours))
        page = pdfs.screen_pages([b"/Pattern cs /Sh scn 0 0 9 9 re f"], Pattern={"Sh": pattern})
    pdf, coloured = converted(page, colour=colour)
    assert coloured == [space == "/DeviceCMYK"]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        held = document.pages[0].resources
        made = held.Shading.Sh if way == "sh" else held.Pattern.Sh.Shading
        assert made.ColorSpace == space
        assert {len(values) for values in inks_of(made.Function)} == {4 if space == "/DeviceCMYK" else 1}
        assert look(document.pages[0]).rgb == ()


def test_a_shading_looks_as_before():
    page = pdfs.screen_pages([b"/Sh sh"], Shading={"Sh": shading((1, 1, 1), (0.8, 0.2, 0.2), (0, 0, 0))})
    before, after = rendered(page), rendered(converted(page)[0])
    for x in (5, 100, 200, 300, 395):
        assert near(before.getpixel((x, 100)), after.getpixel((x, 100)), 60)


def near(one: object, other: object, apart: int) -> bool:
    return all(abs(a - b) <= apart for a, b in zip(one, other, strict=True))  # type: ignore[call-overload]


def tiles(content: bytes, **resources: object):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = pdfs.form(content, **resources)(pdf)
        del made["/Type"], made["/Subtype"]
        made.PatternType, made.PaintType, made.TilingType, made.XStep, made.YStep = 1, 1, 1, 9, 9
        return made

    return make


FORMS = {
    "form": (b"/Fo Do", {"XObject": {"Fo": pdfs.form(b"1 0 0 rg 0 0 9 9 re f")}}),
    "form in a form": (
        b"/Fo Do",
        {"XObject": {"Fo": pdfs.form(b"/In Do", XObject={"In": pdfs.form(b"1 0 0 RG 0 0 9 9 re S")})}},
    ),
    "tiles": (b"/Pattern cs /Pa scn 0 0 9 9 re f", {"Pattern": {"Pa": tiles(b"1 0 0 rg 0 0 5 5 re f")}}),
    "picture in tiles": (
        b"/Pattern cs /Pa scn 0 0 9 9 re f",
        {"Pattern": {"Pa": tiles(shown("Im"), XObject={"Im": picture(Image.new("RGB", (9, 9), "red"))})}},
    ),
}


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("case", FORMS)
def test_forms_and_tiles(case, colour):
    content, resources = FORMS[case]
    pdf, coloured = converted(pdfs.screen_pages([content], **resources), colour=colour)
    assert coloured == [colour]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = look(document.pages[0])
    assert found.rgb == ()
    assert {held.space for held in found.pictures} <= {"DeviceCMYK" if colour else "DeviceGray"}


def test_a_form_that_draws_itself_comes_to_an_end():
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = pdf.make_indirect(pdfs.form(b"1 0 0 rg /In Do")(pdf))
        made.Resources.XObject = pikepdf.Dictionary(In=made)
        return made

    assert converted(pdfs.screen_pages([b"/Fo Do"], XObject={"Fo": make}))[1] == [True]


@pytest.mark.parametrize("opacity", [1, 0.5])
def test_a_group_is_kept_only_where_something_is_see_through(opacity):
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        state = pikepdf.Dictionary(ca=opacity)
        made = pdfs.form(b"/Gs gs 0 0 0 rg 0 0 9 9 re f", ExtGState={"Gs": state})(pdf)
        made.Group = pikepdf.Dictionary(S=NAME.Transparency, CS=NAME.DeviceRGB)
        return made

    pdf, coloured = converted(pdfs.screen_pages([b"/Fo Do"], XObject={"Fo": make}))
    assert coloured == [False]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        group = document.pages[0].resources.XObject.Fo.get("/Group")
        assert (group is None) == (opacity == 1)
        assert group is None or group.CS == "/DeviceCMYK"


def test_pages_are_coloured_by_what_they_draw():
    """Pages of one layout share their resources."""
    red, grey = Image.new("RGB", (9, 9), "red"), Image.new("RGB", (9, 9), "gray")
    contents = [b"0 g", shown("Red"), shown("Grey"), b"1 0 0 rg 0 0 9 9 re f", b"/Sh sh", b"/Sh sh", b"/RedX Do"]
    page = pdfs.screen_pages(
        contents,
        XObject={"Red": picture(red), "Grey": picture(grey)},
        Shading={"Sh": shading((1, 0, 0), (0, 1, 0))},
    )
    assert converted(page)[1] == [False, True, False, True, True, True, False]


# Pictures


def test_a_coloured_picture_is_four_inks():
    image = Image.new("RGB", (8, 8), "white")
    image.paste((200, 20, 30), (4, 0, 8, 8))
    made = one_picture(image)
    assert made.kind == ("/DeviceCMYK", "CMYK", True)
    assert made.shows.size == (8, 8)
    assert max(made.shows.getpixel((0, 0))) <= 3, "white is paper"
    cyan, magenta, yellow, _ = made.shows.getpixel((7, 7))
    assert magenta > 200 and yellow > 170 and cyan < 60


GREYS = {
    "black on white": [(0, 0, 0), (255, 255, 255)],
    "greys": [(value, value, value) for value in range(0, 256, 16)],
    "greys with a JPEG's noise": [(value, value + 3, value + 1) for value in range(0, 250, 16)],
}


@pytest.mark.parametrize("case", GREYS)
def test_a_grey_picture_is_black_ink_alone(case):
    values = GREYS[case]
    image = Image.new("RGB", (len(values), 2))
    image.putdata(values * 2)
    made = one_picture(image)
    assert made.kind == ("/DeviceGray", "L", False)
    assert all(abs(made.shows.getpixel((x, 1)) - values[x][1]) <= 3 for x in range(len(values)))


def test_one_coloured_dot_keeps_the_colours():
    image = Image.new("RGB", (50, 50), "white")
    image.putpixel((7, 7), (255, 0, 0))
    assert one_picture(image).kind == ("/DeviceCMYK", "CMYK", True)


def test_a_palette_is_spread_out():
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = picture(Image.new("L", (8, 8), 1))(pdf)
        made.ColorSpace = pikepdf.Array([NAME.Indexed, NAME.DeviceRGB, 1, pikepdf.String(b"\xff\xff\xff\xc8\x14\x1e")])
        return made

    pdf, coloured = converted(pdfs.screen_pages([shown("Im")], XObject={"Im": make}))
    made = the_picture(pdf, *coloured)
    assert made.kind == ("/DeviceCMYK", "CMYK", True)
    assert made.shows.getpixel((3, 3))[1] > 200


@pytest.mark.parametrize(
    ("image", "space"),
    [
        (Image.new("RGB", (8, 8), (200, 20, 30)), "/DeviceCMYK"),
        (Image.new("RGB", (8, 8), (9, 9, 9)), "/DeviceGray"),
        (Image.new("L", (8, 8), 40), "/DeviceGray"),
        (Image.new("CMYK", (8, 8), (0, 200, 200, 0)), "/DeviceCMYK"),
    ],
    ids=["colour", "grey in RGB", "grey", "four inks"],
)
def test_what_is_see_through_lies_on_white(image, space):
    mask = Image.new("L", (8, 8), 0)
    mask.paste(255, (4, 0, 8, 8))
    made = one_picture(image, mask)
    assert made.kind[0] == space
    assert "/SMask" not in made.entries
    clear, solid = made.shows.getpixel((0, 4)), made.shows.getpixel((7, 4))
    assert clear == 255 if space == "/DeviceGray" else max(clear) <= 3
    assert solid != clear


def test_a_smaller_mask_is_fitted():
    made = one_picture(Image.new("RGB", (8, 8), "red"), Image.new("L", (2, 2), 128))
    assert made.shows.size == (8, 8)
    assert 60 < made.shows.getpixel((4, 4))[1] < 200


def photograph() -> Image.Image:
    image = Image.new("RGB", (90, 30), "white")
    for place, colour in enumerate([(200, 30, 40), (40, 140, 60), (60, 70, 170)]):
        image.paste(colour, (place * 30, 0, place * 30 + 30, 30))
    return image


@pytest.mark.parametrize("jpeg", [True, False], ids=["JPEG", "plain"])
def test_a_photograph_looks_as_before(jpeg):
    page = pdfs.screen_pages([shown("Im", 90, 30)], XObject={"Im": picture(photograph(), jpeg=jpeg)})
    pdf, coloured = converted(page)
    made = the_picture(pdf, *coloured)
    assert made.kind == ("/DeviceCMYK", "CMYK", True)
    assert made.entries["/Filter"] == ("/DCTDecode" if jpeg else "/FlateDecode")
    assert ("/Decode" in made.entries) == jpeg
    before, after = rendered(page), rendered(pdf)
    height = before.height
    for x in (65, 95, 125):
        one, other = before.getpixel((x, height - 65)), after.getpixel((x, height - 65))
        assert near(one, other, 70), (one, other)
        assert one.index(max(one)) == other.index(max(other))
    assert after.getpixel((5, 5)) == (255, 255, 255)


def test_a_grey_photograph_stays_a_photograph():
    made = one_picture(Image.linear_gradient("L").convert("RGB"), jpeg=True)
    assert made.kind == ("/DeviceGray", "L", False)
    assert made.entries["/Filter"] == "/DCTDecode"
    assert "/Decode" not in made.entries
    assert made.shows.getpixel((9, 5)) < 20 and made.shows.getpixel((9, 250)) > 235


@pytest.mark.parametrize("jpeg", [True, False])
def test_a_picture_in_four_inks_is_left_alone(jpeg):
    image = Image.new("CMYK", (16, 16), (10, 200, 190, 5))
    before = pdfs.screen_pages([shown("Im")], XObject={"Im": picture(image, jpeg=jpeg)})
    pdf, coloured = converted(before)
    assert coloured == [True]
    assert the_picture(pdf).raw == the_picture(before).raw
    assert near(the_picture(pdf).shows.getpixel((5, 5)), (10, 200, 190, 5), 4)


@pytest.mark.parametrize(
    "image",
    [photograph(), photograph().convert("CMYK"), photograph().convert("L")],
    ids=["RGB", "CMYK", "L"],
)
@pytest.mark.parametrize("jpeg", [True, False], ids=["JPEG", "plain"])
def test_pictures_in_black_alone(image, jpeg):
    made = one_picture(image, jpeg=jpeg, colour=False)
    assert made.kind == ("/DeviceGray", "L", False)
    wanted = photograph().convert("L")
    assert all(abs(made.shows.getpixel((x, 9)) - wanted.getpixel((x, 9))) < 12 for x in (15, 45, 75))


def test_a_photograph_that_holds_its_inks_upright_becomes_grey_the_right_way():
    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        made = picture(Image.new("CMYK", (16, 16), (255, 255, 255, 255)), jpeg=True)(pdf)
        del made["/Decode"]
        return made

    page = pdfs.screen_pages([shown("Im")], XObject={"Im": make})
    assert rendered(page).getpixel((80, rendered(page).height - 80)) == (255, 255, 255), "read as it stands: no ink"
    pdf, _ = converted(page, colour=False)
    assert the_picture(pdf).shows.getpixel((5, 5)) > 250


def test_a_picture_on_several_pages_is_converted_once():
    page = pdfs.screen_pages([shown("Im")] * 3, XObject={"Im": picture(photograph(), jpeg=True)})
    pdf, coloured = converted(page)
    assert coloured == [True] * 3
    once, _ = converted(pdfs.screen_pages([shown("Im")], XObject={"Im": picture(photograph(), jpeg=True)}))
    assert the_picture(pdf).raw == the_picture(once).raw


DRAWINGS = {
    "tiles": (
        '<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="red"/>'
        '</pattern><rect width="300" height="60" fill="url(#p)"/>'
    ),
    "gradient": (
        '<linearGradient id="p"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
        '</linearGradient><rect width="300" height="60" fill="url(#p)"/>'
    ),
    "fading gradient": (
        '<radialGradient id="p"><stop offset="0" stop-color="red" stop-opacity=".2"/>'
        '<stop offset="1" stop-color="blue"/></radialGradient><rect width="300" height="60" fill="url(#p)"/>'
    ),
    "see-through": '<rect width="300" height="60" fill="red" opacity=".5"/>',
    "letters": '<text x="9" y="30" fill="green">Chữ</text>',
}


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("case", DRAWINGS)
def test_drawings_of_authors(case, colour):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60">{DRAWINGS[case]}</svg>'
    html = "<!doctype html><html lang=vi><title>x</title><body><p>Một</p><p style='break-before:page'>"
    style = f"@page{{size:145mm 205mm}}html{{font-family:'{art.FAMILY.name}'}}"
    plain = lay_out(f"{html}<img src='figure:a.svg'/></p>", style, art.FAMILY, {"a.svg": svg.encode()}).pdf
    pdf, coloured = converted(plain, colour=colour)
    assert coloured == [False, colour]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [look(page) for page in document.pages]
    assert [page.rgb for page in found] == [(), ()]
    assert not any(page.coloured_text for page in found) or (case == "letters" and colour)


# Profiles


def test_the_usual_profile():
    found = profile(None, None)
    assert found.condition == DEFAULT_CONDITION
    assert found.content[12:20] == b"prtrCMYK"


def test_a_profile_of_the_print_shop(tmp_path):
    path = tmp_path / "nha-in.icc"
    path.write_bytes(profile(None, None).content)
    assert profile(path, None).condition == "nha-in"
    assert profile(path, "FOGRA39").condition == "FOGRA39"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ICC",
        bytes(500),
        profile(None, None).content[:100],
        Path("/usr/share/color/icc/ghostscript/srgb.icc").read_bytes(),
        profile(None, None).content.replace(b"acsp", b"xxxx", 1),
    ],
    ids=["empty", "short", "zeros", "half", "of a screen", "no signature"],
)
def test_another_file_is_no_profile(tmp_path, content):
    path = tmp_path / "sai.icc"
    path.write_bytes(content)
    with pytest.raises(ProceedingsError, match="sai.icc không phải tệp ICC của máy in CMYK"):
        profile(path, None)


def test_a_profile_that_is_not_there(tmp_path):
    with pytest.raises(ProceedingsError, match=r"Không đọc được tệp màu ICC nha-in\.icc") as told:
        profile(tmp_path / "nha-in.icc", None)
    assert "volume.print.profile" in str(told.value)


def test_the_usual_profile_is_not_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(inks, "DEFAULT_PROFILE", tmp_path / "default_cmyk.icc")
    with pytest.raises(ProceedingsError, match=r"Không đọc được tệp màu ICC default_cmyk\.icc") as told:
        profile(None, None)
    assert "libgs-common" in str(told.value)
