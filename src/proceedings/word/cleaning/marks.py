"""Marks that we set into a document's text for ourselves; no author can write them, for they are taken out first."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from proceedings.word.container.package import w

# Noncharacters of Unicode: XML and pandoc carry them, no text uses them.
LABEL_START, LABEL_END, CAPTION, CONTINUED = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_OURS = dict.fromkeys(range(0xFDD0, 0xFDF0))
_SHOWN_LETTERS = 50


def place_of(text: str) -> str:
    """Return the first words of a paragraph, by which a person finds it in Word."""
    text = " ".join(without_marks(text).split())
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS].rpartition(' ')[0]}…"


def without_marks(text: str) -> str:
    """Return text as it is read: a label keeps its letters, the marks around it go."""
    return text.replace(LABEL_END, " ").translate(_OURS)


def remove_marks(tree: Element) -> None:
    """Take our marks out of what the author wrote."""
    for node in tree.iter(w("t")):
        if node.text and any("\ufdd0" <= char <= "\ufdef" for char in node.text):
            node.text = node.text.translate(_OURS)


def text_run(text: str, *, bold: bool = False) -> Element:
    """Return a run with a text."""
    run = Element(w("r"))
    if bold:
        SubElement(SubElement(run, w("rPr")), w("b"))
    SubElement(run, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = text
    return run


def set_first(paragraph: Element, run: Element) -> None:
    """Put a run before everything that a paragraph says."""
    first = 1 if len(paragraph) and paragraph[0].tag == w("pPr") else 0
    paragraph.insert(first, run)


def properties(paragraph: Element) -> Element:
    """Return the properties of a paragraph, made where there are none."""
    found = paragraph.find(w("pPr"))
    if found is None:
        found = Element(w("pPr"))
        paragraph.insert(0, found)
    return found


def set_style(paragraph: Element, style_id: str) -> None:
    """Give a paragraph a style, or none."""
    found = properties(paragraph)
    for old in found.findall(w("pStyle")):
        found.remove(old)
    if style_id:
        found.insert(0, Element(w("pStyle"), {w("val"): style_id}))
