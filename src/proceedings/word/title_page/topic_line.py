"""The line at the top of a manuscript that says which topic it is on; only a number the event has is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proceedings.model.event import Event, Topic
from proceedings.model.paper import SELF_CHOSEN
from proceedings.model.proceedings import flat_topics
from proceedings.text.letters import shorten
from proceedings.text.likeness import nearest
from proceedings.word.remark import Audience, Kind, Remark, remark
from proceedings.word.structure.first_lines import FirstLine
from proceedings.word.title_page.affiliation import fold

_LABEL = re.compile(
    r"[\s(\[“”\"'‘’–-]*(?:(?:bài(?: viết| tham luận)?|tham luận)\s+)?(?:(?:thuộc|theo|về)\s+)?(?:số\s+)?chủ đề"
    r"(?:\s+(?:bài viết|tham luận|đăng ký|lựa chọn|đã chọn))?(?:\s+số)?\s*(?P<colon>[:.–—-]?)\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[“”\"„'‘’«(\[]*(?P<number>\d{1,3}(?:\s?\.\s?\d{1,3})*(?:\s?\.?\s?[a-zđ](?!\w))?)[”“\"'’‘»)\]]*(?P<tail>.*)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"[“\"(]*(?:khác|khac|tự chọn)(?:\s*\(?(?:khác|tự chọn)\)?)?[”\")]*(?P<tail>.*)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[.:;,–—(“\"-]")
_AROUND = " .:;,–—-()[]“”\"'‘’«»/"
_TEXT_BEGINS = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)[.)]\s|(?:mở đầu|đặt vấn đề|lời mở đầu)\b", re.IGNORECASE)
_SUMMARY = re.compile(r"(?:tóm tắt|từ kh(?:óa|oá))\b", re.IGNORECASE)
_WITHIN = 20
_LONG = 300
_SHORT = 150
_ALIKE = 75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """What the manuscript says of its topic.

    Attributes
    ----------
    number
        A number of the event's list, `khac`, or None where nothing can be taken.
    title
        The words after the number; of a self-chosen topic, its title.
    text
        The line itself, for the report.
    places
        The places of the lines that leave the text.
    """

    number: str | None = None
    title: str = ""
    text: str = ""
    places: frozenset[int] = frozenset()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why the topic that a line names cannot be taken."""

    why: str
    number: str = ""


def read_topic(lines: list[FirstLine], event: Event) -> TopicLine:
    """Return the topic that the first lines of a manuscript name."""
    found: list[tuple[FirstLine, str, str]] = []
    remarks: list[Remark] = []
    for line in _top(lines):
        label = _LABEL.fullmatch(line.text)
        if label is None or line.style == "title":
            continue
        taken = _read(label, event) if len(line.rows) == 1 else None
        if isinstance(taken, tuple):
            found.append((line, *taken))
        elif len(line.text) <= _SHORT:
            # A line without a number may still become the title, see front_matter.py.
            shown = shorten(line.text, _SHORT)
            remarks.append(_left(shown, taken) if taken else remark(Kind.TOPIC_LINE_UNREAD, line=shown))
    if len({number for _, number, _ in found}) > 1:
        lines_shown = tuple(shorten(line.text) for line, _, _ in found)
        return TopicLine(remarks=(remark(Kind.TOPICS_MANY, lines=lines_shown),))
    if not found:
        return TopicLine(remarks=tuple(remarks))
    line, number, title = found[0]
    return TopicLine(
        number=number,
        title=title,
        text=line.text,
        places=frozenset(line.place for line, _, _ in found),
        remarks=(*remarks, *_doubt(number, title, event)),
    )


def _left(line: str, refused: _Refused) -> Remark:
    """Return the remark on a line whose topic cannot be taken; the list of topics is the editors'."""
    audience = Audience.EDITOR if refused.why == "unknown" else Audience.ALL
    return remark(Kind.TOPIC_LINE_LEFT, audience, line=line, why=refused.why, number=refused.number)


def _top(lines: list[FirstLine]) -> Iterator[FirstLine]:
    """Yield the lines before the running text begins."""
    for line in lines[:_WITHIN]:
        dressed = line.centred or line.bold or line.capitals or line.style == "title" or _SUMMARY.match(line.text)
        if _TEXT_BEGINS.match(line.text) or (len(line.text) > _LONG and not dressed):
            return
        yield line


def _read(label: re.Match[str], event: Event) -> tuple[str, str] | _Refused | None:
    """Return number and title, else why they cannot be taken, None where the line is not understood."""
    rest = label["rest"].strip()
    topics = {_number_key(topic.number): topic for topic in flat_topics(event.topics)}
    numbered, own = _NUMBER.fullmatch(rest), _OWN.fullmatch(rest)
    if numbered:
        topic = topics.get(_number_key(numbered["number"]))
        tail = numbered["tail"]
        title = tail.strip(_AROUND)
        if title and (title[0].isdigit() or not (_SEPARATOR.match(tail) or (topic and _alike(title, topic)))):
            return None
        return (topic.number, title) if topic else _Refused("unknown", numbered["number"])
    if own and (not own["tail"].strip(_AROUND) or _SEPARATOR.match(own["tail"]) or own["tail"].lstrip()[:1] in '“"'):
        title = own["tail"].strip(_AROUND)
        if not event.own_topics:
            return _Refused("no-own")
        return (SELF_CHOSEN, title) if title else _Refused("own-untitled")
    same = [topic for topic in topics.values() if fold(topic.title.text) == fold(rest) and not topic.children]
    return (same[0].number, rest.strip(_AROUND)) if len(same) == 1 and fold(rest) else None


def _doubt(number: str, title: str, event: Event) -> list[Remark]:
    for topic in flat_topics(event.topics):
        if topic.number == number and topic.children:
            children = tuple(child.number for child in topic.children)
            return [remark(Kind.TOPIC_IS_HEADING, number=number, children=children)]
        if topic.number == number and title and not _alike(title, topic):
            shown, listed = shorten(title, _SHORT), shorten(topic.title.text, _SHORT)
            return [remark(Kind.TOPIC_TITLE_DIFFERS, number=number, title=shown, listed=listed)]
    return []


def _alike(title: str, topic: Topic) -> bool:
    inside = fold(title) in fold(topic.title.text) or fold(topic.title.text) in fold(title)
    return inside or bool(nearest(title, [topic.title.text], at_least=_ALIKE))


def _number_key(number: str) -> tuple[str, ...]:
    """Return "1.2.c" for "1.2c" and "01. 2. C" alike; d and đ stay two letters."""
    parts = re.findall(r"\d+|[^\W\d_]+", number.casefold())
    return tuple(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)
