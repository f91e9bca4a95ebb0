"""Damaged Word files: whole ones, and every way in which the post, a converter or an attacker spoils them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

Parts = list[tuple[str, bytes]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBERS = (
    "-1",
    "0",
    "2147483648",
    "99999999999999999999",
    "NaN",
    "1e999",
    "-0",
    "٣",
    "½",
    "",
    "0x1F",
    "1.5",
    "9" * 5000,
)
LETTERS = ("\u202e", "\u2066", "\u200f", "\ufeff", "\u00ad", "\t", "\r", "\u0085", "\u2028", "\ue000", "\U000e0001")
WORDS = (
    "](x){: onclick=alert(1)}",
    "<script>alert(1)</script>",
    "|" * 30,
    "`" * 7,
    "[^1]: x",
    "---",
    "#" * 9,
    "$$",
    "&#0;",
)
RAW = (b"\x00", b"&", b"<", b"]]>", b"\xff\xfe", b"<!--", b"<?x y?>", b"&#0;", b"<![CDATA[", b"\xed\xa0\x80")


def archive(parts: Parts) -> bytes:
    """The same bytes for the same parts, whatever the clock says; a name may come twice."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts:
            with packed.open(zipfile.ZipInfo(name), "w") as member:
                member.write(data)
    return target.getvalue()


def unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [(info.filename, packed.read(info)) for info in packed.infolist()]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One to four kinds of damage, the same for the same seed."""
    parts = unpacked(content)
    for _ in range(chance.choice((1, 1, 2, 4))):
        if not parts:
            break
        chance.choice(_IN_PARTS)(parts, chance)
    packed = archive(parts)
    return chance.choice(_IN_BYTES)(packed, chance) if chance.random() < 0.15 else packed


def _flipped(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if spoiled else 0):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _with_zeros(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + bytes(chance.choice((1, 64, 4096))) + data[start:]


def _change_part(parts: Parts, chance: random.Random) -> None:
    place = chance.randrange(len(parts))
    name, data = parts[place]
    kind = chance.randrange(8)
    other = chance.randrange(len(parts))
    if kind == 0:
        del parts[place]
    elif kind == 1:
        parts.append((name, data))
    elif kind == 2:
        parts[place], parts[other] = (name, parts[other][1]), (parts[other][0], data)
    elif kind == 3:
        parts[place] = (chance.choice((name.upper(), f"../{name}", f"x{name}", name.replace("/", "\\"))), data)
    elif kind == 4:
        parts[place] = (name, b"")
    else:
        parts[place] = (name, chance.choice((_flipped, _truncated, _with_zeros))(data, chance))


def _change_text(parts: Parts, chance: random.Random) -> None:
    """Raw bytes at any place of an XML part."""
    place = chance.randrange(len(parts))
    name, data = parts[place]
    start = chance.randrange(len(data) + 1)
    parts[place] = (name, data[:start] + chance.choice(RAW) + data[start:])


def _change_tree(parts: Parts, chance: random.Random) -> None:
    """Well-formed XML that says something absurd."""
    texts = [place for place, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    main = [place for place in texts if parts[place][0].startswith("word/document")]
    place = chance.choice(main if main and chance.random() < 0.6 else texts or [0])
    try:
        root = fromstring(parts[place][1])
    except ParseError:
        return
    for _ in range(chance.choice((1, 5, 25))):
        nodes = list(root.iter())
        chance.choice(_IN_TREE)(nodes, chance.choice(nodes), chance)
    parts[place] = (parts[place][0], tostring(root, encoding=chance.choice(("utf-8", "utf-8", "utf-16"))))


def _attribute(nodes: list[Element], node: Element, chance: random.Random) -> None:
    node = chance.choice([one for one in nodes if one.attrib] or [node])
    name = chance.choice([*node.attrib, f"{W}val"])
    others = [value for one in nodes[:500] for value in one.attrib.values()] or [""]
    node.set(name, chance.choice((*NUMBERS, chance.choice(others), chance.choice(LETTERS), "rIdKhongCo", "../../x")))


def _lose_attribute(nodes: list[Element], node: Element, chance: random.Random) -> None:
    node = chance.choice([one for one in nodes if one.attrib] or [node])
    node.attrib.pop(chance.choice([*node.attrib, ""]), None)


def _text(nodes: list[Element], node: Element, chance: random.Random) -> None:
    node = chance.choice([one for one in nodes if one.text] or [node])
    old = node.text or ""
    start = chance.randrange(len(old) + 1)
    node.text = old[:start] + chance.choice((*LETTERS, *WORDS, "x" * 20_000, "")) + old[start:]


def _rename(nodes: list[Element], node: Element, chance: random.Random) -> None:
    node.tag = chance.choice(nodes).tag if chance.random() < 0.8 else f"{W}{chance.choice(('p', 'tbl', 'ins', 'x'))}"


def _remove(nodes: list[Element], node: Element, chance: random.Random) -> None:
    if len(node):
        node.remove(chance.choice(list(node)))


def _move(nodes: list[Element], node: Element, chance: random.Random) -> None:
    """An element is put into another one, which it must not hold itself."""
    target = chance.choice(nodes)
    if len(node):
        child = chance.choice(list(node))
        if not any(one is target for one in child.iter()):
            node.remove(child)
            target.insert(chance.randrange(len(target) + 1), child)


def _repeat(nodes: list[Element], node: Element, chance: random.Random) -> None:
    if len(node):
        child = chance.choice(list(node))
        if sum(1 for _ in child.iter()) < 60:
            node.extend([child] * chance.choice((1, 2, 40)))


def _nest(nodes: list[Element], node: Element, chance: random.Random) -> None:
    """An element's children come to lie many levels deeper, in elements of its own kind."""
    children = list(node)
    inner = node
    for _ in range(chance.choice((1, 5, 60, 200))):
        inner = SubElement(inner, node.tag, dict(node.attrib))
    for child in children:
        node.remove(child)
        inner.append(child)


_IN_TREE: tuple[Callable[[list[Element], Element, random.Random], None], ...] = (
    _attribute, _attribute, _attribute, _lose_attribute, _text, _text, _rename, _remove, _move, _move, _repeat, _nest,
)  # fmt: skip
_IN_PARTS: tuple[Callable[[Parts, random.Random], None], ...] = (
    _change_part, _change_text, _change_tree, _change_tree, _change_tree, _change_tree, _change_tree,
)  # fmt: skip
_IN_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flipped, _truncated, _with_zeros)
