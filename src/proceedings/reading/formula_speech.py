"""A formula in Vietnamese words, for those who listen to the page and where no picture can be: "a trên b"."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

_SIGNS = {
    "+": "cộng",
    "−": "trừ",
    "-": "trừ",
    "±": "cộng trừ",
    "×": "nhân",
    "⋅": "nhân",
    "·": "nhân",
    "÷": "chia",
    "/": "chia",
    "=": "bằng",
    "≠": "khác",
    "≈": "xấp xỉ",
    "≡": "đồng nhất với",
    "<": "nhỏ hơn",
    ">": "lớn hơn",
    "≤": "nhỏ hơn hoặc bằng",
    "≥": "lớn hơn hoặc bằng",
    "∈": "thuộc",
    "∉": "không thuộc",
    "⊂": "là tập con của",
    "∪": "hợp",
    "∩": "giao",
    "→": "tiến tới",
    "⇒": "suy ra",
    "⇔": "tương đương với",
    "∞": "vô cùng",
    "∑": "tổng",
    "∏": "tích",
    "∫": "tích phân",
    "∂": "đạo hàm riêng",
    "√": "căn",
    "%": "phần trăm",
    "′": "phẩy",
    "…": "vân vân",
    "⋯": "vân vân",
}
_ABOVE = {
    "^": "mũ",
    "ˆ": "mũ",
    "̂": "mũ",
    "→": "véc-tơ",
    "―": "gạch ngang",
    "¯": "gạch ngang",
    "‾": "gạch ngang",
    "~": "ngã",
    "̃": "ngã",
    "˙": "chấm",
    "¨": "hai chấm",
    "⏞": "ngoặc",
    "⏟": "ngoặc",
}
_LARGE = frozenset("∑∏∫⋃⋂") | {"lim", "max", "min", "sup", "inf"}


def spoken(tree: Element) -> str:
    """Return a formula, given as MathML, in words on one line."""
    return re.sub(r"(?<=\d) , (?=\d)", ",", " ".join(_say(tree).split()))


def _say(node: Element) -> str:
    say = _SAYING.get(_kind(node))
    if say and len(node):
        return say(list(node))
    if len(node):
        return " ".join(_say(child) for child in node)
    text = (node.text or "").strip()
    return _SIGNS.get(text, text) if _kind(node) != "mtext" else text.replace("\u00a0", " ")


def _kind(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _bare(node: Element) -> str:
    return "".join(node.itertext()).strip()


def _short(words: str) -> bool:
    return " " not in words.strip()


def _fraction(parts: list[Element]) -> str:
    above, below = _say(parts[0]), _say(parts[-1])
    if _short(above) and _short(below):
        return f"{above} trên {below}"
    return f"phân số tử số {above} mẫu số {below} hết phân số,"


def _root(parts: list[Element]) -> str:
    inner = " ".join(_say(part) for part in parts)
    return f"căn bậc hai của {inner}" if _short(inner) else f"căn bậc hai của {inner} hết căn,"


def _root_of_degree(parts: list[Element]) -> str:
    inner, degree = _say(parts[0]), _say(parts[-1])
    return f"căn bậc {degree} của {inner}" if _short(inner) else f"căn bậc {degree} của {inner} hết căn,"


def _raised(parts: list[Element]) -> str:
    base, above = _say(parts[0]), _say(parts[-1])
    return f"{base} {above}" if above == "phẩy" else f"{base} mũ {above}"


def _lowered(parts: list[Element]) -> str:
    if _bare(parts[0]) in _LARGE:
        return _under(parts)
    return f"{_say(parts[0])} chỉ số {_say(parts[-1])}"


def _both(parts: list[Element]) -> str:
    base, below, above = (_say(part) for part in (parts[0], parts[1], parts[-1]))
    if _bare(parts[0]) in _LARGE:
        return f"{base} từ {below} đến {above} của"
    return f"{base} chỉ số {below} mũ {above}"


def _under(parts: list[Element]) -> str:
    if _bare(parts[0]) in _LARGE:
        return f"{_say(parts[0])} khi {_say(parts[-1])} của"
    return f"{_say(parts[0])} với {_say(parts[-1])} ở dưới"


def _over(parts: list[Element]) -> str:
    mark = _ABOVE.get(_bare(parts[-1]))
    return f"{_say(parts[0])} {mark}" if mark else f"{_say(parts[0])} với {_say(parts[-1])} ở trên"


def _table(rows: list[Element]) -> str:
    said = (", ".join(_say(cell) for cell in row) for row in rows)
    return "; ".join(f"hàng {number}: {row}" for number, row in enumerate(said, 1))


_SAYING: dict[str, Callable[[list[Element]], str]] = {
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root_of_degree,
    "msup": _raised,
    "msub": _lowered,
    "msubsup": _both,
    "munderover": _both,
    "munder": _under,
    "mover": _over,
    "mtable": _table,
}
