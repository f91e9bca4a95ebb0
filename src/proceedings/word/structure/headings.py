"""Section headings: those Word knows, else the lines that only look like them; levels follow the numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from proceedings.word.cleaning.clean import runs, text_of
from proceedings.word.cleaning.marks import properties, set_first, set_style, text_run
from proceedings.word.cleaning.plain_text import tidy
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.styles import Styles
from proceedings.word.remark import Audience, Kind, Remark, remark
from proceedings.word.structure.first_lines import PICTURES
from proceedings.word.structure.numbering import Label, style_chain, without_number

_NUMERAL = r"(?:[IVX]+|\d+|[A-ZĐ]|thứ \w+)(?!\w)"
_PART = re.compile(rf"(?:phần|chương)\s+{_NUMERAL}", re.IGNORECASE)
_BARE_PART = re.compile(rf"(?:phần|chương|mục)\s+{_NUMERAL}\s*[.:]?", re.IGNORECASE)
# What the number of a heading looks like, from the outermost to the innermost.
_PATTERNS = (
    (1, re.compile(rf"phần\s+{_NUMERAL}", re.IGNORECASE)),
    (2, re.compile(rf"chương\s+{_NUMERAL}", re.IGNORECASE)),
    (3, re.compile(rf"mục\s+{_NUMERAL}", re.IGNORECASE)),
    (5, re.compile(r"[IVX]{1,6}\s*[.)/-]\s*\S")),
    (4, re.compile(r"[A-ZĐ]\s*[.)/]\s*\S")),
    (16, re.compile(r"(?:[a-zđ]\s*[.)/]|\([a-zđ]\))\s*\S")),
    (15, re.compile(r"(?:\d{1,2}\)|\(\d{1,2}\))\s*\S")),
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\s*[.)/-]?\s*(?=[^\W\d])|(\d{1,2})\s*[./-]\s*(?=[^\W\d]|[“\"(])")
_NAMED = re.compile(
    r"(?:lời |phần )?(?:mở đầu|nói đầu|đặt vấn đề|kết luận|kiến nghị|kết luận và kiến nghị|tài liệu tham khảo"
    r"|danh mục tài liệu tham khảo|phụ lục)\s*[.:]?",
    re.IGNORECASE,
)
# Word keeps "heading 1" in every language; other writers put down what their menus say.
_STYLE_NAME = re.compile(
    r"(?:heading|đầu đề|tiêu đề|đề mục|titre|überschrift|заголовок|标题|제목)\s*([1-9])", re.IGNORECASE
)
_MAX_LETTERS = 200
_MAX_STYLED_LETTERS = 300
_LAST_LEVEL = 6
_BODY_TEXT = 9


@dataclass(slots=True)
class Outline:
    """The account of a document's headings: how many Word knew, how many only looked so, how many got their number."""

    styled: int = 0
    guessed: int = 0
    numbered: int = 0
    long: int = 0
    joined: int = 0
    bold_lines: int = 0

    def report(self) -> list[Remark]:
        """Return a remark on each kind that there was."""
        counts = (
            (Kind.HEADINGS_GUESSED, self.guessed, Audience.ALL),
            (Kind.HEADINGS_NUMBERED, self.numbered, Audience.ALL),
            (Kind.HEADINGS_LONG, self.long, Audience.ALL),
            (Kind.HEADINGS_JOINED, self.joined, Audience.ALL),
            (Kind.BOLD_LINES, self.bold_lines, Audience.EDITOR),
        )
        return [remark(kind, audience, number=number) for kind, number, audience in counts if number]


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the body; `level` is the one Word knows, `rank` what its number looks like."""

    paragraph: Element
    text: str
    level: int | None
    rank: int | None
    strong: bool
    bold: bool
    capitals: bool
    label: Label | None


def mark_headings(package: Package, styles: Styles, labels: dict[Element, Label]) -> Outline:
    """Give every heading of the body one of Word's own heading styles, on its level, with its number typed."""
    outline = Outline()
    lines = [_line(paragraph, styles, labels) for paragraph in package.body if paragraph.tag == w("p")]
    lines = _join_parts(package.body, [line for line in lines if line.text], outline)
    ranks = _ranks(lines, outline)
    chosen = [(line, ranks[place]) for place, line in enumerate(lines) if place in ranks]
    outline.bold_lines = sum(
        line.bold and line.label is None and len(line.text) <= _MAX_LETTERS and not line.text.endswith((".", ":", ";"))
        for place, line in enumerate(lines)
        if place not in ranks and line.rank is None and len(line.text) > 3
    )
    open_ranks: list[float] = []
    _plain(package, styles)
    for line, rank in chosen:
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        open_ranks.append(rank)
        _make_heading(line, min(len(open_ranks) + 1, _LAST_LEVEL), labels, outline)
    return outline


def is_named_part(text: str) -> bool:
    """Return whether a line names a part of a paper: "Phần I", "Kết luận"."""
    return _NAMED.fullmatch(text) is not None or _PART.match(text) is not None


def _line(paragraph: Element, styles: Styles, labels: dict[Element, Label]) -> _Line:
    label = labels.get(paragraph)
    own = " ".join(tidy(text_of(paragraph)).split())
    text = f"{label.text} {own}" if label and label.text and own else own
    pieces = [run for run in runs(paragraph) if any(char.isalpha() for char in text_of(run))]
    letters = [char for char in own if char.isalpha()]
    capitals = len(letters) > 3 and all(
        all(char.isupper() for char in text_of(run) if char.isalpha()) or styles.run_flag("caps", run, paragraph)
        for run in pieces
    )
    bold = bool(pieces) and all(styles.run_flag("b", run, paragraph) for run in pieces)
    lined = bool(pieces) and all(_underlined(run, paragraph, styles) for run in pieces)
    image = any(node.tag in PICTURES for node in paragraph.iter())
    rank = _rank(text) if not image and len(text) <= _MAX_LETTERS and not (label and label.bullet) else None
    strong = bold or lined or (capitals and len(letters) > 7)
    if rank in (1, 2) and not strong:
        strong = styles.alignment(paragraph) == "center"
    return _Line(paragraph, text, _level(paragraph, styles), rank, strong, bold, capitals, label)


def _underlined(run: Element, paragraph: Element, styles: Styles) -> bool:
    for level in styles.run_levels(run, paragraph):
        line = level.properties.find(w("u"))
        if line is not None:
            return line.get(w("val"), "single") != "none"
    return False


def _level(paragraph: Element, styles: Styles) -> int | None:
    """Return the heading level that Word knows of a paragraph: its own outline level, else that of its styles."""
    own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
    if own is not None:
        return _outline(own)
    for style_id in style_chain(paragraph, styles):
        style = styles.styles[style_id]
        named = _STYLE_NAME.fullmatch(style.name)
        if named:
            return int(named.group(1))
        found = style.element.find(f"{w('pPr')}/{w('outlineLvl')}")
        if found is not None:
            return _outline(found)
    return None


def _outline(element: Element) -> int | None:
    value = element.get(w("val"), "")
    short = value.isascii() and value.isdigit() and len(value) < 3
    return int(value) + 1 if short and int(value) < _BODY_TEXT else None


def _rank(text: str) -> int | None:
    """Return how deep the number of a line is: 0 for a part without number, None for no heading's look."""
    if _NAMED.fullmatch(text):
        return 0
    decimal = _DECIMAL.match(text)
    if decimal:
        return 6 + (decimal.group(1) or "").count(".")
    return next((rank for rank, pattern in _PATTERNS if pattern.match(text)), None)


def _ranks(lines: list[_Line], outline: Outline) -> dict[int, float]:
    """Return the places of the lines that are headings, each with a rank: the lower, the further out."""
    styled = {place: line for place, line in enumerate(lines) if line.level and len(line.text) <= _MAX_STYLED_LETTERS}
    outline.styled = len(styled)
    outline.long = sum(line.level is not None for line in lines) - len(styled)
    plain_items = {(x.label.list_id, x.label.level) for x in lines if x.label and not x.strong}
    guessed = {
        place: line
        for place, line in enumerate(lines)
        if place not in styled and _looks(line, plain_items, lines[place + 1 : place + 2])
    }
    outline.guessed = len(guessed)
    known = _known_levels(list(styled.values()))
    ranks: dict[int, float] = {place: known(line) for place, line in styled.items()}
    named = [line.rank for line in guessed.values() if line.rank]
    top = min([float(rank) for rank in named] if not styled else ranks.values(), default=1.0)
    for place, line in guessed.items():
        ranks[place] = (known(line) if styled else float(line.rank or 0)) if line.rank else top
    return ranks


def _looks(line: _Line, plain_items: set[tuple[str, int]], following: list[_Line]) -> bool:
    """Return whether a line without a heading's style looks like one."""
    if not line.strong or (line.label and (line.label.list_id, line.label.level) in plain_items):
        return False
    if line.rank is not None:
        return line.rank < 15 or line.bold
    loud = line.bold and line.capitals and 8 <= len(line.text) <= 100 and not line.label
    return loud and bool(following) and not following[0].strong and len(following[0].text) > 80


def _known_levels(styled: list[_Line]) -> Callable[[_Line], float]:
    """Return how to rank a line among headings that Word knows."""
    levels = {line.level for line in styled}
    numbers = {line.rank for line in styled if line.rank}
    by_number = len(levels) == 1 and len(numbers) > 1 and all(line.rank is not None for line in styled)
    usual: dict[int, Counter[int]] = {}
    for line in styled:
        if line.rank:
            usual.setdefault(line.rank, Counter())[line.level or 1] += 1

    def rank(line: _Line) -> float:
        if by_number:
            return float(line.rank or min(numbers))
        if line.level and line in styled:
            return float(line.level)
        own = line.rank or 0
        if own in usual:
            return float(usual[own].most_common(1)[0][0])
        above = [usual[other].most_common(1)[0][0] for other in usual if other < own]
        return max(above, default=9) + own / 100

    return rank


def _join_parts(body: Element, lines: list[_Line], outline: Outline) -> list[_Line]:
    """Set the name of a part on a line of its own after "Phần thứ nhất"."""
    joined: list[_Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        bare = last is not None and _BARE_PART.fullmatch(last.text) and (last.strong or last.level)
        if bare and last is not None and line.rank is None and (line.strong or line.level) and not line.label:
            set_first(line.paragraph, text_run(". " if last.text[-1] not in ".:" else " "))
            content = [part for part in line.paragraph if part.tag != w("pPr")]
            last.paragraph.extend(content)
            body.remove(line.paragraph)
            outline.joined += 1
            between = " " if last.text[-1] in ".:" else ". "
            joined[-1] = replace(last, text=last.text + between + line.text, strong=True)
        else:
            joined.append(line)
    return joined


def _plain(package: Package, styles: Styles) -> None:
    """No paragraph is a heading for pandoc but those that we name: not in tables or notes, not by a style's parents."""
    root = package.trees.get("word/styles.xml")
    if root is None:
        package.trees["word/styles.xml"] = root = Element(w("styles"))
    for tree in package.texts():
        for paragraph in tree.iter(w("p")):
            if any(_STYLE_NAME.fullmatch(styles.styles[style_id].name) for style_id in style_chain(paragraph, styles)):
                set_style(paragraph, "")
            for old in properties(paragraph).findall(w("outlineLvl")):
                properties(paragraph).remove(old)
    for level in range(2, _LAST_LEVEL + 1):
        style = SubElement(root, w("style"), {w("type"): "paragraph", w("styleId"): _style_id(level)})
        SubElement(style, w("name"), {w("val"): f"heading {level}"})


def _style_id(level: int) -> str:
    return f"KyYeuHeading{level}"


def _make_heading(line: _Line, level: int, labels: dict[Element, Label], outline: Outline) -> None:
    set_style(line.paragraph, _style_id(level))
    label = labels.pop(line.paragraph, None)
    without_number(line.paragraph)
    if label and label.text:
        set_first(line.paragraph, text_run(f"{label.text} "))
        outline.numbered += 1
