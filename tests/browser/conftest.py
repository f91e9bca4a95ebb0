"""The website of the tests' own two seminars in a real Chromium: served on loopback, watched for what goes wrong."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from book.harness import real_build
from browser.watched import Watched, watched
from playwright.sync_api import Browser, expect, sync_playwright

PREFIX = "/ky-yeu/"
"""Where the site is on its host, as in mkdocs.yml: the page for lost readers links from there."""


NewPage = Callable[..., Watched]


class _Handler(SimpleHTTPRequestHandler):
    """Serves the folder under PREFIX, and 404.html for what is not there, as static hosts do."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(PREFIX) if path.startswith(PREFIX) else "nowhere/"
        return super().translate_path(f"/{inside}")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the tests' output clean."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the website of the real content, built once for all tests of a session."""
    return real_build(tmp_path_factory.getbasetemp()) / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address of the site, ending in "/"."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the system's Chromium; playwright's own browser is never downloaded."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "No Chromium: scripts/test.py installs it, or install the package chromium."
    expect.set_options(timeout=180_000)  # a busy machine is late, which is no failure
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser, address: str) -> Iterator[NewPage]:
    """Return a function that opens a watched page: `new_page(phone=True, dark=True)`."""
    with ExitStack() as stack:
        yield lambda **how: stack.enter_context(watched(chromium, address, **how))


@pytest.fixture
def desktop(new_page: NewPage) -> Watched:
    """Return a page on a desktop, light."""
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Watched:
    """Return a page on a phone of 390 × 844, light."""
    return new_page(phone=True)
