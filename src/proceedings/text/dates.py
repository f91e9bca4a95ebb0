"""Dates as Vietnamese documents write them (Decree 30/2020, Annex I: days below 10 and months 1 and 2 take a zero)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam's time: seven hours ahead of UTC all year round, since 1975."""

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def long_date(day: date) -> str:
    """Return "ngày 05 tháng 01 năm 2022", "ngày 29 tháng 6 năm 2019"."""
    return f"ngày {day.day:02d} {month_of(day.year, day.month)}"


def month_of(year: int, month: int) -> str:
    """Return "tháng 02 năm 2021", "tháng 11 năm 2021"."""
    return f"tháng {_month(month)} năm {year}"


def short_date(day: date) -> str:
    """Return "05/01/2022"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def clock(moment: datetime) -> str:
    """Return "8 giờ 00"."""
    return f"{moment.hour} giờ {moment.minute:02d}"


def span(first: date, last: date) -> str:
    """Return "ngày 22/10/2021" or "từ ngày 11/10/2021 đến ngày 12/10/2021"."""
    if first == last:
        return f"ngày {short_date(first)}"
    return f"từ ngày {short_date(first)} đến ngày {short_date(last)}"


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def open_day(text: str) -> str:
    """Return a line with dots where its day is left blank: "ngày … tháng 11 năm 2021"."""
    return re.sub(r"\bngày\s+tháng\b", "ngày … tháng", text)
