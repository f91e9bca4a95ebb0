"""One paper under every rule that needs no layout: what is found, and what could not be looked at and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Body
from proceedings.model.word_measurements import NotMeasured, WordMeasurements
from proceedings.reading.markup import render
from proceedings.rules.catalogue import CATALOGUE
from proceedings.rules.rule import Hit, PaperFacts
from proceedings.text.fingerprint import fingerprint

NO_MANUSCRIPT = "không có tệp Word gốc (original.docx) cạnh bài"
NO_HEAD = "phần đầu bài còn lỗi, sửa xong mới xem được"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What the rules that need no layout found in one paper.

    `hits` are by code; `not_checked` gives the reason for each rule that could not look; `fingerprint` is that of the
    paper's text; `documents` are the ids of the registered documents that it cites; `body` is the text as it was
    rendered for the rules, None where the outcome is an earlier one that was kept.
    """

    words: int
    fingerprint: frozenset[int]
    hits: tuple[tuple[str, Hit], ...]
    not_checked: tuple[tuple[str, str], ...] = ()
    documents: tuple[str, ...] = ()
    body: Body | None = field(default=None, repr=False)


Examiner = Callable[[Proceedings, Iterable[Paper], frozenset[str]], Mapping[str, Examined]]
"""Examines papers and returns the outcome by path; the set holds the paths of papers whose head could not be read."""


def examine(
    paper: Paper,
    proceedings: Proceedings,
    manuscript: WordMeasurements | NotMeasured | None = None,
    *,
    headless: bool = False,
) -> Examined:
    """Return what every rule that needs no layout says of a paper.

    Parameters
    ----------
    manuscript
        Its Word file as measured, None where there is none.
    headless
        Its head could not be read: only rules on the text are asked.
    """
    body = render(paper.text, paper.text_line, paper.slug)
    facts = PaperFacts(
        paper=paper,
        event=proceedings.event(paper.event),
        proceedings=replace(proceedings, papers=()),
        body=body,
        manuscript=manuscript if isinstance(manuscript, WordMeasurements) else None,
    )
    hits: list[tuple[str, Hit]] = []
    missed: list[tuple[str, str]] = []
    for rule in CATALOGUE.values():
        reason = _reason(rule.needs, manuscript, headless) if rule.paper_check else ""
        if rule.paper_check and not reason:
            hits += [(rule.code, hit) for hit in rule.paper_check(facts)]
        # A paper without a head is not laid out: what its layout would show is not known either.
        reason = reason or (NO_HEAD if headless and rule.laid_out else "")
        if reason:
            missed.append((rule.code, reason))
    return Examined(
        words=body.words,
        fingerprint=fingerprint(body.plain),
        hits=tuple(hits),
        not_checked=tuple(missed),
        documents=facts.documents(),
        body=body,
    )


def examine_each(
    proceedings: Proceedings, papers: Iterable[Paper], headless: frozenset[str] = frozenset()
) -> dict[str, Examined]:
    """Examine papers one after the other in this process, without their Word files."""
    return {paper.path: examine(paper, proceedings, headless=paper.path in headless) for paper in papers}


def layout_hits(facts: PaperFacts) -> list[tuple[str, Hit]]:
    """Return what the rules that look at the layout say."""
    return [(rule.code, hit) for rule in CATALOGUE.values() if rule.laid_out for hit in rule.laid_out(facts)]


def _reason(needs: str, manuscript: WordMeasurements | NotMeasured | None, headless: bool) -> str:
    if needs == "head" and headless:
        return NO_HEAD
    if needs == "manuscript" and not isinstance(manuscript, WordMeasurements):
        return manuscript.reason if manuscript else NO_MANUSCRIPT
    return ""
