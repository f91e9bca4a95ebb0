"""Three versions of one paper: what the author changed comes in, what editors changed stays, clashes are named."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from proceedings.model.paper import Author, FrontMatter, Review
from proceedings.word.merging.head_text import with_fields
from proceedings.word.merging.merge import Version, merge
from proceedings.word.merging.three_way import three_way
from proceedings.word.merging.word_merge import weave
from proceedings.word.wording import worded

AUTHOR = Author(name="Lê Văn Cường", unit="tct-thanh-hoa", degree="ThS.")
FRONT = FrontMatter(title="Tên cũ", authors=(AUTHOR,), keywords=("đổi mới",))


def version(text: str, figures: dict[str, bytes] | None = None, **fields: object) -> Version:
    return Version(front=replace(FRONT, **fields), text=text, figures=figures or {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ours", "theirs", "merged", "clashes"),
    [
        ("a b c d", "a b X d", "a b X d", 0),
        ("a X c d", "a b c d", "a X c d", 0),
        ("a X c d", "a b c Y", "a X c Y", 0),
        ("a X c d", "a b Y d", "a X Y d", 0),  # neighbours
        ("a X c d", "a Y c d", "a X c d", 1),
        ("a X c d", "a X c d", "a X c d", 0),
        ("a c d", "a b c d", "a c d", 0),
        ("a b c d", "a c d", "a c d", 0),
        ("n a b c d", "a b c d m", "n a b c d m", 0),
        ("a b c d", "", "", 0),
        ("a X c d", "", "X", 0),
    ],
)
def test_three_ways(ours: str, theirs: str, merged: str, clashes: int) -> None:
    found = three_way("a b c d".split(), ours.split(), theirs.split())
    assert " ".join(found.merged) == merged
    assert len(found.clashes) == clashes


def test_a_paragraph_edited_by_both_is_named_and_its_neighbours_come_in() -> None:
    base = ["Công tác kiểm tra được coi trọng.", "Hai năm qua, trường đã mở mười lớp.", "Kết luận."]
    ours = ["Công tác kiểm tra được chú trọng.", base[1], base[2]]
    theirs = ["Công tác kiểm tra rất được coi trọng.", "Đoạn mới.", "Hai năm qua, trường đã mở chín lớp.", "Kết luận."]
    found = three_way(base, ours, theirs)
    assert found.merged == ["Công tác kiểm tra rất được chú trọng.", *theirs[1:]]
    assert found.woven == found.merged[:1]
    assert not found.clashes
    theirs[0] = "Công tác kiểm tra được đề cao."
    found = three_way(base, ours, theirs)
    assert found.merged == [ours[0], *theirs[1:]]
    assert found.clashes == [(ours[0], theirs[0], base[0])]


LONG = " ".join(f"chữ{number}" for number in range(60))


@pytest.mark.parametrize(
    ("ours", "theirs", "woven"),
    [
        ("Một hai ba bốn năm.", "một hai ba bốn sáu.", "Một hai ba bốn sáu."),
        ("một X ba bốn năm.", "một Y ba bốn năm.", None),
        ("một X ba bốn năm.", "một hai Y bốn năm.", None),  # neighbours: for a person to decide
        ("một hai thêm ba bốn năm.", "một hai khác ba bốn năm.", None),
        ("một X ba bốn năm.", "một X ba bốn sáu.", "một X ba bốn sáu."),
        ("**một hai** ba bốn năm.", "một hai ba bốn sáu.", "**một hai** ba bốn sáu."),
        ("một hai ba bốn sáu.", "viết lại cả câu này từ đầu năm.", None),
    ],
)
def test_words_of_both_sides_come_together_only_apart(ours: str, theirs: str, woven: str | None) -> None:
    assert weave("một hai ba bốn năm.", ours, theirs) == woven


def test_a_formula_is_one_word_and_code_is_not_touched() -> None:
    assert weave("là $a + b + c$ đó", "là $x + b + c$ đó", "là $a + b + y$ đó") is None
    assert weave("```\na b c d\n```", "```\nX b c d\n```", "```\na b c Y\n```") is None


def test_an_authors_words_that_do_not_come_in_are_shown_wherever_they_stand() -> None:
    base = f"{LONG} thực tiễn địa phương."
    ours, theirs = base.replace("địa phương", "các địa phương"), base.replace("địa phương", "ở 27 huyện, thị xã")
    found = merge(version(base), version(ours), version(theirs), "bai")
    assert found.version.text == ours
    assert "chưa lấy: “… chữ57 chữ58 chữ59 thực tiễn [địa phương.] → [ở 27 huyện, thị xã.]”" in found.clashes[0]
    rewritten = " ".join(f"khác{number}" for number in range(80))
    assert "khác79" in merge(version(base), version(ours), version(rewritten), "bai").clashes[0]


def test_paragraphs_that_both_put_in_at_one_place_are_quoted_whole() -> None:
    found = merge(version("A."), version("A.\n\nBiên tập thêm."), version(f"A.\n\n{LONG}."), "bai")
    assert f"“{LONG}.” – chưa lấy" in found.clashes[0]


def test_tables_come_together_by_rows_and_cells_and_lost_rows_are_quoted_whole() -> None:
    base = "| Năm | Lớp | Ghi chú |\n| --- | --- | --- |\n| 2020 | 3 | một |\n| 2021 | 4 | hai |"
    ours = base.replace("| một", "| Một").replace("2021 | 4", "2021 | 40")
    theirs = base.replace("2020 | 3", "2020 | 5").replace("2021 | 4", "2021 | 44") + "\n| 2022 | 6 | ba |"
    found = merge(version(base), version(ours), version(theirs), "bai")
    assert found.version.text.split() == (
        "| Năm | Lớp | Ghi chú | | --- | --- | --- | | 2020 | 5 | Một | | 2021 | 40 | hai | | 2022 | 6 | ba |".split()
    )
    assert len(found.clashes) == 1
    assert "“| 2021 | 4 | hai |” → “| 2021 | 44 | hai |”" in found.clashes[0]
    wider = theirs.replace(" |\n", " | x |\n")
    lost = merge(version(base), version(ours), version(wider), "bai")
    assert lost.version.text == ours
    assert "| 2021 | 44 | hai | x |" in lost.clashes[0]


def test_html_tables_come_together_whole_or_not_at_all() -> None:
    base = "<table>\n<tr><td>a</td></tr>\n<tr><td>b</td></tr>\n</table>"
    ours, theirs = base.replace("a<", "A<"), base.replace("b<", "B<")
    assert merge(version(base), version(ours), version(theirs), "bai").version.text.strip() == ours.replace("b<", "B<")
    found = merge(version(base), version(ours), version(theirs.replace("a<", "Á<")), "bai")
    assert found.version.text == ours
    assert "<tr><td>B</td></tr>" in found.clashes[0]


def test_an_abstract_edited_by_both_comes_together_or_shows_the_words() -> None:
    base, ours = version("", abstract=f"Bài {LONG} viết."), version("", abstract=f"Bài báo {LONG} viết.")
    assert merge(base, ours, version("", abstract=f"Bài {LONG} nêu."), "b").version.front.abstract == (
        f"Bài báo {LONG} nêu."
    )
    found = merge(base, version("", abstract=f"Bài {LONG} ghi."), version("", abstract=f"Bài {LONG} nêu."), "b")
    assert "[viết.] → [nêu.]" in found.clashes[0]


def test_head_keeps_what_editors_wrote_and_takes_what_the_author_changed() -> None:
    review = Review(by="Khoa A", on=datetime.date(2021, 10, 25), verdict="đạt")
    ours = version("Lời.", keywords=("đổi mới", "sáng tạo"), topic="10", review=review, status="draft")
    theirs = version("Lời.", title="Tên mới", keywords=("cải cách",))
    found = merge(version("Lời."), ours, theirs, "bai")
    front = found.version.front
    assert (front.title, front.topic, front.status, front.review) == ("Tên mới", "10", "draft", review)
    assert front.keywords == ("đổi mới", "sáng tạo")
    assert found.changed == ("title",)
    assert ["Từ khóa" in clash and "cải cách" in clash for clash in found.clashes] == [True]


def test_what_the_new_file_no_longer_tells_stays() -> None:
    found = merge(version("Lời."), version("Lời."), version("Lời.", authors=(), keywords=()), "bai")
    assert found.version.front == FRONT
    assert not found.clashes


def test_a_picture_put_in_before_another_does_not_take_its_place() -> None:
    base = version("![](bai/hinh-1.png)\n\nĐoạn.\n", {"hinh-1.png": b"cot"})
    ours = version('![Biểu đồ cột](bai/hinh-1.png "Hình 1")\n\nĐoạn.\n', {"hinh-1.png": b"cot"})
    theirs = version(
        "![](bai/hinh-1.png)\n\n![](bai/hinh-2.png)\n\nĐoạn.\n", {"hinh-1.png": b"moi", "hinh-2.png": b"cot"}
    )
    found = merge(base, ours, theirs, "bai").version
    assert 'Biểu đồ cột](bai/hinh-1.png "Hình 1")' in found.text
    assert found.figures["hinh-1.png"] == b"cot"
    new = merge(base, base, theirs, "bai").version
    assert new.text == "![](bai/hinh-2.png)\n\n![](bai/hinh-1.png)\n\nĐoạn.\n"
    assert new.figures == {"hinh-1.png": b"cot", "hinh-2.png": b"moi"}


def test_figures_that_nothing_shows_go_but_not_the_editors_own() -> None:
    base = version("![](bai/hinh-1.png)\n", {"hinh-1.png": b"1"})
    ours = version("![](bai/hinh-1.png)\n", {"hinh-1.png": b"1", "so-do.svg": b"own"})
    found = merge(base, ours, version("Không còn hình.\n"), "bai")
    assert found.version.figures == {"so-do.svg": b"own"}
    assert any("hinh-1.png" in said and "đã bỏ" in said for said in map(worded, found.remarks))
    assert any("so-do.svg" in said for said in map(worded, found.remarks))


def test_a_note_put_in_before_another_moves_no_call() -> None:
    base = version("Một[^1].\n\nHai.\n\n[^1]: Cũ.\n")
    ours = version("Một đã sửa[^1].\n\nHai.\n\n[^1]: Cũ.\n")
    theirs = version("Một[^2].\n\nHai[^1].\n\n[^1]: Mới.\n\n[^2]: Cũ.\n")
    text = merge(base, ours, theirs, "bai").version.text
    assert text.startswith("Một đã sửa[^1].\n\nHai[^2].\n")
    assert "[^1]: Cũ." in text
    assert "[^2]: Mới." in text


def test_other_lines_of_a_head_stay_letter_for_letter() -> None:
    head = [
        "---",
        "# ghi chú đầu",
        'title:   "Tên cũ"   # tên',
        "authors:",
        "  - {name: Lê Văn Cường, unit: a}",
        "# danh mục",
        "topic: '10'",
        "status: draft",
        "---",
    ]
    lines = {"title": 3, "authors": 4, "authors.0": 5, "topic": 7, "status": 8}
    front = replace(FRONT, title="Tên mới", abstract="Tóm: tắt", authors=(AUTHOR, replace(AUTHOR, name="B")))
    assert with_fields(head, lines, front, ["title", "authors", "abstract"]) == [
        "---",
        "# ghi chú đầu",
        "title: Tên mới",
        "authors:",
        "  - {name: Lê Văn Cường, degree: ThS., unit: tct-thanh-hoa}",
        "  - {name: B, degree: ThS., unit: tct-thanh-hoa}",
        "# danh mục",
        "topic: '10'",
        "status: draft",
        'abstract: "Tóm: tắt"',
        "---",
    ]
