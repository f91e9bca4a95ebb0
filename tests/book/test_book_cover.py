"""The cover repeats the banner: its lines with their breaks, a blank day as dots."""

from __future__ import annotations

import pytest

from proceedings.book.cover import cover
from proceedings.reading.tree import read
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
