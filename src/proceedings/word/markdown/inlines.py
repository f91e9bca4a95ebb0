"""The inside of a paragraph as Markdown: every letter kept, nothing that could be taken for markup or attributes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Literal

from proceedings.text.placeholders import Missing, placeholder
from proceedings.word.cleaning.plain_text import tidy
from proceedings.word.markdown.formulas import written
from proceedings.word.programs.pandoc import Block
from proceedings.word.remark import Kind, Remark, remark

_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_ATTRIBUTE_LIKE = re.compile(r"\{:?\s*(?:[.#][\w-]+|[\w-]+\s*=|:)")
_ESCAPED = re.compile(r"[\\`*\[~{}$]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|(?<=\])\(")
_EVERYTHING = re.compile(r"[!-/:-@\[-`{-~]")
_WORDS = ("Str", "Space", "SoftBreak")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_BRACKETS = str.maketrans({"(": "%28", ")": "%29"})
_RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
# The looks that have a mark, the outermost first; what is raised or lowered is written by its own name.
_MARKS: tuple[tuple[Literal["strike", "strong", "emph", "shift"], str], ...] = (
    ("strike", "~~"),
    ("strong", "**"),
    ("emph", "*"),
    ("shift", ""),
)


@dataclass(frozen=True, slots=True)
class InlinePiece:
    """A stretch of one look; `content` holds the blocks of a note and the words for an image or a formula."""

    text: str
    kind: Literal["text", "code", "note", "image", "break", "formula"] = "text"
    strong: bool = False
    emph: bool = False
    strike: bool = False
    shift: Literal["", "sup", "sub"] = ""
    link: str = ""
    content: Any = None


_look = attrgetter(*(field.name for field in fields(InlinePiece) if field.name != "text"))


def flatten(inlines: Iterable[Block], remarks: Counter[Remark], look: InlinePiece | None = None) -> list[InlinePiece]:
    """Return the pieces of pandoc's inlines, equal neighbours joined; `remarks` counts what has no form of ours."""
    look = look or InlinePiece("")
    looks: list[tuple[Any, ...]] = []
    groups: list[tuple[InlinePiece, list[str]]] = []  # joined at the end: a paragraph may have as many pieces as words
    here = _look(look)
    for inline in inlines:
        if inline["t"] in _WORDS and looks and looks[-1] == here:
            groups[-1][1].append(_word(inline))  # most of a text, for which no piece is made
            continue
        for piece in _pieces(inline, remarks, look):
            if groups and piece.kind == "text" and _look(piece) == looks[-1]:
                groups[-1][1].append(piece.text)
            else:
                looks.append(_look(piece))
                groups.append((piece, [piece.text]))
    return [replace(first, text=tidy("".join(texts))) for first, texts in groups]


def plain(pieces: Iterable[InlinePiece]) -> str:
    """Return the bare text of pieces."""
    said = (p.content if p.kind == "formula" else p.text for p in pieces if p.kind not in ("note", "image"))
    return re.sub(r" +", " ", "".join(said)).strip()


def markdown(pieces: list[InlinePiece], *, emphasis: bool = True, escape_all: bool = False) -> str:
    """Return text pieces as one line of Markdown; notes already have the text of their call, images are not here."""
    pieces = _with_formulas_apart(_loosen(_one_space(pieces)))
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


def _word(inline: Block) -> str:
    return str(inline["c"]) if inline["t"] == "Str" else " "


def _pieces(inline: Block, remarks: Counter[Remark], look: InlinePiece) -> list[InlinePiece]:
    kind = inline["t"]
    content: Any = inline.get("c")
    if kind in _LOOKS:
        return flatten(content, remarks, replace(look, **_LOOKS[kind]))
    if kind in _WORDS:
        return [replace(look, text=_word(inline))]
    if kind in ("Superscript", "Subscript"):
        return _shifted(flatten(content, remarks, look), raised=kind == "Superscript")
    if kind in ("Quoted", "Span", "Cite"):
        return flatten(content[1], remarks, look)
    if kind == "Link":
        return _link(content, remarks, look)
    if kind in ("Code", "Math"):
        return [_code_or_formula(kind, content, remarks, look)]
    if kind == "Note":
        return [InlinePiece("", "note", content=content)]
    if kind == "Image":
        return [InlinePiece(content[2][0], "image", content=plain(flatten(content[1], remarks)))]
    if kind == "LineBreak":
        return [InlinePiece(" ", "break")]
    remarks[remark(Kind.UNKNOWN_PART, part=kind)] += 1
    return [replace(look, text=str(content[-1]) if isinstance(content, list) else str(content or ""))]


_LOOKS: dict[str, dict[str, Any]] = {
    "Strong": {"strong": True},
    "Emph": {"emph": True},
    "Strikeout": {"strike": True},
    "Underline": {},  # a look of typewriters: the words stay, the line goes
    "SmallCaps": {},
}


def _shifted(pieces: list[InlinePiece], *, raised: bool) -> list[InlinePiece]:
    table = _RAISED if raised else _LOWERED
    shifted: list[InlinePiece] = []
    for piece in pieces:
        if piece.kind == "text" and all(char in table for char in piece.text):
            piece = replace(piece, text="".join(table[char] for char in piece.text))
        elif piece.kind == "text" and piece.text.strip():
            piece = replace(piece, shift="sup" if raised else "sub")
        shifted.append(piece)
    return shifted


def _link(content: Any, remarks: Counter[Remark], look: InlinePiece) -> list[InlinePiece]:
    target = str(content[2][0])
    if _LINK.fullmatch(target):
        return flatten(content[1], remarks, replace(look, link=target.translate(_BRACKETS)))
    if not target.startswith("#"):
        remarks[remark(Kind.UNSAFE_LINK)] += 1
    return flatten(content[1], remarks, look)


def _code_or_formula(kind: str, content: Any, remarks: Counter[Remark], look: InlinePiece) -> InlinePiece:
    """A formula is outside emphasis; one that cannot be drawn leaves a mark with its TeX."""
    if kind == "Code":
        remarks[remark(Kind.CODE)] += 1
        return replace(look, text=content[1], kind="code")
    formula, words = written(content[1], display=content[0]["t"] == "DisplayMath")
    if formula:
        return InlinePiece(formula, "formula", link=look.link, content=words)
    remarks[remark(Kind.FORMULA)] += 1
    return replace(look, text=placeholder(f"{Missing.FORMULA} {' '.join(content[1].split())}"))


def _with_formulas_apart(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """A digit or capital that touches a formula would make it a sum of money ("5$"): it is written by its number."""
    apart: list[InlinePiece] = []
    for number, piece in enumerate(pieces):
        before = number > 0 and pieces[number - 1].kind == "formula"
        after = number + 1 < len(pieces) and pieces[number + 1].kind == "formula"
        if piece.kind == "formula" or not (before or after):
            apart.append(piece)
            continue
        text = piece.text
        head = f"&#{ord(text[0])};" if before and text[:1].isdigit() else ""
        text = text[1:] if head else text
        tail = f"&#{ord(text[-1])};" if after and text and (text[-1].isdigit() or text[-1].isupper()) else ""
        text = text[:-1] if tail else text
        parts = (InlinePiece(head, "formula"), replace(piece, text=text), InlinePiece(tail, "formula"))
        apart += [part for part in parts if part.text]
    return apart


def _one_space(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """Keep a single space between words, across pieces too."""
    spaced: list[InlinePiece] = []
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


def _loosen(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """Take spaces, and punctuation that touches a word outside, out of the ends of emphasised pieces."""
    loose: list[InlinePiece] = []
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


def _wrap(pieces: list[InlinePiece], level: int, escape_all: bool) -> str:
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
            opening, closing = (mark, mark) if mark else (f"<{group[0].shift}>", f"</{group[0].shift}>")
            inner = f"{lead}{opening}{core}{closing}{tail}"
        written.append(inner)
    return "".join(written)


def _groups(pieces: list[InlinePiece], name: str) -> list[list[InlinePiece]]:
    groups: list[list[InlinePiece]] = []
    for piece in pieces:
        if groups and getattr(groups[-1][0], name) == getattr(piece, name):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _written(group: list[InlinePiece], escape_all: bool) -> str:
    text = "".join(
        code_span(piece.text)
        if piece.kind == "code"
        else piece.text
        if piece.kind in ("note", "formula")
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
