"""ISBNs: their check digits, and the thirteen digits that a book's barcode shows."""

from __future__ import annotations

import re


def ean13(isbn: str) -> str | None:
    """Return the thirteen digits of an ISBN of 13 or of 10 digits; None where its check digit, the last, is wrong."""
    digits = re.sub(r"[\s–-]", "", isbn).upper()
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return digits if digits[-1] == _check(digits[:-1]) else None
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0:
            return f"978{digits[:-1]}{_check('978' + digits[:-1])}"
    return None


def _check(twelve: str) -> str:
    """Return the check digit of the first twelve digits of an EAN-13."""
    return str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(twelve)) % 10)
