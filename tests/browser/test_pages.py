"""Every type of page in Chromium: nothing breaks, nothing overflows, everybody can use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from browser.conftest import NewPage
from browser.watched import PHONE, Watched
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow

EVENT = "2021-toa-dam-kl14/"
PAPER = EVENT + "doi-moi-kiem-tra-giam-sat/"
# One page of every type; whoever adds a type adds a line.
PAGES = {
    "home": "",
    "events": "su-kien/",
    "event": EVENT,
    "event with a window of days": "2021-hoi-thao-truong-chuan/",
    "call for papers": EVENT + "moi-viet-bai/",
    "volume": EVENT + "muc-luc/",
    "paper": PAPER,
    "paper on a model": "2021-hoi-thao-truong-chuan/lop-hoc-tu-tinh-huong-co-so/",
    "indexes": "tra-cuu/",
    "authors": "tac-gia/",
    "author": "tac-gia/nguyen-van-a-tct-thanh-hoa/",
    "schools": "truong/",
    "school": "truong/tct-thanh-hoa/",
    "topics": "chu-de/",
    "models": "mo-hinh/",
    "years": "nam/",
    "board": "ban-bien-tap/",
    "board of an event": "ban-bien-tap/2021-toa-dam-kl14/",
    "news": "tin-tuc/",
    "news of a year": "tin-tuc/nam/2021/",
    "post": "tin-tuc/moi-viet-bai-toa-dam-kl14/",
    "guide": "huong-dan/tac-gia/",
    "guideline": "quy-dinh/",
    "rules": "quy-tac/",
    "rule": "quy-tac/ky201/",
    "register": "van-ban/",
    "document": "van-ban/ke-hoach-kl14-binh-dinh/",
    "about": "gioi-thieu/",
    "lost": "khong-co-trang-nay/",
}
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


def opened(visit: Watched, path: str) -> Page:
    """Open a page and see it whole, so that pictures further down are asked for; a lost reader's 404 is no failure."""
    page = visit.go(path)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    if path == PAGES["lost"]:
        assert any(trouble.startswith("404: ") for trouble in visit.troubles)
        visit.troubles[:] = [one for one in visit.troubles if "404" not in one]
    return page


def violations(page: Page) -> list[str]:
    """Return what axe-core finds on a page, each with the rule and the places.

    Everything folded is opened first: it is looked at too, and axe-core (4.x) measures closed text where it would
    lie, that is across whatever is below, and judges its contrast against that.
    """
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.evaluate(AXE)
    found: list[dict[str, Any]] = json.loads(page.evaluate("axe.run().then(done => JSON.stringify(done.violations))"))
    return [f"{one['id']}: {', '.join(str(node['target'][-1]) for node in one['nodes'][:5])}" for one in found]


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


@every_page
@pytest.mark.parametrize(
    "how",
    [{}, {"dark": True}, {"phone": True}, {"phone": True, "dark": True}],
    ids=["desktop", "dark", "phone", "dark phone"],
)
def test_nothing_fails_or_overflows_and_axe_is_content(new_page: NewPage, path: str, how: dict[str, bool]):
    page = opened(new_page(**how), path)
    assert scheme(page) == ("slate" if how.get("dark") else "default")
    assert page.locator("h1").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    assert violations(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_search_results_are_accessible(new_page: NewPage, dark: bool, phone: bool):
    page = new_page(dark=dark, phone=phone).go()
    page.get_by_role("button", name="Tìm kiếm").tap() if phone else page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("can bo nang dong")
    page.locator(".md-search-result__item").nth(3).wait_for()
    # While it opens the theme's overlay is larger than the page.
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_every_folder_of_the_site_has_its_type_here(site: Path):
    folders = {path.parent.relative_to(site).as_posix().split("/")[0] for path in site.glob("*/index.html")}
    assert folders <= {path.split("/")[0] for path in PAGES.values()}


def test_dark_mode_toggles_and_stays(desktop: Watched):
    page = desktop.go()
    page.get_by_title("Chuyển sang nền tối").click()
    assert scheme(page) == "slate"
    desktop.go(PAPER)
    assert scheme(page) == "slate"
    page.get_by_title("Chuyển sang nền sáng").click()
    desktop.go()
    assert scheme(page) == "default"


def test_skip_link_is_first_and_leads_to_the_text(desktop: Watched):
    page = desktop.go(PAPER)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Tới nội dung chính"
    expect(skip).to_be_in_viewport()
    target = (skip.get_attribute("href") or "").partition("#")[2]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{target}")
    # The next stop of the keyboard lies in the text, past the header and its tabs.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content, .md-sidebar--secondary') !== null")


def test_a_paper_is_reached_by_touch_in_the_drawer(phone: Watched):
    page = phone.go(EVENT)
    for address in ("muc-luc/", f"{Path(PAPER).name}/"):
        page.get_by_label("Mở danh mục trang").tap()
        drawer = page.locator(".md-sidebar--primary")
        expect(drawer).to_be_in_viewport()
        drawer.locator(f".md-nav__link[href$='{address}']").first.tap()
        page.wait_for_url(f"**/{address}")
    assert page.url == phone.address + PAPER


def test_the_drawer_opens_by_keyboard(phone: Watched):
    page = phone.go(EVENT)
    opener = page.get_by_role("button", name="Mở danh mục trang")
    drawer = page.locator(".md-sidebar--primary")
    opener.focus()
    page.keyboard.press("Enter")
    expect(drawer).to_be_in_viewport()
    expect(drawer.locator("a:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(drawer).not_to_be_in_viewport()
    expect(opener).to_be_focused()
    assert not drawer.evaluate(
        "drawer => { drawer.querySelector('a').focus(); return drawer.matches(':focus-within') }"
    )


def test_the_keyboard_reaches_the_drawer_and_the_search_at_once(phone: Watched):
    page = phone.go(EVENT)
    reached: list[str | None] = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.locator(":focus").get_attribute("aria-label"))
    assert {"Mở danh mục trang", "Tìm kiếm"} <= set(reached)


@pytest.mark.parametrize("name", ["paper", "event", "board of an event", "models", "post"])
def test_a_printed_page_is_its_text_alone(desktop: Watched, name: str):
    page = desktop.go(PAGES[name])
    page.emulate_media(media="print")
    assert page.locator("h1").first.is_visible()
    for hidden in (".md-header", ".md-sidebar", ".md-footer__link", ".md-search", ".headerlink", ".ky-filters"):
        assert not any(place.is_visible() for place in page.locator(hidden).all()), hidden
    # A sheet of A4 with its margins is 170 mm wide: 642 pixels.
    page.set_viewport_size({"width": 642, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 642


def test_a_printed_paper_says_nothing_of_the_screen_and_where_it_stands(desktop: Watched):
    page = desktop.go(PAGES["paper on a model"])
    address = page.locator(".ky-printed-address")
    assert not address.is_visible()
    page.emulate_media(media="print")
    shown = page.locator("article.ky-paper").inner_text()
    for words in ("bấm tên phần", "Cách trích dẫn", "Tệp PDF"):
        assert words not in shown, words
    assert address.inner_text().endswith(f"https://example.org/ky-yeu/{PAGES['paper on a model']}")
    assert page.locator(".ky-parts").evaluate("box => getComputedStyle(box).breakInside") == "auto"


@pytest.mark.parametrize(
    ("moment", "words", "look"),
    [
        ("2021-10-21T16:59:00Z", "còn 1 ngày", "now"),
        ("2021-10-21T17:01:00Z", "hạn hôm nay", "now"),  # a new day in Vietnam
        ("2021-10-22T17:01:00Z", "đã hết hạn", "done"),
    ],
)
def test_days_left_are_counted_when_the_page_is_read(desktop: Watched, moment: str, words: str, look: str):
    desktop.page.clock.set_fixed_time(moment)
    page = desktop.go(PAGES["call for papers"])
    state = page.locator(".ky-deadlines .ky-state")
    expect(state).to_have_text(words)
    assert f"ky-state--{look}" in str(state.get_attribute("class")).split()
    expect(page.get_by_text("đã tính lại đến hôm nay")).to_be_visible()


@pytest.mark.parametrize("name", ["event", "event with a window of days"])
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_bars_of_the_timeline_are_thin_in_plans_of_any_length(new_page: NewPage, name: str, phone: bool):
    page = new_page(phone=phone).go(PAGES[name])
    bars = page.locator(".ky-track").all()
    assert len(bars) >= 5
    rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert {round(bar.evaluate("bar => bar.getBoundingClientRect().height") / rem, 2) for bar in bars} == {0.4}


def test_a_wide_table_is_named_reached_by_keyboard_and_fades_where_it_goes_on(phone: Watched):
    page = phone.go(PAGES["paper on a model"])
    box = page.locator(".md-typeset__scrollwrap")
    assert (box.get_attribute("role"), box.get_attribute("tabindex")) == ("region", "0")
    assert (
        box.get_attribute("aria-label")
        == "Bảng 1. Quy trình xây dựng và sử dụng một tình huống dạy học (cuộn ngang được)"
    )
    assert "gradient" in box.evaluate("box => getComputedStyle(box).maskImage")
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    expect(box).not_to_have_class("md-typeset__scrollwrap ky-goes-on")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["", PAGES["lost"], PAPER])
def test_without_scripts_the_way_leads_to_the_indexes(chromium: Browser, address: str, path: str):
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE, is_mobile=True)
    page = context.new_page()
    page.goto(address + path)
    way = page.locator("header").get_by_role("link", name="Tra cứu")
    assert way.is_visible()
    assert not page.locator(".md-search__input, .md-header [for=__search]").first.is_visible()
    if path == PAGES["lost"]:
        assert "ô tìm kiếm" not in page.locator(".ky-lost").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    context.close()
