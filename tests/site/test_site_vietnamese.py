"""No word of the theme's English is left on any page: text, and attributes that are read out or shown."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

import material
import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from proceedings.web.admonitions import TITLES

THEME = Path(material.__file__).parent / "templates"
OURS = Path(__file__).parents[2] / "src" / "proceedings" / "web" / "theme" / "partials" / "languages" / "vi.html"
SHOWN = ("title", "aria-label", "placeholder", "alt", "aria-description", "data-md-title", "label", "summary")
# What the theme, MkDocs and the Markdown extensions say by themselves where nobody translates it.
MEASURED = (
    "Permanent link", "Jump back to footnote", "Initializing search", "Type to start searching", "Metadata",
    "RSS feed", "Contributors", "Tabs", "Not found", "Made with", "Table of contents", "Skip to content", "Back to top",
    "Back to index", "Continue reading", "Edit this page", "View source", "Read more", "Previous", "Next", "Search",
    "Navigation", "Footer", "Header", "Copy to clipboard", "Copied", "Light mode", "Dark mode", "Switch to", "Draft",
    "Share", "Clear", "Categories", "Archive", "Home", "Note", "Warning", "Tip", "Danger", "Example", "Loading",
)  # fmt: skip
# Names of things in other programs, used on purpose: Word's menus in the repairs of rules.
QUOTED = re.compile(r"thẻ Home|Home > Styles|Layout > Margins")


@cache
def strings(path: Path) -> dict[str, str]:
    return dict(re.findall(r'^\s*"([\w.]+)":\s*"(.*?)",?$', path.read_text(encoding="utf-8"), re.MULTILINE))


def english() -> list[str]:
    """Return the theme's own English strings that a reader could meet."""
    stock = strings(THEME / "partials" / "languages" / "en.html")
    return [
        text for key, text in stock.items() if re.search(r"[A-Za-z]{3}", text) and not key.startswith("search.config")
    ]


def shown(page: BeautifulSoup) -> list[str]:
    """Return what a page shows and says: its text, but for code, and the attributes that are words."""
    texts = [
        str(text) for text in page.find_all(string=True) if not text.find_parent(["script", "style", "code", "pre"])
    ]
    texts += [str(tag[name]) for name in SHOWN for tag in page.find_all(attrs={name: True})]
    config = page.find("script", id="__config")
    texts += re.findall(r'"[\w.]+": ?"([^"]*)"', config.get_text()) if config else []
    return [QUOTED.sub("", " ".join(text.split())) for text in texts]


def test_every_string_of_the_theme_is_translated():
    stock, ours = strings(THEME / "partials" / "languages" / "en.html"), strings(OURS)
    assert len(stock) > 40
    missing = [key for key in stock if not ours.get(key) and not key.startswith("search.config")]
    assert missing == []
    same = [key for key, text in stock.items() if ours.get(key) == text and re.search(r"[A-Za-z]{3}", text)]
    assert set(same) <= {"direction"}


@pytest.mark.parametrize("words", sorted({*MEASURED, *english()}))
def test_no_english_of_the_theme_is_left(pages, words):
    pattern = re.compile(rf"(?<!\w){re.escape(html.unescape(words))}(?!\w)")
    for name, page in pages.items():
        found = [text for text in all_shown(name, page) if pattern.search(text)]
        assert not found, f"{name}: {found[:3]}"


_SHOWN: dict[str, list[str]] = {}


def all_shown(name: str, page: BeautifulSoup) -> list[str]:
    if name not in _SHOWN:
        _SHOWN[name] = shown(page)
    return _SHOWN[name]


def test_the_scan_would_find_english():
    page = BeautifulSoup('<p>Chữ</p><a title="Permanent link">¶</a><code>Search</code>', "html.parser")
    assert "Permanent link" in shown(page)
    assert "Search" not in shown(page)


def test_every_page_says_that_it_is_vietnamese(pages):
    for name, page in pages.items():
        assert page.html["lang"] == "vi", name


def test_the_page_for_lost_visitors_finds_home_from_any_depth(pages):
    page = pages["404.html"]
    assert "Không tìm thấy trang" in page.title.get_text()
    for tag in page.find_all(["a", "link", "script", "img"]):
        address = str(tag.get("href") or tag.get("src") or "")
        assert not address or address.startswith(("/ky-yeu/", "https://example.org/", "#", "javascript:")), address


@pytest.mark.parametrize("kind", TITLES)
def test_a_box_has_a_vietnamese_title(kind):
    made = Markdown(extensions=["proceedings.web.admonitions"]).convert(f"!!! {kind}\n    Chữ.\n")
    assert f'<div class="admonition {kind}">' in made
    assert f'<p class="admonition-title">{TITLES[kind]}</p>' in made


def test_a_box_keeps_the_title_that_it_is_given():
    convert = Markdown(extensions=["proceedings.web.admonitions"]).convert
    assert '<p class="admonition-title">Xem thêm</p>' in convert('!!! note "Xem thêm"\n    Chữ.\n')
    assert "admonition-title" not in convert('!!! note ""\n    Chữ.\n')
    assert '<p class="admonition-title">Ghi chú</p>' in convert("!!! rieng\n    Chữ.\n")
