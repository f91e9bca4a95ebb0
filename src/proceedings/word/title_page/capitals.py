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
# What a party has, not the Party.
_NO_PARTY = re.compile(r"\bđảng (?:viên|(?:ủy|uỷ) viên|phí|phái)\b", re.IGNORECASE)
# Words that go with any place; names that begin like one of them are excepted.
_NO_PLACE = (
    "hội(?! an)|viên|ủy|uỷ|đoàn|đội|nhà(?! bè)|ta|này|nay|đó|ấy|khác|nào|mình|cũ|mới|nông thôn|miền|vùng|biên giới|"
    "ven|đảo|đồng bằng|trung du|nghèo|đặc biệt|khó|loại|điểm|kiểu|anh hùng|thông minh|văn minh|đô thị|trực|thuộc|"
    "trọng điểm|trong|ngoài|trên|dưới|ở|tại|từ(?! (?:sơn|liêm))|đến|tới|và|với|hoặc|hay|về|của|cho|có|là|để|khi|nhằm|"
    "theo|qua|do|bị|được|đã|đang|sẽ|không|còn|cũng|phải|cần(?! (?:thơ|giờ|giuộc|đước))|như(?! (?:xuân|thanh))|giai|"
    "hiện|trước|sau|năm(?! căn)|nhiệm|lần|thời|cấp|các|những|mỗi|một|hai(?! bà)|nhiều|gắn|góp|nâng|tăng|đẩy|phát|"
    "thực|xây|đổi|làm|lãnh|chỉ đạo|tổ chức|quản lý|bảo đảm|đáp|vận|giữ|học tập|phía|đạt|biết|tham|giỏi|đầu|đảng|"
    "chính quyền|công tác|vai trò|chất lượng|giải pháp|kinh tế|văn hóa|văn hoá|toàn|bền|ổn|phường|xã|huyện|quận|tỉnh|"
    "thị|thành phố|nước"
)
_SYLLABLE = rf"(?!(?:{_NO_PLACE})\b)[^\W\d_]+"
_PLACE = re.compile(
    rf"(?<!hợp tác )\b(?P<unit>xã|phường|thị trấn|huyện|thị xã|quận|tỉnh|thành phố)"
    rf"(?P<name> {_SYLLABLE}(?: {_SYLLABLE})?)"
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
    lowered = _NO_PARTY.sub(lambda found: found.group().lower(), _with_places(lowered))
    for place, char in enumerate(lowered):
        if char.isalpha():
            return lowered[:place] + char.upper() + lowered[place + 1 :]
    return lowered


def _with_places(text: str) -> str:
    """Raise the one or two syllables after "huyện", "xã" and the like, unless they are words that go with any place."""
    return _PLACE.sub(lambda found: found["unit"] + re.sub(r" (.)", lambda at: at.group().upper(), found["name"]), text)


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
