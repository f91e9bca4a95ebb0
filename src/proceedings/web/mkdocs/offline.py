"""The site as one ZIP that reads from a folder: from a USB stick, without a server and without a network."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from proceedings.web.mkdocs.search_index import for_folder

FOLDER = "ky-yeu"
"""The one folder in the ZIP that everything is in."""

_README = "Mở tệp index.html bằng trình duyệt để đọc. Không cần mạng.\n"
# The same bytes for the same site: ZIP's earliest moment instead of the clock's.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_PACKED = {".pdf", ".png", ".jpg", ".jpeg", ".xlsx", ".docx"}
# For servers and subscribers only, full of the site's address; the search's texts go in as a script.
_ONLINE = re.compile(r"404\.html|sitemap\.xml(\.gz)?|feed_rss_\w+\.xml|robots\.txt|search/.*")
_ONLINE_MARKUP = re.compile(
    r'[ \t]*<link rel="(?:canonical|alternate)"[^>]*>\n?|<li class="ky-online">.*?</li>', re.DOTALL
)
_TAG = re.compile(r"""<[a-z](?:[^"'<>]|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ADDRESS = re.compile(r'(\s(?:href|src|action)=")([^"]*)"')


def write_bundle(site: Path, bundle: Path) -> None:
    """Write a finished site to the ZIP file `bundle`."""
    with zipfile.ZipFile(bundle, "w") as made:
        for name, content in sorted(_files(site)):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", _MOMENT)
            entry.create_system = 3  # the same on every system; then the mode is a file's that all may read
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _PACKED else zipfile.ZIP_DEFLATED
            made.writestr(entry, content)


def for_file(page: str, html: str, folders: set[str]) -> str:
    """Return a page whose links name the files that a server would find by itself.

    Parameters
    ----------
    page
        Its path in the site: "tin-tuc/index.html".
    folders
        Every folder of the site that has an index.html; "" for the site's own.
    """

    def name_file(found: re.Match[str]) -> str:
        return f'{found[1]}{_file_address(page, found[2], folders)}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(name_file, tag[0]), _ONLINE_MARKUP.sub("", html))


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    yield "DOC-TRUOC.txt", _README.encode()
    texts = site / "search" / "texts.json"
    if texts.is_file():
        yield "search/search_index.js", for_folder(texts.read_text(encoding="utf-8")).encode()
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    folders = {posixpath.dirname(name) for name in paths if posixpath.basename(name) == "index.html"}
    for name, path in paths.items():
        if _ONLINE.fullmatch(name):
            continue
        if path.suffix == ".html":
            yield name, for_file(name, path.read_text(encoding="utf-8"), folders).encode()
        else:
            yield name, path.read_bytes()


def _file_address(page: str, address: str, folders: set[str]) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if (target if target != "." else "") not in folders:
        return address
    return parts._replace(path=f"{parts.path.rstrip('/')}/index.html").geturl()
