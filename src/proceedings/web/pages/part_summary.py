"""What a paper on a model says of one of the model's parts, in its own words: the first sentence under its heading."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from proceedings.model.guideline import ModelPart
from proceedings.model.typeset import Body, Heading
from proceedings.text.letters import spelling_key

_NUMBER = re.compile(r"^(?:[\divx]+[.)]?)+\s+", re.IGNORECASE)
# A sentence does not end before a small letter, nor after an abbreviation or an initial.
_END = re.compile(r"(?<=[.!?…])[”\"')]*\s+(?=[“\"'(]*(\S))")
_ABBREVIATION = re.compile(r"(?:^|[\s(“])(?:TS|ThS|PGS|GS|CN|TP|Tp|Nxb|Đ/c|tr|[A-ZĐ])\.$")


class Excerpt(NamedTuple):
    """A sentence of a paper, the heading above it, and the list that it leads to where it ends in a colon."""

    heading: Heading
    sentence: str
    items: tuple[str, ...] = ()


def excerpt(part: ModelPart, body: Body) -> Excerpt | None:
    """Return what a paper says first of a part of its model, None where no heading names the part."""
    found = _heading(part, body)
    if found is None:
        return None
    blocks = _section(found, body)
    text = next((text for kind, text in blocks if kind == "p" and text), "")
    if not text:
        text = next((text for _, text in blocks if text), "")
        return Excerpt(found, sentences(text)[0]) if text else None
    spoken = sentences(text)
    # "Tên gọi và mục tiêu": the section may begin with the other thing that its heading names.
    begins = any(_bare(found.text).startswith(word) for word in _words(part))
    about = [one for one in spoken if any(word in spelling_key(one) for word in _words(part))]
    chosen = spoken[0] if begins or not about else about[0]
    items: list[str] = []
    if chosen.endswith(":") and chosen == spoken[-1]:
        for kind, item in blocks[blocks.index(("p", text)) + 1 :]:
            if kind != "li":
                break
            items.append(sentences(item)[0])
    return Excerpt(found, chosen, tuple(items))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph."""
    found: list[str] = []
    for piece in _pieces(text):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return tuple(found) or ("",)


def _pieces(text: str) -> list[str]:
    ends = [0, *(found.end() for found in _END.finditer(text) if not found[1].islower()), len(text)]
    return [text[start:end].strip() for start, end in zip(ends, ends[1:], strict=False) if text[start:end].strip()]


def _heading(part: ModelPart, body: Body) -> Heading | None:
    """Return the heading of a part: best one that begins with it, then one that names it, then by another word."""
    for word in _words(part):
        named = [heading for heading in body.headings if word in _bare(heading.text)]
        if named:
            return next((heading for heading in named if _bare(heading.text).startswith(word)), named[0])
    return None


def _words(part: ModelPart) -> tuple[str, ...]:
    return tuple(spelling_key(word) for word in (part.name, *part.words))


def _bare(heading: str) -> str:
    return spelling_key(_NUMBER.sub("", heading))


def _section(heading: Heading, body: Body) -> list[tuple[str, str]]:
    """Return the paragraphs ("p") and list items ("li") between a heading and the next one of its level."""
    reader = _Reader()
    reader.feed(body.html)
    reader.close()
    start = next((place for place, block in enumerate(reader.blocks) if block[2] == heading.anchor), None)
    if start is None:
        return []
    level = int(reader.blocks[start][0][1])
    inside: list[tuple[str, str]] = []
    for kind, text, _ in reader.blocks[start + 1 :]:
        if kind[0] == "h" and int(kind[1]) <= level:
            break
        if kind[0] != "h":
            inside.append((kind, " ".join("".join(text).split())))
    return inside


class _Reader(HTMLParser):
    """Reads blocks of a text as (kind, pieces of text, identifier); notes, tables and inner lists are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, list[str], str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "hr", "img"):
            self.handle_data(" ")
            return
        given = dict(attrs)
        self._open.append("note" if given.get("class") == "footnote-ref" else tag)
        inner = "li" in self._open[:-1] or "blockquote" in self._open
        if re.fullmatch("h[2-6]", tag) or (tag in ("p", "li") and not inner):
            self.blocks.append((tag, [], given.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        name = "note" if tag == "sup" and "note" in self._open else tag
        while name in self._open and self._open.pop() != name:
            pass

    def handle_data(self, data: str) -> None:
        passed = {"note", "table", "figure", "section", "pre", "blockquote"} & set(self._open)
        lists = sum(tag in ("ol", "ul") for tag in self._open)
        if self.blocks and not passed and lists < 2:
            self.blocks[-1][1].append(data)
