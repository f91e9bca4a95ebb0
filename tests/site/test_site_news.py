"""News: true to the plans, dated as officials do, linked both ways, read back from the feed; gaps are not published."""

from __future__ import annotations

import datetime
import re
from io import BytesIO
from pathlib import Path

import feedparser
import pytest
from book import seminar
from book.harness import AS_OF, CONTENT, command
from bs4 import BeautifulSoup
from PIL import Image

from proceedings.model.event import Event
from proceedings.model.proceedings import Proceedings
from proceedings.reading.load import read
from proceedings.text.dates import long_date
from proceedings.web.news import Post, beginning, date_feeds, find_gaps, finish_feed, news_of, read_posts, summary

POSTS = read_posts(CONTENT / "docs")
OFFICIAL = re.compile(r"ngày \d{2} tháng (?:0[12]|[3-9]|1[0-2]) năm \d{4}", re.IGNORECASE)


def text_of(tag) -> str:
    return " ".join(tag.get_text(" ").split())


@pytest.fixture(scope="session")
def model() -> Proceedings:
    return read(CONTENT).proceedings


@pytest.fixture(params=[post.source for post in POSTS])
def post(request: pytest.FixtureRequest) -> Post:
    return next(each for each in POSTS if each.source == request.param)


def page_of(post: Post) -> str:
    return post.path.removesuffix("index.md") + "index.html"


def days_of(event: Event, model: Proceedings) -> set[datetime.date]:
    """Return every day that a plan names: its own date, its phases, deadlines, the event, the documents it cites."""
    days = {day for phase in event.timeline for day in (phase.start, phase.end)}
    days |= {day for day in (event.plan.date, event.deadlines.authors, event.deadlines.schools) if day}
    days |= {event.date.start.date()} if event.date.start else set()
    days |= {event.date.window.start, event.date.window.end} if event.date.window else set()
    cited = (model.documents[name].date for name in event.plan.based_on)
    return days | {day for day in cited if day}


# --- the four posts ----------------------------------------------------------------------------------------


def test_every_event_has_its_call_and_its_programme(model):
    for event in model.events:
        texts = [(CONTENT / "docs" / post.source).read_text(encoding="utf-8") for post in news_of(event, POSTS)]
        assert sum("categories: [Mời viết bài]" in text for text in texts) == 1
        assert sum("categories: [Chương trình]" in text for text in texts) == 1


def test_every_day_in_a_post_is_one_of_the_plan(post, pages, model):
    text = text_of(pages[page_of(post)].article)
    event = model.event(post.event)
    known = {(day.day, day.month) for day in days_of(event, model)} | {(post.date.day, post.date.month)}
    named = {(int(day), int(month)) for day, month in re.findall(r"ngày (\d+) tháng (\d+)", text)}
    starts = {(int(day), int(month)) for day, month in re.findall(r"ngày (\d+) đến ngày \d+ tháng (\d+)", text)}
    assert named
    assert named | starts <= known, (named | starts) - known
    assert set(re.findall(r"năm (\d{4})", text)) == {"2021"}


def test_every_two_digit_number_in_a_post_is_one_of_the_plan(post, pages, model):
    event = model.event(post.event)
    text = text_of(pages[page_of(post)].article)
    told = {int(number) for number in re.findall(r"(\d+) (?:bài|trang|đại biểu|chủ đề)\b", text)}
    known = {event.expected, event.guideline.pages.max, len(event.topics)}
    if event.quotas:
        known |= {event.quotas.default.min, event.quotas.default.max}
        known |= {exception.min for exception in event.quotas.exceptions}
    assert told <= known, told - known


def test_what_the_plan_leaves_open_stays_open(pages, model):
    for event in model.events:
        if event.date.start:
            continue
        page = next(pages[page_of(post)] for post in news_of(event, POSTS) if "thoi-gian" in post.path)
        text = text_of(page.article)
        assert "chưa chốt ngày cụ thể và địa điểm" in text
        assert "Phương án 1: " in text
        assert "Phương án 2: " in text
        for word in ("sẽ diễn ra tại", "đã chọn", "được tổ chức tại"):
            assert word not in text


def test_people_in_a_post_are_those_of_the_plan(post, pages, model):
    event = model.event(post.event)
    text = text_of(pages[page_of(post)].article)
    named = re.findall(r"Đồng chí ([^,;]+)", text)
    assert set(named) <= {str(chair.name) for chair in event.chairs}


# --- on the site -------------------------------------------------------------------------------------------


def test_dates_are_official_everywhere(pages, post):
    kicker = text_of(pages[page_of(post)].find(class_="ky-kicker"))
    assert OFFICIAL.search(kicker)
    assert long_date(post.date) in kicker.lower()
    listed = [text_of(tag) for tag in pages["tin-tuc/index.html"].select(".ky-post .ky-kicker time")]
    assert long_date(post.date) in [words.lower() for words in listed]
    for tag in pages[page_of(post)].find_all("time"):
        assert OFFICIAL.fullmatch(text_of(tag))


def test_a_post_leads_to_its_event_and_back(pages, post, model):
    event = model.event(post.event)
    about = pages[page_of(post)].find(class_="ky-about")
    assert text_of(about.a) == event.title
    assert about.a["href"] == f"../../{event.id}/"
    section = pages[f"{event.id}/index.html"].find(id="tin-tuc")
    assert section is not None
    assert post.title in [text_of(link) for link in section.find_next("ul").find_all("a")]


def test_archive_and_categories_list_the_posts(pages):
    years = {post.date.year for post in POSTS}
    assert years
    for year in years:
        page = pages[f"tin-tuc/nam/{year}/index.html"]
        assert text_of(page.h1).removesuffix(" ¶") == f"Năm {year}"
        assert len(page.select("article.ky-post")) == sum(post.date.year == year for post in POSTS)
    for slug, name in (("moi-viet-bai", "Mời viết bài"), ("chuong-trinh", "Chương trình")):
        page = pages[f"tin-tuc/chuyen-muc/{slug}/index.html"]
        assert text_of(page.h1).removesuffix(" ¶") == name
        assert len(page.select("article.ky-post")) == 2
        current = page.select(".ky-views [aria-current]")
        assert [text_of(tag) for tag in current] == [name]


# --- the feed ----------------------------------------------------------------------------------------------


def test_the_feed_reads_back_and_is_true(site):
    feed = feedparser.parse((site / "feed_rss_created.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "rss20"
    assert feed.feed.language == "vi"
    assert feed.feed.link == "https://example.org/ky-yeu/"
    assert "image" not in feed.feed
    assert [entry.title for entry in feed.entries] == [post.title for post in POSTS]
    for entry, post in zip(feed.entries, POSTS, strict=True):
        assert entry.link == f"https://example.org/ky-yeu/{post.path.removesuffix('index.md')}"
        assert entry.id == entry.link
        assert entry.published.endswith("+0700")
        assert datetime.date(*entry.published_parsed[:3]) == post.date  # in UTC, as feed readers have it
        assert [tag.term for tag in entry.tags]
        assert post.title not in entry.summary
        assert len(entry.summary) > 80


def test_the_summary_is_the_beginning_of_the_post(site, pages):
    for entry in feedparser.parse((site / "feed_rss_created.xml").read_bytes()).entries:
        page = pages[entry.link.removeprefix("https://example.org/ky-yeu/") + "index.html"]
        first = page.article.h1.find_next_sibling("p")
        assert " ".join(entry.summary.split()) == " ".join(first.get_text().split())
        assert page.find("meta", attrs={"name": "description"})["content"] == entry.summary


def test_the_feed_bears_no_day_of_the_build(site):
    for name in ("created", "updated"):
        text = (site / f"feed_rss_{name}.xml").read_text(encoding="utf-8")
        days = set(re.findall(r"<(?:pubDate|lastBuildDate)>\w+, (\d+ \w+ \d+)", text))
        assert days == {post.date.strftime("%d %b %Y") for post in POSTS}


def test_pages_name_the_feed(pages):
    for name in ("index.html", "tin-tuc/index.html"):
        links = pages[name].find_all("link", type="application/rss+xml")
        assert {Path(str(link["href"])).name for link in links} == {"feed_rss_created.xml", "feed_rss_updated.xml"}
    assert pages["tin-tuc/index.html"].find("a", href="../feed_rss_created.xml")


# --- small parts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("Chữ.\n\n[điền: số đại biểu dự] đại biểu", [(3, "[điền: số đại biểu dự]")]),
        ("[Điền: a] và [điền: b]", [(1, "[Điền: a]"), (1, "[điền: b]")]),
        ("[điền vào mẫu](a.md)", []),
        ("điền: a", []),
    ],
)
def test_gaps(text, gaps):
    assert list(find_gaps(text)) == gaps


def test_a_summary_is_text():
    page = "<h1>Tên</h1>\n<p>Một <em>hai</em> &amp; <b>ba</b></p>\n<p>Bốn</p><h2>Năm</h2><p>Sáu</p>"
    assert summary(beginning(page)) == "Một hai &amp; ba Bốn"
    assert summary(beginning("<p>Một</p>\n<!-- more -->\n<p>Hai</p>")) == "Một"


def test_a_picture_that_is_none_leaves_the_feed(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text("<a> <image> <url>None</url> <title>x</title> </image> <item/></a>")
    finish_feed(path)
    assert path.read_text() == "<a> <item/></a>"
    finish_feed(tmp_path / "none.xml")


def test_feeds_without_posts_keep_their_date():
    class Feed:
        pubDate = buildDate = "x"  # noqa: N815 - the plugin's names

    date_feeds([Feed], [])
    assert Feed.pubDate == "x"


# --- posts of other trees ----------------------------------------------------------------------------------

HEAD = "---\ntitle: {title}\ndate: {date}\ncategories: [Tổng kết]\nevent: {event}\n---\n\n"


def build(tmp_path: Path, posts: dict[str, str | bytes]) -> tuple[Path, str]:
    files: dict[str, str | bytes | None] = {f"docs/tin-tuc/posts/{name}": text for name, text in posts.items()}
    files |= {"docs/index.md": "# Kỷ yếu\n\n<!-- home -->\n", "docs/tin-tuc/index.md": "# Tin tức\n"}
    root = seminar.write_small(tmp_path, files)
    done = command("build", "--only", "site", "--root", root, "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    return root / "site", done.stderr


@pytest.mark.slow
def test_a_post_with_gaps_is_told_and_not_published(tmp_path):
    head = HEAD.format(title="Tin còn dở", date="2021-10-18", event=seminar.EVENT_ID)
    whole = HEAD.format(title="Tin đã xong", date="2021-01-05", event=seminar.EVENT_ID)
    site, told = build(
        tmp_path,
        {"a.md": head + "Có [điền: số đại biểu dự] đại biểu.\n", "b.md": whole + "Đầu.\n\n<!-- more -->\n\nSau.\n"},
    )
    assert "docs/tin-tuc/posts/a.md:8: còn chỗ [điền: số đại biểu dự]" in told
    assert not (site / "tin-tuc" / "tin-con-do").exists()
    assert (site / "tin-tuc" / "tin-da-xong" / "index.html").is_file()
    for path in site.rglob("*"):
        if path.suffix in (".html", ".xml", ".json", ".js"):
            assert "điền: số đại biểu" not in path.read_text(encoding="utf-8"), path
    page = BeautifulSoup((site / "tin-tuc" / "tin-da-xong" / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert "Ngày 05 tháng 01 năm 2021".lower() in text_of(page.find(class_="ky-kicker")).lower()


@pytest.mark.slow
def test_an_unknown_event_is_told(tmp_path):
    _, told = build(tmp_path, {"a.md": HEAD.format(title="Tin", date="2021-10-18", event="2030-khong-co") + "Chữ.\n"})
    assert "không có sự kiện 2030-khong-co" in told


@pytest.mark.slow
def test_a_picture_has_its_caption_and_nothing_of_a_post_runs(tmp_path):
    text = "<script>pwn()</script>Đầu <b onclick=pwn()>đậm</b>.\n\n<!-- more -->\n\n![Hội trường](a.png)\n\n"
    text += "/// caption\nQuang cảnh hội trường.\n///\n\n!!! note\n    Chữ.\n"
    title = '"Tin có ảnh <img src=x onerror=pwn()>"\nslug: tin-co-anh'
    post = HEAD.format(title=title, date="2021-10-18", event=seminar.EVENT_ID) + text
    site, _ = build(tmp_path, {"a.md": post, "a.png": small_png()})
    page = BeautifulSoup((site / "tin-tuc" / "tin-co-anh" / "index.html").read_text(encoding="utf-8"), "html.parser")
    figure = page.article.figure
    assert text_of(figure.figcaption) == "Quang cảnh hội trường."
    told = {tag["property"]: tag["content"] for tag in page.head.find_all("meta", property=True)}
    assert (site / told["og:image"].removeprefix("https://example.org/thu/")).is_file()
    assert told["og:image"].endswith("/a.png")
    assert (told["og:image:width"], told["og:image:alt"]) == ("8", "Hội trường")
    assert (site / "tin-tuc" / "tin-co-anh" / figure.img["src"]).resolve().is_file()
    assert text_of(page.article.find(class_="admonition-title")) == "Ghi chú"
    for name in ("tin-co-anh/index.html", "index.html", "nam/2021/index.html"):
        shown = BeautifulSoup((site / "tin-tuc" / name).read_text(encoding="utf-8"), "html.parser")
        assert not [tag for tag in shown.find_all(True) if any("pwn" in str(value) for value in event_handlers(tag))]
        assert "pwn" not in "".join(tag.get_text() for tag in shown.find_all("script"))
    entry = feedparser.parse((site / "feed_rss_created.xml").read_bytes()).entries[0]
    assert entry.summary == "Đầu đậm."


def event_handlers(tag) -> list[str]:
    return [value for name, value in tag.attrs.items() if name.startswith("on")]


def small_png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), (120, 30, 20)).save(made, "PNG")
    return made.getvalue()
