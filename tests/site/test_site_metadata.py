"""Metadata of the real site read back: true to the model and to the PDFs; canonical links, sitemap, old addresses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypandoc
import pytest
from book import seminar
from book.harness import AS_OF, CONTENT, command, page_texts
from bs4 import BeautifulSoup

from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.reading.load import read

pytestmark = pytest.mark.slow

SITE = "https://example.org/ky-yeu/"
DAYS = {"2021-toa-dam-kl14": (2021, 10, 29), "2021-hoi-thao-truong-chuan": (2021, 11)}
"""When the two seminars take place, as far as their plans say."""


@pytest.fixture(scope="session")
def model() -> Proceedings:
    return read(CONTENT).proceedings


@pytest.fixture(scope="session")
def papers(model: Proceedings) -> list[Paper]:
    found = [paper for paper in model.papers if paper.front.status == "accepted"]
    assert len(found) > 10
    return found


def tags(page: BeautifulSoup, name: str) -> list[str]:
    return [str(tag["content"]) for tag in page.head.find_all("meta", attrs={"name": name})]


def linked_data(page: BeautifulSoup) -> dict[str, Any]:
    (script,) = page.find_all("script", type="application/ld+json")
    return json.loads(script.string)


def inverted(name: str) -> str:
    family, _, given = name.partition(" ")
    return f"{family}, {given}"


def file_of(site: Path, address: str) -> Path:
    assert address.startswith(SITE)
    return site / address.removeprefix(SITE)


def page_of(paper: Paper, pages: dict[str, BeautifulSoup]) -> BeautifulSoup:
    return pages[f"{paper.event}/{paper.slug}/index.html"]


def test_title_authors_and_date_are_those_of_the_model(pages, papers):
    for paper in papers:
        page = page_of(paper, pages)
        assert tags(page, "citation_title") == [" ".join(paper.front.title.split())]
        assert tags(page, "citation_author") == [inverted(author.name) for author in paper.front.authors]
        assert tags(page, "citation_publication_date") == ["/".join(f"{part:02}" for part in DAYS[paper.event])]
        assert tags(page, "DC.creator") == tags(page, "citation_author")
        assert tags(page, "citation_language") == ["vi"]


def test_pages_and_pdf_are_those_of_the_pdf_itself(site, pages, papers):
    for paper in papers:
        page = page_of(paper, pages)
        (address,) = tags(page, "citation_pdf_url")
        pdf = file_of(site, address)
        assert pdf.parent == site / paper.event / paper.slug  # Google Scholar wants it beside the page
        printed = page_texts(pdf)
        (first,), (last,) = tags(page, "citation_firstpage"), tags(page, "citation_lastpage")
        assert (printed[0].split()[-1], printed[-1].split()[-1]) == (first, last)
        assert int(last) - int(first) + 1 == len(printed)
        with pikepdf.open(pdf) as opened:
            assert str(opened.docinfo["/Title"]) == tags(page, "citation_title")[0]


def test_linked_data_of_a_paper_agrees_with_its_tags(site, pages, papers, model):
    for paper in papers:
        page = page_of(paper, pages)
        data = linked_data(page)
        assert data["@type"] == "ScholarlyArticle"
        assert [author["name"] for author in data["author"]] == [author.name for author in paper.front.authors]
        assert [author["affiliation"]["name"] for author in data["author"]] == [
            model.units[model.school_of(author.unit)].name for author in paper.front.authors
        ]
        assert [data["headline"]] == tags(page, "citation_title")
        assert [data["pageStart"], data["pageEnd"]] == [
            *tags(page, "citation_firstpage"),
            *tags(page, "citation_lastpage"),
        ]
        assert file_of(site, data["encoding"]["contentUrl"]).is_file()
        assert (file_of(site, data["isPartOf"]["@id"]) / "index.html").is_file()
        for document in data.get("citation", []):
            path, _, anchor = document["url"].partition("#")
            register = pages[(file_of(site, path) / "index.html").relative_to(site).as_posix()]
            assert register.find(id=anchor) is not None


def test_linked_data_of_volumes_and_seminars(pages, papers):
    for event, day in DAYS.items():
        volume = linked_data(pages[f"{event}/muc-luc/index.html"])
        assert volume["@type"] == "PublicationVolume"
        assert {part["name"] for part in volume["hasPart"]} == {
            " ".join(paper.front.title.split()) for paper in papers if paper.event == event
        }
        told = linked_data(pages[f"{event}/index.html"])
        assert told["@type"] == "Event"
        assert told["startDate"].startswith("-".join(f"{part:02}" for part in day))
    assert linked_data(pages["2021-toa-dam-kl14/index.html"])["startDate"] == "2021-10-29T08:00:00+07:00"
    # Neither its day nor its place is settled.
    assert "location" not in linked_data(pages["2021-hoi-thao-truong-chuan/index.html"])


def test_citation_files_read_back_as_the_paper(site, papers):
    for paper in papers:
        whole = site / paper.event / paper.slug / paper.slug
        title = " ".join(paper.front.title.split())
        for ending, form in (("bib", "bibtex"), ("ris", "ris"), ("json", "csljson")):
            text = whole.with_suffix(f".{ending}").read_text(encoding="utf-8")
            (item,) = json.loads(pypandoc.convert_text(text, "csljson", format=form))
            assert item["title"] == title
            names = [f"{author['family']} {author['given']}" for author in item["author"]]
            assert names == [author.name for author in paper.front.authors]


def test_the_citation_ends_as_the_line_printed_under_the_paper(site, pages, papers):
    for paper in papers:
        line = page_of(paper, pages).select_one(".ky-cite-line").get_text()
        _, _, source = line.rpartition("”, Kỷ yếu")
        printed = page_texts(site / paper.event / paper.slug / f"{paper.slug}.pdf")[0]
        squeezed = re.sub(r"[\s\u2060]", "", printed)
        assert re.sub(r"\s", "", f"Kỷ yếu{source}") in squeezed, paper.slug


def test_every_page_has_its_own_canonical_address(site, pages):
    for path, page in pages.items():
        if path == "404.html":
            continue
        (canonical,) = page.head.find_all("link", rel="canonical")
        assert str(canonical["href"]) == SITE + path.removesuffix("index.html")
        (shared,) = page.head.find_all("meta", property="og:url")
        assert shared["content"] == canonical["href"]


def shared(page: BeautifulSoup, name: str) -> str | None:
    found = page.head.find("meta", property=name)
    return str(found["content"]) if found else None


def test_posts_calls_and_the_home_page_are_shared_with_the_picture_of_their_event(pages):
    events = {
        "index.html": "2021-hoi-thao-truong-chuan",
        "2021-toa-dam-kl14/moi-viet-bai/index.html": "2021-toa-dam-kl14",
        "tin-tuc/moi-viet-bai-toa-dam-kl14/index.html": "2021-toa-dam-kl14",
        "tin-tuc/moi-viet-bai-hoi-thao-truong-chuan/index.html": "2021-hoi-thao-truong-chuan",
    }
    for path, event in events.items():
        page = pages[path]
        assert shared(page, "og:image") == f"{SITE}{event}/anh-chia-se.png", path
        assert (shared(page, "og:image:width"), shared(page, "og:image:height")) == ("1200", "630")
        assert shared(page, "og:image:alt")
        assert tags(page, "twitter:card") == ["summary_large_image"]
        assert len(page.head.find_all("meta", property="og:type")) == 1
    assert shared(pages["index.html"], "og:title") == "Kỷ yếu"
    post = pages["tin-tuc/moi-viet-bai-toa-dam-kl14/index.html"]
    assert (shared(post, "og:type"), shared(post, "article:published_time")) == ("article", "2021-10-13T07:00:00+07:00")
    assert shared(post, "og:title") == post.h1.get_text().removesuffix("¶")
    assert shared(post, "og:description") == tags(post, "description")[0]


def test_only_pages_of_one_chapter_follow_each_other(pages):
    def following(path: str) -> list[str]:
        return [str(link["href"]) for link in pages[path].select(".md-footer__link")]

    assert following("ban-bien-tap/index.html") == ["2021-hoi-thao-truong-chuan/"]
    assert following("index.html") == []
    assert following("huong-dan/index.html") == ["tac-gia/"]
    assert following("quy-tac/index.html") == ["../quy-dinh/"]


def test_the_sitemap_lists_every_page_once_and_nothing_else(site, pages):
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [str(tag.text) for tag in ElementTree.parse(site / "sitemap.xml").iter(f"{space}loc")]
    assert len(listed) == len(set(listed))
    unlisted = {path for path, page in pages.items() if "noindex" in tags(page, "robots")} | {"404.html"}
    assert {file_of(site, address).relative_to(site).as_posix() for address in listed} == {
        path.removesuffix("/index.html").replace("index.html", ".") for path in pages if path not in unlisted
    }


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of a tree with a withdrawn paper and an old address."""
    base = tmp_path_factory.mktemp("moved")
    old = f"extra:\n  redirects:\n    cu/bai/: {seminar.EVENT_ID}/tu-chon/\n"
    root = seminar.write(base / "tree", {"mkdocs.yml": seminar.MKDOCS + old})
    done = command("build", "--root", root, "--only", "site,book", "--out", base / "out", "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    return base / "out" / "site"


def test_what_was_published_at_an_old_address_is_there_still(moved):
    new = moved / seminar.EVENT_ID / "tu-chon"
    for ending in ("pdf", "bib", "ris", "json"):
        assert (moved / f"cu/bai/bai.{ending}").read_bytes() == (new / f"tu-chon.{ending}").read_bytes()


def test_an_old_address_of_a_tree_leads_on(moved):
    page = BeautifulSoup((moved / "cu/bai/index.html").read_text(encoding="utf-8"), "html.parser")
    assert (moved / "cu/bai" / page.a["href"] / "index.html").resolve().is_file()
    assert page.find("link", rel="canonical")["href"] == f"https://example.org/thu/{seminar.EVENT_ID}/tu-chon/"
    assert page.title.string == 'Trang đã đổi địa chỉ: Bài “tự chọn” <b>có dấu</b> & ký tự "lạ"'
    assert "cu/bai" not in (moved / "sitemap.xml").read_text(encoding="utf-8")


def test_a_withdrawn_paper_is_there_but_not_listed(moved):
    page = BeautifulSoup((moved / seminar.EVENT_ID / "da-rut/index.html").read_text(encoding="utf-8"), "html.parser")
    assert tags(page, "robots") == ["noindex"]
    assert tags(page, "citation_title") == []
    assert page.head.find("meta", property="og:title") is None
    assert "da-rut" not in (moved / "sitemap.xml").read_text(encoding="utf-8")
    assert not list((moved / seminar.EVENT_ID / "da-rut").glob("*.bib"))


def test_an_old_address_that_leads_nowhere_stops_the_build(tmp_path):
    old = "extra:\n  redirects:\n    cu/: khong-co/\n"
    root = seminar.write(tmp_path / "tree", {"mkdocs.yml": seminar.MKDOCS + old})
    done = command("build", "--root", root, "--only", "site", "--out", tmp_path / "out", "--as-of", AS_OF)
    assert done.returncode == 2
    assert "website không có trang “khong-co/”" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
