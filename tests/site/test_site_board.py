"""The editors' board on a whole site: what was said about papers is nowhere unless its editors want it there."""

from __future__ import annotations

import functools
import gzip
import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from web.board_seminar import PLAN, PLANTED, build_site

pytestmark = pytest.mark.slow

BOARD = "ban-bien-tap/2021-hoi-thao/"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("public"), PLAN)


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("internal"), PLAN + "board: internal\n")


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield what a file says, packed files opened, entities and JSON escapes decoded."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.namelist():
                yield from texts(f"{name}/{part}", parts.read(part))
    elif content.startswith(b"\x1f\x8b"):
        yield from texts(f"{name}/gz", gzip.decompress(content))
    else:
        text = html.unescape(content.decode("utf-8", "ignore"))
        yield name, _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def places(site: Path, words: str) -> set[str]:
    """Return the files that say something."""
    return {path for path, text in everything(site) if words in text}


@functools.cache
def everything(site: Path) -> tuple[tuple[str, str], ...]:
    """Return what every file of a site says."""
    files = [path for path in site.rglob("*") if path.is_file()]
    return tuple(
        (path.relative_to(site).as_posix(), text) for path in files for _, text in texts(path.name, path.read_bytes())
    )


@pytest.mark.parametrize("name", PLANTED)
def test_the_default_site_publishes_nothing_internal(public, name):
    assert places(public, PLANTED[name]) == set()


def test_the_default_site_has_the_papers_that_were_accepted(public):
    # The search for what is planted finds what is there.
    assert {f"{BOARD}{file}" for file in ("index.html", "bai-viet.csv", "bang-theo-doi.xlsx")} <= places(
        public, "Bài gửi sau hạn nộp"
    )


@pytest.mark.parametrize("name", PLANTED)
def test_with_the_setting_the_board_tells_it_and_nothing_else_does(internal, name):
    found = places(internal, PLANTED[name])
    assert {f"{BOARD}index.html", f"{BOARD}bang-theo-doi.xlsx"} <= found
    assert {path for path in found if not path.startswith(BOARD)} == set()


def test_only_an_internal_board_asks_search_engines_to_pass_by(public, internal):
    for site, wanted in ((public, False), (internal, True)):
        page = BeautifulSoup((site / BOARD / "index.html").read_text(encoding="utf-8"), "html.parser")
        assert bool(page.find("meta", attrs={"name": "robots", "content": "noindex"})) is wanted
        assert bool(page.find(class_="ky-internal")) is wanted
    home = (internal / "index.html").read_text(encoding="utf-8")
    assert "noindex" not in home


def test_every_link_of_the_board_leads_somewhere(internal):
    for path in (internal / "ban-bien-tap").rglob("index.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        links = [str(link["href"]) for link in page.select("article a[href]:not([href^='http'])")]
        assert links
        for address in links:
            file, _, anchor = address.partition("#")
            target = (path.parent / file).resolve() if file else path
            target = target / "index.html" if target.is_dir() else target
            if "huong-dan" in target.parts:
                continue  # this small site has no guides
            assert target.is_file(), address
            if anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), address
