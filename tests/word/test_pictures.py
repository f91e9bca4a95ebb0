"""Pictures: as they were seen, with their captions and descriptions; what is missing is marked at its place."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from proceedings.word.drawings import useful
from proceedings.word.metafile import metafile_kind, with_office
from proceedings.word.office import find_office

from .conftest import paragraph, picture, png, run
from .made import body, imported, media, said, seen, styles

EMF = b"\1\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 60
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


@pytest.mark.parametrize("kind", ["BMP", "GIF", "TIFF"])
def test_other_kinds_become_png(root: Path, kind: str) -> None:
    name = f"i.{kind.lower()}"
    parts: dict[str, bytes | str] = {f"word/media/{name}": drawn(kind)}
    paper = imported(root, paragraph(picture(f"r{name}", "Nửa")), relations=media(name), parts=parts)
    assert corner(paper.figures["hinh-1.png"]) == ("PNG", (8, 4), BLUE)


def test_metafile_is_converted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.word.form.with_office", lambda content, kind: png() if kind == "emf" else None)
    paper = imported(
        root, paragraph(picture("re.emf", "Sơ đồ")), relations=media("e.emf"), parts={"word/media/e.emf": EMF}
    )
    assert body(paper) == "![Sơ đồ](bai/hinh-1.png)"


def test_metafile_without_converter_is_marked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.word.form.with_office", lambda content, kind: None)
    text = paragraph(run("Trước ") + picture("re.emf") + run(" sau."))
    paper = imported(root, text, relations=media("e.emf"), parts={"word/media/e.emf": EMF})
    gap = "\\[điền: hình của bản Word không chuyển được – lưu thành PNG rồi chèn vào đây]"
    assert body(paper) == f"Trước {gap} sau."
    assert said(paper, "Hình không chuyển được: đã đánh dấu chỗ thiếu trong bài")


@pytest.mark.skipif(find_office() is None, reason="no LibreOffice")
def test_metafile_drawn_by_office() -> None:
    # META_SETWINDOWEXT 100×100, a rectangle, and the end; WMF of Windows 3.
    records = b"\5\0\0\0\x0c\2\x64\0\x64\0" + b"\7\0\0\0\x1b\4\x5a\0\x5a\0\x0a\0\x0a\0" + b"\3\0\0\0\0\0"
    head = b"\1\0\x09\0\0\3" + (9 + len(records) // 2).to_bytes(4, "little") + b"\0\0\7\0\0\0\0\0"
    assert metafile_kind(head + records) == "wmf"
    made = with_office(head + records, "wmf")
    assert made is not None and made.startswith(b"\x89PNG")


@pytest.mark.parametrize(("uri", "name"), [("chart", "biểu đồ"), ("diagram", "sơ đồ SmartArt")])
def test_charts_are_named_at_their_place(root: Path, uri: str, name: str) -> None:
    paper = imported(root, paragraph("Trước."), paragraph(CHART.format(uri)), paragraph("Hình 1. Lượt học"))
    gap = f"\\[điền: {name} của bản Word – lưu thành hình PNG rồi chèn vào đây]"
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
