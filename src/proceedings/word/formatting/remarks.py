"""Remarks on a Word file that no rule speaks of: changes, comments, people's names, spaces of paragraphs, pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proceedings.model.guideline import Guideline
from proceedings.model.word_measurements import Traces, Use, WordMeasurements
from proceedings.text.letters import spelling_key
from proceedings.word.remark import Audience, Kind, Remark, remark

_MAIN_SHARE = 0.5
_GAP_NEAR_PT, _INDENT_NEAR_MM = 1.0, 2.0
_SHOWN = 5


def notes(measured: WordMeasurements, guideline: Guideline, pages: int | None = None) -> tuple[Remark, ...]:
    """Return what an editor or author should know of a Word file beside its findings.

    Names of people are in it: for the editor's eyes, never for the site.

    Parameters
    ----------
    pages
        Pages of the paper in our own layout, None where it was not laid out.
    """
    return (
        *_changes(measured.traces),
        *_personal(measured.traces),
        *_spaces(measured, guideline),
        *_numbers(measured, guideline),
        *_turned(measured),
        *_pages(measured, pages),
    )


def _changes(traces: Traces) -> Iterator[Remark]:
    if traces.inserted or traces.deleted:
        yield remark(Kind.TRACKED, inserted=traces.inserted, deleted=traces.deleted)
    elif traces.tracking:
        yield remark(Kind.TRACKING)
    if traces.comments:
        yield remark(Kind.COMMENTS, number=traces.comments)
    if traces.hidden:
        yield remark(Kind.HIDDEN, letters=traces.hidden)
    if traces.active:
        yield remark(Kind.ACTIVE, parts=tuple(traces.active))


def _personal(traces: Traces) -> Iterator[Remark]:
    if traces.properties or traces.people:
        people = tuple(traces.people[:_SHOWN])
        yield remark(Kind.PERSONAL, Audience.EDITOR, properties=tuple(traces.properties), people=people)


def _spaces(measured: WordMeasurements, guideline: Guideline) -> Iterator[Remark]:
    font = guideline.font
    gap = _mostly_other(measured.gaps, font.paragraph_gap_pt, _GAP_NEAR_PT)
    if gap:
        yield remark(Kind.PARAGRAPH_GAP, found=gap.value, source=gap.source, asked=font.paragraph_gap_pt)
    indent = _mostly_other(measured.indents, font.indent_mm, _INDENT_NEAR_MM)
    if indent:
        yield remark(Kind.INDENT, found=float(indent.value), source=indent.source, asked=font.indent_mm)


def _mostly_other(uses: Sequence[Use], asked: float, near: float) -> Use | None:
    """Return the commonest value where most long paragraphs are not as asked."""
    wrong = [use for use in uses if abs(float(use.value) - asked) > near]
    every = sum(use.letters for use in uses)
    return wrong[0] if sum(use.letters for use in wrong) > _MAIN_SHARE * every else None


def _numbers(measured: WordMeasurements, guideline: Guideline) -> Iterator[Remark]:
    right = {spelling_key(name) for name in (guideline.font.name, *guideline.word_file.aliases)}
    wrong = [use for use in measured.numbers if spelling_key(use.value) not in right]
    if wrong:
        uses = tuple((use.value, use.letters, use.source, use.example) for use in wrong[:_SHOWN])
        yield remark(Kind.NUMBER_FONT, asked=guideline.font.name, uses=uses)


def _turned(measured: WordMeasurements) -> Iterator[Remark]:
    turned = sum(section.landscape for section in measured.sections)
    if turned and len(measured.sections) > 1:
        yield remark(Kind.LANDSCAPE, sections=turned)


def _pages(measured: WordMeasurements, pages: int | None) -> Iterator[Remark]:
    if measured.pages is not None and pages is not None and measured.pages != pages:
        yield remark(Kind.PAGES_DIFFER, stored=measured.pages, ours=pages)
