"""One pool for all jobs of a run: limits are each job's own, whatever else the machine is busy with."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from pebble import ProcessExpired

from proceedings.processes import pool
from proceedings.processes.limits import TimeLimit
from proceedings.processes.pool import Children, Job, JobFailure, children_or_new

needs_limits = pytest.mark.skipif(pool.resource is None, reason="this system limits the clock only")


def job(function, *arguments: object, seconds: float = 20, wall: float | None = None, megabytes: int = 2048) -> Job:
    name, limit = function.__name__, TimeLimit(seconds, wall)
    return Job(name=name, function=function, arguments=arguments, limit=limit, megabytes=megabytes)


def outcomes(children: Children, *jobs: Job) -> list[object]:
    return [outcome for _, outcome in children.run(jobs)]


def double(number: int) -> int:
    return 2 * number


def work(seconds: float) -> int:
    """Use so much processor time, and return which process did."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


def loop() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(3000)


def take(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20)) >> 20


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise KeyError("x")


def scratch() -> str:
    return tempfile.mkdtemp()


def forked(seconds: float) -> int:
    """Work in a child of the child, which has no limit of its own, and then a little here."""
    child = multiprocessing.get_context("fork").Process(target=work, args=(seconds,))
    child.start()
    child.join()
    return child.exitcode


def engine_loaded() -> bool:
    return "weasyprint" in sys.modules


@needs_limits
def test_each_job_costs_itself_alone_and_the_order_is_kept():
    jobs = (
        job(double, 1),
        job(loop, seconds=1),
        job(take, 3000),
        job(die),
        job(fail),
        job(sleep, wall=0.5),
        *(job(double, number) for number in range(2, 5)),
    )
    with Children() as children:
        names_and_outcomes = list(children.run(jobs))
    assert [name for name, _ in names_and_outcomes] == "double loop take die fail sleep double double double".split()
    assert [outcome for _, outcome in names_and_outcomes] == [
        2,
        JobFailure("quá 1 giây tính toán"),
        JobFailure("quá bộ nhớ cho phép"),
        JobFailure("chương trình ngừng đột ngột (thường do quá bộ nhớ cho phép)"),
        JobFailure("chương trình gặp lỗi (báo ban biên tập: KeyError)"),
        JobFailure("không xong sau 0.5 giây"),
        4,
        6,
        8,
    ]


@needs_limits
def test_what_a_child_did_before_does_not_count(monkeypatch):
    monkeypatch.setattr(pool.os, "cpu_count", lambda: 1)
    with Children() as children:
        done = outcomes(children, *[job(work, 0.8, seconds=1.5)] * 4, job(take, 900, megabytes=1500), job(double, 1))
    assert len(set(done[:4])) == 1  # one process, which took more in all than each job may
    assert isinstance(done[0], int)
    assert done[4:] == [900, 2]


@needs_limits
def test_memory_is_limited_job_by_job(monkeypatch):
    monkeypatch.setattr(pool.os, "cpu_count", lambda: 1)
    small, large = job(take, 1500, megabytes=1024), job(take, 1500, megabytes=4096)
    with Children() as children:
        assert outcomes(children, small, large, small) == [
            JobFailure("quá bộ nhớ cho phép"),
            1500,
            JobFailure("quá bộ nhớ cho phép"),
        ]
        assert children.start(take, 1500).result() == 1500  # no limit


@needs_limits
def test_a_busy_machine_changes_no_outcome():
    """Endless loops on every core: the job takes far longer on the clock, and no more processor time than it may."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        with Children() as children:
            sound, endless = outcomes(children, job(work, 1, seconds=2), job(loop, seconds=2))
    finally:
        for process in busy:
            process.kill()
            process.wait()
    assert isinstance(sound, int)
    assert endless == JobFailure("quá 2 giây tính toán")


def test_a_call_without_limits_and_what_ends_it():
    with Children() as children:
        done, died = children.start(double, 4), children.start(die)
        assert done.result() == 8
        with pytest.raises(ProcessExpired):
            died.result()


def test_one_pool_serves_all_and_nothing_is_started_for_nothing():
    with Children() as children:
        assert outcomes(children) == []
        assert children._pool is None
        outcomes(children, job(double, 1))
        first = children._pool
        outcomes(children, job(double, 1))
        children.start(double, 1).result()
        assert children._pool is first
        with children_or_new(children) as same:
            assert same is children
        assert children._pool is first
    assert children._pool is None
    with children_or_new(None) as fresh:
        assert fresh is not children


def test_the_end_leaves_no_process_and_no_file():
    with Children() as children:
        (made,) = outcomes(children, job(scratch))
        assert isinstance(made, str)
        assert Path(made).is_dir()
        pids = list(children._pool._pool_manager.worker_manager.workers)
        for _ in pids:
            children.start(sleep)
        assert len(pids) == (os.cpu_count() or 1)
    assert not Path(made).parent.exists()
    assert not [pid for pid in pids if Path("/proc", str(pid)).exists()]


def test_an_interruption_ends_the_children_at_once():
    with pytest.raises(KeyboardInterrupt), Children() as children:
        endless = children.run([job(sleep)] * 8)
        pids = list(children._started()._pool_manager.worker_manager.workers)
        raise KeyboardInterrupt
    assert endless
    assert not [pid for pid in pids if Path("/proc", str(pid)).exists()]


def test_the_engine_is_loaded_by_the_job_that_needs_it():
    """Seen from a process of its own: this one may have loaded anything."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_pool as t; from proceedings.processes import pool\n"
        "import dataclasses, proceedings.commands.build, proceedings.pipeline.build_context\n"
        "light = t.job(t.engine_loaded)\n"
        "heavy = dataclasses.replace(light, needs='proceedings.book.layout.typeset')\n"
        "pool.os.cpu_count = lambda: 1\n"
        "with pool.Children() as children: print(t.outcomes(children, light, heavy))\n"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "[False, True]"


def test_without_a_server_children_start_afresh(monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setattr(pool, "resource", None)
    with Children() as children:
        assert outcomes(children, job(double, 3)) == [6]
