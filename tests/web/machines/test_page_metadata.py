"""What pages say to machines: true to the plan, nothing made up, and no text of a paper gets out of its place."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from plans import EVENT
from web.cited_volume import ADDRESS, PUBLISHER, listed, paper, volume

from proceedings.web.content import Content
from proceedings.web.machines.citation_formats import cited
from proceedings.web.machines.metadata import event_head, json_ld, paper_head, volume_head
from proceedings.web.machines.sharing import SharePicture, home_head, open_graph

EVENT_FILE = "papers/2021-hoi-thao/event.yml"
DATE = 'date: {start: "2021-10-29T08:00"}'
EVIL = "</script><script>alert(1)</script><!-- \"' &amp; \u2028"


def head_of(found: Content, slug: str = "bai-a") -> BeautifulSoup:
    one = listed(found, slug)
    return BeautifulSoup(paper_head(cited(one, found), one, found, about=["Chủ đề một"]), "html.parser")


def tags(head: BeautifulSoup, name: str) -> list[str]:
    return [str(tag["content"]) for tag in head.find_all("meta", attrs={"name": name})]


def data(head: BeautifulSoup | str) -> dict[str, Any]:
    soup = BeautifulSoup(head, "html.parser") if isinstance(head, str) else head
    (script,) = soup.find_all("script")
    return json.loads(script.string)


def event_data(make_tree, plan: str, **more: Any) -> dict[str, Any]:
    found = volume(make_tree, {"bai-a": paper("Một bài")}, {EVENT_FILE: plan}, **more)
    return data(event_head(found.proceedings.events[0], found))


def test_highwire_tags_in_the_form_google_scholar_asks_for(make_tree):
    authors = "{name: Nguyễn Văn An, degree: TS., unit: khoa-x}; {name: Đặng Ơn, unit: truong-b}"
    head = head_of(volume(make_tree, {"bai-a": paper("Một bài", authors, "keywords: [đổi mới]\n")}))
    assert {name: tags(head, f"citation_{name}") for name in ("title", "author", "publication_date", "keywords")} == {
        "title": ["Một bài"],
        "author": ["Nguyễn, Văn An", "Đặng, Ơn"],
        "publication_date": ["2021/10/29"],
        "keywords": ["đổi mới"],
    }
    assert tags(head, "citation_conference_title") == ["Hội thảo khoa học “Đổi mới phương pháp giảng dạy”"]
    assert tags(head, "citation_firstpage") + tags(head, "citation_lastpage") == ["1", "2"]
    assert tags(head, "citation_language") == ["vi"]
    assert tags(head, "citation_abstract_html_url") == [f"{ADDRESS}2021-hoi-thao/bai-a/"]
    assert tags(head, "citation_pdf_url") == [f"{ADDRESS}2021-hoi-thao/bai-a/bai-a.pdf"]
    assert tags(head, "citation_isbn") == []
    # A tag of an institution belongs to the author before it.
    order = [str(tag["content"]) for tag in head.find_all("meta") if "author" in str(tag.get("name"))]
    assert order == ["Nguyễn, Văn An", "Trường Chính trị tỉnh A", "Đặng, Ơn", "Trường Chính trị tỉnh B"]


@pytest.mark.parametrize(("with_pdf", "address"), [(False, ADDRESS), (True, "")])
def test_no_pdf_is_promised_that_nobody_can_find(make_tree, with_pdf, address):
    found = volume(make_tree, {"bai-a": paper("Một bài")}, with_pdf=with_pdf, address=address)
    head = head_of(found)
    assert tags(head, "citation_pdf_url") == []
    assert "encoding" not in data(head)


def test_without_an_address_none_is_named(make_tree):
    found = volume(make_tree, {"bai-a": paper("Một bài")}, address="")
    event = found.proceedings.events[0]
    whole = str(head_of(found)) + volume_head(event, found) + event_head(event, found)
    assert "og:url" not in whole
    assert "og:image" not in whole
    assert "@id" not in whole
    assert '"url"' not in whole


def test_dublin_core(make_tree):
    head = head_of(volume(make_tree, {"bai-a": paper("Một bài")}))
    assert tags(head, "DC.title") == ["Một bài"]
    assert tags(head, "DC.creator") == ["Nguyễn, Văn An"]
    assert tags(head, "DC.date") == ["2021-10-29"]
    assert tags(head, "DC.subject") == ["Chủ đề một"]


def test_a_paper_as_linked_data(make_tree):
    article = data(head_of(volume(make_tree, {"bai-a": paper("Một bài")})))
    assert (article["@context"], article["@type"]) == ("https://schema.org", "ScholarlyArticle")
    assert (article["headline"], article["inLanguage"]) == ("Một bài", "vi")
    assert article["author"] == [
        {
            "@type": "Person",
            "name": "Nguyễn Văn An",
            "familyName": "Nguyễn",
            "givenName": "Văn An",
            "affiliation": {"@type": "Organization", "name": "Trường Chính trị tỉnh A"},
        }
    ]
    assert (article["pageStart"], article["pageEnd"], article["datePublished"]) == ("1", "2", "2021-10-29")
    assert article["isPartOf"]["@id"] == f"{ADDRESS}2021-hoi-thao/muc-luc/"


def test_a_volume_as_linked_data(make_tree):
    found = volume(make_tree, {"bai-a": paper("Một bài"), "bai-b": paper("Bài hai khác hẳn")})
    made = data(volume_head(found.proceedings.events[0], found))
    assert made["@type"] == "PublicationVolume"
    assert made["name"] == "Kỷ yếu hội thảo khoa học “Đổi mới phương pháp giảng dạy”"
    assert [(part["name"], part["pageStart"]) for part in made["hasPart"]] == [
        ("Một bài", "1"),
        ("Bài hai khác hẳn", "3"),
    ]
    assert "isbn" not in made


def test_a_volume_with_an_isbn_is_a_book_too(make_tree):
    plan = EVENT.replace("volume: {title: KỶ YẾU HỘI THẢO KHOA HỌC}", PUBLISHER)
    found = volume(make_tree, {"bai-a": paper("Một bài")}, {EVENT_FILE: plan})
    made = data(volume_head(found.proceedings.events[0], found))
    assert made["@type"] == ["PublicationVolume", "Book"]
    assert (made["isbn"], made["publisher"]["name"]) == ("978-604-57-4212-9", "Nhà xuất bản A")
    assert tags(head_of(found), "citation_isbn") == ["978-604-57-4212-9"]


def test_a_seminar_with_a_day_starts_at_its_hour_in_vietnam(make_tree):
    made = event_data(make_tree, EVENT)
    assert made["startDate"] == "2021-10-29T08:00:00+07:00"
    assert made["organizer"]["name"] == "Trường Chính trị tỉnh A"
    assert made["image"].startswith(ADDRESS)


@pytest.mark.parametrize(
    "date", ['{month: "2021-11"}', '{window: {start: 2021-11-25, end: 2021-11-30}, month: "2021-11"}']
)
def test_an_open_day_is_told_by_its_month(make_tree, date):
    made = event_data(make_tree, EVENT.replace(DATE, f"date: {date}"))
    assert made["startDate"] == "2021-11"
    assert "endDate" not in made


def test_a_seminar_in_either_of_two_months_is_not_told_to_machines(make_tree):
    plan = EVENT.replace(DATE, "date: {window: {start: 2021-11-25, end: 2021-12-02}}")
    found = volume(make_tree, {"bai-a": paper("Một bài")}, {EVENT_FILE: plan})
    head = event_head(found.proceedings.events[0], found)
    assert "<script" not in head
    assert "og:title" in head


@pytest.mark.parametrize(
    ("venues", "mode"),
    [
        ("[{name: Hội trường A}]", "Offline"),
        ("[{name: Hội trường A, option: 1}, {name: Trực tuyến, mode: online, option: 2, chosen: true}]", "Online"),
        ("[{name: Hội trường A, option: 1}, {name: Trực tuyến, mode: online, option: 2}]", None),
    ],
)
def test_a_place_is_told_once_it_is_settled(make_tree, venues, mode):
    made = event_data(make_tree, EVENT + f"venues: {venues}\n")
    assert made.get("eventAttendanceMode") == (mode and f"https://schema.org/{mode}EventAttendanceMode")
    kinds = {"Offline": "Place", "Online": "VirtualLocation", None: None}
    assert made.get("location", {}).get("@type") == kinds[mode]


def test_no_text_ends_the_script(make_tree):
    found = volume(make_tree, {"bai-a": paper("Một bài")})
    one = listed(found, "bai-a")
    known = replace(cited(one, found), title=EVIL)
    text = paper_head(known, one, found, about=[EVIL])
    assert text.count("<script") == 1
    assert text.count("</script") == 1
    head = BeautifulSoup(text, "html.parser")
    assert tags(head, "citation_title") == [EVIL]
    assert data(head)["headline"] == EVIL
    assert data(head)["about"][0]["name"] == EVIL


def test_linked_data_leaves_out_what_is_not_known():
    made = json_ld({"a": "", "b": [], "c": {"d": None}, "e": [{"f": ""}, {"g": "h"}], "i": 0})
    assert data(made) == {"@context": "https://schema.org", "e": [{}, {"g": "h"}], "i": 0}


def test_open_graph_is_escaped():
    head = BeautifulSoup(open_graph("article", 'a "b" <c>', "d", f"{ADDRESS}e/"), "html.parser")
    assert {str(tag["property"]): str(tag["content"]) for tag in head.find_all("meta")} == {
        "og:type": "article",
        "og:title": 'a "b" <c>',
        "og:description": "d",
        "og:url": f"{ADDRESS}e/",
        "og:locale": "vi_VN",
    }


def shared(text: str) -> dict[str, str]:
    head = BeautifulSoup(text, "html.parser")
    return {str(tag.get("property") or tag["name"]): str(tag["content"]) for tag in head.find_all("meta")}


def test_a_shared_picture_is_large_and_described():
    picture = SharePicture(address=f"{ADDRESS}a.png", width=1200, height=630, alt="Hội thảo “A”")
    day = datetime.datetime(2021, 10, 13, 7)
    told = shared(open_graph("article", "T", "d", ADDRESS, picture, published=day))
    assert told["og:image"] == f"{ADDRESS}a.png"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == "Hội thảo “A”"
    assert told["twitter:card"] == "summary_large_image"
    assert told["article:published_time"] == "2021-10-13T07:00:00+07:00"
    assert "article:modified_time" not in told


def test_the_home_page_is_shared_with_the_picture_of_the_latest_event(make_tree):
    found = volume(make_tree, {"bai-a": paper("Bài A")})
    told = shared(home_head("Kỷ yếu thử", "Về trang này", found))
    assert (told["og:title"], told["og:image"]) == ("Kỷ yếu thử", f"{ADDRESS}2021-hoi-thao/anh-chia-se.png")
    nobody = replace(found, address="")
    assert home_head("Kỷ yếu thử", "", nobody) == ""
