"""A seminar made to be difficult: long titles, numbers in titles, notes at page ends, people of one name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

EVENT_ID = "2021-hoi-thao"
FOLDER = f"papers/{EVENT_ID}"

MKDOCS = "site_name: Kỷ yếu thử\nsite_url: https://example.org/thu/\n"

GUIDELINE = """\
min_words: 5
model_parts:
  - {name: mục tiêu}
"""

UNITS = """\
- {id: truong-a, name: Trường Chính trị tỉnh A, short: TCT A, kind: school}
- {id: truong-b, name: Trường Chính trị tỉnh B, short: TCT B, kind: school}
- {id: khoa-x, name: Khoa X, short: Khoa X, kind: department, parent: truong-a}
"""

DOCUMENTS = "- {id: kl-14, kind: Kết luận, number: 14-KL/TW, issuer: Bộ Chính trị, date: 2021-09-22}\n"

EVENT = """\
kind: Hội thảo khoa học
level: cấp trường
title: Đổi mới phương pháp giảng dạy
organizer: truong-a
plan:
  kind: Kế hoạch
  subject: Tổ chức hội thảo khoa học
  signer: {name: Nguyễn Văn A, offices: [HIỆU TRƯỞNG]}
  recipients: [{name: Các khoa, role: t/h}, {name: Lưu VT}]
date: {month: 2021-11}
banner:
  - {text: TRƯỜNG CHÍNH TRỊ TỈNH A}
  - {text: ""}
  - {text: HỘI THẢO KHOA HỌC, bold: true}
  - {text: “Đổi mới phương pháp, bold: true, title: true}
  - {text: giảng dạy”, bold: true, title: true}
  - {text: ""}
  - {text: "Tỉnh A, ngày    tháng 11 năm 2021", italic: true}
topics:
  - {number: "1", title: Cơ sở lý luận của đổi mới phương pháp giảng dạy}
  - number: "2"
    title: Kinh nghiệm ở các trường
    children:
      - {number: "2.a", title: Kinh nghiệm dùng tình huống trong giảng dạy}
      - {number: "2.đ", title: "Kinh nghiệm kiểm tra, đánh giá học viên"}
own_topics: true
deadlines: {authors: 2021-10-25, schools: 2021-10-30}
volume: {title: KỶ YẾU HỘI THẢO KHOA HỌC}
"""

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><rect width="300" height="60" fill="#ddd"/>
<text x="10" y="35">Sơ đồ ba bước</text></svg>
"""

LONG_TITLE = (
    "Nâng cao chất lượng đào tạo, bồi dưỡng cán bộ lãnh đạo, quản lý cấp cơ sở ở các trường chính trị tỉnh, thành phố "
    "theo Kết luận số 14-KL/TW ngày 22/9/2021"
)


def paper(
    title: str,
    topic: str = "1",
    text: str = "Bài viết này có đủ nội dung để kiểm tra.",
    authors: tuple[tuple[str, str], ...] = (("Nguyễn Văn A", "truong-a"),),
    more: str = "",
) -> str:
    """Return the file of a paper."""
    listed = "".join(f"  - {{name: {name}, unit: {unit}}}\n" for name, unit in authors)
    own = "topic_title: Chủ đề riêng\n" if topic == "khac" else ""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'---\ntitle: "{quoted}"\nauthors:\n{listed}topic: "{topic}"\n{own}received: 2021-10-20\n{more}---\n\n{text}\n'
    )


_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def noted_text(count: int = 70) -> str:
    """Return paragraphs of uneven length, each with a note: g07g marks the call's paragraph, n07n the note.

    The number is there in words as well, so that each note differs from the others by its letters alone.
    """
    sentence = "Việc đổi mới phương pháp phải bắt đầu từ nhu cầu thật của học viên và từ bài học của nhà trường. "
    spelled = [f"{_DIGITS[number // 10]} chục {_DIGITS[number % 10]}" for number in range(count)]
    body = [
        f"{sentence * (1 + number * 7 % 4)}Chỗ gọi g{number:02d}g {words}[^{number}]."
        for number, words in enumerate(spelled)
    ]
    tail = "Ghi thêm nguồn và chỗ cần xem lại của tài liệu. "
    notes = [
        f"[^{number}]: Lời chú n{number:02d}n {words}. {tail * (1 + number * 5 % 3)}"
        for number, words in enumerate(spelled)
    ]
    return "\n\n".join([*body, "Câu cuối của bài nhiều chú thích nằm ở đây.", *notes])


TABLE = """\
Bảng 1. So sánh hai cách làm

| Cách làm | Kết quả | Năm |
| :-- | :-: | --: |
| Thuyết trình | Đạt | 7 |
| Tình huống | Tốt | 42 |

![Sơ đồ ba bước](bang-va-hinh/hinh-1.svg "Hình 1. Ba bước thực hiện")

Câu cuối sau bảng và hình là câu này.
"""

PAPERS: dict[str, str] = {
    "nhieu-chu-thich.md": paper("Nhiều chú thích ở cuối trang", "1", noted_text()),
    "nhan-de-dai.md": paper(
        LONG_TITLE,
        "2.a",
        "Nội dung của bài có nhan đề dài. " * 90 + "\n\nCâu cuối của bài có nhan đề dài.",
        (("Trần Thị Ánh", "truong-b"), ("Nguyễn Văn A", "khoa-x"), ("Lê Đức Ê", "truong-b")),
    ),
    "bang-va-hinh.md": paper("Bảng và hình năm 2021", "2.đ", TABLE, (("Nguyễn Văn A", "truong-b"),)),
    "tu-chon.md": paper(
        'Bài “tự chọn” <b>có dấu</b> & ký tự "lạ"',
        "khac",
        "## Mở đầu\n\nBài có chủ đề riêng.\n\n## Kết luận\n\nCâu cuối của bài tự chọn.",
        (("Đặng Ơn", "truong-a"),),
    ),
    "ban-nhap.md": paper("Bài còn là bản nháp chưa ai được thấy", more="status: draft\n"),
    "da-rut.md": paper(
        "Bài đã rút khỏi tập kỷ yếu", text="Nội dung đã rút chuaaiduocthay.", more="status: withdrawn\n"
    ),
}

FOREWORD = "---\ntitle: Lời nói đầu\n---\n\nTập kỷ yếu này gồm các bài của hội thảo.\n"


def write(root: Path, more: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the seminar under `root`; files in `more` replace its own or join them, None leaves one out."""
    files: dict[str, str | bytes | None] = {
        "mkdocs.yml": MKDOCS,
        "papers/guideline.yml": GUIDELINE,
        "papers/units.yml": UNITS,
        "papers/documents.yml": DOCUMENTS,
        f"{FOLDER}/event.yml": EVENT,
        f"{FOLDER}/foreword.md": FOREWORD,
        f"{FOLDER}/bang-va-hinh/hinh-1.svg": DRAWING,
        **{f"{FOLDER}/{name}": text for name, text in PAPERS.items()},
        **(more or {}),
    }
    for name, content in files.items():
        if content is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def write_small(root: Path, more: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the seminar with two short papers only: for tests that build many times."""
    none: dict[str, str | bytes | None] = dict.fromkeys(f"{FOLDER}/{name}" for name in PAPERS)
    two = {
        f"{FOLDER}/bai-mot.md": paper("Bài viết thứ nhất"),
        f"{FOLDER}/bai-hai.md": paper("Bài viết thứ hai", "2.a"),
        f"{FOLDER}/bang-va-hinh/hinh-1.svg": None,
    }
    return write(root, none | two | dict(more or {}))
