"""KY2xx: how long a paper is, counted on the very layout that is printed."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.model.finding import Severity
from proceedings.rules.rule import Hit, PaperFacts, layout_rule, paper_rule


@layout_rule(
    "KY201",
    title="Bài dài quá số trang quy định",
    why="Kế hoạch giới hạn số trang mỗi bài; số trang đếm trên bản dàn trang sẽ in, không phải trong Word.",
    repair="Rút gọn ít nhất số dòng được nêu; bảng rộng và hình lớn chiếm nhiều dòng nhất.",
    wrong="(bài 6 trang khi quy định tối đa 5 trang)",
    right="(bài 5 trang)",
)
def too_many_pages(facts: PaperFacts) -> Iterator[Hit]:
    most = facts.guideline.pages.max
    if most is not None and facts.layout.pages > most:
        over = facts.layout.lines_over
        excess = f"{over} dòng" if over else "hình hoặc đường kẻ ở cuối bài"
        message = f"Bài dài {facts.layout.pages} trang, quy định tối đa {most} trang: thừa {excess}."
        fix = f"Rút gọn ít nhất {over} dòng trên trang in." if over else "Thu nhỏ hình hoặc rút gọn phần chữ trước đó."
        yield Hit(facts.paper.text_line, message, fix)


@paper_rule(
    "KY202",
    title="Bài ngắn bất thường",
    why="Một bài chỉ vài câu thường là tệp dở dang hoặc chép thiếu.",
    repair="Kiểm tra tệp có đủ nội dung; nếu đúng là bài ngắn, đề nghị ban biên tập ghi miễn trừ (waivers).",
    wrong="(bài 120 chữ)",
    right="(bài 1.200 chữ)",
    severity=Severity.WARNING,
    needs="text",
)
def too_short(facts: PaperFacts) -> Iterator[Hit]:
    least = facts.guideline.min_words
    if facts.body.words < least:
        message = f"Bài chỉ có {facts.body.words} chữ (dưới {least} chữ bị coi là quá ngắn)."
        yield Hit(facts.paper.text_line, message, "Kiểm tra tệp đã đủ nội dung chưa.")
