"""What is shown where a page is shared: title, description and picture as Open Graph tags."""

from __future__ import annotations

import datetime
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from markupsafe import Markup, escape
from PIL import Image, UnidentifiedImageError

from proceedings.model.event import Event
from proceedings.text.dates import VIETNAM
from proceedings.web.content import Content
from proceedings.web.machines.og_image import HEIGHT, WIDTH, og_image_path
from proceedings.web.page import absolute

if TYPE_CHECKING:  # MkDocs is loaded only where a site is built
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_PICTURE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(src|alt)="([^"]*)"')
# Whoever shows a shared page draws no SVG.
_DRAWN = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePicture:
    """A picture for where a page is shared: its absolute address, its size in pixels, what it shows."""

    address: str
    width: int
    height: int
    alt: str


def event_picture(event: Event, content: Content) -> SharePicture | None:
    """Return the picture of an event; nothing where the site's address is not configured."""
    if not content.address:
        return None
    address = absolute(content.address, og_image_path(event))
    return SharePicture(address=address, width=WIDTH, height=HEIGHT, alt=f"{event.kind} “{event.title}”")


def open_graph(
    kind: str,
    title: str,
    description: str,
    address: str,
    picture: SharePicture | None = None,
    *,
    published: datetime.datetime | None = None,
    modified: datetime.datetime | None = None,
) -> str:
    """Return the tags of a shared page; `kind` is "article" or "website", hours are those of Vietnam."""
    pairs = [("og:type", kind), ("og:title", title), ("og:description", description), ("og:url", address)]
    if picture:
        pairs += [("og:image", picture.address), ("og:image:width", str(picture.width))]
        pairs += [("og:image:height", str(picture.height)), ("og:image:alt", picture.alt)]
    pairs += [("og:locale", "vi_VN")]
    days = (("article:published_time", published), ("article:modified_time", modified))
    pairs += [(name, moment.replace(tzinfo=VIETNAM).isoformat()) for name, moment in days if moment]
    tags = "".join(f'<meta property="{name}" content="{escape(value)}">\n' for name, value in pairs if value)
    return tags + ('<meta name="twitter:card" content="summary_large_image">\n' if picture else "")


def home_head(name: str, description: str, content: Content) -> str:
    """Return the tags of the home page of the site `name` with the picture of the latest event; "" without one."""
    picture = next((event_picture(event, content) for event in content.latest_first), None)
    return open_graph("website", name, description, content.address, picture) if picture else ""


def post_head(page: Page, post: str, files: Files, event: Event | None, content: Content) -> str:
    """Return the tags of a news post: its first picture, else that of its event.

    Parameters
    ----------
    post
        The text of the post as HTML.
    """
    address = page.canonical_url
    if not address:
        return ""
    dates: Any = page.config.date  # type: ignore[attr-defined]  # posts of Material's blog have their own
    picture = next(_pictures(page, post, files), None) or (event_picture(event, content) if event else None)
    title, about = _plain(page.title or ""), _plain(page.meta.get("description") or "")
    # A day without an hour is written as in the feed.
    published, modified = (day and day.replace(hour=day.hour or 7) for day in (dates.created, dates.updated))
    return open_graph("article", title, about, address, picture, published=published, modified=modified)


def _pictures(page: Page, post: str, files: Files) -> Iterator[SharePicture]:
    """Yield the photographs of a post that lie on this site, with their true sizes."""
    by_address = {file.url: file for file in files.media_files()}
    for tag in _PICTURE.findall(post):
        told = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        place = urljoin(f"/{page.url}", told.get("src", "")).lstrip("/")
        file = by_address.get(place) or by_address.get(unquote(place))
        if file is None or not place.lower().endswith(_DRAWN):
            continue
        try:
            width, height = Image.open(io.BytesIO(file.content_bytes)).size
        except (UnidentifiedImageError, OSError):
            continue
        address = urljoin(page.canonical_url or "", told["src"])
        yield SharePicture(address=address, width=width, height=height, alt=told.get("alt", ""))


def _plain(text: str) -> str:
    """Return a title or a description of MkDocs, which may be escaped, as text."""
    return html.unescape(Markup(text).striptags())
