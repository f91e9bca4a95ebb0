"""How long the check takes, cold, warm and after one edit, against the bare layout of the same papers.

    .venv/bin/python benchmarks/check_speed.py [NUMBER_OF_PAPERS]

The papers are made by corpus.py, four to six pages each, with the faults of faults.py in them; the run also says
whether each of these was found and whether anything else was.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

from corpus import EVENT, write_tree
from faults import Fault, spoil
from measuring import Cost, run

_AS_OF = "2021-10-25"
_CHECK = """
import sys
from pathlib import Path
from proceedings.pipeline import build_context
from proceedings.commands.check import main
build_context.CACHE, build_context.EXAMINED = Path(sys.argv[1]) / "typeset", Path(sys.argv[1]) / "examined"
sys.exit(main(sys.argv[2:]))
"""
_BARE = """
import sys
from pathlib import Path
from proceedings.book.layout.layout_pool import typeset_all
from proceedings.reading.load import read
proceedings = read(Path(sys.argv[1])).proceedings
layouts = typeset_all(proceedings, proceedings.papers)
print(sum(layout.pages for layout in layouts.values() if hasattr(layout, "pages")))
"""
_IMPORTS = "import proceedings.commands.check, proceedings.pipeline.build_context"


def main(count: int) -> int:
    """Measure, print the table, and return 1 where a fault was missed or something else was found."""
    with tempfile.TemporaryDirectory() as made:
        root, cache = Path(made) / "tree", Path(made) / "cache"
        expected: list[Fault] = []
        papers = write_tree(root, count, lambda papers, files: expected.extend(spoil(papers, files)))
        check = [sys.executable, "-c", _CHECK, str(cache), "--root", str(root), "--as-of", _AS_OF, "--format", "json"]
        bare = run([sys.executable, "-c", _BARE, str(root)])
        cold = run(check)
        warm = [run(check) for _ in range(3)]
        edited = []
        for number in range(3):
            path = root / "papers" / EVENT / f"{papers[count // 2].slug}.md"
            path.write_text(f"{path.read_text(encoding='utf-8')}\nMột câu viết thêm lần {number}.\n", encoding="utf-8")
            edited.append(run(check))
        imports = [run([sys.executable, "-c", _IMPORTS]) for _ in range(3)]
    missed, beside = _compared(cold.output, expected)
    _print(count, bare, cold, warm, edited, imports)
    print(f"\nFaults put in: {len(expected)}; found: {len(expected) - len(missed)}; anything else: {len(beside)}")
    for what, faults in (("missed", missed), ("not put in", beside)):
        for fault in faults:
            print(f"  {what}: {fault.code} {fault.path}")
    same = all(_findings(one.output) == _findings(cold.output) for one in warm)
    print(f"Warm findings equal cold ones: {'yes' if same else 'NO'}")
    return 1 if missed or beside or not same else 0


def _print(count: int, bare: Cost, cold: Cost, warm: list[Cost], edited: list[Cost], imports: list[Cost]) -> None:
    start = statistics.median(cost.seconds for cost in imports)
    print(f"{count} papers, {bare.output.strip()} pages (medians of 3 for the last three rows)\n")
    print(f"| {'what':<34} | seconds | of cold | of bare layout | of start | peak MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    rows = {
        "bare layout, no check": [bare],
        "check, cold": [cold],
        "check, warm": warm,
        "check, one paper edited": edited,
        "interpreter start and imports": imports,
    }
    for name, costs in rows.items():
        seconds = statistics.median(cost.seconds for cost in costs)
        memory = max(cost.megabytes for cost in costs)
        ratios = f"{seconds / cold.seconds:7.3f} | {seconds / bare.seconds:14.3f} | {seconds / start:8.1f}"
        print(f"| {name:<34} | {seconds:7.2f} | {ratios} | {memory:7.0f} |")


def _findings(output: str) -> Counter[Fault]:
    """Return the findings of a report that name a rule and a file, without advice on the plan as a whole."""
    report = json.loads(output)
    groups = [*report["papers"], *report["events"]]
    return Counter(Fault(one["code"], one["path"]) for group in groups for one in group["findings"])


def _compared(output: str, expected: list[Fault]) -> tuple[list[Fault], list[Fault]]:
    """Return the faults that were missed, and the findings that no fault explains (one fault may show in two lines)."""
    found = set(_findings(output))
    return [fault for fault in expected if fault not in found], sorted(found - set(expected))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
