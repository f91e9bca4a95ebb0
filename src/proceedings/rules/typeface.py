"""KY3xx: the font that the layout really drew, and formatting set by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proceedings.rules.rule import Hit, PaperFacts, layout_rule, paper_rule
from proceedings.text.characters import look_alikes
from proceedings.text.letters import shorten

# Tags that mark up meaning and are kept; whatever else is written as HTML is formatting or does not belong.
_PLAIN_TAGS = frozenset(
    "p br hr ul ol li blockquote pre code em strong b i s del ins sub sup kbd abbr "
    "table caption thead tbody tfoot tr th td".split()
)
_TAG = re.compile(r"<\s*([a-zA-Z][\w-]*)")
# Comments, declarations, processing instructions: kept by no view, and an unclosed one swallows what follows.
_HIDDEN = re.compile(r"\s*<[!?]")
_ATTRIBUTE = re.compile(r"\s(style|class|id|align|valign|width|height|color|bgcolor|face|size)\s*=", re.IGNORECASE)
ACTIVE_TAGS = frozenset(
    "script iframe frame frameset object embed applet form input button select textarea base link meta svg math style "
    "noscript template dialog portal audio video source track canvas details marquee image use".split()
)
# Padding around the bars of a table is no spacing.
_SPACING = re.compile(
    r"(?:(?:&nbsp;|&#160;|&e[mn]sp;|[\u00a0\u2002\u2003])[ \t]*){2,}|(?:<br\s*/?>\s*){2,}"
    r"|(?<=[^\s|])[ \t]{8,}(?=[^\s|])",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(```+|~~~+).*?^\1|(?<!`)(`+)(?!`)(?:(?!\n\n).)+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


@layout_rule(
    "KY301",
    title="Ký tự mà phông quy định không có",
    why="Ký tự không có trong phông sẽ bị vẽ bằng phông khác hoặc thành ô trống trên bản in.",
    repair="Thay bằng ký tự thường dùng, hoặc đưa ký hiệu đặc biệt vào hình.",
    wrong="Kết quả: 👍",
    right="Kết quả: đạt",
)
def foreign_glyphs(facts: PaperFacts) -> Iterator[Hit]:
    if not facts.layout.foreign:
        return
    places = list(facts.texts())
    told = {char for _, text in places for word, meant in look_alikes(text) for char in set(word) - set(meant)}
    for char, font in sorted(facts.layout.foreign.items()):
        if char in _VARIATION_SELECTORS:  # only chooses the look of the character before it
            continue
        if char in told:  # KY806 names it with the letter that is meant
            continue
        lines = sorted({line for line, text in places if char in text})
        how = f"bản in phải mượn phông {font}" if font else "bản in để trống"
        also = f" (còn ở {len(lines) - 1} dòng khác)" if len(lines) > 1 else ""
        message = f"Phông {facts.guideline.font.name} không có ký tự “{char}” (mã U+{ord(char):04X}): {how}{also}."
        yield Hit(min(lines, default=facts.paper.text_line), message, "Thay ký tự này hoặc đưa vào hình.")


@paper_rule(
    "KY302",
    title="Định dạng bằng tay",
    why="Phông, cỡ chữ, màu và khoảng cách do bản thiết kế chung quyết định, để mọi bài trong kỷ yếu giống nhau.",
    repair="Xóa thẻ HTML và danh sách thuộc tính; dùng ## cho mục, **…** để nhấn mạnh, bảng và danh sách Markdown.",
    wrong='<font size="5" color="red">Kết quả</font>',
    right="## Kết quả",
    needs="text",
)
def formatting_by_hand(facts: PaperFacts) -> Iterator[Hit]:
    for fragment in facts.body.fragments:
        if fragment.kind == "attributes":
            yield Hit(fragment.line, f"Mã định dạng “{shorten(fragment.text)}” trong ngoặc nhọn.", "Xóa cả ngoặc nhọn.")
        elif fragment.kind == "indented":
            message = f"Đoạn “{shorten(fragment.text)}” thụt vào bằng phím Tab hoặc bốn dấu cách."
            yield Hit(fragment.line, message, "Xóa khoảng thụt ở đầu đoạn; bản in tự thụt đầu dòng.")
        elif fragment.kind == "html":
            tags = {tag.lower() for tag in _TAG.findall(fragment.text)}
            styled = _ATTRIBUTE.search(fragment.text)
            odd = tags - _PLAIN_TAGS - ACTIVE_TAGS
            if tags & ACTIVE_TAGS:
                continue  # KY902 says what matters
            if _HIDDEN.match(fragment.text):
                fix = "Xóa đoạn này; nếu “<!--” chưa đóng thì cả phần sau của bài bị mất."
                yield Hit(fragment.line, f"Đoạn ẩn “{shorten(fragment.text)}” không được in.", fix)
            elif odd or (styled and tags):
                fix = "Xóa thẻ, giữ lại chữ."
                yield Hit(fragment.line, f"Định dạng bằng thẻ HTML “{shorten(fragment.text)}”.", fix)
    text = _CODE.sub(lambda code: re.sub(r"[^\n]", "x", code.group()), facts.paper.text)
    for line in sorted({text.count("\n", 0, found.start()) for found in _SPACING.finditer(text)}):
        message = "Tạo khoảng cách bằng dấu cách hoặc ngắt dòng liên tiếp."
        yield Hit(facts.paper.text_line + line, message, "Xóa khoảng trống thừa.")
