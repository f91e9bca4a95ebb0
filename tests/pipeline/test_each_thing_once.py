"""Whatever a build needs several times is made once: texts rendered, citations looked up, orders, indexes."""

from __future__ import annotations

import datetime
import importlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from plans import EVENT

from proceedings.book.layout.engine import lay_out
from proceedings.listing.indexes import make_indexes
from proceedings.listing.volume_order import plan
from proceedings.pipeline import build_context, volume_worker
from proceedings.pipeline.build_context import content, prepare
from proceedings.pipeline.volume_worker import SITE
from proceedings.processes.pool import Job
from proceedings.reading.load import read
from proceedings.reading.markup import render
from proceedings.text.citations import mentions
from proceedings.text.prose import prose
from proceedings.web.mkdocs.site_pages import site_pages
from proceedings.web.pages.directory import directory
from proceedings.web.pages.index_pages import register_fragment
from proceedings.word.writing.sample import sample_paper

MakeTree = Callable[..., Path]

ID = "2021-hoi-thao"
FOLDER = f"papers/{ID}"
HEAD = """\
---
title: {}
authors:
  - {{name: Nguyễn Văn A, unit: truong-a}}
topic: "1"
received: 2021-10-20
---
"""
ONE = "\nTheo Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị, nhà trường đổi mới cách dạy.\n"
TWO = "\nTổ bộ môn dự giờ lẫn nhau mỗi tháng một lần rồi cùng góp ý.\n"
FOREWORD = "\nBan Tổ chức trân trọng giới thiệu.\n"
FILES = {
    f"{FOLDER}/bai-mot.md": HEAD.format("Đổi mới cách dạy") + ONE,
    f"{FOLDER}/bai-hai.md": HEAD.format("Dự giờ và góp ý") + TWO,
    f"{FOLDER}/foreword.md": f"---\ntitle: Lời nói đầu\n---\n{FOREWORD}",
}
# Loaded by a build where it needs them: a function is counted only in modules that are there already.
LATE = (
    "proceedings.book.layout.typeset",
    "proceedings.book.print_shop.package",
    "proceedings.book.print_shop.printing",
    "proceedings.book.volume.binding",
    "proceedings.book.volume.proof",
    "proceedings.pipeline.downloads",
)


class Here:
    """Stands for child processes: does their work in this one, where it can be counted."""

    def run(self, jobs: Sequence[Job[Any]]) -> Iterator[tuple[str, Any]]:
        for job in jobs:
            yield job.name, job.function(*job.arguments)

    def start(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future

    def stop(self) -> None:
        pass


class Counts:
    """Counts the calls of functions by what they are called with, whatever module calls them by whatever name."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        for name in LATE:
            importlib.import_module(name)
        self._ours = [module for name, module in sys.modules.items() if name.startswith("proceedings.")]

    def of(self, function: Callable[..., Any], what: Callable[..., str]) -> Counter[str]:
        calls: Counter[str] = Counter()

        def counting(*arguments: Any, **named: Any) -> Any:
            calls[what(*arguments)] += 1
            return function(*arguments, **named)

        places = [(module, name) for module in self._ours for name, it in vars(module).items() if it is function]
        assert len(places) > 1, "nobody imports it"
        for module, name in places:
            self._patch.setattr(module, name, counting)
        return calls


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Counts:
    """Count with caches of the test's own, empty at first."""
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    for module in (build_context, volume_worker):
        monkeypatch.setattr(module, "CACHE", tmp_path / "kept" / "typeset")
    monkeypatch.setattr(build_context, "EXAMINED", tmp_path / "kept" / "examined")
    return Counts(monkeypatch)


def whole_build(root: Path, folder: Path) -> None:
    """Read, check, lay out, bind a volume and make the site's pages, as the command does."""
    build = prepare(root, datetime.date(2021, 10, 20), children=Here())  # type: ignore[arg-type]  # what it has is enough
    bindery = build.bind(folder, papers=True)
    held = directory(content(build, with_pdf=True))
    register = register_fragment(held)
    assert len(site_pages(held)) > 20
    assert f"{ID}/bai-mot/" in register
    assert f"{ID}/bai-hai/" not in register
    assert bindery.wait()[ID].papers == 2
    made = [path.name for path in sorted((folder / SITE / ID).rglob("*.pdf"))]
    assert made == ["bai-hai.pdf", "bai-mot.pdf", "ky-yeu.pdf"]


@pytest.mark.slow
@pytest.mark.parametrize("trim", ["", "16x24"])
def test_a_cold_build_makes_each_thing_once(make_tree: MakeTree, tmp_path: Path, counts: Counts, trim: str) -> None:
    plan_file = EVENT.replace("HỌC}", f"HỌC, trim: {trim}}}") if trim else EVENT
    root = make_tree({**FILES, f"{FOLDER}/event.yml": plan_file})
    (event,) = read(root).proceedings.events
    reads = counts.of(read, lambda *_: "tree")
    rendered = counts.of(render, lambda text, *_: text)
    blanked = counts.of(prose, lambda text, *_: text)
    looked_up = counts.of(mentions, lambda text: text.strip()[:9])
    orders = counts.of(plan, lambda event, *_: event.id)
    indexes = counts.of(make_indexes, lambda entries, _: "+".join(entry.paper.slug for entry in entries))
    laid_out = counts.of(lay_out, lambda page, *_: "paper" if '<header class="head">' in page else "other")
    whole_build(root, tmp_path / "books")
    assert reads == {"tree": 1}
    assert rendered == {ONE: 1, TWO: 1, FOREWORD: 1, sample_paper(event).text: 1}
    assert blanked == {ONE: 1, TWO: 1}
    assert sum(looked_up.values()) == 2
    assert orders == {ID: 1}
    assert indexes == {"bai-hai+bai-mot": 2}  # the volume's and the site's, made in two processes
    assert laid_out["paper"] == (4 if trim else 2)


@pytest.mark.slow
@pytest.mark.parametrize(("lost", "times"), [("typeset", 1), ("examined", 1), ("", 0)])
def test_a_text_is_rendered_only_where_something_of_it_is_not_kept(
    make_tree: MakeTree, tmp_path: Path, counts: Counts, lost: str, times: int
) -> None:
    root = make_tree(dict(FILES))
    whole_build(root, tmp_path / "first")
    if lost:
        shutil.rmtree(tmp_path / "kept" / lost)
    rendered = counts.of(render, lambda text, *_: text)
    looked_up = counts.of(mentions, lambda text: text)
    whole_build(root, tmp_path / "second")
    assert (rendered[ONE], rendered[TWO], rendered[FOREWORD]) == (times, times, 1)
    assert sum(looked_up.values()) == (2 if lost == "examined" else 0)
