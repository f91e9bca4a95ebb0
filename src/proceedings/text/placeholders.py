"""The placeholder "[điền: …]" of what a text still lacks: the one place that writes it and reads it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

_OPENED = r"\[điền:\s*([^\]\n]*)"
_OPENING = re.compile(_OPENED, re.IGNORECASE)
PLACEHOLDER = re.compile(rf"{_OPENED}\]", re.IGNORECASE)
_ESCAPED = re.compile(rf"\\?{PLACEHOLDER.pattern}", re.IGNORECASE)


class Missing(StrEnum):
    """What the import could not bring over; the words are those of its placeholder, which begins with them.

    Only those of an attachment come after its name.
    """

    FORMULA = "công thức"
    CHART = "biểu đồ"
    DIAGRAM = "sơ đồ SmartArt"
    PICTURE = "hình"
    ATTACHMENT = "đính kèm"
    OTHER = ""


class Placeholder(NamedTuple):
    """A placeholder as read: all its words, what it is for, and what an attachment is ("bảng tính Excel")."""

    content: str
    missing: Missing
    attached: str = ""


def placeholder(content: str) -> str:
    """Return the placeholder for what is described."""
    return f"[điền: {content}]"


def placeholders(text: str) -> Iterator[Placeholder]:
    """Yield the placeholders of some Markdown, those that nobody closed too."""
    for found in _OPENING.finditer(text):
        content = found[1].replace("\\", "").strip()
        attached, words, _ = content.partition(f" {Missing.ATTACHMENT}")
        if words:
            yield Placeholder(content, Missing.ATTACHMENT, attached)
        else:
            yield Placeholder(content, next(kind for kind in Missing if content.startswith(kind)))


def without_placeholders(line: str) -> str:
    """Return a line of Markdown with a space for each placeholder."""
    return _ESCAPED.sub(" ", line)
