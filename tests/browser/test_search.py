"""Search as readers type it: with and without marks, in either Unicode form, in quotes, in capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.watched import Watched, watched
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

SEMINAR, CONFERENCE = "2021-toa-dam-kl14/", "2021-hoi-thao-truong-chuan/"
CHECKING = SEMINAR + "doi-moi-kiem-tra-giam-sat/"
VIEW = SEMINAR + "hieu-dung-quan-diem-khuyen-khich/"
HEAD = SEMINAR + "nguoi-dung-dau-bao-ve-can-bo/"
SERVICE = SEMINAR + "phuc-vu-hoc-vien-truong-chinh-tri/"
REVIEW = SEMINAR + "tong-ket-nhan-rong-mo-hinh-moi/"
SHELVES = CONFERENCE + "ky-yeu-tu-gia-sach-den-kho-so/"
CASES = CONFERENCE + "lop-hoc-tu-tinh-huong-co-so/"
NAMING = CONFERENCE + "nhan-dien-va-cong-nhan-mo-hinh/"
VISITS = CONFERENCE + "nhom-du-gio-gop-y-dong-nghiep/"
RESEARCH = CONFERENCE + "nhom-nghien-cuu-lien-truong/"
DUTY = CONFERENCE + "to-truc-hoc-tap-luan-phien/"
ASSETS = CONFERENCE + "tu-tai-san-den-gio-hoc/"
CULTURE = CONFERENCE + "van-hoa-truong-dang-tu-viec-nho/"
REASONS = CONFERENCE + "vi-sao-can-mo-hinh-dien-hinh/"

MARKED = {
    "kiểm tra, giám sát": CHECKING,
    "hiểu đúng quan điểm": VIEW,
    "phục vụ học viên": SERVICE,
    "sự cần thiết của mô hình": REASONS,
    "Nhận Diện Và Công Nhận": NAMING,
    "VĂN HÓA TRƯỜNG ĐẢNG": CULTURE,
    "văn hoá trường đảng": CULTURE,
    "“dự giờ – góp ý”": VISITS,
    '"lớp học bắt đầu"': CASES,
    "‘giá sách’": SHELVES,
    "14-KL/TW Bình Định": "van-ban/ke-hoach-kl14-binh-dinh/",
    "quy định bài viết": "quy-dinh/",
    "KY201": "quy-tac/ky201/",
    "cấp uỷ và trách nhiệm": HEAD,
    "tổng kết, tuyên truyề": REVIEW,
}
DECOMPOSED = {
    "người đứng đầu": HEAD,
    "liên trường": RESEARCH,
    "cơ sở vật chất ở trường": ASSETS,
    "đồng nghiệp": VISITS,
}
BARE = {
    "kiem tra giam sat": CHECKING,
    "hieu dung quan diem": VIEW,
    "nguoi dung dau cap uy": HEAD,
    "phuc vu hoc vien": SERVICE,
    "nhan rong mo hinh moi": REVIEW,
    "tu gia sach": SHELVES,
    "lop hoc tinh huong": CASES,
    "nhan dien": NAMING,
    "du gio": VISITS,
    "dat hang cua co so": RESEARCH,
    "to truc hoc tap": DUTY,
    "tu tai san den gio hoc": ASSETS,
    "VAN HOA TRUONG DANG": CULTURE,
    "su can thiet": REASONS,
    "quy dinh bai viet": "quy-dinh/",
    "danh cho nha in": "huong-dan/nha-in/",
    "“luan phien”": DUTY,
    "đien hinh đen cach lam": REVIEW,
    "doi moi cong tac tong ke": REVIEW,
}
QUERIES = MARKED | {unicodedata.normalize("NFD", query): page for query, page in DECOMPOSED.items()} | BARE


@pytest.fixture(scope="module")
def reader(chromium: Browser, address: str) -> Iterator[Watched]:
    """Return one page for all queries, as a reader who searches again and again."""
    with watched(chromium, address) as visit:
        visit.go()
        yield visit


def search(page: Page, query: str) -> list[str]:
    """Type a query and return the addresses of the pages found, in order."""
    box = page.locator(".md-search__input")
    box.click()
    # A query that finds nothing empties the list, so that no older answer is taken for the new one.
    for typed, wanted in (("qqxx", "Không tìm thấy trang nào"), (query, "Tìm thấy|Không")):
        box.fill("")
        box.press("Shift")
        page.locator(".md-search-result__meta").filter(has_text="Gõ để tìm kiếm").wait_for()
        box.fill(typed)
        box.press("Shift")
        page.locator(".md-search-result__meta").filter(has_text=re.compile(wanted)).wait_for()
    links = page.locator(".md-search-result__item > a:first-child")
    return [link.get_attribute("href") or "" for link in links.all()]


def test_enough_queries_and_half_without_marks():
    assert len(QUERIES) >= 25
    assert len(BARE) >= len(QUERIES) / 2


def test_pasted_text_is_searched_for(desktop: Watched):
    page = desktop.go()
    box = page.locator(".md-search__input")
    box.click()
    # As paste, dictation and the proposals of a phone's keyboard do: text comes in, no key is pressed.
    page.keyboard.insert_text("kiểm tra, giám sát")
    page.locator(".md-search-result__meta").filter(has_text="Tìm thấy").wait_for()
    assert page.locator(".md-search-result__item").count() > 0


@pytest.mark.parametrize("query", QUERIES)
def test_first_page_found(reader: Watched, query: str):
    found = search(reader.page, query)
    assert found, "nothing found"
    assert found[0].removeprefix(reader.address) == QUERIES[query]


@pytest.mark.parametrize("query", ["khủng long bạo chúa", "khung long bao chua", "zxqv", "“kangaroo”"])
def test_nothing_found_says_so(reader: Watched, query: str):
    assert search(reader.page, query) == []
    assert reader.page.locator(".md-search-result__meta").inner_text().strip() == "Không tìm thấy trang nào"


@pytest.mark.parametrize(("one", "other"), [("thủy", "thuỷ"), ("hòa", "hoà"), ("Thanh Hóa", "Thanh Hoá")])
def test_both_ways_of_placing_the_tone_find_the_same(reader: Watched, one: str, other: str):
    assert search(reader.page, one) == search(reader.page, other)


def test_a_word_with_marks_is_taken_at_its_word(reader: Watched):
    search(reader.page, "cán bộ ")
    marks = {mark.lower() for mark in reader.page.locator(".md-search-result__list mark").all_text_contents()}
    assert "cán bộ" in marks
    assert marks <= {"cán", "bộ", "cán bộ"}


def test_found_words_are_marked_once(reader: Watched):
    search(reader.page, "can bo nang dong")
    results = reader.page.locator(".md-search-result__list")
    assert results.locator("mark").count() > 0
    assert results.locator("mark mark").count() == 0
    assert "cán bộ năng động" in [text.lower() for text in results.locator("h1 mark").all_text_contents()]


def test_results_are_grouped_by_kind(reader: Watched):
    search(reader.page, "Bắc Trung Bộ")
    kinds = reader.page.locator(".md-search-result__item .ky-kind").all_inner_texts()
    names = [kind.rpartition(" (")[0] for kind in kinds]
    assert {"Tọa đàm, hội thảo", "Tin tức"} <= set(names)
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r".+ \(\d+\)", kind) for kind in kinds)


def test_a_result_opens_by_keyboard(desktop: Watched):
    page = desktop.go()
    page.keyboard.press("/")
    page.keyboard.type("kiem tra giam sat")
    page.locator(".md-search-result__item:first-child h1 mark", has_text="Kiểm tra, giám sát").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doi-moi-kiem-tra-giam-sat/")


def test_markup_in_texts_and_queries_stays_text(reader: Watched):
    search(reader.page, "<img src=x onerror=alert(1)> cán")
    assert reader.page.locator(".md-search-result__list img").count() == 0


def test_texts_are_small_and_fetched_only_by_those_who_search(desktop: Watched, site: Path):
    assert (site / "search/search_index.json").stat().st_size < 100
    fetched: list[str] = []
    desktop.page.on("request", lambda request: fetched.append(request.url))
    page = desktop.go()
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if url.endswith("texts.json")]
    assert search(page, "can bo")
    assert len([url for url in fetched if url.endswith("texts.json")]) == 1
