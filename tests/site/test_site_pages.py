"""The real website: links that lead somewhere, every fact of the plans, Vietnamese throughout, nobody else asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from book.harness import CONTENT, page_texts
from bs4 import BeautifulSoup, Comment, Tag

from proceedings.model.event import Event, Topic
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.reading.load import read
from proceedings.rules.catalogue import CATALOGUE

pytestmark = pytest.mark.slow

EVENTS = ["2021-hoi-thao-truong-chuan", "2021-toa-dam-kl14"]
ENGLISH = [
    "Skip to content",
    "Back to top",
    "Search",
    "Not found",
    "Permanent link",
    "Table of contents",
    "Next",
    "Previous",
    "Initializing",
    "Metadata",
    "Footer",
    "Header",
    "Navigation",
    "Tabs",
    "Continue reading",
    "Jump back to",
    "Made with",
    "Copy to clipboard",
    "min read",
    "Archive",
    "Categories",
    "Warning",
    "Note",
]


@pytest.fixture(scope="session")
def model() -> Proceedings:
    return read(CONTENT).proceedings


def papers(model: Proceedings) -> list[Paper]:
    return [paper for paper in model.papers if paper.front.status == "accepted"]


def text_of(page: BeautifulSoup | Tag) -> str:
    return " ".join(page.get_text(" ").split())


def squeezed(text: str) -> str:
    """A text without blanks: HTML may break a line anywhere."""
    return re.sub(r"\s", "", text)


def addresses(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Yield every address of a page, with the name of its tag."""
    for tag in page.find_all(True):
        for name in ("href", "src", "data", "poster", "action", "formaction"):
            if tag.get(name) is not None:
                yield tag.name, str(tag[name])
        for part in str(tag.get("srcset") or "").split(","):
            if part.strip():
                yield tag.name, part.split()[0]


def outside(address: str) -> bool:
    return bool(urlsplit(address).scheme or urlsplit(address).netloc)


def test_there_are_pages(pages):
    assert len(pages) > 50


def test_every_link_leads_to_a_page_and_an_anchor(site, pages):
    broken: list[str] = []
    checked = 0
    anchors = {
        path: {str(tag[name]) for name in ("id", "name") for tag in page.find_all(attrs={name: True})}
        for path, page in pages.items()
    }
    for path, page in pages.items():
        # MkDocs gives 404.html addresses from the site's root on, below the path of site_url.
        for _, address in addresses(page):
            if outside(address):
                continue
            whole = urlsplit(urljoin(f"/{path}", address))
            target = unquote(whole.path).lstrip("/")
            if path == "404.html":
                target = target.removeprefix("ky-yeu/")
            if not target or target.endswith("/"):
                target += "index.html"
            if not (site / target).is_file():
                broken.append(f"{path}: {address}")
            elif whole.fragment and unquote(whole.fragment) not in anchors.get(target, set()) | {"__top"}:
                broken.append(f"{path}: {address} (anchor)")
        checked += len(list(addresses(page)))
    assert broken == []
    assert checked > 1000


def test_no_page_has_an_identifier_twice(pages):
    for path, page in pages.items():
        names = [str(tag["id"]) for tag in page.find_all(id=True)]
        assert len(names) == len(set(names)), (path, {name for name in names if names.count(name) > 1})


def test_nothing_is_fetched_from_third_parties(site, pages):
    fetching = {"script", "img", "iframe", "source", "video", "audio", "object", "embed", "track", "form", "input"}
    for path, page in pages.items():
        for tag, address in addresses(page):
            assert not (tag in fetching and outside(address)), (path, tag, address)
        for link in page.find_all("link"):
            inert = {"canonical", "alternate", "schema.DC"} & set(link.get("rel") or [])
            assert inert or not outside(str(link.get("href"))), (path, link)
    styles = list(site.rglob("*.css"))
    assert styles
    for style in styles:
        css = style.read_text(encoding="utf-8")
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", css), style
        assert not re.search(r"@import", css), style


def test_every_page_is_vietnamese(pages):
    assert {str(page.html.get("lang")) for page in pages.values()} == {"vi"}


@pytest.mark.parametrize("words", ENGLISH)
def test_no_english_of_the_theme(pages, words):
    word = re.compile(rf"(?<![\w.-]){re.escape(words)}(?![\w.-])")
    for path, page in pages.items():
        shown = [text_of(page.body)]
        for name in ("title", "aria-label", "placeholder", "alt"):
            shown += [str(tag[name]) for tag in page.find_all(attrs={name: True})]
        for text in shown:
            found = word.search(text)
            assert not found, (path, text[max(0, found.start() - 40) : found.end() + 40])


def test_every_page_has_one_title_of_its_own(pages):
    titles = [text_of(page.title) for path, page in pages.items() if "/nam/" not in path and "/trang/" not in path]
    assert all(titles)
    assert len(set(titles)) == len(titles), {title for title in titles if titles.count(title) > 1}


def test_every_page_has_one_main_heading(pages):
    for path, page in pages.items():
        assert len(page.find_all("h1")) == 1, path


def test_no_none_and_no_template_left(pages):
    for path, page in pages.items():
        shown = text_of(page.body)
        assert not re.search(r"(?<!\w)(None|Undefined|NaN|nan)(?!\w)", shown), path
        assert "{{" not in shown, path
        comments = [text for text in page.body.find_all(string=re.compile("<!-- ")) if not text.find_parent("code")]
        assert [text for text in comments if not isinstance(text, Comment)] == [], path


def test_every_paper_has_its_page(site, pages, model):
    for paper in papers(model):
        page = pages[f"{paper.event}/{paper.slug}/index.html"]
        shown = squeezed(text_of(page.article))
        assert text_of(page.h1) == " ".join(paper.front.title.split())
        for author in paper.front.authors:
            assert squeezed(author.name) in shown
            assert squeezed(model.units[author.unit].name) in shown
        if paper.front.abstract:
            assert squeezed(paper.front.abstract) in shown
        for keyword in paper.front.keywords:
            assert squeezed(keyword) in shown
        assert page.find("a", href=f"{paper.slug}.pdf")
        assert (site / paper.event / paper.slug / f"{paper.slug}.pdf").read_bytes().startswith(b"%PDF")


def test_figures_keep_their_place_and_come_when_wanted(pages):
    figures = [image for page in pages.values() for image in page.select(".ky-body figure img")]
    assert len(figures) >= 3
    for image in figures:
        assert image["loading"] == "lazy", image
        assert (image.get("width") and image.get("height")) or "aspect-ratio" in image.get("style", ""), image


def test_every_paper_names_its_topic(pages, model):
    for paper in papers(model):
        shown = squeezed(text_of(pages[f"{paper.event}/{paper.slug}/index.html"].article))
        if paper.front.topic == "khac":
            assert squeezed(f"{paper.front.topic_title} (tự chọn)") in shown
        else:
            topics = {topic.number: topic.title.text for topic in flat_topics(model.event(paper.event).topics)}
            assert squeezed(f"{paper.front.topic}. {topics[paper.front.topic].rstrip(' .:…')}") in shown


def test_every_sample_says_so(pages, model):
    samples = [paper for paper in papers(model) if paper.front.sample]
    assert samples
    for paper in samples:
        page = pages[f"{paper.event}/{paper.slug}/index.html"]
        assert "Bài minh họa." in text_of(page.find(class_="ky-sample"))


def test_the_pages_of_a_paper_in_the_volume_are_those_of_its_pdf(site, pages, model):
    for paper in papers(model):
        kicker = text_of(pages[f"{paper.event}/{paper.slug}/index.html"].find(class_="ky-kicker"))
        first, last = map(int, re.search(r"trang (\d+)–(\d+)", kicker).groups())
        alone = page_texts(site / paper.event / paper.slug / f"{paper.slug}.pdf")
        assert alone[0].split()[-1] == str(first)
        assert alone[-1].split()[-1] == str(last)


def test_the_volume_page_lists_every_paper_with_its_page(pages, model):
    for event in EVENTS:
        page = pages[f"{event}/muc-luc/index.html"]
        listed = [text_of(item.a) for item in page.select(".ky-papers > li")]
        wanted = {" ".join(paper.front.title.split()) for paper in papers(model) if paper.event == event}
        assert set(listed) == wanted
        numbers = [int(re.findall(r"\d+", text_of(tag))[0]) for tag in page.select(".ky-papers .ky-pages")]
        assert numbers == sorted(numbers)
        volume = next(each for each in model.events if each.id == event).volume
        # Where parts have title pages, the first paper comes after the first of them and its blank back.
        assert numbers[0] == (3 if volume.part_pages else 1)
        assert len(numbers) == len(wanted)


def numbers_of(topics: tuple[Topic, ...]) -> list[str]:
    return [topic.number for topic in flat_topics(topics)]


@pytest.fixture(params=EVENTS)
def event(request: pytest.FixtureRequest, model: Proceedings) -> Event:
    return model.event(request.param)


def event_text(event: Event, pages: dict[str, BeautifulSoup]) -> str:
    """The text of an event's two pages: the plan and the call for papers."""
    both = (pages[f"{event.id}/index.html"], pages[f"{event.id}/moi-viet-bai/index.html"])
    return squeezed(" ".join(text_of(page.article) for page in both))


def test_an_event_page_has_every_topic_number_in_order(event, pages):
    lists = pages[f"{event.id}/moi-viet-bai/index.html"].select("#chu-de ~ ol.ky-topics")
    shown = [text_of(tag).rstrip(".") for tag in lists[0].select(".ky-number")]
    assert shown == numbers_of(event.topics)


def test_an_event_page_has_every_topic(event, pages):
    shown = event_text(event, pages)
    for topic in flat_topics(event.topics):
        assert squeezed(topic.title.text) in shown


def test_an_event_page_has_every_phase(event, pages):
    page = pages[f"{event.id}/index.html"]
    assert event.timeline
    assert len(page.select(".ky-timeline > li:not(.ky-pause)")) == len(event.timeline)
    shown = event_text(event, pages)
    for phase in event.timeline:
        assert squeezed(phase.task.text) in shown


def test_an_event_page_has_its_deadlines(event, pages):
    shown = text_of(pages[f"{event.id}/index.html"].article)
    days = [day for day in (event.deadlines.authors, event.deadlines.schools) if day]
    assert days
    for day in days:
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        assert f"ngày {day.day:02} tháng {month} năm {day.year}" in shown


def test_an_event_page_has_the_banner_line_by_line(event, pages):
    lines = [text_of(line) for line in pages[f"{event.id}/index.html"].select(".ky-banner p:not(.ky-gap)")]
    wanted = [re.sub(r"\bngày\s+tháng\b", "ngày … tháng", line.text) for line in event.banner if line.text]
    assert lines == [" ".join(line.split()) for line in wanted]


def test_an_event_page_has_every_recipient_person_and_task(event, pages):
    shown = event_text(event, pages)
    assert event.plan.recipients
    wanted = [recipient.name.text for recipient in event.plan.recipients]
    wanted += [event.plan.signer.name, *(office.text for office in event.plan.signer.offices)]
    wanted += [chair.name.text for chair in event.chairs if chair.name]
    wanted += [task.text for duty in event.responsibilities for task in duty.tasks]
    wanted += [person.name.text for duty in event.responsibilities for person in duty.people if person.name]
    wanted += [wording.text for wording in (*event.purposes, *event.requirements, *event.participants)]
    wanted += [item.text.text for item in event.contents]
    for words in wanted:
        assert squeezed(words) in shown, words


def test_a_misprint_stands_beside_its_correction(event, pages):
    shown = event_text(event, pages)
    printed = [topic.title.printed for topic in flat_topics(event.topics) if topic.title.printed]
    printed += [erratum.printed for erratum in event.errata]
    assert printed
    for words in printed:
        assert squeezed(words) in shown


def test_a_tentative_date_is_never_one_day(model, pages):
    tentative = [event for event in model.events if not event.date.start]
    assert tentative
    for event in tentative:
        facts = pages[f"{event.id}/index.html"].find("dl", class_="ky-facts")
        when = text_of(facts.find("dt", string="Thời gian").find_next_sibling("dd"))
        assert "ự kiến" in when
        assert not re.search(r"ngày \d", when)
        for path in ("index.html", "su-kien/index.html"):
            card = pages[path].find("a", href=re.compile(event.id)).find_parent(["section", "li"])
            assert not re.search(r"(?:T|t)hời gian: (?!dự kiến)", text_of(card))


def test_a_fixed_date_is_told_with_hour_and_weekday(model, pages):
    fixed = [event for event in model.events if event.date.start]
    assert fixed
    for event in fixed:
        assert "thứ Sáu, ngày 29 tháng 10 năm 2021" in text_of(pages[f"{event.id}/index.html"].article)


def test_no_personal_mailbox_anywhere(site):
    for path in site.rglob("*"):
        if path.suffix in (".html", ".json", ".xml", ".svg", ".txt", ".js"):
            assert "@gmail" not in path.read_text(encoding="utf-8").lower(), path
    for path in [*site.rglob("*.pdf"), *(site.parent / "dist").rglob("*.pdf")]:
        assert "@gmail" not in "".join(page_texts(path)).lower(), path


def test_addresses_write_đ_as_d(site, pages):
    folders = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert all(re.fullmatch(r"[a-z0-9./-]*", folder) for folder in folders)
    anchors = {str(tag["id"]) for tag in pages["huong-dan/tac-gia/index.html"].article.find_all(["h2", "h3"], id=True)}
    assert anchors
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)
    chapter = pages["2021-hoi-thao-truong-chuan/muc-luc/index.html"]
    assert chapter.find(id="chu-de-1-2-dd")
    headings = pages["2021-toa-dam-kl14/doi-moi-kiem-tra-giam-sat/index.html"].article.find_all("h2", id=True)
    for heading in headings:
        if "đ" in heading.get_text().lower():
            assert "d" in str(heading["id"])


def test_the_search_index_holds_the_papers(site, model):
    index = json.loads((site / "search" / "texts.json").read_text(encoding="utf-8"))
    by_page: dict[str, str] = {}
    for entry in index["docs"]:
        page = entry["location"].partition("#")[0]
        by_page[page] = by_page.get(page, "") + squeezed(entry["title"] + entry["text"])
    for paper in papers(model):
        text = by_page[f"{paper.event}/{paper.slug}/"]
        assert squeezed(paper.front.title) in text
        words = re.sub(r"[^\w ]", " ", re.sub(r"\[\^[^\]]*\]:?|[*_#|]", " ", paper.text.split("\n\n")[1])).split()[:6]
        assert squeezed("".join(words)) in re.sub(r"[^\w]", "", text)


def test_a_lost_visitor_is_told_in_vietnamese(pages):
    page = pages["404.html"]
    assert text_of(page.h1) == "Không tìm thấy trang"
    assert page.find("a", class_="md-button", string="Về trang chủ")


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_rule_has_its_page(pages, code):
    page = pages[f"quy-tac/{code.lower()}/index.html"]
    rule = CATALOGUE[code]
    shown = squeezed(text_of(page.article))
    for words in (code, rule.title, rule.why, rule.wrong, rule.right, rule.repair):
        assert squeezed(words) in shown
    assert pages["quy-tac/index.html"].find("a", href=f"{code.lower()}/")


def test_the_official_document_has_an_anchor_for_every_part(pages):
    page = pages["van-ban/ke-hoach-kl14-binh-dinh/index.html"]
    wanted = (
        "i i-1 i-2 ii ii-1 ii-1-1 ii-1-2 ii-1-3 ii-2 ii-2-1 ii-2-2 ii-2-3 ii-2-4 ii-2-5 ii-2-5b iii iii-1 iii-2 iii-3"
    )
    for part in wanted.split():
        assert page.article.find(id=f"muc-{part}") is not None, part
    assert "Khuyến khích" in text_of(page.find(id="muc-ii-2"))
    assert text_of(page.find(id="muc-ii-2-5")).startswith("(5) Các cấp ủy")


def test_the_register_has_every_document_with_an_anchor(pages, model):
    register = pages["van-ban/index.html"].find("table", class_="ky-register")
    assert [str(row["id"]) for row in register.find_all("tr", id=True)] == list(model.documents)


def test_the_sitemap_lists_the_papers(site, model):
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for paper in papers(model):
        assert f"/{paper.event}/{paper.slug}/</loc>" in sitemap


def test_nothing_of_the_content_tree_is_published_raw(site: Path):
    assert not list(site.rglob("*.md"))
    assert not list(site.rglob("*.yml"))
    templates = {"mau-bai.docx", "mau-bai-mo-hinh.docx", "bai-mau.docx"}
    assert {path.name for path in site.rglob("*.docx")} == templates
