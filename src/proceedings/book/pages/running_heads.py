"""Running heads, page numbers and citation lines, set straight into the papers' pages.

Because they are apart, a paper that grows by a page changes the numbers of those behind it but not their layout.
"""

from __future__ import annotations

from typing import NamedTuple

from proceedings.book.layout.fonts import FontFamily
from proceedings.book.pages.font_subset import Face, faces
from proceedings.listing.bylines import author_names
from proceedings.listing.citation import source
from proceedings.listing.volume_order import Sheet
from proceedings.model.event import Event
from proceedings.model.guideline import PageSize
from proceedings.model.lengths import POINTS_PER_MM
from proceedings.model.paper import Paper
from proceedings.text.letters import shorten
from proceedings.text.typography import typographic

HEAD_FONT, FOLIO_FONT = "/KyYeuI", "/KyYeuR"
_HEAD_PT, _FOLIO_PT, _CITATION_PT = 10.0, 12.0, 9.0
_CITATION_LINES = 2
_LEADING = 1.2
_RULE_PT = 0.4
_MOST_NAMED = 3


class PlacedLine(NamedTuple):
    """A line of text at a place of the page, in points from its lower left corner."""

    face: Face
    font: str
    size: float
    x: float
    y: float
    text: str

    def draw(self) -> bytes:
        place = f"BT {self.font} {self.size:g} Tf {self.x:.3f} {self.y:.3f} Td ".encode()
        return place + self.face.codes(self.text) + b" Tj ET"


def furniture(event: Event, page: PageSize, family: FontFamily, sheet: Sheet, organizer: str) -> bytes:
    """Return what is drawn on a page of a paper beside its text, as an artifact of the PDF."""
    assert sheet.entry is not None
    frame = _Frame(page, faces(family), right_hand=sheet.number % 2 == 1)
    drawn = [frame.folio(str(sheet.number)).draw()]
    if sheet.offset == 0:
        drawn += [line.draw() for line in frame.citation(typographic(source(event, organizer, sheet.entry)))]
    else:
        paper = sheet.entry.paper
        words = f"{_short_byline(paper)} – {paper.front.title}" if sheet.number % 2 else event.volume.spoken
        drawn += [frame.head(typographic(words)).draw(), frame.rule()]
    return b"/Artifact BMC q 0 g 0 G " + b" ".join(drawn) + b" Q EMC"


def _short_byline(paper: Paper) -> str:
    """Return who wrote a paper in so few words that its title finds room beside them."""
    if len(paper.front.authors) <= _MOST_NAMED:
        return author_names(paper)
    return f"{paper.front.authors[0].name} và các tác giả"


def folio(page: PageSize, family: FontFamily, label: str) -> bytes:
    """Return the number of a page of front or back matter, in the coordinates the page was laid out in."""
    return b"/Artifact BMC q 0 g " + _Frame(page, faces(family), right_hand=True).folio(label).draw() + b" Q EMC"


class _Frame:
    """The places of a page's furniture: the text's inner margin lies left on a right-hand page."""

    def __init__(self, page: PageSize, faces: dict[str, Face], *, right_hand: bool) -> None:
        self._faces = faces
        inner, outer = page.left_mm * POINTS_PER_MM, page.right_mm * POINTS_PER_MM
        self._left = inner if right_hand else outer
        self._room = page.width_mm * POINTS_PER_MM - inner - outer
        self._right_hand = right_hand
        self._head_y = (page.height_mm - page.top_mm * 0.6) * POINTS_PER_MM
        self._folio_y = page.bottom_mm * 0.4 * POINTS_PER_MM

    def folio(self, text: str) -> PlacedLine:
        face = self._faces["regular"]
        x = self._left + (self._room - face.width(text, _FOLIO_PT)) / 2
        return PlacedLine(face, FOLIO_FONT, _FOLIO_PT, x, self._folio_y, text)

    def head(self, words: str) -> PlacedLine:
        """The running head, at the outer edge, as long as there is room."""
        face = self._faces["italic"]
        text = _fitting(face, words, _HEAD_PT, self._room)
        x = self._left + (self._room - face.width(text, _HEAD_PT) if self._right_hand else 0)
        return PlacedLine(face, HEAD_FONT, _HEAD_PT, x, self._head_y, text)

    def rule(self) -> bytes:
        y = self._head_y - 4
        return f"{_RULE_PT:g} w {self._left:.3f} {y:.3f} m {self._left + self._room:.3f} {y:.3f} l S".encode()

    def citation(self, words: str) -> list[PlacedLine]:
        """The citation line in the head of a paper's first page, on one line or two."""
        face = self._faces["italic"]
        lines = _wrapped(face, words, _CITATION_PT, self._room)
        top = self._head_y + (len(lines) - 1) * _CITATION_PT * _LEADING / 2
        return [
            PlacedLine(face, HEAD_FONT, _CITATION_PT, self._left, top - number * _CITATION_PT * _LEADING, text)
            for number, text in enumerate(lines)
        ]


def _fitting(face: Face, words: str, size: float, room: float) -> str:
    """Return as many of the words as there is room for, with an ellipsis where some are left out."""
    text, letters = words, len(words)
    while face.width(text, size) > room and letters > 1:
        letters -= 1
        text = shorten(words, letters)
    return text


def _wrapped(face: Face, words: str, size: float, room: float) -> list[str]:
    """Break a citation into lines; where it is too long its title is cut, never its place and pages."""
    lines = _lines(face, words, size, room)
    head, mark, tail = words.rpartition("”")
    letters = len(head)
    while len(lines) > _CITATION_LINES and letters > 1:
        letters -= 1
        lines = _lines(face, shorten(head, letters) + mark + tail, size, room)
    return lines


def _lines(face: Face, words: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
