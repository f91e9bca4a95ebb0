"""The numbers that Word itself puts before paragraphs, worked out as Word does: "1.", "1.2.", "Điều 3.", "a)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from proceedings.word.cleaning.marks import CONTINUED, LABEL_END, LABEL_START, properties, set_first, text_run
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.styles import Styles
from proceedings.word.structure.lists import numeral

_LEVELS = 9
_MAX_NUMBER = 3000
_SILENT = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class NumberingLevel:
    """How one level of a list counts; `style` is the paragraph style that is bound to it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """What comes before a paragraph: its number ("" for a bullet), of which list and level."""

    text: str
    list_id: str
    level: int
    bullet: bool = False
    indent: int = 0


@dataclass(slots=True)
class _List:
    abstract: str
    levels: list[NumberingLevel]
    restarts: dict[int, int] = field(default_factory=dict)


def read_labels(package: Package, styles: Styles) -> dict[Element, Label]:
    """Return the labels of all numbered paragraphs of the text and its notes."""
    lists = _read_lists(package, styles)
    counters: dict[str, list[int | None]] = {}
    begun: set[str] = set()
    labels: dict[Element, Label] = {}
    for tree in package.texts() if lists else ():
        for paragraph in tree.iter(w("p")):
            list_id, level = _numbered(paragraph, styles, lists)
            if list_id in lists:
                counts = counters.setdefault(lists[list_id].abstract, [None] * _LEVELS)
                if list_id not in begun:
                    begun.add(list_id)
                    for place, start in lists[list_id].restarts.items():
                        counts[place] = start - 1
                label = _label(list_id, lists[list_id].levels, level, counts)
                own = indent_of(paragraph, styles)
                labels[paragraph] = replace(label, indent=lists[list_id].levels[level].indent if own is None else own)
    return labels


def indent_of(paragraph: Element, styles: Styles) -> int | None:
    """Return how far a paragraph is moved in from the left, in twentieths of a point; None where nothing says so."""
    found = _left(paragraph.find(f"{w('pPr')}/{w('ind')}"))
    for style_id in style_chain(paragraph, styles):
        if found is None:
            found = _left(styles.styles[style_id].element.find(f"{w('pPr')}/{w('ind')}"))
    return found


def mark_continued(package: Package, styles: Styles, labels: dict[Element, Label]) -> None:
    """Make paragraphs set in under a list item paragraphs of that item."""
    item: Label | None = None
    for block in package.body:
        label = labels.get(block)
        if label or block.tag != w("p"):
            item = label
        elif item and item.indent and (indent_of(block, styles) or 0) >= item.indent and _says_something(block):
            set_first(block, text_run(CONTINUED))
            _set_number(block, item.list_id, item.level)
        else:
            item = None


def _says_something(paragraph: Element) -> bool:
    heading = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    named = heading is not None and heading.get(w("val"), "").startswith("KyYeuHeading")
    return not named and any((node.text or "").strip() for node in paragraph.iter(w("t")))


def _left(indent: Element | None) -> int | None:
    if indent is None:
        return None
    text = indent.get(w("left")) or indent.get(w("start"))
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else None


def type_labels(package: Package, labels: dict[Element, Label]) -> None:
    """Write the numbers of list items into their paragraphs, between marks; pandoc then sees lists without numbers."""
    for paragraph, label in labels.items():
        if label.text:
            set_first(paragraph, text_run(f"{LABEL_START}{label.text}{LABEL_END}"))
        if label.text or label.bullet:
            _set_number(paragraph, label.list_id, label.level)
        else:
            _set_number(paragraph, "0", 0)
    numbering = package.trees.get("word/numbering.xml")
    for level in numbering.iter(w("lvl")) if numbering is not None else ():
        for child in list(level):
            if child.tag in (w("numFmt"), w("pStyle"), w("lvlRestart")):
                level.remove(child)
        SubElement(level, w("numFmt"), {w("val"): "bullet"})


def without_number(paragraph: Element) -> None:
    """Tell pandoc that a paragraph is no item of a list."""
    _set_number(paragraph, "0", 0)


def _set_number(paragraph: Element, list_id: str, level: int) -> None:
    found = properties(paragraph)
    for old in found.findall(w("numPr")):
        found.remove(old)
    number = SubElement(found, w("numPr"))
    SubElement(number, w("ilvl"), {w("val"): str(level)})
    SubElement(number, w("numId"), {w("val"): list_id})


def _label(list_id: str, levels: list[NumberingLevel], level: int, counts: list[int | None]) -> Label:
    """Count one paragraph and return its label."""
    for above in range(level):
        if counts[above] is None:
            counts[above] = levels[above].start
    now = counts[level]
    counts[level] = levels[level].start if now is None else now + 1
    for below in range(level + 1, _LEVELS):
        restart = levels[below].restart
        if restart != 0 and (restart is None or level < restart):
            counts[below] = None
    own = levels[level]
    if own.format == "bullet":
        return Label("", list_id, level, bullet=True)

    def shown(found: re.Match[str]) -> str:
        place = int(found.group(1)) - 1
        kind = "decimal" if own.legal else levels[place].format
        return "" if kind in _SILENT else numeral(counts[place] or 0, kind)

    text = re.sub(r"%([1-9])", shown, own.text)
    return Label(" ".join(text.split()), list_id, level)


def _numbered(paragraph: Element, styles: Styles, lists: dict[str, _List]) -> tuple[str, int]:
    """Return list and level of a paragraph, "" where it has no number."""
    list_id, level = "", None
    for number, style_id in _number_properties(paragraph, styles):
        own_level, own_id = number.find(w("ilvl")), number.find(w("numId"))
        if own_level is not None and level is None and not (style_id and list_id):
            level = _number(own_level.get(w("val")), 0)
        if own_id is not None:
            list_id = own_id.get(w("val"), "")
            bound = (
                [n for n, one in enumerate(lists[list_id].levels) if one.style == style_id]
                if (style_id and list_id in lists)
                else []
            )
            level = bound[0] if bound else level
            break
    return list_id, min(max(level or 0, 0), _LEVELS - 1)


def _number_properties(paragraph: Element, styles: Styles) -> Iterator[tuple[Element, str]]:
    """Yield the numbering properties that apply, nearest first, with the style they are in ("" for none)."""
    own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
    if own is not None:
        yield own, ""
    for style_id in style_chain(paragraph, styles):
        number = styles.styles[style_id].element.find(f"{w('pPr')}/{w('numPr')}")
        if number is not None:
            yield number, style_id


def style_chain(paragraph: Element, styles: Styles) -> Iterator[str]:
    """Yield the ids of a paragraph's style and of those it is based on."""
    named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    style_id = named.get(w("val"), "") if named is not None else styles.default_paragraph
    for _ in range(20):
        if style_id not in styles.styles:
            return
        yield style_id
        style_id = styles.styles[style_id].based_on


def _read_lists(package: Package, styles: Styles) -> dict[str, _List]:
    root = package.trees.get("word/numbering.xml")
    if root is None:
        return {}
    abstracts = {one.get(w("abstractNumId"), ""): one for one in root.findall(w("abstractNum"))}
    nums = {one.get(w("numId"), ""): one for one in root.findall(w("num"))}
    lists = {}
    for list_id, num in nums.items():
        abstract = abstracts.get(_value(num, "abstractNumId"))
        abstract = _linked(abstract, styles, nums, abstracts) if abstract is not None else None
        if abstract is None or list_id == "0":
            continue
        levels = [NumberingLevel()] * _LEVELS
        for element in abstract.findall(w("lvl")):
            levels[_place(element)] = _level(element)
        found = _List(abstract.get(w("abstractNumId"), ""), levels)
        for override in num.findall(w("lvlOverride")):
            _override(found, override)
        lists[list_id] = found
    return lists


def _linked(
    abstract: Element, styles: Styles, nums: dict[str, Element], abstracts: dict[str, Element]
) -> Element | None:
    """Return the list that a list style points at, or the list itself."""
    link = _value(abstract, "numStyleLink")
    if not link or link not in styles.styles:
        return abstract
    number = styles.styles[link].element.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    num = nums.get(number.get(w("val"), "")) if number is not None else None
    return abstracts.get(_value(num, "abstractNumId"), abstract) if num is not None else abstract


def _override(found: _List, override: Element) -> None:
    place, level = _place(override), override.find(w("lvl"))
    if level is not None:
        found.levels[place] = _level(level)
    start = override.find(w("startOverride"))
    if start is not None:
        found.restarts[place] = _number(start.get(w("val")), 1)


def _level(element: Element) -> NumberingLevel:
    restart = element.find(w("lvlRestart"))
    legal = element.find(w("isLgl"))
    return NumberingLevel(
        start=_number(_value(element, "start"), 1),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        legal=legal is not None and legal.get(w("val"), "1") not in ("0", "false"),
        restart=_number(restart.get(w("val")), 0) if restart is not None else None,
        style=_value(element, "pStyle"),
        indent=_left(element.find(f"{w('pPr')}/{w('ind')}")) or 0,
    )


def _place(element: Element) -> int:
    return min(max(_number(element.get(w("ilvl")), 0), 0), _LEVELS - 1)


def _value(element: Element, name: str) -> str:
    found = element.find(w(name))
    return found.get(w("val"), "") if found is not None else ""


def _number(text: str | None, otherwise: int) -> int:
    return min(int(text), _MAX_NUMBER) if text and re.fullmatch(r"\d{1,9}", text) else otherwise
