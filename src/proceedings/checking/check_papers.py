"""Checks some papers of a content tree against the rest, which is not checked again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from proceedings.checking.check import Others, Typesetter, check
from proceedings.checking.examine import Examiner
from proceedings.checking.report import PaperReport
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.reading.load import LoadedTree, owner

Fingerprinter = Callable[[Proceedings, tuple[Paper, ...]], Mapping[str, frozenset[int]]]
"""Returns the fingerprints of the texts of papers by path."""


def check_papers(
    tree: LoadedTree,
    paths: Collection[str],
    typesetter: Typesetter,
    as_of: date,
    *,
    examiner: Examiner,
    fingerprinter: Fingerprinter,
) -> tuple[PaperReport, ...]:
    """Return the reports on some papers, with what the rules on their events say of them.

    Parameters
    ----------
    paths
        Of the papers, relative to the content root.
    fingerprinter
        Is asked for the fingerprints of the other papers, which these may repeat.
    """
    proceedings = tree.proceedings
    chosen = tuple(paper for paper in proceedings.papers if paper.path in paths)
    accepted = tuple(paper for paper in proceedings.papers if paper.front.status == "accepted")
    rest = tuple(paper for paper in accepted if paper.path not in paths)
    part = replace(
        tree,
        proceedings=replace(proceedings, papers=chosen),
        faults=tuple(fault for fault in tree.faults if owner(fault.path) in paths),
        unreadable=tuple(entry for entry in tree.unreadable if entry[1] in paths),
        headless=tuple(paper for paper in tree.headless if paper.path in paths),
    )
    others = Others(papers=rest, fingerprints=fingerprinter(proceedings, rest) if chosen else {})
    return check(part, typesetter, as_of, examiner=examiner, others=others).papers
