"""The way back: the manuscript as received, with what was found written beside it as Word comments."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from proceedings.model.finding import Finding
from proceedings.model.guideline import Guideline
from proceedings.word.container.archive import unpack
from proceedings.word.container.package import Package, open_package
from proceedings.word.reply.comment_marks import Comment, with_comments, without_ours
from proceedings.word.reply.finding_places import Places
from proceedings.word.reply.word_terms import WEIGHTS, advice, is_for_author

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_DATE = "2000-01-01T00:00:00Z"


def annotate(content: bytes, findings: Sequence[Finding], paper_text: str, guideline: Guideline) -> bytes:
    """Return a manuscript (.docx) with the findings as comments at the places found, otherwise unchanged.

    Comments are for the author: they speak of Word only, and what editors alone can repair is not among them. Our own
    comments of an earlier round are taken out, those of other people stay.
    Every part that needs no mark keeps its bytes, the text changes only by the marks. The same input gives the same
    bytes: comments get the date on which the file was last saved.

    Parameters
    ----------
    content
        The Word file as received.
    findings
        What was found in the paper made of it; lines are those of `paper_text`.
    paper_text
        The paper's Markdown file whole, head included.
    guideline
        That of the event; it limits the size of pictures that the file may have.

    Raises
    ------
    RefusedError
        The file does not pass the gate.
    """
    package = open_package(content, guideline.limits.image_bytes)
    places = Places(package, paper_text)
    of_author = [finding for finding in findings if is_for_author(finding)]
    comments = [comment for finding in of_author for comment in _comments(finding, places, paper_text)]
    parts = without_ours(unpack(content, guideline.limits.image_bytes))
    return _rewritten(content, with_comments(parts, comments, _saved(package)))


def without_our_comments(content: bytes, max_image: int) -> bytes:
    """Return a manuscript without the comments that we wrote into it in an earlier round, the same where it has none.

    Raises
    ------
    RefusedError
        The file does not pass the gate.
    """
    parts = unpack(content, max_image)
    if not any("comments" in name.casefold() for name in parts):
        return content
    open_package(content, max_image)  # XML is read on only after it has passed the gate
    plain = without_ours(parts)
    return content if plain == parts else _rewritten(content, plain)


def _comments(finding: Finding, places: Places, text: str) -> Iterator[Comment]:
    """Yield a finding's comment at the first place it is about, and a pointer to it at the others."""
    first, *others = places.of(finding) or (None,)
    if first is None:
        return
    said, repair = advice(finding, text)
    fix = (f"Cách sửa: {repair}",) if repair else ()
    yield Comment(first, (said, *fix, f"({WEIGHTS[finding.severity].capitalize()} – {finding.code})"))
    for other in others:
        yield Comment(other, (f"Đoạn này cũng vậy: xem nhận xét {finding.code} ở đoạn trước. {repair}".strip(),))


def _saved(package: Package) -> str:
    """Return when the file says that it was last saved; without any date LibreOffice shows one before Christ."""
    core = package.trees.get("docProps/core.xml")
    every = (node.text or "" for node in core.iter() if node.tag.endswith("}modified")) if core is not None else ()
    return next((date for date in every if _DATE.fullmatch(date)), _NO_DATE)


def _rewritten(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the archive with some parts changed or added, all others as they were and in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        dates = {info.filename: info.date_time for info in source.infolist()}
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, dates.get(name, (1980, 1, 1, 0, 0, 0)))
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
