"""A mark that only our own identifiers and classes carry until the allow-list takes it off; no author can know it."""

from __future__ import annotations

import html
import re
import secrets

SEAL = f"{secrets.token_hex(8)}-"


def plain_text(page: str) -> str:
    """Return the text of HTML, its tags replaced by spaces."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("↩", " ")
