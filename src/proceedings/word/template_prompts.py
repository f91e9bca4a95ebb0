"""What the templates ask for in square brackets, and how the importer takes out what an author has left unanswered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from proceedings.model.guideline import Guideline
from proceedings.word.cleaning import text_of
from proceedings.word.package import Package, w

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


def text_prompt(part: str) -> str:
    """Return what stands under a heading until the author writes there."""
    return f"[Viết phần “{part}” ở đây]"


def abstract_prompts(guideline: Guideline) -> tuple[str, str]:
    """Return the prompts of abstract and keywords: both say where the guideline does not ask for them."""
    return (
        ABSTRACT_PROMPT if guideline.abstract.required else OPTIONAL_ABSTRACT_PROMPT,
        KEYWORDS_PROMPT if guideline.keywords.required else OPTIONAL_KEYWORDS_PROMPT,
    )


def take_prompts(package: Package) -> tuple[str, ...]:
    """Take the prompts of our templates out of the text and return what is missing, in the order of the text.

    A paragraph that held nothing else leaves with its prompt; words beside a prompt stay.
    """
    missing: list[str] = []
    for parent in list(package.body.iter()):
        for paragraph in [child for child in parent if child.tag == w("p")]:
            gaps = list(_cut(paragraph))
            missing += gaps
            if gaps and _LABEL.fullmatch(text_of(paragraph)) and parent.tag != w("tc"):
                parent.remove(paragraph)
    return tuple(dict.fromkeys(gap for gap in missing if gap))


def _cut(paragraph: Element) -> Iterator[str]:
    """Take prompts out of a paragraph, wherever Word has cut them into runs; yield what each stands for."""
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
