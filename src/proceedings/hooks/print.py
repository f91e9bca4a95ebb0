"""MkDocs' door to the book: its volumes are written where mkdocs-with-pdf would write its own."""

from __future__ import annotations

from proceedings.pipeline.build_context import place_books
from proceedings.web.mkdocs.book_generator import BookDoor

_door = BookDoor(place_books)
on_startup, on_config = _door.on_startup, _door.on_config
