"""The Word template of an event: page, fonts and styles of its guideline, its topics, the parts of its papers."""

from __future__ import annotations

from proceedings.model.event import Event
from proceedings.word.house_style import prompts
from proceedings.word.house_style.document import add_line, finished, new_document
from proceedings.word.house_style.styles import BODY, REMARK, heading
from proceedings.word.writing.paper_head import HeadText, topic_choices, write_head

_ARTICLE = ("Đặt vấn đề", "", "", "Kết luận")
"""Sections of an article; the author names those without a name."""


def template(event: Event, *, model: bool = False) -> bytes:
    """Return the .docx that authors of an event write their papers in.

    Parameters
    ----------
    model
        For a paper on a model: with the model's name and the parts that the guideline asks for.
    """
    guideline = event.guideline
    kind = "bài về mô hình, điển hình" if model else "bài viết"
    document = new_document(guideline, title=f"Mẫu {kind} – {event.kind}: {event.title}")
    add_line(document, REMARK, prompts.GUIDE)
    choices = topic_choices(event)
    topic = prompts.OWN_TOPIC_PROMPT if event.own_topics else prompts.TOPIC_PROMPT
    abstract, keywords = prompts.abstract_prompts(guideline)
    head = HeadText(
        title=prompts.TITLE_PROMPT,
        people=[(prompts.AUTHOR_PROMPT, prompts.UNIT_PROMPT)],
        model=prompts.MODEL_PROMPT if model else "",
        topic=topic if choices or event.own_topics else "",
        abstract=abstract,
        keywords=keywords,
    )
    write_head(document, head, choices, own=event.own_topics)
    parts = [part.name[0].upper() + part.name[1:] for part in guideline.model_parts] if model else list(_ARTICLE)
    for number, part in enumerate(parts, 1):
        add_line(document, heading(1), f"{number}. {part or prompts.HEADING_PROMPT}")
        add_line(document, BODY, prompts.text_prompt(part or f"Nội dung của mục {number}"))
    return finished(document)
