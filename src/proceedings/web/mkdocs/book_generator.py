"""mkdocs-with-pdf's generator is replaced by ours, through the plugin's public attribute."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from proceedings.model.errors import ProceedingsError

PlaceBooks = Callable[[Any, Path], None]
"""Writes the volumes of a build, and its papers' own PDFs, into a site."""


class BookGenerator:
    """Takes the place of mkdocs_with_pdf.generator.Generator: the volume comes from our own pieces, not from pages."""

    def __init__(self, build: object, place_books: PlaceBooks) -> None:
        self._build = build
        self._place_books = place_books

    def on_nav(self, nav: Navigation) -> None:
        """Nothing: the volume's order is that of the topics."""

    def on_post_page(self, output_content: str, page: Page, pdf_path: str) -> str:
        """Return the page as it is: pages link to their PDFs already."""
        return output_content

    def on_post_build(self, config: MkDocsConfig, output_path: str) -> None:
        """Write each event's volume and papers into the site."""
        try:
            self._place_books(self._build, Path(config.site_dir))
        except ProceedingsError as error:
            raise PluginError(str(error)) from None


class BookDoor:
    """Puts our generator into mkdocs-with-pdf."""

    def __init__(self, place_books: PlaceBooks) -> None:
        self._place_books = place_books

    def on_startup(self, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Silence what the plugin says of work it no longer does, above all its warning that no PDF is made."""
        logging.getLogger("mkdocs.with-pdf").addFilter(lambda record: record.levelno > logging.WARNING)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our generator in; the plugin has been configured before the hooks."""
        plugin: Any = config.plugins.get("with-pdf")
        if plugin is not None and plugin.enabled:
            plugin.generator = BookGenerator(config.extra["build"], self._place_books)
        return config
