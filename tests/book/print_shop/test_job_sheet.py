"""The order for the print shop: every fact in its row, the permit's figures, and no line left empty."""

from __future__ import annotations

import dataclasses

import pytest
from book import art
from book.harness import page_texts

from proceedings.book.print_shop.job_sheet import JobFacts, job_sheet
from proceedings.model.event import Event
from proceedings.model.volume import HallBanner, PrintShop

FACTS = JobFacts(
    inside_pages=132,
    front_pages=8,
    body_pages=118,
    back_pages=4,
    blank=(6, 14, 131, 132),
    coloured=(("iv", 4), ("3", 11), ("4", 12), ("5", 13), ("9", 17)),
    spine_mm=7.1,
    spine_text=True,
    organizer="Trường Chính trị tỉnh Thanh Hóa",
    profile="Artifex CMYK SWOP Profile",
    files=(("ruot.pdf", 132, "Ruột sách"), ("bia.pdf", 1, "Bìa trải")),
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
        "Tràn lề 3 mm mỗi cạnh; ma két không tràn lề",
        "132 trang = 8 trang đầu + 118 trang bài + 4 trang cuối + 2 trang trắng bù cho đủ bội số 4",
        "Trang để trắng có chủ ý; số thứ tự trong tệp ruot.pdf: 6, 14, 131, 132",
        "Trang có màu trang iv, 3–5, 9 (trang thứ 4, 11–13, 17 của tệp ruot.pdf)",
        "Ma két 4000 × 2000 mm, tỷ lệ 1:1, không tràn lề, 1 tấm",
        "Cán màng bìa .....",
        "Ngày giao sách .....",
        "Liên hệ (tên, số máy) .....",
        "sha256sum -c SHA256SUMS",
        "Màu ruột 1/1 đen; 4/4 ở",
        "Màu bìa 4/0",
        "Giấy ruột Offset 80 g/m²; dày 0,1 mm một tờ",
        "Giấy bìa Couché 250 g/m²; dày 0,25 mm",
        "Đóng sách keo gáy",
        "Gáy 7,1 mm, có chữ gáy; dấu gấp ở hai mép gáy (nét đứt)",
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


def test_what_is_not_given_says_who_is_to_be_asked():
    read = text(art.event())
    for label in ("Số bản in", "Nhà in"):
        assert f"{label} (chưa có – hỏi bên đặt in)" in read
    for label in ("Số lượng in", "Cơ sở in", "Địa chỉ cơ sở in", "Mục đích xuất bản", "Tóm tắt nội dung"):
        assert f"{label} (chưa có – bên đặt in bổ sung)" in read
    assert "event.yml" not in read
    assert "chưa có" not in text(complete())


@pytest.mark.parametrize("missing", [{"purpose": ""}, {"summary": "  "}, {"shop": PrintShop(name="A")}])
def test_an_empty_value_is_not_given_either(missing):
    assert "(chưa có – bên đặt in bổ sung)" in text(art.printed(complete(), **missing))


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
    assert "ruot.pdf)" not in read
    assert "Màu ruột 1/1 (một màu đen" in read
    assert "4/4" not in read


def test_a_stapled_book_has_no_spine():
    read = text(art.printed(complete(), binding="stapled"), dataclasses.replace(FACTS, spine_mm=0, spine_text=False))
    assert "Đóng sách ghim giữa" in read
    assert "Gáy không có" in read


def test_parts_without_pages_are_not_counted():
    read = text(complete(), dataclasses.replace(FACTS, inside_pages=128, body_pages=120, back_pages=0, blank=()))
    assert "128 trang = 8 trang đầu + 120 trang bài Trang để trắng không có" in read
    assert "trang cuối" not in read


@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (4000, 2500, "4000 × 2500 mm, tỷ lệ 1:1, không tràn lề, 1 tấm"),
        (
            8000,
            1500.5,
            "8000 × 1500,5 mm, tỷ lệ 1:2 (TrimBox 4000 × 750,25 mm), phóng 200 % khi in, không tràn lề, 1 tấm",
        ),
        (12000, 1200, "12000 × 1200 mm, tỷ lệ 1:5 (TrimBox 2400 × 240 mm), phóng 500 % khi in, không tràn lề, 1 tấm"),
    ],
)
def test_the_banner_has_its_size_and_scale(width, height, words):
    assert f"Ma két {words}" in text(art.event(hall_banner=HallBanner(width_mm=width, height_mm=height)))


def test_the_barcode_is_told_of_where_there_is_one():
    published = art.event(imprint="publisher", publisher=art.PUBLISHER)
    assert "Mã vạch EAN-13 đã vẽ sẵn từ ISBN 978-604-901-234-1: cỡ 100 %" in text(published)
    assert "Mã vạch" not in text(art.event(publisher=art.PUBLISHER))
    wrong = dataclasses.replace(art.PUBLISHER, isbn="978-604-901-234-5")
    assert "Mã vạch (chưa có – hỏi bên đặt in)" in text(art.event(imprint="publisher", publisher=wrong))


def test_the_longest_order_takes_one_page():
    more = {"imprint": "publisher", "publisher": art.PUBLISHER, "hall_banner": HallBanner(width_mm=12000)}
    event = dataclasses.replace(complete(), volume=dataclasses.replace(complete().volume, **more))
    files = tuple((name, 1, "ruột, hai trang một mặt, để tự in hai mặt rồi ghim giữa") for name in "abcd")
    facts = dataclasses.replace(FACTS, files=files, blank=tuple(range(6, 60, 4)))
    assert len(art.size_mm(job_sheet(event, facts, art.FAMILY))) == 2


def test_pictures_too_coarse_are_listed_where_there_are_any():
    coarse = dataclasses.replace(FACTS, coarse=("hinh-1.png: 96 dpi",))
    assert "Hình chưa đủ độ nét để in • hinh-1.png: 96 dpi" in text(complete(), coarse)
    assert "Hình chưa đủ độ nét" not in text(complete())


def test_without_files_there_is_no_list_of_them():
    assert "Tệp bàn giao" not in text(complete(), dataclasses.replace(FACTS, files=()))


def test_black_and_grey_alone():
    assert art.inks(job_sheet(complete(), FACTS, art.FAMILY)) <= {"g", "G"}
