"""The print stylesheets: numbers from the guideline, form from the .css files beside the templates."""

from __future__ import annotations

import functools
from pathlib import Path

from proceedings.model.guideline import Guideline

_TEMPLATES = Path(__file__).parent / "templates"
# "Single" spacing of Word sets Times New Roman at 1.15 times its size.
_WORD_SINGLE = 1.15
COVER_MARGIN_MM = 18.0


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


def cover_style(guideline: Guideline) -> str:
    """Return margins and heights of cover and title page, which fill their pages, as CSS."""
    height = guideline.page.height_mm
    return (
        f"@page cover{{margin:{COVER_MARGIN_MM:g}mm}}@page title{{margin:25mm {COVER_MARGIN_MM:g}mm}}"
        f".cover{{height:{height - 2 * COVER_MARGIN_MM:g}mm}}.title-page{{height:{height - 50:g}mm}}"
        f".volume{{padding-top:{height * 0.2:g}mm}}"
    )


@functools.cache
def sheet(name: str) -> str:
    """Return one of our own stylesheets."""
    return (_TEMPLATES / f"{name}.css").read_text(encoding="utf-8")
