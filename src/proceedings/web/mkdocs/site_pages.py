"""All generated pages of the site."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.model.guideline import Guideline
from proceedings.rules.catalogue import CATALOGUE
from proceedings.web.board.page import board_pages
from proceedings.web.content import Content
from proceedings.web.page import SitePage, link, template
from proceedings.web.pages.call_page import call_page
from proceedings.web.pages.directory import Directory
from proceedings.web.pages.event_page import event_page, events_page
from proceedings.web.pages.index_pages import index_pages
from proceedings.web.pages.paper_page import paper_pages
from proceedings.web.pages.rule_pages import rule_page, rules_page


def site_pages(held: Directory) -> tuple[SitePage, ...]:
    """Return every page made from the model."""
    return tuple(_pages(held))


def _pages(held: Directory) -> Iterator[SitePage]:
    content = held.content
    yield events_page(content)
    for event in content.proceedings.events:
        yield event_page(event, content)
        yield call_page(event, content)
    yield from paper_pages(held)
    yield from index_pages(held)
    yield from board_pages(content)
    yield _guideline_page(content)
    yield rules_page()
    for code in CATALOGUE:
        yield rule_page(code)


def _guideline_page(content: Content) -> SitePage:
    proceedings = content.proceedings
    everyone: list[tuple[str, Guideline]] = [("Quy định chung", proceedings.guideline)]
    everyone += [(f"{event.kind}: {event.title}", event.guideline) for event in content.latest_first]
    html = template("guideline.html", guidelines=everyone, link=lambda target: link("quy-dinh/index.md", target))
    return SitePage(path="quy-dinh/index.md", title="Quy định bài viết", html=html, description="Quy định về bài viết.")
