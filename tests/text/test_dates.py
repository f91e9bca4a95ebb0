"""Dates as official documents write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from proceedings.text.dates import clock, long_date, month_of, short_date, span, weekday


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2022, 1, 5), "ngày 05 tháng 01 năm 2022"),
        (date(2021, 2, 28), "ngày 28 tháng 02 năm 2021"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2021, 3, 9), "ngày 09 tháng 3 năm 2021"),
        (date(2021, 11, 10), "ngày 10 tháng 11 năm 2021"),
    ],
)
def test_official_dates_pad_small_days_and_the_first_two_months(day: date, written: str) -> None:
    assert long_date(day) == written


def test_months_days_and_clock() -> None:
    assert month_of(2021, 2) == "tháng 02 năm 2021"
    assert month_of(2021, 3) == "tháng 3 năm 2021"
    assert short_date(date(2022, 1, 5)) == "05/01/2022"
    assert clock(datetime(2021, 10, 29, 8, 5)) == "8 giờ 05"


def test_weekdays() -> None:
    assert [weekday(date(2021, 10, 25 + n)) for n in range(7)] == [
        "thứ Hai",
        "thứ Ba",
        "thứ Tư",
        "thứ Năm",
        "thứ Sáu",
        "thứ Bảy",
        "Chủ nhật",
    ]


def test_a_span_of_one_day_is_a_day() -> None:
    assert span(date(2021, 10, 22), date(2021, 10, 22)) == "ngày 22/10/2021"
    assert span(date(2021, 10, 11), date(2021, 10, 12)) == "từ ngày 11/10/2021 đến ngày 12/10/2021"
