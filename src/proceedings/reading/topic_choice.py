"""The topics to choose from, as comment lines above the `topic:` that a person is to fill in."""

from __future__ import annotations

from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN
from proceedings.model.proceedings import flat_topics
from proceedings.text.characters import printable


def topic_choice(event: Event) -> list[str]:
    """Return YAML comment lines with the number and title of every topic that a paper may have."""
    topics = [topic for topic in flat_topics(event.topics) if not topic.children]
    lines = ["# Chọn một chủ đề:", *(f"#   {topic.number}: {topic.title.text}" for topic in topics)]
    if event.own_topics:
        lines.append(f"#   {SELF_CHOSEN}: chủ đề tự chọn, ghi thêm dòng topic_title")
    return [_printable(line) for line in lines]


def _printable(line: str) -> str:
    shown = printable(line)
    return shown[:4] + " ".join(shown[4:].split())
