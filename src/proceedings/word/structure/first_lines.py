"""The first lines of a manuscript with their look, and how those that became front matter leave the text."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from proceedings.word.cleaning.clean import runs, text_of
from proceedings.word.cleaning.plain_text import tidy
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.styles import Styles

_HEAD_LINES = 40
NOTE_CALLS = (w("footnoteReference"), w("endnoteReference"))
PICTURES = (w("drawing"), w("pict"), w("object"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLine:
    """A paragraph as the eye sees it; `place` is its position among the blocks of the body."""

    place: int
    text: str
    style: str = ""
    centred: bool = False
    bold: bool = False
    capitals: bool = False
    rows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def look(self) -> tuple[bool, bool, bool]:
        return self.centred, self.bold, self.capitals


def leading_lines(package: Package, styles: Styles) -> list[FirstLine]:
    """Return the first paragraphs that have text and no picture, up to the first heading or table after some text."""
    lines: list[FirstLine] = []
    for place, block in enumerate(package.body):
        if block.tag == w("tbl") and lines:
            break
        if block.tag != w("p") or any(node.tag in PICTURES for node in block.iter()):
            continue
        line = line_of(package, styles, place, block)
        if line.style.startswith("heading") and lines:
            break
        if line.text:
            lines.append(line)
        if len(lines) == _HEAD_LINES:
            break
    return lines


def remove_lines(package: Package, places: set[int]) -> None:
    """Take paragraphs out of the body; calls of notes in them move to the end of the next paragraph that stays."""
    body = package.body
    blocks = list(body)
    moving: list[Element] = []
    for place, block in enumerate(blocks):
        if place in places:
            moving += [copy.copy(run) for run in runs(block) if any(child.tag in NOTE_CALLS for child in run)]
            body.remove(block)
        elif moving and block.tag == w("p") and text_of(block).strip():
            block.extend(moving)
            moving = []
    if moving:
        last = Element(w("p"))
        last.extend(moving)
        body.append(last)


def line_of(package: Package, styles: Styles, place: int, paragraph: Element) -> FirstLine:
    """Return a paragraph of the body as the eye sees it."""
    pieces = [run for run in runs(paragraph) if text_of(run).strip()]
    rows = tuple(tidy(row).strip() for row in text_of(paragraph).split("\n"))
    text = " ".join(row for row in rows if row)
    letters = [char for char in text if char.isalpha()]
    capitals = len(letters) > 3 and all(char.isupper() for char in letters)
    return FirstLine(
        place=place,
        text=text,
        style=styles.name(paragraph),
        centred=styles.alignment(paragraph) == "center",
        bold=bool(pieces) and all(styles.run_flag("b", run, paragraph) for run in pieces),
        capitals=capitals or (bool(pieces) and all(styles.run_flag("caps", run, paragraph) for run in pieces)),
        rows=tuple(row for row in rows if row),
        notes=tuple(_notes(package, paragraph)),
    )


def _notes(package: Package, paragraph: Element) -> list[str]:
    calls = [call.get(w("id")) for call in paragraph.iter(w("footnoteReference"))]
    notes = package.trees.get("word/footnotes.xml", Element("none")).iter(w("footnote")) if calls else ()
    texts = {note.get(w("id")): note for note in notes}
    return [tidy(text_of(texts[call])).strip() for call in calls if call in texts]
