"""Old addresses that were cited or shared: each keeps a page that leads to the new one, and a paper its files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from proceedings.model.errors import ProceedingsError
from proceedings.web.page import absolute, link, template

_SETTING = "extra.redirects trong mkdocs.yml"
_DOWNLOADS = (".pdf", ".bib", ".ris", ".json")
_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*/")


def moves(redirects: object, existing: Container[str]) -> dict[str, str]:
    """Return each old address with the page that it leads to in the end.

    Parameters
    ----------
    redirects
        Old address to new address, both from the site's root and with a "/" at the end: {"hoi-thao/bai-cu/":
        "hoi-thao/bai-moi/"}; as read from the settings, so anything may be there. A new address may be old itself.
    existing
        The addresses of the site's pages.

    Raises
    ------
    ProceedingsError
        An address is none of the site, the new page is not there, the old one still is, or the way is a circle.
    """
    asked = _checked(redirects)
    found: dict[str, str] = {}
    for old, new in asked.items():
        if old in existing:
            raise _refused(f"“{old}” vẫn là một trang của website.", "Xóa dòng ấy, hoặc đổi tên trang trước.")
        target = _final(old, asked)
        if target not in existing:
            raise _refused(f"“{old}” dẫn đến “{new}”, nhưng website không có trang “{target}”.", "Sửa địa chỉ mới.")
        found[old] = target
    return found


def redirect_files(moved: Mapping[str, str], titles: Mapping[str, str], site: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the page of each old address, by path.

    Parameters
    ----------
    moved
        What `moves` returns.
    titles
        The titles of the site's pages by their addresses.
    site
        Where the site is, ending in "/"; "" where that is not configured.
    """
    for old, target in moved.items():
        path = f"{old}index.html"
        html = template(
            "moved.html",
            address=link(path, f"{target}index.md"),
            title=titles[target],
            canonical=absolute(site, f"{target}index.md") if site else "",
        )
        yield path, html.encode()


def keep_downloads(site: Path, moved: Mapping[str, str]) -> None:
    """Put what a moved paper offers under its old names too: libraries have noted the addresses of these files."""
    for old, target in moved.items():
        before, now = (address.rstrip("/").rpartition("/")[2] for address in (old, target))
        for ending in _DOWNLOADS:
            file = site / target / f"{now}{ending}"
            if file.is_file():
                shutil.copyfile(file, site / old / f"{before}{ending}")


def _checked(redirects: object) -> dict[str, str]:
    """Return the map where it is one of addresses of the site."""
    if not isinstance(redirects, Mapping):
        raise _refused("không phải là danh sách “địa chỉ cũ: địa chỉ mới”.", "Viết mỗi cặp địa chỉ trên một dòng.")
    for address in (one for pair in redirects.items() for one in pair):
        if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
            hint = "Viết từ gốc website, chữ không dấu, kết thúc bằng “/”: 2021-toa-dam-kl14/ten-bai/."
            raise _refused(f"“{address}” không phải là địa chỉ trang trong website.", hint)
    return dict(redirects)


def _final(old: str, redirects: Mapping[str, str]) -> str:
    """Return where the way from an old address ends."""
    passed = [old]
    while passed[-1] in redirects:
        following = redirects[passed[-1]]
        if following in passed:
            way = " → ".join([*passed, following])
            raise _refused(f"các địa chỉ dẫn vòng quanh: {way}.", "Bỏ một dòng của vòng này.")
        passed.append(following)
    return passed[-1]


def _refused(what: str, hint: str) -> ProceedingsError:
    return ProceedingsError(f"{_SETTING}: {what}", hint)
