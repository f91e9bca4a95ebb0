"""The seminars on the real website: calendar files, pictures for shared links, and the home page's way to them."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import urljoin

import pytest
from book.harness import CONTENT
from bs4 import BeautifulSoup
from icalendar import Calendar
from PIL import Image

from proceedings.reading.load import read

pytestmark = pytest.mark.slow

EVENTS = [event.id for event in read(CONTENT).proceedings.events]


@pytest.mark.parametrize("event", EVENTS)
def test_the_calendar_file_is_where_the_pages_say(site: Path, pages: dict[str, BeautifulSoup], event: str) -> None:
    for path in (f"{event}/index.html", f"{event}/moi-viet-bai/index.html"):
        links = [str(tag["href"]) for tag in pages[path].article.find_all("a", href=True)]
        files = {urljoin(f"/{path}", link) for link in links if link.endswith(".ics")}
        assert files == {f"/{event}/lich.ics"}
    held = Calendar.from_ical((site / event / "lich.ics").read_bytes())
    assert len(held.walk("VEVENT")) >= 2
    address = f"https://example.org/ky-yeu/{event}/"
    assert {str(entry["url"]) for entry in held.walk("VEVENT")} == {address, f"{address}moi-viet-bai/"}


@pytest.mark.parametrize("event", EVENTS)
def test_the_picture_for_shared_links_is_there(site: Path, event: str) -> None:
    picture = Image.open(io.BytesIO((site / event / "anh-chia-se.png").read_bytes()))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))


@pytest.mark.parametrize("event", EVENTS)
def test_the_call_for_papers_is_in_the_navigation(pages: dict[str, BeautifulSoup], event: str) -> None:
    entry = pages[f"{event}/index.html"].select_one('nav a[href="moi-viet-bai/"]')
    assert entry is not None
    assert entry.get_text(strip=True) == "Mời viết bài"


def test_the_home_page_leads_to_the_newest_posts(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    entries = pages["index.html"].select(".ky-news > li")
    assert len(entries) == 3
    days = [str(entry.time["datetime"]) for entry in entries]
    assert days == sorted(days, reverse=True)
    for entry in entries:
        page = pages[f"{entry.a['href']}index.html"]
        assert page.h1.get_text(" ", strip=True).removesuffix("¶").strip() == entry.a.get_text(strip=True)


def test_the_home_page_leads_everywhere(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    home = pages["index.html"]
    for entry in home.select(".ky-hero a, .ky-cards h3 a"):
        target = site / str(entry["href"]) / "index.html"
        assert target.is_file(), entry
    assert len(home.select(".ky-ways h3")) >= 5
    assert len(home.select(".ky-volumes h3")) == len(EVENTS)
