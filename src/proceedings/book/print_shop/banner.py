"""The banner (ma két) of the hall, true to scale: yellow letters on red, lines and weights as the plan gives them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from proceedings.book.layout.fonts import FontFamily, width
from proceedings.book.layout.paper_html import TEMPLATES
from proceedings.book.layout.stylesheet import stylesheet
from proceedings.book.pages.cover import broken
from proceedings.model.event import BannerLine, Event
from proceedings.model.volume import HallBanner
from proceedings.text.dates import open_day

# No side of a PDF page is longer than 5080 mm (14,400 points), crop marks of 6 mm at both ends counted in. A longer
# cloth is drawn smaller: many RIPs do not heed UserUnit.
_MOST_MM = 5080 - 2 * 6
_SCALES = (1, 2, 5, 10)
# What lies free of the cloth, as shares of its height and width: hems and eyelets take some of it.
_HIGH, _WIDE = 0.87, 0.93
_LEADING, _SLACK, _GAP = 1.42, 0.985, 0.55
_TITLE_LETTERS = 45
# Sizes of lines beside the title's: agencies above it, the kind of seminar on top of it, place and day below.
_SHARES = {"agency": 0.72, "kind": 1.3, "title": 1.0, "place": 0.62}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """A line as it is set: its style, its size and where its top lies, in millimetres of the laid-out page."""

    text: str
    bold: bool
    italic: bool
    size_mm: float
    top_mm: float


def hall_banner(event: Event, family: FontFamily) -> bytes:
    """Return the banner as a PDF page of the cloth's size, divided by its scale."""
    from proceedings.book.layout.engine import lay_out  # the engine is loaded only where something is laid out

    cloth = event.volume.hall_banner
    width_mm, height_mm = cloth.width_mm / scale(cloth), cloth.height_mm / scale(cloth)
    lines = _set(_lines(event), width_mm, height_mm, family)
    html = TEMPLATES.get_template("hall-banner.html").render(event=event, lines=lines, leading=_LEADING)
    size = f"@page{{size:{width_mm:.6g}mm {height_mm:.6g}mm;margin:0}}html{{font-family:'{family.name}'}}"
    return lay_out(html, size + stylesheet("hall-banner"), family).pdf


def scale(cloth: HallBanner) -> int:
    """Return how many times smaller than the cloth its page is: 1 wherever a PDF page can be as long."""
    longest = max(cloth.width_mm, cloth.height_mm)
    return next((times for times in _SCALES if longest <= times * _MOST_MM), _SCALES[-1])


def _lines(event: Event) -> list[BannerLine]:
    """Return the banner's lines from the first to the last that has text; an event without any lends its title."""
    lines = list(event.banner)
    while lines and not lines[-1].text.strip():
        lines.pop()
    while lines and not lines[0].text.strip():
        lines.pop(0)
    return lines or [BannerLine(text=line, bold=True, title=True) for line in broken(event.title, _TITLE_LETTERS)]


def _set(lines: Sequence[BannerLine], width_mm: float, height_mm: float, family: FontFamily) -> list[_Set]:
    """Set the lines as large as they fit the width and the height; what height is left goes into the gaps."""
    sizes = _sizes(lines, width_mm, height_mm, family)
    gaps = sum(1 for line in lines if not line.text.strip())
    taken = sum(sizes) * _LEADING
    free = height_mm * _HIGH - taken
    gap = free / gaps if gaps else 0.0
    top = (height_mm - taken - gap * gaps) / 2
    made = []
    for line, size in zip(lines, sizes, strict=True):
        if line.text.strip():
            text = open_day(line.text.strip())
            place = _Set(text=text, bold=line.bold, italic=line.italic, size_mm=round(size, 2), top_mm=round(top, 2))
            made.append(place)
        top += size * _LEADING if line.text.strip() else gap
    return made


def _sizes(lines: Sequence[BannerLine], width_mm: float, height_mm: float, family: FontFamily) -> list[float]:
    """Return the size of each line, 0 for a gap; lines of one part have one size."""
    parts = _parts(lines)
    room = {
        part: min(_room(line, width_mm, family) for line, own in zip(lines, parts, strict=True) if own == part)
        for part in dict.fromkeys(parts)
        if part
    }
    main = room.get("title", math.inf)
    gaps = parts.count("") * _GAP * _LEADING
    high = height_mm * _HIGH / (sum(_SHARES[part] for part in parts if part) * _LEADING + gaps)
    base = min(main, high)
    return [min(_SHARES[part] * base, room[part]) if part else 0.0 for part in parts]


def _room(line: BannerLine, width_mm: float, family: FontFamily) -> float:
    """Return the size at which a line is as wide as the banner has room."""
    style = "-".join(name for name, worn in (("bold", line.bold), ("italic", line.italic)) if worn) or "regular"
    return width_mm * _WIDE * _SLACK / max(0.1, width(open_day(line.text), dict(family.files)[style]))


def _parts(lines: Sequence[BannerLine]) -> list[str]:
    """Return the part each line belongs to: agency, kind, title or place; "" is a gap."""
    titles = [place for place, line in enumerate(lines) if line.title]
    if not titles:
        return ["title" if line.text.strip() else "" for line in lines]
    gaps = [place for place, line in enumerate(lines[: titles[0]]) if not line.text.strip()]
    kind = gaps[-1] if gaps else titles[0]
    parts = []
    for place, line in enumerate(lines):
        if not line.text.strip():
            parts.append("")
        elif place < titles[0]:
            parts.append("kind" if place > kind else "agency")
        else:
            parts.append("title" if place <= titles[-1] else "place")
    return parts
