"""The print stylesheets: numbers from the guideline, form from the .css files beside the templates."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path

from proceedings.model.event import Event
from proceedings.model.guideline import Guideline, PageSize

_TEMPLATES = Path(__file__).parents[1] / "templates"
# "Single" spacing of Word sets Times New Roman at 1.15 times its size.
_WORD_SINGLE = 1.15
# Book formats with their page and type: name, millimetres, then size, spacing, gap and indent of the type.
# The length that counts is still that on the guideline's own page.
_TRIMS = {
    "16x24": (
        PageSize(name="16 × 24 cm", width_mm=160, height_mm=240, top_mm=19, bottom_mm=20, left_mm=22, right_mm=18),
        {"size_pt": 11.5, "line_spacing": 1.1, "paragraph_gap_pt": 3, "indent_mm": 8},
    ),
    "14.5x20.5": (
        PageSize(name="14,5 × 20,5 cm", width_mm=145, height_mm=205, top_mm=17, bottom_mm=18, left_mm=20, right_mm=16),
        {"size_pt": 10.5, "line_spacing": 1.1, "paragraph_gap_pt": 2.5, "indent_mm": 7},
    ),
    "A4": (PageSize(), {"size_pt": 13, "line_spacing": 1.15, "paragraph_gap_pt": 6, "indent_mm": 10}),
}


def press_guideline(event: Event) -> Guideline:
    """Return the guideline with the page and type the book is printed in: the event's trim size, else its own.

    `left_mm` is the inner margin: it lies on the right of a left-hand page.
    """
    if event.volume.trim is None:
        return event.guideline
    page, type_ = _TRIMS[event.volume.trim]
    # A row of _TRIMS names fields of the typeface with values of their types.
    font = dataclasses.replace(event.guideline.font, **type_)  # type: ignore[arg-type]
    return dataclasses.replace(event.guideline, page=page, font=font)


def page_style(guideline: Guideline, family: str) -> str:
    """Return the page and body type of the guideline as CSS; `family` is the font printed with."""
    page, font = guideline.page, guideline.font
    return (
        f"@page{{size:{page.width_mm:g}mm {page.height_mm:g}mm;"
        f"margin:{page.top_mm:g}mm {page.right_mm:g}mm {page.bottom_mm:g}mm {page.left_mm:g}mm}}"
        f"html{{font-family:'{family}';font-size:{font.size_pt:g}pt;"
        f"line-height:{font.line_spacing * _WORD_SINGLE:.4g}}}"
        f"p{{margin:0 0 {font.paragraph_gap_pt:g}pt;text-indent:{font.indent_mm:g}mm}}"
    )


def book_style(event: Event, family: str) -> str:
    """Return the stylesheet of an event's front and back matter."""
    return page_style(press_guideline(event), family) + stylesheet("paper") + stylesheet("book")


@functools.cache
def stylesheet(name: str) -> str:
    """Return one of our own stylesheets."""
    return (_TEMPLATES / f"{name}.css").read_text(encoding="utf-8")
