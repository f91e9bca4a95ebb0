"""The head of a paper as text: written for a new paper, changed field by field in one that editors have worked on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from proceedings.model.event import Event
from proceedings.model.paper import Author, FrontMatter
from proceedings.reading.topic_choice import topic_choice
from proceedings.text.characters import printable
from proceedings.word.remark import Remark
from proceedings.word.title_page.topic_guess import TopicGuess
from proceedings.word.wording import worded

_PLAIN = re.compile(r"[^\W\d_][\w ./–]*[\w.]|[^\W\d_]")
_TRAPS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
_ORDER = (
    "title", "authors", "topic", "topic_title", "kind", "model", "sample", "abstract", "keywords", "received",
    "status", "review", "waivers",
)  # fmt: skip


def front_matter(
    front: FrontMatter, event: Event, gaps: Iterable[Remark] = (), guesses: Iterable[TopicGuess] = ()
) -> str:
    """Return the head of a paper between its fences; a missing topic is a line to fill in, the choice above it.

    Parameters
    ----------
    gaps
        What the manuscript did not say: comment lines for the person who fills it in.
    guesses
        The topics it may be on, named above the choice; none of them is taken.
    """
    lines = ["---", *(_comment(f"CẦN ĐIỀN: {worded(gap)}") for gap in gaps)]
    for name in _ORDER:
        if name == "topic" and not front.topic:
            lines += [*map(_comment, _guessed(guesses)), *topic_choice(event), "topic:"]
        else:
            lines += field_lines(name, front)
    return "\n".join([*lines, "---", ""])


def field_lines(name: str, front: FrontMatter) -> list[str]:
    """Return the lines of one field that a manuscript can give, none where it is empty."""
    value = getattr(front, name)
    if name == "authors":
        return ["authors:", *(f"  - {{{_author(author)}}}" for author in value)] if value else ["authors: []"]
    if name == "title" or (value and name in ("topic", "topic_title", "abstract")):
        return [f"{name}: {quoted(value)}"]
    if name == "kind":
        return [f"kind: {value}"] if front.model or value != "article" else []
    if name == "model" and value:
        return [f"model: {{name: {quoted(value.name or '')}}}"]
    if name == "sample" and value:
        return ["sample: true"]
    if name == "keywords" and value:
        return [f"keywords: [{', '.join(map(quoted, value))}]"]
    if name == "received" and value:
        return [f"received: {value.isoformat()}"]
    return []


def with_fields(head: Sequence[str], lines: Mapping[str, int], front: FrontMatter, changed: Iterable[str]) -> list[str]:
    """Return a head's lines with some fields rewritten; comments and all other fields stay letter for letter.

    Parameters
    ----------
    head
        The lines of the file from its first fence to the second one.
    lines
        The line of each field, counted from 1 (`Paper.lines`).
    """
    starts = sorted(line - 1 for name, line in lines.items() if "." not in name)
    new = list(head)
    missing: list[str] = []
    edits: list[tuple[int, int, list[str]]] = []
    for name in changed:
        if name not in lines:
            missing += field_lines(name, front)
            continue
        start = lines[name] - 1
        end = next((other for other in starts if other > start), len(head) - 1)
        while end > start + 1 and (not head[end - 1].strip() or head[end - 1].startswith("#")):
            end -= 1  # a comment above the next field is that field's
        edits.append((start, end, field_lines(name, front)))
    for start, end, text in sorted(edits, reverse=True):
        new[start:end] = text
    return [*new[:-1], *missing, new[-1]]


def quoted(text: str) -> str:
    """Return a YAML scalar, in quotes wherever plain text could be taken for anything else."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _TRAPS
    return text if plain else json.dumps(text, ensure_ascii=False)


def _author(author: Author) -> str:
    values = {
        "name": author.name,
        "degree": author.degree,
        "position": author.position,
        "unit": author.unit,
        "sort_as": author.sort_as,
    }
    return ", ".join(f"{key}: {value if key == 'unit' else quoted(value)}" for key, value in values.items() if value)


def _guessed(guesses: Iterable[TopicGuess]) -> list[str]:
    shown = [f"  {guess.shown}" for guess in guesses]
    return ["Máy đoán theo lời văn, chưa chọn thay:", *shown] if shown else []


def _comment(text: str) -> str:
    return f"# {printable(text)}"
