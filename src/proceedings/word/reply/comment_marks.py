"""Comments written into the parts of a .docx: only marks are inserted, every other byte of the text stays.

A library would rewrite the whole document; the author is to get back the very file that was sent.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from proceedings.word.container.package import R, W

AUTHOR, INITIALS = "Ban biên tập", "BBT"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TAG = re.compile(rb"<[^\s/>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TYPES_PART, _ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a paragraph, counted from 0 among all w:p of the text; each line becomes a paragraph of its own."""

    paragraph: int
    lines: tuple[str, ...]


def with_comments(parts: Mapping[str, bytes], comments: Sequence[Comment], date: str) -> dict[str, bytes]:
    """Return the parts of a .docx with comments added to those it has.

    Parameters
    ----------
    parts
        All parts as they lie in the file, passed by the gate. A comment on a paragraph without content is left out.
    date
        When the comments say they were made, as XML writes it.
    """
    main = next(target for _, kind, target in _relations(parts, _ROOT_RELATIONS, "") if kind == "officeDocument")
    folder, own = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{own}.rels")
    text = _ascii_like(parts[main])
    outline = _outline(text)
    comments = [comment for comment in comments if outline.ends.get(comment.paragraph)]
    existing = next((target for _, kind, target in _relations(parts, relations, folder) if kind == "comments"), None)
    real = {name.casefold(): name for name in parts}
    name = real.get((existing or "").casefold()) or _free(posixpath.join(folder, "comments.xml"), real)
    before = _ascii_like(parts[name]) if name in parts else _empty(outline.space)
    first = 1 + max([0, *outline.comment_ids, *_outline(before).comment_ids])
    numbered = list(enumerate(comments, first))
    changed = {main: _marked(text, outline, numbered), name: _append(before, _written(numbered, outline.space, date))}
    if name not in parts:
        changed |= _announced(parts, name, relations, folder, strict=outline.space == _STRICT_W)
    return {**parts, **changed} if comments else dict(parts)


def without_ours(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a .docx without the comments that we wrote, whoever saved them since; all others stay.

    A reply of somebody else to one of ours becomes a comment of its own.

    Parameters
    ----------
    parts
        All parts as they lie in the file, passed by the gate.
    """
    texts = {name: data for name, data in parts.items() if name.casefold().endswith(".xml")}
    paragraphs: set[str] = set()
    ids: set[str] = set()
    for data in texts.values():
        if b"comments" in data:
            found = _ours(_ascii_like(data))
            ids |= found.ids
            paragraphs |= found.paragraphs
    if not ids:
        return dict(parts)

    def unwanted(tag: str, values: Mapping[str, str]) -> bool:
        if tag == "comment":
            return _is_ours(values)
        if tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            return values.get("id") in ids
        lines = {values.get("paraId"), values.get("paraIdParent")}
        return tag in ("commentEx", "commentId") and not paragraphs.isdisjoint(lines)

    marked = {name: _ascii_like(data) for name, data in texts.items() if b"omment" in _ascii_like(data)}
    return {**parts, **{name: cut for name, data in marked.items() if (cut := _without(data, unwanted)) != data}}


def _is_ours(values: Mapping[str, str]) -> bool:
    return (values.get("author"), values.get("initials")) == (AUTHOR, INITIALS)


@dataclass(slots=True)
class _Ours:
    """Our comments in a part: their numbers, and the marks that Word gives to their paragraphs."""

    ids: set[str] = field(default_factory=set)
    paragraphs: set[str] = field(default_factory=set)


def _ours(data: bytes) -> _Ours:
    found, inside = _Ours(), [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        values = _local(attributes)
        own = name.endswith(" comment") and _is_ours(values)
        inside.append(inside[-1] or own)
        if own:
            found.ids.add(values.get("id", ""))
        elif inside[-1] and "paraId" in values:
            found.paragraphs.add(values["paraId"])

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: inside.pop()
    parser.Parse(data, True)
    return found


def _local(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


@dataclass(slots=True)
class _Open:
    """An element that is being read: where it begins, how many of its children stay and go."""

    tag: str
    start: int
    cut: bool
    kept: int = 0
    gone: int = 0


def _without(data: bytes, unwanted: Callable[[str, Mapping[str, str]], bool]) -> bytes:
    """Return XML without some elements, and without the runs that held nothing else."""
    spans: list[tuple[int, int]] = []
    stack: list[_Open] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        stack.append(_Open(tag, parser.CurrentByteIndex, unwanted(tag, _local(attributes))))

    def end(_: str) -> None:
        one, at = stack.pop(), parser.CurrentByteIndex
        cut = one.cut or (one.tag == "r" and one.gone > 0 and not one.kept)
        if cut:
            tag = _TAG.match(data, one.start)
            empty = tag is not None and tag[0].endswith(b"/>")
            stop = tag.end() if tag and empty else data.index(b">", at) + 1
            while spans and spans[-1][0] >= one.start:
                spans.pop()
            spans.append((one.start, stop))
        if stack:
            stack[-1].gone += cut
            stack[-1].kept += not cut and one.tag != "rPr"

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    pieces, last = [], 0
    for begin, stop in spans:
        pieces.append(data[last:begin])
        last = stop
    return b"".join([*pieces, data[last:]])


@dataclass(slots=True)
class _Outline:
    """Where in the bytes of a text its paragraphs begin and end, after their properties and before their end tag."""

    space: str = W
    bound: bool = False
    starts: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    comment_ids: list[int] = field(default_factory=list)


def _outline(data: bytes) -> _Outline:
    found = _Outline()
    parser = expat.ParserCreate(namespace_separator=" ")
    stack: list[tuple[str, int]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not stack:
            found.space = space
            root = _TAG.match(data, parser.CurrentByteIndex)
            found.bound = bool(root and re.search(rb"xmlns:w\s*=\s*[\"']" + re.escape(space.encode()), root[0]))
        ours = tag if space == found.space else ""
        number = -1
        if ours == "p":
            number = len(found.starts)
            tagged = _TAG.match(data, parser.CurrentByteIndex)
            found.starts[number] = tagged.end() if tagged else parser.CurrentByteIndex
        elif ours == "comment" or ours.startswith("commentR"):
            number_text = attributes.get(f"{space} id", "")
            found.comment_ids += [int(number_text)] if number_text.isdecimal() and len(number_text) < 9 else []
        stack.append((ours, number))

    def end(_: str) -> None:
        ours, number = stack.pop()
        at = parser.CurrentByteIndex
        closing = data[at : at + 2] == b"</"
        if ours == "p" and closing:
            found.ends[number] = at
        elif ours == "pPr" and stack and stack[-1][0] == "p":
            found.starts[stack[-1][1]] = data.index(b">", at) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return found


def _marked(data: bytes, outline: _Outline, comments: Sequence[tuple[int, Comment]]) -> bytes:
    own = "" if outline.bound else f' xmlns:w="{outline.space}"'
    inserted: dict[int, str] = {}
    for number, comment in comments:
        start, end = outline.starts[comment.paragraph], outline.ends[comment.paragraph]
        inserted[start] = inserted.get(start, "") + f'<w:commentRangeStart{own} w:id="{number}"/>'
        inserted[end] = inserted.get(end, "") + (
            f'<w:commentRangeEnd{own} w:id="{number}"/><w:r{own}><w:commentReference w:id="{number}"/></w:r>'
        )
    pieces, last = [], 0
    for place in sorted(inserted):
        pieces += [data[last:place], inserted[place].encode("ascii")]
        last = place
    return b"".join([*pieces, data[last:]])


def _written(comments: Sequence[tuple[int, Comment]], space: str, date: str) -> bytes:
    """Return the comments as XML in ASCII, whatever the encoding of what they are added to."""
    every = []
    for number, comment in comments:
        lines = "".join(
            f'<w:p><w:r>{"<w:annotationRef/>" if not place else ""}<w:t xml:space="preserve">{escape(_plain(line))}'
            "</w:t></w:r></w:p>"
            for place, line in enumerate(comment.lines)
        )
        who = f'w:author="{AUTHOR}" w:date="{date}" w:initials="{INITIALS}"'
        every.append(f'<w:comment xmlns:w="{space}" w:id="{number}" {who}>{lines}</w:comment>')
    return "".join(every).encode("ascii", "xmlcharrefreplace")


def _plain(text: str) -> str:
    """Return a text on one line of letters that XML may hold; the soft hyphen stays, the ư of TCVN3."""
    return " ".join("".join(char if char.isprintable() or char == "\u00ad" else " " for char in text).split())


def _announced(parts: Mapping[str, bytes], name: str, relations: str, folder: str, *, strict: bool) -> dict[str, bytes]:
    """Return the parts that say what a new part of comments is and that the text has it."""
    taken = {identifier for identifier, _, _ in _relations(parts, relations, folder)}
    identifier = next(one for number in range(1, len(taken) + 2) if (one := f"rIdNhanXet{number}") not in taken)
    relation = (
        f'<Relationship xmlns="{_RELATIONS}" Id="{identifier}" Type="{_STRICT_R if strict else R}/comments" '
        f'Target="{escape(posixpath.relpath(name, folder or "."))}"/>'
    )
    kind = f'<Override xmlns="{_TYPES}" PartName="/{escape(name)}" ContentType="{_COMMENTS_TYPE}"/>'
    before = _ascii_like(parts.get(relations, f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()))
    return {
        relations: _append(before, relation.encode()),
        _TYPES_PART: _append(_ascii_like(parts[_TYPES_PART]), kind.encode()),
    }


def _relations(parts: Mapping[str, bytes], name: str, folder: str) -> list[tuple[str, str, str]]:
    """Return the relations of a part to others of the package: id, kind, the full name of the other part."""
    found: list[tuple[str, str, str]] = []

    def start(tag: str, values: dict[str, str]) -> None:
        if tag.endswith("Relationship") and values.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, values.get("Target", ""))).lstrip("/")
            real = next((part for part in parts if part.casefold() == target.casefold()), target)
            found.append((values.get("Id", ""), values.get("Type", "").rpartition("/")[2], real))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    if name in parts:
        parser.Parse(parts[name], True)
    return found


def _append(data: bytes, more: bytes) -> bytes:
    """Insert elements before the end of the root element."""
    end = data.rindex(b">") if not data.rstrip().endswith(b"-->") else data.rindex(b">", 0, data.rindex(b"<!--"))
    start = data.rindex(b"<", 0, end)
    if data[end - 1 : end] == b"/":
        name = re.match(rb"<([^\s/>]+)", data[start:])
        return data[: end - 1] + b">" + more + b"</" + (name[1] if name else b"") + b">" + data[end + 1 :]
    return data[:start] + more + data[start:]


def _empty(space: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{space}"></w:comments>'
    ).encode()


def _free(name: str, taken: Mapping[str, str]) -> str:
    stem, number = name.removesuffix(".xml"), 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}{number}.xml"
    return name


def _ascii_like(data: bytes) -> bytes:
    """Return XML in an encoding whose markup is ASCII; only UTF-16 has to be written in UTF-8 for that."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _DECLARATION.sub("", data.decode("utf-16")).encode()
    return data
