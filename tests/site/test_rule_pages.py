"""The rules' pages as they are made, before MkDocs has them."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from proceedings.rules.catalogue import CATALOGUE, FAMILIES
from proceedings.web.pages.rule_pages import looks_at, rule_page, rules_page


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_rules_page_has_its_parts_in_order(code):
    page = rule_page(code)
    headings = BeautifulSoup(page.html, "html.parser").find_all("h2")
    assert [heading.string for heading in headings] == ["Quy định", "Vì sao", "Sai", "Đúng", "Cách sửa"]
    assert [(section.anchor, section.title) for section in page.sections] == [(h["id"], h.string) for h in headings]


def test_each_family_is_a_chain_of_pages():
    for family in FAMILIES:
        codes = [code for code in CATALOGUE if code.startswith(family)]
        for code, before, after in zip(codes, [None, *codes], [*codes[1:], None], strict=False):
            links = BeautifulSoup(rule_page(code).html, "html.parser")
            found = {link["rel"][0]: link["href"] for link in links.find_all("a", rel=True)}
            expected = {"prev": before, "next": after}
            assert found == {rel: f"../{code.lower()}/" for rel, code in expected.items() if code}


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("KY101", "tệp, ngay khi đọc vào"),
        ("KY104", "phần đầu bài"),
        ("KY109", "lời văn của các bài"),
        ("KY201", "bản dàn trang"),
        ("KY303", "tệp Word gốc"),
        ("KY403", "phần đầu bài, lời văn"),
        ("KY504", "lời văn, bản dàn trang"),
        ("KY602", "kế hoạch"),
        ("KY906", "bản dàn trang"),
    ],
)
def test_a_rule_says_what_it_looks_at(code, seen):
    assert looks_at(CATALOGUE[code]) == seen


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("KY201", "Không để xảy ra: bài dài quá số trang quy định. Mức lỗi .* Miễn trừ Được, .* Máy tự sửa Không"),
        ("KY905", "Không để xảy ra: YAML không an toàn. .* Miễn trừ Không Máy tự sửa Không"),
        ("KY801", "Máy tự sửa Được: check.py --fix Vì sao"),
        ("KY803", "Máy tự sửa Được, sửa xong cần đọc lại: check.py --fix --unsafe Vì sao"),
    ],
)
def test_a_rules_page_says_what_is_demanded(code, words):
    text = " ".join(BeautifulSoup(rule_page(code).html, "html.parser").get_text(" ").split())
    assert re.search(words, text)


def test_the_list_links_every_rule_under_its_family():
    page = BeautifulSoup(rules_page().html, "html.parser")
    assert [heading["id"] for heading in page.find_all("h2")] == [family.lower() for family in FAMILIES]
    assert [link.string for link in page.find_all("a")] == list(CATALOGUE)
