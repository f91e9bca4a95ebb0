"""A received .docx opened once: read for the paper, measured for the rules, kept for the comments of the reply."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from proceedings.model.guideline import FileLimits
from proceedings.model.word_measurements import WordMeasurements
from proceedings.word.container.archive import unpack
from proceedings.word.container.package import Package, package_of
from proceedings.word.formatting.effective import paragraphs
from proceedings.word.formatting.measure import measured
from proceedings.word.formatting.styles import read_styles
from proceedings.word.manuscript import check_text
from proceedings.word.reply.comment_marks import without_ours
from proceedings.word.reply.finding_places import Place, comment_places

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_DATE = "2000-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """What is known of a Word file beside its text: `content` are its bytes as received.

    The comments that we wrote into it in an earlier round are left out of the rest: of its `parts` as they are in the
    file, of the `measurements`. `places` can carry comments; `saved` is when the file says that it was last saved.
    """

    content: bytes = field(repr=False)
    parts: dict[str, bytes] = field(repr=False)
    measurements: WordMeasurements
    places: tuple[Place, ...] = field(repr=False)
    saved: str


def open_received(content: bytes, limits: FileLimits) -> tuple[Package, ReceivedFile]:
    """Return a Word file opened for reading, and what else will be asked of it.

    Raises
    ------
    RefusedError
        The file does not pass the gate.
    """
    parts = unpack(content, limits.image_bytes)
    package = package_of(parts)
    if any("comments" in name.casefold() for name in parts):
        plain = without_ours(parts)  # XML is read on only after it has passed the gate
        if plain != parts:
            parts, package = plain, package_of(plain)
    check_text(package, limits)
    styles = read_styles(package)
    every = tuple(paragraphs(package, styles))
    received = ReceivedFile(
        content=content,
        parts=parts,
        measurements=measured(package, styles, every),
        places=comment_places(package, every),
        saved=_saved(package),
    )
    return package, received


def _saved(package: Package) -> str:
    """Return when the file says that it was last saved; without any date LibreOffice shows one before Christ."""
    core = package.trees.get("docProps/core.xml")
    every = (node.text or "" for node in core.iter() if node.tag.endswith("}modified")) if core is not None else ()
    return next((date for date in every if _DATE.fullmatch(date)), _NO_DATE)
