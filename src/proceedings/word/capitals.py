"""A title in capitals as a sentence: lower case, but with the proper nouns that the text itself shows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from proceedings.text.letters import spelling_key

_KNOWN = (
    "Đảng Cộng sản Việt Nam", "Hồ Chí Minh", "Việt Nam", "Trung ương", "Bộ Chính trị", "Ban Bí thư",
    "Ban Chấp hành Trung ương", "Ban Thường vụ", "Quốc hội", "Chính phủ", "Nhà nước", "Đảng",
    "Đảng bộ", "Mác - Lênin", "Mác – Lênin",
    "Chủ tịch Hồ Chí Minh",
    "Học viện Chính trị quốc gia Hồ Chí Minh", "Tổ quốc", "Hiến pháp", "Bắc Trung Bộ",
    "Cách mạng Tháng Tám", "Đoàn Thanh niên",
)  # fmt: skip
_DOCUMENT = re.compile(
    r"\b(kết luận|nghị quyết|chỉ thị|quy định|quyết định|kế hoạch|đề án|nghị định|thông tư|hướng dẫn)(?= số \d)"
)
_ROMAN = re.compile(r"[IVX]{2,}")


def sentence_case(title: str, body: str, names: Iterable[str]) -> str:
    """Return a title written in capitals in sentence case.

    Parameters
    ----------
    body
        The paper's text: runs of capitalised words and abbreviations in it are taken as proper nouns.
    names
        Names known otherwise, such as those of units and places.
    """
    lowered = " ".join(_keep_or_lower(word, body) if word.isupper() else word for word in title.split())
    phrases = sorted({*_KNOWN, *names, *_proper_nouns(body)}, key=lambda phrase: (len(phrase), phrase))
    for phrase in phrases:
        lowered = _restore(lowered, phrase)
    lowered = _DOCUMENT.sub(lambda found: found.group().capitalize(), lowered)
    for place, char in enumerate(lowered):
        if char.isalpha():
            return lowered[:place] + char.upper() + lowered[place + 1 :]
    return lowered


def _keep_or_lower(word: str, body: str) -> str:
    bare = word.strip(".,;:()“”\"'!?")
    if _ROMAN.fullmatch(bare) or any(char.isdigit() for char in bare):
        return word
    return word if _is_acronym(bare, body) else word.lower()


def _is_acronym(word: str, body: str) -> bool:
    """Return whether running text writes the word in capitals too: as CNXH, between words that are not."""
    if len(word) < 2 or len(set("aeiouyăâêôơư") & set(word.lower())) > 1:
        return False
    return re.search(rf"[^\W\d_][a-zà-ỹ] {re.escape(word)}\b(?! [A-ZĐÀ-Ỹ]{{2}})", body) is not None


def _proper_nouns(body: str) -> set[str]:
    """Return runs of two to five capitalised words that follow a word in lower case."""
    found: set[str] = set()
    before = ""
    run: list[str] = []
    for word in re.findall(r"[^\W\d_]+|[^\w\s]+", body[:200_000]):
        if word[0].isupper() and word[1:].islower() and (run or before.islower()):
            run.append(word)
        else:
            if 2 <= len(run) <= 5:
                found.add(" ".join(run))
            run = []
        before = word
    return found


def _restore(text: str, phrase: str) -> str:
    pattern = r"\b" + r"\s+".join(re.escape(word) for word in phrase.split()) + r"\b"
    found = re.search(pattern, text, re.IGNORECASE)
    if found and spelling_key(found.group()) == spelling_key(phrase):
        return re.sub(pattern, lambda _: phrase, text, flags=re.IGNORECASE)
    return text
