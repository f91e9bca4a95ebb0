"""Jobs that misbehave, for the press's children to run in place of the real one."""

from __future__ import annotations

import os
import signal

from proceedings.book.layout.fonts import FontFamily
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.typeset import Body, Typeset
from proceedings.model.unit import Unit


def job(paper: Paper, guideline: Guideline, units: dict[str, Unit], family: FontFamily, body: Body | None) -> Typeset:
    """Do to the child what the paper's name says; lay every other paper out."""
    from proceedings.book.layout.typeset import typeset

    while paper.slug == "cham":
        pass
    if paper.slug == "pha":
        os.kill(os.getpid(), signal.SIGKILL)
    if paper.slug == "day":
        return typeset(paper, guideline, units, family, body) if bytearray(3 * 2**30) else None  # type: ignore[return-value]
    if paper.slug == "loi":
        raise KeyError("engine")
    return typeset(paper, guideline, units, family, body)
