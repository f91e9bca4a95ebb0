"""The website of the tests' own two seminars, built once for all tests and parsed once."""

from __future__ import annotations

from pathlib import Path

import pytest
from book.harness import real_build
from bs4 import BeautifulSoup


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the website of the real content."""
    return real_build(tmp_path_factory.getbasetemp()) / "site"


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Return every page by its path in the site."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }
