"""The editors' board: what is in, missing, late, too long, waived; and what of it everybody may read."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from web.board_seminar import FOLDER, FORMULA, PAPERS, PLAN, PLANTED, board_of, content_of, paper

from proceedings.model.finding import Verdict
from proceedings.web.board.board import BOARDS, Board, boards
from proceedings.web.board.page import board_files, board_pages
from proceedings.web.board.papers import BoardPaper
from proceedings.web.board.reminder import reminder

BOARD = "ban-bien-tap/2021-hoi-thao/index.md"


def named(board: Board, title: str) -> BoardPaper:
    return next(one for one in board.papers if one.title == title)


def page_of(root: Path, *, preview: bool = False, path: str = BOARD) -> BeautifulSoup:
    pages = {page.path: page for page in board_pages(content_of(root, preview=preview))}
    return BeautifulSoup(pages[path].html, "html.parser")


def letter_to(root: Path, unit: str, today: datetime.date = datetime.date(2021, 10, 20)) -> str:
    board = board_of(root, today)
    found = content_of(root, today).proceedings
    return next(reminder(one, board, found) for one in board.units if one.id == unit)


def test_the_totals_count_every_paper_in_both_modes(make_tree):
    root = make_tree(PAPERS)
    wanted = {
        "Bài đã nhận": 4,
        "Chỉ tiêu tối thiểu": 4,
        "Còn thiếu": 1,
        "Vượt chỉ tiêu": 1,
        "Nộp muộn": 1,
        "Quá số trang": 1,
        "Được miễn": 1,
        "Bản nháp": 1,
        "Đã rút": 1,
        "Chủ đề chưa có bài": 1,
    }
    assert dict(board_of(root).totals) == wanted
    assert dict(board_of(root, preview=True).totals) == wanted


def test_papers_count_for_the_school_of_the_first_author(make_tree):
    units = {unit.id: (unit.papers, unit.missing, unit.over) for unit in board_of(make_tree(PAPERS)).units}
    assert units == {"truong-a": (2, 0, 1), "truong-b": (2, 1, 0)}


def test_topics_without_papers_are_told(make_tree):
    topics = {topic.number: topic.papers for topic in board_of(make_tree(PAPERS)).topics}
    assert topics == {"1": 1, "2.a": 2, "2.đ": 0, "khac": 1}


def test_without_quotas_papers_count_for_the_unit_of_their_author(make_tree):
    plan = PLAN[: PLAN.index("quotas:")] + PLAN[PLAN.index("volume:") :]
    board = board_of(make_tree(PAPERS | {f"{FOLDER}/event.yml": plan}))
    assert {unit.id: unit.papers for unit in board.units} == {"khoa-x": 1, "truong-a": 1, "truong-b": 2}
    assert board.total("Còn thiếu") == 0
    assert "Còn thiếu" not in dict(board.totals)


def test_a_late_paper_and_a_long_one_that_is_waived(make_tree):
    board = board_of(make_tree(PAPERS))
    late = named(board, "Bài gửi sau hạn nộp")
    assert (late.late, late.days_late, late.verdict) == (True, 3, Verdict.WARNING)
    assert [(remark.code, remark.number) for remark in late.remarks] == [("KY601", 1)]
    long = named(board, "Bài rất dài")
    assert (long.too_long, long.pages, long.most) == (True, 6, 5)
    assert [waived.code for waived in long.waived] == ["KY201"]
    assert long.verdict is Verdict.PASS


def test_a_preview_tells_what_was_said_about_papers(make_tree):
    board = board_of(make_tree(PAPERS), preview=True)
    assert named(board, "Một bài đúng quy định").review == (f"{PLANTED['reviewer']}, 19/10/2021: {PLANTED['review']}")
    assert named(board, "Bài rất dài").waived[0].reason == (f"{PLANTED['waiver']} ({PLANTED['waived by']}, 19/10/2021)")
    assert PLANTED["message"] in named(board, "Bài gửi sau hạn nộp").remarks[0].messages[0]
    assert named(board, PLANTED["draft's title"]).authors == (PLANTED["draft's author"],)
    assert named(board, "Bài đã rút khỏi tập").authors == (PLANTED["withdrawn author"],)


def test_nothing_planted_is_in_a_public_board(make_tree):
    board = board_of(make_tree(PAPERS))
    for name, words in PLANTED.items():
        assert words not in repr(board.papers) + repr(board.remarks) + repr(board.units), name
    assert {paper.state for paper in board.papers} == {"accepted", "withdrawn"}
    assert named(board, "Bài đã rút khỏi tập") == BoardPaper(
        title="Bài đã rút khỏi tập", state="withdrawn", page="2021-hoi-thao/bai-rut/index.md"
    )


@pytest.mark.parametrize("preview", [False, True])
def test_a_paper_that_cannot_be_read_is_only_for_editors(make_tree, preview):
    broken = {f"{FOLDER}/hong.md": "---\ntitle: [\n---\n\nChữ.\n"}
    board = board_of(make_tree(PAPERS | broken), preview=preview)
    found = [one for one in board.papers if one.title == "hong.md"]
    assert [(one.state, one.verdict) for one in found] == ([("broken", Verdict.FAIL)] if preview else [])
    assert board.total("Có lỗi, chưa đăng") == 1


@pytest.mark.parametrize(
    ("setting", "preview", "shown", "internal"),
    [
        ("", False, True, False),
        ("board: public\n", False, True, False),
        ("board: internal\n", False, True, True),
        ("board: hidden\n", False, False, None),
        ("board: hidden\n", True, True, True),
        ("board: public\n", True, True, True),
    ],
)
def test_the_setting_says_what_is_public(make_tree, setting, preview, shown, internal):
    content = content_of(make_tree(PAPERS | {f"{FOLDER}/event.yml": PLAN + setting}), preview=preview)
    assert [board.internal for board in boards(content)] == ([internal] if shown else [])
    pages = {page.path: page for page in board_pages(content)}
    assert set(pages) == ({BOARD, BOARDS} if shown else {BOARDS})
    assert bool(dict(board_files(content))) is shown
    for page in pages.values():
        assert ("noindex" in page.head) is bool(internal)
    assert ("Chưa có bảng nào" in pages[BOARDS].html) is not shown
    if shown:
        assert ("Trang nội bộ" in pages[BOARD].html) is internal


def test_an_unknown_setting_is_refused(make_tree):
    content = content_of(make_tree(PAPERS | {f"{FOLDER}/event.yml": PLAN + "board: everything\n"}))
    assert [f.code for event in content.report.events for f in event.findings if "board" in f.message] == ["KY103"]
    assert not any(board.internal for board in boards(content))


def test_findings_link_to_the_pages_of_their_rules(make_tree):
    page = page_of(make_tree(PAPERS))
    links = {link.get_text(): link["href"] for link in page.select(".ky-board .ky-rule")}
    assert links == {"KY601": "../../quy-tac/ky601/", "KY201": "../../quy-tac/ky201/"}


def test_rows_carry_what_filters_ask_for(make_tree):
    page = page_of(make_tree(PAPERS), preview=True)
    rows = {row.th.get_text(" ", strip=True): row for row in page.select(".ky-board tbody tr")}
    late = next(row for title, row in rows.items() if title.startswith("Bài gửi sau hạn nộp"))
    assert (late["data-unit"], late["data-topic"], late["data-state"]) == ("truong-b", "2.a", "accepted warning late")
    for field in page.select(".ky-filters select"):
        choices = [option["value"] for option in field.select("option") if option["value"]]
        held = {mark for row in rows.values() for mark in row[f"data-{field['name']}"].split()}
        assert set(choices) == held, field["name"]
        assert field.parent.name == "label"


def test_titles_are_escaped(make_tree):
    hostile = paper("Bài <script>alert(1)</script> & “ngoặc”", "Phạm Văn B", "truong-b", "1", "2021-10-20")
    page = page_of(make_tree(PAPERS | {f"{FOLDER}/bai-ba.md": hostile}))
    assert page.find("script") is None
    assert "<script>alert(1)</script>" in page.get_text()


def test_a_letter_says_what_is_missing_until_when_and_where(make_tree):
    where = "submission: {how: Gửi về Phòng Đào tạo Trường A., email: vanthu@example.org}\n"
    letter = letter_to(make_tree(PAPERS | {f"{FOLDER}/event.yml": PLAN + where}), "truong-b")
    assert letter.split("\n\n") == [
        "Kính gửi: Trường Chính trị tỉnh B",
        "Theo Kế hoạch về tổ chức Hội thảo khoa học “Đổi mới phương pháp giảng dạy”, số bài viết của đơn vị là từ 03 "
        "đến 05 bài. Tính đến ngày 20/10/2021, đã nhận 02 bài; còn thiếu ít nhất 01 bài.",
        f"Các bài đã nhận:\n1. {FORMULA} (Phạm Văn B)\n2. Bài gửi sau hạn nộp (Phạm Văn B)",
        "Hạn gửi bài: thứ Sáu, ngày 22 tháng 10 năm 2021 (còn 2 ngày).",
        "Cách gửi bài: Gửi về Phòng Đào tạo Trường A. Hộp thư nhận bài: vanthu@example.org.",
        "Đề nghị đơn vị quan tâm, đôn đốc tác giả hoàn thành và gửi bài đúng hạn.",
        "Trân trọng./.",
        "Trường Chính trị tỉnh A",
    ]


@pytest.mark.parametrize(("day", "words"), [(22, "(hạn cuối là hôm nay)"), (23, "(đã quá hạn)"), (21, "(còn 1 ngày)")])
def test_a_letter_knows_the_day(make_tree, day, words):
    letter = letter_to(make_tree(PAPERS), "truong-b", datetime.date(2021, 10, day))
    assert words in letter
    assert ("sớm gửi số bài còn thiếu" in letter) is (day == 23)


def test_no_letter_where_nothing_is_missing(make_tree):
    root = make_tree(PAPERS)
    assert letter_to(root, "truong-a") == ""
    assert [tag["id"] for tag in page_of(root).select(".ky-letter pre")] == ["thu-truong-b"]


def test_a_letter_tells_no_secret(make_tree):
    letter = letter_to(make_tree(PAPERS), "truong-b")
    assert not [words for words in PLANTED.values() if words in letter]


OWN = PLAN.replace("organizer: truong-a", "organizer: truong-b")


def test_a_school_writes_no_letter_to_itself(make_tree):
    letter = letter_to(make_tree(PAPERS | {f"{FOLDER}/event.yml": OWN}), "truong-b").split("\n\n")
    assert letter[0] == "Kính gửi: Các khoa, phòng"
    assert "số bài viết của Nhà trường là từ 03 đến 05 bài" in letter[1]
    assert letter[-3].startswith("Đề nghị các khoa, phòng quan tâm")
    assert letter[-1] == "Ban Biên tập kỷ yếu"
    secretary = OWN + "secretary: Đại diện Phòng Quản lý đào tạo\n"
    letter = letter_to(make_tree(PAPERS | {f"{FOLDER}/event.yml": secretary}), "truong-b")
    assert letter.endswith("Trân trọng./.\n\nPhòng Quản lý đào tạo")


@pytest.mark.parametrize("past", ["trước khi hết ngày 15/10/2021", "trước ngày 15 tháng 10 năm 2021"])
def test_a_letter_does_not_ask_for_a_day_that_is_over(make_tree, past):
    where = f"submission: {{how: 'Gửi bài {past}, trường gửi chậm nhất ngày 22/10/2021.', email: vanthu@example.org}}\n"
    root = make_tree(PAPERS | {f"{FOLDER}/event.yml": PLAN + where})
    assert past in letter_to(root, "truong-b", datetime.date(2021, 10, 15))
    after = letter_to(root, "truong-b", datetime.date(2021, 10, 16))
    assert past not in after
    assert (
        "Cách gửi bài: xem trang mời viết bài của Hội thảo khoa học trên website. Hộp thư nhận bài: vanthu@example.org."
        in after
    )


def test_columns_say_what_they_count(make_tree):
    heads = [head.get_text() for head in page_of(make_tree(PAPERS)).select("thead th")]
    assert {"Vượt chỉ tiêu", "Số chữ"} <= set(heads)
    assert not {"Vượt", "Chữ"} & set(heads)
