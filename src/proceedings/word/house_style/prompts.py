"""What the templates ask for in square brackets, and how the importer takes out what an author has left unanswered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from proceedings.model.guideline import Guideline
from proceedings.text.letters import shorten
from proceedings.word.cleaning.clean import text_of
from proceedings.word.container.package import Package, w
from proceedings.word.formatting.styles import read_styles
from proceedings.word.house_style.styles import ABSTRACT, AUTHOR, KEYWORDS, MODEL, TITLE, TOPIC, UNIT
from proceedings.word.remark import Kind, Remark, remark

SAMPLE_REMARK = "(Bài minh họa – tác giả giả định)"
MODEL_LABEL = "Tên mô hình"
TITLE_GAP = "tên bài"
TITLE_PROMPT = "[Tên bài]"
AUTHOR_PROMPT = "[Học vị, họ và tên tác giả – ví dụ: ThS. Nguyễn Văn A]"
UNIT_PROMPT = "[Chức vụ, khoa hoặc phòng, tên trường – ví dụ: Giảng viên, Trường Chính trị tỉnh …]"
MODEL_PROMPT = "[Tên mô hình, điển hình]"
TOPIC_PROMPT = "[Bấm vào đây, chọn một chủ đề]"
OWN_TOPIC_PROMPT = "[Bấm vào đây, chọn một chủ đề; tự chọn thì gõ: Tự chọn – tên chủ đề]"
ABSTRACT_PROMPT = "[Tóm tắt bài viết]"
KEYWORDS_PROMPT = "[Từ khóa, cách nhau bằng dấu phẩy]"
OPTIONAL_ABSTRACT_PROMPT = "[Tóm tắt bài viết – không bắt buộc, không có thì để nguyên]"
OPTIONAL_KEYWORDS_PROMPT = "[Từ khóa, cách nhau bằng dấu phẩy – không bắt buộc, không có thì để nguyên]"
HEADING_PROMPT = "[Tên mục]"
GUIDE = (
    "[Cách dùng mẫu: điền vào các chỗ trong ngoặc vuông, xóa cả dấu ngoặc. Thêm tác giả: chép hai dòng tên và đơn vị. "
    "Tên mục, lời văn, tên bảng, tên hình: chọn kiểu có sẵn trong hộp Styles. Khi nhận bài, máy tự bỏ dòng này.]"
)
# Every prompt with what is missing where it is still there; "" where nothing is.
_GAPS = {
    GUIDE: "",
    TITLE_PROMPT: TITLE_GAP,
    AUTHOR_PROMPT: "họ tên tác giả",
    UNIT_PROMPT: "chức vụ, đơn vị của tác giả",
    MODEL_PROMPT: "tên mô hình, điển hình",
    TOPIC_PROMPT: "chủ đề",
    OWN_TOPIC_PROMPT: "chủ đề",
    ABSTRACT_PROMPT: "tóm tắt",
    KEYWORDS_PROMPT: "từ khóa",
    OPTIONAL_ABSTRACT_PROMPT: "",
    OPTIONAL_KEYWORDS_PROMPT: "",
    HEADING_PROMPT: "tên mục",
}
_TEXT_PROMPT = re.compile(r"\[Viết phần [^\[\]]{1,200} ở đây\]")
_LABEL = re.compile(r"\s*(?:tóm tắt|từ khóa|chủ đề|tên mô hình)\s*:\s*|\s*\d{0,2}\s*[.)]?\s*", re.IGNORECASE)

# What may come before the bracket of an answer: the label of a line or the number of a heading.
_BEFORE_ANSWER = re.compile(r"\s*(?:[^\W\d_][^:\[\]]{0,30}:|\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]+[.)])?\s*\[")
_AFTER_ANSWER = re.compile(r"\][\s.;]*$")
_FEWEST = 3
_SHOWN = 60
_OURS = frozenset(name.lower() for name in (AUTHOR, UNIT, ABSTRACT, KEYWORDS, TOPIC, MODEL))


def text_prompt(part: str) -> str:
    """Return what is under a heading until the author writes there."""
    return f"[Viết phần “{part}” ở đây]"


def abstract_prompts(guideline: Guideline) -> tuple[str, str]:
    """Return the prompts of abstract and keywords: both say where the guideline does not ask for them."""
    return (
        ABSTRACT_PROMPT if guideline.abstract.required else OPTIONAL_ABSTRACT_PROMPT,
        KEYWORDS_PROMPT if guideline.keywords.required else OPTIONAL_KEYWORDS_PROMPT,
    )


def take_prompts(package: Package) -> tuple[Remark, ...]:
    """Take the prompts of our templates out of the text and return what is missing, in the order of the text.

    A paragraph that held nothing else leaves with its prompt; words beside a prompt stay. Last comes the remark on the
    brackets of answers, where there are any.
    """
    missing: list[str] = []
    for parent in list(package.body.iter()):
        for paragraph in [child for child in parent if child.tag == w("p")]:
            gaps = list(_cut(paragraph))
            missing += gaps
            if gaps and _LABEL.fullmatch(text_of(paragraph)) and parent.tag != w("tc"):
                parent.remove(paragraph)
    unfilled = (remark(Kind.TEMPLATE_UNFILLED, asks=True, what=gap) for gap in dict.fromkeys(missing) if gap)
    return (*unfilled, *_without_brackets(package))


def _without_brackets(package: Package) -> list[Remark]:
    """Take off the brackets that an author has written the answers into, and say so.

    Only in our templates, known by the styles of their head; a title in its style may be all that is left of one.
    """
    if not any("[" in (node.text or "") for node in package.body.iter(w("t"))):
        return []
    styles = read_styles(package)
    ours = any(styles.name(paragraph) in _OURS for paragraph in package.body.iter(w("p")))
    shown = [
        answer
        for paragraph in package.body.iter(w("p"))
        if ours or styles.name(paragraph) == TITLE.lower()
        for answer in _take_brackets(paragraph)
    ]
    first = shorten(shown[0], _SHOWN) if shown else ""
    return [remark(Kind.TEMPLATE_BRACKETS, answers=len(shown), first=first)] if shown else []


def _take_brackets(paragraph: Element) -> Iterator[str]:
    """Take off the one outer pair of brackets of a paragraph and yield what was inside."""
    pieces = [node for node in paragraph.iter(w("t")) if node.text]
    whole = "".join(node.text or "" for node in pieces)
    before, after = _BEFORE_ANSWER.match(whole), _AFTER_ANSWER.search(whole)
    if not before or not after or before.end() > after.start():
        return
    answer = whole[before.end() : after.start()]
    if sum(letter.isalpha() for letter in answer) >= _FEWEST and _is_balanced(answer):
        _blank(pieces, after.start(), after.start() + 1)
        _blank(pieces, before.end() - 1, before.end())
        yield answer


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "[") - (char == "]")
        if depth < 0:
            return False
    return depth == 0


def _cut(paragraph: Element) -> Iterator[str]:
    """Take prompts out of a paragraph, wherever Word has cut them into runs; yield what each asks for."""
    while True:
        pieces = [node for node in paragraph.iter(w("t")) if node.text]
        whole = "".join(node.text or "" for node in pieces)
        found = _first(whole)
        if found is None:
            return
        start, end, gap = found
        _blank(pieces, start, end)
        yield gap


def _first(text: str) -> tuple[int, int, str] | None:
    if "[" not in text:
        return None
    for prompt, gap in _GAPS.items():
        if (place := text.find(prompt)) >= 0:
            return place, place + len(prompt), gap
    written = _TEXT_PROMPT.search(text)
    return (written.start(), written.end(), f"lời của {written.group()[6:-7]}") if written else None


def _blank(pieces: list[Element], start: int, end: int) -> None:
    at = 0
    for node in pieces:
        text = node.text or ""
        low, high = max(start - at, 0), max(end - at, 0)
        node.text = text[:low] + text[high:]
        at += len(text)
