"""The search index: the text of every page by its sections, sorted into kinds, for our own search."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from lxml.html import HtmlElement, HTMLParser, fragment_fromstring
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from proceedings.web.content import Content
from proceedings.web.page import paper_path

# The theme's own search, which knows no Vietnamese.
_STOCK_SEARCH = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
_PAPER, _EVENT, _NEWS, _DOCUMENT = "Bài viết", "Tọa đàm, hội thảo", "Tin tức", "Văn bản"
_GUIDE, _INDEX, _BOARD, _OTHER = "Hướng dẫn, quy định", "Danh mục", "Ban biên tập", "Trang khác"
_RULES = "quy-tac/"
# The first folder of an address shows its kind; what is below an event is found through its papers.
_KINDS = {
    "su-kien": _EVENT,
    "tin-tuc": _NEWS,
    "van-ban": _DOCUMENT,
    "huong-dan": _GUIDE,
    "quy-dinh": _GUIDE,
    "quy-tac": _GUIDE,
    "tac-gia": _INDEX,
    "truong": _INDEX,
    "chu-de": _INDEX,
    "mo-hinh": _INDEX,
    "nam": _INDEX,
    "tra-cuu": _INDEX,
    "ban-bien-tap": _BOARD,
}
_BLANKS = re.compile(r"\s+")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_UNREAD = frozenset(["script", "style", "object", "svg", "template"])
_NOTE_MARKS = frozenset(["footnote-ref", "footnote-back", "footnote-backref"])
# Words do not end where these do: "<b>đ</b>iểm".
_INLINE = frozenset("a abbr b bdi bdo cite code data dfn em i kbd mark q s small span strong sub sup u var".split())


class SearchEntry(TypedDict):
    """A page or a section of it; texts are plain, not markup. `kind` groups the results."""

    location: str
    title: str
    text: str
    kind: str


@dataclass(slots=True)
class Passage:
    """A page up to its first heading, or a section of it; `title` and `text` are pieces of plain text."""

    anchor: str = ""
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def drop_stock_search(files: Files) -> None:
    """Leave out the scripts of the theme's own search, which `assets/search.js` takes the place of."""
    for file in list(files):
        if file.src_uri.startswith(_STOCK_SEARCH):
            files.remove(file)


def collect(page: Page, content: str) -> list[SearchEntry]:
    """Return what there is to be found of a page, and keep the theme's plugin from parsing it, which takes it longer.

    Parameters
    ----------
    content
        The page's finished HTML.
    """
    search = page.meta.get("search") or {}
    page.meta["search"] = {**search, "exclude": True}
    if search.get("exclude"):
        return []
    name = html.unescape(str(page.meta.get("title") or page.title or ""))
    whole, *sections = passages(content)
    # What the heading of the page says is most often in its name already.
    text = whole.text if _plain(whole.title) in name else [*whole.title, " ", *whole.text]
    return [
        SearchEntry(location=page.url, title=name, text=_plain(text), kind=""),
        *(
            SearchEntry(location=f"{page.url}#{one.anchor}", title=_plain(one.title), text=_plain(one.text), kind="")
            for one in sections
        ),
    ]


def passages(markup: str) -> list[Passage]:
    """Return a page's text by its headings, first that of the whole page; one inside a container ends with it.

    The numbers of notes and what is marked `data-search-exclude` are left out.
    """
    found = [Passage()]
    _walk(fragment_fromstring(markup, create_parent="div", parser=HTMLParser(huge_tree=True)), found[0], found)
    return found


def _walk(element: HtmlElement, passage: Passage, found: list[Passage]) -> None:
    passage.text.append(element.text or "")
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _UNREAD or _left_out(child):
            pass  # a comment, or nothing for readers
        elif tag in _HEADINGS and (child.get("id") or tag == "h1"):
            if tag == "h1" and not found[0].title:
                found[0].title = _title(child)
            else:
                passage = Passage(anchor=child.get("id", ""), title=_title(child))
                found.append(passage)
        elif tag in _INLINE:
            _walk(child, passage, found)
        else:
            passage.text.append(" ")
            _walk(child, passage, found)
            passage.text.append(" ")
        passage.text.append(child.tail or "")


def _left_out(element: HtmlElement) -> bool:
    return "data-search-exclude" in element.attrib or element.get("class") in _NOTE_MARKS


def _title(heading: HtmlElement) -> list[str]:
    """Return a heading's text without the link to itself."""
    pieces = [heading.text or ""]
    for child in heading:
        if child.get("class") != "headerlink":
            pieces += child.itertext()
        pieces.append(child.tail or "")
    return pieces


def write_texts(folder: Path, entries: Iterable[SearchEntry], content: Content) -> None:
    """Write texts.json, which the search fetches.

    Nothing happens where the theme's plugin has written no index: this site has no search.
    """
    if (folder / "search_index.json").is_file():
        # The theme fetches its own at once: it is to be small.
        (folder / "search_index.json").write_text('{"config":{},"docs":[]}', encoding="utf-8")
        (folder / "texts.json").write_text(compact(entries, content), encoding="utf-8")


def compact(entries: Iterable[SearchEntry], content: Content) -> str:
    """Return what was collected as JSON: each rule one entry, every entry with its kind."""
    papers = {paper_path(entry.paper) for order in content.volumes.values() for entry in order.entries}
    kinds = {path.removesuffix("index.md"): _PAPER for path in papers}
    kinds |= {f"{paper.event}/{paper.slug}/": _PAPER for paper in content.withdrawn}
    docs = list(_sorted(entries, kinds, _KINDS | {event.id: _EVENT for event in content.latest_first}))
    return json.dumps({"config": {}, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def for_folder(texts: str) -> str:
    """Return search_index.js, which an offline copy needs in place of texts.json: its addresses name the files."""
    made = json.loads(texts)
    for entry in made["docs"]:
        entry["location"] = _file_of(entry["location"])
    return f"var __index={json.dumps(made, ensure_ascii=False, separators=(',', ':'))};"


def _sorted(entries: Iterable[SearchEntry], pages: dict[str, str], folders: dict[str, str]) -> Iterator[SearchEntry]:
    last: SearchEntry | None = None
    for entry in entries:
        page, _, anchor = entry["location"].partition("#")
        if anchor and last is not None and page.startswith(_RULES):
            # "Vì sao", "Sai", "Đúng" of every rule would bury what readers look for.
            last["text"] = f"{last['text']} {entry['text']}".strip()
            continue
        if last is not None:
            yield last
        last = SearchEntry(**{**entry, "kind": pages.get(page) or folders.get(page.partition("/")[0], _OTHER)})
    if last is not None:
        yield last


def _plain(pieces: Iterable[str]) -> str:
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", "".join(pieces).replace("\u200b", ""))).strip()


def _file_of(location: str) -> str:
    page, mark, anchor = location.partition("#")
    return f"{page}index.html{mark}{anchor}" if not page or page.endswith("/") else location
