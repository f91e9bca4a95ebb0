"""The schemas that editors' programs complete from say what the reader accepts."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from proceedings.model.event import Event, Topic
from proceedings.model.paper import FrontMatter
from proceedings.model.volume import PrintJob, Volume
from proceedings.reading.schema import schema, schemas

PAPERS = Path(__file__).resolve().parents[1] / "trees" / "two_seminars" / "papers"


def test_there_is_one_for_each_kind_of_file() -> None:
    made = schemas()
    assert set(made) == {f"{name}.schema.json" for name in ("paper", "event", "guideline", "units", "documents")}
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize("kind", [FrontMatter, Event])
def test_fields_and_what_is_required_are_those_of_the_model(kind: type[Any]) -> None:
    made = schema(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    assert set(made["properties"]) == set(fields)
    assert made["additionalProperties"] is False
    assert set(made["required"]) == {
        name
        for name, field in fields.items()
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }


def test_descriptions_are_those_of_the_model() -> None:
    assert schema(FrontMatter)["properties"]["title"]["description"] == "Tên bài"


def test_a_topic_inside_a_topic_is_an_object() -> None:
    children = schema(Topic)["properties"]["children"]
    assert children["items"] == {"type": "object"}


def test_limits_of_numbers_are_told() -> None:
    job = schema(PrintJob)["properties"]["caliper_mm"]
    assert (job["type"], job["minimum"], job["maximum"]) == ("number", 0.03, 0.6)
    copies = schema(Volume)["properties"]["copies"]
    assert copies["minimum"] == 1
    assert {"type": "null"} in copies["anyOf"]


def test_choices_are_listed() -> None:
    assert schema(FrontMatter)["properties"]["kind"]["enum"] == ["article", "model"]


@pytest.mark.parametrize("path", sorted(PAPERS.glob("*/event.yml")), ids=lambda path: path.parent.name)
def test_the_real_plans_have_only_keys_of_the_schema(path: Path) -> None:
    plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    made = schemas()["event.schema.json"]
    assert set(plan) <= set(made["properties"])
    assert set(made["required"]) <= set(plan)
