"""Old addresses lead to the new ones; whatever cannot lead anywhere is refused in Vietnamese."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from proceedings.model.errors import ProceedingsError
from proceedings.web.redirects import redirect_files

PAGES = {"./", "hoi-thao/bai-moi/", "hoi-thao/muc-luc/"}


def refusal(redirects: object) -> str:
    with pytest.raises(ProceedingsError) as caught:
        dict(redirect_files(redirects, PAGES))
    return str(caught.value)


def test_an_old_address_leads_to_the_new_one():
    made = dict(redirect_files({"hoi-thao/bai-cu/": "hoi-thao/bai-moi/"}, PAGES, "https://example.org/ky-yeu/"))
    assert list(made) == ["hoi-thao/bai-cu/index.html"]
    page = BeautifulSoup(made["hoi-thao/bai-cu/index.html"], "html.parser")
    assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == "0; url=../bai-moi/"
    assert page.find("link", rel="canonical")["href"] == "https://example.org/ky-yeu/hoi-thao/bai-moi/"
    assert page.a["href"] == "../bai-moi/"
    assert page.html["lang"] == "vi"


def test_a_chain_leads_to_its_end_at_once():
    made = dict(redirect_files({"a/b/c/": "cu/", "cu/": "hoi-thao/bai-moi/"}, PAGES))
    assert b'href="../../../hoi-thao/bai-moi/"' in made["a/b/c/index.html"]
    assert b"canonical" not in made["a/b/c/index.html"]


def test_no_redirects_make_no_files():
    assert dict(redirect_files({}, PAGES)) == {}


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
