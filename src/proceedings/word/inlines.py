"""The inside of a paragraph as Markdown: every letter kept, nothing that could be taken for markup or attributes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from proceedings.word.pandoc import Block
from proceedings.word.tidy import tidy

_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_ATTRIBUTE_LIKE = re.compile(r"\{:?\s*(?:[.#][\w-]+|[\w-]+\s*=|:)")
_ESCAPED = re.compile(r"[\\`*\[~{}]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|(?<=\])\(")
_EVERYTHING = re.compile(r"[!-/:-@\[-`{-~]")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_BRACKETS = str.maketrans({"(": "%28", ")": "%29"})
_RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_MARKS: tuple[tuple[Literal["strike", "strong", "emph"], str], ...] = (
    ("strike", "~~"),
    ("strong", "**"),
    ("emph", "*"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one look; `content` holds the blocks of a note and the alternative text of an image."""

    text: str
    kind: Literal["text", "code", "note", "image", "break"] = "text"
    strong: bool = False
    emph: bool = False
    strike: bool = False
    link: str = ""
    content: Any = None


def flatten(inlines: Iterable[Block], remarks: Counter[str], look: Piece | None = None) -> list[Piece]:
    """Return the pieces of pandoc's inlines, equal neighbours joined; `remarks` counts what has no form of ours."""
    look = look or Piece("")
    pieces: list[Piece] = []
    for inline in inlines:
        for piece in _pieces(inline, remarks, look):
            last = pieces[-1] if pieces else None
            if last and piece.kind == last.kind == "text" and replace(last, text="") == replace(piece, text=""):
                pieces[-1] = replace(last, text=last.text + piece.text)
            else:
                pieces.append(piece)
    return [replace(piece, text=tidy(piece.text)) for piece in pieces]


def plain(pieces: Iterable[Piece]) -> str:
    """Return the bare text of pieces."""
    return re.sub(r" +", " ", "".join(p.text for p in pieces if p.kind in ("text", "code", "break"))).strip()


def markdown(pieces: list[Piece], *, emphasis: bool = True, escape_all: bool = False) -> str:
    """Return text pieces as one line of Markdown; notes already have the text of their call, images are not here."""
    pieces = _loosen(_one_space(pieces))
    if not emphasis:
        pieces = [replace(piece, strong=False, emph=False, strike=False) for piece in pieces]
    return _wrap(pieces, 0, escape_all).strip()


def escape(text: str, *, everything: bool = False) -> str:
    """Return text that CommonMark shows as it is; an attribute list becomes code, which nothing looks into."""
    parts: list[str] = []
    done = 0
    for found in _ATTRIBUTES.finditer(text):
        if _ATTRIBUTE_LIKE.match(found.group()) and "`" not in found.group():
            parts += [_escape(text[done : found.start()], everything), f"`{found.group()}`"]
            done = found.end()
    return "".join([*parts, _escape(text[done:], everything)])


def _escape(text: str, everything: bool) -> str:
    return (_EVERYTHING if everything else _ESCAPED).sub(r"\\\g<0>", text)


def _pieces(inline: Block, remarks: Counter[str], look: Piece) -> list[Piece]:
    kind = inline["t"]
    content: Any = inline.get("c")
    if kind in _LOOKS:
        return flatten(content, remarks, replace(look, **_LOOKS[kind]))
    if kind in ("Str", "Space", "SoftBreak"):
        return [replace(look, text=content if kind == "Str" else " ")]
    if kind in ("Superscript", "Subscript"):
        return _shifted(flatten(content, remarks, look), kind == "Superscript", remarks)
    if kind in ("Quoted", "Span", "Cite"):
        return flatten(content[1], remarks, look)
    if kind == "Link":
        return _link(content, remarks, look)
    if kind in ("Code", "Math"):
        remarks["công thức, mã để ở dạng chữ máy"] += 1
        return [replace(look, text=content[1], kind="code")]
    if kind == "Note":
        return [Piece("", "note", content=content)]
    if kind == "Image":
        return [Piece(content[2][0], "image", content=plain(flatten(content[1], remarks)))]
    if kind == "LineBreak":
        return [Piece(" ", "break")]
    remarks[f"thành phần {kind} để ở dạng chữ"] += 1
    return [replace(look, text=str(content[-1]) if isinstance(content, list) else str(content or ""))]


_LOOKS: dict[str, dict[str, Any]] = {
    "Strong": {"strong": True},
    "Emph": {"emph": True},
    "Strikeout": {"strike": True},
    "Underline": {},
    "SmallCaps": {},
}


def _shifted(pieces: list[Piece], raised: bool, remarks: Counter[str]) -> list[Piece]:
    table = _RAISED if raised else _LOWERED
    shifted: list[Piece] = []
    for piece in pieces:
        if piece.kind == "text" and all(char in table for char in piece.text):
            piece = replace(piece, text="".join(table[char] for char in piece.text))
        elif piece.kind == "text" and piece.text.strip():
            remarks["chữ nâng cao hoặc hạ thấp viết thường lại"] += 1
        shifted.append(piece)
    return shifted


def _link(content: Any, remarks: Counter[str], look: Piece) -> list[Piece]:
    target = str(content[2][0])
    if _LINK.fullmatch(target):
        return flatten(content[1], remarks, replace(look, link=target.translate(_BRACKETS)))
    if not target.startswith("#"):
        remarks["liên kết không an toàn bỏ đi, chữ giữ lại"] += 1
    return flatten(content[1], remarks, look)


def _one_space(pieces: list[Piece]) -> list[Piece]:
    """Keep a single space between words, across pieces too."""
    spaced: list[Piece] = []
    after_space = True
    for piece in pieces:
        if piece.kind in ("text", "break"):
            text = re.sub(r" +", " ", piece.text)
            text = text[1:] if after_space and text.startswith(" ") else text
            piece = replace(piece, text=text, kind="text")
        if piece.text:
            spaced.append(piece)
            after_space = piece.kind == "text" and piece.text.endswith(" ")
    return spaced


def _loosen(pieces: list[Piece]) -> list[Piece]:
    """Take spaces, and punctuation that touches a word outside, out of the ends of emphasised pieces."""
    loose: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.kind != "text" or not (piece.strong or piece.emph or piece.strike):
            loose.append(piece)
            continue
        before = pieces[number - 1].text[-1:] if number else ""
        after = pieces[number + 1].text[:1] if number + 1 < len(pieces) else ""
        start, end = 0, len(piece.text)
        while start < end and _falls_out(piece.text[start], before):
            start += 1
        while end > start and _falls_out(piece.text[end - 1], after):
            end -= 1
        bare = replace(piece, strong=False, emph=False, strike=False)
        parts = (bare, 0, start), (piece, start, end), (bare, end, len(piece.text))
        loose += [replace(look, text=piece.text[first:last]) for look, first, last in parts if first < last]
    return loose


def _falls_out(char: str, neighbour: str) -> bool:
    touches_word = bool(neighbour) and (neighbour.isalnum() or neighbour == "_")
    return char == " " or (touches_word and unicodedata.category(char)[0] in "PS")


def _wrap(pieces: list[Piece], level: int, escape_all: bool) -> str:
    """Put the marks of one kind of emphasis around each group of pieces that has it, the next kind inside."""
    if level == len(_MARKS):
        return "".join(_written(group, escape_all) for group in _groups(pieces, "link"))
    name, mark = _MARKS[level]
    written: list[str] = []
    for group in _groups(pieces, name):
        inner = _wrap(group, level + 1, escape_all)
        core = inner.strip(" ")
        if getattr(group[0], name) and core:
            lead, tail = inner[: len(inner) - len(inner.lstrip(" "))], inner[len(inner.rstrip(" ")) :]
            inner = f"{lead}{mark}{core}{mark}{tail}"
        written.append(inner)
    return "".join(written)


def _groups(pieces: list[Piece], name: str) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and getattr(groups[-1][0], name) == getattr(piece, name):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _written(group: list[Piece], escape_all: bool) -> str:
    text = "".join(
        code_span(piece.text)
        if piece.kind == "code"
        else piece.text
        if piece.kind == "note"
        else escape(piece.text, everything=escape_all)
        for piece in group
    )
    return f"[{text}]({group[0].link})" if group[0].link and text.strip() else text


def code_span(text: str) -> str:
    """Return a code span; the fence is longer than any run of backticks inside."""
    text = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text else ""
