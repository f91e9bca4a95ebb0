"""A paper's Markdown as safe HTML: one rendering for the site, the book and the rules.

CommonMark with tables, strikethrough and footnotes (markdown-it-py: what GitHub shows is what is printed, and every
block knows its line). All HTML, ours and the author's, then goes through one strict allow-list (nh3); the author's
raw tags can bring in no style, script, identifier or class.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from proceedings.model.typeset import Body, Fragment, Heading
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
_OWN_ID = re.compile(r"(?:muc|fn|fnref|hinh|bang)-[a-z0-9-]+")
_OWN_CLASSES = frozenset(["footnotes", "footnote-ref", "footnote-back", "left", "center", "right", "note"])
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_MAX_SPAN = 100
_ATTRIBUTE_LIST = re.compile(r"\{:?\s*(?:[.#][\w-]+|[\w-]+\s*=\s*[\"'\w])[^{}]*\}")
_UNSAFE_LINK = re.compile(r"(?:\]\(|\]:|<)\s*((?:javascript|vbscript|data):[^\s)>]{0,40})", re.IGNORECASE)
_CAPTION = re.compile(r"Bảng\s+\d+", re.IGNORECASE)
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
    printed = _MARKDOWN.renderer.render(_with_notes_inline(tokens), _MARKDOWN.options, scribe.env)
    safe = _sanitise(page)
    plain = _plain(safe)
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
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
    markdown.add_render_rule("footnote_ref", _render_call)
    markdown.add_render_rule("footnote_block_open", lambda *_: '<section class="footnotes"><ol>\n')
    markdown.add_render_rule("footnote_block_close", lambda *_: "</ol></section>\n")
    markdown.add_render_rule("footnote_open", _render_note_open)
    markdown.add_render_rule("footnote_anchor", _render_back)
    return markdown


def _render_call(self: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    meta = tokens[index].meta
    number, again = meta["id"] + 1, meta.get("subId", 0)
    own = f"fnref-{number}" + (f"-{again}" if again else "")
    return f'<sup class="footnote-ref"><a href="#fn-{number}" id="{own}">{number}</a></sup>'


def _render_note_open(self: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    return f'<li id="fn-{tokens[index].meta["id"] + 1}">'


def _render_back(self: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    number = tokens[index].meta["id"] + 1
    if tokens[index].meta.get("subId", 0):
        return ""
    return f' <a href="#fnref-{number}" class="footnote-back" title="Về chỗ gọi chú thích {number}">↩</a>'


@dataclass
class _Scribe:
    """Walks the tokens once: gives headings their anchors, figures and captions their form, and notes what it sees."""

    first_line: int
    folder: str
    headings: list[Heading] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    env: dict[str, object] = field(default_factory=dict)
    _anchors: dict[str, int] = field(default_factory=dict)

    def read(self, tokens: list[Token]) -> None:
        line = self.first_line
        for index, token in enumerate(tokens):
            if token.map:
                line = self.first_line + token.map[0]
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1], tokens[index + 2], line)
            elif token.type == "html_block":
                self._note("html", token.content, line)
            elif token.type == "inline":
                self._inline(token, line)
            elif token.type in ("th_open", "td_open"):
                aligned = _ALIGN.search(str(token.attrs.pop("style", "")))
                if aligned:
                    token.attrSet("class", aligned.group(1))
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._block_form(tokens, index)

    def _heading(self, opening: Token, inline: Token, closing: Token, line: int) -> None:
        level = int(opening.tag[1])
        text = _text_of(inline)
        base = f"muc-{slugify(text)[:60].strip('-')}" if slugify(text) else "muc"
        count = self._anchors[base] = self._anchors.get(base, 0) + 1
        anchor = base if count == 1 and base != "muc" else f"{base}-{count}"
        self.headings.append(Heading(level, text, line, anchor))
        opening.attrSet("id", anchor)
        opening.tag = closing.tag = f"h{max(level, 2)}"

    def _inline(self, inline: Token, line: int) -> None:
        for child in inline.children or []:
            if child.type == "html_inline":
                self._note("html", child.content, line)
                line += child.content.count("\n")
            elif child.type == "image":
                self._image(child, line)
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
            caption = str(children[0].attrGet("title") or "")
            children[0].attrs.pop("title", None)
            if caption:
                note = Token("html_inline", "", 0, content=f"<figcaption>{escape(caption)}</figcaption>")
                inline.children = [*children, note]
        elif index + 2 < len(tokens) and tokens[index + 2].type == "table_open" and _CAPTION.match(_text_of(inline)):
            table = tokens[index + 2]
            opening.tag = closing.tag = "caption"
            # The caption belongs inside the table element: swap the two openings around it.
            tokens[index - 1 : index + 3] = [table, opening, inline, closing]

    def _note(self, kind: str, text: str, line: int) -> None:
        self.fragments.append(Fragment(kind, text, line))


def _text_of(token: Token) -> str:
    return "".join(child.content if child.type != "softbreak" else " " for child in token.children or [])


def _with_notes_inline(tokens: list[Token]) -> list[Token]:
    """Return the tokens with each footnote's text where it is first called, the form that print needs."""
    notes: dict[int, list[Token]] = {}
    body: list[Token] = []
    current: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_open":
            current = notes.setdefault(token.meta["id"], [])
        elif token.type == "footnote_close":
            current = None
        elif token.type.startswith("footnote_block") or token.type == "footnote_anchor":
            continue
        elif current is not None:
            current += _as_inline(token, bool(current))
        else:
            body.append(token)
    return [_call_with_note(token, notes) for token in body]


def _as_inline(token: Token, not_first: bool) -> list[Token]:
    if token.type != "inline":
        return []
    gap = [Token("html_inline", "", 0, content="<br>")] if not_first else []
    return [*gap, *(token.children or [])]


def _call_with_note(token: Token, notes: dict[int, list[Token]]) -> Token:
    if token.type != "inline" or not any(child.type == "footnote_ref" for child in token.children or []):
        return token
    children: list[Token] = []
    for child in token.children or []:
        note = notes.pop(child.meta["id"], None) if child.type == "footnote_ref" else None
        if note is None:
            children.append(child)
        else:
            opening = Token("html_inline", "", 0, content='<span class="note">')
            children += [opening, *note, Token("html_inline", "", 0, content="</span>")]
    copy = token.copy()
    copy.children = children
    return copy


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
    if name == "id":
        return value if _OWN_ID.fullmatch(value) else None
    if name == "class":
        kept = " ".join(word for word in value.split() if word in _OWN_CLASSES)
        return kept or None
    if name == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if name in ("colspan", "rowspan", "start"):
        return value if value.isdecimal() and 0 < int(value[:6]) <= _MAX_SPAN else None
    if tag == "img" and name == "src":
        return value if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value) else None
    return value


def _plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("↩", " ")


def _blocks(page: str) -> Iterator[str]:
    body = page.partition('<section class="footnotes">')[0]
    body = re.sub(r'<sup class="footnote-ref">.*?</sup>', "", body, flags=re.DOTALL)
    for block in re.findall(
        r"<(?:p|li|td|figcaption)[^>]*>(.*?)(?=</?(?:p|li|td|figcaption|ul|ol|tr)\b)", body, re.DOTALL
    ):
        text = " ".join(_plain(block).split())
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
