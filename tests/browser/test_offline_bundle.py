"""The bundle unpacked into a folder and opened by file:// in Chromium, as from a USB stick."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.watched import Watched, watched
from playwright.sync_api import Browser

# One of every kind of page.
PAGES = (
    "index.html",
    "tin-tuc/index.html",
    "tin-tuc/moi-viet-bai-toa-dam-kl14/index.html",
    "tin-tuc/nam/2021/index.html",
    "su-kien/index.html",
    "2021-hoi-thao-truong-chuan/index.html",
    "2021-hoi-thao-truong-chuan/muc-luc/index.html",
    "2021-toa-dam-kl14/doi-moi-kiem-tra-giam-sat/index.html",
    "van-ban/index.html",
    "quy-tac/ky201/index.html",
    "huong-dan/tac-gia/index.html",
)


@pytest.fixture(scope="session")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that a reader opens."""
    place = tmp_path_factory.mktemp("Đĩa USB của tôi")  # blanks and marks, as folders have
    with zipfile.ZipFile(site.parent / "dist" / "web-offline.zip") as bundle:
        bundle.extractall(place)
    return place / "ky-yeu"


@pytest.fixture
def reader(chromium: Browser, folder: Path) -> Iterator[Watched]:
    with watched(chromium, f"{folder.as_uri()}/") as visit:
        yield visit


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_trouble(reader, path):
    page = reader.go(path)
    assert page.locator("h1").count() == 1
    # The stylesheet is there: the head of the page has the colour of lacquer.
    assert page.eval_on_selector(".md-header", "e => getComputedStyle(e).backgroundColor") == "rgb(122, 31, 26)"


def test_links_lead_on(reader, folder):
    page = reader.go("index.html")
    page.locator(".md-tabs__link", has_text="Tin tức").click()
    page.wait_for_url("**/tin-tuc/index.html")
    page.locator(".ky-post h2 a").first.click()
    page.wait_for_selector(".ky-about a")
    page.locator(".ky-about a").click()
    page.wait_for_url("**/2021-hoi-thao-truong-chuan/index.html")
    page.locator("a.md-logo").first.click()
    page.wait_for_url(f"{folder.as_uri()}/index.html")


@pytest.mark.parametrize("query", ["kiem tra giam sat", "kiểm tra, giám sát"])
def test_the_search_finds_and_opens_a_page(reader, query):
    page = reader.go("tin-tuc/index.html")
    page.locator(".md-search__input").click()
    page.keyboard.type(query)
    found = page.locator('.md-search-result__link[href*="2021-toa-dam-kl14/doi-moi-kiem-tra-giam-sat/index.html"]')
    found.first.click()
    page.wait_for_url("**/doi-moi-kiem-tra-giam-sat/index.html*")
