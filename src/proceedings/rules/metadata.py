"""KY1xx: the metadata at the head of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.rules.rule import Hit, PaperFacts, paper_rule, reader_rule
from proceedings.text.likeness import nearest

# “Ông Ích Khiêm” and “Đồng Chí Thành” are names: a form of address is one only before a whole name.
_HONORIFIC = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|Th\.S|CN|CVC|GVC|GVCC|BS|KS|NCS|Tiến s[ĩỹ]|Thạc s[ĩỹ]|Cử nhân|Giáo sư|Phó Giáo sư|"
    r"Đ/c|Giảng viên|(?:Đồng chí|Ông|Bà|Thầy|Cô)(?=(?:\s+\S+){3}))(?:[.,]\s*|\s+))+",
    re.IGNORECASE,
)

_DEGREE = re.compile(r"\b(?:GS|PGS|TSKH|TS|ThS|Th\.S|CN|BS|KS|NCS|Tiến s|Thạc s|Cử nhân|Giáo sư)", re.IGNORECASE)

UNREADABLE = reader_rule(
    "KY101",
    title="Phần đầu bài không đọc được",
    why="Tên bài, tác giả, chủ đề lấy từ phần này; không đọc được thì bài không thể lên website và vào kỷ yếu.",
    repair="Giữ hai dòng “---” bao phần đầu bài, mỗi mục một dòng “tên: giá trị”; đặt giá trị có dấu hai chấm trong "
    "ngoặc kép; lưu tệp với bảng mã UTF-8.",
    wrong="---\ntitle: Vai trò: một góc nhìn\n---",
    right='---\ntitle: "Vai trò: một góc nhìn"\n---',
    withholds=True,
)

MISSING = reader_rule(
    "KY102",
    title="Thiếu mục bắt buộc",
    why="Không có tên bài hoặc tác giả thì không trích dẫn, không xếp mục lục được.",
    repair="Thêm mục được nêu vào phần đầu bài.",
    wrong="---\ntitle: Tên bài\n---",
    right="---\ntitle: Tên bài\nauthors:\n  - {name: Nguyễn Văn A, unit: tct-thanh-hoa}\n---",
    withholds=True,
)

UNKNOWN_FIELD = reader_rule(
    "KY103",
    title="Mục lạ hoặc sai kiểu giá trị",
    why="Một mục gõ sai tên sẽ bị bỏ qua mà không ai biết, nên không mục lạ nào được nhận.",
    repair="Dùng đúng tên mục; ngày viết năm-tháng-ngày (2021-10-22).",
    wrong="topik: 10",
    right='topic: "10"',
)


@paper_rule(
    "KY104",
    title="Tên tác giả viết chưa đúng",
    why="Bảng tác giả xếp theo tên gọi; học vị, chức danh nằm trong tên làm sai thứ tự và sai trích dẫn.",
    repair="Viết họ và tên bằng chữ thường có hoa đầu mỗi tiếng; học vị ghi ở degree, chức danh ghi ở position.",
    wrong="authors:\n  - {name: ThS. NGUYỄN VĂN A, unit: tct-nghe-an}",
    right="authors:\n  - {name: Nguyễn Văn A, degree: ThS., unit: tct-nghe-an}",
)
def malformed_name(facts: PaperFacts) -> Iterator[Hit]:
    for number, author in enumerate(facts.paper.front.authors):
        line = facts.paper.line(f"authors.{number}.name")
        name = author.name
        honorific = _HONORIFIC.match(name)
        if honorific:
            bare = name[honorific.end() :].strip()
            shown = bare.title() if bare.isupper() else bare or "họ và tên"
            called = honorific.group().strip()
            place = "degree" if _DEGREE.search(called) else "position (chức danh) hoặc bỏ đi (danh xưng)"
            fix = f"Ghi name: {shown}, đưa “{called}” sang {place}."
            yield Hit(line, f"Tên tác giả “{name}” kèm học vị hoặc danh xưng.", fix)
        elif re.search(r"[\d@,;:/<>()]", name):
            yield Hit(line, f"Tên tác giả “{name}” có ký tự lạ.", "Chỉ ghi họ và tên, mỗi tác giả một mục.")
        elif len(name.split()) < 2:
            yield Hit(line, f"Tên tác giả “{name}” thiếu họ hoặc tên.", "Ghi đủ họ và tên.")
        elif name.isupper() and any(len(part) > 1 for part in name.split()):
            yield Hit(line, f"Tên tác giả “{name}” viết hoa toàn bộ.", f"Ghi “{name.title()}”.")
        elif any(part[0].islower() for part in name.split()):
            yield Hit(line, f"Tên tác giả “{name}” chưa viết hoa đầu mỗi tiếng.", f"Ghi “{name.title()}”.")


@paper_rule(
    "KY105",
    title="Đơn vị không có trong danh mục",
    why="Bảng theo trường, chỉ tiêu số bài và tên đơn vị in dưới tên tác giả đều lấy từ danh mục đơn vị.",
    repair="Dùng mã đơn vị trong papers/units.yml; đơn vị mới thì nhờ ban biên tập thêm vào danh mục.",
    wrong="authors:\n  - {name: Nguyễn Văn A, unit: tct-thanh-hoaa}",
    right="authors:\n  - {name: Nguyễn Văn A, unit: tct-thanh-hoa}",
)
def unknown_unit(facts: PaperFacts) -> Iterator[Hit]:
    units = facts.proceedings.units
    for number, author in enumerate(facts.paper.front.authors):
        if units and author.unit not in units:
            names = {name: unit.id for unit in units.values() for name in (unit.id, unit.name, unit.short)}
            meant = nearest(author.unit, names, at_least=85)
            fix = f"Có phải “{names[meant[0]]}”?" if meant else "Xem mã đơn vị trong papers/units.yml."
            yield Hit(facts.paper.line(f"authors.{number}.unit"), f"Không có đơn vị mã “{author.unit}”.", fix)


@paper_rule(
    "KY106",
    title="Tên bài viết chưa đúng",
    why="Tên bài được in hoa, đưa vào mục lục và trích dẫn bằng máy; chữ hoa gõ tay, dấu chấm cuối làm sai chỗ ấy.",
    repair="Viết tên bài bằng chữ thường như một câu, không chấm cuối, trên một dòng.",
    wrong="title: VAI TRÒ CỦA NGƯỜI ĐỨNG ĐẦU.",
    right="title: Vai trò của người đứng đầu",
)
def malformed_title(facts: PaperFacts) -> Iterator[Hit]:
    title = facts.paper.front.title
    line = facts.paper.line("title")
    if "\n" in title or "\t" in title:
        yield Hit(line, "Tên bài có ngắt dòng.", "Viết tên bài trên một dòng.")
    if title.isupper() and len(title.split()) > 2:
        yield Hit(line, "Tên bài viết hoa toàn bộ.", f"Viết chữ thường: “{title.capitalize()}” (giữ hoa tên riêng).")
    if title.endswith(".") and not title.endswith(".."):
        yield Hit(line, "Tên bài kết thúc bằng dấu chấm.", "Bỏ dấu chấm cuối.")
    most = facts.guideline.title_letters
    if len(title) > most:
        yield Hit(
            line, f"Tên bài dài {len(title)} ký tự, tối đa {most}.", f"Rút bớt ít nhất {len(title) - most} ký tự."
        )
