"""Papers laid out in children with limits; what is known already is found by everything that can change it."""

from __future__ import annotations

import dataclasses

import pytest
from book import broken_jobs, seminar

from proceedings.book.layout import cache as kept
from proceedings.book.layout import layout_pool as press
from proceedings.book.layout.fonts import find
from proceedings.model.event import Event
from proceedings.model.guideline import Guideline, PageSize, Typeface
from proceedings.model.paper import Author, Figure, Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.reading.load import read

FAMILY = find(Typeface())


@pytest.fixture
def proceedings(tmp_path) -> Proceedings:
    return read(seminar.write_small(tmp_path / "tree")).proceedings


def parts(proceedings: Proceedings) -> tuple[Paper, Event]:
    paper = proceedings.papers[0]
    figure = Figure(name=f"{paper.slug}/hinh-1.png", content=b"abc")
    return dataclasses.replace(paper, figures=(figure,)), proceedings.event(paper.event)


def changed_front(paper: Paper, **changes: object) -> Paper:
    return dataclasses.replace(paper, front=dataclasses.replace(paper.front, **changes))


PAPER_CHANGES = {
    "one letter of the text": lambda paper: dataclasses.replace(paper, text=paper.text.replace("đủ", "dủ")),
    "one byte of a figure": lambda paper: dataclasses.replace(
        paper, figures=(dataclasses.replace(paper.figures[0], content=b"abd"),)
    ),
    "name of a figure": lambda paper: dataclasses.replace(
        paper, figures=(dataclasses.replace(paper.figures[0], name="x/hinh-2.png"),)
    ),
    "no figure": lambda paper: dataclasses.replace(paper, figures=()),
    "line the text starts on": lambda paper: dataclasses.replace(paper, text_line=paper.text_line + 1),
    "title": lambda paper: changed_front(paper, title=paper.front.title + "."),
    "abstract": lambda paper: changed_front(paper, abstract="Tóm tắt"),
    "keyword": lambda paper: changed_front(paper, keywords=("từ khóa",)),
    "sample": lambda paper: changed_front(paper, sample=True),
    "author": lambda paper: changed_front(paper, authors=(Author(name="Lê B", unit="truong-a"),)),
    "degree": lambda paper: changed_front(paper, authors=(dataclasses.replace(paper.front.authors[0], degree="TS."),)),
    "slug": lambda paper: dataclasses.replace(paper, slug="khac"),
}

GUIDELINE_CHANGES = {
    "margin": Guideline(page=PageSize(left_mm=31)),
    "size": Guideline(font=Typeface(size_pt=13)),
    "spacing": Guideline(font=Typeface(line_spacing=1.5)),
    "pages allowed": Guideline(pages=dataclasses.replace(Guideline().pages, max=3)),
}


def test_the_key_is_the_same_for_the_same(proceedings):
    paper, event = parts(proceedings)
    assert kept.key(paper, event.guideline, proceedings, FAMILY) == kept.key(
        paper, event.guideline, proceedings, FAMILY
    )


@pytest.mark.parametrize("change", PAPER_CHANGES)
def test_a_change_of_the_paper_changes_the_key(proceedings, change):
    paper, event = parts(proceedings)
    other = PAPER_CHANGES[change](paper)
    assert other != paper
    assert kept.key(paper, event.guideline, proceedings, FAMILY) != kept.key(
        other, event.guideline, proceedings, FAMILY
    )


@pytest.mark.parametrize("change", GUIDELINE_CHANGES)
def test_a_change_of_the_guideline_changes_the_key(proceedings, change):
    paper, event = parts(proceedings)
    usual = dataclasses.replace(event, guideline=Guideline())
    other = dataclasses.replace(event, guideline=GUIDELINE_CHANGES[change])
    assert kept.key(paper, usual.guideline, proceedings, FAMILY) != kept.key(
        paper, other.guideline, proceedings, FAMILY
    )


def test_a_new_name_of_the_unit_changes_the_key(proceedings):
    paper, event = parts(proceedings)
    unit = dataclasses.replace(proceedings.units["truong-a"], name="Trường Chính trị tỉnh A mới")
    other = dataclasses.replace(proceedings, units=proceedings.units | {"truong-a": unit})
    assert kept.key(paper, event.guideline, proceedings, FAMILY) != kept.key(paper, event.guideline, other, FAMILY)


def test_a_new_name_of_the_school_of_a_department_changes_the_key(proceedings):
    """The school's name is printed behind that of its department."""
    paper, event = parts(proceedings)
    paper = changed_front(paper, authors=(Author(name="Lê B", unit="khoa-x"),))
    unit = dataclasses.replace(proceedings.units["truong-a"], name="Trường Chính trị tỉnh A mới")
    other = dataclasses.replace(proceedings, units=proceedings.units | {"truong-a": unit})
    assert kept.key(paper, event.guideline, proceedings, FAMILY) != kept.key(paper, event.guideline, other, FAMILY)


def test_another_font_changes_the_key(proceedings):
    paper, event = parts(proceedings)
    other = dataclasses.replace(FAMILY, digest="0" * 64)
    assert kept.key(paper, event.guideline, proceedings, FAMILY) != kept.key(paper, event.guideline, proceedings, other)


def test_other_code_changes_the_key(proceedings, monkeypatch):
    paper, event = parts(proceedings)
    before = kept.key(paper, event.guideline, proceedings, FAMILY)
    monkeypatch.setattr(kept, "book_code", lambda: "khác")
    assert kept.key(paper, event.guideline, proceedings, FAMILY) != before


def test_another_paper_of_the_event_changes_nothing(proceedings):
    paper, event = parts(proceedings)
    fewer = dataclasses.replace(proceedings, papers=proceedings.papers[:1])
    assert kept.key(paper, event.guideline, proceedings, FAMILY) == kept.key(paper, event.guideline, fewer, FAMILY)


@pytest.mark.slow
def test_a_hit_equals_the_cold_result(proceedings, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    cold = press.typeset_all(proceedings, proceedings.papers)
    first = press.typeset_all(proceedings, proceedings.papers, cache=cache)
    monkeypatch.setattr(press.Children, "run", no_children)
    warm = press.typeset_all(proceedings, proceedings.papers, cache=cache)
    assert cold == first == warm
    assert all(isinstance(result, Typeset) and result.pdf.startswith(b"%PDF") for result in warm.values())


def no_children(children: press.Children, jobs: list[press.Job[Typeset]]):
    assert not jobs, "everything was in the cache"
    return iter(())


@pytest.mark.slow
def test_a_damaged_hit_is_laid_out_again(proceedings, tmp_path):
    cache = tmp_path / "cache"
    first = press.typeset_all(proceedings, proceedings.papers, cache=cache)
    for path in cache.glob("*.json"):
        path.write_text(path.read_text()[:-30])
    assert press.typeset_all(proceedings, proceedings.papers, cache=cache) == first


@pytest.mark.slow
def test_a_truncated_pdf_in_the_cache_is_laid_out_again(proceedings, tmp_path):
    cache = tmp_path / "cache"
    first = press.typeset_all(proceedings, proceedings.papers, cache=cache)
    for path in cache.glob("*.pdf"):
        path.write_bytes(path.read_bytes()[:200])
    assert press.typeset_all(proceedings, proceedings.papers, cache=cache) == first


@pytest.mark.slow
def test_progress_counts_up_to_all(proceedings):
    seen: list[tuple[int, int]] = []
    press.typeset_all(proceedings, proceedings.papers, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.slow
def test_jobs_that_misbehave_cost_only_themselves(tmp_path, monkeypatch):
    names = ("cham", "pha", "day", "loi", "tot-1", "tot-2", "tot-3")
    limits = "limits: {layout_seconds: 4}\n"
    files = {f"{seminar.FOLDER}/{name}.md": seminar.paper(f"Bài {name}") for name in names}
    root = seminar.write_small(tmp_path, files | {"papers/guideline.yml": f"min_words: 5\n{limits}"})
    proceedings = read(root).proceedings
    monkeypatch.setattr(press, "_job", broken_jobs.job)
    done = press.typeset_all(proceedings, proceedings.papers)
    outcome = {path.rpartition("/")[2].removesuffix(".md"): result for path, result in done.items()}
    reasons = {name: result.reason for name, result in outcome.items() if isinstance(result, NotTypeset)}
    assert set(reasons) == {"cham", "pha", "day", "loi"}
    assert reasons["cham"] == "quá 4 giây tính toán"
    assert "ngừng đột ngột" in reasons["pha"]
    assert reasons["day"] == "quá bộ nhớ cho phép"
    assert "KeyError" in reasons["loi"]
    assert all(isinstance(outcome[name], Typeset) for name in ("tot-1", "tot-2", "tot-3", "bai-mot", "bai-hai"))


@pytest.mark.slow
def test_what_failed_is_not_kept(tmp_path, monkeypatch):
    root = seminar.write_small(tmp_path / "tree", {f"{seminar.FOLDER}/loi.md": seminar.paper("Bài lỗi")})
    proceedings = read(root).proceedings
    cache = tmp_path / "cache"
    monkeypatch.setattr(press, "_job", broken_jobs.job)
    first = press.typeset_all(proceedings, proceedings.papers, cache=cache)
    monkeypatch.undo()
    again = press.typeset_all(proceedings, proceedings.papers, cache=cache)
    path = f"{seminar.FOLDER}/loi.md"
    assert isinstance(first[path], NotTypeset)
    assert isinstance(again[path], Typeset)
