"""News posts: what docs/tin-tuc/posts says about them, their gaps still to be filled, and their events."""

from __future__ import annotations

import datetime
import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import frontmatter
import yaml
from markupsafe import Markup

from proceedings.model.event import Event
from proceedings.text.dates import VIETNAM
from proceedings.text.placeholders import PLACEHOLDER
from proceedings.text.slug import slugify
from proceedings.web.page import link, template

if TYPE_CHECKING:  # commands that build no site read this too: MkDocs takes half a second to load
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

POSTS = "tin-tuc/posts"
"""Where posts are written, under docs/."""

_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post as its front matter gives it.

    Attributes
    ----------
    source, path
        The file under docs/ ("tin-tuc/posts/2021-10-13-tin.md"), and where its page is ("tin-tuc/tin/index.md").
    event
        The id of the event that it is about.
    gaps
        What is still to be filled in: the line in the file, counted from 1, and the mark "[điền: …]".
    draft
        Readers may not see it yet: it says so or has gaps.
    """

    source: str
    path: str
    title: str
    date: datetime.date
    event: str | None
    gaps: tuple[tuple[int, str], ...]
    draft: bool


def read_posts(docs: Path) -> tuple[Post, ...]:
    """Return every post that has a date, newest first; whatever else is in the folder the blog will name."""
    found = (_read(path, docs) for path in sorted((docs / POSTS).rglob("*.md")) if not path.is_symlink())
    return tuple(sorted((post for post in found if post), key=lambda post: post.date, reverse=True))


def find_gaps(text: str) -> tuple[tuple[int, str], ...]:
    """Return the marks "[điền: …]" of a post with their lines, counted from 1."""
    lines = enumerate(text.splitlines(), start=1)
    return tuple((number, found[0]) for number, line in lines for found in PLACEHOLDER.finditer(line))


def news_of(event: Event, posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return the posts about an event, in the order given."""
    return tuple(post for post in posts if post.event == event.id)


def news_list(posts: Sequence[Post], here: str) -> Markup:
    """Return the section that lists an event's posts on the page at `here`; nothing where there is none."""
    return Markup(template("news.html", posts=[(post, link(here, post.path)) for post in posts]) if posts else "")


def withhold(files: Files, posts: Iterable[Post], events: Collection[str], *, previewing: bool) -> list[str]:
    """Take posts with gaps out of a build, and return what an editor has to know: each gap, each unknown event."""
    told = []
    for post in posts:
        file = files.get_file_from_path(post.source)
        if file is None:
            continue
        if post.gaps and not previewing:
            files.remove(file)
        told += [f"docs/{post.source}:{line}: còn chỗ {gap}, tin này chưa được đăng." for line, gap in post.gaps]
        if post.event and post.event not in events:
            told.append(f"docs/{post.source}: không có sự kiện {post.event} (mục `event`).")
    return told


def tell_dates(page: Page, posts: Iterable[Post]) -> None:
    """Give a post's metadata the dates as the feed reads them, and the mark of a draft, for previews."""
    settings: Any = page.config  # type: ignore[attr-defined]  # posts of Material's blog have their own
    page.meta["created"] = settings.date.created.date()
    page.meta["updated"] = (settings.date.updated or settings.date.created).date()
    if any(post.draft for post in posts if post.source == page.file.src_uri):
        page.meta["draft"] = settings.draft = True


def event_of(page: Page, events: Iterable[Event]) -> Event | None:
    """Return the event that a post is about."""
    return next((event for event in events if event.id == page.meta.get("event")), None)


def beginning(content: str) -> str:
    """Return the HTML of a post up to its mark "more", else to its first heading."""
    return re.split(r"<!-- more -->|<h2\b", content.partition("</h1>")[2] or content)[0]


def summary(content: str) -> str:
    """Return HTML as escaped text on one line, for descriptions."""
    return html.escape(" ".join(html.unescape(_TAG.sub("", content)).split()))


def date_feeds(feeds: Iterable[Any], posts: Sequence[Post]) -> None:
    """Date the feeds by their newest post: the clock would change them in every build."""
    if posts:
        newest = datetime.datetime.combine(posts[0].date, datetime.time(7), VIETNAM)
        for feed in feeds:
            feed.pubDate = feed.buildDate = format_datetime(newest)


def finish_feed(path: Path) -> None:
    """Take out of a written feed the picture that it has not, which its plugin calls "None"."""
    if path.is_file():
        feed = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"<image>\s*<url>None</url>.*?</image>\s*", "", feed), encoding="utf-8")


def _read(path: Path, docs: Path) -> Post | None:
    try:
        whole = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
        meta, text = frontmatter.parse(whole)
    except (UnicodeDecodeError, yaml.YAMLError):
        return None
    date = meta.get("date")
    date = date.get("created") if isinstance(date, dict) else date
    if not isinstance(date, datetime.date):
        return None
    heading = _HEADING.search(text)
    title = str(meta.get("title") or (heading[1] if heading else path.stem))
    gaps = find_gaps(whole)
    return Post(
        source=path.relative_to(docs).as_posix(),
        path=f"tin-tuc/{meta.get('slug') or slugify(title)}/index.md",
        title=title,
        date=date.date() if isinstance(date, datetime.datetime) else date,
        event=meta.get("event"),
        gaps=gaps,
        draft=bool(meta.get("draft") or gaps),
    )
