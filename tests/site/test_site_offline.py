"""The bundle for reading without a network: everything there, every link names a file, the same bytes each time."""

from __future__ import annotations

import io
import json
import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from proceedings.web.mkdocs.offline import FOLDER, for_file, write_bundle

FOLDERS = {"", "a", "a/b", "tin-tuc"}


@pytest.fixture(scope="session")
def bundle(site: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(site.parent / "dist" / "web-offline.zip")


@pytest.fixture(scope="session")
def offline(bundle: zipfile.ZipFile) -> dict[str, bytes]:
    """Return every file of the bundle by its path below the one folder."""
    return {name.removeprefix(f"{FOLDER}/"): bundle.read(name) for name in bundle.namelist()}


def links(content: bytes) -> list[str]:
    page = BeautifulSoup(content.decode(), "html.parser")
    return [str(tag[place]) for place in ("href", "src") for tag in page.find_all(attrs={place: True})]


def test_everything_stands_in_one_folder(bundle):
    assert bundle.testzip() is None
    assert all(name.startswith(f"{FOLDER}/") and ".." not in name for name in bundle.namelist())


def test_every_page_and_file_is_in_it(site, offline):
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    online = {name for name in there if name.startswith(("404", "sitemap", "feed_", "search/", "robots"))}
    assert there - online <= set(offline)
    assert set(offline) - there == {"DOC-TRUOC.txt", "search/search_index.js"}
    assert sum(name.endswith(".pdf") for name in offline) > 10


def test_every_link_names_a_file_of_the_bundle(offline):
    followed = 0
    for name, content in offline.items():
        if not name.endswith(".html"):
            continue
        for address in links(content):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                assert not address.startswith("https://example.org"), f"{name}: {address}"
                continue
            assert not parts.path.startswith("/"), f"{name}: {address}"
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            assert target in offline, f"{name}: {address}"
            followed += 1
    assert followed > 1000


def test_the_search_has_its_texts_as_a_script(offline):
    script = offline["search/search_index.js"].decode()
    made = json.loads(script.removeprefix("var __index=").removesuffix(";"))
    assert len(made["docs"]) > 50
    for entry in made["docs"]:
        assert entry["location"].partition("#")[0] in offline, entry["location"]


def test_the_same_site_gives_the_same_bytes(site, tmp_path):
    for name in ("one.zip", "two.zip"):
        write_bundle(site, tmp_path / name)
    first = (tmp_path / "one.zip").read_bytes()
    assert first == (tmp_path / "two.zip").read_bytes()
    assert first == (site.parent / "dist" / "web-offline.zip").read_bytes()
    entries = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("page", "address", "wanted"),
    [
        ("index.html", "a/", "a/index.html"),
        ("index.html", ".", "./index.html"),
        ("a/index.html", "..", "../index.html"),
        ("a/index.html", "../", "../index.html"),
        ("a/b/index.html", "../../tin-tuc/#chu-de", "../../tin-tuc/index.html#chu-de"),
        ("a/index.html", "b", "b/index.html"),
        ("a/index.html", "./", "./index.html"),
        ("a/index.html", "#chu-de", "#chu-de"),
        ("a/index.html", "b/bai.pdf", "b/bai.pdf"),
        ("a/index.html", "c/", "c/"),
        ("a/index.html", "https://vi.wikipedia.org/wiki/", "https://vi.wikipedia.org/wiki/"),
        ("a/index.html", "mailto:a@b/", "mailto:a@b/"),
    ],
)
def test_links(page, address, wanted):
    assert for_file(page, f'<p><a class="x" href="{address}">a</a></p>', FOLDERS) == (
        f'<p><a class="x" href="{wanted}">a</a></p>'
    )


def test_only_links_are_touched():
    page = '<link rel="canonical" href="https://example.org/a/">\n<img alt="a > b" src="a/x.png">'
    page += '<p>Viết href="a/" ở đây.</p>'
    page += '<ul><li class="ky-online"><a href="feed.xml">RSS</a></li><li>a</li></ul><a title="1 > 0" href="a/">b</a>'
    assert for_file("index.html", page, FOLDERS) == (
        '<img alt="a > b" src="a/x.png"><p>Viết href="a/" ở đây.</p><ul><li>a</li></ul>'
        '<a title="1 > 0" href="a/index.html">b</a>'
    )
