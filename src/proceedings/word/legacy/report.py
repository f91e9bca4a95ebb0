"""What is reported of legacy text: how much, in which fonts, the first places in both readings, what was left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from proceedings.installation import command_line
from proceedings.rules.word_menus import CONVERT_LEGACY
from proceedings.text.legacy import decode_legacy
from proceedings.text.letters import shorten
from proceedings.word.cleaning.paragraph_text import Spelled
from proceedings.word.legacy.detect import Word
from proceedings.word.remark import Kind, Remark, remark
from proceedings.word.wording import in_font, readings, thousands

_EXAMPLES = 3
_WORDS = 8
_BETWEEN = 3
_NEAR = 20
COMMAND = f"{command_line('import_docx')} TỆP.docx --event SỰ-KIỆN"
"""A placeholder in the hint of a refusal; who knows the file and the event puts the real command in its place."""
_AGAIN = (
    "So hai cách đọc ở trên; nếu chữ bên phải đúng, chạy lại lệnh, thêm --convert-legacy: "
    f"{COMMAND} --convert-legacy. "
    f"Nếu chưa đúng, chuyển tệp Word sang Unicode ({CONVERT_LEGACY}), đọc lại rồi gửi tệp mới."
)


@dataclass(slots=True)
class Share:
    """Text in one encoding and font: letters that change, the runs they are in, examples in both readings."""

    letters: int = 0
    runs: dict[int, Element] = field(default_factory=dict)
    examples: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class LegacyAccount:
    """What a Word file has of legacy text; keys of `shares` are encoding and font; `composed` counts loose marks."""

    composed: int = 0
    shares: dict[tuple[str, str], Share] = field(default_factory=dict)
    doubts: dict[tuple[str, str, str, str], int] = field(default_factory=dict)

    def add(
        self, paragraph: Spelled, letters: Sequence[str], converted: Sequence[Word], doubts: Sequence[Word]
    ) -> None:
        """Count the words of one paragraph; `letters` are what its letters become."""
        shown: set[tuple[str, str]] = set()
        for word in converted:
            key = word.encoding, word.font
            share = self.shares.setdefault(key, Share())
            for at in range(word.start, word.end):
                old, new = paragraph.text[at], letters[at]
                share.letters += bool(new) and new != old and (not old.isascii() or not new.isascii())
                if new != old:
                    share.runs[id(paragraph.run(at))] = paragraph.run(at)
            if key not in shown and len(share.examples) < _EXAMPLES:
                share.examples += {_both(paragraph, letters, word.start)} - set(share.examples)
            shown.add(key)
        for start, end, word in _joined(paragraph.text, doubts):
            raw = paragraph.text[start:end]
            place = word.encoding, word.font, _visible(shorten(raw)), shorten(decode_legacy(raw, word.encoding))
            self.doubts[place] = self.doubts.get(place, 0) + 1


def preview(account: LegacyAccount) -> tuple[str, str]:
    """Return the message and the hint of a refusal: each encoding and font, its first places in both readings."""
    shares = "; ".join(
        f"{in_font(*key)}: {thousands(share.letters)} chữ cái ở {thousands(len(share.runs))} chỗ (run), "
        f"{readings(share.examples)}"
        for key, share in account.shares.items()
    )
    return f"Văn bản có chữ bảng mã cũ, chưa phải Unicode – {shares}.", _AGAIN


def remarks(account: LegacyAccount) -> list[Remark]:
    """Return what was converted, composed and left, one remark each."""
    made = [
        remark(
            Kind.CONVERTED,
            letters=share.letters,
            runs=len(share.runs),
            encoding=encoding,
            font=font,
            examples=tuple(share.examples),
        )
        for (encoding, font), share in account.shares.items()
    ]
    if account.doubts:
        made.append(remark(Kind.DOUBTFUL, places=tuple(account.doubts.items())))
    if account.composed:
        made.append(remark(Kind.COMPOSED, letters=account.composed))
    return made


def _both(paragraph: Spelled, letters: Sequence[str], start: int) -> tuple[str, str]:
    """Return the same few words of a paragraph as they are and as they become."""
    start = 0 if start <= _NEAR else start
    raw = shorten(" ".join(paragraph.text[start:].split()[:_WORDS]))
    number = len(raw.split())
    meant = " ".join("".join(letters[start:]).split()[:number])
    return _visible(raw), f"{meant}…" if raw.endswith("…") else meant


def _visible(text: str) -> str:
    """Return a text whose soft hyphens, the ư of TCVN3, can be seen."""
    return text.replace("\u00ad", "-").replace("\ufffc", " ")


def _joined(text: str, words: Sequence[Word]) -> list[tuple[int, int, Word]]:
    """Return words as places: those with few words between them are one."""
    places: list[tuple[int, int, Word]] = []
    for word in words:
        between = text[places[-1][1] : word.start] if places else ""
        if places and len(between.split()) <= _BETWEEN and places[-1][2].font == word.font:
            places[-1] = (places[-1][0], word.end, places[-1][2])
        else:
            places.append((word.start, word.end, word))
    return places
