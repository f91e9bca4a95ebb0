"""What an editor reads before a book goes to print: open lines, bindings that will not hold, too little bleed."""

from __future__ import annotations

import dataclasses

import pytest
from book import art

from proceedings.book.print_shop.remarks import remarks
from proceedings.model.event import BannerLine, Event
from proceedings.model.volume import PrintShop

DAY = BannerLine(text="Thanh Hóa, ngày 26 tháng 11 năm 2021")
TITLE = BannerLine(text="ĐỔI MỚI", title=True)


def order(*lines: BannerLine, **job: object) -> Event:
    """Return an event of which there is nothing to report except what is given."""
    return art.printed(art.event(banner=lines or (TITLE, DAY), copies=100), shop=PrintShop(name="A"), **job)


def only(event: Event, pages: int = 100) -> str:
    """Return the one remark on an event."""
    found = remarks(event, pages)
    assert len(found) == 1, found
    return found[0]


def test_a_complete_order_needs_no_remark() -> None:
    assert remarks(order(), 100) == ()


@pytest.mark.parametrize(
    ("line", "shown", "sign"),
    [
        ("Thanh Hóa, ngày … tháng 11 năm 2021", "Thanh Hóa, ngày … tháng 11 năm 2021", "…"),
        ("Thanh Hóa, ngày ... tháng 11", "Thanh Hóa, ngày ... tháng 11", "..."),
        ("Thanh Hóa, ngày tháng 11 năm 2021", "Thanh Hóa, ngày … tháng 11 năm 2021", "…"),
        ("Ngày …/…/2021", "Ngày …/…/2021", "…"),
        ("ngày ....... tháng", "ngày ....... tháng", "......."),
        ("Phòng ____", "Phòng ____", "____"),
    ],
)
def test_a_line_that_waits_to_be_filled_in_is_named(line: str, shown: str, sign: str) -> None:
    said = only(order(TITLE, BannerLine(text=line)))
    assert said.startswith(f"Dòng “{shown}” trên bìa, trang tên sách và ma két còn dấu “{sign}”: điền")


@pytest.mark.parametrize("line", ["Thanh Hóa, 26.11.2021", "TP. Hồ Chí Minh", "", "A_B"])
def test_other_dots_are_none(line: str) -> None:
    assert remarks(order(TITLE, BannerLine(text=line)), 100) == ()


@pytest.mark.parametrize(("pages", "told"), [(48, True), (52, False)])
def test_glue_does_not_hold_a_thin_spine(pages: int, told: bool) -> None:
    found = remarks(order(), pages)
    assert [("ghim giữa" in said and "2,9 mm" in said) for said in found] == ([True] if told else [])


@pytest.mark.parametrize(
    ("pages", "caliper", "told"), [(80, 0.1, False), (84, 0.1, True), (80, 0.12, True), (40, 0.2, False)]
)
def test_staples_do_not_hold_a_thick_book(pages: int, caliper: float, told: bool) -> None:
    found = remarks(order(binding="stapled", caliper_mm=caliper), pages)
    assert [("keo gáy" in said and f"{pages} trang" in said) for said in found] == ([True] if told else [])


@pytest.mark.parametrize(("bleed", "told"), [(0, True), (2.5, True), (3, False), (5, False)])
def test_less_bleed_than_usual_is_told(bleed: float, told: bool) -> None:
    found = remarks(order(bleed_mm=bleed), 100)
    assert ["ít nhất 3 mm" in said for said in found] == ([True] if told else [])


def test_what_the_order_leaves_open_is_named() -> None:
    event = art.event(banner=(TITLE, DAY))
    assert only(event) == "phieu-in.pdf còn chỗ “chưa có”: điền volume.copies, volume.print.shop trong event.yml."
    permit = dataclasses.replace(order(), volume=dataclasses.replace(order().volume, imprint="permit"))
    assert "điền volume.print.purpose, volume.print.summary trong" in only(permit)
