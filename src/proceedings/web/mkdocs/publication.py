"""One run of MkDocs over a content tree: the state that its events share, and what each of them does."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from proceedings.installation import LIBRARY
from proceedings.model.errors import ProceedingsError
from proceedings.model.paper import Figure
from proceedings.reading.schema import schemas
from proceedings.text.slug import slugify
from proceedings.web import news
from proceedings.web.content import Content
from proceedings.web.machines.sharing import home_head, post_head
from proceedings.web.mkdocs import publishing, search_index
from proceedings.web.mkdocs.navigation import navigation
from proceedings.web.mkdocs.redirects import keep_downloads, moves, redirect_files
from proceedings.web.mkdocs.site_files import site_files
from proceedings.web.mkdocs.site_pages import site_pages
from proceedings.web.mkdocs.valid_html import valid_html
from proceedings.web.page import SitePage
from proceedings.web.pages.directory import directory
from proceedings.web.pages.event_page import home_fragment
from proceedings.web.pages.index_pages import register_fragment

log = get_plugin_logger("proceedings")


class Publication:
    """What MkDocs' events do for the website; a preview makes everything anew whenever something has changed.

    Parameters
    ----------
    contents
        Returns what the site is made from, for a configuration that the check has been through; given whether PDFs are
        made, whether drafts are shown, and where the site will be.
    screen_figure
        Returns a figure as the website serves it.
    """

    def __init__(self, contents: Callable[..., Content], screen_figure: Callable[[Figure], bytes]) -> None:
        self._contents = contents
        self._screen_figure = screen_figure
        self._previewing = False

    def on_startup(self, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview, which shows drafts too."""
        self._previewing = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the pages, the navigation from them, and Vietnamese addresses for headings and posts."""
        docs = Path(config.docs_dir)
        linked = publishing.linked_folder(docs)
        if linked is not None:
            raise PluginError(f"docs/{linked.relative_to(docs).as_posix()} là liên kết tượng trưng: xóa liên kết này.")
        self._content = self._contents(
            config.extra["build"],
            with_pdf=os.environ.get("ENABLE_PDF_EXPORT") == "1",
            drafts=self._previewing,
            address=config.site_url or "",
        )
        held = directory(self._content)
        self._pages: dict[str, SitePage] = {page.path: page for page in site_pages(held)}
        self._files = site_files(self._content)
        self._fragments = {"home": home_fragment(self._content), "register": register_fragment(held)}
        self._search_entries: list[search_index.SearchEntry] = []
        self._heads: dict[str, str] = {}
        self._moves: dict[str, str] = {}
        config.nav = navigation(self._content, docs)
        config.mdx_configs.setdefault("toc", {})["slugify"] = slugify
        blog = config.plugins.get("material/blog")
        if blog is not None:
            blog.config.post_slugify = blog.config.categories_slugify = slugify
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Refuse what may not be published; add the generated pages and the papers' figures."""
        build = config.extra["build"]
        for refused in publishing.refuse_unsafe(files, Path(config.docs_dir), build.proceedings.guideline.limits):
            log.warning(refused)
        posts = news.read_posts(Path(config.docs_dir))
        ids = {event.id for event in build.proceedings.events}
        for warning in news.withhold(files, posts, ids, previewing=self._previewing):
            log.warning(warning)
        search_index.drop_stock_search(files)
        publishing.add_pages(files, config, self._pages.values())
        shown = {event.id: build.published(event, drafts=self._previewing) for event in build.proceedings.events}
        figures = [(f"{id}/{figure.name}", figure) for id, ps in shown.items() for p in ps for figure in p.figures]
        publishing.add_static(files, config, {path: self._screen_figure(figure) for path, figure in figures})
        made = {
            f"schemas/{name}": json.dumps(schema, ensure_ascii=False).encode() for name, schema in schemas().items()
        }
        publishing.add_static(files, config, made | self._files)
        return files

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Name a hand-written page that MkDocs would end with an error on."""
        if publishing.unreadable(markdown):
            raise PluginError(f"docs/{page.file.src_uri}: có “<![” mà MkDocs không đọc được; viết “&lt;![”.")
        if "<" in str(page.meta.get("title", "")):  # the theme does not escape titles
            page.meta["title"] = str(page.meta["title"]).replace("<", "&lt;")
        if page.file.src_uri.startswith(news.POSTS):
            news.tell_dates(page, self._content.news)
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in a generated page's HTML, or make a hand-written one safe."""
        content = publishing.page_html(page, self._pages, html, self._fragments)
        if page.file.src_uri.startswith(news.POSTS):
            page.meta.setdefault("description", news.summary(publishing.sanitise(news.beginning(html))))
            event = news.event_of(page, self._content.proceedings.events)
            self._heads[page.file.src_uri] = post_head(page, content, files, event, self._content)
        elif page.is_homepage:
            about = str(page.meta.get("description") or config.site_description or "")
            self._heads[page.file.src_uri] = home_head(config.site_name, about, self._content)
        self._search_entries.extend(search_index.collect(page, content))
        return content

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Let templates make excerpts of posts safe; date the feeds."""
        env.filters["sanitise"] = publishing.sanitise
        feed = config.plugins.get("rss")
        if feed is not None:
            news.date_feeds((feed.feed_created, feed.feed_updated), self._content.news)
        # Posts have their addresses only now.
        publishing.add_static(files, config, self._pages_of_old_addresses(files, config))
        return env

    def _pages_of_old_addresses(self, files: Files, config: MkDocsConfig) -> dict[str, bytes]:
        """Return the pages of old addresses; a preview, which leaves out broken papers, goes on without them."""
        titles = {file.url: unescape(str(file.page.title)) for file in files.documentation_pages() if file.page}
        try:
            self._moves = moves(config.extra.get("redirects") or {}, titles)
        except ProceedingsError as error:
            if not self._previewing:
                raise PluginError(str(error)) from error
            log.warning(str(error))
        return dict(redirect_files(self._moves, titles, config.site_url or ""))

    def on_page_context(
        self, context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
    ) -> dict[str, Any]:
        """Give a page its metadata; only pages of one chapter follow each other."""
        if page.file.src_uri in self._pages:
            context["ky_head"] = self._pages[page.file.src_uri].head
        elif page.file.src_uri in self._heads:
            context["ky_head"] = self._heads[page.file.src_uri]
        if page.file.src_uri.startswith(news.POSTS):
            context["ky_event"] = news.event_of(page, self._content.proceedings.events)
        for name in ("previous_page", "next_page"):
            neighbour = getattr(page, name)
            if neighbour is not None and (page.parent is None or neighbour.parent is not page.parent):
                setattr(page, name, None)
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Correct the theme's markup."""
        return valid_html(output)

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Correct the theme's markup on the page for lost visitors too."""
        return valid_html(output) if template_name.endswith(".html") else output

    @event_priority(-50)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Finish what plugins have written: the texts of the search, the feeds, the files of old addresses."""
        keep_downloads(Path(config.site_dir), self._moves)
        search_index.write_texts(Path(config.site_dir) / "search", self._search_entries, self._content)
        for name in ("created", "updated"):
            news.finish_feed(Path(config.site_dir) / f"feed_rss_{name}.xml")

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Reload the preview when papers, events, templates or styles change."""
        server.watch(str(Path(config.docs_dir).parent / "papers"))
        for part in ("web", "book"):
            server.watch(str(LIBRARY / part))
        return server
