"""The head of a paper in Word: title, authors, topic, abstract, keywords, each in a style of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN, FrontMatter
from proceedings.model.proceedings import flat_topics
from proceedings.text.letters import shorten
from proceedings.text.typography import bare_title
from proceedings.word.house_style.document import add_line, add_run
from proceedings.word.house_style.prompts import MODEL_LABEL, SAMPLE_REMARK
from proceedings.word.house_style.styles import ABSTRACT, AUTHOR, KEYWORDS, MODEL, REMARK, TITLE, TOPIC, UNIT

_TOPIC_LETTERS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadText:
    """The words of a head; `people` are pairs of a name with its degree, and of office and unit; "" is left out."""

    title: str
    people: Sequence[tuple[str, str]]
    sample: bool = False
    model: str = ""
    topic: str = ""
    abstract: str = ""
    keywords: str = ""


def head_of(front: FrontMatter, people: Sequence[tuple[str, str]], event: Event) -> HeadText:
    """Return the words of a paper's head as its template asks for them."""
    between = "; " if any("," in keyword for keyword in front.keywords) else ", "
    return HeadText(
        title=front.title,
        people=people,
        sample=front.sample,
        model=(front.model and front.model.name) or "",
        topic=_topic(front, event),
        abstract=front.abstract or "",
        keywords=between.join(front.keywords) + ("." if front.keywords else ""),
    )


def write_head(document: Document, head: HeadText, topics: Sequence[str] = (), *, own: bool = False) -> None:
    """Write a head; where there are `topics` its topic is a list to choose from, `own`: or to type another one."""
    add_line(document, TITLE, head.title)
    for name, affiliation in head.people:
        add_line(document, AUTHOR, name)
        if affiliation:
            add_line(document, UNIT, affiliation)
    if head.sample:
        add_line(document, REMARK, SAMPLE_REMARK)
    for style, label, text in (
        (MODEL, MODEL_LABEL, head.model),
        (TOPIC, "Chủ đề", head.topic),
        (ABSTRACT, "Tóm tắt", head.abstract),
        (KEYWORDS, "Từ khóa", head.keywords),
    ):
        if not text:
            continue
        line = add_line(document, style)._p
        add_run(line, f"{label}: ", ("b",))
        if style == TOPIC and topics:
            line.append(_choice(text, topics, own=own))
        else:
            add_run(line, text)


def topic_choices(event: Event) -> tuple[str, ...]:
    """Return the topics that a paper may have: number and title, a long title cut short."""
    topics = [topic for topic in flat_topics(event.topics) if not topic.children]
    return tuple(f"{topic.number}. {shorten(bare_title(topic.title.text), _TOPIC_LETTERS)}" for topic in topics)


def _topic(front: FrontMatter, event: Event) -> str:
    if front.topic == SELF_CHOSEN:
        return f"Tự chọn – {front.topic_title}" if front.topic_title else ""
    titles = {topic.number: topic.title.text for topic in flat_topics(event.topics)}
    title = bare_title(titles.get(front.topic or "", ""))
    return f"{front.topic}. {title}" if front.topic and title else front.topic or ""


def _choice(shown: str, topics: Sequence[str], *, own: bool) -> BaseOxmlElement:
    """Return a list to choose from, which shows a prompt until something is chosen."""
    control, properties, content = (OxmlElement(f"w:{tag}") for tag in ("sdt", "sdtPr", "sdtContent"))
    properties.append(OxmlElement("w:alias", {qn("w:val"): "Chủ đề"}))
    properties.append(OxmlElement("w:tag", {qn("w:val"): "chu-de"}))
    properties.append(OxmlElement("w:showingPlcHdr"))
    items = OxmlElement("w:comboBox" if own else "w:dropDownList")
    for topic in topics:
        value = topic.partition(". ")[0]
        items.append(OxmlElement("w:listItem", {qn("w:displayText"): topic, qn("w:value"): value}))
    properties.append(items)
    add_run(content, shown)
    control.extend([properties, content])
    return control
