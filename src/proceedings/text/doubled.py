"""Words written twice by mistake; Vietnamese also doubles words on purpose (luôn luôn, ngày ngày)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Words of grammar, which are never doubled for emphasis.
_NEVER_DOUBLED = frozenset(
    "các của và những được để cho với trong về tại theo bởi bằng nhưng hoặc nếu thì mà là không đã sẽ đang này do vì "
    "nên cũng vẫn rất như đến khi dưới giữa việc sự phải".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 4


class Doubled(NamedTuple):
    """A phrase that occurs twice in a row: its words, and the span of the second one with the space before it."""

    words: str
    start: int
    end: int


def doubled(text: str) -> Iterator[Doubled]:
    """Yield what occurs twice with only space between: grammar words, and phrases of two words and more."""
    found = list(_WORD.finditer(text))
    words = [match.group().lower() for match in found]
    at = 0
    while at < len(found):
        sizes = (size for size in range(_LONGEST, 0, -1) if words[at : at + size] == words[at + size : at + 2 * size])
        length = next((size for size in sizes if _repeats(text, found[at : at + 2 * size], words[at], size)), 0)
        if length:
            first, last = found[at + length - 1], found[at + 2 * length - 1]
            yield Doubled(text[found[at].start() : first.end()], first.end(), last.end())
            at += length
        at += 1


def _repeats(text: str, both: list[re.Match[str]], word: str, size: int) -> bool:
    """Return whether two equal phrases of `size` words, the first beginning with `word`, are there by mistake."""
    if len(both) < 2 * size or (size > 1 and len({match.group().lower() for match in both}) == 1):
        return False
    gaps = [text[a.end() : b.start()] for a, b in zip(both, both[1:], strict=False)]
    if any(gap.strip() or not gap or gap.count("\n") > 1 for gap in gaps):
        return False
    return word in _NEVER_DOUBLED if size == 1 else both[size].group()[0].islower()
