"""How to cite a paper, in Chromium: copied by mouse and keyboard, announced to listeners, there without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.watched import Watched
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow

PAPER = "2021-toa-dam-kl14/doi-moi-kiem-tra-giam-sat/"
FORMS = {"BibTeX": "bib", "RIS": "ris", "CSL-JSON": "json"}


def allowed(watched: Watched) -> Page:
    page = watched.go(PAPER)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_vietnamese_form_is_copied_and_listeners_are_told(desktop: Watched) -> None:
    page = allowed(desktop)
    button = page.get_by_role("button", name="Sao chép trích dẫn")
    button.click()
    said = page.locator(".ky-cite [role=status]")
    expect(said).to_have_text("Đã sao chép.")
    expect(page.locator(".ky-cite > .ky-cite-tools .ky-copy")).to_have_text("Đã sao chép")
    copied = clipboard(page)
    assert copied.startswith("Trần Thị B, Lê Văn C: “Kiểm tra, giám sát")
    assert copied.endswith("2021, tr. 5–9.")
    # The button can be used again.
    expect(button).to_be_visible()
    expect(said).to_have_text("")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_copied_by_keyboard_as_it_stands_in_its_file(desktop: Watched, site: Path, form: str) -> None:
    page = allowed(desktop)
    page.locator(".ky-cite summary", has_text=form).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".ky-cite [role=status]")).to_have_text("Đã sao chép.")
    file = site / PAPER / f"doi-moi-kiem-tra-giam-sat.{FORMS[form]}"
    assert clipboard(page) == file.read_text(encoding="utf-8").replace("\r\n", "\n")


def test_a_form_is_downloaded_under_its_name(desktop: Watched) -> None:
    page = desktop.go(PAPER)
    page.locator(".ky-cite summary", has_text="RIS").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải tệp .ris").click()
    assert started.value.suggested_filename == "doi-moi-kiem-tra-giam-sat.ris"


def test_where_a_page_has_no_clipboard_the_text_is_selected(desktop: Watched) -> None:
    page = desktop.page
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    desktop.go(PAPER)
    page.get_by_role("button", name="Sao chép trích dẫn").click()
    expect(page.locator(".ky-cite [role=status]")).not_to_have_text("")
    assert str(page.evaluate("getSelection().toString()")).startswith("Trần Thị B, Lê Văn C")


def test_without_scripts_every_form_can_be_read(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAPER)
    expect(page.locator(".ky-cite-line")).to_be_visible()
    page.locator(".ky-cite summary", has_text="BibTeX").click()
    expect(page.locator("#bai-nay--bib")).to_contain_text("@inproceedings{")
    assert page.locator(".ky-copy").first.is_hidden()
    context.close()
