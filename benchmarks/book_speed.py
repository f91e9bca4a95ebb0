"""How long the website and the book take, side by side with what others make of the same papers.

    .venv/bin/python benchmarks/book_speed.py [NUMBER_OF_PAPERS …] [--runs 3] [--timeout 900]
        [--skip stock,typst] [--also stock-type]

The papers are those of corpus.py with pictures, about five pages each. In every round each command runs once; the
table shows medians. After each command what it made is read back: every paper has to be in it.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import signal
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pypandoc

from contenders import Bench, Contender
from corpus import EVENT
from finished import kept, on_site, page_count, read_book
from measuring import Cost, run

_GROUPS = ("whole", "plain", "stock", "stock-type", "typst", "volume")
_ON_DEMAND = ("stock-type",)
_OURS = ("whole", "volume")
_MANY = 500
_LEAST_TEXT = 0.95
_TEN_TIMES, _MEGABYTES = 12.0, 700.0
_AIMS = (
    ("whole, cold", "whole", 0, "stock", 0.35),
    ("whole, cold", "whole", 0, "stock-type", 0.35),
    ("whole, after the edit", "whole", 1, "plain", 2.0),
    ("volume, cold", "volume", 0, "typst", 2.0),
    ("volume, after the edit", "volume", 1, "typst", 0.3),
)


@dataclass(slots=True)
class Measured:
    """All runs of one command: pages of its book, mean pages of a paper, and what was not right in any of the runs."""

    name: str
    costs: list[Cost] = field(default_factory=list)
    pages: int = 0
    paper_pages: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return statistics.median(cost.seconds for cost in self.costs)

    @property
    def stopped(self) -> bool:
        return any(cost.stopped for cost in self.costs)

    @property
    def largest(self) -> float:
        return max(cost.largest for cost in self.costs)


Results = dict[str, list[Measured]]


class Limits(NamedTuple):
    """How often each command runs, how many seconds it may take, and which groups of commands run at all."""

    runs: int | None
    timeout: float
    groups: Sequence[str]


def main(counts: Sequence[int], limits: Limits) -> int:
    """Measure, print the tables, and return 1 where anything that was made is not right."""
    print(_machine())
    everything = {count: _measure(count, limits) for count in counts}
    if len(everything) > 1:
        _print_growth(everything)
    return 1 if any(one.wrong for results in everything.values() for row in results.values() for one in row) else 0


def _measure(count: int, limits: Limits) -> Results:
    runs = limits.runs or (1 if count >= _MANY else 3)
    with tempfile.TemporaryDirectory(prefix="book-speed-") as made:
        _say(f"{count} papers are being written …")
        bench = Bench(Path(made) / "bench", count)
        contenders: dict[str, Sequence[Contender]] = {
            "whole": bench.whole(),
            "plain": (bench.plain(),),
            "stock": (bench.stock(),),
            "stock-type": (bench.stock_in_our_type(),),
            "typst": (bench.typst(),),
            "volume": bench.volume(),
        }
        results: Results = {key: [Measured(one.name) for one in contenders[key]] for key in limits.groups}
        for number in range(runs):
            for key, measured in results.items():
                _say(f"round {number + 1} of {runs}: {contenders[key][0].name}")
                _round(bench, contenders[key], measured, limits.timeout)
    _print(count, runs, results)
    return results


def _round(bench: Bench, contenders: Sequence[Contender], measured: Sequence[Measured], timeout: float) -> None:
    """Run one group's commands once, one after the other; an edit needs what came before it to be complete."""
    pages: list[int] = []
    for contender, result in zip(contenders, measured, strict=True):
        contender.prepare()
        before = [kept(cache) for cache in bench.caches]
        cost = run(contender.command, environment=contender.env, timeout=timeout, merged=True)
        result.costs.append(cost)
        _say(f"  {contender.name}: {cost.seconds:.1f} s, {cost.largest:.0f} MB")
        if cost.stopped:
            last = next(iter(cost.output.splitlines()[-1:]), "nothing said")
            _say(f"  stopped; its last line: {last}")
            break
        if cost.code:
            result.wrong.append(f"exit code {cost.code}: {cost.output.strip()[-500:]}")
            break
        _read_back(bench, contender, result)
        if len(contenders) > 1:
            _compare(bench, result, before, first=contender is contenders[0])
            of_papers = _pages_of_papers(bench, contender)
            if of_papers:
                result.paper_pages = statistics.mean(of_papers.values())
                pages.append(of_papers[bench.edited.slug])
    if len(pages) > 1 and pages[1] != pages[0] + 1:
        measured[1].wrong.append(f"the edited paper went from {pages[0]} to {pages[1]} pages")


def _read_back(bench: Bench, contender: Contender, result: Measured) -> None:
    if contender.pdf:
        book = read_book(contender.pdf, bench.papers)
        result.pages = book.pages
        if book.titles != bench.count:
            result.wrong.append(f"the PDF has {book.titles} of {bench.count} titles")
        if book.text < _LEAST_TEXT:
            result.wrong.append(f"the PDF has only {book.text:.0%} of the text of a paper")
    if contender.site and (there := on_site(contender.site, bench.papers)) != bench.count:
        result.wrong.append(f"the site has {there} of {bench.count} papers")


def _compare(bench: Bench, result: Measured, before: Sequence[set[tuple[str, int]]], *, first: bool) -> None:
    """Prove by the caches that everything was laid out from nothing, or after the edit one paper alone."""
    wanted = bench.count if first else 1
    for cache, earlier in zip(bench.caches, before, strict=True):
        new = len(kept(cache) - earlier)
        if new != wanted or (first and earlier):
            result.wrong.append(f"{new} new papers in the cache {cache.folder.name}, {wanted} expected")


def _pages_of_papers(bench: Bench, contender: Contender) -> dict[str, int]:
    """Return the pages of each paper's own PDF, nothing where no site is built."""
    if contender.site is None:
        return {}
    slugs = (paper.slug for paper in bench.papers)
    return {slug: page_count(contender.site / EVENT / slug / f"{slug}.pdf") for slug in slugs}


def _print(count: int, runs: int, results: Results) -> None:
    everything = [one for row in results.values() for one in row if one.costs]
    mean = next((one.paper_pages for one in everything if one.paper_pages), 0.0)
    papers = f"{count} papers of {mean:.1f} pages" if mean else f"{count} papers"
    print(f"\n## {papers}, {runs} {'run' if runs == 1 else 'runs'} of each command\n")
    print(
        f"| {'what':<22} | wall s | from – to     | CPU s  | peak MB, all | peak MB, one | pages | ms per page |\n"
        "| --- | ---: | :---: | ---: | ---: | ---: | ---: | ---: |"
    )
    for one in everything:
        walls = [cost.seconds for cost in one.costs]
        cpu = statistics.median(cost.processor for cost in one.costs)
        family = max(cost.megabytes for cost in one.costs)
        pages = f"{one.pages:5} | {1000 * one.seconds / one.pages:11.1f}" if one.pages else f"{'–':>5} | {'–':>11}"
        print(
            f"| {one.name:<22} | {'> ' if one.stopped else ''}{one.seconds:6.2f} | {min(walls):6.2f}–{max(walls):6.2f} "
            f"| {cpu:6.2f} | {family:12.0f} | {one.largest:12.0f} | {pages} |"
        )
    _print_ratios(results)
    wrong = [f"{one.name}: {what}" for one in everything for what in one.wrong]
    stopped = [one.name for one in everything if one.stopped]
    told = "NO" if wrong else "yes, in all that came to its end" if stopped else "yes"
    print(f"\nEvery paper in every book and site, one paper laid out anew after the edit: {told}")
    for line in wrong:
        print(f"  {line}")
    for name in stopped:
        print(f"  {name}: stopped when its time was over; the row shows how far it got")


def _print_ratios(results: Results) -> None:
    print("\n| ratio of wall times | is | aim | reached |\n| --- | ---: | ---: | --- |")
    for name, key, place, other, aim in _AIMS:
        if key not in results or other not in results:
            continue
        ours, theirs = results[key][place], results[other][0]
        if not ours.costs or ours.stopped or not theirs.costs:
            continue
        ratio = ours.seconds / theirs.seconds
        # Had the other one not been stopped, it would have taken longer still: the ratio is no larger than this.
        told = "unknown" if theirs.stopped and ratio > aim else _told(ratio, aim)
        print(f"| {name} / {theirs.name} | {'< ' if theirs.stopped else ''}{ratio:.3f} | ≤ {aim:g} | {told} |")


def _print_growth(everything: dict[int, Results]) -> None:
    few, many = min(everything), max(everything)
    aim = _TEN_TIMES * many / few / 10
    print(f"\n## {many} papers against {few}\n")
    print("| what | times the time | aim | reached | largest process, MB | aim | reached |")
    print("| --- | ---: | ---: | --- | ---: | ---: | --- |")
    for key, row in everything[many].items():
        for small, large in zip(everything[few][key], row, strict=True):
            if not small.costs or not large.costs or small.stopped:
                continue
            ratio, sign = large.seconds / small.seconds, "> " if large.stopped else ""
            time = memory = "– | –"
            if key in _OURS:
                time = f"≤ {aim:g} | {_told(ratio, aim)}"
                memory = f"≤ {_MEGABYTES:g} | {_told(large.largest, _MEGABYTES)}"
            print(f"| {large.name} | {sign}{ratio:.1f} | {time} | {large.largest:.0f} | {memory} |")


def _told(value: float, aim: float) -> str:
    return "yes" if value <= aim else "NO"


def _machine() -> str:
    names = ("mkdocs", "mkdocs-material", "mkdocs-with-pdf", "weasyprint", "typst")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    return (
        f"{os.cpu_count()} processors, Python {platform.python_version()}, {versions}, "
        f"pandoc {pypandoc.get_pandoc_version()}"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("counts", nargs="*", type=int, default=[100], metavar="N", help="numbers of papers")
    parser.add_argument("--runs", type=int, help=f"runs of each command (3; 1 from {_MANY} papers on)")
    parser.add_argument("--timeout", type=float, default=900, metavar="SECONDS", help="time for one run of a command")
    parser.add_argument("--skip", default="", metavar="NAMES", help=f"leave out some of {','.join(_GROUPS)}")
    parser.add_argument("--also", default="", metavar="NAMES", help=f"measure too: {','.join(_ON_DEMAND)}")
    return parser.parse_args()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that commands are ended and folders removed
    given = _arguments()
    skipped, asked = given.skip.split(","), given.also.split(",")
    chosen = [name for name in _GROUPS if name not in skipped and (name in asked or name not in _ON_DEMAND)]
    raise SystemExit(main(given.counts, Limits(given.runs, given.timeout, chosen)))
