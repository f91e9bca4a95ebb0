"""A received .docx read whole: front matter, text in our Markdown, figures, and an account of what became of what."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN, FrontMatter, ModelSubject
from proceedings.model.unit import Unit
from proceedings.reading.markup import render
from proceedings.text.letters import nfc, words
from proceedings.text.slug import slugify
from proceedings.word.affiliation import find_unit, same_home
from proceedings.word.blocks import Writer
from proceedings.word.capitals import sentence_case
from proceedings.word.cleaning import Dropped, clean, text_of
from proceedings.word.head import Head, read_head
from proceedings.word.headings import with_headings
from proceedings.word.legacy import check_letters
from proceedings.word.letterhead import left_at_top, letterhead, quoted_list
from proceedings.word.lines import leading_lines, remove_lines
from proceedings.word.model_paper import has_all_parts, model_name
from proceedings.word.package import A, Package, V, open_package, pack, w
from proceedings.word.pandoc import read_blocks
from proceedings.word.pictures import Gallery
from proceedings.word.refusal import RefusedError
from proceedings.word.relations import check_relations, skeleton
from proceedings.word.styles import Styles, read_styles
from proceedings.word.topic_line import TopicLine, read_topic

_TEXT_PARTS = ("document", "styles", "numbering", "footnotes", "endnotes")
_SLUG_LETTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person who imports has said."""

    slug: str | None = None
    topic: str | None = None
    received: datetime.date | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A paper ready to be written, with the account of its making."""

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
    remarks: tuple[str, ...] = ()


def read_manuscript(content: bytes, wanted: Wanted, event: Event, units: Mapping[str, Unit]) -> Manuscript:
    """Return the paper that a .docx holds.

    Raises
    ------
    RefusedError
        The file does not pass the gate, is in a legacy encoding, or holds pictures that cannot be published.
    """
    package, styles, dropped = _admit(content, event)
    lines = leading_lines(package, styles)
    topic = read_topic(lines, event)
    head = read_head([line for line in lines if line.place not in topic.places], units, event.organizer)
    above = letterhead(package, lines, head.title_place, units)
    taken = head.taken | topic.places | set(above)
    left = left_at_top(package, styles, taken, head.title_place, topic.remarks)
    remove_lines(package, taken)
    plain = "\n".join(text_of(tree) for tree in package.texts())
    if not words(plain) and not head.title:
        raise RefusedError("KY901", "Tệp Word không có chữ nào.", "Kiểm tra lại tệp.")
    _settle_title(head, topic, wanted, plain, units)
    slug = wanted.slug or _slug(head.title)
    gallery = Gallery(package, slug, event.guideline)
    writer = Writer(gallery.take)
    blocks, guessed = with_headings(read_blocks(_for_pandoc(package)))
    text = writer.write(blocks)
    gallery.close()
    body = render(text, folder=slug)
    counted = words_of_text(package)
    headings = [heading.text for heading in body.headings]
    front = _front(head, topic, wanted)
    front, model_remarks = _as_model(front, headings, event)
    remarks = [
        *_letterhead_remarks(head, list(above.values()), left, event, units),
        *head.remarks,
        *topic.remarks,
        *_other_topic(topic, wanted),
        *model_remarks,
        *_remarks(writer, guessed),
        *_objects(package, styles, writer, gallery),
        *_lost(counted, words(text)),
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
    )


def _admit(content: bytes, event: Event) -> tuple[Package, Styles, Dropped]:
    """Let the file through the gate and take out what does not belong to its text."""
    package = open_package(content, event.guideline.limits.image_bytes)
    check_relations(package)
    styles = read_styles(package)
    dropped = clean(package, styles)
    check_letters(package, styles)
    return package, styles, dropped


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
        head.remarks.append("Không nhận ra tên bài; tạm lấy tên ghi ở dòng chủ đề – cần sửa mục title.")
    elif not head.title:
        head.title = " ".join(re.sub(r"[_-]+", " ", wanted.file_name).split()) or "Chưa có tên bài"
        head.remarks.append(f"Không nhận ra tên bài; tạm lấy tên tệp “{head.title}” – cần sửa mục title.")
    if head.capitals:
        names = [name for unit in units.values() for name in (unit.name, unit.place or "") if name]
        head.title = sentence_case(head.title, plain, names)
        head.remarks.append("Tên bài viết hoa toàn bộ đã đổi thành chữ thường – cần xem lại các tên riêng.")
    if not head.authors:
        head.remarks.append("Không nhận ra tác giả – cần điền mục authors.")


def _letterhead_remarks(
    head: Head, above: list[str], left: str, event: Event, units: Mapping[str, Unit]
) -> Iterator[str]:
    """Say what was dropped above the title, what stays there, and whose unit is not that of the letterhead."""
    if above:
        yield f"Bỏ phần tiêu ngữ: {quoted_list(above)}."
    if left:
        yield left
    school = find_unit(", ".join(above), units, event.organizer) if above else None
    for author in head.authors if school else ():
        if not same_home(author.unit, school or "", units):
            said = f"phần tiêu ngữ là của {school}, đơn vị ghi cho tác giả là {author.unit}"
            yield f"{author.name}: {said} – cần kiểm tra."


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
    )


def _other_topic(topic: TopicLine, wanted: Wanted) -> list[str]:
    if wanted.topic and topic.number and wanted.topic != topic.number:
        return [f"Bản Word ghi “{topic.text}”; lấy chủ đề {wanted.topic} theo --topic."]
    return []


def _as_model(front: FrontMatter, headings: list[str], event: Event) -> tuple[FrontMatter, list[str]]:
    """Return the front matter of a paper on a model where the paper plainly is one, and what to say of it."""
    if not has_all_parts(headings, event.guideline.model_parts):
        return front, []
    name = model_name(front.title, headings)
    said = "Tiêu đề mục có đủ các phần của bài về mô hình, điển hình"
    if name is None:
        lines = "“kind: model” và “model: {name: Tên mô hình}”"
        return front, [f"{said}; nếu đúng là bài về mô hình, thêm vào phần đầu bài hai dòng {lines}."]
    model = replace(front, kind="model", model=ModelSubject(name=name))
    return model, [f"{said}: đã ghi kind: model, tên mô hình “{name}” – nếu không phải, xóa hai dòng kind và model."]


def _remarks(writer: Writer, guessed: int) -> list[str]:
    remarks = [f"{what[0].upper()}{what[1:]} ({count} chỗ)." for what, count in writer.remarks.items()]
    if guessed:
        remarks.append(f"{guessed} tiêu đề mục nhận ra từ dòng chữ đậm có số – cần xem lại cấp tiêu đề.")
    return remarks


def _objects(package: Package, styles: Styles, writer: Writer, gallery: Gallery) -> list[str]:
    """Say what of the Word file has no form in a paper."""
    remarks = []
    headings = [block for block in package.body.iter(w("p")) if styles.name(block).startswith("heading")]
    numbered = sum(styles.numbered(heading) for heading in headings)
    if numbered:
        remarks.append(f"{numbered} tiêu đề mục do Word tự đánh số: số không chuyển được – cần gõ số vào tiêu đề.")
    cropped = sum(node.tag == f"{{{A}}}srcRect" and bool(node.attrib) for node in package.body.iter())
    if cropped:
        remarks.append(f"{cropped} hình bị cắt bớt trong Word: tệp hình lấy nguyên, chưa cắt.")
    blips = sum(node.tag in (f"{{{A}}}blip", f"{{{V}}}imagedata") for node in package.body.iter())
    lost = max(blips - len(writer.captions), gallery.missing)
    if lost:
        remarks.append(f"{lost} hình của bản Word không chuyển được – lưu thành PNG rồi chèn lại.")
    charts = sum(name.startswith("word/charts/chart") for name in package.parts)
    diagrams = sum(name.startswith("word/diagrams/data") for name in package.parts)
    if charts or diagrams:
        remarks.append(
            f"{charts + diagrams} biểu đồ hoặc SmartArt không chuyển được – lưu thành hình PNG rồi chèn lại."
        )
    return remarks


def _lost(before: list[str], after: list[str]) -> list[str]:
    """Say which words of the manuscript are not in the paper."""
    left = {word: after.count(word) for word in set(after)}
    missing = []
    for word in before:
        if left.get(word, 0) > 0:
            left[word] -= 1
        else:
            missing.append(word)
    # A word cut or joined at a space is not lost: look for its letters in the whole.
    whole = unicodedata.normalize("NFKC", "".join(after))
    missing = [word for word in missing if nfc(word) not in whole]
    if not missing:
        return []
    shown = " ".join(missing[:20]) + (" …" if len(missing) > 20 else "")
    return [f"{len(missing)} chữ của bản Word không thấy trong bài: {shown}"]
