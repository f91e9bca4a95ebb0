"""What comes before and after the papers: as HTML, and laid out and read back."""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata

import pypdfium2
import pytest
from book.bound import FOLDER, Bound, laid_out, paper

from proceedings.book.layout.engine import Layout, lay_out
from proceedings.book.layout.fonts import find
from proceedings.book.layout.stylesheet import book_style, press_guideline
from proceedings.book.pages import front_back_matter as matter
from proceedings.book.pages.cover import title_size
from proceedings.book.pages.front_back_matter import counted
from proceedings.model.event import Delegate, Event, ProgrammeItem
from proceedings.model.volume import Permit, PrintJob, PrintShop, Publisher
from proceedings.model.wording import Wording

FOREWORD = "---\ntitle: Lời nói đầu\nsignature: Ban Biên tập\n---\n\nTập kỷ yếu gồm các bài của hội thảo.\n"
LONG = (
    "Nâng cao chất lượng đào tạo, bồi dưỡng cán bộ lãnh đạo, quản lý cấp cơ sở ở các trường chính trị tỉnh, thành phố"
)
PUBLISHER = Publisher(
    name="Nhà xuất bản Lý luận Chính trị",
    address="Số 56B Quốc Tử Giám, Hà Nội",
    isbn="978-604-57-4212-9",
    registration="1328-2021/CXBIPH/3-98/LLCT",
    decision="số 412-QĐ/NXBLLCT ngày 12/10/2021",
    deposit="quý IV năm 2021",
    director="Nguyễn Giám Đốc",
    content="Trần Tổng Biên Tập",
    editor="Lê Biên Tập",
    cover="Đỗ Thiết Kế",
    typesetting="Vũ Chế Bản",
    proofreader="Phạm Sửa Bài",
)
PERMIT = Permit(number="15/GP-STTTT", date=datetime.date(2021, 10, 5), agency="Sở Thông tin và Truyền thông tỉnh A")
SHOP = PrintJob(shop=PrintShop(name="Công ty In A", address="1 Phố In"))
INSIDE_PAGES = 24


@pytest.fixture
def bound(make_tree) -> Bound:
    kind = "kind: model\nmodel: {name: Tổ tự học}\n"
    papers = {
        "a": paper("Nguyễn Văn Ánh", "1", title=LONG, text="Kết luận số 14-KL/TW mở đường."),
        "b": paper([("Trần B", "truong-b"), ("Lê An", "khoa-x")], "2.a", title="Bài <b>hai</b> & ba", more=kind),
        "c": paper("Nguyễn Văn Ánh", "2.b", title="Bài bốn"),
        "d": paper("Nguyễn Văn Ánh", "khac", title="Bài năm"),
    }
    return laid_out(make_tree, papers, pages=3, more={f"{FOLDER}/foreword.md": FOREWORD})


def with_volume(event: Event, **changes: object) -> Event:
    return dataclasses.replace(event, volume=dataclasses.replace(event.volume, **changes))


def read_back(layout: Layout) -> list[str]:
    """Return the text of each page with blanks levelled."""
    document = pypdfium2.PdfDocument(layout.pdf)
    texts = [
        " ".join(unicodedata.normalize("NFC", page.get_textpage().get_text_bounded()).split()) for page in document
    ]
    document.close()
    return texts


def laid(html: str | None, event: Event) -> Layout:
    assert html
    family = find(event.guideline.font)
    return lay_out(html, book_style(event, family.name), family)


def front_of(bound: Bound, event: Event | None = None) -> Layout:
    event = event or bound.event
    size = title_size(event, find(event.guideline.font))
    return laid(matter.front(event, bound.plan(event), bound.proceedings, INSIDE_PAGES, size), event)


def contents_of(bound: Bound, event: Event | None = None) -> Layout:
    event = event or bound.event
    return laid(matter.contents(event, bound.plan(event), bound.proceedings, bound.indexes()), event)


def back_of(bound: Bound, event: Event | None = None) -> Layout:
    event = event or bound.event
    return laid(matter.back(event, bound.plan(event), bound.proceedings, bound.indexes()), event)


def imprint_of(bound: Bound, **volume: object) -> str:
    """Return the text of the imprint, after a look at its lines: none is empty, none a label alone."""
    event = with_volume(bound.event, **volume)
    html = matter.front(event, bound.plan(event), bound.proceedings, INSIDE_PAGES, 12)
    section = html.partition('<section class="imprint">')[2].partition("</section>")[0]
    lines = re.findall(r"<p[^>]*>(.*?)</p>", section)
    assert lines
    assert not [line for line in lines if not line.strip() or line.rstrip().endswith(":") or "None" in line]
    return read_back(front_of(bound, event))[1]


def test_title_page_imprint_and_foreword(bound):
    pages = read_back(front_of(bound))
    assert pages[0].endswith("LƯU HÀNH NỘI BỘ")
    assert pages[0].startswith("TRƯỜNG CHÍNH TRỊ TỈNH A KỶ YẾU HỘI THẢO KHOA HỌC")
    assert pages[2].endswith("Ban Biên tập")
    assert len(pages) == 3


def test_an_internal_imprint(bound):
    page = imprint_of(bound)
    assert "LƯU HÀNH NỘI BỘ Đơn vị chủ trì: Trường Chính trị tỉnh A Chịu trách nhiệm nội dung: Ban Biên tập" in page
    assert page.endswith("Số bài: 4. Số trang ruột: 24. Khổ 21 × 29,7 cm.")


def test_an_internal_imprint_names_copies_and_print_shop_where_they_are_given(bound):
    page = imprint_of(bound, copies=60, print=SHOP, trim="14.5x20.5")
    assert page.endswith("In 60 cuốn, khổ 14,5 × 20,5 cm tại Công ty In A. Địa chỉ: 1 Phố In")
    assert imprint_of(bound, print=SHOP).endswith("Khổ 21 × 29,7 cm, in tại Công ty In A. Địa chỉ: 1 Phố In")


def test_an_imprint_with_a_permit(bound):
    page = imprint_of(bound, imprint="permit", permit=PERMIT, copies=150)
    given = "số 15/GP-STTTT do Sở Thông tin và Truyền thông tỉnh A cấp ngày 05 tháng 10 năm 2021."
    assert page.endswith(f"In 150 cuốn, khổ 21 × 29,7 cm. Giấy phép xuất bản tài liệu không kinh doanh {given}")
    assert "LƯU HÀNH NỘI BỘ" not in page


def test_an_imprint_of_a_publisher_follows_the_colophon(bound):
    page = imprint_of(bound, imprint="publisher", publisher=PUBLISHER, copies=300, print=SHOP, trim="16x24")
    lines = [
        "NHÀ XUẤT BẢN LÝ LUẬN CHÍNH TRỊ",
        "Địa chỉ: Số 56B Quốc Tử Giám, Hà Nội",
        "Chịu trách nhiệm xuất bản: Nguyễn Giám Đốc",
        "Chịu trách nhiệm nội dung: Trần Tổng Biên Tập",
        "Biên tập: Lê Biên Tập",
        "Thiết kế bìa: Đỗ Thiết Kế",
        "Chế bản: Vũ Chế Bản",
        "Sửa bản in và đọc sách mẫu: Phạm Sửa Bài",
        "In 300 cuốn, khổ 16 × 24 cm tại Công ty In A.",
        "Địa chỉ: 1 Phố In",
        "Số xác nhận đăng ký xuất bản: 1328-2021/CXBIPH/3-98/LLCT",
        "Mã số ISBN: 978-604-57-4212-9",
        "Quyết định xuất bản số 412-QĐ/NXBLLCT ngày 12/10/2021",
        "In xong và nộp lưu chiểu quý IV năm 2021.",
    ]
    assert page.endswith(" ".join(lines))


def test_a_publisher_who_gives_little_leaves_no_labels_behind(bound):
    few = dict.fromkeys(("address", "director", "content", "editor", "cover", "typesetting", "proofreader"))
    page = imprint_of(bound, imprint="publisher", publisher=dataclasses.replace(PUBLISHER, **few))
    assert "NHÀ XUẤT BẢN LÝ LUẬN CHÍNH TRỊ Chịu trách nhiệm nội dung: Ban Biên tập Khổ 21 × 29,7 cm. Số" in page
    for label in ("Biên tập:", "Thiết kế", "Chế bản", "Sửa bản", "Địa chỉ", "Chịu trách nhiệm xuất bản"):
        assert label not in page


@pytest.mark.parametrize("kind", ["publisher", "permit"])
def test_an_imprint_whose_facts_are_missing_still_prints(bound, kind):
    assert "Số bài: 4. Số trang ruột: 24." in imprint_of(bound, imprint=kind)


def test_sample_papers_are_told_of(bound):
    assert "Bài minh họa" not in imprint_of(bound)
    path = bound.proceedings.papers[0]
    sample = dataclasses.replace(path, front=dataclasses.replace(path.front, sample=True))
    papers = (sample, *bound.proceedings.papers[1:])
    told = bound._replace(proceedings=dataclasses.replace(bound.proceedings, papers=papers))
    assert imprint_of(told).endswith("dùng để trình bày mẫu; không phải tham luận đã gửi.")


def test_the_programme_stands_before_the_contents(bound):
    items = (
        ProgrammeItem(time="8:00 – 8:15", what=Wording(text="Khai mạc"), who=Wording(text="Ban Tổ chức")),
        ProgrammeItem(time="8:15 – 9:00", what=Wording(text="Tham luận")),
    )
    event = dataclasses.replace(bound.event, programme=items)
    layout = front_of(bound, event)
    assert layout.anchors == {"loi-noi-dau": 3, "chuong-trinh": 4}
    page = read_back(layout)[3]
    assert "Người thực hiện 8:00 – 8:15 Khai mạc Ban Tổ chức 8:15 – 9:00 Tham luận" in page
    assert dict(matter.front_sections(event, bound.proceedings)) == {
        "loi-noi-dau": "Lời nói đầu",
        "chuong-trinh": "Chương trình",
    }
    nobody = dataclasses.replace(event, programme=items[1:])
    assert "Người thực hiện" not in read_back(front_of(bound, nobody))[3]


def test_the_contents_list_topics_papers_authors_and_the_sections_around_them(bound):
    contents = read_back(contents_of(bound))[0]
    assert contents.startswith("MỤC LỤC Lời nói đầu 1. Cơ sở lý luận của đổi mới phương pháp giảng dạy Nâng cao")
    assert "tỉnh, thành phố Nguyễn Văn Ánh 2. Kinh nghiệm ở các trường 2.a. Kinh nghiệm dùng tình" in contents
    assert "Bài <b>hai</b> & ba Trần B, Lê An 2.b. Kinh nghiệm kiểm tra" in contents
    assert "Chủ đề tự chọn Bài năm Nguyễn Văn Ánh Bảng tác giả Danh mục trường, đơn vị" in contents


def test_every_line_of_the_contents_has_a_link_of_its_own(bound):
    html = matter.contents(bound.event, bound.plan(), bound.proceedings, bound.indexes())
    links = re.findall(r'href="at:(\d+):([\w+-]+)"', html)
    assert [int(row) for row, _ in links] == list(range(1, len(links) + 1))
    lists = ["list-tac-gia", "list-don-vi", "list-mo-hinh", "list-van-ban"]
    assert [key for _, key in links] == ["list-loi-noi-dau", "paper-a", "paper-b", "paper-c", "paper-d", *lists]


def test_contents_at_the_back_are_its_last_section(bound):
    event = with_volume(bound.event, contents="back")
    assert matter.sections(event, bound.plan(event), bound.indexes())[-1] == ("muc-luc", "Mục lục")
    assert "Mục lục" not in read_back(contents_of(bound, event))[0].removeprefix("MỤC LỤC")


def test_sections_of_the_back_each_begin_a_page_with_its_number(bound):
    event = dataclasses.replace(
        bound.event, delegates=(Delegate(name="Hồ Văn Đ", office=Wording(text="Hiệu trưởng"), unit="truong-b"),)
    )
    layout = back_of(bound, event)
    pages = read_back(layout)
    named = matter.sections(event, bound.plan(event), bound.indexes())
    assert [name for name, _ in named] == ["tac-gia", "don-vi", "mo-hinh", "van-ban", "dai-bieu"]
    assert layout.anchors == {name: number for number, (name, _) in enumerate(named, 1)}
    for (_, title), page in zip(named, pages, strict=True):
        assert page.startswith(title.upper())
    assert "1. Hồ Văn Đ (Hiệu trưởng, Trường Chính trị tỉnh B)" in pages[4]
    assert "Kết luận số 14-KL/TW ngày 22/09/2021 của Bộ Chính trị" in pages[3]


def test_a_back_without_models_documents_and_delegates_has_no_sections_for_them(make_tree):
    bound = laid_out(make_tree, {"a": paper("Nguyễn A")})
    assert list(back_of(bound).anchors) == ["tac-gia", "don-vi"]


def test_a_volume_without_papers_has_no_back(make_tree):
    bound = laid_out(make_tree, {})
    event = with_volume(bound.event, contents="back")
    assert matter.back(event, bound.plan(), bound.proceedings, bound.indexes()) is None
    assert matter.sections(event, bound.plan(), bound.indexes()) == ()


def test_a_row_of_an_index_names_all_its_papers(bound):
    html = matter.back(bound.event, bound.plan(), bound.proceedings, bound.indexes())
    assert html
    line = next(line for line in html.splitlines() if "Nguyễn Văn Ánh" in line)
    assert re.findall(r'href="at:\d+:([^"]+)"', line) == ["paper-a+paper-c+paper-d"]


def test_part_pages_name_the_part_in_words_without_the_plans_number(bound):
    event = with_volume(bound.event, part_pages=True)
    family = find(event.guideline.font)
    html = matter.part_titles(bound.plan(event), event)
    assert read_back(lay_out(html, book_style(event, family.name), family)) == [
        "PHẦN MỘT CƠ SỞ LÝ LUẬN CỦA ĐỔI MỚI PHƯƠNG PHÁP GIẢNG DẠY",
        "PHẦN HAI KINH NGHIỆM Ở CÁC TRƯỜNG",
        "PHẦN BA CHỦ ĐỀ TỰ CHỌN",
    ]


def test_contents_with_parts_name_each_part_once(bound):
    event = with_volume(bound.event, part_pages=True)
    text = " ".join(read_back(contents_of(bound, event)))
    assert "Phần một. Cơ sở lý luận của đổi mới phương pháp giảng dạy Nâng cao" in text
    assert "Phần hai. Kinh nghiệm ở các trường 2.a. Kinh nghiệm dùng tình huống" in text
    assert "Phần ba. Chủ đề tự chọn Bài năm" in text
    assert text.count("Chủ đề tự chọn") == text.count("Kinh nghiệm ở các trường") == 1
    keys = re.findall(
        r'href="at:\d+:(part-\d+)"', matter.contents(event, bound.plan(event), bound.proceedings, bound.indexes())
    )
    assert keys == ["part-1", "part-7", "part-15"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "một"), (4, "bốn"), (10, "mười"), (11, "mười một"), (15, "mười lăm"), (20, "hai mươi"), (21, "hai mươi mốt")],
)
def test_parts_are_counted_in_words(number, words):
    assert counted(number) == words


@pytest.mark.parametrize("trim", ["A4", "16x24", "14.5x20.5"])
def test_every_row_leaves_room_for_its_number(make_tree, trim):
    titles = [" ".join(LONG.split()[:words]) for words in range(6, len(LONG.split()))]
    papers = {f"b{number:02}": paper("Nguyễn A", title=title) for number, title in enumerate(titles)}
    bound = laid_out(make_tree, papers, pages=1)
    event = with_volume(bound.event, trim=trim)
    page = press_guideline(event).page
    for layout in (contents_of(bound, event), back_of(bound, event)):
        document = pypdfium2.PdfDocument(layout.pdf)
        for drawn in document:
            text = drawn.get_textpage()
            inked = [place for place in range(text.count_chars()) if text.get_text_range(place, 1).strip()]
            sides = [text.get_charbox(place) for place in inked]
            assert max((side[2] for side in sides), default=0) <= (page.width_mm - page.right_mm) * 72 / 25.4
            assert min((side[1] for side in sides), default=99) > 0
        document.close()


@pytest.mark.parametrize(("papers", "rows"), [(1, 1), (160, 1), (161, 2), (500, 4)])
def test_a_row_of_very_many_numbers_goes_on_in_further_rows(make_tree, papers, rows):
    text = "Thực hiện Kết luận số 14-KL/TW của Bộ Chính trị."
    made = laid_out(make_tree, {f"bai-{n:03}": paper("Nguyễn Văn A", text=text) for n in range(papers)}, pages=1)
    html = matter.back(made.event, made.plan(), made.proceedings, made.indexes())
    listed = html.partition('id="van-ban"')[2]
    addresses = re.findall(r'<a href="at:\d+:([^"]*)">', listed)
    assert len(addresses) == rows
    assert "+".join(addresses).split("+") == [f"paper-bai-{n:03}" for n in range(papers)]
    assert listed.count("(tiếp theo)") == rows - 1
    assert max(row.count("<br>") for row in listed.split("<p ")) <= 10
