"""The order for the print shop: every fact in its row, the permit's figures, and no line left empty."""

from __future__ import annotations

import dataclasses

import pytest
from book import art
from book.harness import page_texts

from proceedings.book.job_sheet import JobFacts, job_sheet
from proceedings.model.event import Event
from proceedings.model.volume import PrintShop

FACTS = JobFacts(
    inside_pages=132,
    front_pages=8,
    body_pages=118,
    back_pages=4,
    blank_pages=2,
    coloured=("iv", "3", "4", "5", "9"),
    spine_mm=7.1,
    spine_text=True,
    organizer="Trường Chính trị tỉnh Thanh Hóa",
    profile="Artifex CMYK SWOP Profile",
    files=(("ruot.pdf", 132, "Ruột sách"), ("bia.pdf", 1, "Bìa trải")),
)
FIELDS = (
    "volume.copies",
    "volume.print.shop.name",
    "volume.print.shop.address",
    "volume.print.purpose",
    "volume.print.summary",
)
PERMIT_ROWS = (
    "Tên tài liệu", "Hình thức", "Số trang", "Phụ bản", "Khuôn khổ (cm)", "Số lượng in", "Ngôn ngữ", "Cơ sở in",
    "Địa chỉ cơ sở in", "Mục đích xuất bản", "Tóm tắt nội dung",
)  # fmt: skip


def text(event: Event, facts: JobFacts = FACTS) -> str:
    return " ".join(" ".join(page_texts(job_sheet(event, facts, art.FAMILY))).split())


def complete(**more) -> Event:
    shop = PrintShop(name="Công ty In Thanh Hóa", address="Số 1 đường Lê Lợi")
    event = art.event(copies=1200, trim="14.5x20.5", **more)
    return art.printed(event, shop=shop, purpose="Phục vụ học tập.", summary="Mười tham luận.")


@pytest.mark.parametrize("event", [art.event(), complete()])
def test_two_pages_of_a4(event):
    assert art.size_mm(job_sheet(event, FACTS, art.FAMILY)) == [pytest.approx((210, 297), abs=0.02)] * 2


@pytest.mark.parametrize(
    "words",
    [
        "PHIẾU ĐẶT IN",
        "“Thực tiễn xây dựng mô hình, điển hình góp phần sớm hoàn thành các tiêu chí hiện nay”",
        "Bên đặt in Trường Chính trị tỉnh Thanh Hóa",
        "Số bản in 1.200 bản",
        "Khổ thành phẩm 14,5 × 20,5 cm",
        "Tràn lề 3 mm",
        "132 trang: 8 đầu sách, 118 bài viết, 4 cuối sách, 2 để trắng",
        "Trang có màu iv, 3–5, 9",
        "Màu ruột 1/1 đen; 4/4 ở",
        "Màu bìa 4/0",
        "Giấy ruột Offset 80 g/m²; dày 0,1 mm một tờ",
        "Giấy bìa Couché 250 g/m²; dày 0,25 mm",
        "Đóng sách keo gáy",
        "Gáy 7,1 mm, có chữ gáy",
        "Điều kiện in (ICC) Artifex CMYK SWOP Profile",
        "Nhà in Công ty In Thanh Hóa, Số 1 đường Lê Lợi",
        "ruot.pdf 132 Ruột sách bia.pdf 1 Bìa trải",
        "Đại diện bên đặt in",
        "Đại diện nhà in",
        "Số trang 132 trang ruột",
        "Khuôn khổ (cm) 14,5 × 20,5",
        "Số lượng in 1.200 bản",
        "Ngôn ngữ Tiếng Việt",
        "Cơ sở in Công ty In Thanh Hóa",
        "Địa chỉ cơ sở in Số 1 đường Lê Lợi",
        "Mục đích xuất bản Phục vụ học tập.",
        "Tóm tắt nội dung Mười tham luận.",
    ],
)
def test_what_the_print_shop_reads(words):
    assert words in text(complete())


def test_what_is_not_given_names_its_field():
    read = text(art.event())
    assert [field for field in FIELDS if f"(chưa ghi trong event.yml: {field})" not in read] == []
    assert "chưa ghi" not in text(complete())


@pytest.mark.parametrize("missing", [{"purpose": ""}, {"summary": "  "}, {"shop": PrintShop(name="A")}])
def test_an_empty_value_is_not_given_either(missing):
    assert "(chưa ghi trong event.yml: volume.print." in text(art.printed(complete(), **missing))


def test_every_row_of_the_permit_is_there_in_order():
    second = " ".join(page_texts(job_sheet(art.event(), FACTS, art.FAMILY))[1].split())
    assert "SỐ LIỆU CHO TỜ KHAI CẤP GIẤY PHÉP XUẤT BẢN TÀI LIỆU KHÔNG KINH DOANH" in second
    places = [second.index(label) for label in PERMIT_ROWS]
    assert places == sorted(places)


def test_no_row_is_without_words():
    rows = art.lines(job_sheet(art.event(), FACTS, art.FAMILY))
    labels = {*PERMIT_ROWS, "Số bản in", "Nhà in", "Gáy", "Trang có màu", "Điều kiện in (ICC)"}
    assert [row for row in rows if row in labels] == []


def test_a_book_without_colour_is_black():
    read = text(complete(), dataclasses.replace(FACTS, coloured=()))
    assert "Trang có màu không có" in read
    assert "Màu ruột 1/1 (một màu đen" in read
    assert "4/4" not in read


def test_a_stapled_book_has_no_spine():
    read = text(art.printed(complete(), binding="stapled"), dataclasses.replace(FACTS, spine_mm=0, spine_text=False))
    assert "Đóng sách ghim giữa" in read
    assert "Gáy không có" in read


def test_parts_without_pages_are_not_counted():
    read = text(complete(), dataclasses.replace(FACTS, back_pages=0, blank_pages=0))
    assert "132 trang: 8 đầu sách, 118 bài viết" in read
    assert "cuối sách" not in read


def test_pictures_too_coarse_are_listed_where_there_are_any():
    coarse = dataclasses.replace(FACTS, coarse=("hinh-1.png: 96 dpi",))
    assert "Hình chưa đủ độ nét để in • hinh-1.png: 96 dpi" in text(complete(), coarse)
    assert "Hình chưa đủ độ nét" not in text(complete())


def test_without_files_there_is_no_list_of_them():
    assert "Tệp bàn giao" not in text(complete(), dataclasses.replace(FACTS, files=()))


def test_black_and_grey_alone():
    assert art.inks(job_sheet(complete(), FACTS, art.FAMILY)) <= {"g", "G"}
