"""TeX drawn as one vector picture, and put into words; the only file that knows the drawing engine.

What is returned is rebuilt from the shapes that the engine drew (outlines and bars in one colour): no identifier,
no style, no text of the author's is in it, so two pictures on a page cannot meddle with each other.
"""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from proceedings.reading.formula_speech import spoken

_MOST_LETTERS = 1_000
# The engine measures everything once more at each level of braces: at the 8th it takes a second.
_MOST_NESTED = 7
_MOST_EFFORT = 2_000
_MOST_EMS_WIDE, _MOST_EMS_HIGH = 45, 30
_EM = 1_000
_MARGIN = 30
# Commands that set colour, size or links by hand, make commands of their own or draw boxes of any size.
_NOT_OURS = frozenset(
    "\\newcommand \\newenvironment \\def \\DeclareMathOperator \\href \\color \\textcolor \\colorbox \\fcolorbox "
    "\\style \\class \\unicode \\verb \\tag \\rule \\Huge \\huge \\LARGE \\Large \\large \\small \\tiny \\Tiny "
    "\\footnotesize \\scriptsize \\skew \\raise \\lower \\moveleft \\moveright \\not".split()
)
_TOKEN = re.compile(r"\\(?:[a-zA-Z]+|.)|\S", re.DOTALL)
_OPENS, _CLOSES = frozenset(("{", "\\left", "\\begin")), frozenset(("}", "\\right", "\\end"))
# Words in upright letters: the engine would take their blanks away.
_UPRIGHT = re.compile(r"\\(?:mathrm|operatorname)\s*\{([^{}\\^_]*[^\x00-\x7f][^{}\\^_]*)\}")
_PLAINER = {"\\not=": "\\ne ", "\\not\\in": "\\notin "}
_ESCAPED = re.compile(r"\\([%#&$_{}])")
_OUTLINE = re.compile(r"[MLQCHVZ0-9 .\-]*")


class Drawing(NamedTuple):
    """A drawn formula: what is inside its picture, width and depth under the line in ems, its words and TeX."""

    view: str
    shapes: str
    width: float
    depth: float
    words: str
    tex: str = ""


class Flaw(NamedTuple):
    """Why a formula cannot be drawn: kind for the rule, and the part at fault."""

    kind: str
    part: str = ""


@functools.lru_cache(maxsize=2_000)
def draw(tex: str, *, display: bool) -> Drawing | Flaw:
    """Return a formula as a picture, or why there is none.

    Parameters
    ----------
    tex
        TeX without its dollar signs.
    display
        Whether it has a line of its own (limits over and under their sums, tall fractions).
    """
    source = tex
    for awkward, plainer in _PLAINER.items():
        tex = tex.replace(awkward, plainer)
    tex = _UPRIGHT.sub(r"\\text{\1}", tex)
    flaw = _flaw_of_text(tex)
    if flaw:
        return flaw
    engine, to_mathml = _engine()
    try:
        return _drawn(to_mathml(f"{' '.join(tex.split())} ", inline=not display), engine)._replace(tex=source)
    except _FlawError as error:
        return error.flaw
    except Exception:  # the engine has no errors of its own: it fails in the middle of things
        return Flaw("unreadable")


class _FlawError(Exception):
    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.kind)
        self.flaw = flaw


def effort(tex: str) -> int:
    """Return how hard a formula is to draw: its signs, each counted twice for every level of braces around it."""
    return sum(2 ** min(depth, _MOST_NESTED + 1) for depth in _depths(tex))


def _flaw_of_text(tex: str) -> Flaw | None:
    if not tex.strip():
        return Flaw("empty")
    if len(tex) > _MOST_LETTERS:
        return Flaw("long", str(len(tex)))
    tokens = _TOKEN.findall(tex)
    if "%" in tokens:
        return Flaw("percent")
    unwanted = next((token for token in tokens if token in _NOT_OURS), "")
    if unwanted:
        return Flaw("command", unwanted)
    depths = list(_depths(tex))
    if depths[-1] or min(depths) < 0:
        return Flaw("braces")
    return Flaw("deep") if max(depths) > _MOST_NESTED or effort(tex) > _MOST_EFFORT else None


def _depths(tex: str) -> Iterator[int]:
    """Yield for each sign how many braces, brackets that grow and environments are open behind it."""
    depth = 0
    for token in _TOKEN.findall(tex):
        depth += (token in _OPENS) - (token in _CLOSES)
        yield depth


def _drawn(mathml: str, engine: Any) -> Drawing:
    tree = ElementTree.fromstring(mathml)
    for element in tree.iter():
        if element.text and len(element) == 0:
            element.text = _leaf(element.text, engine)
    words = spoken(tree) or "công thức"
    picture = engine.Math(tree, size=_EM, margin=0)
    left, right, low, high = picture.node.bbox
    left, low, right, high = left - _MARGIN, low - _MARGIN, right + _MARGIN, high + _MARGIN
    if right - left > _MOST_EMS_WIDE * _EM or high - low > _MOST_EMS_HIGH * _EM:
        raise _FlawError(Flaw("wide"))
    shapes = "".join(_shapes(picture.svgxml()))
    if not shapes or right <= left or high <= low:
        raise _FlawError(Flaw("empty"))
    view = " ".join(f"{number:.0f}" for number in (left, -high, right - left, high - low))
    return Drawing(view, shapes, (right - left) / _EM, -low / _EM, words)


def _leaf(text: str, engine: Any) -> str:
    """Return a sign or word of a formula as meant, its escapes undone; what cannot be drawn is refused."""
    text = _ESCAPED.sub(r"\1", text)
    unknown = re.search(r"\\[a-zA-Z]*", text)
    if unknown and unknown.group() != text.strip():
        raise _FlawError(Flaw("unreadable"))
    if unknown:
        raise _FlawError(Flaw("command", unknown.group()))
    font = engine.zmath.loadedfonts["default"]
    missing = [char for char in text if not char.isspace() and not font.glyphindex(char)]
    if missing:
        raise _FlawError(Flaw("letter", missing[0]))
    return text


def _shapes(picture: Element) -> Iterator[str]:
    """Yield what the engine drew, rebuilt: outlines and bars, filled or stroked."""
    for element in picture.iter():
        kind = element.tag.rpartition("}")[2]
        if kind in ("svg", "g") and "transform" not in element.attrib:
            continue
        if kind == "path" and _OUTLINE.fullmatch(element.get("d", "")):
            drawn = f' d="{_compact(element.get("d", ""))}"'
        elif kind == "rect":
            drawn = "".join(f' {side}="{float(element.get(side) or 0):g}"' for side in ("x", "y", "width", "height"))
        else:
            raise _FlawError(Flaw("unreadable"))
        stroke = element.get("stroke", "none")
        width = f' fill="none" stroke="currentColor" stroke-width="{float(element.get("stroke-width", "40")):g}"'
        yield f"<{kind}{drawn}{width if stroke != 'none' else ''}/>"


def _compact(outline: str) -> str:
    whole = re.sub(r"-?\d+\.\d+", lambda number: f"{float(number.group()):.0f}", outline)
    return re.sub(r" ?([A-Z]) ?", r"\1", whole)


@functools.cache
def _engine() -> tuple[Any, Any]:
    """Return the engine, loaded with the first formula: most papers have none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it opens its font in a way that Python no longer likes
        import ziamath
        from ziamath.config import config
        from ziamath.tex import tex2mml

    config.svg2 = False  # every outline at its place, nothing shared by identifier
    config.precision = 1
    config.decimal_separator = ","
    return ziamath, tex2mml
