"""JSON Schemas of the five kinds of files, made from the model, for editors that complete and check while typing."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from enum import StrEnum
from typing import Any, Literal

from proceedings.model.document import OfficialDocument
from proceedings.model.event import Event, YearMonth
from proceedings.model.guideline import Guideline
from proceedings.model.paper import FrontMatter
from proceedings.model.unit import Unit
from proceedings.model.volume import Between

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": ["string", "number", "boolean"]},  # 10 and "10" are the same text to our reader
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime.date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    YearMonth: {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
    datetime.datetime: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$"},
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by file name: paper, event, guideline, units, documents."""
    return {
        "paper.schema.json": schema(FrontMatter),
        "event.schema.json": schema(Event),
        "guideline.schema.json": schema(Guideline),
        "units.schema.json": _whole({"type": "array", "items": _schema(Unit)}),
        "documents.schema.json": _whole({"type": "array", "items": _schema(OfficialDocument)}),
    }


def schema(kind: type[Any]) -> dict[str, Any]:
    """Return the schema of one dataclass; a dataclass inside itself (topics) is any object there."""
    return _whole(_schema(kind))


def _whole(body: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body}


def _schema(kind: Any, seen: tuple[Any, ...] = ()) -> dict[str, Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return {**_schema(arguments[0], seen), "description": arguments[1], **_limits(arguments[2:])}
    if origin in (types.UnionType, typing.Union):
        inner = next(choice for choice in arguments if choice is not type(None))
        return {"anyOf": [_schema(inner, seen), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], seen)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(arguments[1], seen)}
    if origin is Literal:
        return {"enum": list(arguments)}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    if dataclasses.is_dataclass(kind):
        return {"type": "object"} if kind in seen else _object(typing.cast("type[Any]", kind), (*seen, kind))
    return dict(_SCALARS[kind])


def _limits(about: tuple[Any, ...]) -> dict[str, float]:
    found = (one for one in about if isinstance(one, Between))
    return {key: value for one in found for key, value in (("minimum", one.least), ("maximum", one.most))}


def _object(kind: type[Any], seen: tuple[Any, ...]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind, include_extras=True)
    required = [
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    whole: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: _schema(hints[field.name], seen) for field in dataclasses.fields(kind)},
        "required": required,
        "additionalProperties": False,
    }
    return {"anyOf": [{"type": "string"}, whole]} if getattr(kind, "SHORTHAND", None) else whole
