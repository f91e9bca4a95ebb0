"""The styles of the Word files that we write: every number comes from the guideline, every font slot is set."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from proceedings.model.guideline import Guideline
from proceedings.model.lengths import TWIPS_PER_MM
from proceedings.word.container.package import W

TITLE, BODY, CAPTION, QUOTE, LIST_ITEM = "Title", "Body Text", "caption", "Quote", "List Paragraph"
NOTE_TEXT, NOTE_CALL, FOOTER = "footnote text", "footnote reference", "footer"
AUTHOR, UNIT, ABSTRACT, KEYWORDS = "Tác giả", "Đơn vị", "Tóm tắt", "Từ khóa"
TOPIC, MODEL, REMARK = "Chủ đề", "Tên mô hình", "Ghi chú đầu bài"
FIGURE, CELL, CELL_HEAD, RULE = "Hình", "Chữ trong bảng", "Đầu bảng", "Dòng kẻ"
LIST_TITLE, LIST_PART, LIST_PAPER, LIST_NAMES = "Tên danh mục", "Mục lục phần", "Mục lục bài", "Mục lục tác giả"
GRID = "Table Grid"
DEEPEST_HEADING = 5
SMALL = 0.93
_TITLE_SIZE, _NOTE_SIZE = 1.15, 0.79
_LANGUAGE = "vi-VN"


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point, Word's unit."""
    return round(millimetres * TWIPS_PER_MM)


def heading(level: int) -> str:
    """Return the style of a heading; the level 1 is that of a paper's sections."""
    return f"heading {min(level, DEEPEST_HEADING)}"


def style_id(name: str) -> str:
    """Return the identifier of a style: its number in our list, or the one that Word itself uses."""
    known = {BODY: "BodyText", CAPTION: "Caption", LIST_ITEM: "ListParagraph", GRID: "TableGrid", FOOTER: "Footer"}
    known |= {NOTE_TEXT: "FootnoteText", NOTE_CALL: "FootnoteReference", TITLE: "Title", QUOTE: "Quote"}
    known |= {f"heading {level}": f"Heading{level}" for level in range(1, DEEPEST_HEADING + 1)}
    return known.get(name) or f"KY{_OWN.index(name) + 1}"


_OWN = (
    AUTHOR, UNIT, ABSTRACT, KEYWORDS, TOPIC, MODEL, REMARK, FIGURE, CELL, CELL_HEAD, RULE,
    LIST_TITLE, LIST_PART, LIST_PAPER, LIST_NAMES,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A paragraph style; lengths in twips, `size` as a part of the body's, None where the body's own value holds."""

    name: str
    alias: str = ""
    follow: str = ""
    align: str = ""
    size: float = 1
    marks: str = ""
    before: int | None = None
    after: int | None = None
    single: bool = False
    left: int = 0
    right: int = 0
    first: int = 0
    keep: bool = False
    more: str = ""


def styles_xml(guideline: Guideline) -> str:
    """Return word/styles.xml."""
    font = quoteattr(guideline.font.name)
    fonts = " ".join(f"w:{slot}={font}" for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    line = round(guideline.font.line_spacing * 240)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>{_size(guideline, 1)}"
        f'<w:lang w:val="{_LANGUAGE}" w:eastAsia="{_LANGUAGE}" w:bidi="{_LANGUAGE}"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:after="{round(guideline.font.paragraph_gap_pt * 20)}" w:line="{line}" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
    )
    looks = "".join(_paragraph_style(look, guideline) for look in _looks(guideline))
    return f'<w:styles xmlns:w="{W}">{defaults}{normal}{looks}{_CHARACTERS}{_TABLES}</w:styles>'


def _looks(guideline: Guideline) -> list[_Look]:
    """Return the paragraph styles; headings, captions and head of a paper look as in the printed volume."""
    indent = twips(guideline.font.indent_mm)
    headings = [
        _Look(
            name=heading(level), alias=f"Tên mục cấp {level}", follow=BODY, align="left", before=240, after=120,
            keep=True, marks=("<w:b/>", "<w:b/><w:i/>", "<w:i/>")[min(level, 3) - 1],
            more=f'<w:outlineLvl w:val="{level - 1}"/>',
        )
        for level in range(1, DEEPEST_HEADING + 1)
    ]  # fmt: skip
    head = _Look(name=LIST_TITLE, align="center", marks="<w:b/><w:caps/>", size=_TITLE_SIZE, after=240, keep=True)
    text = twips(guideline.page.width_mm - guideline.page.left_mm - guideline.page.right_mm)
    leader = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{text}"/></w:tabs>'
    return [
        _Look(name=BODY, alias="Lời văn", first=indent),
        *headings,
        _Look(name=TITLE, alias="Tên bài", follow=AUTHOR, align="center", marks="<w:b/><w:caps/>", size=_TITLE_SIZE,
              after=200, keep=True),
        _Look(name=AUTHOR, follow=UNIT, align="center", marks="<w:b/>", after=0, keep=True),
        _Look(name=UNIT, follow=AUTHOR, align="center", marks="<w:i/>", size=SMALL, after=80, keep=True),
        _Look(name=REMARK, align="center", size=0.8, keep=True),
        _Look(name=MODEL, align="center", size=SMALL, keep=True),
        _Look(name=TOPIC, align="center", size=SMALL, after=200),
        _Look(name=ABSTRACT, follow=KEYWORDS, size=SMALL, left=indent, right=indent, after=80),
        _Look(name=KEYWORDS, follow=BODY, size=SMALL, left=indent, right=indent, after=200),
        _Look(name=QUOTE, alias="Đoạn trích", marks="<w:i/>", left=indent),
        _Look(name=LIST_ITEM, alias="Danh sách", after=60, left=indent),
        _Look(name=CAPTION, alias="Tên bảng, tên hình", align="center", size=SMALL, marks="<w:b/>", before=120,
              after=80),
        _Look(name=FIGURE, align="center", before=160, after=0, single=True, keep=True),
        _Look(name=CELL, align="left", size=SMALL, before=40, after=40, single=True),
        _Look(name=CELL_HEAD, align="center", size=SMALL, marks="<w:b/>", before=40, after=40, single=True),
        _Look(name=RULE, align="center", after=120),
        _Look(name=NOTE_TEXT, size=_NOTE_SIZE, after=0, single=True),
        _Look(name=FOOTER, align="center", size=SMALL, after=0, single=True),
        head,
        _Look(name=LIST_PART, align="left", marks="<w:b/>", before=200, after=80, keep=True),
        _Look(name=LIST_PAPER, align="left", left=indent, after=0, more=leader),
        _Look(name=LIST_NAMES, align="left", size=SMALL, marks="<w:i/>", left=indent, right=indent, after=100),
    ]  # fmt: skip


def _paragraph_style(look: _Look, guideline: Guideline) -> str:
    alias = f"<w:aliases w:val={quoteattr(look.alias)}/>" if look.alias else ""
    follow = f'<w:next w:val="{style_id(look.follow)}"/>' if look.follow else ""
    sides = {"before": look.before, "after": look.after, "line": 240 if look.single else None}
    spacing = "".join(f' w:{side}="{value}"' for side, value in sides.items() if value is not None)
    spacing += ' w:lineRule="auto"' if look.single else ""
    indent = "".join(
        f' w:{side}="{value}"'
        for side, value in (("left", look.left), ("right", look.right), ("firstLine", look.first))
        if value
    )
    tabs, level = (look.more, "") if look.more.startswith("<w:tabs") else ("", look.more)
    paragraph = (
        ("<w:keepNext/>" if look.keep else "")
        + tabs
        + (f"<w:spacing{spacing}/>" if spacing else "")
        + (f"<w:ind{indent}/>" if indent else "")
        + (f'<w:jc w:val="{look.align}"/>' if look.align else "")
        + level
    )
    run = look.marks + (_size(guideline, look.size) if look.size != 1 else "")
    return (
        f'<w:style w:type="paragraph"{"" if look.name not in _OWN else " w:customStyle=" + quoteattr("1")} '
        f'w:styleId="{style_id(look.name)}"><w:name w:val={quoteattr(look.name)}/>{alias}<w:basedOn w:val="Normal"/>'
        f"{follow}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(guideline: Guideline, share: float) -> str:
    half_points = round(guideline.font.size_pt * share * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    f'<w:style w:type="character" w:styleId="{style_id(NOTE_CALL)}"><w:name w:val="{NOTE_CALL}"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    f'<w:style w:type="table" w:styleId="{style_id(GRID)}"><w:name w:val="{GRID}"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_LINES}</w:tblBorders></w:tblPr></w:style>"
)
