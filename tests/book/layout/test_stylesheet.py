"""Every number of the guideline reaches the stylesheet, and none is written there a second time."""

from __future__ import annotations

import re

import pytest

from proceedings.book.layout.stylesheet import page_style, stylesheet
from proceedings.model.guideline import Guideline, PageSize, Typeface

ODD = Guideline(
    page=PageSize(width_mm=161, height_mm=242, top_mm=21, bottom_mm=22, left_mm=23, right_mm=24.5),
    font=Typeface(size_pt=13.5, line_spacing=1.2, paragraph_gap_pt=7, indent_mm=11),
)


@pytest.mark.parametrize(
    "rule",
    [
        "size:161mm 242mm",
        "margin:21mm 24.5mm 22mm 23mm",
        "font-family:'Phông In'",
        "font-size:13.5pt",
        "line-height:1.38",
        "margin:0 0 7pt",
        "text-indent:11mm",
    ],
)
def test_number_of_the_guideline(rule):
    assert rule in page_style(ODD, "Phông In")


def test_the_house_style_is_what_the_plan_says():
    css = page_style(Guideline(), "Tinos")
    assert "size:210mm 297mm" in css
    assert "margin:20mm 20mm 20mm 30mm" in css
    assert "font-size:14pt" in css


@pytest.mark.parametrize("name", ["paper", "book"])
def test_own_sheets_set_no_font_and_fetch_nothing(name):
    css = re.sub(r"/\*.*?\*/", "", stylesheet(name), flags=re.DOTALL)
    assert not re.search(r"font-family:(?!\s*inherit)", css)
    assert "url(" not in css
    assert "@import" not in css


def test_a_paper_sheet_leaves_page_size_to_the_guideline():
    assert not re.search(r"@page[^{]*\{[^}]*\bsize:", stylesheet("paper"))
