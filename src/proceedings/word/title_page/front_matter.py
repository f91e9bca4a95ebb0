"""Title, authors, abstract and keywords, found by the look of the first lines; what is not sure stays in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from proceedings.model.paper import Author
from proceedings.model.unit import Unit
from proceedings.text.letters import spelling_key
from proceedings.word.house_style.prompts import MODEL_LABEL, SAMPLE_REMARK, TITLE_GAP
from proceedings.word.house_style.styles import AUTHOR, MODEL, UNIT
from proceedings.word.remark import Audience, Kind, Remark, remark
from proceedings.word.structure.first_lines import FirstLine
from proceedings.word.title_page.affiliation import beyond, find_unit, names_school, without_unit
from proceedings.word.title_page.letterhead import is_aside, is_kind, is_letterhead, tells_of_talk
from proceedings.word.title_page.names import ReadLine, SignedAuthor, is_signed, read_line, read_person, reads_as_office

_LETTERHEAD = re.compile(
    r"(?:đảng cộng sản việt nam|cộng h[oò][aà] xã hội|độc lập|tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|học viện chính trị|"
    r"trường chính trị|trường đại học|khoa (?!học\b)|phòng (?!chống|ngừa)|cụm thi đua|kỷ yếu|"
    r"(?:bài |bài viết |báo cáo )?tham luận|"
    r"(?:bài viết )?(?:tham gia )?(?:hội thảo|tọa đàm|toạ đàm)|"
    r"chủ đề|bài viết$|bài thu hoạch)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)[.)]\s|(?:mở đầu|đặt vấn đề|tóm tắt|từ khóa|từ khoá)\b", re.IGNORECASE)
_ABSTRACT = re.compile(r"tóm tắt(?: bài viết)?\s*[:.]\s*(.+)", re.IGNORECASE | re.DOTALL)
_KEYWORDS = re.compile(r"từ kh(?:óa|oá)\s*[:.]\s*(.+)", re.IGNORECASE | re.DOTALL)
_MODEL = re.compile(rf"{MODEL_LABEL}\s*:\s*(.+)", re.IGNORECASE)
# "Chủ đề: “…”", which some write in place of the title; a number after it is that of a topic, and no title.
_TOPIC_TITLE = re.compile(
    r"\W*chủ đề\s*:\s*(?!\W*(?:số\b|khác\b|tự chọn\b|[\dIVX]+(?:\.\d*)*(?:[.:)–-]|$)))(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_TITLE_WITHIN = 12
_AUTHORS_WITHIN = 12
_MAX_TITLE = 400
_BEFORE_AUTHORS = 5
_MAX_POSITION = 100


@dataclass(slots=True)
class Head:
    """What was found, the places of the lines it came from, and remarks for the person who imports."""

    title: str = ""
    title_place: int | None = None
    capitals: bool = False
    authors: list[Author] = field(default_factory=list)
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    model: str = ""
    sample: bool = False
    taken: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)


def read_head(
    lines: list[FirstLine], units: Mapping[str, Unit], organizer: str, unfilled: tuple[Remark, ...] = ()
) -> Head:
    """Return the front matter that the first lines of a manuscript hold.

    Parameters
    ----------
    unfilled
        What the author has left unanswered in our template: no other line replaces it.
    """
    head = Head(remarks=list(unfilled))
    asked = any(TITLE_GAP in one.quoted for one in unfilled if one.kind is Kind.TEMPLATE_UNFILLED)
    lines = _without_own_lines(lines, head)
    title: list[FirstLine] = []
    if not asked:
        title = _title_lines(lines, lambda line: is_letterhead(line, units)) or _title_lines(lines, is_kind)
        title = _with_subtitle(title, lines)
    head.title = " ".join(line.text for line in title)
    head.capitals = any(line.capitals for line in title) and title[0].text.isupper()
    if not title and not asked:
        title = _take_topic_title(lines, head)
    head.title_place = title[0].place if title else None
    head.taken |= {line.place for line in title}
    rest = lines[lines.index(title[-1]) + 1 :] if title else lines
    rest = _read_authors(rest, head, units, organizer)
    if title and not head.authors:
        above = lines[: lines.index(title[0])]
        signed = next((number for number, line in enumerate(above) if is_signed(line.text)), len(above))
        _read_authors(above[signed:], head, units, organizer)
    _read_abstract(rest, head)
    return head


def _without_own_lines(lines: list[FirstLine], head: Head) -> list[FirstLine]:
    """Take the lines that only our own templates and exports have, known by their style or their very words."""
    for line in lines:
        named = _MODEL.fullmatch(line.text) if line.style == MODEL.lower() else None
        if named:
            head.model = named.group(1).strip(' .“”"')
        elif line.text == SAMPLE_REMARK:
            head.sample = True
        else:
            continue
        head.taken.add(line.place)
    return [line for line in lines if line.place not in head.taken]


def _take_topic_title(lines: list[FirstLine], head: Head) -> list[FirstLine]:
    """Take the words of a line "Chủ đề: “…”" for the title; only for a paper that has nothing else for one."""
    first = lines[:_TITLE_WITHIN]
    signed = next((number for number, line in enumerate(first) if _names_people(line)), len(first))
    for number, line in enumerate(first):
        if _TOPIC_TITLE.fullmatch(line.text):
            same = _same_look(first[:signed], number, partial(_looks_like, line)) if number < signed else [line]
            title = same if any(line.look) else [line]
            shown = " ".join(part.text for part in title)
            found = _TOPIC_TITLE.fullmatch(shown)
            head.title = _unquoted(found["title"]) if found else ""
            head.capitals = head.title.isupper()
            head.remarks.append(remark(Kind.TITLE_FROM_TOPIC_LINE, asks=True, line=shown))
            return title
    return []


def _unquoted(text: str) -> str:
    """Return a text without the one pair of quotation marks around it."""
    text = text.strip()
    quoted = re.fullmatch(r"[“\"]([^“”\"]+)[”\"]?\W*", text)
    return quoted.group(1).strip() if quoted else text


def _title_lines(lines: list[FirstLine], never: Callable[[FirstLine], bool]) -> list[FirstLine]:
    """Return the lines of the title, which does not begin with a line that `never` holds of."""
    styled = [
        number
        for number, line in enumerate(lines)
        if line.style == "title" and not never(line) and not is_signed(line.text)
    ]
    if styled:
        return _same_look(lines, styled[0], lambda line: line.style == "title" and not is_kind(line))
    first = lines[:_TITLE_WITHIN]
    signed = next((number for number, line in enumerate(first) if number and _names_people(line)), None)
    for number, line in enumerate(first[:signed]):
        if any(line.look) and _may_be_title(line) and not never(line):
            return _same_look(first[:signed], number, partial(_looks_like, line))
    above = [line for line in first[:signed] if not (never(line) or is_aside(line))] if signed is not None else []
    return above[-1:] if above and _may_be_title(above[-1]) else []


def _with_subtitle(title: list[FirstLine], lines: list[FirstLine]) -> list[FirstLine]:
    """Add the line in brackets that belongs to a title: "(Qua thực tiễn tỉnh …)"."""
    after = lines[lines.index(title[-1]) + 1 :] if title else []
    if not after or tells_of_talk(after[0]):
        return title
    if after[0].text.startswith("(") and after[0].text.endswith(")") and after[0].centred:
        return [*title, after[0]]
    return title


def _same_look(lines: list[FirstLine], start: int, belongs: Callable[[FirstLine], bool]) -> list[FirstLine]:
    """Return the lines from `start` on that are as close together as they are alike."""
    found = [lines[start]]
    for line in lines[start + 1 :]:
        if not belongs(line) or _names_people(line) or sum(len(part.text) for part in found) > _MAX_TITLE / 2:
            break
        found.append(line)
    return found


def _looks_like(line: FirstLine, other: FirstLine) -> bool:
    return other.look == line.look and _may_be_title(other)


def _may_be_title(line: FirstLine) -> bool:
    if is_kind(line) or line.style in (AUTHOR.lower(), UNIT.lower()) or _TOPIC_TITLE.fullmatch(line.text):
        return False
    if (_LETTERHEAD.match(line.text) and len(line.text) < 90) or _NUMBERED.match(line.text):
        return False
    return len(line.text) <= _MAX_TITLE and sum(char.isalpha() for char in line.text) > 5 and not _names_people(line)


def _names_people(line: FirstLine) -> bool:
    return is_signed(line.text) or any(reading.people for row in line.rows if (reading := _reading(row, line.style)))


def _read_authors(lines: list[FirstLine], head: Head, units: Mapping[str, Unit], organizer: str) -> list[FirstLine]:
    """Take the lines under the title that name people and their posts; return the lines after them."""
    lines, between = _from_first_author(lines, units)
    signed: list[SignedAuthor] = []
    open_from = 0
    number = 0
    for number, line in enumerate(lines[:_AUTHORS_WITHIN]):  # noqa: B007 - used after the loop
        readings = [_reading(row, line.style) for row in line.rows]
        if not all(readings) or not (signed or any(reading and reading.people for reading in readings)):
            break
        if not all(_explain(reading, signed) for reading in readings if reading and reading.mark):
            break
        for reading in (reading for reading in readings if reading and not reading.mark):
            if reading.people and any(person.units or person.notes for person in signed[open_from:]):
                open_from = len(signed)
            signed += reading.people
            for person in signed[open_from:]:
                person.positions += reading.positions
                person.units += reading.units
            _share(reading.people)
            if reading.contacts:
                head.remarks.append(remark(Kind.CONTACTS_LEFT_OUT, contacts=tuple(reading.contacts)))
        for person in signed[open_from:]:
            person.notes += line.notes if not person.units else ()
        head.taken.add(line.place)
    else:
        number += 1
    _share_unit_above(between, signed, head)
    head.authors = [_author(person, units, organizer, head) for person in signed]
    return lines[number:]


def _explain(reading: ReadLine, signed: list[SignedAuthor]) -> bool:
    """Give what follows asterisks to those whose names have the same; return whether there are any."""
    called = [person for person in signed if person.mark == reading.mark]
    for person in called:
        person.positions += reading.positions
        person.units += reading.units
    return bool(called) and not (reading.people or reading.contacts)


def _reading(row: str, style: str) -> ReadLine | None:
    """Return what a row says of authors; a style of our templates decides on names and units where the words do not."""
    found = read_line(row)
    if style == AUTHOR.lower() and not (found and found.people):
        person = read_person(row, labelled=True)
        return ReadLine([SignedAuthor(person)], [], [], []) if person else found
    if style == UNIT.lower() and found is None:
        return ReadLine([], [], [row], [])
    return found


def _from_first_author(lines: list[FirstLine], units: Mapping[str, Unit]) -> tuple[list[FirstLine], list[FirstLine]]:
    """Return the lines from the first one that names people, and those between it and the title that name units."""
    between: list[FirstLine] = []
    for number, line in enumerate(lines[:_BEFORE_AUTHORS]):
        if _names_people(line):
            return lines[number:], between
        if _names_units(line):
            between.append(line)
        elif not (is_letterhead(line, units) or is_aside(line)):
            break
    return lines, []


def _names_units(line: FirstLine) -> bool:
    readings = [read_line(row) for row in line.rows]
    return all(found and found.units and not (found.people or found.positions or found.contacts) for found in readings)


def _share_unit_above(between: list[FirstLine], signed: list[SignedAuthor], head: Head) -> None:
    """Give the units named between title and authors to those who name no school of their own."""
    units = [unit for line in between for row in line.rows if (found := read_line(row)) for unit in found.units]
    without = [person for person in signed if not names_school(", ".join([*person.units, *person.positions]))]
    if not units or not without:
        return
    for person in without:
        person.units += units
    head.taken |= {line.place for line in between}
    shown = ", ".join(line.text for line in between)
    head.remarks.append(remark(Kind.UNIT_BETWEEN, line=shown))


def _share(people: list[SignedAuthor]) -> None:
    """Two names and one school at the end of the line: the school is everybody's."""
    for earlier in people[:-1]:
        if not earlier.units:
            earlier.units += people[-1].units


def _author(signature: SignedAuthor, units: Mapping[str, Unit], organizer: str, head: Head) -> Author:
    person = signature.person
    named = ", ".join([*signature.positions, *signature.units, *signature.notes])
    unit = find_unit(named, units, organizer) if named else None
    if unit is None:
        values = {"name": person.name, "named": named, "organizer": organizer}
        head.remarks.append(remark(Kind.HOST_UNIT, Audience.EDITOR, asks=True, **values))
    known = units.get(unit or "")
    parent = units.get(known.parent or "") if known else None
    positions = [without_unit(without_unit(place, parent), known) for place in signature.positions]
    offices = [office for office in (person.office, *positions) if office]
    if known:
        _place_rest(signature, offices, known, units, head)
    position = ", ".join(offices)
    return Author(name=person.name, unit=unit or organizer, degree=person.degree or None, position=position or None)


def _place_rest(signature: SignedAuthor, offices: list[str], unit: Unit, units: Mapping[str, Unit], head: Head) -> None:
    """Make what the unit does not express the position, where it is one, else say it; notes stay in the text."""
    for text in (*signature.units, *signature.notes):
        rest = beyond(text, unit, units)
        if rest and not offices and reads_as_office(rest) and len(rest) <= _MAX_POSITION:
            offices.append(rest)
        elif rest and text in signature.units:
            name = signature.person.name
            head.remarks.append(remark(Kind.REST_OF_UNIT, name=name, rest=rest, unit=unit.id))


def _read_abstract(lines: list[FirstLine], head: Head) -> None:
    for line in lines[:4]:
        abstract, keywords = _ABSTRACT.fullmatch(line.text), _KEYWORDS.fullmatch(line.text)
        if abstract and not head.abstract:
            head.abstract = abstract.group(1).strip()
        elif keywords and not head.keywords:
            parts = re.split(r"\s*[,;]\s*", keywords.group(1).strip().rstrip("."))
            head.keywords = tuple({spelling_key(part): part for part in parts if part}.values())
        else:
            return
        head.taken.add(line.place)
