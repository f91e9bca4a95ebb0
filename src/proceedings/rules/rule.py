"""What a rule is: a code, what people read about it, and a function that looks at facts and yields hits."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, NotRequired, TypedDict, Unpack

from proceedings.model.event import Event
from proceedings.model.finding import Detail, Severity
from proceedings.model.guideline import Guideline
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Body, Typeset
from proceedings.model.word_measurements import WordMeasurements
from proceedings.rules.register import CitedDocument, cited_in, named_in
from proceedings.text.prose import prose


class Hit(NamedTuple):
    """One place where a rule is broken; `line` counts from 1, 0 is the whole file; `severity` only where it depends.

    `path` is given by a rule on events where the finding belongs to one paper, `detail` where reporters have words of
    their own for it (`word/reply/word_terms.py` has those for authors).
    """

    line: int
    message: str
    fix: str = ""
    severity: Severity | None = None
    path: str = ""
    detail: Detail | None = None


@dataclass(frozen=True, kw_only=True)  # without slots: what several rules ask for is worked out once
class PaperFacts:
    """All a rule may ask about one paper.

    `proceedings` holds the registers; its papers are left out. `typeset` is there for the parts of rules that look at
    the layout, `manuscript` for rules on the Word file as received, None where there is none.
    """

    paper: Paper
    event: Event
    proceedings: Proceedings
    body: Body
    typeset: Typeset | None = None
    manuscript: WordMeasurements | None = None

    @property
    def guideline(self) -> Guideline:
        return self.event.guideline

    @property
    def layout(self) -> Typeset:
        """The paper laid out; only the parts of rules that look at the layout may ask."""
        assert self.typeset is not None
        return self.typeset

    @cached_property
    def prose(self) -> tuple[tuple[int, str], ...]:
        """The lines of the text with their numbers, what is no prose blanked."""
        return tuple(prose(self.paper.text, self.paper.text_line))

    @cached_property
    def cited(self) -> tuple[CitedDocument, ...]:
        """Every mention of an official document, looked up in the register."""
        return tuple(cited_in(self.prose, self.proceedings.documents.values()))

    def documents(self) -> tuple[str, ...]:
        """Return the ids of the registered documents that the text names by number or by name, each once."""
        by_number = (cited.document for cited in self.cited if cited.document)
        by_name = named_in(self.prose, self.proceedings.documents.values())
        return tuple(dict.fromkeys(document.id for document in (*by_number, *by_name)))

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield all words of the author with their line: those of the head, then the text, its entities decoded."""
        paper, front = self.paper, self.paper.front
        yield paper.line("title"), front.title
        for number, author in enumerate(front.authors):
            for name in ("name", "degree", "position"):
                yield paper.line(f"authors.{number}.{name}"), getattr(author, name) or ""
        yield paper.line("topic_title"), front.topic_title or ""
        yield paper.line("abstract"), front.abstract or ""
        for number, keyword in enumerate(front.keywords):
            yield paper.line(f"keywords.{number}"), keyword
        for line, text in enumerate(paper.text.split("\n"), paper.text_line):
            yield line, html.unescape(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """All a rule may ask about one event; papers are those that could be read, drafts and withdrawn ones left out.

    `fingerprints` are those of the texts of all papers of all events, by path.
    """

    event: Event
    papers: tuple[Paper, ...]
    proceedings: Proceedings
    as_of: date
    fingerprints: Mapping[str, frozenset[int]]

    def line(self, place: str) -> int:
        """Return the line of a field of event.yml, of its parent where it is absent; 0 where no line is known."""
        written = self.proceedings.written.get(self.event.id)
        while written and place:
            if place in written.lines:
                return written.lines[place]
            place = place.rpartition(".")[0]
        return 0

    def unreadable(self, place: str) -> bool:
        """Return whether an optional field of event.yml is there but could not be read: that has been reported."""
        written = self.proceedings.written.get(self.event.id)
        return written is not None and place in written.left_out


class About(TypedDict):
    """What people read about a rule, and how much it weighs."""

    title: str
    why: str
    repair: str
    wrong: str
    right: str
    severity: NotRequired[Severity]
    waivable: NotRequired[bool]
    withholds: NotRequired[bool]
    needs: NotRequired[Needs]
    repairs: NotRequired[Repairs]


Needs = Literal["head", "text", "manuscript"]
"""What a rule on papers cannot do without: a readable head, only the text, or the Word file as received."""

Repairs = Literal["", "safe", "unsafe"]
"""Whether `check --fix` repairs it, repairs it only when allowed to take a risk, or leaves it to people."""

PaperCheck = Callable[[PaperFacts], Iterator[Hit]]
EventCheck = Callable[[EventFacts], Iterator[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the catalogue; one without a check is found while files are read.

    Attributes
    ----------
    why, repair
        What the rule's page says under "Vì sao" and "Cách sửa".
    wrong, right
        Examples for "Sai" and "Đúng", as they would be in the file.
    waivable
        Whether an editor may let it pass by a waiver.
    withholds
        Whether a paper that breaks it is kept out of the preview too.
    needs
        What must be there for `paper_check` to run.
    laid_out
        The part of a rule that looks at the layout; all else is answered before anything is laid out.
    repairs
        What `check --fix` does about it.
    """

    code: str
    title: str
    why: str
    repair: str
    wrong: str
    right: str
    severity: Severity = Severity.ERROR
    waivable: bool = True
    withholds: bool = False
    needs: Needs = "head"
    repairs: Repairs = ""
    paper_check: PaperCheck | None = None
    laid_out: PaperCheck | None = None
    event_check: EventCheck | None = None

    @property
    def url(self) -> str:
        """The rule's page, relative to the site's home."""
        return f"quy-tac/{self.code.lower()}/"


def paper_rule(
    code: str, *, laid_out: PaperCheck | None = None, **about: Unpack[About]
) -> Callable[[PaperCheck], Rule]:
    """Make a rule of a function that looks at one paper, and of one that looks at its layout where both are needed."""
    return lambda check: Rule(code=code, paper_check=check, laid_out=laid_out, **about)


def layout_rule(code: str, **about: Unpack[About]) -> Callable[[PaperCheck], Rule]:
    """Make a rule of a function that looks at the layout of one paper."""
    return lambda check: Rule(code=code, laid_out=check, **about)


def event_rule(code: str, **about: Unpack[About]) -> Callable[[EventCheck], Rule]:
    """Make a rule of a function that looks at one event."""
    return lambda check: Rule(code=code, event_check=check, **about)


def reader_rule(code: str, **about: Unpack[About]) -> Rule:
    """Make a rule that the readers apply while files are read; no waiver can help a file that cannot be read."""
    about.setdefault("waivable", False)
    return Rule(code=code, **about)
