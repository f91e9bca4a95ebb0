"""Outside programs within limits: processor time counts, the clock only where they hang; nothing of them stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from proceedings.processes import program
from proceedings.processes.limits import OutOfTimeError, TimeLimit, processor_time
from proceedings.processes.program import Program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="shell scripts")

LOOP = "while :; do :; done"


def outcome(script: str, folder: Path, limit: TimeLimit) -> int:
    with Program(["/bin/sh", "-c", script], folder, {"PATH": os.environ["PATH"]}, limit) as started:
        return started.wait()


def test_it_works_in_its_folder_and_its_exit_code_comes_back(tmp_path):
    assert outcome("pwd > noi; exit 3", tmp_path, TimeLimit(5)) == 3
    assert Path((tmp_path / "noi").read_text().strip()).samefile(tmp_path)


def test_an_endless_loop_is_ended_by_processor_time(tmp_path):
    with pytest.raises(OutOfTimeError, match="^quá 1 giây tính toán$"):
        outcome(LOOP, tmp_path, TimeLimit(1))


def test_the_loop_of_a_program_that_it_started_counts_too(tmp_path):
    with pytest.raises(OutOfTimeError, match="^quá 1 giây tính toán$"):
        outcome(f"sh -c '{LOOP}' & wait", tmp_path, TimeLimit(1))


def test_what_sleeps_is_ended_by_the_clock_with_what_it_started(tmp_path):
    with pytest.raises(OutOfTimeError, match="^không xong sau 0.5 giây$"):
        outcome("sleep 3141 & wait", tmp_path, TimeLimit(5, wall=0.5))
    assert not alive("sleep 3141")


def test_what_it_started_does_not_outlive_it(tmp_path):
    assert outcome("sleep 3142 & exit 0", tmp_path, TimeLimit(5)) == 0
    assert not alive("sleep 3142")


def test_it_does_not_outlive_the_context(tmp_path):
    with pytest.raises(KeyboardInterrupt), Program(["/bin/sleep", "3143"], tmp_path, {}, TimeLimit(5)):
        raise KeyboardInterrupt
    assert not alive("sleep 3143")


def test_the_system_ends_it_even_where_its_parent_has_died(tmp_path):
    """The loop holds the parent's pipe: reading it to its end means that the loop has ended."""
    code = (
        "import sys; from pathlib import Path; from proceedings.processes.limits import TimeLimit\n"
        "from proceedings.processes.program import Program\n"
        f"with Program(['/bin/sh', '-c', 'echo $$; {LOOP}'], Path('.'), {{}}, TimeLimit(1), stdout=1) as started:\n"
        "    import os; os._exit(0)\n"
    )
    command = [sys.executable, "-c", code]
    parent = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, check=True, timeout=240)
    assert parent.stdout.strip().isdecimal()


def test_the_clock_has_many_times_the_processor_time():
    assert [TimeLimit(seconds).wall_seconds for seconds in (1, 30)] == [300, 600]
    assert TimeLimit(30, wall=2).wall_seconds == 2


def test_windows_keeps_the_limit_on_the_clock_alone(tmp_path, monkeypatch):
    class Windows:
        name = "nt"

    monkeypatch.setattr(program, "os", Windows)
    with pytest.raises(OutOfTimeError, match="^không xong sau 0.5 giây$"):
        outcome("exec sleep 3144", tmp_path, TimeLimit(5, wall=0.5))
    assert outcome("exit 3", tmp_path, TimeLimit(5)) == 3


def test_the_clock_for_busy_machines_stands_still_in_sleep_and_counts_children(tmp_path):
    before = processor_time()
    outcome("sleep 0.5", tmp_path, TimeLimit(5))
    slept = processor_time() - before
    with pytest.raises(OutOfTimeError):
        outcome(LOOP, tmp_path, TimeLimit(1))
    assert slept < 0.5
    assert processor_time() - before - slept > 1


def alive(command: str) -> bool:
    lines = subprocess.run(["/bin/ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()
    return any(line.endswith(command) for line in lines)
