"""Paragraphs, lists, tables, figures and notes as Markdown; every line is read back as soon as it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from proceedings.reading.markup import render
from proceedings.text.placeholders import Missing, placeholder
from proceedings.word.cleaning.marks import place_of, without_marks
from proceedings.word.markdown.captions import (
    FIGURE,
    Entry,
    caption_text,
    figure_caption,
    place_captions,
    table_caption,
)
from proceedings.word.markdown.cells import by_columns, first_words, holds_something, is_simple, of_pictures
from proceedings.word.markdown.inlines import InlinePiece, code_span, escape, flatten, markdown, plain
from proceedings.word.markdown.tables import Cell, html_table, pipe_table, read_table, with_caption
from proceedings.word.programs.pandoc import Block
from proceedings.word.remark import Audience, Kind, RemarkCounter, remark
from proceedings.word.structure.drawings import useful
from proceedings.word.structure.lists import Chunk, counts_on, join, list_markers, take_label, with_continued

_LINE_START = re.compile(r"(?=#{1,6}(?:\s|$)|\||[-+](?:\s|$)|>|=+\s*$|-{2,}\s*$|:\s)")
_NUMBER_START = re.compile(r"(?<=^)(\d{1,9})(?=[.)](?:\s|$))")
_TYPED_ITEM = re.compile(r"(?:([-–—•+*])|(\d{1,2})[.)])\s+(?=\S)")
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;()“”–%/](?!/)|:(?= |$))*")
"""Letters, figures and marks that mean nothing in Markdown: such a line reads back whoever reads it."""
_HIDDEN_FRAGMENTS = ("html", "attributes", "unsafe-link")
_OUR_TAGS = ("<sup>", "</sup>", "<sub>", "</sub>", "<br>")


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
    remarks: RemarkCounter = field(default_factory=RemarkCounter)
    notes: list[str] = field(default_factory=list)
    tables: int = 0
    captions: list[str] = field(default_factory=list)

    def write(self, blocks: list[Block]) -> str:
        """Return the whole text, notes at its end."""
        body = join(self.chunks(blocks))
        return "\n\n".join(part for part in (body, *self.notes) if part) + "\n"

    def chunks(self, blocks: list[Block]) -> list[Chunk]:
        chunks: list[Chunk] = []
        entries = place_captions(self._entries(blocks))
        while entries:
            entry = entries.pop(0)
            if isinstance(entry, list):
                self.remarks.at = place_of(plain(entry)) or self.remarks.at
                chunks += self._paragraph(entry, entries, chunks[-1] if chunks else None)
            else:
                made = self._block(entry)
                if made and chunks and chunks[-1].caption and made[-1].text.startswith("<table>"):
                    made[-1] = Chunk(with_caption(made[-1].text, chunks.pop().text))
                chunks += made
        return chunks

    def _inner(self, blocks: list[Block]) -> list[Chunk]:
        """Blocks inside others: a heading there is only a bold line."""
        plain_blocks = [
            {"t": "Para", "c": [{"t": "Strong", "c": block["c"][2]}]} if block["t"] == "Header" else block
            for block in blocks
        ]
        return self.chunks(plain_blocks)

    def line(self, pieces: list[InlinePiece]) -> str:
        """Return text and notes as one line that reads back with exactly the same letters."""
        pieces = [
            replace(piece, text=self._note(piece) if piece.kind == "note" else without_marks(piece.text))
            for piece in pieces
        ]
        expected = "".join(piece.text for piece in pieces if piece.kind not in ("note", "formula"))
        line = ""
        for emphasis, everything in ((True, False), (False, False), (False, True)):
            line = markdown(pieces, emphasis=emphasis, escape_all=everything)
            if not everything:
                line = _NUMBER_START.sub(
                    r"\1\\", _LINE_START.sub(r"\\", line, count=1) if _LINE_START.match(line) else line
                )
            if _reads_back(line, expected):
                return line
        return code_span("".join(piece.text for piece in pieces if piece.kind != "note"))

    def _entries(self, blocks: list[Block]) -> list[Entry]:
        """Return paragraphs as pieces, split where the author broke the line, and all other blocks as they are."""
        entries: list[Entry] = []
        for block in blocks:
            if block["t"] in ("Para", "Plain", "Header"):
                self.remarks.at = place_of(first_words(block)) or self.remarks.at
            if block["t"] == "Div":
                entries += self._entries(block["c"][1])
            elif block["t"] == "Figure":
                entries += self._entries([*block["c"][2], *block["c"][1][1]])
            elif block["t"] in ("Para", "Plain"):
                entries += _split(flatten(block["c"], self.remarks))
            elif block["t"] == "LineBlock":
                entries += [flatten(line, self.remarks) for line in block["c"]]
            else:
                entries.append(block)
        return entries

    def _paragraph(self, pieces: list[InlinePiece], following: list[Entry], before: Chunk | None) -> list[Chunk]:
        images = [piece for piece in pieces if piece.kind == "image"]
        text = _without_caption_mark([piece for piece in pieces if piece.kind != "image"])
        behind = following[0] if following else None
        if following and _is_table(behind) and table_caption(pieces):
            return [Chunk(self.line([replace(p, strong=False, emph=False, kind="text") for p in text]), caption=True)]
        caption = caption_text(text) if images and figure_caption(text) else ""
        if images and not caption and behind is not None and figure_caption(behind):
            caption = caption_text(following.pop(0))
            text = [] if not plain(text) and all(p.kind == "text" for p in text) else text
        elif caption:
            text = []
        chunks = [self._text(text, before)] if plain(text) or any(piece.kind == "note" for piece in text) else []
        if images and chunks:
            self.remarks[remark(Kind.PICTURE_IN_LINE)] += len(images)
        for number, image in enumerate(images, 1):
            chunks += self._image(image, caption if number == len(images) else "")
        return chunks

    def _text(self, pieces: list[InlinePiece], before: Chunk | None) -> Chunk:
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

    def _image(self, image: InlinePiece, caption: str) -> list[Chunk]:
        name = self.figure(image.text)
        if not name:
            lost = placeholder(f"{Missing.PICTURE} của bản Word không chuyển được – chèn lại vào đây")
            return [Chunk(self.line([InlinePiece(text)])) for text in (lost, caption) if text]
        alternative = useful(without_marks(str(image.content or "")))
        alternative = alternative or re.sub(rf"^{FIGURE.pattern}\s*[.:–-]?\s*", "", caption, flags=re.IGNORECASE)
        self.captions.append(caption)
        title = re.sub(r'[\\"{}<&$]', r"\\\g<0>", caption)
        return [Chunk(f"![{escape(alternative, everything=True)}]({name}" + (f' "{title}")' if title else ")"))]

    def _block(self, block: Block) -> list[Chunk]:
        kind = block["t"]
        content: Any = block.get("c")
        if kind == "Header":
            return self._header(content)
        if kind == "BulletList":
            return self._labelled(content)
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
            return [Chunk(self.line([InlinePiece(line)])) for line in content[1].split("\n") if line.strip()]
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

    def _labelled(self, items: list[list[Block]]) -> list[Chunk]:
        """A list of Word's: bullets, or items that carry the number Word showed."""
        taken = [take_label(item) for item in with_continued(items)]
        labels = [label for label, _ in taken]
        shown = all(holds_something(item) for _, item in taken)
        if not any(labels) or (counts_on(labels) and shown):
            return [self._list([item for _, item in taken], [f"{label or '-'} " for label in labels])]
        return [chunk for label, item in taken for chunk in self._typed(label or "-", item)]

    def _typed(self, label: str, item: list[Block]) -> list[Chunk]:
        """An item whose number Markdown does not have: the number becomes words."""
        first = item[0] if item and item[0]["t"] in ("Para", "Plain") else {"t": "Para", "c": []}
        rest = item[1:] if item and first is item[0] else item
        return self.chunks([{"t": "Para", "c": [{"t": "Str", "c": f"{label} "}, *first["c"]]}, *rest])

    def _ordered(self, numbering: Any, items: list[list[Block]]) -> list[Chunk]:
        markers = list_markers(numbering, len(items))
        if all(re.fullmatch(r"\d{1,2}[.)] |100[.)] ", marker) for marker in markers):
            return [self._list(items, markers)]
        pairs = zip(items, markers, strict=True)
        return [chunk for item, marker in pairs for chunk in self._typed(marker.strip(), item)]

    def _table(self, content: Any) -> list[Chunk]:
        table = read_table(content, self.remarks)
        if len(table.rows) == 1 and len(table.rows[0]) == 1:
            self.remarks[remark(Kind.TABLE_ONE_CELL)] += 1
            return self._inner(table.rows[0][0].blocks)
        if not any(holds_something(cell.blocks) for row in table.rows for cell in row):
            return []
        if of_pictures(table):
            self.remarks[remark(Kind.TABLE_OF_PICTURES)] += 1
            return self._inner([block for cell in by_columns(table) for block in cell.blocks])
        self.tables += 1
        above = self.chunks(content[1][1])
        if table.plain:
            return [*above, Chunk(pipe_table(table, lambda cell: self._cell(cell.blocks)))]
        self.remarks[remark(Kind.TABLE_HTML, Audience.EDITOR)] += 1
        return [*above, Chunk(html_table(table, self._html_cell, is_simple))]

    def _html_cell(self, cell: Cell) -> str:
        if is_simple(cell):
            return self._cell(cell.blocks).replace(r"\|", "|")
        return join(self._inner(cell.blocks))

    def _cell(self, blocks: list[Block]) -> str:
        """A cell is one line: its paragraphs are set one under the other by "<br>"."""
        chunks = self._inner(blocks)
        lines = [line.strip() for chunk in chunks for line in chunk.text.split("\n")]
        text = "<br>".join(line for line in lines if line)
        return re.sub(r"\s*(?<!\\)\|\s*", r" \| ", text.replace(r"\|", "|")).strip()

    def _note(self, piece: InlinePiece) -> str:
        place = len(self.notes)
        self.notes.append("")  # its number is taken before a note of its own could be
        chunks = self._inner(piece.content)
        text = "\n\n".join(chunk.text for chunk in chunks).replace("\n", "\n    ")
        text = re.sub(r"^ +$", "", text, flags=re.MULTILINE)
        if not text.strip():
            self.remarks[remark(Kind.NOTE_EMPTY)] += 1
            text = "(chú thích trống trong bản gốc)"
        self.notes[place] = f"[^{place + 1}]: {text}"
        return f"[^{place + 1}]"


def _reads_back(line: str, expected: str) -> bool:
    if line == expected and _PLAIN.fullmatch(line):
        return True
    body = render(re.sub(r"\[\^\d+\]", "", line))
    same = "".join(body.plain.split()) == "".join(expected.split())
    odd = (fragment for fragment in body.fragments if fragment.kind in _HIDDEN_FRAGMENTS)
    return same and not body.headings and all(fragment.text in _OUR_TAGS for fragment in odd)


def _split(pieces: list[InlinePiece]) -> list[list[InlinePiece]]:
    parts: list[list[InlinePiece]] = [[]]
    for piece in pieces:
        if piece.kind == "break":
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for part in parts if part]


def _without_caption_mark(pieces: list[InlinePiece]) -> list[InlinePiece]:
    return [replace(piece, text=without_marks(piece.text)) if piece.kind == "text" else piece for piece in pieces]


def _is_table(entry: Any) -> bool:
    return isinstance(entry, dict) and entry["t"] == "Table"


def _continues(number: int, before: Chunk | None) -> bool:
    return before is None or not before.item or number == before.item + 1
