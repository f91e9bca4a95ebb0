"""The way back: the manuscript as received, with what was found written beside it as Word comments."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from proceedings.model.finding import Finding
from proceedings.word.reply.comment_marks import Comment, with_comments
from proceedings.word.reply.finding_places import Places
from proceedings.word.reply.received_file import ReceivedFile
from proceedings.word.reply.word_terms import WEIGHTS, advice, is_for_author


def annotate(received: ReceivedFile, findings: Sequence[Finding], paper_text: str) -> bytes:
    """Return a manuscript (.docx) with the findings as comments at the places found, otherwise unchanged.

    Comments are for the author: they speak of Word only, and what editors alone can repair is not among them. Our own
    comments of an earlier round are taken out, those of other people stay.
    Every part that needs no mark keeps its bytes, the text changes only by the marks. The same input gives the same
    bytes: comments get the date on which the file was last saved.

    Parameters
    ----------
    received
        The Word file, opened (`open_received`).
    findings
        What was found in the paper made of it; lines are those of `paper_text`.
    paper_text
        The paper's Markdown file whole, head included.
    """
    places = Places(received.places, paper_text)
    of_author = [finding for finding in findings if is_for_author(finding)]
    comments = [comment for finding in of_author for comment in _comments(finding, places)]
    return _rewritten(received.content, with_comments(received.parts, comments, received.saved))


def _comments(finding: Finding, places: Places) -> Iterator[Comment]:
    """Yield a finding's comment at the first place it is about, and a pointer to it at the others."""
    first, *others = places.of(finding) or (None,)
    if first is None:
        return
    message, repair = advice(finding)
    fix = (f"Cách sửa: {repair}",) if repair else ()
    yield Comment(first, (message, *fix, f"({WEIGHTS[finding.severity].capitalize()} – {finding.code})"))
    for other in others:
        yield Comment(other, (f"Đoạn này cũng vậy: xem nhận xét {finding.code} ở đoạn trước. {repair}".strip(),))


def _rewritten(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the archive with some parts changed or added, all others as they were and in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        dates = {info.filename: info.date_time for info in source.infolist()}
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, dates.get(name, (1980, 1, 1, 0, 0, 0)))
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
