"""A received .docx read whole: front matter, text in our Markdown, figures, and a report on what was changed."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from proceedings.model.event import Event
from proceedings.model.guideline import FileLimits
from proceedings.model.paper import SELF_CHOSEN, FrontMatter, ModelSubject
from proceedings.model.unit import Unit
from proceedings.reading.markup import render
from proceedings.text.letters import nfc, words
from proceedings.text.slug import slugify
from proceedings.word.cleaning.clean import Dropped, clean, hide_styles_of_metadata, text_of
from proceedings.word.container.package import Package, check_length, open_package, pack, w
from proceedings.word.container.refusal import RefusedError
from proceedings.word.container.relations import check_relations, skeleton
from proceedings.word.formatting.styles import Styles, read_styles
from proceedings.word.house_style.prompts import take_prompts
from proceedings.word.legacy.convert import settle_letters
from proceedings.word.markdown.blocks import Writer
from proceedings.word.programs.pandoc import read_blocks
from proceedings.word.remark import Audience, Kind, Remark, remark
from proceedings.word.structure.drawings import Metafiles, find_metafiles
from proceedings.word.structure.first_lines import leading_lines, remove_lines
from proceedings.word.structure.metafile import drawing
from proceedings.word.structure.normalise import NormalisedForm, take_form
from proceedings.word.structure.numbering import read_labels
from proceedings.word.structure.pictures import Gallery
from proceedings.word.title_page.affiliation import find_unit, same_home
from proceedings.word.title_page.capitals import sentence_case
from proceedings.word.title_page.front_matter import Head, read_head
from proceedings.word.title_page.letterhead import left_at_top, letterhead
from proceedings.word.title_page.model_paper import has_all_parts, model_name
from proceedings.word.title_page.topic_guess import TopicGuess, guess_topics
from proceedings.word.title_page.topic_line import TopicLine, read_topic

_TEXT_PARTS = ("document", "styles", "numbering", "footnotes", "endnotes")
_SLUG_LETTERS = 60
_MOST_LOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person who imports asks for."""

    slug: str | None = None
    topic: str | None = None
    received: datetime.date | None = None
    file_name: str = ""
    convert_legacy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A paper ready to be written, with the account of its making.

    `gaps` are what the file does not say of its head, for a person to fill in; `guesses` the topics it may be on,
    where it names none.
    """

    slug: str
    front: FrontMatter
    topic_line: str = ""
    text: str = field(repr=False)
    figures: dict[str, bytes] = field(repr=False)
    captions: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    tables: int = 0
    notes: int = 0
    words_in: int = 0
    words_out: int = 0
    dropped: Dropped = field(default_factory=Dropped)
    remarks: tuple[Remark, ...] = ()
    guesses: tuple[TopicGuess, ...] = ()

    @property
    def gaps(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.asks)


def read_manuscript(content: bytes, wanted: Wanted, event: Event, units: Mapping[str, Unit]) -> Manuscript:
    """Return the paper that a .docx holds.

    Raises
    ------
    RefusedError
        The file does not pass the gate, is in a legacy encoding, or holds pictures that cannot be published.
    """
    package = open_package(content, event.guideline.limits.image_bytes)
    check_text(package, event.guideline.limits)
    return read_package(package, wanted, event, units)


def check_text(package: Package, limits: FileLimits) -> None:
    """Refuse an opened file that points outside itself, or whose text no paper can hold.

    Raises
    ------
    RefusedError
        KY902 or KY904.
    """
    check_relations(package)
    check_length(package, limits.paper_bytes)


def read_package(package: Package, wanted: Wanted, event: Event, units: Mapping[str, Unit]) -> Manuscript:
    """Return the paper of a file that is through the gate; the package is used up.

    Raises
    ------
    RefusedError
        It is in a legacy encoding, or holds pictures that cannot be published.
    """
    found = find_metafiles(package, event.guideline.limits)
    with drawing(list(found.values())) as wait:
        return _read(package, Metafiles(found, wait), wanted, event, units)


def _read(
    package: Package, metafiles: Metafiles, wanted: Wanted, event: Event, units: Mapping[str, Unit]
) -> Manuscript:
    """Return the paper of a file that is through the gate, while its metafiles are being drawn."""
    unfilled = take_prompts(package)
    styles, dropped, letters = _cleaned(package, wanted)
    labels = read_labels(package, styles)
    lines = leading_lines(package, styles)
    topic = read_topic(lines, event)
    head = read_head([line for line in lines if line.place not in topic.places], units, event.organizer, unfilled)
    above = letterhead(package, lines, head.title_place, units)
    taken = head.taken | topic.places | set(above)
    left = left_at_top(package, styles, taken, head.title_place, topic.remarks)
    remove_lines(package, taken)
    plain = "\n".join(text_of(tree) for tree in package.texts())
    if not words(plain) and not head.title:
        raise RefusedError("KY901", "Tệp Word không có chữ nào.", "Kiểm tra lại tệp.")
    _settle_title(head, topic, wanted, plain, units)
    slug = wanted.slug or _slug(head.title)
    form = take_form(package, styles, labels, event.guideline.limits, metafiles)
    hide_styles_of_metadata(package, styles)
    gallery, writer, text = _written(package, slug, event)
    if form.drawings.settle():
        gallery, writer, text = _written(package, slug, event)
    gallery.close()
    body = render(text, folder=slug)
    counted = words_of_text(package)
    headings = [heading.text for heading in body.headings]
    front = _front(head, topic, wanted)
    front, model_remarks = _as_model(front, headings, event, head.model)
    remarks = [
        *letters,
        *_letterhead_remarks(head, list(above.values()), left, event, units),
        *head.remarks,
        *topic.remarks,
        *_other_topic(topic, wanted),
        *model_remarks,
        *_structure(dropped, form, writer, gallery),
        *_lost(counted, words(text), words(body.plain)),
    ]
    return Manuscript(
        slug=slug,
        front=front,
        topic_line=topic.text if front.topic == topic.number else "",
        text=text,
        figures=gallery.files,
        captions=tuple(writer.captions),
        headings=tuple(f"{'#' * heading.level} {heading.text}" for heading in body.headings),
        tables=writer.tables,
        notes=len(writer.notes),
        words_in=len(counted),
        words_out=len(words(body.plain)),
        dropped=dropped,
        remarks=tuple(remarks),
        guesses=() if front.topic else guess_topics(front.title, body.plain, event),
    )


def _written(package: Package, slug: str, event: Event) -> tuple[Gallery, Writer, str]:
    """Return the text as Markdown, its pictures by name, and who wrote it."""
    gallery = Gallery(package, slug, event.guideline)
    writer = Writer(gallery.take)
    return gallery, writer, writer.write(read_blocks(_for_pandoc(package)))


def _cleaned(package: Package, wanted: Wanted) -> tuple[Styles, Dropped, tuple[Remark, ...]]:
    """Take out of a file that is through the gate what does not belong to its text; report on its encoding."""
    styles = read_styles(package)
    dropped = clean(package, styles)
    letters = settle_letters(package, styles, convert=wanted.convert_legacy)
    return styles, dropped, letters


def words_of_text(package: Package) -> list[str]:
    """Return the words of the document and of the notes that it calls."""
    called = {(node.tag, node.get(w("id"))) for node in package.body.iter() if node.tag.endswith("noteReference")}
    found = words(text_of(package.body).replace("\u00ad", ""))
    for kind in ("footnote", "endnote"):
        tree = package.trees.get(f"word/{kind}s.xml")
        for note in tree.iter(w(kind)) if tree is not None else ():
            if (w(f"{kind}Reference"), note.get(w("id"))) in called:
                found += words(text_of(note).replace("\u00ad", ""))
    return found


def _for_pandoc(package: Package) -> bytes:
    """Return a fresh package of only what the text needs: no properties, no comments, of pictures only their names."""
    parts = skeleton(package)
    parts |= {name: b"" for name in package.parts if name.startswith("word/media/")}
    for name in _TEXT_PARTS:
        tree = package.trees.get(f"word/{name}.xml")
        if tree is not None:
            parts[f"word/{name}.xml"] = tree
    return pack(parts)


def _settle_title(head: Head, topic: TopicLine, wanted: Wanted, plain: str, units: Mapping[str, Unit]) -> None:
    if not head.title and topic.title and topic.number != SELF_CHOSEN:
        head.title, head.capitals = topic.title, topic.title.isupper()
        head.remarks.append(remark(Kind.TITLE_FROM_TOPIC, asks=True))
    elif not head.title:
        head.title = " ".join(re.sub(r"[_-]+", " ", wanted.file_name).split()) or "Chưa có tên bài"
        head.remarks.append(remark(Kind.TITLE_FROM_FILE, asks=True, title=head.title))
    if head.capitals:
        names = [name for unit in units.values() for name in (unit.name, unit.place or "") if name]
        head.title = sentence_case(head.title, plain, names)
        head.remarks.append(remark(Kind.TITLE_CAPITALS, title=head.title))
    if not head.authors:
        head.remarks.append(remark(Kind.NO_AUTHOR, asks=True))


def _letterhead_remarks(
    head: Head, above: list[str], left: list[Remark], event: Event, units: Mapping[str, Unit]
) -> Iterator[Remark]:
    """Yield what was dropped above the title, what stays there, and whose unit is not that of the letterhead."""
    if above:
        yield remark(Kind.LETTERHEAD_DROPPED, Audience.EDITOR, lines=tuple(above))
    yield from left
    school = find_unit(", ".join(above), units, event.organizer) if above else None
    for author in head.authors if school else ():
        if not same_home(author.unit, school or "", units):
            yield remark(Kind.LETTERHEAD_UNIT, Audience.EDITOR, name=author.name, school=school, unit=author.unit)


def _slug(title: str) -> str:
    """Return the address of a title, cut between words."""
    whole = slugify(title) or "bai-viet"
    if len(whole) <= _SLUG_LETTERS:
        return whole
    cut = whole[: _SLUG_LETTERS + 1].rpartition("-")[0]
    return cut or whole[:_SLUG_LETTERS]


def _front(head: Head, topic: TopicLine, wanted: Wanted) -> FrontMatter:
    number = wanted.topic or topic.number
    own = number == topic.number == SELF_CHOSEN
    return FrontMatter(
        title=head.title,
        authors=tuple(head.authors),
        topic=number,
        topic_title=topic.title if own else None,
        abstract=head.abstract or None,
        keywords=head.keywords,
        received=wanted.received,
        sample=head.sample,
    )


def _other_topic(topic: TopicLine, wanted: Wanted) -> list[Remark]:
    if wanted.topic and topic.number and wanted.topic != topic.number:
        return [remark(Kind.TOPIC_OVERRULED, Audience.EDITOR, line=topic.text, number=wanted.topic)]
    return []


def _as_model(front: FrontMatter, headings: list[str], event: Event, named: str) -> tuple[FrontMatter, list[Remark]]:
    """Return the front matter of a paper on a model where the paper plainly is one, and what to say of it.

    `named` is the model's name where the head of the manuscript gives it.
    """
    if named:
        return replace(front, kind="model", model=ModelSubject(name=named)), []
    if not has_all_parts(headings, event.guideline.model_parts):
        return front, []
    name = model_name(front.title, headings)
    if name is None:
        return front, [remark(Kind.MODEL_UNNAMED, Audience.EDITOR)]
    model = replace(front, kind="model", model=ModelSubject(name=name))
    return model, [remark(Kind.MODEL_RECOGNISED, Audience.EDITOR, name=name)]


def _structure(dropped: Dropped, form: NormalisedForm, writer: Writer, gallery: Gallery) -> list[Remark]:
    """Say what was changed of the manuscript's form and what of it has none in a paper."""
    lost = [remark(Kind.PICTURES_MISSING, number=gallery.missing)] if gallery.missing else []
    return [*dropped.report(), *form.report(), *writer.remarks.remarks(), *lost]


def _lost(before: list[str], after: list[str], seen: list[str]) -> list[Remark]:
    """Say which words of the manuscript are not in the paper."""
    left = Counter(after)
    missing = []
    for word in before:
        if left[word] > 0:
            left[word] -= 1
        else:
            missing.append(word)
    # A word cut or joined at a space or by marks is not lost: look for its letters in the whole.
    whole = unicodedata.normalize("NFKC", " ".join(("".join(after), "".join(seen))))
    missing = [word for word in missing[:_MOST_LOST] if nfc(word) not in whole] + missing[_MOST_LOST:]
    return [remark(Kind.WORDS_LOST, words=tuple(missing))] if missing else []
