"""Old addresses lead to the new ones; whatever cannot lead anywhere is refused in Vietnamese."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from proceedings.model.errors import ProceedingsError
from proceedings.web.mkdocs.redirects import keep_downloads, moves, redirect_files

PAGES = {"./": "Trang chủ", "hoi-thao/bai-moi/": "Bài <mới>", "hoi-thao/muc-luc/": "Mục lục"}


def refusal(redirects: object) -> str:
    with pytest.raises(ProceedingsError) as caught:
        moves(redirects, PAGES)
    return str(caught.value)


def test_an_old_address_leads_to_the_new_one():
    moved = moves({"hoi-thao/bai-cu/": "hoi-thao/bai-moi/"}, PAGES)
    made = dict(redirect_files(moved, PAGES, "https://example.org/ky-yeu/"))
    assert list(made) == ["hoi-thao/bai-cu/index.html"]
    page = BeautifulSoup(made["hoi-thao/bai-cu/index.html"], "html.parser")
    assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == "0; url=../bai-moi/"
    assert page.find("link", rel="canonical")["href"] == "https://example.org/ky-yeu/hoi-thao/bai-moi/"
    assert page.a["href"] == "../bai-moi/"
    assert page.html["lang"] == "vi"
    assert page.title.string == "Trang đã đổi địa chỉ: Bài <mới>"
    assert page.a.string == "Bài <mới>"


def test_a_chain_leads_to_its_end_at_once():
    made = dict(redirect_files(moves({"a/b/c/": "cu/", "cu/": "hoi-thao/bai-moi/"}, PAGES), PAGES))
    assert b'href="../../../hoi-thao/bai-moi/"' in made["a/b/c/index.html"]
    assert b"canonical" not in made["a/b/c/index.html"]


def test_no_redirects_make_no_files():
    assert dict(redirect_files(moves({}, PAGES), PAGES)) == {}


def test_what_a_paper_offers_is_found_under_its_old_name_too(tmp_path):
    for path, text in (("hoi-thao/bai-moi/bai-moi", "mới"), ("hoi-thao/muc-luc/lich", "lịch")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        for ending in (".pdf", ".bib", ".html"):
            (tmp_path / f"{path}{ending}").write_text(text, encoding="utf-8")
    for old in ("hoi-thao/bai-cu", "a/b"):
        (tmp_path / old).mkdir(parents=True)
    keep_downloads(tmp_path, {"hoi-thao/bai-cu/": "hoi-thao/bai-moi/", "a/b/": "hoi-thao/muc-luc/"})
    assert {path.name for path in (tmp_path / "hoi-thao/bai-cu").iterdir()} == {"bai-cu.pdf", "bai-cu.bib"}
    assert (tmp_path / "hoi-thao/bai-cu/bai-cu.pdf").read_text(encoding="utf-8") == "mới"
    assert list((tmp_path / "a/b").iterdir()) == []


def test_a_circle_is_shown():
    assert "dẫn vòng quanh: a/ → b/ → a/" in refusal({"a/": "b/", "b/": "a/"})
    assert "dẫn vòng quanh: a/ → a/" in refusal({"a/": "a/"})


def test_a_new_address_must_be_a_page():
    assert "không có trang “khong-co/”" in refusal({"cu/": "khong-co/"})


def test_a_page_that_is_there_is_not_hidden():
    assert "“hoi-thao/muc-luc/” vẫn là một trang" in refusal({"hoi-thao/muc-luc/": "hoi-thao/bai-moi/"})


@pytest.mark.parametrize(
    "address",
    ["/cu/", "cu", "../cu/", "a/../b/", "https://example.org/", "//example.org/", "a//b/", "", "cũ/", '"><script>/', 7],
)
def test_an_address_outside_the_site_is_refused(address):
    assert "không phải là địa chỉ trang" in refusal({address: "hoi-thao/bai-moi/"})
    assert "không phải là địa chỉ trang" in refusal({"cu/": address})


@pytest.mark.parametrize("redirects", [["cu/"], "cu/", 3])
def test_what_is_no_map_is_refused(redirects):
    assert "không phải là danh sách" in refusal(redirects)
