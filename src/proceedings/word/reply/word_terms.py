"""How an author repairs a finding in Word, who has never seen the Markdown that the rules speak of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from proceedings.model.finding import Finding, Severity, Subject
from proceedings.reading.from_yaml import lacking
from proceedings.rules.word_pages import decimal
from proceedings.text.letters import shorten
from proceedings.text.placeholders import Missing, without_placeholders
from proceedings.word.reply.finding_places import line_beside
from proceedings.word.wording import FIELDS

_EDITORS = frozenset("KY101 KY103 KY105 KY109 KY601 KY602 KY603 KY604 KY605 KY703 KY801".split())
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
_MARKS = re.compile(r"^#{1,6}\s+|^[>\s]*[-*+]\s+|\[\^[^\]]*\]:?|[*_`|\\]|!?\[([^\]]*)\]\([^)]*\)")


def is_for_author(finding: Finding) -> bool:
    """Return whether the author can repair a finding in Word; the others are the editors' work."""
    return finding.code not in _EDITORS and not finding.code.startswith(_OF_FILES)


class Advice(NamedTuple):
    """A finding as its author reads it, in the page and in the comments alike."""

    message: str
    fix: str


def advice(finding: Finding) -> Advice:
    """Return what a finding says to the author, who knows Word only."""
    about = finding.detail
    words = _WORDS.get(about.subject) if about else None
    message, fix = words(dict(about.values)) if about and words else ("", "")
    return Advice(visible(message or finding.message), visible(fix or _REPAIRS.get(finding.code, finding.fix)))


def visible(text: str) -> str:
    """Return a text whose soft hyphens, the ư of TCVN3, can be seen."""
    return text.replace("\u00ad", "-")


def _figure_coarse(v: Values) -> tuple[str, str]:
    message = f"Hình {v['figure']} chỉ có {v['dpi']} điểm ảnh mỗi inch khi in rộng {v['width_mm']} mm."
    anew = f"Xóa hình này rồi chèn lại ảnh gốc rộng ít nhất {v['needed']} điểm ảnh (Insert > Pictures)"
    return message, f"{anew}, hoặc kéo góc hình cho nhỏ lại, còn rộng {decimal(v['narrow_mm'] / 10)} cm."


_SAVE = "bấm chuột phải > Save as Picture, lưu PNG, xóa đi rồi chèn tệp PNG vào đó (Insert > Pictures)"
_NOT_BROUGHT = "không chuyển được vào bài."
_MISSING = {
    Missing.FORMULA: (
        f"Công thức soạn bằng Equation cũ {_NOT_BROUGHT}",
        "Xóa công thức ấy rồi gõ lại bằng Insert > Equation.",
    ),
    Missing.CHART: (f"Biểu đồ {_NOT_BROUGHT}", f"Ở biểu đồ: {_SAVE}."),
    Missing.DIAGRAM: (f"Sơ đồ SmartArt {_NOT_BROUGHT}", f"Ở sơ đồ: {_SAVE}."),
    Missing.PICTURE: (f"Hình {_NOT_BROUGHT}", f"Ở hình ấy: {_SAVE}."),
    Missing.OTHER: ("Chỗ này còn thiếu nội dung.", "Viết tiếp vào chỗ ấy trong Word."),
}


def _placeholder(v: Values) -> tuple[str, str]:
    if v["missing"] == Missing.ATTACHMENT:
        name = f"{v['attached'][:1].upper()}{v['attached'][1:]}"
        fix = "Chép nội dung cần thiết (lời, bảng) vào bài, rồi xóa biểu tượng của tệp."
        return f"{name} đính kèm trong bài không đăng được.", fix
    return _MISSING[v["missing"]]


Values = dict[str, Any]
_WORDS: dict[Subject, Callable[[Values], tuple[str, str]]] = {
    Subject.FIELD_ABSENT: lambda v: (lacking(Subject.FIELD_ABSENT, v["place"], FIELDS), ""),
    Subject.FIELD_EMPTY: lambda v: (lacking(Subject.FIELD_EMPTY, v["place"], FIELDS), ""),
    Subject.ITEM_EMPTY: lambda v: (lacking(Subject.ITEM_EMPTY, v["place"], FIELDS), ""),
    Subject.NO_TOPIC: lambda v: ("Bài chưa ghi chủ đề.", ""),
    Subject.NEEDLESS_TOPIC_TITLE: lambda v: (
        "Bài đã chọn chủ đề trong danh mục nên không cần tên chủ đề tự chọn.",
        "",
    ),
    Subject.HEADING_OF_TITLE: lambda v: (f"Mục “{v['heading']}” dùng cấp dành cho tên bài.", ""),
    Subject.FIGURE_WITHOUT_FILE: lambda v: (f"Không có tệp của hình {v['figure']}.", ""),
    Subject.FIGURE_WITHOUT_DESCRIPTION: lambda v: (f"Hình {v['figure']} thiếu văn bản thay thế.", ""),
    Subject.FIGURE_WITHOUT_CAPTION: lambda v: (f"Hình {v['figure']} thiếu chú thích.", ""),
    Subject.FIGURE_COARSE: _figure_coarse,
    Subject.BROKEN_TABLE: lambda v: ("Các dòng có dấu gạch đứng chưa thành bảng.", ""),
    Subject.UNDEFINED_NOTE: lambda v: (f"Dấu chú thích {v['label']} không có lời.", ""),
    Subject.UNUSED_NOTE: lambda v: (f"Lời chú thích {v['label']} không được gọi ở đâu trong bài.", ""),
    Subject.REPEATED_NOTE: lambda v: (f"Lời chú thích {v['label']} viết hai lần.", ""),
    Subject.PLACEHOLDER: _placeholder,
    Subject.LOOK_ALIKE: lambda v: ("", f"Gõ lại thành “{v['meant']}”."),
}
"""What is wrong and how to repair it, "" where the words of the rule, the repair of its code do."""


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
    line = without_placeholders(lines[line_beside(lines, at)]) if finding.code == "KY508" else lines[at]
    return visible(shorten(" ".join(_MARKS.sub(lambda found: found[1] or "", line).split()), 110))
