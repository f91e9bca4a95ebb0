"""KY9xx: what may not enter the site or the book, and what kept a paper from being checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from proceedings.model.finding import Severity
from proceedings.rules.rule import Hit, PaperFacts, paper_rule, reader_rule
from proceedings.rules.typeface import ACTIVE_TAGS
from proceedings.text.letters import shorten

_TAG = re.compile(r"<\s*([a-zA-Z][\w-]*)")
_HANDLER = re.compile(r"[\s/\"'](on[a-z]+)\s*=", re.IGNORECASE)
_SCRIPT_LINK = re.compile(r"(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:src|href|data|poster|action)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)

MISPLACED = reader_rule(
    "KY901",
    title="Tệp không thuộc nơi này",
    why="Liên kết tượng trưng, tên tệp lạ hoặc tệp sai loại có thể làm lộ tệp khác, mất bài trên Windows, macOS.",
    repair="Đặt tên không dấu, chữ thường, nối bằng gạch nối; chỉ để bài .md, hình .png .jpg .svg và original.docx.",
    wrong="papers/su-kien/Bài số 1.md",
    right="papers/su-kien/bai-so-1.md",
    withholds=True,
)

TOO_LARGE = reader_rule(
    "KY904",
    title="Tệp hoặc hình quá lớn",
    why="Tệp quá lớn làm trang web chậm và có thể làm ngừng cả lần dựng kỷ yếu.",
    repair="Thu nhỏ hình còn khoảng 2.000 điểm ảnh chiều rộng; bỏ phần thừa của bài.",
    wrong="hinh-1.png 13.300 × 13.300 điểm ảnh",
    right="hinh-1.png 2.000 × 1.200 điểm ảnh",
    withholds=True,
)

UNSAFE_YAML = reader_rule(
    "KY905",
    title="YAML không an toàn",
    why="Bí danh, thẻ kiểu, phép gộp, mục trùng tên hoặc lồng quá sâu có thể làm treo máy hoặc bị hiểu khác nhau.",
    repair="Chỉ viết “tên: giá trị” và danh sách đơn giản.",
    wrong="title: &t Tên bài\nabstract: *t",
    right="title: Tên bài\nabstract: Tóm tắt của bài",
    withholds=True,
)

NOT_LAID_OUT = reader_rule(
    "KY906",
    title="Không dàn trang được bài",
    why="Bài làm máy dàn trang quá thời gian hoặc quá bộ nhớ cho phép.",
    repair="Tìm bảng, danh sách hoặc đoạn khác thường; tách bài để tìm chỗ hỏng.",
    wrong="(bảng một triệu cột)",
    right="(bảng bốn cột)",
    withholds=True,
)

UNUSED_WAIVER = reader_rule(
    "KY990",
    title="Miễn trừ không còn cần",
    why="Một miễn trừ thừa có thể che lỗi mới cùng loại mà không ai hay.",
    repair="Xóa dòng miễn trừ; mã sai thì sửa mã.",
    wrong="waivers:\n  - {code: KY201, reason: Bài dài, by: Ban Biên tập, on: 2021-10-25}   # bài không còn dài",
    right="(không có dòng waivers)",
    severity=Severity.WARNING,
)

NOT_CHECKED = reader_rule(
    "KY991",
    title="Chưa kiểm tra",
    why="Không bài nào được bỏ qua trong im lặng.",
    repair="Sửa nguyên nhân được nêu rồi kiểm tra lại.",
    wrong="(event.yml không đọc được nên bài chưa được kiểm tra)",
    right="(event.yml đọc được)",
    withholds=True,
)


@paper_rule(
    "KY902",
    title="Nội dung chạy được",
    why="Mã chạy, khung nhúng, biểu mẫu có thể hại người đọc; bản in không dùng được chúng.",
    repair="Xóa thẻ hoặc liên kết được nêu; hình đặt trong thư mục của bài.",
    wrong="<script>…</script>",
    right="(chỉ văn bản, bảng, hình)",
    waivable=False,
    withholds=True,
    needs="text",
)
def active_content(facts: PaperFacts) -> Iterator[Hit]:
    for fragment in facts.body.fragments:
        if fragment.kind == "unsafe-link":
            yield Hit(fragment.line, f"Liên kết không an toàn “{shorten(fragment.text)}”.", "Xóa liên kết này.")
        if fragment.kind != "html":
            continue
        tags = _active_tags(fragment.text)
        handlers = sorted({handler.lower() for handler in _HANDLER.findall(fragment.text)})
        if tags or handlers or _SCRIPT_LINK.search(fragment.text):
            named = ", ".join([*(f"<{tag}>" for tag in tags), *handlers]) or "liên kết chạy mã"
            yield Hit(fragment.line, f"Bài chứa nội dung chạy được hoặc nhúng: {named}.", "Xóa thẻ này khỏi bài.")


@paper_rule(
    "KY903",
    title="Liên kết hoặc hình ra ngoài thư mục của bài",
    why="Hình lấy từ nơi khác có thể mất, có thể lộ tệp trên máy dựng; website không gọi tới bên thứ ba.",
    repair="Chép hình vào thư mục cùng tên với bài; liên kết tới website khác viết đủ https://….",
    wrong="![Sơ đồ](https://example.org/so-do.png)",
    right='![Sơ đồ](ten-bai/so-do.png "Hình 1. Sơ đồ")',
    waivable=False,
    withholds=True,
    needs="text",
)
def outside_reference(facts: PaperFacts) -> Iterator[Hit]:
    own = {figure.name for figure in facts.paper.figures}
    for fragment in facts.body.fragments:
        if fragment.kind == "image" and fragment.text not in own and not inside(fragment.text, facts.paper.slug):
            message = f"Hình “{shorten(fragment.text)}” không nằm trong thư mục {facts.paper.slug}/."
            yield Hit(fragment.line, message, f"Chép hình vào thư mục {facts.paper.slug}/ cạnh bài.")
        elif fragment.kind == "link" and not _is_web(fragment.text):
            fix = "Viết đủ địa chỉ https://…, hoặc bỏ liên kết."
            yield Hit(fragment.line, f"Liên kết “{shorten(fragment.text)}” ra ngoài bài.", fix)
        elif fragment.kind == "html" and not _active_tags(fragment.text):
            for address in _ADDRESS.findall(fragment.text):
                message = f"Thẻ HTML trỏ tới “{shorten(address)}”."
                yield Hit(fragment.line, message, "Dùng cú pháp Markdown với hình trong thư mục của bài.")


def _active_tags(html: str) -> list[str]:
    return sorted({tag.lower() for tag in _TAG.findall(html)} & ACTIVE_TAGS)


def inside(address: str, slug: str) -> bool:
    """Return whether an image's address is a file of the paper's own folder."""
    plain = unquote(address)
    return plain.startswith(f"{slug}/") and "/" not in plain[len(slug) + 1 :] and ".." not in plain


def _is_web(address: str) -> bool:
    return address.startswith("#") or urlsplit(address).scheme in ("http", "https", "mailto")
