"""Where to click in Word, in the names of its English and its Vietnamese menus."""

from __future__ import annotations

from proceedings.model.word_measurements import Level, Source
from proceedings.text.letters import shorten

MODIFY_STYLE = (
    "thẻ Home (Trang đầu), ô Styles (Kiểu; mở cả danh sách: Ctrl+Alt+Shift+S), bấm chuột phải vào tên kiểu, chọn "
    "Modify (Sửa đổi)"
)
STYLE_FONT = f"{MODIFY_STYLE}, chọn phông rồi OK"
STYLE_SIZE = f"{MODIFY_STYLE}, chọn cỡ chữ rồi OK"
DIRECT_FONT = "bôi đen chữ (Ctrl+A cho cả bài), chọn lại ở ô phông, ô cỡ chữ của thẻ Home (Trang đầu)"
DEFAULT_FONT = "Ctrl+D, chọn phông và cỡ chữ, bấm Set As Default (Đặt làm Mặc định), chọn “chỉ tài liệu này”"
PARAGRAPH = "bôi đen các đoạn, thẻ Home (Trang đầu), mở hộp Paragraph (Đoạn văn)"
LINE_SPACING = f"{PARAGRAPH}, mục “Line spacing” (Giãn cách dòng)"
PAPER = "thẻ Layout (Bố trí) > Size (Kích cỡ)"
MARGINS = "thẻ Layout (Bố trí) > Margins (Lề) > Custom Margins (Lề Tùy chỉnh)"
LETTER_SPACING = (
    "bôi đen chữ, Ctrl+D, thẻ Advanced (Nâng cao): Scale (Tỷ lệ) 100 %, Spacing (Giãn cách) Normal (Bình thường)"
)
ACCEPT_CHANGES = "thẻ Review (Xem lại) > Accept (Chấp nhận) > Accept All Changes (Chấp nhận Tất cả Thay đổi)"
DELETE_COMMENTS = "thẻ Review (Xem lại) > Delete (Xóa) > Delete All Comments (Xóa Tất cả Chú thích)"
INSPECT = "File > Info > Check for Issues > Inspect Document (Tệp > Thông tin > Kiểm tra Sự cố > Kiểm tra Tài liệu)"
SHOW_HIDDEN = "bấm nút ¶ ở thẻ Home (Trang đầu), bôi đen chữ ẩn, Ctrl+D, bỏ chọn Hidden (Ẩn)"
CONVERT_LEGACY = "Unikey: bấm chuột phải vào biểu tượng, Công cụ (Ctrl+Shift+F6) > Chuyển mã, sang Unicode dựng sẵn"


_LEVELS = {
    Level.LETTERS: "đặt trực tiếp trên chữ",
    Level.PARAGRAPH: "đặt trực tiếp trên đoạn",
    Level.PARAGRAPH_MARK: "đặt trực tiếp trên dấu hết đoạn",
    Level.LIST: "định dạng của danh sách đánh số",
    Level.DEFAULTS: "mặc định của tài liệu",
}


def named_source(source: Source, *, sets: bool = False) -> str:
    """Return what sets a value: "kiểu “Normal”", as part of a sentence that it `sets` it "kiểu “Normal” đặt"."""
    style = f"kiểu “{source.style}”{' đặt' if sets else ''}"
    return shorten(_LEVELS.get(source.level, style) + (", theo phông chủ đề" if source.themed else ""))


def repair_of(source: Source, where_style: str) -> str:
    """Return where a value is changed that `source` sets: in a style, on the letters, in the document's defaults.

    `where_style` is one of the texts above on styles.
    """
    if source.level is Level.STYLE:
        return where_style
    return DEFAULT_FONT if source.level is Level.DEFAULTS else DIRECT_FONT
