"""Repairs that a program may make in a paper's text: only the letters concerned, never the head, never code."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from proceedings.reading.front_matter import text_after_head
from proceedings.text.characters import INVISIBLE, as_meant
from proceedings.text.doubled import doubled
from proceedings.text.legacy import find_legacy
from proceedings.text.letters import nfc
from proceedings.text.prose import prose
from proceedings.text.tones import moved, placement, two_style_words

_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u2600-\u27bf\U0001f000-\U0001faff]")
_MADE_SPACE = re.compile("\u00a0(?:[ \t]*\u00a0)+")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[.#][\w-]+[^{}\n]*\}")


class Fixed(NamedTuple):
    """A file's bytes after the repairs; the same bytes where nothing was to be done."""

    content: bytes
    changed: bool


def fix(content: bytes, *, unsafe: bool = False) -> Fixed:
    """Return a paper's file with its text repaired.

    Safe repairs change no word: composed letters, invisible characters, look-alike letters. With `unsafe` also
    doubled words, one style of tone marks, spacing by hand. Head, code, line ends, BOM stay as they are, byte for byte;
    a file that cannot be read is left alone.
    """
    try:
        whole = content.decode("utf-8")
    except UnicodeDecodeError:
        return Fixed(content, False)
    plain = whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _, line = text_after_head(plain)
    lines = re.split(r"(\r\n|\r|\n)", whole)
    head, body = "".join(lines[: 2 * (line - 1)]), "".join(lines[2 * (line - 1) :])
    if line == 1 or not body.strip():
        return Fixed(content, False)
    repaired = _by_lines(body, _safe)
    if unsafe:
        repaired = _one_tone_style(_without_doubles(_by_lines(repaired, _without_spacing)))
    after = (head + repaired).encode()
    return Fixed(after, after != content)


def diff(path: str, before: bytes, after: bytes) -> str:
    """Return the changes as a unified diff in which what cannot be seen is named: "cán⟨U+200B⟩ bộ"."""
    old, new = (_shown(content).splitlines(keepends=False) for content in (before, after))
    lines = difflib.unified_diff(old, new, f"{path} (trước)", f"{path} (sau)", lineterm="", n=0)
    return "\n".join(lines)


def _by_lines(body: str, change: Callable[[str], str]) -> str:
    """Change the prose of each line; code and addresses, which `prose` blanks, stay."""
    pieces = re.split(r"(\r\n|\r|\n)", body)
    texts = pieces[::2]
    seen = [text for _, text in prose("\n".join(texts), 1)]
    for at, (text, shown) in enumerate(zip(texts, seen, strict=True)):
        same = "".join(a if a == b else "\0" for a, b in zip(shown, text, strict=True))
        for found in reversed(list(re.finditer(r"[^\0]+", same))):
            text = text[: found.start()] + change(found.group()) + text[found.end() :]
        texts[at] = text
    pieces[::2] = texts
    return "".join(pieces)


def _safe(text: str) -> str:
    if find_legacy(text) is None and not _OTHER_SCRIPT.search(text):
        text = INVISIBLE.sub("", text)
    return _WORD.sub(lambda found: as_meant(found.group()), nfc(text))


def _without_spacing(text: str) -> str:
    return _ATTRIBUTES.sub("", _MADE_SPACE.sub(" ", text))


def _without_doubles(body: str) -> str:
    for found in reversed(list(doubled(_prose_of(body)))):
        body = body[: found.start] + body[found.end :]
    return body


def _prose_of(body: str) -> str:
    """Return the prose of a text with every letter at its place; a line end of two characters is one and a space."""
    return "\n".join(text for _, text in prose(body.replace("\r\n", " \n").replace("\r", "\n"), 1))


def _one_tone_style(body: str) -> str:
    """Write all words of two spellings in the style that most of them have; names keep theirs."""
    words = [found for found in two_style_words(_prose_of(body)) if not found.group()[0].isupper()]
    styles = [placement(found.group()) for found in words]
    if len(set(styles)) < 2:
        return body
    most = max(("old", "new"), key=styles.count)
    for found in reversed(words):
        if placement(found.group()) != most:
            body = body[: found.start()] + moved(found.group()) + body[found.end() :]
    return body


def _shown(content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    return "".join(
        f"⟨U+{ord(char):04X}⟩" if unicodedata.category(char) in ("Cf", "Mn", "Cc") and char not in "\n\t\r" else char
        for char in text
    )
