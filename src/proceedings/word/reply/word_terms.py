"""How an author repairs a finding in Word, who has never seen the Markdown that the rules speak of."""

from __future__ import annotations

import re
from typing import NamedTuple

from proceedings.model.finding import Finding, Severity
from proceedings.text.letters import shorten
from proceedings.word.reply.placeholders import gap_for_author, line_beside, without_gaps
from proceedings.word.wording import FIELDS

_EDITORS = frozenset("KY101 KY103 KY105 KY109 KY601 KY602 KY603 KY604 KY605 KY703 KY801".split())
# Rules on the head name its fields; all others quote the author's text, which may hold such words too.
_OF_HEAD = frozenset("KY102 KY104 KY106 KY107 KY108 KY401 KY402 KY404 KY502".split())
_OF_FILES = "KY9"
"""Beginning of the codes on files as such: their names, sizes, waivers, what may run in them."""
WEIGHTS = {Severity.ERROR: "phải sửa", Severity.WARNING: "nên sửa", Severity.ADVICE: "gợi ý"}
_REPAIRS = {
    "KY102": "Ghi đủ ở đầu bài, mỗi điều một dòng: tên bài; học vị, họ và tên; chức vụ, đơn vị.",
    "KY104": "Ở dòng tác giả chỉ ghi học vị rồi họ và tên, ví dụ “ThS. Nguyễn Văn A”; chức vụ, đơn vị ghi ở dòng dưới.",
    "KY106": "Viết lại tên bài: chữ thường, gọn, không có dấu chấm ở cuối.",
    "KY107": "Sửa đoạn bắt đầu bằng “Tóm tắt:” ngay dưới tên tác giả; chưa có thì thêm.",
    "KY108": "Sửa dòng bắt đầu bằng “Từ khóa:” dưới phần tóm tắt, các từ cách nhau bằng dấu phẩy; chưa có thì thêm.",
    "KY401": "Ghi dưới tên bài một dòng “Chủ đề số …” theo danh mục chủ đề in trong báo cáo (bao-cao.html).",
    "KY402": "Sửa dòng “Chủ đề số …”: ghi số của một chủ đề con.",
    "KY404": "Ghi dưới tên bài một dòng “Chủ đề tự chọn: …”, hoặc “Chủ đề số …” theo danh mục của kế hoạch.",
    "KY501": "Thêm mục còn thiếu: gõ tên mục trên một dòng riêng, đặt con trỏ ở đó, Home > Styles > Heading 1.",
    "KY502": "Nêu tên mô hình trong ngoặc kép ở tên bài, ví dụ: Mô hình “Nhóm dự giờ”.",
    "KY503": "Đặt con trỏ ở tên mục, Home > Styles: mục lớn Heading 1, mục con Heading 2, không nhảy cấp; "
    "mục không có lời nào thì viết tiếp hoặc xóa.",
    "KY504": "Bấm vào hình: References > Insert Caption để ghi tên hình; chuột phải > Edit Alt Text để mô tả hình; "
    "hình mờ thì chèn lại từ tệp gốc (Insert > Pictures).",
    "KY505": "Bảng cần dòng đầu nêu tên cột (chọn dòng ấy, Layout > Repeat Header Rows); bảng rộng quá thì bớt cột.",
    "KY506": "Chèn lại chú thích bằng References > Insert Footnote; chú thích không có số gọi trong bài thì xóa.",
    "KY507": "Bấm vào công thức, viết lại bằng Insert > Equation với ký hiệu thường dùng; quá dài thì tách làm hai.",
    "KY803": "Viết thống nhất một kiểu.",
    "KY302": "Chọn đoạn ấy, Home > Clear All Formatting.",
}
_FIELD = re.compile(rf"(?P<before>mục |“)(?P<name>{'|'.join(FIELDS)})(?=\W|$)| \((?:{'|'.join(FIELDS)})\)")
_FIGURE = re.compile(r"(?P<file>tệp )?(?P<word>[Hh]ình) “(?P<name>[^”]+)”")
_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s)>]+)")
_DOTS = re.compile(r"rộng ít nhất (\d+) điểm ảnh.* còn rộng (\d+) mm")
_PROGRAM = re.compile(r"Chạy check\.py(?: --\w+)*[,;] hoặc (?P<next>\w)|[,;] hoặc chạy check\.py(?: --\w+)*")
_SIGNS = (
    (re.compile(r" dùng một dấu #, cấp dành cho tên bài"), " dùng cấp dành cho tên bài"),
    (re.compile(r"(Dấu|Lời) chú thích \[\^([^\]]+)\]"), r"\1 chú thích \2"),
    (re.compile(r"\[\^([^\]]+)\]"), r"chú thích \1"),
    (re.compile(r"có dấu \| chưa thành bảng"), "có dấu gạch đứng chưa thành bảng"),
)
_MARKS = re.compile(r"^#{1,6}\s+|^[>\s]*[-*+]\s+|\[\^[^\]]*\]:?|[*_`|\\]|!?\[([^\]]*)\]\([^)]*\)")


def is_for_author(finding: Finding) -> bool:
    """Return whether the author can repair a finding in Word; the others are the editors' work."""
    return finding.code not in _EDITORS and not finding.code.startswith(_OF_FILES)


class Advice(NamedTuple):
    """A finding as its author reads it, in the page and in the comments alike."""

    message: str
    fix: str


def advice(finding: Finding, text: str) -> Advice:
    """Return what a finding says to the author of a paper with this Markdown, who knows Word only."""
    if finding.code == "KY508":
        return Advice(*gap_for_author(finding.message))
    about_head = finding.code in _OF_HEAD
    return Advice(*(_said(words, text, about_head) for words in (finding.message, repair_in_word(finding))))


def _said(words: str, text: str, about_head: bool) -> str:
    for sign, instead in _SIGNS:
        words = sign.sub(instead, words)
    words = _with_figure_numbers(words, text)
    return visible(without_field_names(words) if about_head else words)


def visible(text: str) -> str:
    """Return a text whose soft hyphens, the ư of TCVN3, can be seen."""
    return text.replace("\u00ad", "-")


def _with_figure_numbers(words: str, text: str) -> str:
    """Return "Hình 1" for the figure's file, which the author has never seen; figures count as they come."""
    names = list(dict.fromkeys(_PICTURE.findall(text)))

    def numbered(found: re.Match[str]) -> str:
        start = found["name"].removesuffix("…")
        own = (at for at, name in enumerate(names, 1) if start in (name, name.rpartition("/")[2]))
        number = next(own, None)
        return f"{'tệp của ' if found['file'] else ''}{found['word']} {number}" if number else found[0]

    return _FIGURE.sub(numbered, words)


def repair_in_word(finding: Finding) -> str:
    """Return what to do, with the place to click in Word where the rule itself speaks of Markdown."""
    dots = _DOTS.search(finding.fix)
    if finding.code == "KY504" and dots:
        shown = f"{int(dots[2]) / 10:g}".replace(".", ",")
        anew = f"Xóa hình này rồi chèn lại ảnh gốc rộng ít nhất {dots[1]} điểm ảnh (Insert > Pictures)"
        return f"{anew}, hoặc kéo góc hình cho nhỏ lại, còn rộng {shown} cm."
    own = _PROGRAM.sub(lambda found: (found["next"] or "").upper(), finding.fix)
    return _REPAIRS.get(finding.code, own)


def without_field_names(text: str) -> str:
    """Return a message with the fields of the head by their names in Vietnamese: "mục tên bài" for "mục title"."""
    return _FIELD.sub(lambda found: found["before"] + FIELDS[found["name"]] if found["name"] else "", text)


def place_in_text(finding: Finding, text: str, first_line: int) -> str:
    """Return the words that a finding is about, "" where it is about the head or the whole file.

    Parameters
    ----------
    text, first_line
        The paper's body and the line of its file that it begins on.
    """
    at = finding.line - first_line
    lines = text.split("\n")
    if not finding.path.endswith(".md") or not 0 <= at < len(lines):
        return ""
    line = without_gaps(lines[line_beside(lines, at)]) if finding.code == "KY508" else lines[at]
    return visible(shorten(" ".join(_MARKS.sub(lambda found: found[1] or "", line).split()), 110))
