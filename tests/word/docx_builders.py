"""Word files made in the test itself, and the files of a small content tree to import them into."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{extra}</w:style>'
    for name, extra in {
        "Title": "",
        "heading 1": "",
        "heading 2": "",
        "Secret": "<w:rPr><w:vanish/></w:rPr>",
    }.items()
)
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, (kind, text) in enumerate([("decimal", "%1."), ("bullet", "-")])
)
EVENT = "2021-toa-dam"
OWN = "2021-hoi-thao"
"""An event with nested topics, self-chosen ones, and papers on models."""


def run(text: str, *properties: str, tag: str = "t") -> str:
    """A run; properties are names of on/off elements ("b") or whole elements."""
    inner = "".join(name if name.startswith("<") else f"<w:{name}/>" for name in properties)
    return f'<w:r><w:rPr>{inner}</w:rPr><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def paragraph(content: str, style: str = "", *, centred: bool = False, more: str = "") -> str:
    """A paragraph; content that is no markup becomes one run."""
    inner = content if content.startswith("<w:") else run(content)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += more + ('<w:jc w:val="center"/>' if centred else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, level: int = 0) -> str:
    return paragraph(text, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def picture(relation: str = "rIdImage", description: str = "") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{description}"/><a:graphic><a:graphicData uri="x"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def png(width: int = 8, height: int = 8) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff" * width * 3) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def docx(
    *blocks: str,
    notes: tuple[str, ...] = (),
    parts: dict[str, bytes | str] | None = None,
    relations: str = "",
    main: str = _MAIN,
) -> bytes:
    """A .docx of body blocks, footnotes (numbered from 1), further parts and relations of the document."""
    footnotes = "".join(f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>' for n, text in enumerate(notes, 1))
    everything: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACES}>{_STYLES}</w:styles>",
        "word/numbering.xml": f'<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/footnotes.xml": f"<w:footnotes {_SPACES}>{footnotes}</w:footnotes>",
        "word/_rels/document.xml.rels": _relations(
            "".join(
                f'<Relationship Id="rId{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
                for name in ("styles", "numbering", "footnotes")
            )
            + f'<Relationship Id="rIdImage" Type="{OFFICE}/image" Target="media/image1.png"/>'
            + relations
        ),
        "docProps/core.xml": "<core><creator>NGUOI-SOAN-BI-MAT</creator></core>",
        **(parts or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in everything.items():
            archive.writestr(name, data)
    return target.getvalue()


def _relations(inner: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


FILES = {
    "guideline.yml": "page:\n  name: A4\n",
    "documents.yml": "- {id: kl-14, kind: Kết luận, issuer: Bộ Chính trị}\n",
    "units.yml": (
        "- {id: tct-thanh-hoa, name: Trường Chính trị tỉnh Thanh Hóa, short: TCT Thanh Hóa, kind: school, "
        "place: Thanh Hóa}\n"
        "- {id: tct-nghe-an, name: Trường Chính trị tỉnh Nghệ An, short: TCT Nghệ An, kind: school, place: Nghệ An}\n"
        "- {id: khoa-xdd, name: Khoa Xây dựng Đảng, short: Khoa XDĐ, kind: department, parent: tct-thanh-hoa}\n"
        "- {id: phong-tc, name: 'Phòng Tổ chức, Hành chính, Thông tin', short: Phòng TC, kind: department, "
        "parent: tct-thanh-hoa}\n"
    ),
    f"{OWN}/event.yml": (
        "kind: Hội thảo khoa học\nlevel: cụm thi đua\ntitle: Mô hình\norganizer: tct-thanh-hoa\nown_topics: true\n"
        "plan: {kind: Kế hoạch, subject: Hội thảo, signer: {name: Lê Văn C}}\n"
        "date: {month: 2021-11}\nbanner: [HỘI THẢO]\nvolume: {title: KỶ YẾU}\n"
        "topics:\n- {number: '1.1', title: Sự cần thiết}\n- number: '1.2'\n  title: Thực tiễn\n  children:\n"
        "  - {number: 1.2.c, title: 'Đổi mới công tác đào tạo, bồi dưỡng.'}\n"
        "  - {number: 1.2.d, title: Nghiên cứu}\n  - {number: 1.2.đ, title: Văn hóa}\n"
        "- {number: '10', title: Phát huy vai trò của người đứng đầu}\n"
        "guideline:\n  model_parts:\n  - {name: mục tiêu, words: [mục đích]}\n  - {name: kết quả}\n"
    ),
    f"{EVENT}/event.yml": (
        "kind: Tọa đàm khoa học\nlevel: cấp trường\ntitle: Đổi mới\norganizer: tct-thanh-hoa\n"
        "plan: {kind: Kế hoạch, subject: Tọa đàm, signer: {name: Lê Văn C}}\n"
        "date: {month: 2021-10}\nbanner: [TỌA ĐÀM]\n"
        'topics: [{number: "1", title: Chủ đề một}]\nvolume: {title: KỶ YẾU}\n'
    ),
}
