"""The jacket of the printed book: back, spine and front on one sheet, its colours running into the bleed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from proceedings.book.layout.fonts import FontFamily
from proceedings.book.layout.paper_html import TEMPLATES
from proceedings.book.layout.stylesheet import stylesheet
from proceedings.book.pages.barcode import barcode
from proceedings.book.pages.cover import Block, Front, fitted, front_of
from proceedings.listing.citation import year
from proceedings.model.event import Event
from proceedings.model.lengths import POINTS_PER_MM

# A narrower spine has no text; type keeps this much of the spine's width free, and of its height at both ends.
_TEXT_FROM_MM, _SPINE_AIR_MM, _END_AIR_MM = 6.0, 2.0, 15.0
# Letters with two marks (Ấ, Ệ) reach this far beyond the size of their type.
_MARKED = 1.25
_SPINE_PT, _ORGANIZER_EM = 16.0, 1.5
_BACK_WIDE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Jacket:
    """A jacket: a page of the spread's size with the bleed drawn on all four sides.

    Attributes
    ----------
    trim_mm
        Width and height of the spread when cut: back, spine and front side by side.
    spine_text
        Whether the spine is wide enough for the book's name.
    """

    pdf: bytes = field(repr=False)
    trim_mm: tuple[float, float]
    spine_mm: float
    spine_text: bool

    @property
    def folds_mm(self) -> tuple[float, ...]:
        """Both edges of the spine, from the left of the trimmed sheet; none where there is no spine."""
        side = (self.trim_mm[0] - self.spine_mm) / 2
        return (side, side + self.spine_mm) if self.spine_mm else ()


def jacket(event: Event, inside_pages: int, family: FontFamily, organizer: str) -> Jacket:
    """Return the jacket of a book with so many pages inside."""
    from proceedings.book.layout.engine import lay_out  # the engine is loaded only where something is laid out

    front = front_of(event, family)
    spine_mm, bleed = spine_width(event, inside_pages), event.volume.print.bleed_mm
    width_mm, height_mm = round(2 * front.width_mm + spine_mm, 2), front.height_mm
    spine = _spine_text(event, spine_mm, height_mm, family)
    publisher = event.volume.publisher if event.volume.imprint == "publisher" else None
    html = TEMPLATES.get_template("jacket.html").render(
        event=event,
        front=front,
        bleed=bleed,
        spine_mm=spine_mm,
        spine=spine,
        organizer=_organizer(organizer, front, family),
        publisher=publisher,
        barcode=barcode(publisher.isbn) if publisher else None,
    )
    size = f"@page{{size:{width_mm + 2 * bleed:g}mm {height_mm + 2 * bleed:g}mm;margin:0}}"
    style = f"{size}html{{font-family:'{family.name}'}}" + stylesheet("cover") + stylesheet("jacket")
    return Jacket(
        pdf=lay_out(html, style, family).pdf,
        trim_mm=(width_mm, height_mm),
        spine_mm=spine_mm,
        spine_text=bool(spine.lines),
    )


def spine_width(event: Event, inside_pages: int) -> float:
    """Return the spine's width in millimetres, to a tenth: the leaves and the two covers; none where it is stapled."""
    return 0.0 if event.volume.print.binding == "stapled" else thickness(event, inside_pages)


def thickness(event: Event, inside_pages: int) -> float:
    """Return how thick a book is in millimetres, to a tenth."""
    job = event.volume.print
    leaves = -(-inside_pages // 2)
    thick = leaves * Decimal(str(job.caliper_mm)) + 2 * Decimal(str(job.cover_caliper_mm))
    return float(thick.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _spine_text(event: Event, spine_mm: float, height_mm: float, family: FontFamily) -> Block:
    """Return the line on the spine, none where the spine is too narrow for it."""
    if spine_mm < _TEXT_FROM_MM:
        return Block(lines=(), size_pt=0)
    line = " – ".join(part for part in (event.volume.title, year(event)) if part)
    most = min(_SPINE_PT, (spine_mm - _SPINE_AIR_MM) * POINTS_PER_MM / _MARKED)
    room = (height_mm - 2 * _END_AIR_MM) * POINTS_PER_MM
    return Block(lines=(line,), size_pt=fitted((line,), family, "bold", room_pt=room, most_pt=most))


def _organizer(name: str, front: Front, family: FontFamily) -> Block:
    room, most = front.width_mm * _BACK_WIDE * POINTS_PER_MM, _ORGANIZER_EM * front.base_pt
    return Block(lines=(name,), size_pt=fitted((name,), family, "bold", room_pt=room, most_pt=most))
