"""How an author repairs a finding in Word, who has never seen the Markdown that the rules speak of."""

from __future__ import annotations

import re

from proceedings.model.finding import Finding
from proceedings.text.letters import shorten

_EDITORS = frozenset("KY101 KY103 KY105 KY801 KY901 KY902 KY903 KY905 KY906 KY990 KY991".split())
_REPAIRS = {
    "KY102": "Ghi đủ ở đầu bài, mỗi điều một dòng: tên bài; học vị, họ và tên; chức vụ, đơn vị.",
    "KY104": "Ở dòng tác giả chỉ ghi học vị rồi họ và tên, ví dụ “ThS. Nguyễn Văn A”; chức vụ, đơn vị ghi ở dòng dưới.",
    "KY106": "Viết lại tên bài: chữ thường, gọn, không có dấu chấm ở cuối.",
    "KY107": "Sửa đoạn bắt đầu bằng “Tóm tắt:” ngay dưới tên tác giả; chưa có thì thêm.",
    "KY108": "Sửa dòng bắt đầu bằng “Từ khóa:” dưới phần tóm tắt, các từ cách nhau bằng dấu phẩy; chưa có thì thêm.",
    "KY401": "Ghi dưới tên bài một dòng “Chủ đề số …” theo danh mục của kế hoạch.",
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
    "KY302": "Chọn đoạn ấy, Home > Clear All Formatting.",
}
_FIELDS = {
    "title": "tên bài",
    "authors": "tác giả",
    "topic": "chủ đề",
    "topic_title": "tên chủ đề",
    "abstract": "tóm tắt",
    "keywords": "từ khóa",
    "position": "chức vụ",
    "unit": "đơn vị",
}
_FIELD = re.compile(rf"(?P<before>mục |“)(?P<name>{'|'.join(_FIELDS)})(?=\W|$)| \((?:{'|'.join(_FIELDS)})\)")
_MARKS = re.compile(r"^#{1,6}\s+|^[>\s]*[-*+]\s+|\[\^[^\]]*\]:?|[*_`|\\]|!?\[([^\]]*)\]\([^)]*\)")


def is_for_author(finding: Finding) -> bool:
    """Return whether the author can repair a finding in Word; the others are the editors' work."""
    return finding.code not in _EDITORS


def repair_in_word(finding: Finding) -> str:
    """Return what to do, with the place to click in Word where the rule itself speaks of Markdown."""
    return _REPAIRS.get(finding.code, finding.fix)


def without_field_names(text: str) -> str:
    """Return a message with the fields of the head by what people call them: "mục tên bài" for "mục title"."""
    return _FIELD.sub(lambda found: found["before"] + _FIELDS[found["name"]] if found["name"] else "", text)


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
    return shorten(_MARKS.sub(lambda found: found[1] or "", lines[at]), 110)
