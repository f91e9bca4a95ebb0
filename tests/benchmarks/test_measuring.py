"""What the benchmarks measure with: processes that are left behind count, commands that take too long are ended."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"

# In a process of its own: whoever measures takes over the children that its commands leave behind.
MEASURE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from measuring import run
cost = run([sys.executable, "-c", sys.argv[2]], timeout=float(sys.argv[3]))
print(json.dumps([*cost, cost.stopped]))
"""
WORK = "import time\nwhile time.process_time() < 0.5: pass"


def measured(script: str, timeout: float = 60) -> list[Any]:
    command = [sys.executable, "-c", MEASURE, str(BENCHMARKS), script, str(timeout)]
    found: list[Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def test_what_an_orphan_works_counts() -> None:
    left_behind = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {WORK!r}])"

    _, _, code, _, processor, _, _ = measured(left_behind)

    assert code == 0
    assert processor >= 0.5


def test_memory_of_the_family_and_of_its_largest_process() -> None:
    child = "x = bytearray(80_000_000); import time; time.sleep(0.8)"
    start = f"import subprocess, sys; child = [sys.executable, '-c', {child!r}]; "
    two = start + "first = subprocess.Popen(child); subprocess.run(child); first.wait()"

    _, together, _, _, _, largest, _ = measured(two)

    assert 80 < largest < 140 < together


def test_a_command_that_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    child = f"import time, pathlib; time.sleep(3); pathlib.Path({str(mark)!r}).touch()"
    slow = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    seconds, *_, stopped = measured(slow, timeout=1)

    assert stopped
    assert 1 <= seconds < 3
    assert not mark.exists()
