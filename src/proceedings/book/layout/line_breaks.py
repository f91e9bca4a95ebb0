"""Where WeasyPrint 70 breaks a line wrongly, and how that is corrected.

Before an inline element ("… cũng <strong>trường</strong>", "… việc (<em>Kế hoạch</em>)") a text may end in a blank
or in something that has to go to the next line with the element. Where it fills its line to the last millimetre,
Pango lets its end hang beyond the line, the engine does not, and breaks the text after its first word: the rest of
the paragraph begins on a new line. About one paragraph with such elements in a hundred is hit.

The fix asks again where a line got one word only: the whole text is kept where it fits without its blanks, which may
hang (CSS Text 3, section 4.1.3; the engine allows for them later); else as many words as fit.
"""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.layout import inline
from weasyprint.text.line_break import split_first_line

# So many letters at most fill a line one em wide: a longer text cannot fit.
_LETTERS_TO_AN_EM = 4
_RESUME = 2

Line = tuple[Any, ...]
"""What WeasyPrint gives of a line: layout, length in bytes, bytes to the next line (None: there is none), and more."""


def mend() -> None:
    """Let the engine fill its lines."""
    inline.split_first_line = _split_first_line


def _split_first_line(
    text: str, style: Any, context: Any, max_width: float | None, spacing: float, **named: bool
) -> Line:
    made: Line = split_first_line(text, style, context, max_width, spacing, **named)
    if made[_RESUME] is None or max_width is None or max_width == inf or style["white_space"] != "normal":
        return made
    if b" " in text.encode()[: made[_RESUME]].strip():
        return made

    def line(words: str) -> Line | None:
        """Return the line that holds the words, None where they do not fit."""
        alone: Line = split_first_line(words, style, context, max_width, spacing, **named)
        return alone if alone[_RESUME] is None else None

    words = text.rstrip(" ")
    longest = int(max_width * _LETTERS_TO_AN_EM / max(style["font_size"], 1)) + 1
    if words != text and len(words) <= longest and line(words):
        whole: Line = split_first_line(text, style, context, None, spacing, **named)
        return whole
    end = words.rfind(" ", 0, longest)
    while end > 0 and len(words[:end].encode()) >= made[_RESUME]:
        fitting = line(words[:end].rstrip(" "))
        if fitting:
            skipped = len(words[: end + 1].encode())
            return (*fitting[:_RESUME], skipped, *fitting[_RESUME + 1 :])
        end = words.rfind(" ", 0, end)
    return made
