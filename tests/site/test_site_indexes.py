"""The indexes of the real website: everybody, every school, topic, model and document, and links that lead there."""

from __future__ import annotations

import re

import pytest
from book.harness import CONTENT
from bs4 import BeautifulSoup, Tag

from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings, flat_topics
from proceedings.reading.load import read

pytestmark = pytest.mark.slow

INDEXES = ["tac-gia", "truong", "chu-de", "mo-hinh", "van-ban", "nam"]


@pytest.fixture(scope="session")
def model() -> Proceedings:
    return read(CONTENT).proceedings


@pytest.fixture(scope="session")
def papers(model: Proceedings) -> list[Paper]:
    return [paper for paper in model.papers if paper.front.status == "accepted"]


def text_of(page: BeautifulSoup | Tag | None) -> str:
    assert page is not None
    return " ".join(page.get_text(" ").split())


def target(path: str, address: object) -> str:
    """Return the file of the site that a relative address of a page leads to, both by path."""
    parts = path.split("/")[:-1]
    for step in str(address).partition("#")[0].split("/"):
        parts = parts[:-1] if step == ".." else parts if step in ("", ".") else [*parts, step]
    return "/".join([*parts, "index.html"])


def test_the_indexes_stand_in_the_navigation(pages):
    tabs = [text_of(tab) for tab in pages["index.html"].select(".md-tabs__link")]
    assert "Tra cứu" in tabs
    shown = {
        target("tac-gia/index.html", link["href"]) for link in pages["tac-gia/index.html"].select(".md-nav a[href]")
    }
    assert {f"{name}/index.html" for name in INDEXES} <= shown


def test_every_author_has_a_page_with_every_paper(pages, papers, model):
    index = pages["tac-gia/index.html"]
    listed = {
        (text_of(item.a), text_of(item.select_one(".ky-by"))): target("tac-gia/index.html", item.a["href"])
        for item in index.select(".ky-index > li")
    }
    seen = set()
    for paper in papers:
        for author in paper.front.authors:
            person = author.name, model.units[model.school_of(author.unit)].name
            seen.add(person)
            page = pages[listed[person]]
            assert text_of(page.h1) == author.name
            assert paper.front.title in [text_of(link) for link in page.select(".ky-papers > li > a")]
    assert seen == set(listed)


def test_every_school_has_a_page_with_every_paper(pages, papers, model):
    for paper in papers:
        for author in paper.front.authors:
            page = pages[f"truong/{model.school_of(author.unit)}/index.html"]
            assert paper.front.title in [text_of(link) for link in page.select(".ky-papers > li > a")]


def test_every_paper_leads_to_its_own_page_and_pdf(site, pages, papers):
    wanted = {f"{paper.event}/{paper.slug}/index.html" for paper in papers}
    for path in ("chu-de/index.html", *(f"{event}/muc-luc/index.html" for event in {one.event for one in papers})):
        items = pages[path].select(".ky-papers > li")
        found = {target(path, item.a["href"]) for item in items}
        assert found == {page for page in wanted if path.startswith(("chu-de", page.partition("/")[0]))}
        for item in items:
            pdf = item.select_one('a[href$=".pdf"]')
            assert pdf is not None
            assert (site / path).parent.joinpath(str(pdf["href"])).is_file()


def test_every_topic_of_every_plan_is_listed(pages, model):
    page = pages["chu-de/index.html"]
    for event in model.events:
        shown = text_of(page.article)
        for topic in flat_topics(event.topics):
            assert topic.title.text.rstrip(" .:;…") in shown


def test_every_model_is_listed_with_words_of_its_paper(pages, papers):
    page = pages["mo-hinh/index.html"]
    models = [paper for paper in papers if paper.front.kind == "model"]
    assert models
    assert text_of(page.h1) == "Danh mục mô hình, điển hình"
    names = {text_of(heading) for heading in page.article.find_all("h2")}
    assert names == {paper.front.model.name for paper in models if paper.front.model}
    said = [text_of(tag) for tag in page.select(".ky-model dd > p:not(.ky-note), .ky-model dd li")]
    assert len(said) >= 2 * len(models)
    spoken = [re.sub(r"[*_]|\[\^\d+\]|\s", "", paper.text) for paper in models]
    for sentence in said:
        assert any(re.sub(r"\s", "", sentence) in text for text in spoken), sentence


def test_the_register_leads_to_the_papers_that_cite_a_document(pages, papers):
    cites = {paper.slug for paper in papers if re.search(r"14-KL/TW", paper.text)}
    assert cites
    row = pages["van-ban/index.html"].find(id="kl-14-kl-tw")
    found = {target("van-ban/index.html", link["href"]).split("/")[1] for link in row.select(".ky-cited a")}
    assert cites <= found


def test_every_event_stands_under_its_year(pages, model):
    page = pages["nam/index.html"]
    assert [text_of(heading) for heading in page.article.find_all("h2")] == ["Năm 2021"]
    assert {target("nam/index.html", item.a["href"]) for item in page.select(".ky-years > li")} == {
        f"{event.id}/index.html" for event in model.events
    }


def test_volumes_lead_to_each_other(pages):
    newer, older = "2021-hoi-thao-truong-chuan/muc-luc/index.html", "2021-toa-dam-kl14/muc-luc/index.html"
    assert target(newer, pages[newer].select_one(".ky-neighbours [rel=prev]")["href"]) == older
    assert target(older, pages[older].select_one(".ky-neighbours [rel=next]")["href"]) == newer


def test_no_author_or_school_page_tells_an_address_of_mail(pages):
    people = [page for path, page in pages.items() if path.startswith(("tac-gia/", "truong/"))]
    assert len(people) > 10
    for page in people:
        assert "@" not in text_of(page.article)
        assert not page.select('a[href^="mailto:"]')
