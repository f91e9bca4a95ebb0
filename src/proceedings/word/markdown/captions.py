"""Captions: found by Word's style or by how they begin, and set where our Markdown has them."""

from __future__ import annotations

import re
from typing import Any

from proceedings.word.cleaning.marks import CAPTION, without_marks
from proceedings.word.markdown.inlines import InlinePiece, plain
from proceedings.word.programs.pandoc import Block

FIGURE = re.compile(r"(?:Hình|Ảnh|Biểu đồ|Sơ đồ|Đồ thị|Bản đồ)(?: vẽ| ảnh)?\s*\d+", re.IGNORECASE)
_TABLE = re.compile(r"(?:Bảng|Biểu)(?: số)?\s+\d+", re.IGNORECASE)
_MAX_LETTERS = 300

Entry = list[InlinePiece] | Block


def place_captions(entries: list[Entry]) -> list[Entry]:
    """Return the entries with every figure's caption right behind it and every table's right before it.

    Authors set captions above or below, but one kind on one side: the side where more of them are is taken.
    """
    _turn(entries, _is_figure, figure_caption, wanted=1)
    _turn(entries, _is_table, table_caption, wanted=-1)
    return entries


def figure_caption(entry: Entry) -> bool:
    """Return whether a paragraph is the caption of a figure."""
    text = caption_text(entry)
    return bool(text) and (FIGURE.match(text) is not None or (_styled(entry) and not _TABLE.match(text)))


def table_caption(entry: Entry) -> bool:
    """Return whether a paragraph is the caption of a table."""
    text = caption_text(entry)
    return bool(text) and (_TABLE.match(text) is not None or (_styled(entry) and not FIGURE.match(text)))


def caption_text(entry: Entry) -> str:
    """Return the text of a paragraph that could be a caption, "" where it could not."""
    if not isinstance(entry, list) or any(piece.kind not in ("text", "break") for piece in entry):
        return ""
    text = without_marks(plain(entry)).strip()
    return text if len(text) <= _MAX_LETTERS else ""


def _styled(entry: Any) -> bool:
    return isinstance(entry, list) and bool(entry) and entry[0].text.startswith(CAPTION)


def _turn(entries: list[Entry], is_object: Any, is_caption: Any, *, wanted: int) -> None:
    """Exchange objects with captions on the other side."""
    places = [place for place, entry in enumerate(entries) if is_object(entry)]
    inside = {side: [place for place in places if 0 <= place + side < len(entries)] for side in (1, -1)}
    at = {side: [place for place in found if is_caption(entries[place + side])] for side, found in inside.items()}
    if len(at[-wanted]) > len(at[wanted]) or (at[-wanted] and not at[wanted]):
        for place in at[-wanted]:
            other = place - wanted
            entries[place], entries[other] = entries[other], entries[place]


def _is_figure(entry: Entry) -> bool:
    return isinstance(entry, list) and any(piece.kind == "image" for piece in entry) and not plain(entry)


def _is_table(entry: Entry) -> bool:
    return isinstance(entry, dict) and entry["t"] == "Table"
