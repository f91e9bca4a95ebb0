"""The words of a paper's Markdown line by line, without what is no prose: code, formulas, addresses, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.text.formulas import blanked

_CODE_BLOCK = re.compile(r"^(```+|~~~+).*?^\1", re.DOTALL | re.MULTILINE)
_NO_PROSE = re.compile(
    r"(?<!`)(`+)(?!`)(?:(?!\n\n).)+?(?<!`)\1(?!`)"  # code
    r"|\]\[[^\]\n]*\]|\]\([^)\s]*|^\[(?!\^)[^\]]+\]:\s+\S+"  # targets of links and images
    r"|<[^>\n]*>|\[\^[^\]\s]+\]:?"  # tags, calls of notes
    r"|&#?\w+;|:\w+:"  # entities, names of emoji
    r"|\b(?:https?://|www\.)\S+|[^\s@]{1,100}@[^\s@]{1,100}\.\w{1,60}",
    re.DOTALL | re.MULTILINE,
)


def prose(text: str, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield each line of prose with its number in the file; what is left out is blanked, so that places stay."""
    for pattern in (_CODE_BLOCK, _NO_PROSE):
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    text = blanked(text)
    yield from enumerate(text.split("\n"), first_line)
