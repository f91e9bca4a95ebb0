"""What comes before and after the papers: title page, imprint, foreword, programme, contents, parts, indexes."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from proceedings.book.layout.paper_html import TEMPLATES, printable
from proceedings.book.pages import imprint
from proceedings.book.pages.cover import broken, cover
from proceedings.book.pages.numbering import MOST_NUMBERS, address, number_lines
from proceedings.listing.bylines import author_names
from proceedings.listing.indexes import Indexes, name_of
from proceedings.listing.volume_order import VolumeOrder
from proceedings.model.event import Delegate, Event
from proceedings.model.proceedings import Proceedings
from proceedings.text.typography import typographic

FOREWORD, PROGRAMME, CONTENTS = "loi-noi-dau", "chuong-trinh", "muc-luc"
AUTHORS, SCHOOLS, MODELS, DOCUMENTS, DELEGATES = "tac-gia", "don-vi", "mo-hinh", "van-ban", "dai-bieu"
TITLES = {
    PROGRAMME: "Chương trình",
    CONTENTS: "Mục lục",
    AUTHORS: "Bảng tác giả",
    SCHOOLS: "Danh mục trường, đơn vị",
    MODELS: "Danh mục mô hình, điển hình",
    DOCUMENTS: "Danh mục văn bản được trích dẫn",
    DELEGATES: "Danh sách đại biểu",
}
_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
# Words that stay with a leader; letters to a line of a part's title page.
_LAST_WORDS, _PART_LETTERS = 2, 24
_DIGIT_EM, _COMMA_EM, _GAP_EM, _WIDEST_EM = 0.5, 0.5, 0.7, 9.0


class ContentsEntry(NamedTuple):
    """A section as the contents list it; `page` as it is printed: "iii", "57"."""

    id: str
    title: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The pages of front and back matter, known when both are laid out."""

    inside_pages: int = 0
    front: tuple[ContentsEntry, ...] = ()
    back: tuple[ContentsEntry, ...] = ()


class ListedPart(NamedTuple):
    """A part as its title page and the contents name it: "Phần hai", its title without the plan's number, its page."""

    number: str
    title: str
    page: int


def front(event: Event, plan: VolumeOrder, proceedings: Proceedings, inside_pages: int, title_pt: float) -> str:
    """Return what comes before the contents as an HTML document; its first page, the title page, is page i.

    Parameters
    ----------
    inside_pages
        How many pages the print shop prints, as the imprint says.
    title_pt
        The size at which every line of the banner's title fits.
    """
    foreword = proceedings.forewords.get(event.id)
    return TEMPLATES.get_template("front.html").render(
        event=event,
        cover=cover(event),
        title_pt=title_pt,
        imprint=imprint.lines(event, len(plan.entries), inside_pages, proceedings),
        samples=any(entry.paper.front.sample for entry in plan.entries),
        foreword=foreword,
        foreword_body=Markup(printable(foreword.body.print_html)) if foreword else "",
        performers=any(item.who for item in event.programme),
    )


def front_sections(event: Event, proceedings: Proceedings) -> tuple[tuple[str, str], ...]:
    """Return identifiers and titles of the sections of the front that the contents list."""
    foreword = proceedings.forewords.get(event.id)
    found = [(FOREWORD, foreword.title)] if foreword else []
    return (*found, *([(PROGRAMME, TITLES[PROGRAMME])] if event.programme else []))


def contents(event: Event, plan: VolumeOrder, proceedings: Proceedings, indexes: Indexes) -> str:
    """Return the contents as an HTML document; their numbers are set by `numbering`."""
    begun = {part.groups[0].number: listed for part, listed in zip(plan.parts, _parts(plan, event), strict=True)}
    # A part that is itself a topic needs no heading below its own.
    alone = {group.number for part in plan.parts for group in part.groups if group.label == part.title}
    return TEMPLATES.get_template("contents.html").render(
        plan=plan,
        front=front_sections(event, proceedings),
        back=sections(event, plan, indexes),
        author_names=author_names,
        begun=begun,
        alone=alone,
        kept=kept,
        at=_rows(),
    )


def back(event: Event, plan: VolumeOrder, proceedings: Proceedings, indexes: Indexes) -> str | None:
    """Return the indexes as an HTML document, None where a volume has no papers to list."""
    if not plan.entries:
        return None
    return TEMPLATES.get_template("back.html").render(
        event=event,
        sections=sections(event, plan, indexes),
        authors=indexes.authors,
        schools=indexes.schools,
        models=indexes.models,
        documents=indexes.documents,
        delegates=[(delegate.name, _office(delegate, proceedings)) for delegate in event.delegates],
        author_names=author_names,
        kept=kept,
        at=_rows(),
        slugs=lambda entries: [f"paper-{entry.paper.slug}" for entry in entries],
        own_lines=lambda entries: number_lines(len(entries)),
        most_numbers=MOST_NUMBERS,
    )


def sections(event: Event, plan: VolumeOrder, indexes: Indexes) -> tuple[tuple[str, str], ...]:
    """Return identifiers and titles of the sections of the back, in their order."""
    if not plan.entries:
        return ()
    there = {
        AUTHORS: True,
        SCHOOLS: True,
        MODELS: bool(indexes.models),
        DOCUMENTS: bool(indexes.documents),
        DELEGATES: bool(event.delegates),
        CONTENTS: event.volume.contents == "back",
    }
    return tuple((name, TITLES[name]) for name, present in there.items() if present)


def part_titles(plan: VolumeOrder, event: Event) -> str:
    """Return the title pages of the parts as an HTML document, one page each."""
    return TEMPLATES.get_template("parts.html").render(
        event=event, parts=_parts(plan, event), broken=lambda title: broken(title, _PART_LETTERS)
    )


def _parts(plan: VolumeOrder, event: Event) -> tuple[ListedPart, ...]:
    """Return how the parts are named: the number that the plan gives a topic is replaced by the part's own."""
    bare = {f"{topic.number}. ": topic for topic in event.topics}
    return tuple(
        ListedPart(
            f"Phần {counted(number)}",
            next((part.title.removeprefix(head) for head in bare if part.title.startswith(head)), part.title),
            part.page,
        )
        for number, part in enumerate(plan.parts, 1)
    )


def counted(number: int) -> str:
    """Return a number below 100 in words, as parts are counted: "mười lăm", "hai mươi mốt"."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    word = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    last = {0: "", 1: " mốt" if tens > 1 else " một", 5: " lăm"}.get(ones, f" {_DIGITS[ones]}")
    return word + last


def kept(words: str) -> str:
    """Return words of which the last two stay together, so that none is alone before its page number."""
    parts = typographic(words).split(" ")
    return " ".join([*parts[:-_LAST_WORDS], "\u00a0".join(parts[-_LAST_WORDS:])])


def _rows() -> Callable[..., str]:
    """Return what gives every row of a document a link of its own."""
    count = itertools.count(1)
    return lambda *keys: address(next(count), keys)


def _office(delegate: Delegate, proceedings: Proceedings) -> str:
    unit = name_of(delegate.unit, proceedings) if delegate.unit else ""
    return ", ".join(part for part in (delegate.office.text if delegate.office else "", unit) if part)
