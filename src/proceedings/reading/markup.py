"""A paper's Markdown as safe HTML: one rendering for the site, the book and the rules.

CommonMark with tables, strikethrough and footnotes (markdown-it-py: what GitHub shows is what is printed, and every
block knows its line). All HTML, ours and the author's, then goes through one strict allow-list (nh3); the author's
raw tags can bring in no style, script, identifier or class.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from proceedings.model.typeset import Body, Fragment, Heading
from proceedings.reading.footnotes import add_footnotes, raw, with_notes_inline
from proceedings.reading.seal import SEAL, plain_text
from proceedings.text.letters import words
from proceedings.text.slug import slugify

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
_ATTRIBUTE_LIST = re.compile(
    r"\{:?\s*(?:[.#][\w-]+|(?:id|class|style|width|height|align|lang|title|markdown|on\w+)\s*=|[\w-]+\s*=\s*[\"'])[^{}]*\}"
)
_UNSAFE_LINK = re.compile(r"(?:\]\(|\]:|<)\s*((?:javascript|vbscript|data|file):[^\s)>]{0,40})", re.IGNORECASE)
_CAPTION = re.compile(r"Bảng\s+\d+(?:\.\d+)*\s*(?:[.:–-](?!\d)|$)", re.IGNORECASE)
_ALIGN = re.compile(r"text-align:(left|center|right)")


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
    tokens = _MARKDOWN.parse(text)
    scribe = _Scribe(first_line, folder)
    scribe.read(tokens)
    page = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, scribe.env)
    printed = _MARKDOWN.renderer.render(with_notes_inline(tokens), _MARKDOWN.options, scribe.env)
    safe = _sanitise(page)
    plain = plain_text(safe)
    return Body(
        html=safe,
        print_html=_sanitise(printed),
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
    return add_footnotes(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]))


@dataclass
class _Scribe:
    """Walks the tokens once: gives headings their anchors, figures and captions their form, and notes what it sees."""

    first_line: int
    folder: str
    headings: list[Heading] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    env: dict[str, object] = field(default_factory=dict)
    _anchors: dict[str, int] = field(default_factory=dict)
    _calls: dict[int, int] = field(default_factory=dict)

    def read(self, tokens: list[Token]) -> None:
        line = self.first_line
        for index, token in enumerate(tokens):
            if token.map:
                line = self.first_line + token.map[0]
            elif token.type == "footnote_open":
                line = self._calls.get(token.meta["id"], line)  # a note written in its call has no line of its own
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1], tokens[index + 2], line)
            elif token.type == "html_block":
                self._note("html", token.content, line)
            elif token.type == "inline":
                self._inline(token, line)
            elif token.type in ("th_open", "td_open"):
                _align(token)
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._block_form(tokens, index)

    def _heading(self, opening: Token, inline: Token, closing: Token, line: int) -> None:
        level = int(opening.tag[1])
        text = _text_of(inline)
        anchor = self._anchor(f"muc-{slugify(text)[:60]}".strip("-"))
        self.headings.append(Heading(level, text, line, anchor))
        opening.attrSet("id", SEAL + anchor)
        opening.tag = closing.tag = f"h{max(level, 2)}"

    def _anchor(self, base: str) -> str:
        anchor = base
        while anchor in self._anchors:
            self._anchors[base] += 1
            anchor = f"{base}-{self._anchors[base]}"
        self._anchors[anchor] = 1
        return anchor

    def _inline(self, inline: Token, line: int) -> None:
        source = inline.content
        for child in inline.children or []:
            if child.type == "html_inline":
                self._note("html", child.content, line)
                line += child.content.count("\n")
            elif child.type == "image":
                self._image(child, line)
                line += child.content.count("\n")
            elif child.type == "code_inline":
                breaks, source = _code_breaks(child, source)
                line += breaks
            elif child.type == "footnote_ref":
                self._calls.setdefault(child.meta["id"], line)
            elif child.type == "link_open":
                self._note("link", str(child.attrGet("href") or ""), line)
            elif child.type == "text":
                self._text(child.content, line)
            elif child.type in ("softbreak", "hardbreak"):
                line += 1

    def _text(self, text: str, line: int) -> None:
        for found in _ATTRIBUTE_LIST.finditer(text):
            self._note("attributes", found.group(), line)
        for found in _UNSAFE_LINK.finditer(text):
            self._note("unsafe-link", found.group(1), line)

    def _image(self, image: Token, line: int) -> None:
        source = str(image.attrGet("src") or "")
        alternative = _text_of(image).strip()
        self._note("image", source, line)
        if not alternative:
            self._note("image-without-alternative", source, line)
        if not image.attrGet("title"):
            self._note("image-without-caption", source, line)
        own = f"{self.folder}/"
        if self.folder and source.startswith(own) and "/" not in source[len(own) :]:
            image.attrSet("src", source[len(own) :])
        else:
            image.attrSet("src", "")  # anything else is a finding; nothing is fetched meanwhile

    def _block_form(self, tokens: list[Token], index: int) -> None:
        """A paragraph that is one image becomes a figure; "Bảng 1. …" before a table becomes its caption."""
        inline, opening, closing = tokens[index], tokens[index - 1], tokens[index + 1]
        if opening.tag != "p":
            return
        children = inline.children or []
        if len(children) == 1 and children[0].type == "image":
            opening.tag = closing.tag = "figure"
            opening.hidden = closing.hidden = False  # a paragraph of a tight list has no tags of its own
            caption = str(children[0].attrGet("title") or "")
            children[0].attrs.pop("title", None)
            if caption:
                inline.children = [*children, raw(f"<figcaption>{escape(caption)}</figcaption>")]
        elif index + 2 < len(tokens) and tokens[index + 2].type == "table_open" and _CAPTION.match(_text_of(inline)):
            table = tokens[index + 2]
            opening.tag = closing.tag = "caption"
            opening.hidden = closing.hidden = False
            # The caption belongs inside the table element: swap the two openings around it.
            tokens[index - 1 : index + 3] = [table, opening, inline, closing]

    def _note(self, kind: str, text: str, line: int) -> None:
        self.fragments.append(Fragment(kind, text, line))


def _align(cell: Token) -> None:
    aligned = _ALIGN.search(str(cell.attrs.pop("style", "")))
    if aligned:
        cell.attrSet("class", SEAL + aligned.group(1))


def _text_of(token: Token) -> str:
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or []
        if child.type != "html_inline"
    )


def _code_breaks(code: Token, source: str) -> tuple[int, str]:
    """Return how many line ends stand in a code span, which the parser shows as spaces, and the source behind it."""
    written = re.escape(code.content).replace("\\ ", "[ \n]")
    found = re.search(f"{code.markup}[ \n]?{written}[ \n]?{code.markup}", source) if "\n" in source else None
    return (found.group().count("\n"), source[found.end() :]) if found else (0, source)


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
