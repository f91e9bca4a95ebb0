"""Letters written as base and loose marks are composed, across the borders of runs too; nothing else changes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from proceedings.text.letters import nfc
from proceedings.word.cleaning.clean import runs
from proceedings.word.container.package import Package, w

_LOOSE = re.compile("[^\\W\\d_][\u0300-\u036f]{1,4}")
_MARKS = re.compile("[\u0300-\u036f]{1,4}")
_LETTER_LAST = re.compile("[^\\W\\d_][\u0300-\u036f]{0,3}$")
_END = 8


def compose(package: Package) -> int:
    """Compose the letters of the document and its notes, and return how many there were."""
    return sum(_compose(paragraph) for tree in package.texts() for paragraph in tree.iter(w("p")))


def _compose(paragraph: Element) -> int:
    _gather_marks(paragraph)
    count = 0
    for node in (node for run in runs(paragraph) for node in run.findall(w("t"))):
        text = node.text or ""
        loose = [found.group() for found in _LOOSE.finditer(text)]
        if loose:
            node.text = _LOOSE.sub(lambda found: nfc(found.group()), text)
            count += sum(nfc(one) != one for one in loose)
    return count


def _gather_marks(paragraph: Element) -> None:
    """Move marks at the start of a run to the letter that they belong to, the last of the run before."""
    before: Element | None = None
    for node in (node for run in runs(paragraph) for node in run if node.tag != w("rPr")):
        text = node.text or "" if node.tag == w("t") else ""
        loose = _MARKS.match(text)
        if loose and before is not None and _LETTER_LAST.search((before.text or "")[-_END:]):
            before.text = f"{before.text}{loose.group()}"
            node.text = text = text[loose.end() :]
        if text or node.tag != w("t"):
            before = node if text else None
