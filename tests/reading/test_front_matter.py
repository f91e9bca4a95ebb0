"""Front matter: what opens and closes it, and that every line number is the file's."""

from __future__ import annotations

import pytest

from proceedings.model.finding import Fault
from proceedings.reading.front_matter import Split, split
from proceedings.reading.source import decode
from proceedings.reading.strict_yaml import YamlError


def taken_apart(content: str | bytes, max_bytes: int = 16_384) -> Split:
    text = decode(content.encode() if isinstance(content, str) else content, "x.md")
    assert isinstance(text, str)
    return split(text, max_bytes)


@pytest.mark.parametrize("count", [0, 1, 3, 30])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_of_fields_and_of_the_text(count: int, newline: str, mark: str) -> None:
    fields = "".join(f"k{n}: v\n" for n in range(count))
    content = f"{mark}---\n{fields}---\ndòng đầu\n\ndòng cuối\n".replace("\n", newline)
    head, text, text_line = taken_apart(content)
    assert head.lines == {f"k{n}": n + 2 for n in range(count)}
    assert text == "dòng đầu\n\ndòng cuối\n"
    assert text_line == count + 3
    assert content.split(newline)[text_line - 1] == "dòng đầu"


def test_blank_lines_and_comments_keep_the_count() -> None:
    head, text, text_line = taken_apart("---\n# chú thích\n\na: 1\n\n---\n\n\nbài\n")
    assert head.lines == {"a": 4}
    assert (text, text_line) == ("\n\nbài\n", 7)


def test_only_the_first_two_fences_count() -> None:
    head, text, _ = taken_apart("---\na: 1\n---\nbài\n\n---\n\ntiếp\n---\n")
    assert head.lines == {"a": 2}
    assert text == "bài\n\n---\n\ntiếp\n---\n"


def test_a_fence_may_have_spaces_behind_it() -> None:
    assert taken_apart("---  \na: 1\n--- \t\nbài").text == "bài"


def test_a_file_may_end_with_its_head() -> None:
    assert taken_apart("---\na: 1\n---").text == ""


def test_text_is_composed() -> None:
    assert taken_apart("---\ntitle: hoa\u0300\n---\nhoa\u0300").text == "ho\u00e0"


NO_HEAD = {
    "nothing": "",
    "four dashes": "----\na: 1\n----\nbài\n",
    "dots": "---\na: 1\n...\nbài\n",
    "json": '{"title": "a"}\nbài\n',
    "json fenced": ';;;\n{"title": "a"}\n;;;\nbài\n',
    "toml": '+++\ntitle = "a"\n+++\nbài\n',
    "never closed": "---\na: 1\nbài\n",
    "blank line first": "\n---\na: 1\n---\nbài\n",
    "space first": " ---\na: 1\n---\nbài\n",
    "two byte order marks": "\ufeff\ufeff---\na: 1\n---\nbài\n",
}


@pytest.mark.parametrize("content", NO_HEAD.values(), ids=NO_HEAD)
def test_no_head(content: str) -> None:
    with pytest.raises(YamlError, match="---") as caught:
        taken_apart(content)
    assert (caught.value.code, caught.value.line) == ("KY101", 1)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("---\n- a\n---\n", "KY101", 2),
        ("---\n\nchữ\n---\n", "KY101", 3),
        ("---\na: 1\nb: c: d\n---\n", "KY101", 3),
        ('---\na: 1\nb: "mở\nc: 1\n---\n', "KY101", 3),
        ("---\na: 1\n-----\nbài\n---\n", "KY101", 4),
        ("---\r\na: 1\r\nb: *x\r\n---\r\n", "KY905", 3),
        ("---\na: " + "[" * 15_000 + "\n---\n", "KY905", 2),
    ],
)
def test_faults_of_the_head_have_the_line_of_the_file(content: str, code: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        taken_apart(content)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_a_large_head_is_refused_before_it_is_parsed() -> None:
    assert taken_apart("---\na: ạạ\n---\n", max_bytes=12).head.lines == {"a": 2}
    with pytest.raises(YamlError) as caught:
        taken_apart("---\na: *ạạạ\n---\n", max_bytes=12)  # bytes count, not letters; its alias is never met
    assert (caught.value.code, caught.value.line) == ("KY904", 1)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"---\na: 1\n---\nb\xe0i\n", 4),
        (b"---\r\na: 1\r\n---\r\nb\xe0i\r\n", 4),
        ("---\na: 1\n---\n".encode("utf-16"), 1),
        (b"---\na: x\0y\n---\n", 2),
        (b"---\na: 1\n---\nb\x1b[31m", 4),
        ("---\na: x\u0085b: 1\n---\n".encode(), 2),
        ("---\na: x\u2028b: 1\n---\n".encode(), 2),
        ("---\na: 1\n---\n\nmột\u2029hai".encode(), 5),
    ],
)
def test_bytes_that_are_no_text(content: bytes, line: int) -> None:
    fault = decode(content, "papers/x.md")
    assert isinstance(fault, Fault)
    assert (fault.code, fault.path, fault.line) == ("KY101", "papers/x.md", line)


def test_tabs_are_text() -> None:
    assert decode(b"a\tb\r\nc", "x.md") == "a\tb\nc"
