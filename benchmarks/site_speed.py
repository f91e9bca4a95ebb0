"""How long the website takes, side by side with plain mkdocs-material on the same Markdown.

    .venv/bin/python benchmarks/site_speed.py [NUMBER_OF_PAPERS] [--runs 3]

Ours runs twice in each round: without a cache, when every paper is laid out to count its pages, and as an editor runs
it, when nothing has changed since. The table shows medians.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from contenders import Bench, Contender
from measuring import Cost, run

_AIM = 1.3


def main(count: int, runs: int) -> int:
    """Measure, print the table, and return 1 where a command failed."""
    with tempfile.TemporaryDirectory(prefix="site-speed-") as made:
        bench = Bench(Path(made) / "bench", count)
        cold, again = bench.site()
        contenders = (bench.plain(), cold, again)
        costs: dict[str, list[Cost]] = {one.name: [] for one in contenders}
        for _ in range(runs):
            for one in contenders:
                costs[one.name].append(_measured(one))
    print(f"## {count} papers, {runs} runs of each command\n")
    print("| what | wall s | CPU s | peak MB, one | ratio of wall times |\n| --- | ---: | ---: | ---: | ---: |")
    plain = _median(costs[contenders[0].name], "seconds")
    for name, measured in costs.items():
        wall, processor = _median(measured, "seconds"), _median(measured, "processor")
        largest = max(cost.largest for cost in measured)
        print(f"| {name} | {wall:.2f} | {processor:.2f} | {largest:.0f} | {wall / plain:.2f} |")
    print(f"\nAim: at most {_AIM} times plain mkdocs build.")
    return int(any(cost.code for measured in costs.values() for cost in measured))


def _measured(one: Contender) -> Cost:
    one.prepare()
    cost = run(one.command, environment=one.env, merged=True)
    if cost.code:
        print(f"{one.name}: exit code {cost.code}: {cost.output[-500:]}")
    return cost


def _median(costs: list[Cost], what: str) -> float:
    return statistics.median(float(getattr(cost, what)) for cost in costs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=300)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    raise SystemExit(main(arguments.count, arguments.runs))
