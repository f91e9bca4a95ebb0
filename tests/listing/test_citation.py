"""The line by which a paper is cited: volume, publisher, year, pages."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from book import art, bound

from proceedings.listing.citation import page_range, source, year
from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.event import EventDate, Window, YearMonth

ORGANIZER = "Trường Chính trị tỉnh A"
START = datetime.datetime(2024, 5, 6, 8, 0)
WINDOW = Window(start=datetime.date(2023, 12, 30), end=datetime.date(2024, 1, 2))
MONTH = YearMonth(2022, 3, 1)
PLANNED = datetime.date(2019, 9, 9)


@pytest.fixture
def entry(make_tree) -> VolumeEntry:
    (only,) = bound.laid_out(make_tree, {"bai": bound.paper("Lê A")}, pages=5).plan().entries
    return only


def at(entry: VolumeEntry, first: int, pages: int) -> VolumeEntry:
    return dataclasses.replace(entry, first_page=first, layout=dataclasses.replace(entry.layout, pages=pages))


@pytest.mark.parametrize(
    ("first", "pages", "printed"), [(1, 1, "1"), (1, 2, "1–2"), (15, 5, "15–19"), (99, 2, "99–100"), (120, 1, "120")]
)
def test_pages(entry, first, pages, printed):
    assert page_range(at(entry, first, pages)) == printed


DATES = {
    "the day itself": (EventDate(start=START, window=WINDOW, month=MONTH), PLANNED, "2024"),
    "a window: the day it begins": (EventDate(window=WINDOW, month=MONTH), PLANNED, "2023"),
    "only a month": (EventDate(month=MONTH), PLANNED, "2022"),
    "only the plan's day": (EventDate(), PLANNED, "2019"),
    "nothing": (EventDate(), None, ""),
}


@pytest.mark.parametrize("case", DATES)
def test_year(case):
    date, planned, wanted = DATES[case]
    event = art.event()
    event = dataclasses.replace(event, date=date, plan=dataclasses.replace(event.plan, date=planned))
    assert year(event) == wanted


def test_an_internal_volume_names_its_organizer(entry):
    event = dataclasses.replace(art.event(), title="Đổi mới")
    wanted = "Kỷ yếu hội thảo khoa học “Đổi mới”, Trường Chính trị tỉnh A, 2021, tr. 15–19."
    assert source(event, ORGANIZER, at(entry, 15, 5)) == wanted


def test_a_published_volume_names_its_publisher(entry):
    event = dataclasses.replace(art.event(imprint="publisher", publisher=art.PUBLISHER), title="Đổi mới")
    wanted = "Kỷ yếu hội thảo khoa học “Đổi mới”, Nhà xuất bản Lý luận Chính trị, 2021, tr. 7."
    assert source(event, ORGANIZER, at(entry, 7, 1)) == wanted


@pytest.mark.parametrize("imprint", ["internal", "permit"])
def test_a_publisher_that_does_not_publish_is_not_named(entry, imprint):
    event = art.event(imprint=imprint, publisher=art.PUBLISHER, permit=art.permit())
    assert f", {ORGANIZER}, 2021, " in source(event, ORGANIZER, entry)


def test_what_is_not_known_leaves_no_gap(entry):
    event = dataclasses.replace(art.event(), title="Đổi mới", date=EventDate())
    assert source(event, "", at(entry, 3, 2)) == "Kỷ yếu hội thảo khoa học “Đổi mới”, tr. 3–4."


def test_a_name_of_its_own_is_kept(entry):
    event = art.event(name="Kỷ yếu Tọa đàm Hồ Chí Minh")
    assert source(event, ORGANIZER, entry).startswith("Kỷ yếu Tọa đàm Hồ Chí Minh “Thực tiễn")


@pytest.mark.parametrize("title", ["“Đổi mới”", " “Đổi mới” ", "Đổi mới"])
def test_a_title_in_marks_is_not_marked_twice(entry, title):
    event = dataclasses.replace(art.event(), title=title)
    assert "học “Đổi mới”, " in source(event, ORGANIZER, entry)


@pytest.mark.parametrize("title", ["“Học tập” và làm theo", "Phong trào “hai tốt”"])
def test_a_quotation_within_the_title_keeps_both_marks(entry, title):
    made = source(dataclasses.replace(art.event(), title=title), ORGANIZER, entry)
    assert made.count("“") == made.count("”") == 2
