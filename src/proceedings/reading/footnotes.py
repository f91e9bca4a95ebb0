"""Footnotes: at the end of the text for the screen, inside their calls for print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from proceedings.model.typeset import Fragment
from proceedings.reading.trusted_mark import SEAL, plain_text
from proceedings.text.formulas import blanked
from proceedings.text.letters import words

_MAX_DEPTH = 5
_DEFINITION = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")


def add_footnotes(markdown: MarkdownIt) -> MarkdownIt:
    """Return the parser with footnotes, shown the Vietnamese way and addressed by our own identifiers."""
    markdown.use(footnote_plugin)
    markdown.add_render_rule("footnote_ref", _render_call)
    markdown.add_render_rule("footnote_block_open", lambda *_: f'<section class="{SEAL}footnotes"><ol>\n')
    markdown.add_render_rule("footnote_block_close", lambda *_: "</ol></section>\n")
    markdown.add_render_rule("footnote_open", _render_note_open)
    markdown.add_render_rule("footnote_anchor", _render_back)
    return markdown


def unused_notes(text: str, env: dict[str, Any], first_line: int) -> list[Fragment]:
    """Return the notes that are written at the end but called nowhere, and those written twice, with their lines."""
    called = {
        label.removeprefix(":"): number >= 0 for label, number in env.get("footnotes", {}).get("refs", {}).items()
    }
    seen: set[str] = set()
    found: list[Fragment] = []
    for number, line in enumerate(text.split("\n"), first_line):
        definition = _DEFINITION.match(line)
        label = definition.group(1) if definition else ""
        if label in seen:
            found.append(Fragment("repeated-note", label, number))
        elif label and not called.get(label, True):
            found.append(Fragment("unused-note", label, number))
        seen |= {label} if label in called else set()
    return found


def note_lengths(tokens: list[Token], first_line: int) -> list[Fragment]:
    """Return each note as a fragment whose text is its number of words."""
    found: list[Fragment] = []
    count, line = 0, first_line
    for token in tokens:
        if token.type == "footnote_open":
            count, line = 0, 0
        elif token.type == "footnote_close":
            found.append(Fragment("note", str(count), line or first_line))
        elif token.type == "inline":
            count += len(words(blanked(token.content)))
            line = line or first_line + (token.map[0] if token.map else 0)
    return found


def with_notes_inline(tokens: list[Token]) -> list[Token]:
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
    gap = [raw("<br>")] if not_first else []
    if token.type == "inline":
        return [*gap, *(token.children or [])]
    if token.type == "math_block":
        formula = token.copy()
        formula.type = "math_inline_double"
        return [*gap, formula]
    if token.type in ("fence", "code_block"):
        return [*gap, Token("code_inline", "code", 0, content=token.content.strip())]
    if token.type == "html_block":
        return [*gap, Token("text", "", 0, content=plain_text(token.content).strip())]
    return []


def _call_with_note(token: Token, notes: dict[int, list[Token]]) -> Token:
    if token.type != "inline" or not any(child.type == "footnote_ref" for child in token.children or []):
        return token
    copy = token.copy()
    copy.children = _expanded(token.children or [], notes)
    return copy


def _expanded(children: list[Token], notes: dict[int, list[Token]], depth: int = 0) -> list[Token]:
    """Put notes in place of their first calls; print has no note of a note, so that one is put in brackets."""
    expanded: list[Token] = []
    for child in children:
        called = child.type == "footnote_ref" and depth < _MAX_DEPTH
        note = notes.pop(child.meta["id"], None) if called else None
        if note is None:
            expanded.append(child)
        else:
            own = f'id="{SEAL}fn-{child.meta["id"] + 1}"'
            before, after = (
                (f" <span {own}>(", ")</span>") if depth else (f'<span class="{SEAL}note" {own}>', "</span>")
            )
            expanded += [raw(before), *_expanded(note, notes, depth + 1), raw(after)]
    return expanded


def raw(page: str) -> Token:
    """Return a token that is rendered as it is."""
    return Token("html_inline", "", 0, content=page)


def _render_call(self: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    meta = tokens[index].meta
    number, again = meta["id"] + 1, meta.get("subId", 0)
    own = f"fnref-{number}" + (f"-{again}" if again else "")
    return f'<sup class="{SEAL}footnote-ref"><a href="#fn-{number}" id="{SEAL}{own}">{number}</a></sup>'


def _render_note_open(self: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    return f'<li id="{SEAL}fn-{tokens[index].meta["id"] + 1}">'


def _render_back(self: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    number = tokens[index].meta["id"] + 1
    if tokens[index].meta.get("subId", 0):
        return ""
    title = f"Về chỗ gọi chú thích {number}"
    return f' <a href="#fnref-{number}" class="{SEAL}footnote-back" title="{title}">↩</a>'
