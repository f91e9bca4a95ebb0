"""KY803 to KY805: tone placement, words that are none, doubled words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from proceedings import text as text_package
from proceedings.model.finding import Severity
from proceedings.rules.rule import Hit, PaperFacts, paper_rule
from proceedings.text.doubled import doubled
from proceedings.text.legacy import find_legacy, has_vietnamese_letters
from proceedings.text.letters import shorten
from proceedings.text.syllables import is_syllable, repaired
from proceedings.text.tones import moved, placement, two_style_words

_SHOWN = 4


@paper_rule(
    "KY803",
    title="Hai kiểu đặt dấu thanh trong một bài",
    why="Lúc viết hòa, lúc viết hoà làm bản in thiếu thống nhất và việc tìm kiếm sót chỗ.",
    repair="Chọn một kiểu cho cả bài; check.py --fix --unsafe đổi các chỗ ít hơn theo kiểu nhiều hơn.",
    wrong="Tập thể hòa thuận, nơi khác cũng hòa hợp và hoà đồng.",
    right="Tập thể hòa thuận, nơi khác cũng hòa hợp và hòa đồng.",
    severity=Severity.ADVICE,
    needs="text",
    repairs="unsafe",
)
def mixed_tone_placement(facts: PaperFacts) -> Iterator[Hit]:
    styles: dict[str, list[tuple[int, str]]] = {"old": [], "new": []}
    for line, text in facts.prose:
        for found in two_style_words(text):
            if not found.group()[0].isupper():  # names keep the spelling their bearers use
                styles[placement(found.group())].append((line, found.group()))
    fewer, more = sorted(styles.values(), key=len)
    if not fewer:
        return
    words = list(dict.fromkeys(word for _, word in fewer))
    named = ", ".join(f"“{word}” (kiểu kia: “{moved(word)}”)" for word in words[:_SHOWN])
    message = f"Bài đặt dấu thanh theo hai kiểu: {len(more)} chữ một kiểu, {len(fewer)} chữ kiểu kia: {named}."
    yield Hit(fewer[0][0], message, "Viết thống nhất một kiểu, hoặc chạy check.py --fix --unsafe.")


_TOKEN = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff’'-]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<![\w*])\*[^*\n]+\*(?![\w*])|(?<!\w)_[^_\n]+_(?!\w)")


@paper_rule(
    "KY804",
    title="Từ không phải tiếng Việt và không quen biết",
    why="Thường là lỗi gõ: sai phụ âm đầu, đặt dấu sai chỗ, thiếu dấu, dính chữ.",
    repair="Sửa từ được nêu; từ đúng mà máy chưa biết thì nhờ ban biên tập thêm vào known_words của quy định.",
    wrong="Các nghành liên quan cùng phối hợp.",
    right="Các ngành liên quan cùng phối hợp.",
    severity=Severity.ADVICE,
    needs="text",
)
def unknown_words(facts: PaperFacts) -> Iterator[Hit]:
    own = frozenset(word.lower() for word in facts.guideline.known_words)
    seen: dict[str, list[int]] = {}
    for line, text in facts.prose:
        if find_legacy(text):  # KY305 says what the whole line is
            continue
        for word in _strangers(text, own):
            seen.setdefault(word, []).append(line)
    for word, lines in seen.items():
        also = f" (còn {len(lines) - 1} chỗ nữa)" if len(lines) > 1 else ""
        meant = repaired(word)
        fix = f"Có phải “{meant}”?" if meant else "Kiểm tra lại cách viết từ này."
        yield Hit(lines[0], f"“{shorten(word)}” không phải âm tiết tiếng Việt và không phải từ đã biết{also}.", fix)


@paper_rule(
    "KY805",
    title="Từ viết lặp",
    why="Từ lặp thường còn lại sau khi sửa câu hoặc chép dán.",
    repair="Xóa một trong hai; check.py --fix --unsafe xóa giúp.",
    wrong="Bài viết đề xuất các các giải pháp.",
    right="Bài viết đề xuất các giải pháp.",
    severity=Severity.ADVICE,
    needs="text",
    repairs="unsafe",
)
def doubled_words(facts: PaperFacts) -> Iterator[Hit]:
    text = "\n".join(line for _, line in facts.prose)
    for found in doubled(text):
        line = facts.paper.text_line + text.count("\n", 0, found.start)
        words = shorten(found.words)
        yield Hit(line, f"“{words}” viết lặp hai lần liền nhau.", f"Xóa một chỗ “{words}”.")


def _strangers(text: str, own: frozenset[str]) -> Iterator[str]:
    """Yield the words of a line that are no syllables, known words, names, abbreviations or foreign phrases."""
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    tokens = list(_TOKEN.finditer(text))
    foreign = [_is_foreign(token.group(), own) for token in tokens]
    for at, token in enumerate(tokens):
        word = token.group()
        if not foreign[at] or not _asked_about(word, text[: token.start()]):
            continue
        if not has_vietnamese_letters(word) and any(start <= token.start() < end for start, end in quoted):
            continue
        near = [next_to for next_to in (at - 1, at + 1) if 0 <= next_to < len(tokens)]
        if word.isascii() and any(foreign[one] and _joined(text, tokens[at], tokens[one]) for one in near):
            continue  # two foreign words in a row are a foreign phrase
        yield word


def _is_foreign(word: str, own: frozenset[str]) -> bool:
    """Return whether a word is neither Vietnamese nor known."""
    small = word.lower()
    if len(word) == 1 or not _LATIN.fullmatch(word) or small in own or small in known_words():
        return False  # digits, addresses, other scripts
    parts = re.split(r"[-’'.]", small)
    if len(parts) > 1:  # in-tơ-nét, a-pác-thai: transcriptions are written as they sound
        return not any(is_syllable(part) for part in parts)
    return not is_syllable(small)


def _asked_about(word: str, before: str) -> bool:
    """Return whether a strange word is no name and no abbreviation, which are known by their capitals."""
    if word.islower():
        return True
    begins = not before.strip(' *_>#-|“"') or before.rstrip().endswith((".", "!", "?"))
    return begins and word[1:].islower() and repaired(word.lower()) is not None


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one, other), key=lambda token: token.start())
    return not text[first.end() : second.start()].strip()


@functools.cache
def known_words() -> frozenset[str]:
    """Return the loan words and transcribed names of our own list, in lower case."""
    path = Path(str(text_package.__file__)).parent / "loanwords.txt"
    return frozenset(path.read_text(encoding="utf-8").lower().split())
