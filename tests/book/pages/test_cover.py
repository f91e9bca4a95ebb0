"""The cover repeats the banner: its lines with their breaks, a blank day as dots, on a page of the book's size."""

from __future__ import annotations

import sys

import pytest
from book import art
from book.harness import page_texts, run

from proceedings.book.layout.fonts import width
from proceedings.book.pages.cover import broken, cover, fitted, front_cover, front_of, title_size
from proceedings.model.event import BannerLine
from proceedings.reading.load import read
from proceedings.text.dates import open_day

BANNER = """\
banner:
  - {text: HỌC VIỆN CHÍNH TRỊ}
  - {text: CỤM THI ĐUA SỐ 1}
  - {text: ""}
  - {text: HỘI THẢO KHOA HỌC, bold: true}
  - {text: "“ĐỔI MỚI PHƯƠNG PHÁP", bold: true, title: true}
  - {text: "GIẢNG DẠY”", bold: true, title: true}
  - {text: ""}
  - {text: "Nơi họp, ngày    tháng 11 năm 2021", italic: true}
topics:
"""
TRIMS = {"A4": (210, 297), "16x24": (160, 240), "14.5x20.5": (145, 205)}
BOLD = dict(art.FAMILY.files)["bold"]


@pytest.fixture
def event(make_tree):
    root = make_tree()
    path = root / "papers" / "2021-hoi-thao" / "event.yml"
    head, _, rest = path.read_text().partition("banner:\n")
    path.write_text(head + BANNER + rest.partition("topics:\n")[2])
    return read(root).proceedings.events[0]


def test_lines_break_as_on_the_banner(event):
    assert cover(event).title == ("“ĐỔI MỚI PHƯƠNG PHÁP", "GIẢNG DẠY”")


def test_the_line_of_the_kind_gives_way_to_the_title_of_the_volume(event):
    assert cover(event).agency == ("HỌC VIỆN CHÍNH TRỊ", "CỤM THI ĐUA SỐ 1")
    assert cover(event).volume == "KỶ YẾU HỘI THẢO KHOA HỌC"


def test_a_blank_day_is_dots(event):
    assert cover(event).place == ("Nơi họp, ngày … tháng 11 năm 2021",)


def test_a_day_that_is_set_stays():
    assert open_day("Huế, ngày 29 tháng 10 năm 2021") == "Huế, ngày 29 tháng 10 năm 2021"


def test_without_a_title_on_the_banner_the_event_gives_it(make_tree):
    root = make_tree()
    path = root / "papers" / "2021-hoi-thao" / "event.yml"
    path.write_text(path.read_text().replace(", title: true", ""))
    event = read(root).proceedings.events[0]
    assert cover(event).title == ("Đổi mới phương pháp giảng dạy",)
    assert cover(event).place == ()


@pytest.mark.parametrize("trim", TRIMS)
@pytest.mark.parametrize("titles", [art.TITLES, ("ĐỔI MỚI",), (art.LONG,), tuple(f"DÒNG ẤỞỆ SỐ {n}" for n in range(6))])
@pytest.mark.parametrize("agencies", [art.AGENCIES, ()])
def test_the_front_is_one_page_with_every_line_whole_and_in_order(trim, titles, agencies):
    pdf = front_cover(art.event(titles, agencies, trim=trim), art.FAMILY)
    assert art.size_mm(pdf) == [pytest.approx(TRIMS[trim], abs=0.02)]
    expected = [*agencies, "KỶ YẾU", "HỘI THẢO KHOA HỌC", *titles, "Thanh Hóa, ngày … tháng 11 năm 2021"]
    assert art.lines(pdf) == expected


@pytest.mark.parametrize("trim", TRIMS)
@pytest.mark.parametrize("titles", [art.TITLES, (art.LONG,), ("ĐỔI MỚI",)])
def test_the_widest_title_line_fits_the_label(trim, titles):
    front = front_of(art.event(titles, trim=trim), art.FAMILY)
    widest = max(width(line, BOLD) for line in titles) * front.title.size_pt / art.MM
    assert widest <= 0.84 * TRIMS[trim][0]


def test_inks_are_grey_and_cmyk_alone():
    assert art.inks(front_cover(art.event(), art.FAMILY)) <= art.INKS


def test_the_publisher_stands_on_the_front_of_its_book_alone():
    published = art.event(imprint="publisher", publisher=art.PUBLISHER)
    assert art.lines(front_cover(published, art.FAMILY))[-1] == "NHÀ XUẤT BẢN LÝ LUẬN CHÍNH TRỊ"
    internal = art.event(publisher=art.PUBLISHER)
    assert "NHÀ XUẤT BẢN LÝ LUẬN CHÍNH TRỊ" not in art.lines(front_cover(internal, art.FAMILY))


@pytest.mark.parametrize("volume", ["KỶ YẾU", "TUYỂN TẬP BÁO CÁO KHOA HỌC HỘI NGHỊ TOÀN QUỐC", "Kỷ yếu hội nghị"])
def test_any_title_of_a_volume_is_whole(volume):
    text = " ".join(art.lines(front_cover(art.event(agencies=(), title=volume), art.FAMILY)))
    assert volume in text


def test_letters_that_html_means_something_by_are_letters():
    pdf = front_cover(art.event(("A < B & C",), ("<b>TRƯỜNG</b>",)), art.FAMILY)
    assert art.lines(pdf)[0] == "<b>TRƯỜNG</b>"
    assert "A < B & C" in art.lines(pdf)


def test_a_title_that_the_banner_does_not_break_is_broken_into_even_lines():
    subject = art.event(banner=[BannerLine(text="TRƯỜNG A")])
    assert len(cover(subject).title) == 2
    assert " ".join(cover(subject).title) == subject.title
    assert broken("một", 40) == ("một",)
    assert broken("", 40) == ()
    assert max(map(len, broken("chữ " * 30, 40))) <= 44


@pytest.mark.parametrize("trim", [None, *TRIMS])
@pytest.mark.parametrize("titles", [art.TITLES, (art.LONG,), ("ĐỔI MỚI",)])
def test_the_title_page_holds_the_widest_line(trim, titles):
    subject = art.event(titles, trim=trim)
    text_mm = {None: 160, "A4": 160, "16x24": 120, "14.5x20.5": 109}[trim]
    widest = max(width(line, BOLD) for line in titles)
    assert 0 < widest * title_size(subject, art.FAMILY) / art.MM <= text_mm


def test_nothing_to_fit_has_the_largest_size():
    assert fitted((), art.FAMILY, "bold", room_pt=100, most_pt=20) == 20


MADE_TWICE = """
import hashlib
from book import art
from book.print_shop.test_job_sheet import FACTS
from proceedings.book.pages.booklet import booklet
from proceedings.book.pages.cover import front_cover
from proceedings.book.print_shop.banner import hall_banner
from proceedings.book.pages.cover_spread import jacket
from proceedings.book.print_shop.job_sheet import job_sheet
from proceedings.model.volume import HallBanner
event = art.event(hall_banner=HallBanner(width_mm=9000, height_mm=900))
order = job_sheet(event, FACTS, art.FAMILY)
made = [front_cover(event, art.FAMILY), jacket(event, 200, art.FAMILY, "Trường A").pdf, hall_banner(event, art.FAMILY)]
from book.pages.test_booklet import numbered
for pdf in [*made, order, booklet(numbered(8), (145, 205))]:
    print(hashlib.sha256(pdf).hexdigest())
"""


def test_the_same_is_made_twice():
    runs = [
        run([sys.executable, "-c", MADE_TWICE], PYTHONHASHSEED=seed, PYTHONPATH=f"src:{art.TESTS}")
        for seed in ("1", "2")
    ]
    assert not any(done.returncode for done in runs), runs[0].stderr
    assert runs[0].stdout == runs[1].stdout
    assert len(set(runs[0].stdout.split())) == 5


def test_the_front_is_read_in_order_by_poppler_too():
    text = page_texts(front_cover(art.event(), art.FAMILY))[0]
    places = [text.index(line) for line in (*art.AGENCIES, "KỶ YẾU", *art.TITLES, "Thanh Hóa")]
    assert places == sorted(places)
