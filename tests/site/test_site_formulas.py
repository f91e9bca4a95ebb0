"""A paper with formulas on the site: pictures with words for those who hear the page, no TeX in its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from book import seminar
from book.harness import AS_OF, command
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

TEXT = """\
## Tỷ lệ $\\frac{a}{b}$ là gì

Tỷ lệ $\\frac{aaa}{bbb}$ cần tính trước.

$$\\text{Tỷ lệ bài đạt yêu cầu} = \\frac{\\text{Số bài được hội đồng đánh giá đạt}}{\\text{Số bài}} \\times 100\\%$$
"""


def test_formulas_on_the_site(tmp_path: Path) -> None:
    root = seminar.write(tmp_path / "tree")
    paper = seminar.paper("Công thức trong bài", "1", TEXT)
    (root / seminar.FOLDER / "cong-thuc.md").write_text(paper, encoding="utf-8")
    done = command("build", "--root", root, "--out", tmp_path / "out", "--only", "site", "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "out" / "site"
    page = BeautifulSoup(
        (site / seminar.EVENT_ID / "cong-thuc" / "index.html").read_text(encoding="utf-8"), "html.parser"
    )
    pictures = page.select(".ky-body svg[role=img]")
    assert len(pictures) == 3
    assert all(picture["fill"] == "currentColor" and picture["aria-label"] for picture in pictures)
    assert page.select_one(".ky-body .formula.display .moved[tabindex='0'] > svg")
    assert "frac" not in page.get_text()
    assert page.select_one(".ky-body h2#muc-ty-le-a-tren-b-la-gi")
