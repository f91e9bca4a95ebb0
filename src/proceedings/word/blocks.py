"""Paragraphs, lists, tables, figures and notes as Markdown; every line is read back as soon as it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from proceedings.reading.markup import render
from proceedings.word.inlines import Piece, code_span, escape, flatten, markdown, plain
from proceedings.word.lists import Chunk, join, list_markers
from proceedings.word.pandoc import Block
from proceedings.word.tables import caption_line, read_rows, table_lines

_FIGURE_CAPTION = re.compile(r"(?:Hình|Ảnh|Biểu đồ|Sơ đồ|Đồ thị|Bản đồ)(?: vẽ| ảnh)?\s*\d+", re.IGNORECASE)
_LINE_START = re.compile(r"(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|=+\s*$|-{2,}\s*$|:\s)")
_NUMBER_START = re.compile(r"(?<=^)(\d{1,9})(?=[.)](?:\s|$))")
_TYPED_ITEM = re.compile(r"(?:([-–—•+*])|(\d{1,2})[.)])\s+(?=\S)")
_USELESS_ALTERNATIVE = re.compile(
    r"(?:picture|image|hình ảnh|hình|ảnh|graphic)?\s*\d*|.*[\\/].*|.*\.(?:png|jpe?g|gif|bmp|emf|wmf)"
    r"|.*(?:automatically generated|AI-generated).*",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN_FRAGMENTS = ("html", "attributes", "unsafe-link")


@dataclass(slots=True)
class Writer:
    """Writes one paper.

    Attributes
    ----------
    figure
        Takes the place of an image in the package and returns the name to write, "" where there is no such image.
    remarks
        How often something had to take another form.
    """

    figure: Callable[[str], str]
    remarks: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    tables: int = 0
    captions: list[str] = field(default_factory=list)

    def write(self, blocks: list[Block]) -> str:
        """Return the whole text, notes at its end."""
        body = join(self.chunks(blocks))
        return "\n\n".join(part for part in (body, *self.notes) if part) + "\n"

    def chunks(self, blocks: list[Block]) -> list[Chunk]:
        chunks: list[Chunk] = []
        entries = self._entries(blocks)
        while entries:
            entry = entries.pop(0)
            if isinstance(entry, list):
                chunks += self._paragraph(entry, entries, chunks[-1] if chunks else None)
            else:
                chunks += self._block(entry)
        return chunks

    def _inner(self, blocks: list[Block]) -> list[Chunk]:
        """Blocks inside others: a heading there is only a bold line."""
        plain_blocks = [
            {"t": "Para", "c": [{"t": "Strong", "c": block["c"][2]}]} if block["t"] == "Header" else block
            for block in blocks
        ]
        return self.chunks(plain_blocks)

    def line(self, pieces: list[Piece]) -> str:
        """Return text and notes as one line that reads back with exactly the same letters."""
        pieces = [replace(piece, text=self._note(piece)) if piece.kind == "note" else piece for piece in pieces]
        expected = "".join(piece.text for piece in pieces if piece.kind != "note")
        line = ""
        for emphasis, everything in ((True, False), (False, False), (False, True)):
            line = markdown(pieces, emphasis=emphasis, escape_all=everything)
            if not everything:
                line = _NUMBER_START.sub(
                    r"\1\\", _LINE_START.sub(r"\\", line, count=1) if _LINE_START.match(line) else line
                )
            if _reads_back(line, expected):
                return line
        return code_span(expected)

    def _entries(self, blocks: list[Block]) -> list[list[Piece] | Block]:
        """Return paragraphs as pieces, split where the author broke the line, and all other blocks as they are."""
        entries: list[list[Piece] | Block] = []
        for number, block in enumerate(blocks):
            if block["t"] == "Div":
                entries += self._entries(block["c"][1])
            elif block["t"] == "Figure":
                entries += self._entries([*block["c"][2], *block["c"][1][1]])
            elif block["t"] in ("Para", "Plain"):
                pieces = flatten(block["c"], self.remarks)
                if number + 1 < len(blocks) and blocks[number + 1]["t"] == "Table" and caption_line(plain(pieces)):
                    pieces = [
                        replace(p, strong=False, emph=False, kind="text" if p.kind == "break" else p.kind)
                        for p in pieces
                    ]
                entries += _split(pieces)
            elif block["t"] == "LineBlock":
                entries += [flatten(line, self.remarks) for line in block["c"]]
            else:
                entries.append(block)
        return entries

    def _paragraph(
        self, pieces: list[Piece], following: list[list[Piece] | Block], before: Chunk | None
    ) -> list[Chunk]:
        images = [piece for piece in pieces if piece.kind == "image"]
        text = [piece for piece in pieces if piece.kind != "image"]
        chunks = [self._text(text, before)] if plain(text) or any(piece.kind == "note" for piece in text) else []
        for number, image in enumerate(images, 1):
            caption = ""
            behind = following[0] if following else None
            if number == len(images) and isinstance(behind, list) and _is_caption(behind):
                caption = plain(behind)
                del following[0]
            chunks += self._image(image, caption)
        return chunks

    def _text(self, pieces: list[Piece], before: Chunk | None) -> Chunk:
        """A paragraph, or an item of a list whose dash or number the author typed."""
        first = pieces[0].text.lstrip() if pieces and pieces[0].kind == "text" else ""
        found = _TYPED_ITEM.match(first)
        number = int(found.group(2) or 0) if found else None
        if found is None or number is None or (number and not _continues(number, before)):
            return Chunk(self.line(pieces))
        rest = [replace(pieces[0], text=first[found.end() :]), *pieces[1:]]
        inner = found.group(1) == "+" and before is not None and before.item == 0
        marker = f"{number}. " if number else "  - " if inner else "- "
        return Chunk(marker + self.line(rest), number)

    def _image(self, image: Piece, caption: str) -> list[Chunk]:
        name = self.figure(image.text)
        if not name:
            return []
        alternative = str(image.content or "").strip()
        if _USELESS_ALTERNATIVE.fullmatch(alternative):
            alternative = re.sub(rf"^{_FIGURE_CAPTION.pattern}\s*[.:–-]?\s*", "", caption, flags=re.IGNORECASE)
        self.captions.append(caption)
        title = re.sub(r'[\\"{}<&]', r"\\\g<0>", caption)
        return [Chunk(f"![{escape(alternative, everything=True)}]({name}" + (f' "{title}")' if title else ")"))]

    def _block(self, block: Block) -> list[Chunk]:
        kind = block["t"]
        content: Any = block.get("c")
        if kind == "Header":
            return self._header(content)
        if kind == "BulletList":
            return [self._list(content, ["- "] * len(content))]
        if kind == "OrderedList":
            return self._ordered(content[0], content[1])
        if kind == "Table":
            return self._table(content)
        if kind == "BlockQuote":
            quoted = join(self._inner(content))
            return [Chunk("\n".join(f"> {line}".rstrip() for line in quoted.split("\n")))] if quoted else []
        if kind == "DefinitionList":
            return [c for term, texts in content for c in self.chunks([{"t": "Para", "c": term}, *sum(texts, [])])]
        if kind in ("CodeBlock", "RawBlock"):
            return [Chunk(self.line([Piece(line)])) for line in content[1].split("\n") if line.strip()]
        return []

    def _header(self, content: Any) -> list[Chunk]:
        level, _, inlines = content
        pieces = [replace(p, strong=False, emph=False) for p in flatten(inlines, self.remarks)]
        images = [piece for piece in pieces if piece.kind == "image"]
        text = [piece for piece in pieces if piece.kind != "image"]
        chunks = []
        if plain(text):
            line = re.sub(r"^\\(?=\d|[-+>])|(?<=^\d)\\(?=[.)])|(?<=^\d\d)\\(?=[.)])", "", self.line(text))
            line = re.sub(r"(#+)$", r"\\\1", line)
            chunks.append(Chunk(f"{'#' * int(str(level))} {line}"))
        return chunks + [chunk for image in images for chunk in self._image(image, "")]

    def _list(self, items: list[list[Block]], markers: list[str]) -> Chunk:
        written = []
        for item, marker in zip(items, markers, strict=True):
            chunks = self._inner(item)
            tight = all(re.match(r"(?:[-*]|\d+[.)]) ", chunk.text) for chunk in chunks[1:])
            text = ("\n" if tight else "\n\n").join(chunk.text for chunk in chunks)
            if text:
                indented = [line and " " * len(marker) + line for line in text.split("\n")]
                written.append(marker + "\n".join(indented).lstrip(" "))
        loose = any("\n\n" in text for text in written)
        return Chunk(("\n\n" if loose else "\n").join(written))

    def _ordered(self, numbering: Any, items: list[list[Block]]) -> list[Chunk]:
        markers = list_markers(numbering, len(items))
        if all(re.fullmatch(r"\d{1,2}[.)] |100[.)] ", marker) for marker in markers):
            return [self._list(items, markers)]
        chunks: list[Chunk] = []
        for item, marker in zip(items, markers, strict=True):  # Markdown has no such numbers: they become words
            first = item[0] if item and item[0]["t"] in ("Para", "Plain") else {"t": "Para", "c": []}
            rest = item[1:] if item and first is item[0] else item
            chunks += self.chunks([{"t": "Para", "c": [{"t": "Str", "c": marker}, *first["c"]]}, *rest])
        return chunks

    def _table(self, content: Any) -> list[Chunk]:
        rows, aligned = read_rows(content, self.remarks)
        if len(rows) == 1 and len(rows[0]) == 1:
            self.remarks["khung một ô viết thành đoạn văn"] += 1
            return self.chunks(rows[0][0])
        cells = [[self._cell(cell) for cell in row] for row in rows]
        if not any(any(row) for row in cells):
            return []
        self.tables += 1
        caption = self.chunks(content[1][1])
        return [*caption, Chunk("\n".join(table_lines(cells, aligned)))]

    def _cell(self, blocks: list[Block]) -> str:
        """A cell is one line: what it holds is set one after the other."""
        chunks = self._inner(blocks)
        if len(chunks) > 1 or any("\n" in chunk.text for chunk in chunks):
            self.remarks["ô bảng nhiều đoạn viết liền thành một đoạn"] += 1
        lines = [line.strip() for chunk in chunks for line in chunk.text.split("\n")]
        kept = [line for line in lines if line and not re.fullmatch(r"\|[\s|:-]*\|", line)]
        return re.sub(r"\s*(?<!\\)\|\s*", r" \| ", " ".join(kept)).strip()

    def _note(self, piece: Piece) -> str:
        place = len(self.notes)
        self.notes.append("")  # its number is taken before a note of its own could be
        chunks = self._inner(piece.content)
        text = "\n\n".join(chunk.text for chunk in chunks).replace("\n", "\n    ")
        text = re.sub(r"^ +$", "", text, flags=re.MULTILINE)
        if not text.strip():
            self.remarks["chú thích trống bỏ đi"] += 1
            text = "(chú thích trống trong bản gốc)"
        self.notes[place] = f"[^{place + 1}]: {text}"
        return f"[^{place + 1}]"


def _reads_back(line: str, expected: str) -> bool:
    body = render(re.sub(r"\[\^\d+\]", "", line))
    same = "".join(body.plain.split()) == "".join(expected.split())
    return same and not body.headings and all(fragment.kind not in _HIDDEN_FRAGMENTS for fragment in body.fragments)


def _split(pieces: list[Piece]) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind == "break":
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for part in parts if part]


def _is_caption(pieces: list[Piece]) -> bool:
    return all(piece.kind == "text" for piece in pieces) and _FIGURE_CAPTION.match(plain(pieces)) is not None


def _continues(number: int, before: Chunk | None) -> bool:
    return before is None or not before.item or number == before.item + 1
