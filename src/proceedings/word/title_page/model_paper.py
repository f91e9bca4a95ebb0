"""Whether a manuscript is a paper on a model (mô hình, điển hình), and the name of its model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from proceedings.model.guideline import ModelPart
from proceedings.text.letters import spelling_key

_NAME = re.compile(
    r"\b(?:mô hình|điển hình)\s*[:,–-]?\s*[“\"„«‘'](?P<name>[^“”\"„«»‘]{2,120}?)[”“\"»’']", re.IGNORECASE
)


def has_all_parts(headings: Iterable[str], parts: Sequence[ModelPart]) -> bool:
    """Return whether the headings name every part that the event wants of a paper on a model."""
    keys = [spelling_key(heading) for heading in headings]
    return bool(parts) and all(
        any(spelling_key(word) in key for key in keys for word in (part.name, *part.words)) for part in parts
    )


def model_name(title: str, headings: Iterable[str]) -> str | None:
    """Return the one model that the title, else the headings, name in quotation marks."""
    for texts in ([title], headings):
        names = {spelling_key(name): name for text in texts for name in _names(text)}
        if names:
            return next(iter(names.values())) if len(names) == 1 else None
    return None


def _names(text: str) -> list[str]:
    found = [match["name"].strip(" ,.;:") for match in _NAME.finditer(text)]
    return [name[0].upper() + name[1:] for name in found if name]
