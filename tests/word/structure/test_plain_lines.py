"""Lines that are not read back, because nothing in them means anything in Markdown."""

from __future__ import annotations

import random

import pytest

from proceedings.reading.markup import render
from proceedings.word.markdown.blocks import _PLAIN

LETTERS = [*"aăâbcdđeêghiklmnoôơpqrstuưvxyABĐẤấỹ0123456789", *" ,.;:()“”–%/", " ", " "]


def test_plain_lines_read_back_whoever_reads_them() -> None:
    chance = random.Random(6)
    lines = ["".join(chance.choices(LETTERS, k=chance.randint(1, 60))).strip() for _ in range(20_000)]
    plain = [line for line in lines if _PLAIN.fullmatch(line)]
    assert len(plain) > 5_000
    for line in plain[:5_000]:
        body = render(line)
        assert "".join(body.plain.split()) == "".join(line.split()), line
        assert not body.headings and not body.fragments, line


@pytest.mark.parametrize(
    "line",
    [
        "1. Mục tiêu",
        "1) Mục tiêu",
        "- gạch",
        "# Mở",
        "một *hai*",
        "một_hai",
        "a | b",
        "a `b`",
        "&amp; a",
        "a <b>",
        "a {.b}",
        "[a]",
        "https://a.vn",
        "javascript:a",
        "a $b$",
        "a \\ b",
        "a ~b~",
        "a = b",
        "",
    ],
)
def test_lines_with_marks_are_read_back(line: str) -> None:
    assert not _PLAIN.fullmatch(line)
