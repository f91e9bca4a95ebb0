"""A new post about a seminar: the plan's facts filled in, its gaps marked."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from proceedings.model.errors import ProceedingsError, reason
from proceedings.model.event import Event
from proceedings.pipeline.named_event import named_event
from proceedings.pipeline.post_text import CATEGORIES, post_text, post_title
from proceedings.reading.load import read
from proceedings.web.news import POSTS, find_gaps, read_posts


def write_post(root: Path, event_id: str, kind: str, date: datetime.date) -> tuple[Path, int]:
    """Write the post; return its path relative to the root and how many gaps it has.

    Raises
    ------
    ProceedingsError
        Its event is unknown, there is such a post, or it cannot be written.
    """
    proceedings = read(root).proceedings
    event = named_event(proceedings, event_id)
    slug = _slug(event, kind, root / "docs")
    head = (
        f"---\ntitle: {json.dumps(post_title(event, kind), ensure_ascii=False)}\ndate: {date}\n"
        f"categories: [{CATEGORIES[kind]}]\nslug: {slug}\nevent: {event.id}\n---\n\n"
    )
    text = head + post_text(event, kind, proceedings)
    path = root / "docs" / POSTS / f"{date}-{slug}.md"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ProceedingsError(f"Đã có tin {path.relative_to(root)}.", "Mở tệp ấy ra sửa.") from None
    except OSError as error:
        raise ProceedingsError(f"Không ghi được tin: {reason(error)}.") from error
    return path.relative_to(root), len(find_gaps(text))


def _slug(event: Event, kind: str, docs: Path) -> str:
    """Return the post's address: without the event's year, where another event's post has not taken that."""
    short, whole = f"{kind}-{event.id.split('-', 1)[-1]}", f"{kind}-{event.id}"
    taken = {post.path.split("/")[1]: post for post in read_posts(docs)}
    for slug in (short, whole):
        if slug not in taken:
            return slug
        if taken[slug].event == event.id:
            raise ProceedingsError(f"Đã có tin docs/{taken[slug].source} cho việc này.", "Mở tệp ấy ra sửa.")
    raise ProceedingsError(
        f"Địa chỉ tin-tuc/{whole}/ đã có tin khác dùng.", f"Sửa `slug` của docs/{taken[whole].source}."
    )
