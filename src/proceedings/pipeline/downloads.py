"""The Word files that the site offers to authors: the templates of each event, and a sample that is filled in."""

from __future__ import annotations

from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.pipeline.word_paper import word_paper
from proceedings.web.content import Download
from proceedings.word.writing.sample import sample_paper
from proceedings.word.writing.template import template


def downloads(proceedings: Proceedings) -> dict[str, tuple[Download, ...]]:
    """Return the files of each event by its id."""
    return {event.id: _of_event(event, proceedings) for event in proceedings.events}


def _of_event(event: Event, proceedings: Proceedings) -> tuple[Download, ...]:
    files = [Download(name="mau-bai.docx", label="Mẫu Word để viết bài", content=template(event))]
    if event.guideline.model_parts:
        label = "Mẫu Word để viết bài về mô hình, điển hình"
        files.append(Download(name="mau-bai-mo-hinh.docx", label=label, content=template(event, model=True)))
    sample = word_paper(sample_paper(event), event, proceedings).content
    files.append(Download(name="bai-mau.docx", label="Bài minh họa đã điền theo mẫu", content=sample))
    return tuple(files)
