"""The search index: what the theme's plugin collected, made small and sorted into kinds for our own search."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from mkdocs.structure.files import Files

from proceedings.web.content import Content

# The theme's own search, which knows no Vietnamese.
_STOCK_SEARCH = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
_PAPER, _EVENT, _NEWS, _DOCUMENT = "Bài viết", "Tọa đàm, hội thảo", "Tin tức", "Văn bản"
_GUIDE, _INDEX, _BOARD, _OTHER = "Hướng dẫn, quy định", "Danh mục", "Ban biên tập", "Trang khác"
_RULES = "quy-tac/"
# The first folder of an address tells its kind; what stands below an event is told by its papers.
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
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")


class Entry(TypedDict):
    """A page or a section of it; texts are plain, not markup. `kind` groups the results."""

    location: str
    title: str
    text: str
    kind: str


def drop_stock_search(files: Files) -> None:
    """Leave out the scripts of the theme's own search, which `assets/search.js` takes the place of."""
    for file in list(files):
        if file.src_uri.startswith(_STOCK_SEARCH):
            files.remove(file)


def write_texts(folder: Path, content: Content) -> None:
    """Write texts.json, which the search fetches, and leave an empty index for the theme, which fetches that at once.

    Nothing happens where the theme's plugin has written no index.
    """
    stock = folder / "search_index.json"
    if stock.is_file():
        texts = compact(stock.read_text(encoding="utf-8"), content)
        (folder / "texts.json").write_text(texts, encoding="utf-8")
        stock.write_text('{"config":{},"docs":[]}', encoding="utf-8")


def compact(stock: str, content: Content) -> str:
    """Return the texts as JSON: plain NFC text, each rule one entry, every entry with its kind.

    Parameters
    ----------
    stock
        The index as the theme's plugin writes it: `{"config": …, "docs": [{location, title, text}, …]}`.
    """
    papers = {listed.path for topics in content.volumes.values() for topic in topics for listed in topic.papers}
    kinds = {path.removesuffix("index.md"): _PAPER for path in papers}
    kinds |= {f"{paper.event}/{paper.slug}/": _PAPER for paper in content.withdrawn}
    docs = list(
        _entries(json.loads(stock)["docs"], kinds, _KINDS | {event.id: _EVENT for event in content.latest_first})
    )
    return json.dumps({"config": {}, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def for_folder(texts: str) -> str:
    """Return search_index.js, which an offline copy needs in place of texts.json: its addresses name the files."""
    made = json.loads(texts)
    for entry in made["docs"]:
        entry["location"] = _file_of(entry["location"])
    return f"var __index={json.dumps(made, ensure_ascii=False, separators=(',', ':'))};"


def _entries(docs: list[dict[str, str]], pages: dict[str, str], folders: dict[str, str]) -> Iterator[Entry]:
    last: Entry | None = None
    for doc in docs:
        page, _, anchor = doc["location"].partition("#")
        title, text = _plain(doc["title"]), _plain(doc["text"])
        if anchor and last is not None and page.startswith(_RULES):
            # "Vì sao", "Sai", "Đúng" of every rule would bury what readers look for.
            last["text"] = f"{last['text']} {text}".strip()
            continue
        if last is not None:
            yield last
        if not anchor:
            # The heading of a generated page is no section of its own: it stands in the text once more.
            text = _BLANKS.sub(" ", text.replace(title, "", 1)).strip()
        kind = pages.get(page) or folders.get(page.partition("/")[0], _OTHER)
        last = Entry(location=doc["location"], title=title, text=text, kind=kind)
    if last is not None:
        yield last


def _plain(markup: str) -> str:
    text = html.unescape(_TAG.sub(" ", markup)).replace("\u200b", "")
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text)).strip()


def _file_of(location: str) -> str:
    page, mark, anchor = location.partition("#")
    return f"{page}index.html{mark}{anchor}" if not page or page.endswith("/") else location
