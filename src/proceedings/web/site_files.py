"""Files of the site that are no pages: what readers and editors download, and what machines read."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.web.site_pages import Content


def site_files(content: Content) -> dict[str, bytes]:
    """Return every made file of the site by its path."""
    return dict(_files(content))


def _files(content: Content) -> Iterator[tuple[str, bytes]]:
    # Each part of the site adds its own.
    yield from ()
