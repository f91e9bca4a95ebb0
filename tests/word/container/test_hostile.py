"""Archives and parts made to deceive, each refused with its reason; and what other writers do, which passes."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from word.container.test_gate import TEXT, external, ole
from word.docx_builders import EVENT, OFFICE, docx, paragraph, picture, png, run
from word.fuzzing import archive, unpacked

from proceedings.processes.limits import TimeLimit
from proceedings.reading.markup import render
from proceedings.word.container.package import open_package
from proceedings.word.container.refusal import RefusedError
from proceedings.word.container.relations import check_relations
from proceedings.word.programs import pandoc

Command = Callable[..., int]
STRICT = "http://purl.oclc.org/ooxml"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def admit(content: bytes) -> None:
    check_relations(open_package(content, 10_000_000))


def stored(compression: int = zipfile.ZIP_STORED, flags: int = 0, link: bool = False) -> bytes:
    """A package with one more member that is odd in one way."""
    target = io.BytesIO(docx(*TEXT))
    with zipfile.ZipFile(target, "a") as packed:
        info = zipfile.ZipInfo("customXml/item1.xml")
        info.external_attr = 0o120777 << 16 if link else 0
        packed.writestr(info, b"<a/>" * 1, compress_type=compression)
    content = bytearray(target.getvalue())
    place = content.rfind(b"customXml/item1.xml") - 46
    content[place + 8 : place + 10] = struct.pack("<H", flags)
    return bytes(content)


def renamed_inside() -> bytes:
    """The name before a part's bytes is another one than that of the directory."""
    content = docx(*TEXT, parts={"word/other001.xml": "<a/>"})
    return content.replace(b"word/other001.xml", b"word/document.xml", 1)


def overlapping() -> bytes:
    """Two entries of the directory point at the same bytes."""
    content = bytearray(docx(*TEXT, parts={"word/otherone.xml": "<a/>", "word/othertwo.xml": "<a/>"}))
    first, second = (content.rfind(name) - 46 for name in (b"word/otherone.xml", b"word/othertwo.xml"))
    offset = struct.unpack_from("<I", content, first + 42)[0]
    struct.pack_into("<I", content, second + 42, offset)
    content[second + 46 : second + 46 + 17] = b"word/otherone.xmL"
    return bytes(content)


def swallowing() -> bytes:
    """A part claims the bytes of those after it as its own."""
    content = bytearray(docx(*TEXT, parts={"word/first.xml": "<a/>", "word/second.xml": "<a/>"}))
    place = content.rfind(b"word/first.xml") - 46
    struct.pack_into("<I", content, place + 20, struct.unpack_from("<I", content, place + 20)[0] + 40)
    return bytes(content)


def vast() -> bytes:
    """A ZIP64 field says that a part has 2**62 bytes."""
    content = bytearray(docx(*TEXT, parts={"word/a.xml": "<a/>"}))
    place = content.rfind(b"word/a.xml") - 46
    extra = struct.pack("<HHQ", 1, 8, 2**62)
    struct.pack_into("<I", content, place + 24, 0xFFFFFFFF)
    struct.pack_into("<H", content, place + 30, len(extra))
    content[place + 56 : place + 56] = extra
    end = content.rfind(b"PK\x05\x06")
    struct.pack_into("<I", content, end + 12, struct.unpack_from("<I", content, end + 12)[0] + len(extra))
    return bytes(content)


def field(*pieces: str) -> bytes:
    codes = "".join(run(piece, tag="instrText") for piece in pieces)
    inner = FIELD.format("begin") + codes + FIELD.format("separate") + run("kết quả") + FIELD.format("end")
    return docx(*TEXT, f"<w:p>{inner}</w:p>")


def settings(kind: str, target: str) -> bytes:
    """A relation that only the settings have, as the template of a document."""
    inner = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = f'<Relationships xmlns="{space}">{inner}</Relationships>'
    return docx(*TEXT, parts={"word/_rels/settings.xml.rels": relations, "word/_rels/footnotes.xml.rels": relations})


def part(name: str, data: bytes | str) -> bytes:
    return docx(*TEXT, parts={name: data})


OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
DTD = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty file": (lambda: b"", "KY901", "Tệp rỗng"),
    "two names": (renamed_inside, "KY901", "mang hai tên khác nhau"),
    "same bytes twice": (overlapping, "KY901", ""),
    "overlapping": (swallowing, "KY901", "chồng lên phần khác"),
    "zip64": (vast, "KY904", "quá lớn"),
    "encrypted member": (lambda: stored(flags=1), "KY901", "mật khẩu"),
    "link": (lambda: stored(link=True), "KY901", "không an toàn"),
    "bzip2": (lambda: stored(zipfile.ZIP_BZIP2), "KY901", "nén theo cách mà Word không dùng"),
    "too many parts": (
        lambda: docx(*TEXT, parts={f"customXml/{n}.xml": "" for n in range(2001)}),
        "KY904",
        "quá nhiều phần",
    ),
    "dtd elsewhere": (lambda: part("customXml/item1.xml", DTD), "KY902", "DTD"),
    "dtd in utf-16": (lambda: part("customXml/item1.xml", DTD.encode("utf-16")), "KY902", "DTD"),
    "dtd in capitals of the name": (lambda: part("customXml/ITEM1.XML", DTD), "KY902", "DTD"),
    "null byte": (lambda: part("docProps/app.xml", b"<a>\0</a>"), "KY901", "bị hỏng"),
    "too many elements": (
        lambda: archive([*unpacked(docx(*TEXT)), ("word/x.xml", b"<a>" + b"<b/><!---->" * 400_001 + b"</a>")]),
        "KY904",
        "",
    ),
    "template by settings": (lambda: settings("attachedTemplate", "https://e.example/x.dotm"), "KY902", "mẫu"),
    "picture of a note": (lambda: settings("image", "https://e.example/x.png"), "KY902", "hình liên kết"),
    "merge source": (lambda: settings("mailMergeSource", "https://e.example/x.csv"), "KY902", "từ ngoài"),
    "dde in pieces": (lambda: field("D", "DEAU", "TO c:\\\\x"), "KY902", "DDE"),
    "dde in a simple field": (lambda: docx(*TEXT, '<w:p><w:fldSimple w:instr=" DDE x y"/></w:p>'), "KY902", "DDE"),
    "text from the web": (lambda: field('INCLUDETEXT "https://e.example/x"'), "KY902", "INCLUDETEXT"),
    "text from a host": (lambda: field('INCLUDETEXT "\\\\\\\\e.example.org\\\\x"'), "KY902", "INCLUDETEXT"),
    "fields in fields": (lambda: docx(*TEXT, f"<w:p>{FIELD.format('begin') * 101}</w:p>"), "KY904", "lồng quá sâu"),
    "control": (lambda: docx(*TEXT, "<w:p><w:r><w:control/></w:r></w:p>"), "KY902", "ActiveX"),
    "altChunk": (lambda: docx(*TEXT, '<w:altChunk r:id="x"/>'), "KY902", "altChunk"),
    "program": (lambda: part("word/embeddings/cai-dat.exe", b"MZ"), "KY902", "đối tượng nhúng"),
    "file within an object": (
        lambda: docx(
            *TEXT, ole(""), parts={"word/embeddings/o.bin": OLE_MAGIC + "\x01Ole10Native".encode("utf-16-le")}
        ),
        "KY902",
        "đối tượng nhúng",
    ),
    "macros within an object": (
        lambda: docx(*TEXT, ole(""), parts={"word/embeddings/o.bin": OLE_MAGIC + "_VBA_PROJECT".encode("utf-16-le")}),
        "KY902",
        "macro",
    ),
    "macro by extension": (
        lambda: docx(*TEXT, main="application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        "KY902",
        "macro",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_reason(name: str) -> None:
    make, code, reason = REFUSED[name]
    with pytest.raises(RefusedError) as refusal:
        admit(make())
    assert refusal.value.code == code
    assert reason in str(refusal.value)
    assert refusal.value.hint


def elsewhere() -> bytes:
    """As SharePoint writes it: document2.xml, targets from the root, pictures in media/."""
    content = docx(*TEXT, paragraph(picture(description="Sơ đồ lớp học")), parts={"media/image1.png": png()})
    parts = dict(unpacked(content))
    relations = parts.pop("word/_rels/document.xml.rels").replace(b'"media/', b'"/media/')
    parts["word/_rels/document2.xml.rels"] = relations.replace(b'"styles.xml"', b'"/word/styles2.xml"')
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/styles2.xml"] = parts.pop("word/styles.xml")
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")
    return archive(list(parts.items()))


def strict() -> bytes:
    """Strict Open XML: the same elements in other namespaces."""
    parts = []
    for name, data in unpacked(docx(*TEXT, paragraph(picture()), parts={"word/media/image1.png": png()})):
        for family in (b"wordprocessingml", b"drawingml", b"officeDocument"):
            usual = b"http://schemas.openxmlformats.org/" + family + b"/2006/"
            data = data.replace(usual, STRICT.encode() + b"/" + family + b"/")
        parts.append((name, data))
    return archive(parts)


def in_utf_16() -> bytes:
    return archive(
        [
            (name, data.decode().encode("utf-16") if name.endswith(".xml") else data)
            for name, data in unpacked(docx(*TEXT))
        ]
    )


def pasted() -> bytes:
    """A picture copied from a web page: embedded, its address beside it."""
    both = picture().replace('r:embed="rIdImage"', 'r:embed="rIdImage" r:link="rIdWeb"')
    relation = (
        f'<Relationship Id="rIdWeb" Type="{OFFICE}/image" Target="https://e.example/x.png" TargetMode="External"/>'
    )
    return docx(*TEXT, paragraph(both), relations=relation, parts={"word/media/image1.png": png()})


NOISE = {
    "thumbnail": lambda: part("docProps/thumbnail.emf", b"\1"),
    "embedded font": lambda: part("word/fonts/font1.odttf", b"\1" * 99),
    "trash": lambda: part("[trash]/0000.dat", b"\1"),
    "people": lambda: part("word/people.xml", "<a/>"),
    "instruction": lambda: part("customXml/item1.xml", "<?mso-application progid='Word.Document'?><a/>"),
    "mail": lambda: external("hyperlink", "mailto:a@example.org"),
    "template of the office": lambda: settings("attachedTemplate", "file:///\\\\may-chu\\mau\\cv.dotx"),
    "template on a Mac": lambda: settings("attachedTemplate", "/Users/a/Library/Normal.dotm"),
    "merge list": lambda: settings("mailMergeSource", "file:///D:\\ds.xlsx"),
    "picture field": lambda: field('INCLUDEPICTURE "https://e.example/x.png" \\* MERGEFORMATINET'),
    "linked sheet": lambda: field('LINK Excel.Sheet.12 "D:\\\\so lieu.xlsx" R1C1 \\a'),
    "formula object": lambda: docx(*TEXT, ole("Equation.DSMT4"), parts={"word/embeddings/oleObject1.bin": b"\1"}),
    "object without a name": lambda: docx(*TEXT, ole(""), parts={"word/embeddings/o.bin": OLE_MAGIC}),
    "pasted picture": pasted,
    "other names": elsewhere,
    "strict": strict,
    "utf-16": in_utf_16,
}


@pytest.mark.parametrize("name", NOISE)
def test_noise_of_ordinary_files_passes(name: str, root: Path, command: Command) -> None:
    assert command(NOISE[name](), "--slug", "bai") in (0, 1)
    text = (root / "papers" / EVENT / "bai.md").read_text(encoding="utf-8")
    assert "title: Tên bài viết" in text
    assert "name: Lê Văn Cường" in text
    assert "Nội dung." in text
    assert (name in ("pasted picture", "other names", "strict")) == ("(bai/hinh-1.png" in text)
    assert "e.example" not in text


@pytest.mark.parametrize(
    "words",
    [
        "{: onclick=alert(1) }",
        "**đậm**{: onmouseover=alert(1) .x #y}",
        "[chữ](javascript:alert(1)){onclick=alert(1)}",
        '"><img src=x onerror=alert(1)>',
        "<script>alert(1)</script>",
        "![x](y){onload=alert(1)}",
        "&lt;img src=x onerror=alert(1)&gt;",
        "`{: onclick=alert(1)`",
    ],
)
def test_words_never_become_attributes(words: str, root: Path, command: Command) -> None:
    blocks = [paragraph(run(words, *look)) for look in ((), ("b",), ("i",))]
    heading = paragraph(f"Mục {words}", "heading1")
    assert command(docx(*TEXT, heading, *blocks), "--slug", "bai") in (0, 1)
    text = (root / "papers" / EVENT / "bai.md").read_text(encoding="utf-8").partition("\n---\n")[2]
    body = render(text, folder="bai")
    for page in (body.html, body.print_html):
        assert "<script" not in page
        assert "javascript:" not in page.replace("(javascript:", "")
        assert not [tag for tag in page.split("<")[1:] if " on" in tag.partition(">")[0]]
    assert body.plain.count("alert(1)") == words.count("alert(1)") * 4


def _stuck(folder: Path) -> str:
    """A program that starts another one and never ends."""
    program = folder / "pandoc"
    program.write_text(
        '#!/bin/sh\n/bin/sleep 77.25 &\necho "$HOME" > "$0.home"\n/bin/env > "$0.env"\nwait\n: > "$0.waited"\n'
    )
    program.chmod(0o700)
    return str(program)


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_pandoc_is_ended_in_time_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = _stuck(tmp_path)
    monkeypatch.setattr(pandoc, "_binary", lambda: program)
    monkeypatch.setenv("KY_BI_MAT", "secret")
    with pytest.raises(RefusedError, match="KY904: Chuyển đổi không xong sau 0.5 giây"):
        pandoc.read_blocks(docx(*TEXT), TimeLimit(15, wall=0.5))
    assert not Path(f"{program}.waited").exists()
    assert "secret" not in Path(f"{program}.env").read_text()
    assert not Path(Path(f"{program}.home").read_text().strip()).exists()
    running = subprocess.run(["/bin/ps", "-eo", "args"], capture_output=True, text=True, check=False).stdout
    assert "sleep 77.25" not in running


def test_many_pandocs_at_once_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    content = docx(*TEXT)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(pandoc.read_blocks(content)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 6  # pandoc takes the title out
    assert list(tmp_path.iterdir()) == []


def test_pandoc_output_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_MAX_OUTPUT", 100)
    with pytest.raises(RefusedError, match="KY904: Bài viết quá lớn"):
        pandoc.read_blocks(docx(*TEXT))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            lambda: archive(
                unpacked(
                    docx(*TEXT, *[paragraph(f"{number} chữ {number * 7919 % 10_007} " * 200) for number in range(600)])
                )
            ),
            "Bài quá dài",
        ),
        (lambda: docx(*TEXT, *["<w:p/>"] * 20_001), "quá nhiều đoạn"),
    ],
)
def test_text_that_no_paper_can_hold_is_refused(
    content: Callable[[], bytes], reason: str, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(content()) == 2
    assert reason in capsys.readouterr().err
