"""The pages of seminars and the home page, made from the two real plans on chosen days."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import cast

import pytest
from book.harness import CONTENT
from bs4 import BeautifulSoup, Tag

from proceedings.listing.volume_order import Group, VolumeEntry, VolumeOrder
from proceedings.model.event import (
    Attachment,
    Deadlines,
    Event,
    EventDate,
    ProgrammeItem,
    Submission,
    Topic,
    YearMonth,
)
from proceedings.model.guideline import Guideline, PageSize, Range, Typeface
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.model.wording import Wording
from proceedings.reading.load import read
from proceedings.text.syllables import is_syllable
from proceedings.web.content import Content
from proceedings.web.news import Post
from proceedings.web.pages.call_page import call_page
from proceedings.web.pages.event_page import event_page, events_page, home_fragment

MODEL: Proceedings = read(CONTENT).proceedings
EVENTS = {event.id: event for event in MODEL.events}
TALK, WORKSHOP = EVENTS["2021-toa-dam-kl14"], EVENTS["2021-hoi-thao-truong-chuan"]
# What is on these pages and is no syllable: names of files, fonts and units; abbreviations and words of the plans.
NO_SYLLABLES = set("pdf ics png jpg mm pt inch times new roman website".split())
NO_SYLLABLES |= set("kl tw ctqg ctqghcm hvctqg hvctqghcm qđ kh ctđ cv tp đt vt pa trct ts đ b c t h".split())


def day(month: int, number: int) -> datetime.date:
    return datetime.date(2021, month, number)


USUAL_DAY = day(10, 20)


def content(*events: Event, today: datetime.date = USUAL_DAY, news: tuple[Post, ...] = ()) -> Content:
    proceedings = replace(MODEL, events=events, papers=())
    return Content(proceedings=proceedings, today=today, volumes={event.id: _order(0) for event in events}, news=news)


def page_of(event: Event, today: datetime.date = USUAL_DAY) -> BeautifulSoup:
    return BeautifulSoup(event_page(event, content(event, today=today)).html, "html.parser")


def call_of(event: Event, today: datetime.date = USUAL_DAY) -> BeautifulSoup:
    return BeautifulSoup(call_page(event, content(event, today=today)).html, "html.parser")


def home(*events: Event, today: datetime.date, news: tuple[Post, ...] = ()) -> BeautifulSoup:
    return BeautifulSoup(home_fragment(content(*events, today=today, news=news)), "html.parser")


def words(part: Tag | None) -> str:
    assert part is not None
    return " ".join(part.get_text(" ").split())


def fact(page: BeautifulSoup, name: str) -> str:
    return words(page.find("dt", string=name).find_next_sibling("dd"))


def post(number: int, event: str | None = None) -> Post:
    slug = f"tin-{number}"
    date = datetime.date(2022, 1, number)
    return Post(
        source=f"tin-tuc/posts/{slug}.md",
        path=f"tin-tuc/{slug}/index.md",
        title=f"Tin số {number}",
        date=date,
        event=event,
        gaps=(),
        draft=False,
    )


# Home page


def test_the_home_page_shows_the_next_event_with_its_state_and_deadline() -> None:
    hero = home(WORKSHOP, TALK, today=day(10, 20)).find(class_="ky-hero")
    assert TALK.title in words(hero)
    assert "Tọa đàm khoa học · sắp diễn ra" in words(hero)
    assert "Tác giả nộp bài: thứ Sáu, ngày 22 tháng 10 năm 2021 còn 2 ngày" in words(hero)
    assert words(hero.find(class_="md-button--primary")) == "Mời viết bài"


def test_the_home_page_names_every_other_deadline_still_to_come() -> None:
    lines = [words(line) for line in home(WORKSHOP, TALK, today=day(10, 20)).select(".ky-deadlines li")]
    assert lines == [
        "Tác giả gửi bài về trường mình ( Hội thảo khoa học ): thứ Hai, ngày 25 tháng 10 năm 2021 còn 5 ngày",
        "Các trường gửi bài về đơn vị chủ trì ( Hội thảo khoa học ): thứ Tư, ngày 10 tháng 11 năm 2021 còn 21 ngày",
    ]
    assert home(WORKSHOP, TALK, today=day(11, 11)).select(".ky-deadlines") == []


def _order(papers: int) -> VolumeOrder:
    entries = (cast(VolumeEntry, None),) * papers
    return VolumeOrder(groups=(Group(number="1", title="Một", parent=None, entries=entries),), parts=(), sheets=())


def volumes(*events: Event, today: datetime.date, papers: dict[str, int]) -> list[str]:
    """Return what the home page says of each volume; `papers` counts those of an event."""
    shown = content(*events, today=today)
    counted = {event.id: _order(papers.get(event.id, 0)) for event in events}
    made = BeautifulSoup(home_fragment(replace(shown, volumes=counted)), "html.parser")
    return [words(card) for card in made.select(".ky-volumes > li")]


def test_the_home_page_tells_the_volumes_apart_by_year_and_those_still_edited() -> None:
    papers = {WORKSHOP.id: 2, TALK.id: 1}
    workshop, talk = volumes(WORKSHOP, TALK, today=day(11, 15), papers=papers)
    assert workshop == f"Kỷ yếu hội thảo khoa học (2021) {WORKSHOP.title} 2 bài · đang biên tập"
    assert talk == f"Kỷ yếu tọa đàm khoa học (2021) {TALK.title} 1 bài"


def test_the_home_page_lists_no_volume_before_its_first_paper() -> None:
    assert volumes(WORKSHOP, TALK, today=day(10, 20), papers={TALK.id: 1}) == [
        f"Kỷ yếu tọa đàm khoa học (2021) {TALK.title} 1 bài · đang biên tập"
    ]
    assert volumes(WORKSHOP, TALK, today=day(10, 20), papers={}) == ["Chưa có tập nào."]


def test_every_count_of_days_bears_its_day_for_machines() -> None:
    found = home(WORKSHOP, TALK, today=day(10, 20)).select("[data-deadline]")
    assert [(str(one["data-deadline"]), words(one)) for one in found] == [
        ("2021-10-22", "còn 2 ngày"),
        ("2021-10-25", "còn 5 ngày"),
        ("2021-11-10", "còn 21 ngày"),
    ]
    called = call_of(WORKSHOP, day(10, 26)).select(".ky-state[data-deadline]")
    assert [str(one["data-deadline"]) for one in called] == ["2021-10-25", "2021-11-10"]


def test_the_call_offers_the_calendar_right_below_the_deadlines() -> None:
    page = call_of(WORKSHOP)
    button = page.find(id="noi-nhan").find_previous("a")
    assert (words(button), button["href"]) == ("Thêm vào lịch", "../lich.ics")


def test_when_all_is_over_the_home_page_shows_the_latest_event_and_its_papers() -> None:
    hero = home(WORKSHOP, TALK, today=datetime.date(2026, 1, 1)).find(class_="ky-hero")
    assert WORKSHOP.title in words(hero)
    assert "đã qua thời gian dự kiến" in words(hero)
    assert words(hero.find(class_="md-button--primary")) == "Mục lục kỷ yếu"


def test_the_home_page_lists_the_three_newest_posts_with_official_dates() -> None:
    news = tuple(post(number) for number in (9, 7, 5, 3))
    listed = home(WORKSHOP, today=day(1, 1), news=news).select(".ky-news > li")
    assert [line.a["href"] for line in listed] == ["tin-tuc/tin-9/", "tin-tuc/tin-7/", "tin-tuc/tin-5/"]
    assert words(listed[0]) == "Tin số 9 ngày 09 tháng 01 năm 2022"
    assert listed[0].time["datetime"] == "2022-01-09"


def test_a_home_page_without_events_and_news_is_whole() -> None:
    page = home(today=day(1, 1))
    assert page.find(class_="ky-hero") is None
    assert page.find(id="tin-moi") is None
    assert "Chưa có tập nào." in words(page)


def test_the_list_of_events_says_how_each_stands() -> None:
    html = events_page(content(WORKSHOP, TALK, today=day(10, 29))).html
    cards = [words(card) for card in BeautifulSoup(html, "html.parser").select(".ky-cards > li")]
    assert "Hội thảo khoa học · dự kiến" in cards[0]
    assert "Tọa đàm khoa học · đang diễn ra" in cards[1]
    assert "Thời gian: dự kiến tháng 11 năm 2021, trong khoảng" in cards[0]


# The plan


def test_options_of_the_place_are_told_until_one_is_chosen() -> None:
    place = fact(page_of(WORKSHOP), "Địa điểm")
    assert place == (
        "Phương án 1: Trường Chính trị tỉnh Thanh Hóa Phương án 2: Tổ chức Hội thảo trực tuyến Chưa chọn phương án."
    )
    chosen = tuple(replace(venue, chosen=venue.option == 1) for venue in WORKSHOP.venues)
    assert "Chưa chọn" not in fact(page_of(replace(WORKSHOP, venues=chosen)), "Địa điểm")
    assert fact(page_of(TALK), "Địa điểm") == "Phòng họp Cơ quan"


def test_responsibilities_are_a_table_with_heads() -> None:
    table = page_of(TALK).find("table", class_="ky-duties")
    assert [words(head) for head in table.select("thead th[scope=col]")] == ["Đơn vị", "Việc được giao"]
    assert len(table.select("tbody th[scope=row]")) == len(TALK.responsibilities)
    assert "Đ/c TS. Thịnh Văn Khoa: Chỉ đạo trực tiếp về nội dung" in words(table)


def test_the_strip_shows_states_shared_days_pauses_and_the_window_in_words() -> None:
    page = page_of(WORKSHOP, day(10, 25))
    steps = page.select(".ky-timeline > li:not(.ky-pause)")
    states = [words(step.find(class_="ky-state")) for step in steps]
    assert states == ["đã qua", "đang diễn ra", "đang diễn ra", "sắp tới", "dự kiến"]
    shared = [bool(re.search(r"\(ngày [\d/]+ chung với việc trước\)", words(step))) for step in steps]
    assert shared == [False, True, True, True, False]
    assert words(page.find(class_="ky-pause")) == "Từ ngày 11/11/2021 đến ngày 24/11/2021: kế hoạch không ghi việc nào."
    assert "(trong khoảng này, chưa chốt ngày)" in words(steps[-1])
    assert "năm ở đây do biên tập suy ra" in words(page)


def test_the_bars_of_the_strip_are_true_to_scale() -> None:
    page = page_of(WORKSHOP, day(10, 25))
    tracks = page.select("svg.ky-track")
    assert {track["viewbox"] for track in tracks} == {"0 0 82 1"}
    assert all(track["aria-hidden"] == "true" for track in tracks)
    bars = [(bar["x"], bar["width"]) for bar in page.select(".ky-track-days")]
    assert bars == [("0", "16"), ("15", "31"), ("45", "12"), ("56", "6"), ("76", "6")]
    assert [track.path["d"] for track in tracks] == ["M45.5 0v1"] * 5
    assert page_of(WORKSHOP, day(12, 1)).find(class_="ky-track-today") is None


def test_a_programme_is_a_table_where_the_plan_has_one() -> None:
    assert page_of(TALK).find(id="chuong-trinh") is None
    item = ProgrammeItem(time="8:00 – 8:15", what=Wording(text="Khai mạc"), who=Wording(text="Ban Giám hiệu"))
    made = event_page(replace(TALK, programme=(item,)), content(TALK))
    page = BeautifulSoup(made.html, "html.parser")
    assert words(page.find(id="chuong-trinh").find_next("table").tbody) == "8:00 – 8:15 Khai mạc Ban Giám hiệu"
    assert "chuong-trinh" in [section.anchor for section in made.sections]


def test_a_cited_document_is_told_in_full_and_leads_to_the_register() -> None:
    entry = page_of(TALK).find("a", href="../van-ban/#kl-14-kl-tw")
    assert words(entry).startswith("Kết luận số 14-KL/TW, ngày 22 tháng 9 năm 2021 của Bộ Chính trị")


def test_the_news_about_an_event_stands_on_its_page() -> None:
    held = content(TALK, news=(post(2, TALK.id), post(1, "khac")))
    page = BeautifulSoup(event_page(TALK, held).html, "html.parser")
    assert [entry["href"] for entry in page.select(".ky-news a")] == ["../tin-tuc/tin-2/"]


def test_the_calendar_is_offered_only_where_it_holds_something() -> None:
    assert page_of(TALK).find("a", string="Thêm vào lịch")["href"] == "lich.ics"
    assert call_of(TALK).select_one("#tai-ve + ul a")["href"] == "../lich.ics"
    month = replace(TALK, date=EventDate(month=YearMonth(2021, 11, 1)), deadlines=Deadlines())
    for page in (page_of(month), call_of(month)):
        assert page.find(href=re.compile(r"\.ics$")) is None


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.id)
@pytest.mark.parametrize("make", [event_page, call_page])
def test_every_section_named_beside_a_page_is_on_it(event: Event, make) -> None:
    made = make(event, content(event, news=(post(1, event.id),)))
    page = BeautifulSoup(made.html, "html.parser")
    assert [str(heading["id"]) for heading in page.find_all("h2")] == [section.anchor for section in made.sections]


# The call for papers


def test_deadlines_have_their_weekday_and_the_days_left_on_the_day_of_the_build() -> None:
    lines = [words(line) for line in call_of(WORKSHOP, day(10, 24)).select(".ky-deadlines li")]
    assert lines == [
        "Tác giả gửi bài về trường mình: thứ Hai, ngày 25 tháng 10 năm 2021 còn 1 ngày",
        "Các trường gửi bài về đơn vị chủ trì: thứ Tư, ngày 10 tháng 11 năm 2021 còn 17 ngày",
    ]
    assert "Tính đến Chủ nhật, ngày 24 tháng 10 năm 2021" in words(call_of(WORKSHOP, day(10, 24)))
    assert [words(s) for s in call_of(WORKSHOP, day(10, 26)).select(".ky-deadlines .ky-state")] == [
        "đã hết hạn",
        "còn 15 ngày",
    ]


def test_topics_are_nested_and_numbered_as_in_the_plan() -> None:
    page = call_of(WORKSHOP)
    outer = page.select_one("#chu-de ~ ol.ky-topics")
    assert [words(item.find(class_="ky-number")) for item in outer.find_all("li", recursive=False)] == [
        "1.1.",
        "1.2.",
        "1.3.",
    ]
    inner = outer.select("ol.ky-topics ol.ky-topics .ky-number")
    assert [words(number) for number in inner] == [f"1.2.{letter}." for letter in "abcdđegh"]
    shown = words(outer)
    for topic in flat_topics(WORKSHOP.topics):
        assert " ".join(topic.title.text.split()) in shown
    assert words(inner[-1].find_parent("li")).endswith("danh mục để mở")
    assert "Tác giả có thể tự chọn tên, chủ đề" in words(page)
    assert "tự chọn" not in words(call_of(TALK))


def test_the_guideline_on_the_call_is_the_data_and_marks_what_is_the_events_own() -> None:
    page = call_of(WORKSHOP)
    assert fact(page, "Số trang") == "không quá 05 trang, đếm trên bản dàn trang in quy định riêng"
    assert fact(page, "Phông chữ") == "Times New Roman, cỡ 14; giãn dòng 1,15; cách đoạn 6 pt; thụt đầu dòng 10 mm"
    guideline = Guideline(
        pages=Range(max=12), page=PageSize(name="A5", width_mm=148, height_mm=210), font=Typeface(size_pt=12.5)
    )
    other = call_of(replace(WORKSHOP, guideline=guideline))
    assert fact(other, "Số trang").startswith("không quá 12 trang")
    assert fact(other, "Khổ giấy, lề").startswith("A5 (148 × 210 mm)")
    assert fact(other, "Phông chữ").startswith("Times New Roman, cỡ 12,5;")
    assert "Bài về mô hình" not in words(call_of(TALK))
    assert "Mục có ghi “quy định riêng” là của hội thảo khoa học này" in words(page)
    assert "quy định riêng" not in words(call_of(TALK))


def test_the_call_says_where_to_send_and_gives_no_mailbox_of_a_person() -> None:
    for event in EVENTS.values():
        page = call_of(event)
        assert event.submission is not None
        assert event.submission.how in words(page)
        assert "@" not in words(page)
        assert page.find(href=re.compile("^mailto:")) is None
    office = Submission(how="Gửi về Phòng Đào tạo.", email="phong@truong.example")
    assert call_of(replace(TALK, submission=office)).find(href="mailto:phong@truong.example")


def test_every_school_has_its_quota_and_what_is_missing() -> None:
    rows = [words(row) for row in call_of(WORKSHOP).select("#chi-tieu ~ table tbody tr")]
    assert len(rows) == 7
    assert "Trường Chính trị tỉnh Nghệ An 0 từ 6 6" in rows
    assert "Trường Chính trị tỉnh Quảng Bình 0 3–5 3" in rows
    assert call_of(TALK).find(id="chi-tieu") is None


def test_a_call_for_a_bare_plan_is_whole() -> None:
    bare = Event(
        id="2030-thu",
        kind="Tọa đàm khoa học",
        level="cấp trường",
        title="Thử",
        organizer="khong-co",
        plan=TALK.plan,
        date=EventDate(),
        banner=TALK.banner,
        volume=TALK.volume,
        topics=(Topic(number="1", title=Wording(text="Một <chủ đề>")),),
        attachments=(Attachment(title="Phụ lục"),),
    )
    assert "Một &lt;chủ đề&gt;" in call_page(bare, content(bare)).html
    assert "chưa định ngày" in words(page_of(bare)).lower()
    assert page_of(bare).find(id="tien-do") is None


# All of them


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.id)
def test_no_english_word_on_the_pages(event: Event) -> None:
    held = content(*EVENTS.values(), news=(post(1, event.id),))
    whole = [event_page(event, held).html, call_page(event, held).html, home_fragment(held), events_page(held).html]
    for html in whole:
        page = BeautifulSoup(html, "html.parser")
        for originals in page.find_all(class_="ky-errata"):  # quotes misprints, and names files to editors
            originals.decompose()
        shown = [words(page)] + [
            str(tag[name]) for name in ("title", "aria-label") for tag in page.find_all(attrs={name: True})
        ]
        found = re.findall(r"[^\W\d_]+(?:/[^\W\d_]+)?", " ".join(shown))
        # Roman numerals and letters of points are no words.
        odd = {word for word in found if len(word) > 1 and not is_syllable(word) and not re.fullmatch("[IVX]+", word)}
        assert {word for word in odd if not set(word.lower().split("/")) <= NO_SYLLABLES} == set()
