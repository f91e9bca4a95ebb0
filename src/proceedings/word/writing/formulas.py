"""Formulas as Word shows and edits them, made from their TeX by pandoc, all of a paper in one call."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.html import HtmlElement

from proceedings.word.container.package import MAIN_PART
from proceedings.word.container.refusal import RefusedError
from proceedings.word.programs.pandoc import formulas_document

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

Formula = tuple[str, bool]
"""TeX, and whether it has a line of its own."""


def formula_of(element: HtmlElement) -> Formula | None:
    """Return the formula that an element of a printed page shows, None for any other element."""
    classes = (element.get("class") or "").split()
    if element.tag != "span" or "formula" not in classes:
        return None
    tex = next((part.get("data-tex") for part in element.iter() if part.get("data-tex")), None)
    return (tex, "display" in classes) if tex else None


def formulas_of(page: HtmlElement) -> dict[Formula, BaseOxmlElement]:
    """Return what Word shows for each formula of a page; one that pandoc cannot read is left out."""
    wanted = list(dict.fromkeys(_all(page)))
    if not wanted:
        return {}
    try:
        written = formulas_document(wanted)
    except RefusedError:
        return {}
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        body = parse_xml(archive.read(MAIN_PART))[0]
    found: dict[Formula, BaseOxmlElement] = {}
    for formula, paragraph in zip(wanted, body, strict=False):
        shown = next((part for part in paragraph if part.tag in (f"{_MATH}oMath", f"{_MATH}oMathPara")), None)
        if shown is not None:
            found[formula] = shown
    return found


def _all(page: HtmlElement) -> Iterator[Formula]:
    for element in page.iter("span"):
        formula = formula_of(element)
        if formula:
            yield formula
