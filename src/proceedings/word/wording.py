"""The Vietnamese words of remarks on a manuscript, for editors and for authors who know Word only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from proceedings.rules.word_menus import ACCEPT_CHANGES, DELETE_COMMENTS, INSPECT, PARAGRAPH, SHOW_HIDDEN, named_source
from proceedings.rules.word_pages import decimal
from proceedings.text.letters import shorten
from proceedings.word.remark import Kind, Remark

FIELDS = {
    "title": "tên bài",
    "authors": "tác giả",
    "topic": "chủ đề",
    "topic_title": "tên chủ đề",
    "abstract": "tóm tắt",
    "keywords": "từ khóa",
    "position": "chức vụ",
    "unit": "đơn vị",
}
"""The fields of a paper's head, as people call them who have never seen it."""

_MARKED = "không chuyển được: đã đánh dấu chỗ thiếu trong bài, lưu thành PNG rồi chèn lại"
_MODEL_PARTS = "Tiêu đề mục có đủ các phần của bài về mô hình, điển hình"
_CHANGED = {
    **FIELDS,
    "topic_title": "tên chủ đề tự chọn",
    "kind": "loại bài",
    "model": "tên mô hình",
    "received": "ngày nhận",
}
_PLACES, _LINES = 10, 20

Values = dict[str, Any]


def worded(remark: Remark, *, author: bool = False) -> str:
    """Return a remark as a sentence; to an `author` the fields of the head go by what people call them."""
    text = _WORDS[remark.kind](dict(remark.values), (lambda name: FIELDS[name]) if author else str)
    if not remark.count:
        return text
    place = f"; chỗ đầu tiên: “{remark.place}”" if remark.place else ""
    return f"{text[0].upper()}{text[1:]} ({remark.count} chỗ{place})."


def quoted_list(texts: Sequence[str], most: int = 0, what: str = "") -> str:
    """Return texts in quotation marks; of more than `most` the rest is counted: "“a”; “b” và 3 dòng nữa"."""
    shown = texts[:most] if most else texts
    more = f" và {len(texts) - most} {what} nữa" if most and len(texts) > most else ""
    return "; ".join(f"“{text}”" for text in shown) + more


def thousands(value: int) -> str:
    """Return "4.000"."""
    return f"{value:,}".replace(",", ".")


def in_font(encoding: str, font: str) -> str:
    """Return "TCVN3, phông .VnTime"."""
    return f"{encoding}, phông {shorten(font) or 'mặc định'}"


def readings(examples: Sequence[tuple[str, str]]) -> str:
    """Return words as they are and as they become."""
    return ", ".join(f"“{raw}” → “{meant}”" for raw, meant in examples)


def _revisions(v: Values) -> str:
    named = {
        "inserted": "chữ thêm",
        "deleted": "chữ xóa",
        "moved": "đoạn chuyển chỗ",
        "rows": "hàng hoặc ô bảng xóa",
        "joined": "dấu xuống dòng xóa",
    }
    parts = ", ".join(f"{v[name]} {what}" for name, what in named.items() if v[name])
    return f"Nhận toàn bộ {v['changes']} thay đổi theo dõi (Track Changes){f' ({parts})' if parts else ''}."


def _doubtful(v: Values) -> str:
    places = [
        f"“{raw}” ({in_font(encoding, font)} thì đọc là “{meant}”{f', {count} lần' if count > 1 else ''})"
        for (encoding, font, raw, meant), count in v["places"]
    ]
    more = f" và {len(places) - _PLACES} chỗ nữa" if len(places) > _PLACES else ""
    listed = ", ".join(places[:_PLACES])
    return f"{len(places)} chỗ chưa chắc là chữ bảng mã cũ, để nguyên – cần xem lại: {listed}{more}."


def _raised(v: Values) -> str:
    more = f" và {len(v['places']) - _PLACES} chỗ nữa" if len(v["places"]) > _PLACES else ""
    listed = ", ".join(f"“{text}”" for text in v["places"][:_PLACES])
    return f"Bảng mã TCVN3 không có chữ hoa mang dấu thanh; đã viết hoa chữ đầu ở: {listed}{more} – cần xem lại."


def _personal(v: Values) -> str:
    told = [f"{name}: {shorten(value)}" for name, value in v["properties"]]
    if v["people"]:
        told.append(f"tên người sửa, người nhận xét: {', '.join(shorten(name, 40) for name in v['people'])}")
    return f"Tệp ghi thông tin cá nhân ({'; '.join(told)}); thông tin này không đăng. Trong Word: {INSPECT}."


def _indent(v: Values) -> str:
    return (
        f"Dòng đầu đoạn thụt {decimal(v['found'])} mm ({named_source(v['source'])}), quy định "
        f"{decimal(v['asked'])} mm. Trong Word: {PARAGRAPH}, mục Special (Đặc biệt) chọn First line "
        f"(Dòng đầu tiên), ghi {decimal(v['asked'] / 10)} cm."
    )


def _number_font(v: Values) -> str:
    named = "; ".join(
        f"{shorten(font)} ở {count} đoạn ({named_source(source)}, đoạn đầu tiên “{example}”)"
        for font, count, source, example in v["uses"]
    )
    return f"Số thứ tự tự động không đặt phông {v['asked']}: {named}. Trong Word: bấm vào số, Ctrl+D, chọn lại phông."


def _host_unit(v: Values) -> str:
    said = f"“{v['named']}” không có trong units.yml" if v["named"] else "bài không ghi đơn vị"
    return f"{v['name']}: {said}; tạm ghi đơn vị chủ trì ({v['organizer']}) – cần kiểm tra."


def _topic_line(v: Values) -> str:
    why = {
        "unknown": f"danh mục không có chủ đề số “{v['number']}”",
        "no-own": "tọa đàm, hội thảo này không nhận chủ đề tự chọn",
        "own-untitled": "chủ đề tự chọn chưa có tên",
    }
    return f"Dòng “{v['line']}” để lại trong bài: {why[v['why']]}."


def _lost(v: Values) -> str:
    shown = " ".join(v["words"][:20]) + (" …" if len(v["words"]) > 20 else "")
    return f"{len(v['words'])} chữ của bản Word không thấy trong bài: {shown}"


def _list_of_word(v: Values) -> str:
    told = f" ({v['words']} chữ)" if v["words"] else ""
    return f"mục lục do Word lập{told} bỏ đi, website và sách tự lập mục lục"


Field = Callable[[str], str]
_WORDS: dict[Kind, Callable[[Values, Field], str]] = {
    Kind.TITLE_FROM_TOPIC: lambda v, field: (
        f"Không nhận ra tên bài; tạm lấy tên ghi ở dòng chủ đề – cần sửa mục {field('title')}."
    ),
    Kind.TITLE_FROM_FILE: lambda v, field: (
        f"Không nhận ra tên bài; tạm lấy tên tệp “{v['title']}” – cần sửa mục {field('title')}."
    ),
    Kind.TITLE_FROM_TOPIC_LINE: lambda v, _: f"Tên bài lấy ở dòng “{v['line']}” – cần kiểm tra.",
    Kind.TITLE_CAPITALS: lambda v, _: (
        f"Tên bài viết hoa toàn bộ đã đổi thành chữ thường: “{v['title']}” – cần xem lại các tên riêng."
    ),
    Kind.NO_AUTHOR: lambda v, field: f"Không nhận ra tác giả – cần điền mục {field('authors')}.",
    Kind.TEMPLATE_UNFILLED: lambda v, _: f"Mẫu còn để trống {v['what']} – cần điền.",
    Kind.TEMPLATE_BRACKETS: lambda v, _: (
        f"Đã bỏ cặp ngoặc vuông của mẫu quanh lời đã điền ở {v['answers']} chỗ, chỗ đầu: “{v['first']}”."
    ),
    Kind.CONTACTS_LEFT_OUT: lambda v, _: f"Địa chỉ liên hệ không đưa vào bài: {', '.join(v['contacts'])}.",
    Kind.UNIT_BETWEEN: lambda v, _: f"Dòng “{v['line']}” giữa tên bài và tác giả: hiểu là đơn vị của tác giả.",
    Kind.HOST_UNIT: lambda v, _: _host_unit(v),
    Kind.REST_OF_UNIT: lambda v, field: (
        f"{v['name']}: “{v['rest']}” chưa đưa vào bài, vì đơn vị {v['unit']} không nói điều ấy – "
        f"ghi vào mục {field('position')}, hoặc thêm đơn vị vào units.yml."
    ),
    Kind.LETTERHEAD_DROPPED: lambda v, _: f"Bỏ phần tiêu ngữ: {quoted_list(v['lines'])}.",
    Kind.LETTERHEAD_UNIT: lambda v, _: (
        f"{v['name']}: phần tiêu ngữ là của {v['school']}, đơn vị ghi cho tác giả là {v['unit']} – cần kiểm tra."
    ),
    Kind.LEFT_AT_TOP: lambda v, _: (
        f"Còn nằm ở đầu bài, xem và xóa nếu là tiêu ngữ: {quoted_list(v['lines'], _LINES, 'dòng')}."
    ),
    Kind.TOPIC_LINE_LEFT: lambda v, _: _topic_line(v),
    Kind.TOPIC_LINE_UNREAD: lambda v, _: f"Dòng “{v['line']}”: không đọc ra số chủ đề.",
    Kind.TOPICS_MANY: lambda v, _: (
        f"Đầu bài nêu nhiều chủ đề ({quoted_list(v['lines'])}): không chọn thay, để lại trong bài."
    ),
    Kind.TOPIC_IS_HEADING: lambda v, _: (
        f"Chủ đề {v['number']} chỉ là đề mục – cần chọn một chủ đề con: {', '.join(v['children'])}."
    ),
    Kind.TOPIC_TITLE_DIFFERS: lambda v, _: (
        f"Sau số chủ đề {v['number']}, bản Word ghi “{v['title']}”, danh mục ghi “{v['listed']}” – cần kiểm tra số."
    ),
    Kind.TOPIC_OVERRULED: lambda v, _: f"Bản Word ghi “{v['line']}”; lấy chủ đề {v['number']} theo --topic.",
    Kind.NO_TOPIC: lambda v, _: (
        "Chưa có chủ đề: chọn trong danh mục ghi sẵn ở phần đầu bài rồi điền số vào mục topic (KY401)."
    ),
    Kind.TOPIC_GUESS: lambda v, _: f"Có thể là chủ đề {v['guess']} – chưa chọn thay.",
    Kind.TOPIC_NOT_LISTED: lambda v, _: f"Danh mục không có chủ đề số “{v['number']}”.",
    Kind.MODEL_RECOGNISED: lambda v, _: (
        f"{_MODEL_PARTS}: đã ghi kind: model, tên mô hình “{v['name']}” – nếu không phải, xóa hai dòng kind và model."
    ),
    Kind.MODEL_UNNAMED: lambda v, _: (
        f"{_MODEL_PARTS}; nếu đúng là bài về mô hình, thêm vào phần đầu bài hai dòng “kind: model” và "
        "“model: {name: Tên mô hình}”."
    ),
    Kind.REVISIONS_ACCEPTED: lambda v, _: _revisions(v),
    Kind.LIST_OF_WORD: lambda v, _: _list_of_word(v),
    Kind.LINE_OF_LIST: lambda v, _: "dòng mục lục do Word lập bỏ đi",
    Kind.PROMPT_DROPPED: lambda v, _: "lời nhắc của ô điền sẵn (Click or tap here…) bỏ đi",
    Kind.PAGE_FIELD: lambda v, _: "số trang tự động (trường PAGE) bỏ đi",
    Kind.PAGE_REFERENCE: lambda v, _: "“trang …” trỏ tới số trang của bản Word – cần sửa theo kỷ yếu",
    Kind.EQ_FIELD: lambda v, _: "công thức kiểu trường EQ không chuyển được: đã đánh dấu trong bài",
    Kind.SYMBOL: lambda v, _: f"ký hiệu phông {v['font']} (mã {v['code']}) không chuyển được: đã đánh dấu trong bài",
    Kind.TEXT_BOX: lambda v, _: "hộp chữ (text box) viết thành đoạn văn",
    Kind.HEADINGS_GUESSED: lambda v, _: (
        f"{v['number']} tiêu đề mục nhận ra từ dòng chữ đậm có số – cần xem lại cấp tiêu đề."
    ),
    Kind.HEADINGS_NUMBERED: lambda v, _: f"{v['number']} tiêu đề mục do Word tự đánh số: đã gõ số vào tiêu đề.",
    Kind.HEADINGS_LONG: lambda v, _: (
        f"{v['number']} đoạn văn dài đặt kiểu tiêu đề (Heading): viết thành đoạn văn thường."
    ),
    Kind.HEADINGS_JOINED: lambda v, _: (
        f"{v['number']} tiêu đề viết hai dòng (“Phần thứ nhất” và tên phần) đã nối thành một dòng."
    ),
    Kind.BOLD_LINES: lambda v, _: (
        f"{v['number']} dòng chữ đậm đứng riêng không có số để nguyên là đoạn văn – "
        "nếu là tiêu đề mục, đổi hai dấu ** ở đầu và cuối dòng thành ## ở đầu dòng."
    ),
    Kind.OLD_EQUATION: lambda v, _: (
        "công thức soạn bằng Equation cũ, MathType không chuyển được: đã đánh dấu, cần gõ lại"
    ),
    Kind.ATTACHED: lambda v, _: f"{v['what']} đính kèm không đăng được: đã đánh dấu chỗ trong bài",
    Kind.DRAWING_MISSING: lambda v, _: f"{v['what']} {_MARKED}",
    Kind.SHAPES_DROPPED: lambda v, _: "khung, nét vẽ (Shapes) bỏ đi, chữ trong khung giữ lại",
    Kind.PICTURES_MISSING: lambda v, _: f"{v['number']} hình không tìm thấy trong tệp Word – cần chèn lại.",
    Kind.PICTURE_IN_LINE: lambda v, _: "hình nằm giữa dòng chữ đưa xuống dưới đoạn, chỉ để trang trí thì bỏ",
    Kind.TABLE_NO_HEAD: lambda v, _: "bảng không đánh dấu dòng tiêu đề: lấy dòng đầu",
    Kind.TABLE_ONE_CELL: lambda v, _: "khung một ô viết thành đoạn văn",
    Kind.TABLE_OF_PICTURES: lambda v, _: "bảng chỉ để xếp hình: hình viết lần lượt",
    Kind.TABLE_HTML: lambda v, _: "bảng có ô gộp hoặc danh sách trong ô: viết thành bảng HTML",
    Kind.NOTE_EMPTY: lambda v, _: "chú thích trống bỏ đi",
    Kind.UNSAFE_LINK: lambda v, _: "liên kết không an toàn bỏ đi, chữ giữ lại",
    Kind.CODE: lambda v, _: "mã để ở dạng chữ máy",
    Kind.FORMULA: lambda v, _: "công thức không vẽ được: đã đánh dấu trong bài, viết lại bằng TeX hoặc lưu thành hình",
    Kind.UNKNOWN_PART: lambda v, _: f"thành phần {v['part']} để ở dạng chữ",
    Kind.WORDS_LOST: lambda v, _: _lost(v),
    Kind.CONVERTED: lambda v, _: (
        f"Đã chuyển sang Unicode {thousands(v['letters'])} chữ cái ở {thousands(v['runs'])} chỗ (run) viết bằng "
        f"{in_font(v['encoding'], v['font'])}: {readings(v['examples'])} – cần đọc lại."
    ),
    Kind.DOUBTFUL: lambda v, _: _doubtful(v),
    Kind.COMPOSED: lambda v, _: (
        f"Đã ghép {thousands(v['letters'])} chữ cái có dấu viết rời (Unicode tổ hợp) thành chữ dựng sẵn."
    ),
    Kind.INITIALS_RAISED: lambda v, _: _raised(v),
    Kind.TURNED_INTO_DOCX: lambda v, _: (
        f"Tệp nhận được là .{v['format']}; LibreOffice đã chuyển sang .docx, original.docx là bản đã chuyển – giữ tệp "
        f".{v['format']} gốc ở nơi khác, đối chiếu bảng, hình và công thức."
    ),
    Kind.TRACKED: lambda v, _: (
        f"Tệp còn theo dõi sửa đổi: {v['inserted']} chữ thêm (được lấy vào bài), {v['deleted']} chữ xóa "
        f"(không lấy). Trong Word: {ACCEPT_CHANGES}."
    ),
    Kind.TRACKING: lambda v, _: (
        "Tệp đang bật theo dõi sửa đổi; tắt ở thẻ Review (Xem lại) > Track Changes (Theo dõi Thay đổi)."
    ),
    Kind.COMMENTS: lambda v, _: f"Tệp có {v['number']} nhận xét (không đăng). Trong Word: {DELETE_COMMENTS}.",
    Kind.HIDDEN: lambda v, _: (
        f"Tệp có {v['letters']} chữ cái định dạng ẩn (không lấy vào bài). Trong Word: {SHOW_HIDDEN}."
    ),
    Kind.ACTIVE: lambda v, _: (
        f"Tệp chứa {', '.join(v['parts'])}; lưu lại dưới dạng Word Document (.docx) sau khi bỏ các phần này."
    ),
    Kind.PERSONAL: lambda v, _: _personal(v),
    Kind.PARAGRAPH_GAP: lambda v, _: (
        f"Các đoạn cách nhau {v['found'].replace('.', ',')} pt ({named_source(v['source'])}), quy định "
        f"{decimal(v['asked'])} pt. Trong Word: {PARAGRAPH}, ô Before, After (Trước, Sau)."
    ),
    Kind.INDENT: lambda v, _: _indent(v),
    Kind.NUMBER_FONT: lambda v, _: _number_font(v),
    Kind.LANDSCAPE: lambda v, _: (
        f"Tệp có {v['sections']} phần (section) giấy nằm ngang; bản in xếp tất cả trên giấy đứng, cần xem lại bảng "
        "rộng."
    ),
    Kind.PAGES_DIFFER: lambda v, _: (
        f"Word ghi trong tệp {v['stored']} trang, bản in của kỷ yếu tính {v['ours']} trang; số trang của kỷ yếu "
        "là số được xét (số ghi trong tệp do lần lưu cuối cùng, có thể sai)."
    ),
    Kind.NO_BASE: lambda v, _: (
        "Không đọc được bản Word cũ để so: giữ nguyên phần đầu bài, thân bài lấy theo bản Word mới."
    ),
    Kind.FIELD_CHANGED: lambda v, _: f"Theo bản Word mới: {_CHANGED[v['field']]}.",
    Kind.WOVEN: lambda v, _: f"Hai bên sửa khác chỗ, đã ghép cả hai – đọc lại: “{v['text']}”.",
    Kind.FIGURE_UNUSED: lambda v, _: (
        f"Hình {v['name']} do ban biên tập đặt vào nay không còn trong bài – kiểm tra rồi xóa tệp nếu thừa."
    ),
    Kind.FIGURES_NEW: lambda v, _: f"Hình mới: {', '.join(v['names'])}.",
    Kind.FIGURES_GONE: lambda v, _: f"Hình không còn dùng, đã bỏ: {', '.join(v['names'])}.",
}
