"""A page of the site that is made from the model, not written by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from proceedings.model.paper import Paper
from proceedings.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class TocEntry:
    """An entry of a page's table of contents."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One page: `path` is where its Markdown would be under docs/; `title` is plain text.

    `head` is markup for the page's <head>: metadata for machines. A page that is not `searched` is left out of the
    site's own search.
    """

    path: str
    title: str
    html: str = field(repr=False)
    description: str = ""
    sections: tuple[TocEntry, ...] = ()
    head: str = field(repr=False, default="")
    searched: bool = True


def template(name: str, **values: object) -> str:
    """Return a filled template; every value is escaped unless it is already markup."""
    return _ENVIRONMENT.get_template(name).render(**values)


def trusted(html: str) -> Markup:
    """Mark HTML that has been through the allow-list."""
    return Markup(html)


def paper_path(paper: Paper) -> str:
    """Return the path of a paper's page."""
    return f"{paper.event}/{paper.slug}/index.md"


def topic_anchor(number: str) -> str:
    """Return the anchor of a topic on the pages that list papers by topic."""
    return f"chu-de-{number.replace('.', '-').replace('đ', 'dd')}"


def link(source: str, target: str) -> str:
    """Return the relative address from one page to another or to a file; both by path under docs/."""
    here = _address(source).split("/")[:-1]
    there = _address(target).split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    address = "../" * (len(here) - common) + "/".join(there[common:])
    return address or "./"


def absolute(site: str, target: str) -> str:
    """Return the address of a page or file, by path under docs/, on the site at `site` (ends in "/")."""
    return site + _address(target)


def _address(path: str) -> str:
    """Return the address that MkDocs gives a path: "a/b.md" and "a/b/index.md" are both "a/b/"."""
    if not path.endswith(".md"):
        return path
    name = path.removesuffix(".md")
    return name.removesuffix("index") if name == "index" or name.endswith("/index") else f"{name}/"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["long_date"] = dates.long_date
    made.filters["short_date"] = dates.short_date
    made.filters["weekday"] = dates.weekday
    made.filters["open_day"] = dates.open_day
    return made


_ENVIRONMENT = _environment()
