"""Every paper examined, with its Word file: in child processes, and only where it is not known already."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

from proceedings.cache import code_version, forget, write
from proceedings.checking.check_papers import Fingerprinter
from proceedings.checking.examine import Examined, Examiner, examine
from proceedings.model.event import Event
from proceedings.model.finding import Detail, Severity, Subject
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.word_measurements import NotMeasured, WordMeasurements
from proceedings.processes.limits import TimeLimit
from proceedings.processes.pool import Children, Job, JobFailure, children_or_new
from proceedings.reading.folder import ORIGINAL
from proceedings.reading.markup import render
from proceedings.rules.rule import Hit
from proceedings.text.fingerprint import fingerprint

Result = TypeVar("Result")

# Whatever of our own code can change what is found.
_CODE = ("text", "model", "reading", "rules", "checking", "word", "pipeline")


def examiner(
    root: Path,
    cache: Path | None = None,
    children: Children | None = None,
    measured: Mapping[str, WordMeasurements] | None = None,
) -> Examiner:
    """Return an examiner of the papers of a content tree.

    Parameters
    ----------
    cache
        Folder of earlier outcomes, found by content; None keeps none. It must not lie in a tree that others write to.
    children
        Where they are examined; None starts new ones where something has to be examined.
    measured
        Word files that have been measured already, by their SHA-256.
    """
    known = measured or {}

    def examine_all(proceedings: Proceedings, papers: Iterable[Paper], headless: frozenset[str]) -> dict[str, Examined]:
        everything = tuple(papers)
        keys = _keys(everything, proceedings, headless)
        done = {path: kept for path, name in keys.items() if cache and (kept := _load(cache, name))}
        left = [paper for paper in everything if paper.path not in done]
        jobs = [_examination(root, paper, proceedings, headless, known.get(paper.original or "")) for paper in left]
        with children_or_new(children) as pool:
            for path, outcome in pool.run(jobs):
                if isinstance(outcome, JobFailure):
                    done[path] = _not_examined(outcome.reason)
                    continue
                done[path] = outcome
                if cache:
                    _store(cache, keys[path], outcome)
        if cache and left:
            forget(cache)
        return done

    return examine_all


def fingerprinter(cache: Path | None, children: Children) -> Fingerprinter:
    """Return what takes the fingerprints of papers that are not examined: from earlier outcomes where there are any."""

    def take_all(proceedings: Proceedings, papers: tuple[Paper, ...]) -> dict[str, frozenset[int]]:
        keys = _keys(papers, proceedings, frozenset())
        done = {path: kept.fingerprint for path, name in keys.items() if cache and (kept := _load(cache, name))}
        left = [paper for paper in papers if paper.path not in done]
        jobs = [
            _job(paper, proceedings.event(paper.event), _fingerprint, paper.text, paper.text_line, paper.slug)
            for paper in left
        ]
        for path, outcome in children.run(jobs):
            done[path] = frozenset() if isinstance(outcome, JobFailure) else outcome
        return done

    return take_all


def _keys(papers: Iterable[Paper], proceedings: Proceedings, headless: frozenset[str]) -> dict[str, str]:
    registers = {event.id: _digest_of_registers(event, proceedings) for event in proceedings.events}
    return {paper.path: key(paper, registers[paper.event], paper.path in headless) for paper in papers}


def key(paper: Paper, registers: str, headless: bool) -> str:
    """Return what the outcome depends on as one digest: the paper, its figures, its Word file, the event, our code."""
    digest = hashlib.sha256(f"{code_version(*_CODE)}\n{registers}\n{headless}\n".encode())
    digest.update(repr(replace(paper, text="", figures=(), lines={})).encode())
    digest.update(repr(sorted(paper.lines.items())).encode())
    digest.update(paper.text.encode())
    for figure in paper.figures:
        digest.update(f"\n{figure.name}\n{hashlib.sha256(figure.content).hexdigest()}".encode())
    return digest.hexdigest()


def _digest_of_registers(event: Event, proceedings: Proceedings) -> str:
    """Return the digest of what an event's papers are measured by: its plan, its guideline, units and documents."""
    return hashlib.sha256(repr((event, proceedings.units, proceedings.documents)).encode()).hexdigest()


def _examination(
    root: Path, paper: Paper, proceedings: Proceedings, headless: frozenset[str], measured: WordMeasurements | None
) -> Job[Examined]:
    event = proceedings.event(paper.event)
    registers = replace(proceedings, papers=(), forewords={}, events=(event,))
    return _job(paper, event, _examine, root, paper, registers, paper.path in headless, measured)


def _job(paper: Paper, event: Event, function: Callable[..., Result], *arguments: object) -> Job[Result]:
    limits = event.guideline.limits
    return Job(
        name=paper.path,
        function=function,
        arguments=arguments,
        limit=TimeLimit(limits.layout_seconds),
        megabytes=limits.layout_megabytes,
    )


def _examine(
    root: Path, paper: Paper, proceedings: Proceedings, headless: bool, measured: WordMeasurements | None
) -> Examined:
    limits = proceedings.event(paper.event).guideline.limits
    manuscript = measured or (_measured(root, paper, limits.image_bytes) if paper.original else None)
    outcome = examine(paper, proceedings, manuscript, headless=headless)
    if isinstance(manuscript, NotMeasured):
        message = f"Chưa kiểm tra tệp Word gốc: {manuscript.reason}"
        fix = f"Thay {paper.slug}/{ORIGINAL} bằng tệp Word mở được, hoặc xóa tệp này."
        outcome = replace(outcome, hits=(*outcome.hits, ("KY991", Hit(0, message, fix, Severity.WARNING))))
    return outcome


def _measured(root: Path, paper: Paper, max_image: int) -> WordMeasurements | NotMeasured:
    from proceedings.word.formatting.measure import measure  # only where there is a Word file

    content = (root / Path(paper.path).with_suffix("") / ORIGINAL).read_bytes()
    if hashlib.sha256(content).hexdigest() != paper.original:
        return NotMeasured(reason="tệp vừa bị thay đổi trong lúc kiểm tra.")
    return measure(content, max_image)


def _fingerprint(text: str, text_line: int, slug: str) -> frozenset[int]:
    return fingerprint(render(text, text_line, slug).plain)


def _not_examined(reason: str) -> Examined:
    message = f"Chưa kiểm tra được lời văn của bài: {reason}."
    hit = Hit(0, message, "Tìm đoạn khác thường (bảng lớn, dòng rất dài); tách bài để tìm chỗ hỏng.")
    return Examined(words=0, fingerprint=frozenset(), hits=(("KY991", hit),))


def _load(cache: Path, name: str) -> Examined | None:
    try:
        path = cache / f"{name}.json"
        facts = json.loads(path.read_text(encoding="utf-8"))
        hits = tuple((code, _hit(*row)) for code, row in facts["hits"])
        not_checked = tuple((code, reason) for code, reason in facts["not_checked"])
        os.utime(path)
        fingerprint = frozenset(facts["fingerprint"])
        return Examined(
            words=facts["words"],
            fingerprint=fingerprint,
            hits=hits,
            not_checked=not_checked,
            documents=tuple(facts["documents"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _hit(line: int, message: str, fix: str, severity: str | None, path: str, about: dict[str, Any] | None) -> Hit:
    weight = Severity(severity) if severity else None
    return Hit(line, message, fix, weight, path, _detail(**about) if about else None)


def _detail(subject: str, values: list[tuple[str, Any]]) -> Detail:
    frozen = ((name, tuple(value) if isinstance(value, list) else value) for name, value in values)
    return Detail(Subject(subject), tuple(frozen))


def _store(cache: Path, name: str, outcome: Examined) -> None:
    """Keep an outcome without the rendered text; a cache that cannot be written is ignored."""
    facts = {**asdict(replace(outcome, body=None)), "fingerprint": sorted(outcome.fingerprint)}
    write(cache / f"{name}.json", json.dumps(facts).encode())
