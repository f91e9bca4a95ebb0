"""Where in the Word file a finding belongs: the paragraph that a line of the paper or a beginning came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple
from xml.etree.ElementTree import Element

from rapidfuzz import fuzz, process

from proceedings.model.finding import Finding, Subject
from proceedings.text.legacy import Encoding, decode_legacy, find_legacy, has_vietnamese_letters
from proceedings.text.letters import shorten, words
from proceedings.text.placeholders import without_placeholders
from proceedings.text.prose import prose
from proceedings.word.container.package import MAIN_PART, Package, w
from proceedings.word.formatting.effective import Paragraph

_FIELD = re.compile(r"^\s*(?:-\s+)?(?:\{)?(\w+):\s*(.*)$")
_NAME = re.compile(r"\bname:\s*([^,}]+)")
_CAPTION = re.compile(r"\W*(?:hình|bảng|biểu đồ|sơ đồ)\s+\d", re.IGNORECASE)
_LIKE, _PARTLY_LIKE = 75, 85
_ENOUGH_WORDS = 3


class Place(NamedTuple):
    """A paragraph with text: the number of the one that can carry its comment, its text, the key it is found by."""

    number: int
    text: str
    key: str


def comment_places(package: Package, every: Iterable[Paragraph]) -> tuple[Place, ...]:
    """Return where comments can be put in an opened Word file, from which nothing has been taken out yet.

    Parameters
    ----------
    every
        Its paragraphs (`paragraphs`).
    """
    owner = _owners(package)
    return tuple(
        Place(owner[one.element], " ".join(one.text.split()), _key(_read(one))) for one in every if one.element in owner
    )


class Places:
    """The paragraphs of a Word file that can carry a comment, found by their words."""

    def __init__(self, places: Sequence[Place], paper_text: str) -> None:
        """Look among `places`; findings have the lines of `paper_text`, the paper's Markdown file whole."""
        self._numbers = [place.number for place in places]
        self._texts = [place.text for place in places]
        self._keys = [place.key for place in places]
        self._lines = paper_text.split("\n")
        self._body = _body_start(self._lines)

    def of(self, finding: Finding) -> tuple[int, ...]:
        """Return the paragraphs a finding is about, the first paragraph with text where it has no place of its own.

        They are counted from 0 among all w:p of the text; there are none only where the file shows no text.
        """
        if not self._numbers:
            return ()
        if finding.line > 0:
            found = self._of_line(finding.line)
            return (self._numbers[0] if found is None else found,)
        about = finding.detail if finding.detail and finding.detail.subject is Subject.PARAGRAPHS else None
        beginnings: tuple[str, ...] = dict(about.values)["beginnings"] if about else ()
        places = [place for beginning in beginnings if (place := self._beginning(beginning)) is not None]
        return tuple(dict.fromkeys(places)) or (self._numbers[0],)

    def _beginning(self, beginning: str) -> int | None:
        """Return the paragraph that a beginning was shortened from, else the first that begins so."""
        start = beginning.removesuffix("…")
        every = list(zip(self._numbers, self._texts, strict=True))
        whole = (number for number, text in every if text and shorten(text) == beginning)
        begun = (number for number, text in every if start and text.startswith(start))
        return next(chain(whole, begun), None)

    def _of_line(self, line: int) -> int | None:
        line = min(line, len(self._lines))
        share = (line - self._body) / max(1, len(self._lines) - self._body)
        texts = _head_texts(self._lines, line - 1) if line <= self._body else _texts(self._lines, line - 1, self._body)
        for text in texts:
            place = self._like(_key(text), max(0.0, share))
            if place is not None:
                return self._numbers[place]
        return None

    def _like(self, key: str, share: float) -> int | None:
        """Return the paragraph whose words are most like these, of equal ones that at about the same place."""
        if not key:
            return None
        near = share * len(self._keys)
        whole = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=None)
        if not whole and len(key.split()) >= _ENOUGH_WORDS:
            longer = {place: one for place, one in enumerate(self._keys) if len(one.split()) >= _ENOUGH_WORDS}
            whole = process.extract(key, longer, scorer=fuzz.partial_ratio, score_cutoff=_PARTLY_LIKE, limit=None)
        best = min(whole, key=lambda one: (-round(one[1]), abs(one[2] - near)), default=None)
        return int(best[2]) if best else None


def line_beside(lines: list[str], at: int) -> int:
    """Return the line whose words are in the Word file, where line `at` may hold only a placeholder.

    That is the caption below it, else what is above.
    """
    if without_placeholders(lines[at]) == lines[at] or _says_more(lines[at]):
        return at
    below = next((number for number in range(at + 1, min(at + 3, len(lines))) if lines[number].strip()), at)
    if _CAPTION.match(lines[below]):
        return below
    return next((number for number in range(at - 1, -1, -1) if _says_more(lines[number])), at)


def _says_more(line: str) -> bool:
    return re.search(r"\w", without_placeholders(line)) is not None


def _owners(package: Package) -> dict[Element, int]:
    """Return for each paragraph the one of the text that may carry its comment: boxes and notes cannot themselves."""
    owners: dict[Element, int] = {}
    calls: dict[tuple[str, str], int] = {}

    def walk(element: Element, current: int, boxed: bool) -> None:
        for child in element:
            own = current
            if child.tag == w("p"):
                own = current if boxed else len(owners)
                owners[child] = own
            elif child.tag in (w("footnoteReference"), w("endnoteReference")):
                calls.setdefault((child.tag, child.get(w("id"), "")), current)
            walk(child, own, boxed or child.tag == w("txbxContent"))

    walk(package.trees[MAIN_PART], 0, False)
    for kind in ("footnote", "endnote"):
        tree = package.trees.get(f"word/{kind}s.xml")
        for note in tree.iter(w(kind)) if tree is not None else ():
            call = calls.get((w(f"{kind}Reference"), note.get(w("id"), "")))
            if call is not None:
                owners |= dict.fromkeys(note.iter(w("p")), call)
    return owners


def _read(paragraph: Paragraph) -> str:
    """Return the text of a paragraph, one in a legacy encoding as it is meant."""
    text = paragraph.text
    if has_vietnamese_letters(text) or text.isascii():
        return text
    font = next((run.latin.casefold() for run in paragraph.runs if run.letters), "")
    by_font: Encoding | None = "TCVN3" if font.startswith(".vn") else "VNI" if font.startswith("vni") else None
    encoding = find_legacy(text) or by_font
    return decode_legacy(text, encoding) if encoding else text


def _key(text: str) -> str:
    return " ".join(words(text.replace("\u00ad", "").casefold()))


def _body_start(lines: list[str]) -> int:
    """Return the number of lines of the head, its strokes included."""
    if not lines or lines[0].strip("\ufeff \r") != "---":
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if line.strip() == "---"), 0)


def _head_texts(lines: list[str], at: int) -> list[str]:
    """Return what may be in the Word file of a line of the head: its value, or the lines that continue it."""
    found = _FIELD.match(lines[at])
    value = found[2].strip("|>-+ \"'[]{}\r") if found else lines[at].strip("- \"'\r")
    name = _NAME.search(lines[at])
    values = [name[1]] if name else [value]
    if found and not value and at + 1 < len(lines):
        more = lines[at + 1]
        name = _NAME.search(more)
        values = [name[1]] if name else [more.strip("- \"'\r")]
    return values


def _texts(lines: list[str], at: int, first: int) -> list[str]:
    """Return the words of a line of the text, those of a table's row cell by cell; of an empty line the one above."""
    at = max(line_beside(lines, at), first)
    while at > first and not _words_of(lines[at]):
        at -= 1
    line = _words_of(lines[at])
    if lines[at].lstrip().startswith("|"):
        return sorted((cell for cell in line.split("|") if cell.strip()), key=len, reverse=True)
    return [line]


def _words_of(line: str) -> str:
    shown = " ".join(text for _, text in prose(without_placeholders(line), 1))
    return shown if words(shown) else ""
