"""Addresses: Vietnamese titles as lower-case Latin words with dashes."""

from __future__ import annotations

import re

from proceedings.text.letters import without_marks


def slugify(text: str, separator: str = "-") -> str:
    """Return the address of a title: "Đổi mới, sáng tạo" becomes "doi-moi-sang-tao"."""
    return re.sub(r"[^a-z0-9]+", separator, without_marks(text).lower().replace("ð", "d")).strip(separator)
