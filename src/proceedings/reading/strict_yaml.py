"""YAML as a tree of nodes with lines, without anything that surprises: no alias, tag, merge key or duplicate key.

PyYAML's pure Python parser is used on purpose: the C one can overflow the stack on deep nesting. Depth is counted on
parser events, before any recursion. Scalars stay the text that was written; the field's type decides what they mean,
so `8:00`, `No` or `012` are never turned into something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

MAX_DEPTH = 12
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_STRING_STYLES = ("'", '"', "|", ">")


class YamlError(Exception):
    """The text is not YAML as we accept it: `code` is the rule, `line` counts from 1 in the text."""

    def __init__(self, code: str, line: int, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.message = message
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as written; `quoted` distinguishes "" (an empty text) from nothing at all."""

    text: str
    line: int
    quoted: bool = False

    @property
    def empty(self) -> bool:
        return not self.quoted and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys in written order; `lines` gives the line of each key."""

    items: dict[str, Node]
    lines: dict[str, int]
    line: int


Node = Scalar | Sequence | Mapping


def parse(text: str, first_line: int = 1) -> Node:
    """Return the tree of one YAML document whose first line is line `first_line` of its file.

    Raises
    ------
    YamlError
        KY101 for text that is no YAML, KY905 for YAML that is not safe.
    """
    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        return _document(_checked(events, first_line), first_line)
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark if _unclosed(error) else error.problem_mark
        mark = mark or error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        opened = _open_quote(text)
        if opened is not None and first_line + opened <= line:
            fix = "Thêm ngoặc kép đóng ở cuối giá trị của dòng này."
            raise YamlError("KY101", first_line + opened, "Dòng này thiếu ngoặc kép đóng.", fix) from error
        raise YamlError("KY101", line, f"Dòng này viết sai: {_explain(error)}.", _repair(error)) from error
    except yaml.YAMLError as error:  # a character YAML does not allow
        position = getattr(error, "position", 0)
        line = first_line + text.count("\n", 0, position)
        raise YamlError("KY101", line, "Dòng này có ký tự không được phép.", "Xóa ký tự lạ ở dòng này.") from error


def _checked(events: Iterator[yaml.Event], first_line: int) -> Iterator[yaml.Event]:
    depth = 0
    for event in events:
        line = _line(event, first_line)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlError(
                "KY905",
                line,
                "Giá trị bắt đầu bằng dấu & hoặc *.",
                "Đặt cả giá trị trong ngoặc kép, hoặc viết lại đầy đủ.",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise YamlError(
                "KY905",
                line,
                f"Giá trị mang thẻ kiểu {tag!r}.",
                "Bỏ phần bắt đầu bằng dấu “!”, hoặc đặt cả giá trị trong ngoặc kép.",
            )
        if isinstance(event, yaml.ScalarEvent) and _CONTROL.search(event.value):  # written as an escape: "\\0"
            fix = "Xóa dãy ký tự bắt đầu bằng “\\”."
            raise YamlError("KY101", line, "Giá trị có ký tự điều khiển không in được.", fix)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise YamlError(
                "KY905", line, f"Các ngoặc hoặc thụt dòng lồng quá {MAX_DEPTH} lớp.", "Bỏ bớt các ngoặc lồng nhau."
            )
        yield event


def _document(events: Iterator[yaml.Event], first_line: int) -> Node:
    wanted = (event for event in events if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentEndEvent))
    root: Node | None = None
    for event in wanted:
        if isinstance(event, yaml.StreamEndEvent):
            break
        if root is not None:
            line = _line(event, first_line)
            raise YamlError("KY101", line, "Tệp có nhiều phần ngăn bởi “---”.", "Bỏ dòng “---” thừa.")
        root = _node(next(wanted), wanted, first_line)
    return root or Mapping({}, {}, first_line)


def _node(event: yaml.Event, events: Iterator[yaml.Event], first_line: int) -> Node:
    line = _line(event, first_line)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        for child in iter(lambda: next(events), None):
            if isinstance(child, yaml.SequenceEndEvent):
                break
            items.append(_node(child, events, first_line))
        return Sequence(tuple(items), line)
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, line, first_line)
    assert isinstance(event, yaml.ScalarEvent)  # aliases were refused, nothing else is possible here
    return Scalar(event.value, line, event.style in _STRING_STYLES)


def _mapping(events: Iterator[yaml.Event], line: int, first_line: int) -> Mapping:
    items: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key_line = _line(event, first_line)
        if not isinstance(event, yaml.ScalarEvent):
            raise YamlError("KY905", key_line, "Tên mục phải là chữ.", "Viết tên mục rồi dấu hai chấm.")
        key = event.value
        if key == "<<":
            raise YamlError("KY905", key_line, "Dùng phép gộp “<<”.", "Viết lại các mục đầy đủ.")
        if key in items:
            message = f"Mục “{key}” viết hai lần (lần đầu ở dòng {lines[key]})."
            raise YamlError("KY905", key_line, message, "Chỉ giữ một lần.")
        items[key] = _node(next(events), events, first_line)
        lines[key] = key_line
    return Mapping(items, lines, line)


def _line(event: yaml.Event, first_line: int) -> int:
    return first_line + (event.start_mark.line if event.start_mark else 0)


def _open_quote(text: str) -> int | None:
    """Return the first line whose value opens with a quote that it does not close; the parser notices far below."""
    for number, line in enumerate(text.split("\n")):
        value = line.partition(": ")[2].strip()
        if value.startswith('"') and value.replace('\\"', "").count('"') % 2:
            return number
    return None


def _unclosed(error: yaml.MarkedYAMLError) -> bool:
    """A bracket or quote never closed is noticed far below; its beginning is what the author has to see."""
    return "end of stream" in str(error.problem or "") or "flow" in str(error.context or "")


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "")
    if "mapping values are not allowed" in problem:
        return "có dấu hai chấm trong giá trị chưa đặt trong ngoặc kép, hoặc thụt dòng lệch"
    if "found character '\\t'" in problem:
        return "thụt dòng bằng phím Tab"
    if "expected <block end>" in problem or "could not find expected ':'" in problem:
        return "thụt dòng lệch, hoặc thiếu dấu hai chấm sau tên mục"
    if _unclosed(error):
        return "thiếu dấu ngoặc hoặc ngoặc kép đóng"
    if "cannot start any token" in problem:
        return "giá trị bắt đầu bằng ký tự phải đặt trong ngoặc kép (@, %, `)"
    if "escape" in problem:
        return "dấu “\\” trong ngoặc kép không đứng trước ký tự nó hiểu được"
    return "không đọc được dòng này"


def _repair(error: yaml.MarkedYAMLError) -> str:
    if "found character '\\t'" in str(error.problem or ""):
        return "Thay phím Tab bằng dấu cách."
    return (
        "Đặt giá trị có dấu hai chấm trong ngoặc kép; thụt dòng bằng hai dấu cách; xem mẫu trong Hướng dẫn cho tác giả."
    )
