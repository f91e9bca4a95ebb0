"""Many papers laid out: in child processes with limits, and only where nothing that matters is known already.

A hostile or broken paper can cost its own child no more than the guideline's seconds and megabytes; the others go on.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from proceedings.book.layout.cache import load, store
from proceedings.book.layout.fonts import FontFamily, find
from proceedings.book.layout.stylesheet import press_guideline
from proceedings.cache import code_version, forget
from proceedings.listing.bylines import byline
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.model.unit import Unit

if TYPE_CHECKING:
    from pebble import ProcessFuture

try:
    import resource
except ImportError:  # Windows has no such limits; time is limited all the same
    resource = None  # type: ignore[assignment]

Result = TypeVar("Result")

Progress = Callable[[int, int], None]
"""Called with the number of papers done and the number of all."""

_GC_OBJECTS = 100_000


def typeset_all(
    proceedings: Proceedings,
    papers: Sequence[Paper],
    *,
    cache: Path | None = None,
    progress: Progress | None = None,
    trimmed: bool = False,
) -> dict[str, Typeset | NotTypeset]:
    """Return the layout of each paper by its path, on the guideline's page: the one its length is counted on.

    Parameters
    ----------
    trimmed
        Lay out on the page the book is printed in instead (`press_guideline`).
    cache
        Folder of earlier results, found by content; None keeps none. It must not lie in a tree that others write to.

    Raises
    ------
    ProceedingsError
        No font fit to print Vietnamese is installed.
    """
    done: dict[str, Typeset | NotTypeset] = {}
    keys: dict[str, str] = {}
    for paper in papers:
        guideline = _guideline(paper, proceedings, trimmed)
        keys[paper.path] = key(paper, guideline, proceedings, find(guideline.font))
        kept = load(cache, keys[paper.path]) if cache else None
        if kept is not None:
            done[paper.path] = kept
    left = [paper for paper in papers if paper.path not in done]
    if progress and left:
        progress(len(done), len(papers))
    jobs = [_layout_job(paper, _guideline(paper, proceedings, trimmed), proceedings) for paper in left]
    for path, result in in_children(jobs, megabytes_for(proceedings, left)):
        done[path] = result
        if cache and isinstance(result, Typeset):
            store(cache, keys[path], result)
        if progress:
            progress(len(done), len(papers))
    if cache and left:
        forget(cache)
    return done


def _guideline(paper: Paper, proceedings: Proceedings, trimmed: bool) -> Guideline:
    event = proceedings.event(paper.event)
    return press_guideline(event) if trimmed else event.guideline


def key(paper: Paper, guideline: Guideline, proceedings: Proceedings, family: FontFamily) -> str:
    """Return what a layout depends on as one digest: text, head, figures, guideline, units, font, our own code."""
    digest = hashlib.sha256(f"{book_code()}\n{family.name}\n{family.digest}\n".encode())
    digest.update(repr((paper.front, paper.slug, paper.text_line, guideline)).encode())
    digest.update(repr([byline(author, proceedings.units) for author in paper.front.authors]).encode())
    digest.update(paper.text.encode())
    for figure in paper.figures:
        digest.update(f"\n{figure.name}\n{hashlib.sha256(figure.content).hexdigest()}".encode())
    return digest.hexdigest()


def book_code() -> str:
    """Return a digest of whatever of our own code can change a layout, and of the locked libraries."""
    return code_version("text", "model", "reading", "listing", "book")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[Result]):
    """A call for one paper, to be made in a child process; `seconds` is the time it may take."""

    name: str
    function: Callable[..., Result]
    arguments: tuple[object, ...]
    seconds: int


def in_children(jobs: Sequence[Job[Result]], megabytes: int) -> Iterator[tuple[str, Result | NotTypeset]]:
    """Yield the result of each job by its name, in their order, or why there is none.

    Parameters
    ----------
    megabytes
        Memory that each child may take.
    """
    if not jobs:
        return
    from pebble import ProcessPool  # where everything is in the cache, no pool is needed

    workers = min(len(jobs), os.cpu_count() or 1)
    # A child that is ended leaves its temporary files behind: they lie where the parent clears up.
    with (
        tempfile.TemporaryDirectory(prefix="ky-yeu-", ignore_cleanup_errors=True) as scratch,
        ProcessPool(max_workers=workers, context=context(), initializer=_limit, initargs=(megabytes, scratch)) as pool,
    ):
        futures = [(job, pool.schedule(job.function, args=list(job.arguments), timeout=job.seconds)) for job in jobs]
        for job, future in futures:
            yield job.name, _outcome(future, job.seconds)


def megabytes_for(proceedings: Proceedings, papers: Iterable[Paper]) -> int:
    """Return the memory that a child may take which works on these papers one after the other."""
    return max((proceedings.event(paper.event).guideline.limits.layout_megabytes for paper in papers), default=0)


def _outcome(future: ProcessFuture[Any], seconds: int) -> Any:
    from pebble import ProcessExpired

    try:
        return future.result()
    except FutureTimeoutError:
        return NotTypeset(reason=f"quá {seconds} giây")
    except MemoryError:
        return NotTypeset(reason="quá bộ nhớ cho phép")
    except ProcessExpired:
        return NotTypeset(reason="máy dàn trang ngừng đột ngột (thường do quá bộ nhớ cho phép)")
    except Exception as error:  # whatever one paper does to the engine is that paper's finding
        return NotTypeset(reason=f"máy dàn trang gặp lỗi (báo ban biên tập: {type(error).__name__})")


def _layout_job(paper: Paper, guideline: Guideline, proceedings: Proceedings) -> Job[Typeset]:
    arguments = (paper, guideline, proceedings.units, find(guideline.font))
    return Job(name=paper.path, function=_job, arguments=arguments, seconds=guideline.limits.layout_seconds)


def _job(paper: Paper, guideline: Guideline, units: dict[str, Unit], family: FontFamily) -> Typeset:
    from proceedings.book.layout.typeset import typeset  # the engine is loaded in children only

    return typeset(paper, guideline, units, family)


def context() -> BaseContext:
    """A server that has loaded the engine once forks each child; where there is none, children start afresh."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["proceedings.book.layout.typeset", "proceedings.book.print_shop.package", "proceedings.book.volume.proof"]
    )
    return context


def warm_up() -> None:
    """Let the server of children load the engine while the parent reads: it takes longer than most readings."""
    if context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        ensure_running()


def _limit(megabytes: int, scratch: str) -> None:
    tempfile.tempdir = scratch
    # Layouts make and drop trees of many small objects: looking for dead ones less often saves a tenth of the time.
    gc.freeze()
    gc.set_threshold(_GC_OBJECTS, 50, 100)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
