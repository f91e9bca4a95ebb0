"""Where a text holds formulas: TeX between dollar signs, distinguished from sums of money."""

from __future__ import annotations

import re

# $$…$$ and $…$ within one paragraph. A dollar sign right behind a digit or a capital ("5$", "US$") opens nothing, one
# before a digit closes nothing, and a backslash takes a dollar sign its meaning.
_FORMULA = re.compile(
    r"(?<!\\)\$\$(?!\$)(?:(?!\n\s*\n)(?:[^\\$]|\\.|\$(?!\$)))+\$\$"
    r"|(?<![\\$])\$(?![\s$])(?P<inline>(?:(?!\n\s*\n)(?:[^\\$]|\\.))+)(?<!\s)\$(?![0-9])",
    re.DOTALL,
)
_BRACED = re.compile(r"\\[a-zA-Z]+|\{[^{}]*\}")
_PHRASE = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,} +[^\W\d_]{3,}")
_VIETNAMESE = re.compile(r"(?<![^\W\d_])(?=[^\W\d_]{2})[a-zA-Z]*[À-ÖØ-öø-ɏƠ-ưẠ-ỹ][^\W\d_]*")
_WORD = re.compile(rf"(?<![a-zA-Z])[a-zA-Z]{{3,}}|{_VIETNAMESE.pattern}")
_SIGN = re.compile(r"[=<>+^_{}\\]")
_LIKE_A_SUM = re.compile(r"^(?:[\d.,]+[\s(/–-]|[)\],.;:!?])|(?:\s[\d.,]+|[(\[])$")
_DEEP = 50


def is_formula(before: str, content: str) -> bool:
    """Return whether what is between two dollar signs is a formula.

    Parameters
    ----------
    before
        The letter before the first dollar sign, "" where there is none.
    content
        TeX, or the words between two sums: "giá $100 hoặc 50$", "đô la ($) và euro (€), không phải ($)".
    """
    if before.isascii() and (before.isdigit() or before.isupper()):
        return False
    return bool(_SIGN.search(content)) or not (_LIKE_A_SUM.search(content) and _WORD.search(content))


def has_words(tex: str) -> bool:
    """Return whether TeX has words outside braces: one with a Vietnamese letter, or two beside each other."""
    bare = _unbraced(tex)
    return bool(_VIETNAMESE.search(bare) or _PHRASE.search(bare))


def blanked(text: str) -> str:
    """Return a text whose formulas are blanks, every other letter at its place."""
    return _FORMULA.sub(blank, text) if "$" in text else text


def blank(found: re.Match[str]) -> str:
    """Return blanks in place of a formula, a sum of money as it is."""
    inline = found["inline"]
    if inline is not None and not is_formula(found.string[max(0, found.start() - 1) : found.start()], inline):
        return found.group()
    return re.sub(r"[^\n]", " ", found.group())


def _unbraced(tex: str) -> str:
    """Return TeX without its commands and what is in braces."""
    for _ in range(_DEEP):
        shorter = _BRACED.sub(" \\\\ ", tex)
        if shorter == tex:
            break
        tex = shorter
    return tex
