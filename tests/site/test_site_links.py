"""Every link, anchor and file that the built site names is there; nothing is asked of others; the HTML is valid."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import defusedxml.ElementTree
import pytest
from bs4 import BeautifulSoup, Tag
from tinyhtml5.parser import HTMLParser

SITE_URL = "https://example.org/ky-yeu/"
# What a browser fetches by itself, as against links that a reader may follow.
FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
FETCHED |= {"embed": "src", "object": "data", "input": "src", "track": "src"}
FETCHED_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"}
PLACES = ("href", "src", "action", "data", "poster")
CSS_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+["']([^"']*)["']""")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Attributes that name other elements of the page by their ids.
REFERENCES = ("for", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list", "headers")
INTERACTIVE = ("a", "button", "select", "textarea", "label", "details", "iframe", "input")


def addresses(page: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Yield each address that a page names, with its element."""
    for tag in page.find_all(True):
        for place in PLACES:
            if tag.has_attr(place):
                yield tag, str(tag[place])
        for part in str(tag.get("srcset", "")).split(","):
            if part.strip():
                yield tag, part.split()[0]


def css_addresses(text: str) -> list[str]:
    return ["".join(found) for found in CSS_URL.findall(CSS_COMMENT.sub("", text))]


def target_of(page: str, address: str, site: Path) -> tuple[Path, str] | None:
    """Return the file and the anchor that an address of a page leads to; None for one that leads off the site."""
    parts = urlsplit(address)
    if address.startswith(SITE_URL):
        path = parts.path.removeprefix("/ky-yeu/")
    elif parts.scheme or parts.netloc:
        return None
    elif parts.path.startswith("/ky-yeu/"):  # the page for lost visitors, which is shown at any depth
        path = parts.path.removeprefix("/ky-yeu/")
    elif parts.path:
        path = posixpath.join(posixpath.dirname(page), parts.path)
    else:
        path = page
    target = site / unquote(posixpath.normpath(path) if path else "")
    folder = not parts.path and not path or parts.path.endswith(("/", "..", "."))
    return (target / "index.html" if folder else target), unquote(parts.fragment)


def anchors_of(page: BeautifulSoup) -> set[str]:
    named = {str(tag["name"]) for tag in page.find_all("a", attrs={"name": True})}
    return {str(tag["id"]) for tag in page.find_all(id=True)} | named


@pytest.fixture(scope="session")
def anchors(site: Path, pages: dict[str, BeautifulSoup]) -> dict[Path, set[str]]:
    return {site / name: anchors_of(page) for name, page in pages.items()}


def test_every_link_and_anchor_resolves(site, pages, anchors):
    broken, followed = [], 0
    for name, page in pages.items():
        for _, address in addresses(page):
            found = target_of(name, address, site)
            if found is None:
                continue
            target, anchor = found
            followed += 1
            if not target.is_file():
                broken.append(f"{name}: {address}")
            elif anchor and target.suffix == ".html" and anchor not in anchors[target]:
                broken.append(f"{name}: {address} (no such anchor)")
    assert not broken, "\n".join(sorted(set(broken))[:50])
    assert followed > 1000


def test_what_stylesheets_name_is_there(site, pages):
    seen = 0
    sheets = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    inline = {name: "\n".join(tag.get_text() for tag in page.find_all("style")) for name, page in pages.items()}
    for name, text in (sheets | inline).items():
        for address in css_addresses(text):
            if address.startswith(("data:", "#")):
                continue
            found = target_of(name, address, site)
            assert found is not None, f"{name} asks another host: {address}"
            assert found[0].is_file(), f"{name}: {address}"
            seen += 1
    assert seen


def test_nothing_is_asked_of_another_host(pages):
    for name, page in pages.items():
        for tag in page.find_all(True):
            fetched = [
                str(tag[place]) for place in (FETCHED.get(tag.name, ""), "srcset", "poster") if tag.has_attr(place)
            ]
            if tag.name == "link" and set(tag.get("rel", [])) & FETCHED_LINKS:
                fetched.append(str(tag["href"]))
            if tag.name == "meta" and str(tag.get("http-equiv", "")).lower() == "refresh":
                fetched.append(str(tag["content"]).partition("url=")[2])
            for address in fetched:
                parts = urlsplit(address)
                ours = address.startswith(("data:", SITE_URL)) or not (parts.scheme or parts.netloc)
                assert ours, f"{name}: {address}"
            assert "url(//" not in str(tag.get("style", "")).replace(" ", "")
            assert "url(http" not in str(tag.get("style", "")).replace(" ", "")


def test_our_scripts_ask_no_other_host(site):
    for path in site.glob("assets/*.js"):
        assert not re.search(r"https?://(?!www\.w3\.org/)", path.read_text(encoding="utf-8")), path


def test_the_sitemap_names_pages_that_are_there(site):
    tree = defusedxml.ElementTree.parse(site / "sitemap.xml")
    named = [str(tag.text) for tag in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(named) > 30
    for address in named:
        found = target_of("index.html", address, site)
        assert found is not None, address
        assert found[0].is_file(), address


def test_calendars_name_pages_that_are_there(site):
    for path in site.rglob("*.ics"):
        unfolded = path.read_text(encoding="utf-8").replace("\r\n ", "")
        for address in re.findall(r"https://example\.org/[^\s\\,;]*", unfolded):
            found = target_of("index.html", address, site)
            assert found is not None
            assert found[0].is_file(), f"{path.name}: {address}"


def test_the_search_names_pages_and_anchors_that_are_there(site, anchors):
    texts = json.loads((site / "search" / "texts.json").read_text(encoding="utf-8"))
    assert len(texts["docs"]) > 50
    for entry in texts["docs"]:
        found = target_of("index.html", entry["location"], site)
        assert found is not None
        assert found[0].is_file(), entry["location"]
        assert not found[1] or found[1] in anchors[found[0]], entry["location"]


def test_the_html_parses_without_an_error(site, pages):
    for name in pages:
        parser = HTMLParser()
        parser.parse((site / name).read_text(encoding="utf-8"))
        assert not parser.errors, f"{name}: {parser.errors[:5]}"


def test_ids_are_there_once(pages):
    for name, page in pages.items():
        ids = Counter(str(tag["id"]) for tag in page.find_all(id=True))
        assert not [one for one, count in ids.items() if count > 1], name
        assert not [one for one in ids if not one or re.search(r"\s", one)], name


def test_attributes_name_elements_of_the_page(pages):
    for name, page in pages.items():
        ids = {str(tag["id"]) for tag in page.find_all(id=True)}
        for tag in page.find_all(True):
            for attribute in REFERENCES:
                value = tag.get(attribute)
                if attribute == "headers" and tag.name not in ("td", "th"):
                    continue
                wanted = value if isinstance(value, list) else str(value or "").split()
                assert set(wanted) <= ids, f"{name}: <{tag.name} {attribute}={value}>"


def test_elements_have_the_attributes_they_need(pages):
    for name, page in pages.items():
        for tag in page.find_all("img"):
            assert tag.has_attr("alt"), f"{name}: {tag}"
        for tag in page.find_all(tabindex=True):
            assert re.fullmatch(r"-?\d+", str(tag["tabindex"])), f"{name}: {tag}"
        for tag in page.find_all("input", type=["checkbox", "radio"]):
            assert not tag.has_attr("autocomplete"), f"{name}: {tag}"
        for tag in page.find_all(["pre", "div", "span", "p"], attrs={"aria-label": True}):
            assert tag.has_attr("role"), f"{name}: aria-label needs a role: {tag.name} {tag['aria-label']}"
        for tag in page.find_all("th"):
            assert tag.get("scope") in ("col", "row", "colgroup", "rowgroup"), f"{name}: {tag}"


def test_elements_stand_where_they_may(pages):
    for name, page in pages.items():
        for tag in page.find_all(["a", "button"]):
            inner = tag.find(INTERACTIVE)
            assert inner is None, f"{name}: <{inner and inner.name}> within <{tag.name}>"
        for tag in page.find_all(["ul", "ol"]):
            odd = [child.name for child in tag.find_all(True, recursive=False) if child.name not in ("li", "template")]
            assert not odd, f"{name}: {odd} within <{tag.name}>"
        for tag in page.find_all("li"):
            assert tag.parent is not None
            assert tag.parent.name in ("ul", "ol", "menu"), f"{name}: <li> within <{tag.parent.name}>"
        assert len(page.find_all("main")) == 1, name
        assert len(page.find_all("h1")) == 1, f"{name}: {len(page.find_all('h1'))} h1"
        assert page.title is not None
        assert page.html is not None
        assert page.html["lang"] == "vi", name


def test_headings_leave_no_level_out(pages):
    for name, page in pages.items():
        levels = [int(tag.name[1]) for tag in page.main.find_all(re.compile(r"h[1-6]$"))]
        assert levels[0] == 1, f"{name}: begins with h{levels[0]}"
        for before, after in zip(levels, levels[1:], strict=False):
            assert after <= before + 1, f"{name}: h{after} after h{before}"
