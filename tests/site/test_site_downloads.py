"""The Word files that authors download: there, whole, and linked from the event and its call with their sizes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

_FILES = {
    "2021-toa-dam-kl14": ["mau-bai.docx", "bai-mau.docx"],
    "2021-hoi-thao-truong-chuan": ["mau-bai.docx", "mau-bai-mo-hinh.docx", "bai-mau.docx"],
}


@pytest.mark.parametrize("event", _FILES)
def test_files_open_and_belong_to_the_event(event: str, site: Path) -> None:
    assert sorted(path.name for path in (site / event).glob("*.docx")) == sorted(_FILES[event])
    for name in _FILES[event]:
        document = docx.Document(io.BytesIO((site / event / name).read_bytes()))
        assert any("[Tên bài]" in found.text or "Nguyễn Văn A" in found.text for found in document.paragraphs)


@pytest.mark.parametrize("event", _FILES)
@pytest.mark.parametrize(("page", "up"), [("index.html", ""), ("moi-viet-bai/index.html", "../")])
def test_pages_link_to_them_with_their_sizes(
    event: str, page: str, up: str, site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    items = [item for item in pages[f"{event}/{page}"].select(".ky-downloads li") if ".docx" in item.get_text()]
    assert [item.a["href"] for item in items if item.a] == [f"{up}{name}" for name in _FILES[event]]
    for item, name in zip(items, _FILES[event], strict=True):
        told = re.search(r"\(tệp \.docx, (\d+) KB\)", item.get_text())
        assert told and int(told[1]) == -(-(site / event / name).stat().st_size // 1024)


def test_call_lists_its_downloads_among_its_sections(pages: dict[str, BeautifulSoup]) -> None:
    page = pages["2021-toa-dam-kl14/moi-viet-bai/index.html"]
    assert page.find(id="tai-ve")
    assert page.select_one('.md-nav a[href="#tai-ve"]')
