"""Typographic marks: quotation marks by what comes before them, dashes, numbers kept with their names."""

from __future__ import annotations

import random
import re

import pytest

from proceedings.book.layout.paper_html import printable
from proceedings.text.typography import bare_title, typographic, unbroken

NB = "\u00a0"
WJ = "\u2060"

QUOTES = {
    '"Đổi mới"': "“Đổi mới”",
    'Phong trào "hai tốt".': "Phong trào “hai tốt”.",
    'Theo "a", "b" và "c"': "Theo “a”, “b” và “c”",
    '("Đổi mới")': "(“Đổi mới”)",
    '["a"]': "[“a”]",
    '{"a"}': "{“a”}",
    'Bài:\n"Đổi mới"': "Bài:\n“Đổi mới”",
    'Bài:\t"Đổi mới"': "Bài:\t“Đổi mới”",
    f'tháng{NB}"a"': f"tháng{NB}“a”",
    '–"a"–"b"': "–“a”–“b”",
    '"a"/"b"': "“a”/“b”",
    '"a"-"b"': "“a”-“b”",
    "\"Bài 'Đổi mới' hay\"": "“Bài ‘Đổi mới’ hay”",
    "\"'Đổi mới' hay\"": "“‘Đổi mới’ hay”",
    "\"hay 'Đổi mới'\"": "“hay ‘Đổi mới’”",
    '“a "b" c”': "“a “b” c”",
    'Bác nói: "Học đi đôi với hành!"': "Bác nói: “Học đi đôi với hành!”",
    'kết thúc…" rồi': "kết thúc…” rồi",
    "12\" và 5'": "12” và 5’",
}


@pytest.mark.parametrize("given", QUOTES)
def test_quotation_marks(given):
    assert typographic(given) == QUOTES[given]


@pytest.mark.parametrize(
    ("given", "printed"),
    [("l'Humanité", "l’Humanité"), ("H'Mông, Ê-đê, M'Nông", "H’Mông, Ê-đê, M’Nông"), ("Krông Pa'", "Krông Pa’")],
)
def test_apostrophes(given, printed):
    assert typographic(given) == printed


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("Nghị quyết - một bước ngoặt", "Nghị quyết – một bước ngoặt"),
        ("Nghị quyết -- một bước ngoặt", "Nghị quyết – một bước ngoặt"),
        ("a - b - c", "a – b – c"),
        ("năm 1 - 2", f"năm{NB}1 – 2"),
        ("(1) - (2)", "(1) – (2)"),
    ],
)
def test_a_hyphen_between_blanks_is_a_dash(given, printed):
    assert typographic(given) == printed


UNTOUCHED = [
    "2020-2025", "2020 -2025", "2020- 2025", "từ -5 đến -3 độ", "-5", "(-5)", "14-KL/TW", "Mác-xít", "Ê-đê", "a — b",
    "a – b", "- đầu dòng", "cuối dòng -", "a --- b", "a  -  b", "“đã đúng” và ‘đúng’", "", " ", "30/2020/NĐ-CP",
    "https://example.org/a-b", "Ấ Ở Ệ đ Đ",
]  # fmt: skip


@pytest.mark.parametrize("text", UNTOUCHED)
def test_untouched(text):
    assert typographic(text) == text


@pytest.mark.parametrize(
    "text",
    ["Nghị quyết số 14", "Số 5", "Điều 3", "điều 3, khoản 2", "Hình 1.", "Bảng 2", "Phụ lục 4", "tháng 11 năm 2021",
     "ngày 2", "tr. 5", "(tr. 15–19)", "Trang 7", "Chương 2", "mục 3", "Mục 3"],
)  # fmt: skip
def test_a_number_stays_with_its_name(text):
    made = typographic(text)
    assert re.search(r" \d", made) is None
    assert made.replace(NB, " ") == text


@pytest.mark.parametrize(
    "text", ["số lượng 5", "Điều lệ 3", "vô số  5", "Bảng A", "hình thức", "số năm", "xtr. 5", "cố 5"]
)
def test_other_blanks_may_break(text):
    assert typographic(text) == text


ALPHABET = "aăâđeêơƯẤỞỆỹ059 .,;:!?…()[]{}/–—-–“”‘’\"' \n\t\u00a0"
MARKS = str.maketrans({'"': "", "'": "", "“": "", "”": "", "‘": "", "’": ""})


def random_texts(count: int = 3000) -> list[str]:
    chance = random.Random(14)
    words = ["số ", "Điều ", "tr. ", " - ", " -- ", '"', "'", "tháng ", "5"]
    made = []
    for _ in range(count):
        parts = [
            chance.choice(words) if chance.random() < 0.3 else chance.choice(ALPHABET)
            for _ in range(chance.randrange(30))
        ]
        made.append("".join(parts))
    return made


def bare(text: str) -> str:
    """Return a text without what typography may change."""
    plain = text.translate(MARKS).replace(NB, " ").replace("–", "-")
    return re.sub(r"-+", "-", plain)


def test_letters_never_change():
    for text in random_texts():
        assert bare(typographic(text)) == bare(text), repr(text)


def test_no_straight_mark_is_left_and_none_is_lost():
    for text in random_texts():
        made = typographic(text)
        assert '"' not in made and "'" not in made
        assert sum(made.count(mark) for mark in "“”") == sum(text.count(mark) for mark in '"“”')
        assert sum(made.count(mark) for mark in "‘’") == sum(text.count(mark) for mark in "'‘’")


def test_twice_is_as_once():
    for text in random_texts():
        once = typographic(text)
        if re.search(r"- -", text):
            continue  # see below
        assert typographic(once) == once, repr(text)


@pytest.mark.parametrize("text", ["a - - b", "a -- -- b", "1 - - - 2"])
def test_several_hyphens_in_a_row(text):
    once = typographic(text)
    assert typographic(once) == once


def test_what_stands_before_counts():
    assert typographic('" và', "a") == "” và"
    assert typographic('"a', "và ") == "“a"
    assert typographic('"a', "(") == "“a"
    assert typographic("'a'", "“") == "‘a’"


# In HTML, where tags cut a text into pieces


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ('<p>"<em>Đổi mới</em>"</p>', "<p>“<em>Đổi mới</em>”</p>"),
        ('<p>Bài "<strong>a</strong> b"</p>', "<p>Bài “<strong>a</strong> b”</p>"),
        ('<p><em>Bài </em>"a"</p>', "<p><em>Bài </em>“a”</p>"),
        ("<p>a &quot;b&quot; c</p>", "<p>a “b” c</p>"),
        ('<p>"a"</p>\n<p>"b"</p>', "<p>“a”</p>\n<p>“b”</p>"),
        ("<p>a &lt;b&gt; &amp; c</p>", "<p>a &lt;b&gt; &amp; c</p>"),
        ('<p title="x y">"a"</p>', '<p title="x y">“a”</p>'),
        ("<p>năm 2021</p>", f"<p>năm{NB}2021</p>"),
        ('<img alt="a - b" src="bai/hinh-1.png">', '<img alt="a - b" src="figure:bai/hinh-1.png">'),
        (
            "<p>Kết luận số 14-KL/TW, Nghị định 30/2020/NĐ-CP</p>",
            f"<p>Kết luận số{NB}14-{WJ}KL/{WJ}TW, Nghị định 30/{WJ}2020/{WJ}NĐ-{WJ}CP</p>",
        ),
    ],
)
def test_across_tags(given, printed):
    assert printable(given) == printed


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ('<td>"a"</td><td>"b"</td>', "<td>“a”</td><td>“b”</td>"),
        ('<p>a<br>"b"</p>', "<p>a<br>“b”</p>"),
        ('<p>học viên<span class="note">"Văn kiện", tr. 5</span>.</p>',
         f'<p>học viên<span class="note">“Văn kiện”, tr.{NB}5</span>.</p>'),
    ],
)  # fmt: skip
def test_a_new_block_begins_anew(given, printed):
    assert printable(given) == printed


def test_nothing_of_the_markup_changes():
    html = '<p id="a-b" class="x">Chữ "một" - hai <a href="https://example.org/?a=1&amp;b=\'2\'">số 5</a></p>'
    tags = re.findall(r"<[^>]*>", html)
    assert re.findall(r"<[^>]*>", printable(html)) == tags


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kết luận số 14-KL/TW.", "Kết luận số 14-~KL/~TW."),
        ("683-QĐ/HVCTQGHCM ngày", "683-~QĐ/~HVCTQGHCM ngày"),
        ("30/2020/NĐ-CP", "30/~2020/~NĐ-~CP"),
        ("ngày 25/02/2021", "ngày 25/02/2021"),
        ("dạy-học", "dạy-học"),
        ("Cụm 7/9 trường", "Cụm 7/9 trường"),
    ],
)
def test_numbers_of_documents_are_kept_whole(given, kept):
    assert unbroken(given) == kept.replace("~", WJ)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Đổi mới công tác đào tạo.", "Đổi mới công tác đào tạo"),
        ("Thực tiễn và kinh nghiệm:", "Thực tiễn và kinh nghiệm"),
        ("Quản lý cơ sở vật chất;", "Quản lý cơ sở vật chất"),
        ("Rèn luyện của học viên...", "Rèn luyện của học viên"),
        ("Rèn luyện của học viên…", "Rèn luyện của học viên"),
        ("Phong trào thi đua . ", "Phong trào thi đua"),
        ("Vì sao cần mô hình?", "Vì sao cần mô hình?"),
        ("“Nhìn thẳng vào mắt dân để hành động”.", "“Nhìn thẳng vào mắt dân để hành động”"),
        ("14. Kết luận số 14-KL/TW", "14. Kết luận số 14-KL/TW"),
        ("...", ""),
    ],
)
def test_a_topic_is_named_without_what_ends_it_in_the_list_of_a_plan(title: str, bare: str) -> None:
    assert bare_title(title) == bare
