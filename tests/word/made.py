"""Word constructs for the tests of structure, and the paper that a file with them becomes."""

from __future__ import annotations

from pathlib import Path

from word.docx_builders import EVENT, OFFICE, W, docx, paragraph, picture, run

from proceedings.reading.load import read
from proceedings.reading.markup import render
from proceedings.word.manuscript import Manuscript, Wanted, read_manuscript
from proceedings.word.remark import Kind
from proceedings.word.wording import worded

HEAD = (
    paragraph("Đổi mới công tác kiểm tra", "Title"),
    paragraph("ThS. Trần Thị Bình – Giảng viên, Trường Chính trị tỉnh Nghệ An"),
    paragraph("Đầu."),
)
TEXT = "Công tác này được cấp ủy, ban giám hiệu quan tâm, lãnh đạo, chỉ đạo sát sao và đã đạt nhiều kết quả tốt."
SPACES = f'xmlns:w="{W}"'


def imported(root: Path, *blocks: str, **more: object) -> Manuscript:
    """The paper that a manuscript with these blocks becomes; its text is read back."""
    tree = read(root).proceedings
    event = next(event for event in tree.events if event.id == EVENT)
    paper = read_manuscript(docx(*HEAD, *blocks, **more), Wanted(slug="bai"), event, tree.units)  # type: ignore[arg-type]
    assert not [remark for remark in paper.remarks if remark.kind is Kind.WORDS_LOST]
    return paper


def body(paper: Manuscript) -> str:
    """The text without the first paragraph, which is the same in all."""
    assert paper.text.startswith("Đầu.\n\n"), paper.text
    return paper.text.removeprefix("Đầu.\n\n").rstrip("\n")


def shown(paper: Manuscript) -> str:
    return render(paper.text, folder="bai").html


def headings(paper: Manuscript) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in render(paper.text).headings]


def said(paper: Manuscript, words: str) -> bool:
    return any(words in worded(remark) for remark in paper.remarks)


def bold(text: str) -> str:
    return paragraph(run(text, "b"))


def numbered(level: int = 0, list_id: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def numbering(*levels: tuple[str, str], more: str = "", start: int = 1, lists: str = "") -> dict[str, bytes | str]:
    """The numbering part: one list with levels of format and text; `more` is in every level."""
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
        for level, (kind, text) in enumerate(levels)
    )
    first = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    part = (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>{first}{lists}</w:numbering>'
    )
    return {"word/numbering.xml": part}


def styles(**named: str) -> dict[str, bytes | str]:
    """The styles part: paragraph styles by id; the value is the name, and after a bar what else the style holds."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{text.partition("|")[0]}"/>'
        f"{text.partition('|')[2]}</w:style>"
        for key, text in {"Title": "Title", **named}.items()
    )
    return {"word/styles.xml": f"<w:styles {SPACES}>{made}</w:styles>"}


def cell(content: str, *properties: str) -> str:
    inner = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, head: bool = False) -> str:
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{''.join(cells)}</w:tr>"


def grid(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


DOWN, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def media(*names: str) -> str:
    """Relations to media, each by "r" and its name."""
    return "".join(f'<Relationship Id="r{name}" Type="{OFFICE}/image" Target="media/{name}"/>' for name in names)


def seen(relation: str, crop: str = "", form: str = "", description: str = "") -> str:
    """A picture with what it cuts away and how it is turned."""
    plain = picture(relation, description)
    blip = f'<a:blip r:embed="{relation}"/>'
    return plain.replace(blip, blip + crop).replace("</pic:blipFill>", f"</pic:blipFill><pic:spPr>{form}</pic:spPr>")
