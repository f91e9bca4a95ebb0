"""The four forms of a citation; BibTeX and RIS are read back by pandoc, which the program does not use for them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pypandoc
import pytest
from plans import EVENT
from web.cited_volume import PUBLISHER, listed, paper, volume

from proceedings.web.machines.citation_formats import (
    CitedPaper,
    Name,
    bibtex,
    citation_files,
    cited,
    csl,
    name,
    ris,
    vietnamese,
)

EVENT_FILE = "papers/2021-hoi-thao/event.yml"
THREE = (
    "{name: Nguyễn Văn An, degree: TS., unit: khoa-x}; {name: Đặng Ơn, unit: truong-b}; "
    "{name: V. I. Lê-nin, sort_as: V. I. Lê-nin, unit: truong-b}"
)
NASTY = '50% & 1_000 $ #1 ~ ^ \\ <b> “trích” "q"'


def read_back(text: str, form: str) -> dict[str, Any]:
    (item,) = json.loads(pypandoc.convert_text(text, "csljson", format=form))
    return item


@pytest.fixture
def known(make_tree) -> CitedPaper:
    found = volume(
        make_tree,
        {"bai-a": paper("Đổi mới “từ dưới lên”", THREE, "abstract: Tóm tắt.\nkeywords: [đổi mới, giảng dạy]\n")},
    )
    return cited(listed(found, "bai-a"), found)


def test_the_vietnamese_form_ends_as_the_line_of_the_book(known):
    assert vietnamese(known) == (
        "Nguyễn Văn An, Đặng Ơn, V. I. Lê-nin: “Đổi mới ‘từ dưới lên’”, Kỷ yếu hội thảo khoa học “Đổi mới phương pháp "
        "giảng dạy”, Trường Chính trị tỉnh A, 2021, tr. 1–2."
    )


def test_a_title_that_is_a_quotation_is_quoted_once(known):
    assert "Lê-nin: “Đổi mới”, Kỷ yếu" in vietnamese(replace(known, title="“Đổi mới”"))


def test_names_are_parted_at_the_family_name(known):
    assert [author.inverted for author in known.authors] == ["Nguyễn, Văn An", "Đặng, Ơn", "V. I. Lê-nin"]
    assert known.authors[0] == Name("Văn An", "Nguyễn")


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ('{start: "2021-10-29T08:00"}', (2021, 10, 29)),
        ("{window: {start: 2021-11-25, end: 2021-11-30}, month: 2021-11}", (2021, 11)),
        ("{window: {start: 2021-11-25, end: 2021-12-02}}", (2021,)),
        ('{month: "2021-11"}', (2021, 11)),
    ],
)
def test_a_date_says_no_more_than_the_plan(make_tree, date, issued):
    plan = EVENT.replace('{start: "2021-10-29T08:00"}', date)
    found = volume(make_tree, {"bai-a": paper("Một bài")}, {EVENT_FILE: plan})
    assert cited(listed(found, "bai-a"), found).issued == issued


def test_bibtex_read_back(known):
    item = read_back(bibtex(known), "bibtex")
    assert item["title"] == known.title
    assert item["author"] == [
        {"family": "Nguyễn", "given": "Văn An"},
        {"family": "Đặng", "given": "Ơn"},
        {"literal": "V. I. Lê-nin"},
    ]
    assert item["container-title"] == "Kỷ yếu hội thảo khoa học “Đổi mới phương pháp giảng dạy”"
    assert item["issued"] == {"date-parts": [[2021, 10]]}
    assert (item["page"], item["publisher"]) == ("1-2", "Trường Chính trị tỉnh A")
    assert item["URL"] == "https://example.org/ky-yeu/2021-hoi-thao/bai-a/"
    assert item["type"] == "paper-conference"


def test_bibtex_keeps_what_tex_takes_for_commands(known):
    text = bibtex(replace(known, title=NASTY, abstract="{x}} y", authors=(Name("Bình and", "Lê"),)))
    item = read_back(text, "bibtex")
    assert item["title"] == NASTY
    # pandoc does not know these two commands of LaTeX; BibTeX would count braces behind a backslash.
    assert r"abstract = {\textbraceleft{}x\textbraceright{}\textbraceright{} y}," in text
    assert item["author"] == [{"literal": "Lê Bình and"}]
    assert text.count("{") == text.count("}")


def test_a_key_is_the_papers_own(make_tree):
    other = {"papers/2022-hoi-thao/event.yml": EVENT, "papers/2022-hoi-thao/bai-a.md": paper("Một bài khác hẳn")}
    found = volume(make_tree, {"bai-a": paper("Một bài")}, other)
    keys = [text.decode().split("{")[1].split(",")[0] for path, text in citation_files(found) if path.endswith(".bib")]
    assert sorted(keys) == ["bai-a_2021-hoi-thao", "bai-a_2022-hoi-thao"]


def test_ris_read_back(known):
    text = ris(known)
    assert text.startswith("TY  - CONF\r\n")
    assert text.endswith("\r\nER  - \r\n")
    assert text.count("\n") == text.count("\r\n")
    item = read_back(text.replace("\r\n", "\n"), "ris")
    assert item["title"] == known.title
    assert [author.get("family") for author in item["author"]][:2] == ["Nguyễn", "Đặng"]
    assert (item["page"], item["issued"]) == ("1-2", {"date-parts": [[2021]]})
    lines = text.split("\r\n")
    assert f"C3  - {known.volume}" in lines
    assert "DA  - 2021/10/29" in lines
    assert [line for line in lines if line.startswith("KW")] == ["KW  - đổi mới", "KW  - giảng dạy"]


def test_no_line_break_in_a_text_begins_a_field_of_its_own(make_tree):
    abstract = 'abstract: "Một\\nER  - hai"\n'
    found = volume(make_tree, {"bai-a": paper("Một bài", more=abstract)})
    assert "AB  - Một ER - hai\r\n" in ris(cited(listed(found, "bai-a"), found))


def test_csl_json(known):
    (item,) = json.loads(csl(known))
    assert item["type"] == "paper-conference"
    assert item["issued"] == {"date-parts": [[2021, 10, 29]]}
    assert item["author"][0] == {"family": "Nguyễn", "given": "Văn An"}
    assert item["author"][2] == {"literal": "V. I. Lê-nin"}
    assert item["page"] == "1-2"
    assert item["event-title"] == "Hội thảo khoa học “Đổi mới phương pháp giảng dạy”"
    assert item["container-title"] == known.volume
    assert "ISBN" not in item
    # pandoc reads it as a bibliography.
    assert "Nguyễn, Văn An" in pypandoc.convert_text(csl(known), "bibtex", format="csljson")


def test_a_published_volume_has_its_publisher_and_isbn(make_tree):
    plan = EVENT.replace("volume: {title: KỶ YẾU HỘI THẢO KHOA HỌC}", PUBLISHER)
    found = volume(make_tree, {"bai-a": paper("Một bài")}, {EVENT_FILE: plan})
    published = cited(listed(found, "bai-a"), found)
    (item,) = json.loads(csl(published))
    assert (item["publisher"], item["ISBN"]) == ("Nhà xuất bản A", "978-604-57-4212-9")
    assert "SN  - 978-604-57-4212-9\r\n" in ris(published)
    assert "isbn = {978-604-57-4212-9}" in bibtex(published)


def test_a_sample_says_so_in_every_file(make_tree):
    found = volume(make_tree, {"bai-a": paper("Một bài", more="sample: true\n")})
    assert all("Bài minh họa" in text.decode() for _, text in citation_files(found))


def test_files_stand_beside_the_accepted_papers_only(make_tree):
    papers = {"bai-a": paper("Một bài"), "bai-b": paper("Bài nháp khác hẳn", more="status: draft\n")}
    found = dict(citation_files(volume(make_tree, papers, drafts=True)))
    assert sorted(found) == [f"2021-hoi-thao/bai-a/bai-a.{ending}" for ending in ("bib", "json", "ris")]


def test_no_address_is_made_up(make_tree):
    found = volume(make_tree, {"bai-a": paper("Một bài")}, address="")
    texts = b"".join(text for _, text in citation_files(found)).decode()
    assert "http" not in texts
    assert "url" not in texts.lower()


def test_a_name_of_one_word_is_left_whole(known):
    author = replace(known, authors=(Name("Hồng"),))
    assert 'author = "{Hồng}"' in bibtex(author)
    assert "AU  - Hồng\r\n" in ris(author)


def test_blanks_in_a_name_do_not_count(make_tree):
    found = volume(make_tree, {"bai-a": paper("Một bài", "{name: 'Nguyễn  Văn An', unit: truong-a}")})
    (author,) = listed(found, "bai-a").paper.front.authors
    assert name(author) == Name("Văn An", "Nguyễn")
