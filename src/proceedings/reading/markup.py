"""A paper's Markdown as safe HTML: one rendering for the site, the book and the rules.

CommonMark with tables, strikethrough, footnotes and formulas (markdown-it-py: what GitHub shows is what is printed,
and every block knows its line). All HTML, ours and the author's, then goes through one strict allow-list (nh3); the
author's raw tags can bring in no style, script, identifier or class. Formulas are drawn apart and put in after it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import nh3
from markdown_it import MarkdownIt

from proceedings.model.typeset import Body
from proceedings.reading.footnotes import add_footnotes, note_lengths, unused_notes, with_notes_inline
from proceedings.reading.formulas import add_formulas, draw_formulas, with_formulas
from proceedings.reading.token_walk import Scribe
from proceedings.reading.trusted_mark import SEAL, plain_text
from proceedings.text.letters import words

_TAGS = set(
    "p h2 h3 h4 h5 h6 br hr ul ol li blockquote pre code em strong b i s del ins sub sup kbd abbr "
    "table caption thead tbody tfoot tr th td figure figcaption img a section span".split()
)
_ATTRIBUTES = {
    "*": {"id", "class", "lang"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "abbr": {"title"},
}
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_MAX_SPAN = 100


def render(text: str, first_line: int = 1, folder: str = "") -> Body:
    """Return the body of a paper.

    Parameters
    ----------
    text
        Markdown, NFC, newlines only.
    first_line
        Line of the file that the text starts on; every line of the result counts from there.
    folder
        The paper's own folder name (its slug); images there are written "folder/name" in the text and shown as
        "name" on the page.
    """
    env: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(text, env)
    formulas = draw_formulas(tokens)
    scribe = Scribe(first_line, folder)
    scribe.read(tokens)
    scribe.fragments += [*unused_notes(text, env, first_line), *note_lengths(tokens, first_line)]
    page = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env)
    printed = _MARKDOWN.renderer.render(with_notes_inline(tokens), _MARKDOWN.options, env)
    safe = with_formulas(_sanitise(page), formulas)
    plain = plain_text(safe)
    return Body(
        html=safe,
        print_html=with_formulas(_sanitise(printed), formulas, printed=True),
        words=len(words(plain)),
        headings=tuple(scribe.headings),
        fragments=tuple(scribe.fragments),
        last_sentence=_last_sentence(safe),
        plain=plain,
    )


def escape(text: str) -> str:
    """Return text safe inside HTML elements and attributes."""
    return html.escape(text, quote=True)


def _parser() -> MarkdownIt:
    return add_formulas(add_footnotes(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])))


def _sanitise(page: str) -> str:
    return nh3.clean(
        page,
        tags=_TAGS,
        clean_content_tags={"script", "style", "iframe", "object", "noscript", "template", "svg", "math", "title"},
        attributes=_ATTRIBUTES,
        attribute_filter=_filter,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
        strip_comments=True,
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    if name in ("id", "class"):
        return value.removeprefix(SEAL) if value.startswith(SEAL) else None
    if name == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if name == "start":
        return value if re.fullmatch("[0-9]{1,9}", value) else None
    if name in ("colspan", "rowspan"):
        return value if re.fullmatch("[0-9]{1,3}", value) and 0 < int(value) <= _MAX_SPAN else None
    if tag == "img" and name == "src":
        return value if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value) else None
    return value


def _blocks(page: str) -> Iterator[str]:
    body = page.partition('<section class="footnotes">')[0]
    body = re.sub(r'<sup class="footnote-ref">.*?</sup>', "", body, flags=re.DOTALL)
    for block in re.findall(
        r"<(?:p|li|td|figcaption)\b[^>]*>(.*?)(?=</?(?:p|li|td|figcaption|ul|ol|tr)\b)", body, re.DOTALL
    ):
        text = " ".join(plain_text(block).split())
        if text:
            yield text


def _last_sentence(page: str) -> str:
    """Return the last sentence of the running text, to be looked for in the finished book."""
    blocks = list(_blocks(page))
    if not blocks:
        return ""
    sentences = [part for part in re.split(r"(?<=[.!?…])\s+(?=\S)", blocks[-1]) if len(part) > 3]
    return sentences[-1] if sentences else blocks[-1]


_MARKDOWN = _parser()
