"""One pool of child processes for all jobs of a run; a job that breaks its limits costs its own child alone."""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from proceedings.processes.limits import TimeLimit

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

try:
    import resource
except ImportError:  # Windows keeps the limit on the clock alone
    resource = None  # type: ignore[assignment]

Result = TypeVar("Result")

_GC_OBJECTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[Result]):
    """A call to be made in a child process, with the time and the memory that it may take.

    `needs` is a module that is loaded before its time runs.
    """

    name: str
    function: Callable[..., Result]
    arguments: tuple[object, ...]
    limit: TimeLimit
    megabytes: int
    needs: str = "proceedings"


@dataclass(frozen=True, slots=True)
class JobFailure:
    """Why a job has no result: the end of a sentence."""

    reason: str


class Children:
    """The child processes of one run: the first job starts them, and they do all that follows until they are ended."""

    def __init__(self) -> None:
        self._pool: ProcessPool | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Children:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def run(self, jobs: Sequence[Job[Result]]) -> Iterator[tuple[str, Result | JobFailure]]:
        """Yield the result of each job by its name, in their order, or why there is none."""
        futures = [self._started().schedule(_do, args=(job,), timeout=job.limit.wall_seconds) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            yield job.name, _outcome(job, future)

    def start(self, function: Callable[..., Result], *arguments: object) -> ProcessFuture[Result]:
        """Begin a call without limits; where its child dies, the result is pebble's ProcessExpired."""
        return self._started().schedule(function, args=arguments)

    def stop(self) -> None:
        """End the children, whatever they are at, and clear up behind them."""
        pool, scratch, self._pool, self._scratch = self._pool, self._scratch, None, None
        if pool and scratch:
            pool.stop()  # type: ignore[no-untyped-call]  # the library has no types
            pool.join()
            scratch.cleanup()

    def _started(self) -> ProcessPool:
        if self._pool is None:
            from pebble import ProcessPool  # where everything is known already, no pool is needed

            # A child that is ended leaves its temporary files behind: they lie where the parent clears up.
            self._scratch = tempfile.TemporaryDirectory(prefix="ky-yeu-", ignore_cleanup_errors=True)
            scratch = (self._scratch.name,)
            workers = os.cpu_count() or 1
            self._pool = ProcessPool(workers, context=_context(), initializer=_begin_child, initargs=scratch)
        return self._pool


def children_or_new(children: Children | None) -> contextlib.AbstractContextManager[Children]:
    """Return the children that are handed in, or else new ones that are ended with the context."""
    return contextlib.nullcontext(children) if children else Children()


def warm_up(*modules: str) -> None:
    """Let the server of children load modules that they will need, while the parent is busy with something else.

    Our own modules that the parent has loaded are needed in any case: the server loads them once for all children.
    """
    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing.forkserver import ensure_running

        # A copy: another thread may be loading modules at this moment.
        ours = sorted(name for name in list(sys.modules) if name.startswith("proceedings."))
        multiprocessing.get_context("forkserver").set_forkserver_preload([*ours, *modules])
        ensure_running()


def _context() -> BaseContext:
    """A small server forks each child; where there is none (Windows), children start afresh."""
    warm_up()
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _begin_child(scratch: str) -> None:
    tempfile.tempdir = scratch
    # Layouts make and drop trees of many small objects: looking for dead ones less often saves a tenth of the time.
    gc.freeze()
    gc.set_threshold(_GC_OBJECTS, 50, 100)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


def _do(job: Job[Result]) -> Result:
    """Do a job in a child; the system ends the child where the job takes more processor time than it may.

    The timer begins anew with each job: what the child has done before does not count.
    """
    importlib.import_module(job.needs)
    if resource is None:
        return job.function(*job.arguments)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (job.megabytes * 2**20, hard))
    signal.setitimer(signal.ITIMER_PROF, job.limit.seconds)
    try:
        return job.function(*job.arguments)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _outcome(job: Job[Any], future: ProcessFuture[Any]) -> Any:
    from pebble import ProcessExpired

    try:
        return future.result()
    except FutureTimeoutError:
        return JobFailure(job.limit.hung)
    except MemoryError:
        return JobFailure("quá bộ nhớ cho phép")
    except ProcessExpired as error:
        if resource is not None and error.exitcode == -signal.SIGPROF:
            return JobFailure(job.limit.overworked)
        return JobFailure("chương trình ngừng đột ngột (thường do quá bộ nhớ cho phép)")
    except Exception as error:  # whatever one paper does to our code is that paper's finding
        return JobFailure(f"chương trình gặp lỗi (báo ban biên tập: {type(error).__name__})")
