"""Lines that name people: degree, name, position, unit, as manuscripts write them under the title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_LABEL = re.compile(
    r"^(?:(?:nhóm |các |đồng )?tác giả|người viết|người thực hiện|họ và tên|họ tên|đồng chí|đ/c|ông|bà)"
    r"(?: bài viết)?\s*[:.]?\s+|^đ/c\.?",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^(?:chức vụ|chức danh|đơn vị|đơn vị công tác|cơ quan|cơ quan công tác|học hàm, học vị|học vị)\s*:\s*",
    re.IGNORECASE,
)
_AUTHORS = re.compile(
    r"^(?:nhóm |các |đồng )?tác giả(?: bài viết)?\s*:|^(?:người viết|họ và tên|họ tên)\s*:", re.IGNORECASE
)
_UNIT_FIELD = re.compile(r"^(?:đơn vị|đơn vị công tác|cơ quan|cơ quan công tác)\s*:\s*", re.IGNORECASE)
_DEGREES = (
    (r"Phó Giáo sư|PGS", "PGS."),
    (r"Giáo sư|GS", "GS."),
    (r"Tiến s[ĩỹ] khoa học|TSKH", "TSKH."),
    (r"Tiến s[ĩỹ]|TS", "TS."),
    (r"Thạc s[ĩỹ]|Th\.?\s?S", "ThS."),
    (r"Cử nhân|CN", "CN."),
    (r"Kỹ sư|KS", "KS."),
    (r"Bác sĩ|BS", "BS."),
    (r"Luật sư|LS", "LS."),
    (r"Nghiên cứu sinh|NCS", "NCS."),
    (r"Nhà giáo ưu tú|NGƯT", "NGƯT."),
    (r"Nhà giáo nhân dân|NGND", "NGND."),
)
_OFFICES = {"GVCC": "Giảng viên cao cấp", "GVC": "Giảng viên chính", "GV": "Giảng viên", "CVC": "Chuyên viên chính"}
_DEGREE = re.compile(
    "^(?:" + "|".join(f"(?P<d{n}>{words})" for n, (words, _) in enumerate(_DEGREES)) + r")(?=[.,\s])[.,\s]*",
    re.IGNORECASE,
)
_OFFICE = re.compile(rf"^({'|'.join(_OFFICES)})(?=[.,\s])[.,\s]*")
_SURNAMES = frozenset(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý An Âu Bạch Cao Cầm Châu Chu Cung Cù Diệp "
    "Doãn Đàm Đào Đinh Đoàn Đồng Giang "
    "Giáp Hà Hàn Hạ Hứa Khổng Khuất Kiều Kim La Lã Lại Lâm Lò Lô Lục Lương Lưu Ma Mã "
    "Mạc Mai "
    "Nghiêm Ngọ Ngụy Nhữ Nông Ninh Ông Phí Phó Phù Phùng Quách Quan Quàng Tạ Tăng Thạch Thái Thân Thiều Tiêu Tòng "
    "Tô Tôn Tống Trác Triệu Trịnh Trương Từ Văn Vi Viên Vương Xa Y".split()
)
_POSITION = re.compile(
    r"^(?:nguyên\s+)?(?:phó\s+|quyền\s+)?(?:hiệu trưởng|hiệu phó|trưởng|phó|giám đốc|chánh|"
    r"giảng viên|giáo viên|chuyên viên|"
    r"bí thư|chủ tịch|"
    r"chủ nhiệm|ủy viên|uỷ viên|cán bộ|học viên|sinh viên|nghiên cứu viên|thư ký|viện trưởng|viện phó)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:Trường|TRƯỜNG|Học viện|HỌC VIỆN|Khoa|KHOA|Phòng|PHÒNG|Ban|BAN|Viện|Đại học|Đảng ủy|Đảng uỷ|Tỉnh ủy|Tỉnh uỷ|"
    r"Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Sở|Trung tâm|Cụm|Bộ môn|TCT|HVCTQG\w*|Ủy ban|UBND)\b"
)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?:email|e-mail|điện thoại|đt|sđt|mobile|tel)\s*[.:]|^\+?\d[\d .-]{7,}$", re.IGNORECASE
)
_DEPARTMENT = re.compile(r"\b(?:khoa|phòng|ban|bộ môn|trung tâm)\s", re.IGNORECASE)
_FEW_WORDS = re.compile(r"\w+(?:\s+\w+){0,4}")
_BREAK = re.compile(r"\s*[,;\t()]\s*|\s+(?:và|&)\s+|\s+[–—-]+\s+|\s+[–—]|[–—]\s+|:\s+")
_DEGREE_COMMA = re.compile(r"\b(P?GS|NGƯT|NGND|TS|GVCC|GVC)\s*\.?\s*,\s*(?=(?:TSKH|TS|ThS|PGS|GVC)\b)", re.IGNORECASE)
_DEGREE_DASH = re.compile(
    r"\b(P?GS|TSKH|TS|T[hH]\.?S|CN|NCS|KS|BS|LS|NGƯT|NGND)\.?\s*[-–—]\s*(?=[^\W\d_])",
)
# How a line that someone signs begins: "PGS.TS Lê …", "TS - Nguyễn …", "ThS. Lê …"; no title begins so.
_SIGNED = re.compile(
    r"(?:(?:P?GS|TSKH|TS|T[hH]\.?\s?S|CN|NCS|KS|BS|LS)(?:\s*[.,–—-]\s*|\s+(?=(?:P?GS|TS|T[hH]S|NCS)\b)))+(?=[^\W\d_])"
)
_CALL = re.compile(r"\s*\(\s*(\*+)\s*\)")
_CALLED = re.compile(r"\*+$")
_EXPLAINED = re.compile(r"(\*+)\s*(?=[^\W\d_])")
_MARKS = re.compile(r"[\s*†‡¹²³\d]+$|^[\s*†‡¹²³]+")
_MAX_LINE = 250
_MAX_DEPARTMENT = 90
_MAX_CONTACT = 120


class NamedPerson(NamedTuple):
    degree: str
    name: str
    office: str


@dataclass(slots=True)
class SignedAuthor:
    """One author as signed, before the unit is looked up; `mark` is the asterisks behind the name."""

    person: NamedPerson
    positions: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mark: str = ""


class ReadLine(NamedTuple):
    """What one line says: new people (each with what is beside the name) and details of people named before.

    `mark` is the asterisks before such details: they belong to the name that has the same.
    """

    people: list[SignedAuthor]
    positions: list[str]
    units: list[str]
    contacts: list[str]
    mark: str = ""


def read_line(line: str) -> ReadLine | None:
    """Return what a line under the title says of authors, None where it is something else."""
    if len(line) > _MAX_LINE:
        return None
    line = _CALL.sub(r"\1 ", line.strip()).strip()
    explained = _EXPLAINED.match(line)
    line = line[explained.end() :] if explained else line
    labelled, unit_label = _AUTHORS.match(line.strip()), _UNIT_FIELD.match(line.strip())
    line = _DEGREE_COMMA.sub(r"\1. ", _FIELD.sub("", _LABEL.sub("", line.strip())))
    line = _DEGREE_DASH.sub(r"\1. ", line)
    reading = ReadLine([], [], [], [], explained.group(1) if explained else "")
    if _CONTACT.match(line) and len(line) < _MAX_CONTACT:
        reading.contacts.append(line)
        return reading
    for number, part in enumerate(_parts(line)):
        surely = labelled is not None and number == 0 and not _is_detail(part)
        person = None if unit_label else read_person(part, labelled=surely)
        if person:
            called = _CALLED.search(part)
            reading.people.append(SignedAuthor(person, mark=called.group() if called else ""))
        elif not _read_detail(part, reading):
            if not unit_label or len(part) > _MAX_DEPARTMENT:
                return None
            reading.units.append(part)
    return reading if any(reading[:4]) else None


def is_signed(line: str) -> bool:
    """Return whether a line begins with a degree or rank and so is no title: "PGS.TS Lê Văn A", "TS - Lê Văn A"."""
    return _SIGNED.match(line) is not None


def is_surname(word: str) -> bool:
    """Return whether a word is a surname as names write it."""
    return word in _SURNAMES


def reads_as_office(text: str) -> bool:
    """Return whether a text is a position: "Phó Trưởng khoa Xây dựng Đảng"."""
    return _POSITION.match(text) is not None


def _parts(line: str) -> list[str]:
    """Return the pieces of a line; a department with commas in its name ("Khoa Nhà nước và Pháp luật") is one."""
    parts: list[str] = []
    between = ""
    for piece in re.split(f"({_BREAK.pattern})", line):
        if not piece.strip() or _BREAK.fullmatch(piece):
            between += piece
            continue
        if parts and _continues(parts[-1], piece.strip()):
            parts[-1] += between + piece.strip()
        else:
            parts.append(piece.strip())
        between = ""
    return parts


def _continues(department: str, piece: str) -> bool:
    if not _DEPARTMENT.search(department) or len(department) + len(piece) > _MAX_DEPARTMENT:
        return False
    words = _FEW_WORDS.fullmatch(piece) and (piece[0].isupper() or piece.startswith("tư tưởng "))
    return bool(words) and not _readable(piece)


def _readable(part: str) -> bool:
    patterns = (_CONTACT.search, _POSITION.match, _UNIT.search)
    return read_person(part) is not None or any(pattern(part) for pattern in patterns)


def _is_detail(part: str) -> bool:
    return any(pattern.match(part) for pattern in (_CONTACT, _POSITION, _UNIT))


def read_person(text: str, *, labelled: bool = False) -> NamedPerson | None:
    """Return the person that a piece of text names, with or without a degree; `labelled`: any surname will do."""
    text = _MARKS.sub("", _LABEL.sub("", text.strip())).rstrip(".")
    degrees, office = "", ""
    while found := _DEGREE.match(text) or _OFFICE.match(text):
        if found.re is _OFFICE:
            office = _OFFICES[found.group(1)]
        else:
            degrees += _DEGREES[int(str(found.lastgroup)[1:])][1]
        text = text[found.end() :]
    name = _name(text, known_surname=not (degrees or office or labelled))
    return NamedPerson(degrees, name, office) if name else None


def _name(text: str, *, known_surname: bool) -> str:
    syllables = text.split()
    if not 2 <= len(syllables) <= 6 or not all(part.replace("'", "").isalpha() for part in syllables):
        return ""
    if all(part.isupper() for part in syllables):
        syllables = [part.capitalize() for part in syllables]
    if not all(part[0].isupper() and part[1:].islower() for part in syllables if len(part) > 1):
        return ""
    if known_surname and (syllables[0] not in _SURNAMES or _UNIT.match(text)):
        return ""
    return " ".join(syllables)


def _read_detail(part: str, reading: ReadLine) -> bool:
    """Put a position, unit or address beside the last person of the line, or among those of the line."""
    last = reading.people[-1] if reading.people else None
    positions, units = (last.positions, last.units) if last else (reading.positions, reading.units)
    if _CONTACT.search(part):
        reading.contacts.append(part)
    elif _POSITION.match(part):
        positions.append(part)
    elif _UNIT.match(part):
        units.append(part)
    else:
        return False
    return True
