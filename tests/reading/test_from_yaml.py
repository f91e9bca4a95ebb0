"""From YAML trees to the model: types, places and lines of faults, shorthand, overlay."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from proceedings.model.event import BannerLine, EventDate, Topic
from proceedings.model.finding import Severity
from proceedings.model.guideline import Guideline, Range
from proceedings.model.paper import Author, FrontMatter
from proceedings.model.volume import PrintJob
from proceedings.reading.from_yaml import Builder, overlay
from proceedings.reading.strict_yaml import parse

BASE = "title: Bài\nauthors:\n  - {name: A B, unit: u}\n"


def built(kind: type[Any], text: str) -> tuple[Any, list[tuple[str, int, str]], Builder]:
    builder = Builder("p.md")
    value = builder.build(kind, parse(text))
    return value, [(fault.code, fault.line, f"{fault.message} {fault.fix}") for fault in builder.faults], builder


def one_fault(kind: type[Any], text: str) -> tuple[Any, str, int, str]:
    value, faults, _ = built(kind, text)
    assert len(faults) == 1, faults
    return value, *faults[0]


@pytest.mark.parametrize("written", ["0.03", "0.6", "0.1"])
def test_numbers_within_their_limits(written: str) -> None:
    job, faults, builder = built(PrintJob, f"caliper_mm: {written}\n")
    assert (job.caliper_mm, faults, builder.left_out) == (float(written), [], set())


@pytest.mark.parametrize("written", ["0.029", "0.61", "0", "-0.1", "80"])
def test_numbers_beyond_their_limits_are_told_and_left_out(written: str) -> None:
    job, faults, builder = built(PrintJob, f"paper: Offset\ncaliper_mm: {written}\n")
    said = f"Mục “caliper_mm” không thể là {float(written):g}. Mục này cần một số từ 0.03 đến 0.6."
    assert faults == [("KY103", 2, said)]
    assert (job, builder.left_out) == (PrintJob(paper="Offset"), {"caliper_mm"})


def test_a_right_head() -> None:
    front, faults, _ = built(FrontMatter, BASE + 'topic: "10"\nreceived: 2021-10-20\nkeywords: [a, b]\n')
    assert faults == []
    assert front == FrontMatter(
        title="Bài",
        authors=(Author(name="A B", unit="u"),),
        topic="10",
        received=datetime.date(2021, 10, 20),
        keywords=("a", "b"),
    )


def test_nested_places_and_their_lines() -> None:
    text = "title: x\nauthors:\n  - name: A\n    unit: u\n  - name: B\n    degree: TS.\n    unit: v\n"
    text += "received: 2021-01-01\n"
    _, faults, builder = built(FrontMatter, text)
    assert faults == []
    wanted = {"title": 1, "authors": 2, "authors.0": 3, "authors.0.name": 3, "authors.0.unit": 4, "authors.1": 5}
    wanted |= {"authors.1.name": 5, "authors.1.degree": 6, "authors.1.unit": 7, "received": 8}
    assert {place: line for place, line in builder.lines.items() if place} == wanted


def test_faults_inside_lists_have_place_and_line() -> None:
    text = "title: x\nauthors:\n  - name: A\n    unit: u\n  - nam: B\n    unit: v\n"
    value, faults, _ = built(FrontMatter, text)
    assert value is None
    assert [(code, line) for code, line, _ in faults] == [("KY103", 5), ("KY102", 5)]
    assert "“name”" in faults[0][2]
    assert "authors, thứ 2, name" in faults[1][2]


def test_every_fault_is_told_at_once() -> None:
    _, faults, _ = built(FrontMatter, "authors: A\ntopik: 1\nreceived: x\nsample: maybe\nkind: modle\n")
    assert sorted((code, line) for code, line, _ in faults) == [
        ("KY102", 1),
        ("KY103", 1),
        ("KY103", 2),
        ("KY103", 3),
        ("KY103", 4),
        ("KY103", 5),
    ]


@pytest.mark.parametrize(("key", "meant"), [("topik", "topic"), ("Title", "title"), ("key_words", "keywords")])
def test_unknown_fields_name_the_nearest(key: str, meant: str) -> None:
    value, code, line, said = one_fault(FrontMatter, f"{BASE}{key}: x\n")
    assert value is not None
    assert (code, line) == ("KY103", 4)
    assert f"“{key}”" in said
    assert f"“{meant}”" in said


def test_unknown_fields_like_none_list_all() -> None:
    _, _, _, said = one_fault(FrontMatter, f"{BASE}zzzz: x\n")
    assert "title, authors, topic" in said


def test_unknown_fields_come_in_written_order() -> None:
    _, faults, _ = built(FrontMatter, "{title: x, authors: [{name: A, unit: u}], qqq1: 1, qqq3: 1, qqq2: 1, qqq0: 1}")
    assert [said.split("“")[1][:4] for _, _, said in faults] == ["qqq1", "qqq3", "qqq2", "qqq0"]


def test_a_comma_inside_braces_is_explained() -> None:
    _, code, line, said = one_fault(Author, "{name: A, unit: u, position: Trưởng khoa, giảng viên}")
    assert (code, line) == ("KY103", 1)
    assert "dấu phẩy" in said


@pytest.mark.parametrize(
    "written", ["2024-02-30", "2021-13-01", "22/10/2021", "20211022", "2021-W01-1", "2021-1-2", "2021-10-22T08:00", "x"]
)
def test_impossible_dates(written: str) -> None:
    value, code, line, said = one_fault(FrontMatter, f"{BASE}received: {written}\n")
    assert value.received is None  # reported, and left out, so that everything else is still looked at
    assert (code, line) == ("KY103", 4)
    assert f"“{written}”" in said
    assert "năm-tháng-ngày" in said


def test_moments() -> None:
    value, faults, _ = built(EventDate, 'start: "2021-10-29T08:00"\n')
    assert faults == []
    assert value.start == datetime.datetime(2021, 10, 29, 8, 0)


@pytest.mark.parametrize("written", ["2021-10-29", "2021-10-29T25:00", "2021-10-29T08:00+07:00", "2021-W43-5T08:00"])
def test_moments_have_a_day_and_an_hour_and_no_zone(written: str) -> None:
    _, code, line, _ = one_fault(EventDate, f'start: "{written}"\n')
    assert (code, line) == ("KY103", 1)


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("false", False), ("'true'", True)])
def test_booleans(written: str, meant: bool) -> None:
    value, faults, _ = built(FrontMatter, f"{BASE}sample: {written}\n")
    assert faults == []
    assert value.sample is meant


@pytest.mark.parametrize("written", ["yes", "No", "on", "True", "1"])
def test_other_words_are_no_booleans(written: str) -> None:
    value, code, line, said = one_fault(FrontMatter, f"{BASE}sample: {written}\n")
    assert value.sample is False
    assert (code, line) == ("KY103", 4)
    assert "true hoặc false" in said


@pytest.mark.parametrize("written", ["5.0", "1_000", "năm", "0x10", "٣", "9" * 5_000, "''"])
def test_no_whole_numbers(written: str) -> None:
    _, code, line, _ = one_fault(Guideline, f"min_words: 7\npages: {{max: {written}}}\n")
    assert (code, line) == ("KY103", 2)


@pytest.mark.parametrize("written", ["nan", "inf", "1e400", "'21,0'"])
def test_no_numbers(written: str) -> None:
    assert one_fault(Guideline, f"page: {{width_mm: {written}}}\n")[1:3] == ("KY103", 1)


def test_numbers() -> None:
    value, faults, _ = built(Guideline, "pages: {min: 3, max: 012}\npage: {width_mm: 210.5}\n")
    assert faults == []
    assert (value.pages, value.page.width_mm) == (Range(min=3, max=12), 210.5)


@pytest.mark.parametrize(
    "field", ["topic: [1]", "topic: {a: 1}", "title2: x", "authors: {name: A, unit: u}", "keywords: a, b"]
)
def test_wrong_shapes(field: str) -> None:
    text = field + "\n" if field.startswith("authors") else BASE + field + "\n"
    _, faults, _ = built(FrontMatter, text)
    assert ("KY103", text.count("\n")) in [(code, line) for code, line, _ in faults]


@pytest.mark.parametrize(("written", "meant"), [("modle", "model"), ("Article", "article")])
def test_choices(written: str, meant: str) -> None:
    value, code, line, said = one_fault(FrontMatter, f"{BASE}kind: {written}\n")
    assert value.kind == "article"
    assert (code, line) == ("KY103", 4)
    assert f"“{meant}”" in said


def test_severities_by_code() -> None:
    value, _, _ = built(Guideline, "severity: {KY201: advice}\n")
    assert value.severity == {"KY201": Severity.ADVICE}
    assert one_fault(Guideline, "severity:\n  KY201: error\n  KY202: fatal\n")[1:3] == ("KY103", 3)


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_empty_optional_values_are_absent(empty: str) -> None:
    value, faults, _ = built(FrontMatter, f"{BASE}topic: {empty}\nkeywords: {empty}\nkind: {empty}\nmodel: {empty}\n")
    assert faults == []
    assert (value.topic, value.keywords, value.kind, value.model) == (None, (), "article", None)


@pytest.mark.parametrize("empty", ["", "~", "''", "' '"])
def test_empty_required_values_are_missing(empty: str) -> None:
    value, code, line, said = one_fault(FrontMatter, f"authors: [{{name: A, unit: u}}]\ntitle: {empty}\n")
    assert value is None
    assert (code, line) == ("KY102", 2)
    assert "“title”" in said


def test_an_empty_required_list_is_missing() -> None:
    assert one_fault(FrontMatter, "title: x\nauthors: []\n")[1:3] == ("KY102", 2)


@pytest.mark.parametrize("empty", ["", "~", "''"])
def test_empty_items_of_a_list(empty: str) -> None:
    value, code, line, said = one_fault(FrontMatter, f"{BASE}keywords:\n  - a\n  - {empty}\n")
    assert value.keywords == ()
    assert (code, line) == ("KY102", 6)
    assert "keywords, thứ 2" in said


@pytest.mark.parametrize("text", ["chữ", "- a\n- b\n"])
def test_a_file_that_is_no_mapping(text: str) -> None:
    value, code, line, said = one_fault(FrontMatter, text)
    assert value is None
    assert (code, line) == ("KY103", 1)
    assert "đầu tệp" in said


def test_shorthand_and_its_long_form() -> None:
    value, faults, _ = built(
        Topic, "number: 1\ntitle: Đề mục\nchildren: [{number: 1.a, title: {text: X, printed: Y}}]\n"
    )
    assert faults == []
    assert (str(value.title), value.title.printed) == ("Đề mục", None)
    assert (str(value.children[0].title), value.children[0].title.printed) == ("X", "Y")


def test_a_gap_in_the_banner_is_a_quoted_empty_text() -> None:
    assert built(BannerLine, "''")[0] == BannerLine(text="")
    assert one_fault(BannerLine, "{bold: true}")[1] == "KY102"


def test_text_is_composed_and_trimmed() -> None:
    value, _, _ = built(FrontMatter, '"title": " ho\\u0061\\u0300 "\nauthors: [{name: A, unit: u}]\n')
    assert value.title == "hoà"


def test_overlay_goes_mapping_by_mapping_and_replaces_lists() -> None:
    base = parse("pages: {min: 2, max: 5}\nmin_words: 7\nmodel_parts: [{name: a}, {name: b}]\n")
    change = parse("pages: {max: 9}\nmodel_parts: [{name: c}]\n", first_line=30)
    builder = Builder("event.yml")
    value = builder.build(Guideline, overlay(base, change))
    assert value is not None
    assert (value.pages, value.min_words) == (Range(min=2, max=9), 7)
    assert [part.name for part in value.model_parts] == ["c"]
    assert builder.lines["pages"] == 30


def test_overlay_of_a_scalar_replaces() -> None:
    assert overlay(parse("a: 1"), parse("b")) == parse("b")
