"""One walk over a paper's tokens: anchors, figures and captions get their form, and all that rules look at is noted."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from proceedings.model.typeset import Fragment, Heading
from proceedings.reading.footnotes import raw
from proceedings.reading.formulas import FORMULAS, flaw_of, source_of
from proceedings.reading.trusted_mark import SEAL
from proceedings.text.slug import slugify

_ATTRIBUTE_LIST = re.compile(
    r"\{:?\s*(?:[.#][\w-]+|(?:id|class|style|width|height|align|lang|title|markdown|on\w+)\s*=|[\w-]+\s*=\s*[\"'])[^{}]*\}"
)
_UNSAFE_LINK = re.compile(r"(?:\]\(|\]:|<)\s*((?:javascript|vbscript|data|file):[^\s)>]{0,40})", re.IGNORECASE)
_UNDEFINED_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_CAPTION = re.compile(r"Bảng\s+\d+(?:\.\d+)*\s*(?:[.:–-](?!\d)|$)", re.IGNORECASE)
_HTML_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_HTML_NAME = re.compile(r"<th\b[^>]*>\s*([^<]+)", re.IGNORECASE)
_ALIGN = re.compile(r"text-align:(left|center|right)")


@dataclass
class Scribe:
    """Walks the tokens once: gives headings their anchors, figures and captions their form, and notes what it sees."""

    first_line: int
    folder: str
    headings: list[Heading] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    _anchors: dict[str, int] = field(default_factory=dict)
    _calls: dict[int, int] = field(default_factory=dict)
    _open: Heading | None = None

    def read(self, tokens: list[Token]) -> None:
        """Walk over the tokens and change them in place."""
        line = self.first_line
        for index, token in enumerate(tokens):
            if token.map:
                line = self.first_line + token.map[0]
            elif token.type == "footnote_open":
                line = self._calls.get(token.meta["id"], line)  # a note written in its call has no line of its own
            self._section(token)
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1], tokens[index + 2], line)
            elif token.type == "inline":
                self._inline(token, line)
            else:
                self._block(tokens, index, line)
        self._end_section(0)
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._block_form(tokens, index)

    def _block(self, tokens: list[Token], index: int, line: int) -> None:
        token = tokens[index]
        if token.type == "html_block":
            self._note("html", token.content, line)
            for found in _HTML_TABLE.finditer(token.content):
                names = " ".join(_HTML_NAME.findall(token.content[found.start() :]))
                self._note("table", html.unescape(names).strip(), line + token.content.count("\n", 0, found.start()))
        elif token.type == "code_block":
            self._note("indented", token.content, line)
        elif token.type in FORMULAS:
            self._formula(token, line)
        elif token.type == "table_open":
            self._note("table", _header(tokens[index:]), line)
        elif token.type == "paragraph_open" and tokens[index + 1].content.startswith("|"):
            self._note("broken-table", tokens[index + 1].content, line)
        elif token.type in ("th_open", "td_open"):
            _align(token)

    def _section(self, token: Token) -> None:
        if token.type == "heading_open":
            self._end_section(int(token.tag[1:]))
        elif token.type == "footnote_block_open":
            self._end_section(0)
        elif token.level == 0 and token.type != "heading_close":
            self._open = None  # there is something under the last heading

    def _end_section(self, level: int) -> None:
        """A heading with nothing under it except a heading of its own level or above is an empty section."""
        if self._open and level <= self._open.level:
            self._note("empty-section", self._open.text, self._open.line)
        self._open = None

    def _heading(self, opening: Token, inline: Token, closing: Token, line: int) -> None:
        level = int(opening.tag[1])
        text = _text_of(inline)
        anchor = self._anchor(f"muc-{slugify(text)[:60]}".strip("-"))
        self._open = Heading(level, text, line, anchor)
        self.headings.append(self._open)
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
            elif child.type in FORMULAS:
                line += self._formula(child, line)
            elif child.type == "footnote_ref":
                self._calls.setdefault(child.meta["id"], line)
            elif child.type == "link_open":
                self._note("link", str(child.attrGet("href") or ""), line)
            elif child.type == "text":
                self._text(child.content, line)
            elif child.type in ("softbreak", "hardbreak"):
                line += 1

    def _formula(self, formula: Token, line: int) -> int:
        """Note what is wrong with a formula; return how many line ends it has."""
        flaw = flaw_of(formula)
        if flaw:
            self._note(f"formula-{flaw.kind}", flaw.part, line)
        return source_of(formula).count("\n")

    def _text(self, text: str, line: int) -> None:
        for found in _ATTRIBUTE_LIST.finditer(text):
            self._note("attributes", found.group(), line)
        for found in _UNSAFE_LINK.finditer(text):
            self._note("unsafe-link", found.group(1), line)
        for found in _UNDEFINED_NOTE.finditer(text):
            self._note("undefined-note", found.group(1), line)

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
                inline.children = [*children, raw(f"<figcaption>{html.escape(caption)}</figcaption>")]
        elif index + 2 < len(tokens) and tokens[index + 2].type == "table_open" and _CAPTION.match(_text_of(inline)):
            table = tokens[index + 2]
            opening.tag = closing.tag = "caption"
            opening.hidden = closing.hidden = False
            # The caption belongs inside the table element: swap the two openings around it.
            tokens[index - 1 : index + 3] = [table, opening, inline, closing]

    def _note(self, kind: str, text: str, line: int) -> None:
        self.fragments.append(Fragment(kind, text, line))


def _header(tokens: list[Token]) -> str:
    """Return the words of a table's header row, which come before the end of its head."""
    cells: list[str] = []
    for token in tokens:
        if token.type == "thead_close":
            break
        if token.type == "inline":
            cells.append(_text_of(token).strip())
    return " ".join(filter(None, cells))


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
    """Return how many line ends a code span has, which the parser shows as spaces, and the source behind it."""
    written = re.escape(code.content).replace("\\ ", "[ \n]")
    found = re.search(f"{code.markup}[ \n]?{written}[ \n]?{code.markup}", source) if "\n" in source else None
    return (found.group().count("\n"), source[found.end() :]) if found else (0, source)
