"""From a YAML tree to a frozen dataclass: the types of the model are the schema, every fault has its line."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import math
import re
import types
import typing
from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import Any, Literal, TypeVar

from proceedings.model.event import YearMonth
from proceedings.model.finding import Fault, Subject, detail
from proceedings.model.volume import Between
from proceedings.reading.strict_yaml import Mapping, Node, Scalar, Sequence
from proceedings.text.letters import nfc
from proceedings.text.likeness import nearest

T = TypeVar("T")

_LACKING = {
    Subject.FIELD_ABSENT: "Thiếu mục bắt buộc “{}”.",
    Subject.FIELD_EMPTY: "Mục bắt buộc “{}” để trống.",
    Subject.ITEM_EMPTY: "Mục “{}” của danh sách để trống.",
}
_NO_NAMES: typing.Mapping[str, str] = types.MappingProxyType({})
_BAD = object()
"""What a value that could not be read becomes; its fault has been reported."""


class Builder:
    """Builds values of one file and collects its faults and the lines of its fields.

    Attributes
    ----------
    faults
        KY102 for what is missing or empty, KY103 for unknown fields and wrong types.
    lines
        Line of each field that was read, lists by index: "authors.0.name".
    left_out
        The optional fields that are there but could not be read; the value built goes without them.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.lines: dict[str, int] = {}
        self.left_out: set[str] = set()

    def build(self, kind: type[T], node: Node, place: str = "") -> T | None:
        """Return the value of a tree, or None where a required part is missing or wrong."""
        value = self._value(kind, node, place)
        return None if value is _BAD else typing.cast(T, value)

    def fault(self, code: str, line: int, message: str, fix: str = "") -> None:
        self.faults.append(Fault(code, self.path, line, message, fix))

    def _lacking(self, subject: Subject, place: str, line: int, fix: str) -> None:
        about = detail(subject, place=place)
        self.faults.append(Fault("KY102", self.path, line, lacking(subject, place), fix, detail=about))

    def _value(self, kind: Any, node: Node, place: str) -> Any:
        self.lines.setdefault(place, node.line)
        origin = typing.get_origin(kind)
        if origin is typing.Annotated:
            inner, *about = typing.get_args(kind)
            return self._within(about, self._value(inner, node, place), node, place)
        if origin in (types.UnionType, typing.Union):
            return self._optional(kind, node, place)
        if origin is tuple:
            return self._tuple(typing.get_args(kind)[0], node, place)
        if origin is dict:
            return self._dict(typing.get_args(kind)[1], node, place)
        if dataclasses.is_dataclass(kind):
            return self._dataclass(typing.cast("type[Any]", kind), node, place)
        return self._scalar(kind, node, place)

    def _within(self, about: list[Any], value: Any, node: Node, place: str) -> Any:
        """Return a number, refused where it lies beyond what its field says of it."""
        limits = next((one for one in about if isinstance(one, Between)), None)
        if limits is None or not isinstance(value, int | float) or limits.least <= value <= limits.most:
            return value
        fix = f"Mục này cần một số từ {limits.least:g} đến {limits.most:g}."
        return self._wrong(place, node.line, f"không thể là {value:g}", fix)

    def _optional(self, kind: Any, node: Node, place: str) -> Any:
        if isinstance(node, Scalar) and node.empty:
            return None
        inner = next(choice for choice in typing.get_args(kind) if choice is not type(None))
        return self._value(inner, node, place)

    def _tuple(self, kind: Any, node: Node, place: str) -> Any:
        if isinstance(node, Scalar) and node.empty:
            return ()
        if not isinstance(node, Sequence):
            return self._wrong(place, node.line, "phải là một danh sách", "Viết mỗi mục một dòng, đầu dòng là “- ”.")
        values = [self._item(kind, item, f"{place}.{number}") for number, item in enumerate(node.items)]
        return _BAD if any(value is _BAD for value in values) else tuple(values)

    def _item(self, kind: Any, node: Node, place: str) -> Any:
        if kind is str and isinstance(node, Scalar) and (node.empty or not node.text.strip()):
            self._lacking(Subject.ITEM_EMPTY, place, node.line, "Điền hoặc xóa mục này.")
            return _BAD
        return self._value(kind, node, place)

    def _dict(self, kind: Any, node: Node, place: str) -> Any:
        if not isinstance(node, Mapping):
            return self._wrong(place, node.line, "phải gồm các dòng “tên: giá trị”")
        values = {key: self._value(kind, value, f"{place}.{key}") for key, value in node.items.items()}
        return _BAD if any(value is _BAD for value in values.values()) else values

    def _dataclass(self, kind: type[Any], node: Node, place: str) -> Any:
        shorthand = getattr(kind, "SHORTHAND", None)
        if shorthand and isinstance(node, Scalar):
            node = Mapping({shorthand: node}, {shorthand: node.line}, node.line)
        if not isinstance(node, Mapping):
            return self._wrong(place, node.line, "phải gồm các dòng “tên mục: giá trị”")
        hints = _hints(typing.cast(Hashable, kind))
        fields = {field.name: field for field in dataclasses.fields(kind)}
        for key in node.items:
            if key not in fields:
                self._unknown(key, node, fields)
        values: dict[str, Any] = {}
        for name, field in fields.items():
            inner = f"{place}.{name}" if place else name
            if name in node.items:
                self.lines[inner] = node.lines[name]
            if name in node.items and not self._blank(node.items[name], field):
                value = self._value(hints[name], node.items[name], inner)
                if value is not _BAD or _required(field):  # an optional field that is wrong is reported and left out
                    values[name] = value
                else:
                    self.left_out.add(inner)
            elif _required(field):
                self._missing(name, inner, node)
                values[name] = _BAD
        return _BAD if any(value is _BAD for value in values.values()) else kind(**values)

    def _missing(self, name: str, inner: str, node: Mapping) -> None:
        if name in node.items:
            self._lacking(Subject.FIELD_EMPTY, inner, node.lines[name], "Điền mục này.")
        else:
            self._lacking(Subject.FIELD_ABSENT, inner, node.line, f"Thêm dòng “{name}: …”.")

    def _blank(self, node: Node, field: dataclasses.Field[Any]) -> bool:
        """An empty scalar counts as absent; so does an empty list or text where the field is required."""
        if isinstance(node, Scalar):
            return node.empty or (_required(field) and not node.text.strip() and field.name != "text")
        return isinstance(node, Sequence) and not node.items and _required(field)

    def _unknown(self, key: str, node: Mapping, fields: dict[str, Any]) -> None:
        meant = nearest(key, fields)
        fix = f"Có phải “{meant[0]}”?" if meant else f"Các mục được dùng: {', '.join(fields)}."
        value = node.items[key]
        if " " in key and isinstance(value, Scalar) and value.empty:  # {title: one, two}
            fix = "Giá trị có dấu phẩy trong { } phải đặt trong ngoặc kép."
        self.fault("KY103", node.lines[key], f"Không có mục “{key}”.", fix)

    def _scalar(self, kind: Any, node: Node, place: str) -> Any:
        if not isinstance(node, Scalar):
            return self._wrong(place, node.line, "phải là một giá trị đơn", "Đặt cả giá trị trong ngoặc kép.")
        text = nfc(node.text).strip()
        if typing.get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, StrEnum)):
            return self._choice(kind, text, node.line, place)
        try:
            return _READERS[kind](text)
        except ValueError:
            expected = _EXPECTED[kind]
            return self._wrong(place, node.line, f"không đọc được “{text[:60]}”", f"Mục này {expected}.")

    def _choice(self, kind: Any, text: str, line: int, place: str) -> Any:
        choices = list(typing.get_args(kind)) or [member.value for member in kind]
        if text in choices:
            return text if typing.get_origin(kind) is Literal else kind(text)
        meant = nearest(text, choices)
        hint = f"Có phải “{meant[0]}”? " if meant else ""
        return self._wrong(
            place, line, f"không nhận giá trị “{text[:60]}”", f"{hint}Chọn một trong: {', '.join(choices)}."
        )

    def _wrong(self, place: str, line: int, what: str, fix: str = "") -> Any:
        self.fault("KY103", line, f"Mục “{_spoken(place) or 'đầu tệp'}” {what}.", fix)
        return _BAD


@functools.cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(typing.cast("type[Any]", kind), include_extras=True)


def overlay(base: Node, change: Node) -> Node:
    """Return `base` with the fields of `change` put over it, mapping by mapping; lists are replaced whole."""
    if not (isinstance(base, Mapping) and isinstance(change, Mapping)):
        return change
    items = dict(base.items)
    for key, value in change.items.items():
        items[key] = overlay(items[key], value) if key in items else value
    return Mapping(items, {**base.lines, **change.lines}, change.line)


def lacking(subject: Subject, place: str, names: typing.Mapping[str, str] = _NO_NAMES) -> str:
    """Return the sentence on a field that is absent or empty; `names` are what people call fields."""
    return _LACKING[subject].format(_spoken(place, names))


def _spoken(place: str, names: typing.Mapping[str, str] = _NO_NAMES) -> str:
    """Return a place as people count: "authors.0.unit" is "authors, thứ 1, unit"."""
    parts = filter(None, place.split("."))
    return ", ".join(f"thứ {int(part) + 1}" if part.isdecimal() else names.get(part, part) for part in parts)


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _date(text: str) -> datetime.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return datetime.date.fromisoformat(text)


def _month(text: str) -> YearMonth:
    if not re.fullmatch(r"\d{4}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return YearMonth(int(text[:4]), int(text[5:]), 1)


def _moment(text: str) -> datetime.datetime:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", text, re.ASCII):
        raise ValueError(text)
    return datetime.datetime.fromisoformat(text)


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?\d+", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_READERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: _whole,
    float: _number,
    bool: _truth,
    datetime.date: _date,
    datetime.datetime: _moment,
    YearMonth: _month,
}
_EXPECTED: dict[Any, str] = {
    int: "cần một số nguyên",
    float: "cần một số",
    bool: "cần true hoặc false",
    datetime.date: "cần ngày có thật, viết năm-tháng-ngày, ví dụ 2021-10-22",
    datetime.datetime: "cần ngày giờ, ví dụ 2021-10-29T08:00",
    YearMonth: "cần một tháng có thật, ví dụ 2021-11",
}
