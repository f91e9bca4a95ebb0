"""Runs MkDocs on a content tree with the library's own configuration, hooks and templates."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from proceedings.model.errors import ProceedingsError
from proceedings.reading.strict_yaml import Mapping, Node, Scalar, YamlError, parse

_LEAST_DOCS = {
    "index.md": "# Kỷ yếu\n\n<!-- home -->\n",
    "van-ban/index.md": "# Văn bản\n\n<!-- register -->\n",
    "tin-tuc/index.md": "# Tin tức\n",
    "gioi-thieu.md": "# Giới thiệu\n\n## Báo lỗi, đính chính {#bao-loi}\n\nXin báo cho đơn vị chủ trì sự kiện.\n",
    "huong-dan/tac-gia.md": "# Dành cho tác giả\n\nXem [quy định bài viết](../quy-dinh/index.md) và "
    "[quy tắc kiểm tra](../quy-tac/index.md).\n",
}
# What a content tree may say about its site; everything else, code above all, comes from the library.
_OWN_SETTINGS = ("site_name", "site_description", "site_url", "copyright")


def build_site(configuration: Path, root: Path, site: Path, build: object) -> None:
    """Build the site of the content tree `root` into `site`.

    Parameters
    ----------
    build
        What the hooks would otherwise read and check again.

    Raises
    ------
    ProceedingsError
        MkDocs stopped; its messages have been logged.
    """
    with _docs_of(root) as docs:
        config = _configuration(configuration, root, docs, site_dir=str(site))
        config.extra["build"] = build
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        except Abort as error:
            raise ProceedingsError("Không dựng được website; lý do ở các dòng trên.") from error
        except MkDocsException as error:
            raise ProceedingsError(f"Không dựng được website: {error}") from error
        finally:
            config.plugins.on_shutdown()


def serve_site(configuration: Path, root: Path, address: str) -> None:
    """Show the site at `address` and reload it when something changes, until interrupted.

    Raises
    ------
    ProceedingsError
        The tree has no docs/, or MkDocs stopped; its messages have been logged.
    """
    if not (root / "docs").is_dir():
        raise ProceedingsError(f"Không có thư mục docs/ trong {root}.", "Kiểm tra tham số --root.")
    settings: dict[str, Any] = {"docs_dir": str(root / "docs"), **_own_settings(_own(root))}
    start = urlsplit(settings.get("site_url", "")).path.rstrip("/")
    print(f"Mở http://{address}{start}/ trong trình duyệt. Dừng: Ctrl+C.", file=sys.stderr, flush=True)
    try:
        serve.serve(str(configuration), livereload=True, dev_addr=address, **settings)
    except (Abort, MkDocsException) as error:
        raise ProceedingsError(f"Không mở được bản xem trước: {error}") from error
    except (OSError, OverflowError) as error:
        hint = "Chọn địa chỉ khác bằng --address."
        raise ProceedingsError(f"Không mở được bản xem trước ở {address}: {error}.", hint) from error


def _configuration(configuration: Path, root: Path, docs: Path, **settings: str) -> MkDocsConfig:
    own = _own(root)
    try:
        config = load_config(str(configuration), docs_dir=str(docs), **_own_settings(own), **settings)
    except (Abort, MkDocsException) as error:
        raise ProceedingsError(f"mkdocs.yml không dùng được: {error}") from error
    if "rss" in config.plugins:  # it makes a folder for other hosts' answers, which it never asks for
        config.plugins["rss"].config["cache_dir"] = tempfile.gettempdir()
    if root.resolve() != configuration.parent.resolve():
        config.extra["redirects"] = _own_redirects(own)
    return config


def _own_settings(own: dict[str, Node]) -> dict[str, str]:
    """Return the settings of a tree's own site that the library takes over."""
    found = ((name, own.get(name)) for name in _OWN_SETTINGS)
    return {name: value.text for name, value in found if isinstance(value, Scalar) and not value.empty}


def _own_redirects(own: dict[str, Node]) -> dict[str, str]:
    """Return the old addresses of a tree's own site with the new ones."""
    extra = own.get("extra")
    moved = extra.items.get("redirects") if isinstance(extra, Mapping) else None
    items = moved.items.items() if isinstance(moved, Mapping) else ()
    return {old: new.text if isinstance(new, Scalar) else "" for old, new in items}


def _own(root: Path) -> dict[str, Node]:
    """Read a tree's own mkdocs.yml as data: MkDocs itself would run any code named in it."""
    path = root / "mkdocs.yml"
    if not path.is_file() or path.is_symlink():
        return {}
    try:
        node = parse(path.read_text(encoding="utf-8"))
    except (YamlError, UnicodeDecodeError) as error:
        what = f"dòng {error.line}: {error.message}" if isinstance(error, YamlError) else "chưa lưu bằng bảng mã UTF-8."
        print(f"Bỏ qua {path}, {what} Website mang tên và địa chỉ mặc định.", file=sys.stderr)
        return {}
    return dict(node.items) if isinstance(node, Mapping) else {}


@contextmanager
def _docs_of(root: Path) -> Iterator[Path]:
    """Yield the tree's docs/; a tree of papers only has none and gets the least that pages link to."""
    if (root / "docs").is_dir():
        yield root / "docs"
        return
    with tempfile.TemporaryDirectory() as empty:
        docs = Path(empty) / "docs"
        docs.mkdir()
        for name, text in _LEAST_DOCS.items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_text(text, encoding="utf-8")
        yield docs
