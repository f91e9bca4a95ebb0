"""The paper and margins of each section of a Word file, as they take effect on the page."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from proceedings.model.lengths import TWIPS_PER_MM
from proceedings.model.word_measurements import PageSection
from proceedings.text.letters import shorten
from proceedings.word.container.package import MC, Package, w
from proceedings.word.formatting.spacing import twips
from proceedings.word.formatting.styles import is_on

_NOT_SHOWN = (w("del"), w("moveFrom"), f"{{{MC}}}Fallback")


def sections(package: Package) -> tuple[PageSection, ...]:
    """Return the sections of a document in their order; one without any text is left out where others have some."""
    found: list[PageSection] = []
    settings = package.trees.get("word/settings.xml")
    words: list[str] = []
    for child in _blocks(package.body):
        words.append("".join(_texts(child)) if child.tag != w("sectPr") else "")
        properties = child if child.tag == w("sectPr") else child.find(f"{w('pPr')}/{w('sectPr')}")
        if properties is not None:
            found.append(_section(properties, words, settings))
            words = []
    return tuple(section for section in found if section.letters) or tuple(found[-1:])


def _section(properties: Element, words: list[str], settings: Element | None) -> PageSection:
    size, margin = properties.find(w("pgSz")), properties.find(w("pgMar"))
    across, down = _millimetres(size, "w"), _millimetres(size, "h")
    top, right, bottom, left = (_millimetres(margin, side) for side in ("top", "right", "bottom", "left"))
    gutter = _millimetres(margin, "gutter") or 0.0
    margins = None
    if top is not None and right is not None and bottom is not None and left is not None:
        if _set(settings, "gutterAtTop"):
            top += gutter
        elif _set(properties, "rtlGutter"):
            right += gutter
        else:
            left += gutter
        margins = (round(top, 1), round(right, 1), round(bottom, 1), round(left, 1))
    return PageSection(
        letters=sum(len("".join(text.split())) for text in words),
        page_mm=(across, down) if across and down else None,
        margins_mm=margins,
        gutter_mm=gutter,
        mirrored=_set(settings, "mirrorMargins"),
        example=shorten(next((text for text in words if text.strip()), "")),
    )


def _blocks(element: Element) -> Iterator[Element]:
    """Yield the blocks of the body, those of content controls one by one."""
    for child in element:
        if child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            yield from _blocks(child)
        else:
            yield child


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag not in _NOT_SHOWN:
            yield from _texts(child)


def _set(element: Element | None, tag: str) -> bool:
    found = element.find(w(tag)) if element is not None else None
    return found is not None and is_on(found.get(w("val"), "1"))


def _millimetres(element: Element | None, name: str) -> float | None:
    length = twips(element, name)
    return round(abs(length) / TWIPS_PER_MM, 1) if length is not None else None
