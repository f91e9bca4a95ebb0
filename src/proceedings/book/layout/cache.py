"""Layouts kept from earlier runs, found by a digest of everything they depend on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from proceedings.book.layout.fonts import FontFamily
from proceedings.cache import code_version, kept, write
from proceedings.listing.bylines import byline
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Body, Fragment, Heading, Layout, Typeset

_DAMAGED = (OSError, ValueError, TypeError, KeyError, AttributeError)


def key(paper: Paper, guideline: Guideline, proceedings: Proceedings, family: FontFamily) -> str:
    """Return what a layout depends on as one digest: text, head, figures, guideline, units, font, our own code."""
    digest = hashlib.sha256(f"{book_code()}\n{family.name}\n{family.digest}\n".encode())
    digest.update(repr((paper.front, paper.slug, paper.text_line, guideline)).encode())
    digest.update(repr([byline(author, proceedings.units) for author in paper.front.authors]).encode())
    digest.update(paper.text.encode())
    for figure in paper.figures:
        digest.update(f"\n{figure.name}\n{hashlib.sha256(figure.content).hexdigest()}".encode())
    return digest.hexdigest()


def book_code() -> str:
    """Return a digest of whatever of our own code can change a layout, and of the locked libraries."""
    return code_version("text", "model", "reading", "listing", "book")


def load(cache: Path, name: str) -> Typeset | None:
    """Return the layout kept under a digest, None where there is none or where it is damaged."""
    try:
        facts = _read(cache, name)
        body = facts.pop("body")
        headings = tuple(Heading(*row) for row in body.pop("headings"))
        fragments = tuple(Fragment(*row) for row in body.pop("fragments"))
        return Typeset(body=Body(headings=headings, fragments=fragments, **body), **facts)
    except _DAMAGED:
        return None


def _read(cache: Path, name: str) -> dict[str, Any]:
    """Return what `_keep` has written; JSON has made words of the glyphs' numbers and lists of tuples."""
    facts: dict[str, Any] = json.loads((cache / f"{name}.json").read_text(encoding="utf-8"))
    facts["pdf"] = (cache / f"{name}.pdf").read_bytes()
    if facts.pop("pdf_digest") != hashlib.sha256(facts["pdf"]).hexdigest():
        raise ValueError(name)
    facts["wide_tables"] = tuple(facts["wide_tables"])
    drawn = facts["glyphs"].items()
    facts["glyphs"] = {font: {int(glyph): text for glyph, text in texts.items()} for font, texts in drawn}
    os.utime(cache / f"{name}.json")
    return facts


def store(cache: Path, name: str, result: Typeset) -> None:
    """Keep a layout; a cache that cannot be written is ignored."""
    _keep(cache, name, asdict(result))


def _keep(cache: Path, name: str, facts: dict[str, Any]) -> None:
    pdf = facts.pop("pdf")
    facts["pdf_digest"] = hashlib.sha256(pdf).hexdigest()
    # The PDF first: facts without it are never found, since both are needed.
    write(cache / f"{name}.pdf", pdf)
    write(cache / f"{name}.json", json.dumps(facts).encode())


def kept_layout(cache: Path | None, html: str, style: str, family: FontFamily) -> Layout:
    """Return the layout of a document as a piece of a book, made only where it is not kept already."""
    name = hashlib.sha256(f"{book_code()}\n{family.digest}\n{style}\n{html}".encode()).hexdigest()
    if cache is not None:
        with contextlib.suppress(*_DAMAGED):
            facts = _read(cache, name)
            return Layout(lines=tuple(facts.pop("lines")), **facts)
    from proceedings.book.layout.engine import lay_out  # the engine is loaded only where something is laid out

    made = lay_out(html, style, family, piece=True)
    if cache is not None:
        _keep(cache, name, asdict(made))
    return made


def kept_file(cache: Path | None, what: str, family: FontFamily | None, make: Callable[[], bytes]) -> bytes:
    """Return a file that depends on `what`, a font family and our code alone, made only where it is not kept."""
    return kept(cache, f"{book_code()}\n{family.digest if family else ''}\n{what}", make)
