"""Formulas of a paper: `$…$` in a line, `$$…$$` on a line of its own, found while Markdown is read.

A formula becomes a sealed mark in the page; the picture takes the mark's place after the allow-list, so that the list
stays as strict as it is and only this file can bring a drawing in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

from proceedings.reading.formula_drawing import Drawing, Flaw, draw, effort
from proceedings.reading.trusted_mark import SEAL
from proceedings.text.formulas import has_words, is_formula
from proceedings.text.letters import shorten

FORMULAS = ("math_inline", "math_inline_double", "math_block")
_MOST_LINES = 40
# What one paper may ask of the engine: some four hundred formulas, drawn in about five seconds.
_MOST_EFFORT, _LEAST_OF_ONE, _MOST_OF_ONE = 20_000, 20, 2_000

# Ems; whoever has no mouse moves it with the keyboard.
_WIDER_THAN_A_PHONE = 18
# The mark of a formula, and the punctuation behind it, which may not begin a line.
_MARK = re.compile(rf"{SEAL}cong-thuc-(\d+);(?:(</span>)([.,;:!?)\]”’…]+))?")
_inline = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
_block = math_block_dollar(allow_labels=False, allow_blank_lines=False)


def add_formulas(markdown: MarkdownIt) -> MarkdownIt:
    """Return the parser with formulas; sums of money stay words."""
    markdown.inline.ruler.before("escape", "math_inline", _formula_in_line)
    markdown.block.ruler.before("fence", "math_block", _formula_on_its_own)
    for kind in FORMULAS:
        markdown.add_render_rule(kind, _render)
    return markdown


def draw_formulas(tokens: list[Token]) -> list[Drawing]:
    """Draw every formula of a page; the tokens then know their picture or flaw, and have words as their content."""
    drawn: list[Drawing] = []
    left = _MOST_EFFORT
    for token in tokens:
        for formula in [token, *(token.children or [])]:
            if formula.type == "image":
                _into_words(formula)
            elif formula.type in FORMULAS:
                before = left
                left -= min(max(effort(formula.content), _LEAST_OF_ONE), _MOST_OF_ONE)
                refused = Flaw("many" if before >= 0 else "more") if left < 0 else None
                _draw(formula, drawn, refused)
    return drawn


def source_of(formula: Token) -> str:
    """Return the TeX of a formula that has been through `draw_formulas`."""
    return str(formula.meta["tex"])


def flaw_of(formula: Token) -> Flaw | None:
    """Return why a formula that has been through `draw_formulas` could not be drawn."""
    flaw: Flaw | None = formula.meta["flaw"]
    return flaw


def with_formulas(page: str, drawn: Sequence[Drawing], *, printed: bool = False) -> str:
    """Return a sanitised page with the pictures of its formulas.

    Parameters
    ----------
    printed
        The words of a picture are put where the PDF engine looks for them, and its TeX where a Word export does; on
        the site the words are its label.
    """

    def put_in(mark: re.Match[str]) -> str:
        return f"{_picture(drawn[int(mark[1])], printed)}{mark[3] or ''}{mark[2] or ''}"

    return _MARK.sub(put_in, page) if drawn else page


def _draw(formula: Token, drawn: list[Drawing], refused: Flaw | None) -> None:
    tex = formula.content
    result = refused or draw(tex, display=formula.type != "math_inline")
    if isinstance(result, Drawing) and has_words(tex):
        result = Flaw("words", tex)
    if isinstance(result, Flaw):
        shown = result.part or shorten(tex)
        formula.meta = {"tex": tex, "flaw": result._replace(part=shown), "place": None}
        formula.content = tex
    else:
        formula.meta = {"tex": tex, "flaw": None, "place": len(drawn)}
        formula.content = result.words
        drawn.append(result._replace(tex=tex))


def _into_words(image: Token) -> None:
    """Formulas in the words that describe a picture are words too."""
    for child in image.children or []:
        if child.type in FORMULAS:
            result = draw(child.content, display=False)
            child.type, child.content = "text", result.words if isinstance(result, Drawing) else child.content


def _formula_in_line(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "$" or not _inline(state, True):
        return False
    end, state.pos = state.pos, start
    single = not state.src.startswith("$$", start)
    if single and not is_formula(state.src[max(0, start - 1) : start], state.src[start + 1 : end - 1]):
        return False
    return _inline(state, silent)


def _formula_on_its_own(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `$$…$$` of a few lines; one that is never closed does not run on into what follows its list or quotation."""
    last = start + 1
    while last < min(end, start + _MOST_LINES) and state.sCount[last] >= state.blkIndent:
        last += 1
    return _block(state, start, last, silent)


def _render(self: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    formula = tokens[index]
    place = formula.meta["place"]
    if place is None:
        dollars = formula.markup
        shown = f"<code>{_escaped(dollars + source_of(formula) + dollars)}</code>"
    else:
        display = " display" if formula.type != "math_inline" else ""
        shown = f'<span class="{SEAL}formula{display}">{SEAL}cong-thuc-{place};</span>'
    return f"<p>{shown}</p>\n" if formula.type == "math_block" else shown


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _picture(drawing: Drawing, printed: bool) -> str:
    words = _escaped(drawing.words).replace('"', "&quot;")
    tex = _escaped(" ".join(drawing.tex.split())).replace('"', "&quot;")
    label = f' data-tex="{tex}"' if printed else f' role="img" aria-label="{words}"'
    title = f"<title>{words}</title>" if printed else ""
    # The export to Word writes the formula again from its TeX.
    label = label or f' data-tex="{_escaped(drawing.tex).replace(chr(34), "&quot;")}"'
    width, line = f"width:{drawing.width:.2f}em", f"vertical-align:{-drawing.depth:.2f}em"
    moved = not printed and drawing.width > _WIDER_THAN_A_PHONE
    style = width if moved else f"{width};{line}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawing.view}" style="{style}" fill="currentColor"{label}>'
        f"{title}{drawing.shapes}</svg>"
    )
    return f'<span class="moved" style="{line}" tabindex="0">{svg}</span>' if moved else svg
