"""What is around the title and is no text of the paper: names of units, kinds of document, rows of asterisks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from proceedings.model.unit import Unit
from proceedings.text.letters import shorten
from proceedings.word.cleaning.clean import text_of
from proceedings.word.cleaning.plain_text import tidy
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.styles import Styles
from proceedings.word.remark import Audience, Kind, Remark, remark
from proceedings.word.structure.first_lines import NOTE_CALLS, PICTURES, FirstLine, line_of
from proceedings.word.structure.headings import is_named_part
from proceedings.word.title_page.affiliation import fold

_KIND = re.compile(r"[\W_]*(?:(?:bài viết|bài|báo cáo)\s+)?tham luận[\W_]*|[\W_]*bài viết[\W_]*", re.IGNORECASE)
_RULE = re.compile(r"[\W_]+")
_STATE = re.compile(
    r"[\W_]*(?:đảng cộng sản việt nam|cộng h(?:òa|oà) xã hội chủ nghĩa việt nam"
    r"|độc lập\W+tự do\W+hạnh phúc)[\W_]*",
    re.IGNORECASE,
)
_CAPITAL_UNIT = re.compile(
    r"(?:TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|KHOA(?! HỌC)|PHÒNG(?!,? (?:CHỐNG|NGỪA|VỆ))|BAN(?! HÀNH)|VIỆN"
    r"|TRUNG TÂM|BỘ MÔN|CỤM|SỞ(?! HỮU)|UBND|ỦY BAN|UỶ BAN|ĐẢNG BỘ|ĐẢNG ỦY|ĐẢNG UỶ"
    r"|CHI BỘ|(?:TỈNH|THÀNH|HUYỆN) (?:ỦY|UỶ))\b.{0,80}"
)
# Words of sentences and titles, not of names of units.
_NO_NAME = re.compile(
    r"\b(?:VỚI|TRONG|NÂNG|PHÁT HUY|ĐỔI MỚI|GÓP PHẦN|QUA|NHỮNG|MỘT|TỪ|Ở|TẠI|LÀ|ĐỂ|KHI|NHẰM|THEO|VỀ|LÃNH ĐẠO|TĂNG CƯỜNG"
    r"|ĐẨY MẠNH|THỰC HIỆN|VẬN DỤNG|TRƯỚC|CHO|CÓ|ĐÁP ỨNG|GẮN|HIỆN NAY|CHẤT LƯỢNG|VAI TRÒ|GIẢI PHÁP|THỰC TRẠNG)\b"
)
_NOTE = re.compile(r"[(\[].*[)\]]\W*")
_TALK = re.compile(
    r"\(\s*(?:(?:bài viết|bài|báo cáo)\s+)?(?:tham luận|tham gia|bài viết|viết|trình bày)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*[,;–—]\s*|\s+-\s+")
_TEXT_BEGINS = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[A-ZĐ])\s*[.)]\s|(?:mở đầu|đặt vấn đề|lời mở đầu)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r".*[.:;?!…][”\"’)\]\s]*", re.DOTALL)
_TYPED_ITEM = re.compile(r"[-–—•+*]\s+\w")
_SENTENCE = 100
_LONG = 200
_SHOWN = 150


def is_kind(line: FirstLine) -> bool:
    """Return whether a line only says what kind of document this is: "BÁO CÁO THAM LUẬN"."""
    return _KIND.fullmatch(line.text) is not None


def is_letterhead(line: FirstLine, units: Mapping[str, Unit]) -> bool:
    """Return whether a line holds only names of units, kinds of document, mottoes of the state and rules."""
    return bool(line.rows) and all(_is_letterhead(row, units, capitals=line.capitals) for row in line.rows)


def is_aside(line: FirstLine) -> bool:
    """Return whether a line is a note in brackets."""
    return _NOTE.fullmatch(line.text) is not None


def tells_of_talk(line: FirstLine) -> bool:
    """Return whether a note in brackets says where the paper was given, and so is no part of the title."""
    return _TALK.match(line.text) is not None


def letterhead(
    package: Package, lines: list[FirstLine], title: int | None, units: Mapping[str, Unit]
) -> dict[int, str]:
    """Return places and texts of what is above the title and is only letterhead."""
    if title is None:
        return {}
    found = {line.place: line.text for line in lines if line.place < title and is_letterhead(line, units)}
    for place, block in enumerate(package.body[:title]):
        rows = _rows(block)
        holds_more = any(node.tag in (*PICTURES, *NOTE_CALLS) for node in block.iter())
        if block.tag == w("tbl") and rows and not holds_more and all(_is_letterhead(row, units) for row in rows):
            found[place] = " / ".join(rows)
    return dict(sorted(found.items()))


def left_at_top(
    package: Package, styles: Styles, taken: set[int], title: int | None, known: tuple[Remark, ...]
) -> list[Remark]:
    """Return the remark on what stays above the text and does not look like text, none where nothing does.

    `known` are remarks already made; a line that one of them quotes is not named again.
    """
    found = [
        shorten(text, _SHOWN)
        for text in _strange(package, styles, taken, -1 if title is None else title)
        if not any(shorten(text, _SHOWN) in quoted for one in known for quoted in one.quoted)
    ]
    return [remark(Kind.LEFT_AT_TOP, Audience.EDITOR, lines=tuple(found))] if found else []


def _strange(package: Package, styles: Styles, taken: set[int], title: int) -> Iterator[str]:
    text_seen = False
    for place, block in enumerate(package.body):
        if place in taken or not _rows(block):
            continue
        if block.tag == w("tbl"):
            if text_seen:
                return
            yield f"bảng: {' / '.join(_rows(block))}"
        elif block.tag == w("p"):
            line = line_of(package, styles, place, block)
            if place > title and _begins_text(line, block, text_seen=text_seen):
                return
            if place > title and _reads_as_text(line):
                text_seen = True
            else:
                yield line.text


def _begins_text(line: FirstLine, block: Element, *, text_seen: bool) -> bool:
    if line.style.startswith("heading") or _TEXT_BEGINS.match(line.text) or is_named_part(line.text):
        return True
    if text_seen and (block.find(f"{w('pPr')}/{w('numPr')}") is not None or _TYPED_ITEM.match(line.text)):
        return True
    plain = not line.capitals and not is_aside(line)
    return plain and len(line.text) > (_SENTENCE if _SENTENCE_END.fullmatch(line.text) else _LONG)


def _reads_as_text(line: FirstLine) -> bool:
    if line.capitals or is_aside(line) or _RULE.fullmatch(line.text):
        return False
    return _SENTENCE_END.fullmatch(line.text) is not None


def _is_letterhead(text: str, units: Mapping[str, Unit], *, capitals: bool = False) -> bool:
    if any(pattern.fullmatch(text) for pattern in (_RULE, _KIND, _STATE)):
        return True
    names = {fold(name) for unit in units.values() for name in (unit.name, unit.short, *unit.aliases)}
    if fold(text) in names or all(fold(part) in names for part in _BETWEEN.split(text) if part):
        return True
    text = text.upper() if capitals else text
    return text.isupper() and _CAPITAL_UNIT.fullmatch(text) is not None and not _NO_NAME.search(text)


def _rows(block: Element) -> list[str]:
    return [row for row in (tidy(row).strip() for row in text_of(block).split("\n")) if row]
