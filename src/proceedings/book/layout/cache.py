"""Layouts kept from earlier runs, found by a digest of everything they depend on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proceedings.book.layout.fonts import FontFamily
from proceedings.cache import kept, write
from proceedings.model.typeset import Body, Fragment, Heading, Typeset

if TYPE_CHECKING:
    from proceedings.book.layout.engine import Layout


def load(cache: Path, name: str) -> Typeset | None:
    """Return the layout kept under a digest, None where there is none or where it is damaged."""
    try:
        facts = json.loads((cache / f"{name}.json").read_text(encoding="utf-8"))
        pdf = (cache / f"{name}.pdf").read_bytes()
        if facts.pop("pdf_digest") != hashlib.sha256(pdf).hexdigest():
            return None
        body = facts.pop("body")
        headings = tuple(Heading(*row) for row in body.pop("headings"))
        fragments = tuple(Fragment(*row) for row in body.pop("fragments"))
        wide = tuple(facts.pop("wide_tables"))
        glyphs = {font: _numbered(drawn) for font, drawn in facts.pop("glyphs").items()}
        body = Body(headings=headings, fragments=fragments, **body)
        result = Typeset(body=body, wide_tables=wide, glyphs=glyphs, pdf=pdf, **facts)
        os.utime(cache / f"{name}.json")
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return result


def _numbered(drawn: dict[str, str]) -> dict[int, str]:
    """Return a font's glyphs by number: JSON has made words of the numbers."""
    return {int(glyph): text for glyph, text in drawn.items()}


def store(cache: Path, name: str, result: Typeset) -> None:
    """Keep a layout; a cache that cannot be written is done without."""
    _keep(cache, name, asdict(result))


def _keep(cache: Path, name: str, facts: dict[str, Any]) -> None:
    pdf = facts.pop("pdf")
    facts["pdf_digest"] = hashlib.sha256(pdf).hexdigest()
    # The PDF first: facts without it are never found, since both are needed.
    write(cache / f"{name}.pdf", pdf)
    write(cache / f"{name}.json", json.dumps(facts).encode())


def kept_layout(cache: Path | None, html: str, style: str, family: FontFamily) -> Layout:
    """Return the layout of a document as a piece of a book, made only where it is not kept already."""
    from proceedings.book.layout.engine import Layout, lay_out
    from proceedings.book.layout.layout_pool import book_code

    if cache is None:
        return lay_out(html, style, family, piece=True)
    name = hashlib.sha256(f"{book_code()}\n{family.digest}\n{style}\n{html}".encode()).hexdigest()
    try:
        facts = json.loads((cache / f"{name}.json").read_text(encoding="utf-8"))
        pdf = (cache / f"{name}.pdf").read_bytes()
        if facts.pop("pdf_digest") == hashlib.sha256(pdf).hexdigest():
            os.utime(cache / f"{name}.json")
            glyphs = {font: _numbered(drawn) for font, drawn in facts.pop("glyphs").items()}
            lines, wide = tuple(facts.pop("lines")), tuple(facts.pop("wide_tables"))
            return Layout(pdf=pdf, lines=lines, wide_tables=wide, glyphs=glyphs, **facts)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        pass
    made = lay_out(html, style, family, piece=True)
    _keep(cache, name, asdict(made))
    return made


def kept_file(cache: Path | None, what: str, family: FontFamily | None, make: Callable[[], bytes]) -> bytes:
    """Return a file that depends on `what`, a font family and our code alone, made only where it is not kept."""
    from proceedings.book.layout.layout_pool import book_code

    return kept(cache, f"{book_code()}\n{family.digest if family else ''}\n{what}", make)
