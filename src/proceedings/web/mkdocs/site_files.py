"""Files of the site that are no pages: what readers and editors download, and what machines read."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.web.board.page import board_files
from proceedings.web.content import Content
from proceedings.web.machines.calendar import calendar, calendar_path
from proceedings.web.machines.citation_formats import citation_files
from proceedings.web.machines.og_image import og_image, og_image_path


def site_files(content: Content) -> dict[str, bytes]:
    """Return every made file of the site by its path."""
    return dict(_files(content))


def _files(content: Content) -> Iterator[tuple[str, bytes]]:
    # Each part of the site adds its own.
    yield from board_files(content)
    yield from citation_files(content)
    for event in content.proceedings.events:
        yield og_image_path(event), og_image(event)
        yield from ((f"{event.id}/{file.name}", file.content) for file in content.downloads.get(event.id, ()))
        entries = calendar(event, content)
        if entries:
            yield calendar_path(event), entries
