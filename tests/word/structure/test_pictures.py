"""Pictures: as they were seen, with their captions and descriptions; what is missing is marked at its place."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from PIL import ExifTags, Image
from word.docx_builders import paragraph, picture, png, run
from word.made import body, imported, media, said, seen, styles

from proceedings.processes.limits import TimeLimit
from proceedings.word.programs.libreoffice import find_office
from proceedings.word.structure import metafile
from proceedings.word.structure.drawings import useful
from proceedings.word.structure.metafile import Metafile, Waiting, drawing, metafile_kind

EMF = b"\1\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 60
UNSEEN = "\\[điền: hình của bản Word không chuyển được – lưu thành PNG rồi chèn vào đây]"
CHART = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="3" name="c"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/{}"/></a:graphic></wp:inline></w:drawing></w:r>'
)


def drawn(kind: str = "PNG", size: tuple[int, int] = (8, 4)) -> bytes:
    """A picture, its left half blue and its right half red."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def corner(content: bytes) -> tuple[str | None, tuple[int, int], object]:
    image = Image.open(io.BytesIO(content))
    return image.format, image.size, image.convert("RGB").getpixel((0, 0))


RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.mark.parametrize(
    ("crop", "form", "expected"),
    [
        ("", "", ("PNG", (8, 4), BLUE)),
        ('<a:srcRect l="50000"/>', "", ("PNG", (4, 4), RED)),
        ('<a:srcRect t="25000" b="25000" r="-4000"/>', "", ("PNG", (8, 2), BLUE)),
        ("", '<a:xfrm flipH="1"/>', ("PNG", (8, 4), RED)),
        ("", '<a:xfrm rot="5400000"/>', ("PNG", (4, 8), BLUE)),
        ("", '<a:xfrm rot="-5400000"/>', ("PNG", (4, 8), RED)),
        ("", '<a:xfrm rot="10800000"/>', ("PNG", (8, 4), RED)),
    ],
)
def test_cut_and_turned(root: Path, crop: str, form: str, expected: object) -> None:
    text = paragraph(seen("rIdImage", crop, form, "Hai nửa"))
    paper = imported(root, text, parts={"word/media/image1.png": drawn()})
    assert body(paper) == "![Hai nửa](bai/hinh-1.png)"
    assert corner(paper.figures["hinh-1.png"]) == expected


def stood(wide: float, more: str = "", relation: str = "rIdImage") -> str:
    """A picture that was so many inches wide and half as high in Word."""
    size = f'<a:ext cx="{round(wide * 914_400)}" cy="{round(wide * 457_200)}"/>'
    return seen(relation, form=f'<a:xfrm {more}><a:off x="0" y="0"/>{size}</a:xfrm>')


def dots(content: bytes) -> int:
    with Image.open(io.BytesIO(content)) as image:
        return round(float(image.info.get("dpi", (0, 0))[0]))


@pytest.mark.parametrize(
    ("kind", "size", "wide", "more", "expected"),
    [
        ("PNG", (800, 400), 4.0, "", 200),
        ("JPEG", (800, 400), 4.0, "", 200),
        ("JPEG", (300, 150), 2.0, "", 150),
        ("PNG", (800, 400), 2.0, 'rot="5400000"', 400),
        ("JPEG", (3000, 1500), 1.5, "", 2000),
        ("PNG", (150, 75), 6.0, "", 25),
        ("PNG", (800, 400), 800 / 96, "", 0),
        ("PNG", (8, 4), 4.0, "", 0),
    ],
    ids=["drawing", "photograph", "small", "turned", "narrow", "stretched", "its own size", "2 dots per inch"],
)
def test_picture_stays_as_large_as_it_stood(
    root: Path, kind: str, size: tuple[int, int], wide: float, more: str, expected: int
) -> None:
    given = drawn(kind, size)
    paper = imported(root, paragraph(stood(wide, more)), parts={"word/media/image1.png": given})
    (made,) = paper.figures.values()
    assert dots(made) == expected
    before, after = Image.open(io.BytesIO(given)), Image.open(io.BytesIO(made))
    if more:
        before = before.rotate(-90, expand=True)
    assert (after.format, after.size) == (kind, before.size)
    assert after.convert("RGB").getpixel((1, 1)) == before.convert("RGB").getpixel((1, 1))
    if not expected:
        assert made == given


def test_same_picture_in_two_sizes_is_two_figures(root: Path) -> None:
    text = [paragraph(stood(wide)) for wide in (4.0, 2.0, 4.0)]
    paper = imported(root, *text, parts={"word/media/image1.png": drawn(size=(800, 400))})
    assert [dots(content) for content in paper.figures.values()] == [200, 400]
    assert body(paper) == "![](bai/hinh-1.png)\n\n![](bai/hinh-2.png)\n\n![](bai/hinh-1.png)"


def test_picture_of_a_group_keeps_its_own_size(root: Path) -> None:
    grouped = stood(4.0).replace("<pic:pic>", "<wp:wgp><pic:pic>").replace("</pic:pic>", "</pic:pic></wp:wgp>")
    given = drawn(size=(800, 400))
    paper = imported(root, paragraph(grouped), parts={"word/media/image1.png": given})
    assert list(paper.figures.values()) == [given]


def test_telephone_picture_lying_on_its_side_is_measured_upright(root: Path) -> None:
    """Word shows it upright, 2 inches wide: its 400 dots of height lie across."""
    image, target = Image.new("RGB", (800, 400), "red"), io.BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    image.save(target, "JPEG", exif=exif)
    paper = imported(root, paragraph(stood(2.0)), parts={"word/media/image1.png": target.getvalue()})
    (made,) = paper.figures.values()
    with Image.open(io.BytesIO(made)) as after:
        assert after.getexif()[ExifTags.Base.Orientation] == 6
    assert dots(made) == 200


def test_telephone_picture_of_several_frames_stays_a_photograph(root: Path) -> None:
    frames, target = [Image.new("RGB", (800, 400), colour) for colour in ("red", "blue")], io.BytesIO()
    frames[0].save(target, "MPO", save_all=True, append_images=frames[1:])
    for wide, same in ((800 / 96, True), (4.0, False)):
        paper = imported(root, paragraph(stood(wide)), parts={"word/media/image1.png": target.getvalue()})
        ((name, made),) = paper.figures.items()
        assert name == "hinh-1.jpg" and (made == target.getvalue()) is same
        assert dots(made) in ((0, 1, 72, 96) if same else (200,))


@pytest.mark.parametrize("kind", ["BMP", "GIF", "TIFF"])
def test_other_kinds_become_png(root: Path, kind: str) -> None:
    name = f"i.{kind.lower()}"
    parts: dict[str, bytes | str] = {f"word/media/{name}": drawn(kind)}
    paper = imported(root, paragraph(picture(f"r{name}", "Nửa")), relations=media(name), parts=parts)
    assert corner(paper.figures["hinh-1.png"]) == ("PNG", (8, 4), BLUE)


Drawn = Callable[[Metafile], bytes | None]


def stand_in(monkeypatch: pytest.MonkeyPatch, draw: Drawn) -> list[Metafile]:
    """Draw metafiles without LibreOffice; return those that were asked for."""
    asked: list[Metafile] = []

    @contextmanager
    def drawing(metafiles: Sequence[Metafile]) -> Iterator[Waiting]:
        asked.extend(metafiles)
        yield lambda: [draw(one) for one in metafiles]

    monkeypatch.setattr("proceedings.word.manuscript.drawing", drawing)
    return asked


def test_metafile_is_converted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = stand_in(monkeypatch, lambda one: png() if one.kind == "emf" else None)
    paper = imported(
        root, paragraph(picture("re.emf", "Sơ đồ")), relations=media("e.emf"), parts={"word/media/e.emf": EMF}
    )
    assert body(paper) == "![Sơ đồ](bai/hinh-1.png)"
    assert [one.content for one in asked] == [EMF]
    assert paper.figures["hinh-1.png"].startswith(b"\x89PNG")


def test_metafile_in_two_sizes_is_drawn_once_for_the_larger(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = io.BytesIO()
    Image.new("RGB", (1200, 600), "red").save(target, "PNG", dpi=(300, 300))
    asked = stand_in(monkeypatch, lambda one: target.getvalue())
    text = [paragraph(stood(wide, relation="re.emf")) for wide in (2.0, 4.0)]
    paper = imported(root, *text, relations=media("e.emf"), parts={"word/media/e.emf": EMF})
    assert [one.inches for one in asked] == [(4.0, 2.0)]
    assert [dots(content) for content in paper.figures.values()] == [600, 300]


def test_metafile_whose_size_was_not_known_at_first_is_no_crash(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, lambda one: png())
    found = {"word/media/e.emf": Metafile(EMF, "emf")}
    monkeypatch.setattr("proceedings.word.manuscript.find_metafiles", lambda package, limits: found)
    text = paragraph(stood(2.0, relation="re.emf"))
    paper = imported(root, text, relations=media("e.emf"), parts={"word/media/e.emf": EMF})
    assert list(paper.figures) == ["hinh-1.png"]


def test_metafile_without_converter_is_marked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, lambda one: None)
    text = paragraph(run("Trước ") + picture("re.emf") + run(" sau."))
    paper = imported(root, text, relations=media("e.emf"), parts={"word/media/e.emf": EMF})
    assert body(paper) == f"Trước {UNSEEN} sau."
    assert not paper.figures
    assert said(paper, "Hình không chuyển được: đã đánh dấu chỗ thiếu trong bài")


def test_one_metafile_of_two_is_drawn(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be drawn is marked at its place; the other stays where it is."""
    asked = stand_in(monkeypatch, lambda one: png() if one.content == EMF else None)
    text = [paragraph(picture("re.emf", "Sơ đồ")), paragraph(picture("rf.emf")), paragraph(picture("re.emf", "Lại"))]
    parts: dict[str, bytes | str] = {"word/media/e.emf": EMF, "word/media/f.emf": EMF + b"\0"}
    paper = imported(root, *text, relations=media("e.emf") + media("f.emf"), parts=parts)
    assert body(paper) == f"![Sơ đồ](bai/hinh-1.png)\n\n{UNSEEN}\n\n![Lại](bai/hinh-1.png)"
    assert list(paper.figures) == ["hinh-1.png"]
    assert len(asked) == 2
    assert said(paper, "(1 chỗ")


def attached(aspect: str, program: str) -> str:
    return (
        '<w:r xmlns:v="urn:schemas-microsoft-com:vml"><w:object><v:shape style="position:absolute;width:144pt;'
        'height:0.5in"><v:imagedata r:id="re.emf"/></v:shape>'
        f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="{program}" '
        f'DrawAspect="{aspect}"/></w:object></w:r>'
    )


def test_icon_of_an_attached_file_is_no_picture(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = stand_in(monkeypatch, lambda one: png())
    text = paragraph(run("Biểu kèm theo: ") + attached("Icon", "Excel.Sheet.8"))
    paper = imported(root, text, relations=media("e.emf"), parts={"word/media/e.emf": EMF})
    gap = "\\[điền: bảng tính Excel đính kèm trong bản Word – đưa nội dung cần thiết vào bài]"
    assert body(paper) == f"Biểu kèm theo: {gap}"
    assert said(paper, "Bảng tính Excel đính kèm không đăng được")
    assert not asked and not paper.figures


def test_object_shown_by_its_content_is_a_picture_of_its_size(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = stand_in(monkeypatch, lambda one: png())
    text = paragraph(attached("Content", "Visio.Drawing.11"))
    paper = imported(root, text, relations=media("e.emf"), parts={"word/media/e.emf": EMF})
    assert body(paper) == "![](bai/hinh-1.png)"
    assert [one.inches for one in asked] == [(2.0, 0.5)]


@pytest.mark.parametrize("program", ["Equation.3", "Equation.DSMT4"])
def test_formula_object_is_marked_at_its_place(root: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    asked = stand_in(monkeypatch, lambda one: png())
    text = paragraph(run("Với ") + attached("Content", program) + run(" là số lớp."))
    paper = imported(root, text, relations=media("e.emf"), parts={"word/media/e.emf": EMF})
    assert body(paper).startswith("Với \\[điền: công thức – gõ lại bằng Insert")
    assert body(paper).endswith("] là số lớp.")
    assert said(paper, "Công thức soạn bằng Equation cũ")
    assert not asked and not paper.figures


def test_chart_tells_how_wide_it_stood(root: Path) -> None:
    wide = CHART.format("chart").replace("<wp:docPr", '<wp:extent cx="4320000" cy="2160000"/><wp:docPr')
    assert body(imported(root, paragraph(wide))).startswith("\\[điền: biểu đồ của bản Word, rộng 12,0 cm – lưu")


def test_picture_amid_a_line_is_told_of(root: Path) -> None:
    text = [paragraph(run("Dấu ") + picture("rIdImage", "Dấu sao") + run(" ở đầu trang.")), paragraph(picture())]
    paper = imported(root, *text, parts={"word/media/image1.png": png()})
    assert body(paper).startswith("Dấu ở đầu trang.\n\n![Dấu sao](bai/hinh-1.png)")
    assert said(paper, "Hình nằm giữa dòng chữ đưa xuống dưới đoạn, chỉ để trang trí thì bỏ (1 chỗ")


def wmf() -> bytes:
    # META_SETWINDOWEXT 100×100, a rectangle, and the end; WMF of Windows 3.
    records = b"\5\0\0\0\x0c\2\x64\0\x64\0" + b"\7\0\0\0\x1b\4\x5a\0\x5a\0\x0a\0\x0a\0" + b"\3\0\0\0\0\0"
    return b"\1\0\x09\0\0\3" + (9 + len(records) // 2).to_bytes(4, "little") + b"\0\0\7\0\0\0\0\0" + records


@pytest.mark.skipif(find_office() is None, reason="no LibreOffice")
def test_metafiles_drawn_by_office_as_large_as_they_stood() -> None:
    assert metafile_kind(wmf()) == "wmf"
    broken = Metafile(b"\xd7\xcd\xc6\x9a" + b"\0" * 40, "wmf", (1.0, 1.0))
    small, large = Metafile(wmf(), "wmf", (1.0, 1.0)), Metafile(wmf(), "wmf", (3.0, 2.0), framed=True)
    with drawing([small, broken, large]) as wait:
        one, none, whole = wait()
    assert none is None and one is not None and whole is not None
    with Image.open(io.BytesIO(one)) as seen, Image.open(io.BytesIO(whole)) as framed:
        # The rectangle takes 80 of 100 units; the white around it counts only where something was cut off.
        assert seen.size == pytest.approx((240, 240), abs=6)
        assert framed.size == (900, 600)
        assert framed.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_nothing_is_drawn_without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.word.structure.metafile.find_office", lambda: None)
    with drawing([Metafile(EMF, "emf"), Metafile(EMF, "emf")]) as wait:
        assert wait() == [None, None]


def test_drawing_ends_in_time_whatever_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that come out after the time are left undrawn; nobody waits for them."""
    pages = pypdfium2.PdfDocument.new()
    for _ in range(3):
        pages.new_page(595, 842)
    target = io.BytesIO()
    pages.save(target)
    clock = iter([0.0, 2.0, 3.0])
    monkeypatch.setattr(metafile, "processor_time", lambda: next(clock))
    drawn: list[Metafile] = []
    monkeypatch.setattr(metafile, "_picture", lambda page, one: drawn.append(one) or b"png")
    three = [Metafile(EMF, "emf")] * 3
    assert metafile._drawn(target.getvalue(), three, 1.0) == [b"png", None, None]
    assert len(drawn) == 1


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
def test_metafile_that_brings_office_down_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where LibreOffice makes nothing of a document, each picture is tried alone in the end, within the time."""
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    office.chmod(0o755)
    tried: list[int] = []

    def noted(metafiles: Sequence[Metafile]) -> bytes:
        tried.append(len(metafiles))
        return b""

    monkeypatch.setattr("proceedings.word.structure.metafile.find_office", lambda: str(office))
    monkeypatch.setattr("proceedings.word.structure.metafile._document", noted)
    with drawing([Metafile(EMF, "emf")] * 4) as wait:
        assert wait() == [None] * 4
    assert tried == [4, 2, 1, 1, 2, 1, 1]
    tried.clear()
    office.write_text("#!/bin/sh\nsleep 3000\n", encoding="utf-8")
    with drawing([Metafile(EMF, "emf")] * 4, TimeLimit(18, wall=0.5)) as wait:
        assert wait() == [None] * 4
    assert tried == [4]  # what hangs once is not waited for again
    tried.clear()
    office.write_text("#!/bin/sh\nwhile true; do :; done\n", encoding="utf-8")
    with drawing([Metafile(EMF, "emf")] * 4, TimeLimit(0.5)) as wait:
        assert wait() == [None] * 4
    assert tried == [4]


@pytest.mark.parametrize(("uri", "name"), [("chart", "biểu đồ"), ("diagram", "sơ đồ SmartArt")])
def test_charts_are_named_at_their_place(root: Path, uri: str, name: str) -> None:
    paper = imported(root, paragraph("Trước."), paragraph(CHART.format(uri)), paragraph("Hình 1. Lượt học"))
    gap = f"\\[điền: {name} của bản Word – lưu thành hình PNG rồi chèn vào đây cùng chú thích]"
    assert body(paper) == f"Trước.\n\n{gap}\n\nHình 1. Lượt học"
    assert said(paper, f"{name[0].upper()}{name[1:]} không chuyển được")


def test_captions_above_and_below(root: Path) -> None:
    image, parts = paragraph(picture()), {"word/media/image1.png": png()}
    above = [paragraph("Hình 1. Một"), image, paragraph("Giữa."), paragraph("Hình 2. Hai"), image]
    below = [image, paragraph("Hình 1. Một"), paragraph("Giữa."), image, paragraph("Hình 2. Hai")]
    expected = '![Một](bai/hinh-1.png "Hình 1. Một")\n\nGiữa.\n\n![Hai](bai/hinh-1.png "Hình 2. Hai")'
    for blocks in (above, below):
        assert body(imported(root, *blocks, parts=parts)) == expected


def test_caption_by_style(root: Path) -> None:
    parts = {**styles(C="caption"), "word/media/image1.png": png()}
    paper = imported(root, paragraph(picture()), paragraph("Lễ khai giảng", "C"), parts=parts)
    assert body(paper) == '![Lễ khai giảng](bai/hinh-1.png "Lễ khai giảng")'


def test_several_pictures_and_words_of_a_run(root: Path) -> None:
    inner = picture(description="Một").replace("</w:r>", "") + picture(description="Hai").removeprefix("<w:r>")
    text = inner.replace("<w:r>", "<w:r><w:t>chữ</w:t>", 1)
    paper = imported(root, paragraph(text), parts={"word/media/image1.png": png()})
    assert body(paper) == "chữ\n\n![Một](bai/hinh-1.png)\n\n![Hai](bai/hinh-1.png)"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Sơ đồ tổ chức bộ máy", True),
        ("Ảnh lễ khai giảng lớp K12", True),
        ("A picture containing text, outdoor", False),
        ("Ảnh có chứa văn bản, ngoài trời", False),
        ("A close-up of a logo\n\nAI-generated content may be incorrect.", False),
        ("Diagram Description automatically generated", False),
        ("C:\\Users\\an\\anh.png", False),
        ("IMG_2021.JPG", False),
        ("Picture 3", False),
        ("", False),
    ],
)
def test_useful_descriptions(text: str, kept: bool) -> None:
    assert useful(text) == (text if kept else "")
