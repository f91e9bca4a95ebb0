"""ISBNs: thirteen digits of right ones, nothing of wrong ones."""

from __future__ import annotations

import pytest

from proceedings.text.isbn import ean13


@pytest.mark.parametrize(
    ("isbn", "code"),
    [
        ("978-604-57-4212-9", "9786045742129"),
        ("978 604 57 4212 9", "9786045742129"),
        ("978–604–57–4212–9", "9786045742129"),
        ("979-10-90636-07-1", "9791090636071"),
        ("0-306-40615-2", "9780306406157"),
        ("0 8044 2957 X", "9780804429573"),
        ("0-8044-2957-x", "9780804429573"),
    ],
)
def test_right_ones(isbn: str, code: str) -> None:
    assert ean13(isbn) == code


@pytest.mark.parametrize(
    "isbn",
    [
        "",
        "978-604-57-4212-8",
        "978-604-57-4212",
        "977-604-57-4212-0",
        "0-306-40615-3",
        "X-306-40615-2",
        "٩٧٨٦٠٤٥٧٤٢١٢٩",
    ],
)
def test_wrong_ones(isbn: str) -> None:
    assert ean13(isbn) is None


def test_every_other_last_digit_is_wrong() -> None:
    assert [digit for digit in "0123456789" if ean13(f"978604574212{digit}")] == ["9"]
