"""The generated pages given to MkDocs, and the hand-written ones and static files made safe."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nh3
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from proceedings.model.guideline import FileLimits
from proceedings.reading.figures import Refusal, read_figure
from proceedings.web.page import SitePage, TocEntry

_STATIC = {".md", ".png", ".jpg", ".jpeg", ".svg", ".pdf", ".docx", ".xlsx", ".ics", ".txt"}
# Search reads a page without its tags: words of neighbouring cells must not run into one.
_SPACED = re.compile(r"(</t[dh]>|</d[dt]>|</li>|</summary>|<br>)(?=\S)")
_PICTURES = {".png", ".jpg", ".jpeg", ".svg"}
_MARKER = re.compile(r"<!--\s*([a-z]+)\s*-->")
# Hand-written pages may use what Material's Markdown extensions produce, and nothing that runs.
_TAGS = set(
    "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img "
    "ins kbd li mark nav ol p pre q s section small span strong sub summary sup table tbody td tfoot th thead tr u ul "
    "article header footer time".split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "lang", "title", "role"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
    "time": {"datetime"},
    "div": {"data-md-component"},
}
# Names the theme's own scripts look for: a page that brings its own could take the theme over.
_THEME_ID = re.compile(r"__|md-", re.IGNORECASE)


def add_pages(files: Files, config: MkDocsConfig, pages: Iterable[SitePage]) -> None:
    """Add a stub for each generated page; its HTML is put in by `page_html`."""
    for page in pages:
        # JSON strings are YAML strings; the theme does not escape titles, so they are escaped here.
        head = "".join(
            f"{name}: {json.dumps(html.escape(value), ensure_ascii=False)}\n"
            for name, value in (("title", page.title), ("description", page.description))
        )
        # What search engines are asked to leave out stays out of the sitemap too.
        head += "noindex: true\n" if 'content="noindex"' in page.head else ""
        unsearched = "" if page.searched else "search: {exclude: true}\n"
        files.append(File.generated(config, page.path, content=f"---\n{head}{unsearched}---\n"))


def add_static(files: Files, config: MkDocsConfig, contents: Mapping[str, bytes]) -> None:
    """Add files that are made, not copied: figures of papers, stylesheets."""
    for path, content in contents.items():
        files.append(File.generated(config, path, content=content))


def linked_folder(docs: Path) -> Path | None:
    """Return a symbolic link under docs/ that MkDocs would walk into, out of the tree and perhaps in circles."""
    return next((path for path in sorted(docs.rglob("*")) if path.is_symlink() and not path.is_file()), None)


def refuse_unsafe(files: Files, docs: Path, limits: FileLimits) -> list[str]:
    """Take out of docs/ what may not be published, clean its pictures, and return what was refused and why."""
    refused: list[str] = []
    for file in list(files):
        if file.abs_src_path is None or not Path(file.abs_src_path).is_relative_to(docs):
            continue
        path = Path(file.abs_src_path)
        reason = None
        if _crosses_link(path, docs):
            reason = "là liên kết tượng trưng"
        elif path.suffix.lower() not in _STATIC:
            reason = f"loại tệp {path.suffix or '(không đuôi)'} không được đăng"
        elif path.suffix.lower() in _PICTURES:
            cleaned = read_figure(path.name, path.read_bytes(), limits, "serif")
            if isinstance(cleaned, Refusal):
                reason = cleaned.message
            else:
                file.content_bytes = cleaned
        if reason:
            files.remove(file)
            refused.append(f"docs/{file.src_uri}: {reason}")
    return refused


def unreadable(markdown: str) -> bool:
    """Whether a hand-written page holds what ends MkDocs 1.6.1's own reader with an error: "<![" and no CDATA."""
    try:
        HTMLParser().feed(markdown)
    except AssertionError:
        return True
    return False


def page_html(page: Page, made: Mapping[str, SitePage], content: str, fragments: Mapping[str, str]) -> str:
    """Return the HTML of a page: that of a generated one, else the hand-written one made safe, its markers filled."""
    generated = made.get(page.file.src_uri)
    if generated is not None:
        page.toc = get_toc(nested(generated.sections))
        page.present_anchor_ids = {section.anchor for section in generated.sections}
        return _SPACED.sub(r"\1 ", generated.html)
    parts = _MARKER.split(content)
    # Even parts are text, odd ones the names of markers; unknown markers vanish like any comment.
    return "".join(
        _SPACED.sub(r"\1 ", fragments.get(part, "")) if number % 2 else sanitise(part)
        for number, part in enumerate(parts)
    )


def sanitise(text: str) -> str:
    """Return a hand-written page's HTML without anything that runs or calls out."""
    return nh3.clean(
        text,
        tags=_TAGS,
        clean_content_tags={"script", "style", "iframe", "object", "noscript", "template", "svg", "math"},
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def nested(sections: Iterable[TocEntry]) -> list[Any]:
    """Return sections as the nested tokens that MkDocs makes a table of contents of."""
    root: list[Any] = []
    open_levels: list[tuple[int, list[Any]]] = [(0, root)]
    for section in sections:
        while open_levels[-1][0] >= section.level:
            open_levels.pop()
        children: list[Any] = []
        name = html.escape(section.title)
        open_levels[-1][1].append({"level": section.level, "id": section.anchor, "name": name, "children": children})
        open_levels.append((section.level, children))
    return root


def _filter(tag: str, name: str, value: str) -> str | None:
    if name == "id" and _THEME_ID.match(value):
        return None
    if name == "src" and re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", value, re.IGNORECASE):
        return None
    return value


def _crosses_link(path: Path, docs: Path) -> bool:
    return any(part.is_symlink() for part in (path, *path.parents) if part.is_relative_to(docs) and part != docs)
