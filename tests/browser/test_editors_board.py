"""The editors' board in Chromium: its filters, its letters, a phone, the dark scheme, and without scripts."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from browser.watched import Watched, watched
from playwright.sync_api import Browser, Page, expect
from web.board_seminar import PLAN, PLANTED, build_site

pytestmark = pytest.mark.slow

BOARD = "ban-bien-tap/2021-hoi-thao/"
LATE, LONG = "Bài gửi sau hạn nộp", "Bài rất dài"


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Keep the tests' output clean."""


@pytest.fixture(scope="module")
def seminar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("board"), PLAN + "board: internal\n")


@pytest.fixture(scope="module")
def served(seminar: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(seminar)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(chromium: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens the board in a watched page; no page may end with troubles."""
    with ExitStack() as stack:

        def opened(path: str = BOARD, **how: bool) -> Page:
            seen: Watched = stack.enter_context(watched(chromium, served, **how))
            return seen.go(path)

        yield opened


def shown(page: Page) -> list[str]:
    """Return the titles of the papers in sight."""
    heads = page.locator(".ky-board tbody tr:visible th")
    return [head.split("\n")[0] for head in heads.all_inner_texts()]


def choose(page: Page, label: str, choice: str) -> None:
    page.get_by_label(label).select_option(label=choice)


@pytest.mark.parametrize(
    ("label", "choice", "wanted"),
    [
        ("Đơn vị", "Trường Chính trị tỉnh A", {"Một bài đúng quy định", LONG}),
        ("Trạng thái", "Nộp muộn", {LATE}),
        ("Trạng thái", "Quá số trang", {LONG}),
        ("Trạng thái", "Được miễn", {LONG}),
        ("Trạng thái", "Bản nháp", {PLANTED["draft's title"]}),
        ("Trạng thái", "Đã rút", {"Bài đã rút khỏi tập"}),
        ("Chủ đề", "Chủ đề tự chọn", {LONG}),
    ],
)
def test_a_filter_leaves_what_was_asked_for(visit, label, choice, wanted):
    page = visit()
    assert len(shown(page)) == 6
    choose(page, label, choice)
    assert set(shown(page)) == wanted
    expect(page.get_by_role("status").filter(has_text="trong")).to_have_text(f"Hiện {len(wanted)} trong 6 bài.")


def test_filters_work_together_and_are_taken_back(visit):
    page = visit()
    choose(page, "Đơn vị", "Trường Chính trị tỉnh B")
    choose(page, "Trạng thái", "Nộp muộn")
    assert shown(page) == [LATE]
    choose(page, "Chủ đề", "Chủ đề tự chọn")
    assert shown(page) == []
    expect(page.locator("#so-bai")).to_have_text("Không có bài nào khớp.")
    page.get_by_role("button", name="Bỏ lọc").click()
    expect(page.locator("#so-bai")).to_have_text("Có 6 bài.")
    assert len(shown(page)) == 6


def test_filters_stand_in_the_address_and_come_back_from_it(visit):
    page = visit()
    choose(page, "Đơn vị", "Trường Chính trị tỉnh B")
    choose(page, "Trạng thái", "Nộp muộn")
    assert page.url.partition("?")[2] == "unit=truong-b&state=late"
    sent = visit(BOARD + "?unit=truong-b&state=late&topic=khong-co")
    assert shown(sent) == [LATE]
    assert sent.get_by_label("Chủ đề").input_value() == ""
    sent.get_by_role("button", name="Bỏ lọc").click()
    expect(sent.locator("#so-bai")).to_have_text("Có 6 bài.")
    assert "?" not in sent.url


def test_letters_are_printed_clean_or_not_at_all(visit):
    page = visit()
    button = page.get_by_role("button", name="In bảng, không in thư")
    page.emulate_media(media="print")
    letter = page.locator(".ky-letter").first
    assert letter.locator("pre").is_visible()
    assert not letter.locator("summary").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("window.print = () => { window.printed = getComputedStyle(document.body).display }")
    button.click()
    assert page.evaluate("printed")
    page.emulate_media(media="print")
    assert not page.locator("#nhac-bai").is_visible()
    assert page.locator(".ky-counts").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#nhac-bai").is_visible()


@pytest.mark.parametrize("how", [{}, {"phone": True}, {"dark": True}, {"phone": True, "dark": True}], ids=str)
def test_the_page_of_a_withdrawn_paper_can_be_used(visit, how):
    page = visit("2021-hoi-thao/bai-rut/", **how)
    expect(page.locator("h1")).to_have_text("Bài đã rút khỏi tập")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page)["violations"]] == []


def test_filters_need_no_mouse(visit):
    page = visit()
    page.get_by_label("Đơn vị").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "state"
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.selectedOptions[0].label") == "Nộp muộn"
    assert shown(page) == [LATE]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#so-bai")).to_have_text("Có 6 bài.")
    told = page.locator("#so-bai")
    assert (told.get_attribute("role"), page.get_by_label("Đơn vị").input_value()) == ("status", "")


def test_a_letter_is_copied(visit):
    page = visit()
    page.locator(".ky-letter summary").click()
    letter = page.locator(".ky-letter pre").inner_text()
    page.get_by_role("button", name="Sao chép thư").click()
    expect(page.locator(".ky-letter [role=status]")).to_have_text("Đã sao chép.")
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == letter
    assert letter.startswith("Kính gửi: Trường Chính trị tỉnh B")


def test_a_letter_is_selected_where_scripts_may_not_copy(visit):
    page = visit()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.execCommand = () => false")
    page.locator(".ky-letter summary").click()
    page.get_by_role("button", name="Sao chép thư").click()
    expect(page.locator(".ky-letter [role=status]")).to_have_text("Đã bôi đen: nhấn Ctrl+C để sao chép.")
    assert page.evaluate("String(getSelection())").strip() == page.locator(".ky-letter pre").inner_text().strip()


@pytest.mark.parametrize("how", [{}, {"phone": True}, {"dark": True}, {"phone": True, "dark": True}], ids=str)
def test_the_board_breaks_no_rule_of_accessibility(visit, how):
    page = visit(**how)
    for details in page.locator(".ky-board details, .ky-letter").all():
        details.evaluate("one => one.open = true")
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page, ".md-content")["violations"]] == []


@pytest.mark.parametrize("path", [BOARD, "ban-bien-tap/"])
def test_a_phone_shows_everything_in_its_width(visit, path):
    page = visit(path, phone=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if path == BOARD:
        page.get_by_label("Trạng thái").select_option("late")
        assert shown(page) == [LATE]
        assert page.locator(".ky-board td[data-label='Trang']:visible").inner_text() == "1/5"


def test_without_scripts_every_paper_is_there(chromium, served):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + BOARD)
    assert len(shown(page)) == 6
    assert not page.locator(".ky-filters").is_visible()
    assert not page.locator(".ky-copy").first.is_visible()
    context.close()


def test_from_a_folder_filters_work_too(chromium, seminar):
    context = chromium.new_context()
    page = context.new_page()
    page.goto((seminar / BOARD / "index.html").as_uri())
    choose(page, "Trạng thái", "Nộp muộn")
    assert shown(page) == [LATE]
    context.close()
