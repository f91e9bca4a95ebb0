"""What an editor should look at before a book goes to print; nothing here stops the build."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.book.pages.cover_spread import thickness
from proceedings.book.print_shop.job_sheet import decimal
from proceedings.model.event import Event
from proceedings.text.dates import open_day

_LEAST_BLEED_MM = 3
# A thinner spine does not hold glue; a thicker book does not lie flat when stapled.
_GLUED_FROM_MM, _STAPLED_TO_MM, _STAPLED_PAGES = 3, 5, 80
_TO_FILL_IN = re.compile(r"…|\.{2,}|_{2,}")


def remarks(event: Event, inside_pages: int) -> tuple[str, ...]:
    """Return what is odd about an order for the print shop, a line for each."""
    return (*open_lines(event), *_binding(event, inside_pages), *_bleed(event), *_not_given(event))


def open_lines(event: Event) -> Iterator[str]:
    """Yield the lines of the banner that still wait for a day or a number."""
    for line in event.banner:
        text = open_day(line.text.strip())
        found = _TO_FILL_IN.search(text)
        if found:
            where = "bìa, trang tên sách và ma két"
            yield f"Dòng “{text}” trên {where} còn dấu “{found[0]}”: điền trong banner của event.yml trước khi in."


def _binding(event: Event, inside_pages: int) -> Iterator[str]:
    thick = thickness(event, inside_pages)
    if event.volume.print.binding == "glued" and thick < _GLUED_FROM_MM:
        yield (
            f"Gáy chỉ {decimal(thick)} mm: keo gáy cần từ {_GLUED_FROM_MM} mm. "
            "Cân nhắc ghim giữa (volume.print.binding: stapled)."
        )
    if event.volume.print.binding == "stapled" and (thick > _STAPLED_TO_MM or inside_pages > _STAPLED_PAGES):
        yield (
            f"Sách {inside_pages} trang, dày {decimal(thick)} mm: quá dày để ghim giữa. "
            "Cân nhắc keo gáy (volume.print.binding: glued)."
        )


def _bleed(event: Event) -> Iterator[str]:
    bleed = event.volume.print.bleed_mm
    if bleed < _LEAST_BLEED_MM:
        yield f"Tràn lề {decimal(bleed)} mm (volume.print.bleed_mm): nhà in thường cần ít nhất {_LEAST_BLEED_MM} mm."


def _not_given(event: Event) -> Iterator[str]:
    """Yield the fields that the order leaves open."""
    volume, shop = event.volume, event.volume.print.shop
    wanted: dict[str, object] = {"volume.copies": volume.copies, "volume.print.shop": shop}
    if volume.imprint == "permit":
        wanted |= {"volume.print.purpose": volume.print.purpose, "volume.print.summary": volume.print.summary}
    lacking = [name for name, value in wanted.items() if not value]
    if lacking:
        yield f"phieu-in.pdf còn chỗ “chưa có”: điền {', '.join(lacking)} trong event.yml."
