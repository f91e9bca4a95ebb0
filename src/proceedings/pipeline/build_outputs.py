"""The website built here and the books in child processes, then both put in the place of the old ones."""

from __future__ import annotations

import datetime
import os
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from proceedings.pipeline.build_context import Build
from proceedings.pipeline.paths import CONFIGURATION
from proceedings.pipeline.replace_outputs import fresh_folder, one_at_a_time, replace_folder
from proceedings.pipeline.volume_worker import PRINT, SITE, Bound
from proceedings.processes.pool import warm_up
from proceedings.text.dates import VIETNAM

BOOK = "book"
PARTS = (SITE, BOOK)
"""What can be built."""

OFFLINE = "web-offline.zip"
"""The website to be read without a network, in dist/."""

_BINDING = ("proceedings.book.print_shop.package", "proceedings.book.volume.proof")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What was built: the replaced folders, relative to the output, and the bound volumes by event."""

    folders: tuple[str, ...]
    bound: Mapping[str, Bound]


def load_ahead(parts: Collection[str]) -> None:
    """Begin to load what building will need, while the content tree is read and checked."""
    if BOOK in parts:
        warm_up(*_BINDING)
    if SITE in parts:
        _load_mkdocs()


def build_outputs(build: Build, out: Path, parts: Collection[str], event: str | None) -> Outputs:
    """Build beside the old output, then put the new one in its place.

    Parameters
    ----------
    parts
        Of PARTS.
    event
        Replace the files for the print shop of this event only.

    Raises
    ------
    ProceedingsError
        A volume is not what it should be, or a file for the print shop has a fault; the old output stays.
    OSError
        Something cannot be written; each folder is the whole old one or the whole new one.
    """
    with fresh_folder(out) as fresh:
        bound = _build(build, fresh, parts)
        folders = _folders(parts, event)
        with one_at_a_time(out):
            for folder in folders:
                replace_folder(fresh / folder, out / folder, fresh / "old")
    return Outputs(folders=folders, bound=bound)


def _folders(parts: Collection[str], event: str | None) -> tuple[str, ...]:
    """Return what is replaced: of dist/ all, or one event's part and the website for reading without a network."""
    site = (SITE,) if SITE in parts else ()
    if BOOK not in parts:
        return site
    if event is None:
        return (*site, PRINT)
    return (*site, f"{PRINT}/{event}", *([f"{PRINT}/{OFFLINE}"] if site else []))


def _build(build: Build, fresh: Path, parts: Collection[str]) -> Mapping[str, Bound]:
    """Build into `fresh`; return the bound volumes."""
    bound: Mapping[str, Bound] = {}
    bindery = build.bind(fresh / "books", papers=SITE in parts) if BOOK in parts else None
    try:
        if SITE in parts:
            _build_site(build, fresh / SITE, with_pdf=bindery is not None)
        if bindery:
            bound = bindery.wait()
    except BaseException:
        if bindery:
            bindery.stop()
        raise
    if bindery:
        (fresh / "books" / PRINT).mkdir(parents=True, exist_ok=True)
        (fresh / "books" / PRINT).rename(fresh / PRINT)
        if SITE in parts:
            _pack_site(fresh)
    return bound


def _build_site(build: Build, site: Path, *, with_pdf: bool) -> None:
    from proceedings.web.mkdocs.build import build_site  # MkDocs is loaded only where a site is built

    os.environ["ENABLE_PDF_EXPORT"] = "1" if with_pdf else "0"
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    # What MkDocs and its plugins date by the clock gets the day that the build is for: the same bytes at any hour.
    midnight = datetime.datetime.combine(build.as_of, datetime.time(), VIETNAM)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(midnight.timestamp()))
    build_site(CONFIGURATION, build.root, site, build)


def _pack_site(fresh: Path) -> None:
    from proceedings.web.mkdocs.offline import write_bundle

    write_bundle(fresh / SITE, fresh / PRINT / OFFLINE)


def _load_mkdocs() -> None:
    """Load MkDocs and its plugins while children lay papers out and this process only waits for them."""
    from importlib import import_module

    modules = ("proceedings.web.mkdocs.build", "mkdocs_with_pdf.plugin", "material.plugins.blog.plugin")
    threading.Thread(target=lambda: [import_module(name) for name in modules], daemon=True).start()
