"""KY906: a paper that costs too much time or memory, or that breaks the engine, costs only itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_cases import AS_OF, but_empty_topics, event_yml, write_tree

from proceedings.book.layout import layout_pool as press
from proceedings.book.layout.fonts import FontFamily
from proceedings.checking.check import check
from proceedings.checking.report import PaperReport
from proceedings.model.finding import Verdict
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.typeset import Body, Typeset
from proceedings.model.unit import Unit
from proceedings.processes import pool
from proceedings.reading.load import read

HEAD = '---\ntitle: Đổi mới phương pháp giảng dạy\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\ntopic: "1"\n---\n\n'
PAPER = f"{HEAD}Bài viết này có đủ nội dung để kiểm tra quy tắc.\n"
OTHER = PAPER.replace("Đổi mới phương pháp", "Kinh nghiệm kiểm tra")
HEAVY = HEAD + "| a | b | c |\n| --- | --- | --- |\n" + "| một | hai | ba |\n" * 12000
TWO_SECONDS = {"pages": {"max": None}, "limits": {"layout_seconds": "2"}}


def checked(root: Path, papers: dict[str, str], guideline: dict[str, object] | None = None) -> dict[str, PaperReport]:
    files = {f"papers/e/{name}.md": text for name, text in papers.items()}
    reading = read(write_tree(root, {"papers/e/event.yml": event_yml({"guideline": guideline or {}}), **files}))
    report = check(reading, press.typeset_all, AS_OF)
    assert but_empty_topics(report.events[0].findings) == []
    return {Path(paper.path).stem: paper for paper in report.papers}


def codes(paper: PaperReport) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in paper.findings]


def test_heavy_paper_is_stopped_and_the_other_goes_on(tmp_path: Path) -> None:
    papers = checked(tmp_path, {"nang": HEAVY, "nhe": OTHER}, TWO_SECONDS)
    assert codes(papers["nang"]) == [("KY906", 0)]
    assert papers["nang"].findings[0].message == "Không dàn trang được bài: quá 2 giây tính toán."
    assert (papers["nang"].verdict, papers["nang"].pages, papers["nang"].withheld) == (Verdict.FAIL, None, True)
    assert codes(papers["nhe"]) == []
    assert papers["nhe"].pages == 1


def test_usual_and_long_papers_are_laid_out(tmp_path: Path) -> None:
    papers = checked(tmp_path, {"dai": HEAD + "Một đoạn văn ngắn.\n\n" * 300, "nhe": OTHER}, {"pages": {"max": None}})
    assert [codes(paper) for paper in papers.values()] == [[], []]
    assert (papers["dai"].pages or 0) > 5


@pytest.mark.skipif(pool.resource is None, reason="this system cannot limit memory")
def test_paper_out_of_memory_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_job", take_memory)
    papers = checked(tmp_path, {"nang": PAPER})
    assert codes(papers["nang"]) == [("KY906", 0)]
    assert "bộ nhớ" in papers["nang"].findings[0].message


def test_paper_that_breaks_the_engine_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_job", fail)
    papers = checked(tmp_path, {"hong": PAPER, "hong-khac": PAPER})
    assert [codes(paper) for paper in papers.values()] == [[("KY906", 0)], [("KY906", 0)]]
    assert all("ZeroDivisionError" in paper.findings[0].message for paper in papers.values())


def test_paper_that_ends_the_engine_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_job", end)
    papers = checked(tmp_path, {"hong": PAPER})
    assert codes(papers["hong"]) == [("KY906", 0)]
    assert "ngừng đột ngột" in papers["hong"].findings[0].message


def take_memory(paper: Paper, guideline: Guideline, units: dict[str, Unit], family: FontFamily, body: Body) -> Typeset:
    """Stand in for a layout that asks for more than the guideline's megabytes; runs in the child."""
    raise SystemError(len(bytearray(2 * guideline.limits.layout_megabytes * 2**20)))


def fail(paper: Paper, guideline: Guideline, units: dict[str, Unit], family: FontFamily, body: Body) -> Typeset:
    raise ZeroDivisionError


def end(paper: Paper, guideline: Guideline, units: dict[str, Unit], family: FontFamily, body: Body) -> Typeset:
    import os

    os._exit(1)
