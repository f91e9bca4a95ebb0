"""Front matter for python-frontmatter, read strictly: the one reading that checks, site and book all use."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import frontmatter
from frontmatter.default_handlers import BaseHandler

from proceedings.reading.strict_yaml import Mapping, YamlError, parse

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class Split(NamedTuple):
    """A file taken apart; lines count from 1 in the file."""

    head: Mapping
    text: str
    text_line: int


class StrictYAML(BaseHandler):  # type: ignore[misc]
    """A python-frontmatter handler that accepts only `---` fences and the YAML of `strict_yaml`."""

    FM_BOUNDARY = _FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self) -> None:
        super().__init__()
        self.head: Mapping | None = None

    def detect(self, text: str) -> bool:
        return _FENCE.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return head and body; the head must open on line 1 and be closed."""
        parts = _FENCE.split(text, 2)
        if parts[0] or len(parts) < 3:
            raise YamlError(
                "KY101",
                1,
                "Không tìm thấy phần thông tin đầu bài giữa hai dòng “---”.",
                "Dòng đầu tiên của tệp phải là ba dấu gạch “---”, và một dòng “---” nữa kết thúc phần thông tin.",
            )
        return parts[1], parts[2]

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        # The head begins with the newline of the opening fence, so its first line is line 1 of the file.
        node = parse(fm, first_line=1)
        if not isinstance(node, Mapping):
            raise YamlError("KY101", node.line, "Phần đầu bài phải gồm các dòng “tên mục: giá trị”.")
        self.head = node
        return dict(node.items)


def split(text: str, max_bytes: int) -> Split:
    """Return the head and the text of a paper.

    Raises
    ------
    YamlError
        KY101 (unreadable), KY904 (head larger than `max_bytes`) or KY905 (unsafe YAML).
    """
    handler = StrictYAML()
    head_text, body = handler.split(text)
    if len(head_text.encode()) > max_bytes:
        raise YamlError("KY904", 1, f"Phần đầu bài lớn hơn {max_bytes} byte.", "Chỉ giữ các mục thông tin của bài.")
    frontmatter.parse(text, handler=handler)
    assert handler.head is not None  # load() has run: split() found both fences
    closing_fence = 1 + head_text.count("\n")
    return Split(handler.head, body.removeprefix("\n"), closing_fence + 1)


def text_after_head(text: str) -> tuple[str, int]:
    """Return the text below a head that cannot be read, and its line; no text where nothing closes the head."""
    parts = _FENCE.split(text, 2)
    if parts[0] or len(parts) < 3:
        return "", 1
    return parts[2].removeprefix("\n"), parts[1].count("\n") + 2
