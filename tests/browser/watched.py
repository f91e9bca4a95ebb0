"""A page in Chromium that notes whatever goes wrong on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

DESKTOP = {"width": 1280, "height": 900}
# A page of a busy machine comes late; nothing is judged by how late.
_PATIENCE_MS = 180_000
PHONE = {"width": 390, "height": 844}


@dataclass
class Watched:
    """A page of the site at `address`, and its troubles: console errors, failed requests, requests off the host.

    A test that asks for what is not there empties `troubles` itself.
    """

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str = "") -> Page:
        """Open a page of the site by its path and wait until its scripts have started."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("html.js")
        return self.page

    def _message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.troubles.append(f"off the host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")

    def watch(self) -> None:
        """Start to note troubles."""
        self.page.on("console", self._message)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("requestfailed", lambda request: self.troubles.append(f"failed: {request.url}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)


@contextmanager
def watched(browser: Browser, address: str, *, phone: bool = False, dark: bool = False) -> Iterator[Watched]:
    """Yield a page, on a `phone` with touch, `dark` as the reader's system asks for it; none may end with troubles."""
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP,
        has_touch=phone,
        is_mobile=phone,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="vi-VN",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(_PATIENCE_MS)
    try:
        visit = Watched(context.new_page(), address)
        visit.watch()
        yield visit
        assert visit.troubles == []
    finally:
        context.close()
