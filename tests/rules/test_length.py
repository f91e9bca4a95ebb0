"""KY201 says by how many lines a paper is over: counted here a second time, from the words in the finished PDF."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from rule_cases import AS_OF, event_yml, write_tree

from proceedings.book.layout.layout_pool import typeset_all
from proceedings.checking.check import check
from proceedings.checking.report import PaperReport
from proceedings.model.typeset import Typeset
from proceedings.reading.load import read

HEAD = '---\ntitle: Đổi mới phương pháp giảng dạy\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\ntopic: "1"\n---\n\n'
PARAGRAPH = "Đoạn văn này dài vừa đủ để chiếm hai dòng trên trang in, nhiều đoạn như vậy thì bài sang trang mới."
TABLE = "| TT | Việc | Kết quả |\n| --- | --- | --- |\n" + "".join(
    f"| {n} | {PARAGRAPH} | Đạt tốt |\n" for n in range(1, 5)
)
NOTED = "Câu này có chú giải.[^{0}]\n\n[^{0}]: Chú giải {0} của bài viết."
FIGURE = '![Sơ đồ]({0}/hinh.png "Hình 1. Sơ đồ các bước thực hiện")'
ADDED = {
    "doan": PARAGRAPH,
    "doan-dai": " ".join([PARAGRAPH] * 4),
    "bang": TABLE,
    "chu-thich": NOTED.format("cuoi"),
    "hinh": FIGURE.format("hinh"),
    "danh-sach": f"- {PARAGRAPH}\n- {PARAGRAPH}\n- Một dòng.",
    "de-muc": f"## Kết luận\n\n{PARAGRAPH}\n\n> {PARAGRAPH}",
}
"""What is put after a paper that fills five pages, by the name of the file it makes."""

FIGURE_LINES = round(300 / (14 * 1.15 * 1.15 * 96 / 72))
"""Lines of the guideline's spacing that the figure of 300 CSS pixels takes the place of."""


class Lengths(NamedTuple):
    """Papers as reported where five pages are allowed, and laid out where any number is."""

    limited: dict[str, PaperReport]
    open: dict[str, Typeset]


def measure(root: Path, bodies: dict[str, str]) -> Lengths:
    buffer = io.BytesIO()
    Image.new("RGB", (600, 300), "grey").save(buffer, "PNG")
    files: dict[str, str | bytes] = {}
    for seminar, pages in (("han", {"max": "5"}), ("mo", {"max": None})):
        files[f"papers/{seminar}/event.yml"] = event_yml({"guideline": {"pages": pages, "figure_dpi": "50"}})
        files |= {
            f"papers/{seminar}/{name}.md": HEAD.replace("giảng dạy", f"{seminar} {name}") + body
            for name, body in bodies.items()
        }
        files |= {f"papers/{seminar}/{name}/hinh.png": buffer.getvalue() for name in bodies}
    reading = read(write_tree(root, files))
    layouts = typeset_all(reading.proceedings, reading.proceedings.papers)
    report = check(reading, lambda *_: layouts, AS_OF)
    limited = {Path(paper.path).stem: _about_length(paper) for paper in report.papers if paper.event == "han"}
    laid_out = {Path(path).stem: found for path, found in layouts.items() if "/mo/" in path}
    return Lengths(limited, {name: found for name, found in laid_out.items() if isinstance(found, Typeset)})


def _about_length(paper: PaperReport) -> PaperReport:
    """The papers repeat each other and themselves: what other rules say of that is left out."""
    return replace(paper, findings=tuple(finding for finding in paper.findings if finding.code[:3] == "KY2"))


@pytest.fixture(scope="module")
def lengths(tmp_path_factory: pytest.TempPathFactory) -> Lengths:
    """Return papers of tables, notes and figures that fill five pages to the last line, alone and with more added."""
    start = "\n\n".join(["## Mở đầu", PARAGRAPH, NOTED.format("dau"), FIGURE, TABLE] + [PARAGRAPH] * 20)
    fill = 140
    trial = measure(tmp_path_factory.mktemp("trial"), {"thu": _filled(start.format("thu"), fill)}).limited["thu"]
    fill -= _lines_stated(trial)
    bodies = {"dung": _filled(start.format("dung"), fill), "mot-dong": _filled(start.format("mot-dong"), fill + 1)}
    bodies |= {name: f"{_filled(start.format(name), fill)}\n\n{more}\n" for name, more in ADDED.items()}
    return measure(tmp_path_factory.mktemp("lengths"), bodies)


def test_paper_of_exactly_five_pages_passes(lengths: Lengths) -> None:
    assert lengths.limited["dung"].pages == 5
    assert lengths.limited["dung"].findings == ()


def test_one_line_more_is_one_line_over(lengths: Lengths) -> None:
    paper = lengths.limited["mot-dong"]
    assert paper.pages == 6
    assert [(finding.code, finding.line) for finding in paper.findings] == [("KY201", 6)]
    assert paper.findings[0].message == "Bài dài 6 trang, quy định tối đa 5 trang: thừa 1 dòng."
    assert paper.findings[0].fix == "Rút gọn ít nhất 1 dòng trên trang in."


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("name", list(ADDED))
def test_lines_over_are_those_that_stand_on_the_sixth_page(name: str, lengths: Lengths, tmp_path: Path) -> None:
    paper = lengths.limited[name]
    assert (paper.pages, [finding.code for finding in paper.findings]) == (6, ["KY201"])
    printed = _lines_printed(lengths.open[name].pdf, 6, tmp_path)
    assert printed > 0
    assert _lines_stated(paper) == printed + (FIGURE_LINES if name == "hinh" else 0)


def test_without_a_limit_no_length_is_too_much(lengths: Lengths) -> None:
    assert {name: found.pages for name, found in lengths.open.items() if name != "dung"} == dict.fromkeys(
        ["mot-dong", *ADDED], 6
    )
    assert {found.lines_over for found in lengths.open.values()} == {0}


def test_page_without_words_is_told_as_such(tmp_path: Path) -> None:
    paper = measure(tmp_path, {"ke": "\n\n".join([PARAGRAPH, *["---"] * 600])}).limited["ke"]
    assert [finding.code for finding in paper.findings] == ["KY201"]
    assert "0 dòng" not in f"{paper.findings[0].message} {paper.findings[0].fix}"


def _filled(start: str, lines: int) -> str:
    return "\n\n".join([start, *["Một dòng ngắn của bài viết."] * lines])


def _lines_stated(paper: PaperReport) -> int:
    found = re.search(r"thừa (\d+) dòng", paper.findings[0].message)
    assert found
    return int(found[1])


def _lines_printed(pdf: bytes, page: int, folder: Path) -> int:
    """Return how many lines of words a page has, its footnotes left out."""
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftotext", "-f", str(page), "-layout", str(folder / "paper.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    lines = [line for line in text.replace("\f", "\n").split("\n") if line.strip()]
    return sum(not re.match(r"\s*\d+\. Chú giải", line) for line in lines)
