"""The paper and the margins of each section of a Word file against those of the guideline; a part of KY304."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.model.finding import Subject, detail
from proceedings.model.guideline import Guideline
from proceedings.model.word_measurements import PageSection, WordMeasurements
from proceedings.rules.rule import Hit
from proceedings.rules.word_menus import MARGINS, PAPER

_SIDES = ("trên", "phải", "dưới", "trái")
_MIRRORED = ("trên", "ngoài", "dưới", "trong")


def wrong_pages(manuscript: WordMeasurements, guideline: Guideline) -> Iterator[Hit]:
    """Yield what is wrong with each section, the same fault of several sections once.

    A section beside the main one may lie on the page turned round, for a wide table; its margins are then its own.
    """
    main = max(manuscript.sections, key=lambda section: section.letters, default=None)
    seen: set[str] = set()
    for number, section in enumerate(manuscript.sections, 1):
        turned = section.landscape and section is not main
        where = _where(number, section) if len(manuscript.sections) > 1 else ""
        about = detail(Subject.PARAGRAPHS, beginnings=(section.example,)) if where else None
        paper = _paper(section, guideline, turned=turned)
        if paper and paper not in seen:
            upright = "; Orientation (Hướng) chọn Portrait (Dọc)" if section.landscape and not turned else ""
            fix = f"Trong Word: {PAPER}, chọn {guideline.page.name}{upright}."
            yield Hit(0, f"Tệp Word gốc có khổ giấy {paper}, quy định {guideline.page.name}{where}.", fix, detail=about)
        margins = "" if turned else _margins(section, guideline)
        if margins and margins not in seen:
            fix = f"Trong Word: {_asked(guideline, section)}."
            yield Hit(0, f"Tệp Word gốc có lề {margins}{where}.", fix, detail=about)
        seen |= {paper, margins}


def _paper(section: PageSection, guideline: Guideline, *, turned: bool) -> str:
    """Return the size of the paper where it is not the one asked for, "" where it is or is not known."""
    if section.page_mm is None:
        return ""
    asked, near = (guideline.page.width_mm, guideline.page.height_mm), guideline.word_file.margin_tolerance_mm
    has = section.page_mm[::-1] if turned else section.page_mm
    if all(abs(length - right) <= near for length, right in zip(has, asked, strict=True)):
        return ""
    lying = " (giấy nằm ngang)" if section.landscape else ""
    return " × ".join(decimal(length) for length in section.page_mm) + f" mm{lying}"


def _margins(section: PageSection, guideline: Guideline) -> str:
    """Return the margins that are not as asked, "" where all are or none is known."""
    page, near = guideline.page, guideline.word_file.margin_tolerance_mm
    asked = (page.top_mm, page.right_mm, page.bottom_mm, page.left_mm)
    names = _MIRRORED if section.mirrored else _SIDES
    wrong = [
        f"{side} {decimal(has)} mm (quy định {decimal(right)})"
        for side, has, right in zip(names, section.margins_mm or asked, asked, strict=True)
        if abs(has - right) > near
    ]
    gutter = f", kể cả {decimal(section.gutter_mm)} mm gáy (Gutter)" if wrong and section.gutter_mm else ""
    return ", ".join(wrong) + gutter


def _where(number: int, section: PageSection) -> str:
    return f", ở phần (section) {number}" + (f", đoạn đầu tiên “{section.example}”" if section.example else "")


def _asked(guideline: Guideline, section: PageSection) -> str:
    page = guideline.page
    names = _MIRRORED if section.mirrored else _SIDES
    lengths = (page.top_mm, page.right_mm, page.bottom_mm, page.left_mm)
    sides = ", ".join(f"{side} {decimal(length / 10)} cm" for side, length in zip(names, lengths, strict=True))
    return f"{MARGINS}, ghi {sides}" + (", Gutter (Gáy) 0" if section.gutter_mm else "")


def decimal(value: float) -> str:
    """Return a number as it is written in Vietnamese: 1,15."""
    return f"{value:g}".replace(".", ",")
