"""YAML: what is refused, with which code and on which line; and that scalars stay what was written."""

from __future__ import annotations

import pytest

from proceedings.reading.strict_yaml import MAX_DEPTH, Mapping, Scalar, Sequence, YamlError, parse

REFUSED = {
    "anchor": ("a: 1\nb: &x 2\n", "KY905", 2),
    "alias": ("a: 1\nb: *x\n", "KY905", 2),
    "anchor of a list": ("a:\n  - 1\nb: &x\n  - 2\n", "KY905", 3),
    "python tag": ("a: 1\nb: !!python/object/apply:os.system [id]\n", "KY905", 2),
    "own tag": ("a: 1\nb: !x 1\n", "KY905", 2),
    "string tag": ("a: !!str 1\n", "KY905", 1),
    "bare tag": ("a: ! 1\n", "KY905", 1),
    "tagged key": ("a: 1\n!!str b: 1\n", "KY905", 2),
    "merge": ("a: 1\n<<: {b: 1}\n", "KY905", 2),
    "quoted merge": ('a: 1\n"<<": 1\n', "KY905", 2),
    "duplicate": ("a: 1\nb: 2\na: 3\n", "KY905", 3),
    "duplicate inside": ("x:\n  a: 1\n  b: 2\n  a: 3\n", "KY905", 4),
    "key that is a list": ("a: 1\n? [b]\n: 1\n", "KY905", 2),
    "deep brackets": ("a: 1\nb: " + "[" * 60_000, "KY905", 2),
    "deep closed brackets": ("a: 1\nb: " + "[" * 60_000 + "]" * 60_000, "KY905", 2),
    "deep braces": ("b: " + "{a: " * 60_000, "KY905", 1),
    "deep dashes": ("- " * 60_000 + "a", "KY905", 1),
    "deep blocks": ("\n".join(f"{' ' * n}a:" for n in range(100)), "KY905", MAX_DEPTH + 1),
    "tab": ("a:\n\tb: 1\n", "KY101", 2),
    "colon in value": ("a: 1\ntitle: Vai trò: một góc nhìn\n", "KY101", 2),
    "field without colon": ("title\nb: 1\n", "KY101", 2),
    "quote in value": ('title: "A" và B\nb: 1\n', "KY101", 1),
    "unclosed quote": ('a: 1\nb: "chưa đóng\nc: 2\nd: 3\n', "KY101", 2),
    "unclosed apostrophe": ("a: 1\nb: 'chưa đóng\nc: 2\n", "KY101", 2),
    "unclosed list": ("a: 1\nb: [1, 2\nc: 2\nd: 3\n", "KY101", 2),
    "two documents": ("a: 1\n---\nb: 2\n", "KY101", 2),
    "NUL": ("a: 1\nb: x\0y\n", "KY101", 2),
    "escaped NUL": ('a: 1\nb: "x\\0y"\n', "KY101", 2),
    "escaped escape": ('a: 1\nb: "\\e[31m"\n', "KY101", 2),
    "escaped half of a character": ('a: 1\nb: "\\ud800"\n', "KY101", 2),
    "escaped NUL in a key": ('a: 1\n"b\\0": 1\n', "KY101", 2),
    "at sign": ("a: @x\n", "KY101", 1),
}


@pytest.mark.parametrize(("text", "code", "line"), REFUSED.values(), ids=REFUSED)
def test_refused_with_code_and_line(text: str, code: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.line) == (code, line)
    assert caught.value.message.endswith(".")
    assert caught.value.fix


@pytest.mark.parametrize(("text", "code", "line"), REFUSED.values(), ids=REFUSED)
def test_lines_count_from_where_the_text_begins(text: str, code: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text, first_line=41)
    assert caught.value.line == line + 40


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: Vai trò: một\n", "dấu hai chấm"),
        ("a:\n\tb: 1\n", "phím Tab"),
        ('a: "b\n', "ngoặc kép đóng"),
        ("a: 1\nb: 2\na: 3\n", "lần đầu ở dòng 1"),
        ("a: !x 1\n", "!x"),
        ("a: @x\n", "phải đặt trong ngoặc kép"),
        ('a: "C:\\q"\n', "dấu “\\”"),
        ("a: - b\n", "không đọc được dòng này"),
    ],
)
def test_the_message_names_the_fault(text: str, says: str) -> None:
    with pytest.raises(YamlError) as caught:
        parse(text)
    assert says in caught.value.message


def test_scalars_stay_text() -> None:
    written = {"a": "8:00", "b": "No", "c": "012", "d": "1_000", "e": "2021-10-22", "f": "1e3", "g": "true"}
    node = parse("".join(f"{key}: {value}\n" for key, value in written.items()))
    assert isinstance(node, Mapping)
    assert node.items == {key: Scalar(value, line) for line, (key, value) in enumerate(written.items(), 1)}


def test_empty_is_not_the_empty_text() -> None:
    node = parse("a:\nb: ~\nc: null\nd: ''\ne: '~'\n")
    assert isinstance(node, Mapping)
    empty = {key: value.empty for key, value in node.items.items() if isinstance(value, Scalar)}
    assert empty == {"a": True, "b": True, "c": True, "d": False, "e": False}


def test_tree_with_lines() -> None:
    node = parse("authors:\n  - name: A\n    unit: u\n  - {name: B, unit: v}\ntext: |\n  một\n  hai\nlast: x\n")
    assert isinstance(node, Mapping)
    assert node.lines == {"authors": 1, "text": 5, "last": 8}
    authors = node.items["authors"]
    assert isinstance(authors, Sequence)
    first, second = authors.items
    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    assert (first.line, first.lines) == (2, {"name": 2, "unit": 3})
    assert (second.line, second.lines) == (4, {"name": 4, "unit": 4})
    assert node.items["text"] == Scalar("một\nhai\n", 5, quoted=True)


def test_the_deepest_allowed_nesting_is_read() -> None:
    assert isinstance(parse("[" * MAX_DEPTH + "]" * MAX_DEPTH), Sequence)


@pytest.mark.parametrize("text", ["", "\n", "# chỉ có chú thích\n"])
def test_nothing_is_an_empty_mapping(text: str) -> None:
    assert parse(text, first_line=5) == Mapping({}, {}, 5)


def test_a_document_may_be_opened_and_ended() -> None:
    node = parse("---\na: 1\n...\n")
    assert isinstance(node, Mapping)
    assert node.lines == {"a": 2}
