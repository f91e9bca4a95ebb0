"""Many papers laid out: in child processes with limits, and only where nothing that matters is known already.

A hostile or broken paper can cost its own child no more than the guideline's seconds and megabytes; the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from proceedings.book.layout.cache import key, load, store
from proceedings.book.layout.fonts import FontFamily, find
from proceedings.book.layout.stylesheet import press_guideline
from proceedings.cache import forget
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Body, NotTypeset, Typeset
from proceedings.model.unit import Unit
from proceedings.processes.limits import TimeLimit
from proceedings.processes.pool import Children, Job, JobFailure, children_or_new

Progress = Callable[[int, int], None]
"""Called with the number of papers done and the number of all."""


def typeset_all(
    proceedings: Proceedings,
    papers: Sequence[Paper],
    bodies: Mapping[str, Body] = MappingProxyType({}),
    *,
    cache: Path | None = None,
    progress: Progress | None = None,
    trimmed: bool = False,
    children: Children | None = None,
) -> dict[str, Typeset | NotTypeset]:
    """Return the layout of each paper by its path, on the guideline's page: the one its length is counted on.

    Parameters
    ----------
    bodies
        Texts that have been rendered already, by path; the others are rendered where they are laid out.
    trimmed
        Lay out on the page the book is printed in instead (`press_guideline`).
    cache
        Folder of earlier results, found by content; None keeps none. It must not lie in a tree that others write to.
    children
        Where they are laid out; None starts new ones where something has to be laid out.

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
    jobs = [
        _layout_job(paper, _guideline(paper, proceedings, trimmed), proceedings, bodies.get(paper.path))
        for paper in left
    ]
    with children_or_new(children) as pool:
        for path, result in pool.run(jobs):
            done[path] = NotTypeset(reason=result.reason) if isinstance(result, JobFailure) else result
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


def _layout_job(paper: Paper, guideline: Guideline, proceedings: Proceedings, body: Body | None) -> Job[Typeset]:
    arguments, limits = (paper, guideline, proceedings.units, find(guideline.font), body), guideline.limits
    return Job(
        name=paper.path,
        function=_job,
        arguments=arguments,
        limit=TimeLimit(limits.layout_seconds),
        megabytes=limits.layout_megabytes,
        needs="proceedings.book.layout.typeset",
    )


def _job(paper: Paper, guideline: Guideline, units: dict[str, Unit], family: FontFamily, body: Body | None) -> Typeset:
    from proceedings.book.layout.typeset import typeset  # the engine is loaded in children only

    return typeset(paper, guideline, units, family, body)
