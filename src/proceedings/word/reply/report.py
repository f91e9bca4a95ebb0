"""What became of a received Word file, point by point: for the terminal and for the page that is sent back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from proceedings.checking.report import PaperReport
from proceedings.model.event import Event
from proceedings.model.paper import SELF_CHOSEN, FrontMatter, Paper
from proceedings.model.proceedings import flat_topics
from proceedings.model.unit import Unit
from proceedings.text.dates import short_date
from proceedings.word.manuscript import Manuscript
from proceedings.word.merging.merge import Merged
from proceedings.word.remark import Audience, Kind, Remark, remark
from proceedings.word.reply.word_terms import visible
from proceedings.word.wording import worded

_LABEL = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAccount:
    """All that is known of one imported file.

    Attributes
    ----------
    file_name
        As received.
    path
        Of the paper, relative to the content root.
    paper
        As it reads now, None where its head cannot be read yet.
    stored_pages
        What the last program wrote into the Word file, None where it wrote nothing.
    checked
        The outcome of the full check, None where it was not made.
    merged
        What an update changed and kept, None for a new paper.
    remarks
        What else a person should know (a file turned into .docx before).
    """

    file_name: str
    path: str
    event: Event
    units: Mapping[str, Unit] = field(repr=False)
    manuscript: Manuscript = field(repr=False)
    paper: Paper | None = field(repr=False)
    stored_pages: int | None = None
    checked: PaperReport | None = None
    merged: Merged | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def front(self) -> FrontMatter:
        """The head as it is in the paper."""
        if self.paper is not None:
            return self.paper.front
        return self.merged.version.front if self.merged else self.manuscript.front


def taken(account: ImportAccount) -> list[tuple[str, str]]:
    """Return what was taken from the file, as label and value; values that repeat a label leave it empty."""
    front, read = account.front, account.manuscript
    rows = [("Tên bài", front.title), *_authors(account)]
    if front.topic:
        rows.append(("Chủ đề", _topic(account)))
    if front.received:
        rows.append(("Ngày nhận", short_date(front.received)))
    if front.abstract:
        rows.append(("Tóm tắt", "đã đưa vào phần đầu bài"))
    if front.keywords:
        rows.append(("Từ khóa", ", ".join(front.keywords)))
    counts = {"mục": len(read.headings), "hình": len(read.captions), "bảng": read.tables, "chú thích": read.notes}
    rows.append(("Gồm có", " · ".join(f"{count} {what}" for what, count in counts.items())))
    rows += [("" if number else "Các mục", _indented(heading)) for number, heading in enumerate(read.headings)]
    for number, caption in enumerate(read.captions, 1):
        rows.append((f"Hình {number}", caption or "(không có chú thích hình)"))
    rows.append(("Số chữ", f"bản Word {read.words_in}, bài {read.words_out} (không kể tên bài, tác giả)"))
    rows += _pages(account)
    return rows


def _indented(heading: str) -> str:
    """Return "  1.1. Kết quả" for "### 1.1. Kết quả": people who know only Word do not know the signs."""
    signs, _, text = heading.partition(" ")
    return "  " * max(0, len(signs) - 2) + text


def _authors(account: ImportAccount) -> Iterator[tuple[str, str]]:
    if not account.front.authors:
        yield "Tác giả", "(chưa nhận ra)"
    for number, author in enumerate(account.front.authors):
        unit = account.units.get(author.unit)
        person = f"{author.degree or ''} {author.name}".strip()
        said = f"{person} · {author.position or 'không ghi chức vụ'} · {unit.name if unit else author.unit}"
        yield "" if number else "Tác giả", said


def _topic(account: ImportAccount) -> str:
    front, read = account.front, account.manuscript
    titles = {topic.number: topic.title.text for topic in flat_topics(account.event.topics)}
    said = front.topic or ""
    if front.topic == SELF_CHOSEN and front.topic_title:
        said += f" “{front.topic_title}”"
    if read.topic_line and read.front.topic == front.topic:
        said += f" (theo dòng “{read.topic_line}”, đã lấy ra khỏi thân bài)"
    elif titles.get(said):
        said += f" “{titles[said]}”"
    return said


def _pages(account: ImportAccount) -> Iterator[tuple[str, str]]:
    stored = f"bản Word ghi {account.stored_pages}" if account.stored_pages else "bản Word không ghi"
    if account.checked and account.checked.pages is not None:
        most = account.event.guideline.pages.max
        asked = f" (quy định tối đa {most})" if most else ""
        yield "Số trang", f"{stored}; dàn theo quy định: {account.checked.pages}{asked}"
    elif account.stored_pages:
        yield "Số trang", stored


def left_out(account: ImportAccount) -> list[str]:
    """Return what the file holds that is not in the paper."""
    dropped = account.manuscript.dropped
    kinds = {
        "chữ đã xóa (theo dõi sửa đổi)": dropped.deleted,
        "chữ ẩn": dropped.hidden,
        "nhận xét": dropped.comments,
        "chữ ở đầu trang, chân trang": dropped.margins,
    }
    return [f"{count} {kind}" for kind, count in kinds.items() if count]


def to_look_at(account: ImportAccount) -> list[Remark]:
    """Return what a person has to look at or to fill in, over and above what the check finds."""
    read = account.manuscript
    remarks = [*account.remarks, *(one for one in read.remarks if not _settled(one, account))]
    if account.front.topic is None:
        remarks.append(remark(Kind.NO_TOPIC, Audience.EDITOR))
        remarks += [remark(Kind.TOPIC_GUESS, guess=guess.shown) for guess in read.guesses]
    elif account.front.topic not in {topic.number for topic in flat_topics(account.event.topics)} | {SELF_CHOSEN}:
        remarks.append(remark(Kind.TOPIC_NOT_LISTED, Audience.EDITOR, number=account.front.topic))
    return remarks


def _settled(one: Remark, account: ImportAccount) -> bool:
    """Return whether an update mentions what the paper no longer has: editors filled in its head, dropped its lines."""
    if account.merged is None or account.paper is None:
        return False
    if one.kind is not Kind.LEFT_AT_TOP:
        return one.asks
    return not any(line.rstrip("…") in account.paper.text for line in one.quoted)


def for_author(remarks: Iterable[Remark]) -> list[str]:
    """Return those of some remarks that an author can do something about: not on our files, nor on what we keep."""
    return [visible(worded(one, author=True)) for one in remarks if one.audience is Audience.ALL]


def topics_to_choose(account: ImportAccount) -> list[tuple[str, str]]:
    """Return number and title of the event's topics, headings left out, where the paper's topic is none of them."""
    choices = [(one.number, one.title.text) for one in flat_topics(account.event.topics) if not one.children]
    topic = account.front.topic
    good = topic in dict(choices) or (topic == SELF_CHOSEN and account.event.own_topics and account.front.topic_title)
    return [] if good else choices


def spared(account: ImportAccount) -> list[str]:
    """Return what nobody has to do any more: done, or looked at and found good."""
    read, dropped = account.manuscript, account.manuscript.dropped
    done = ["Bản Word đã nhận được giữ nguyên."]
    if dropped.deleted or dropped.comments:
        done.append("Sửa đổi theo dõi đã được chấp nhận; nhận xét không đưa lên website và bản in.")
    known = [author for author in account.front.authors if author.unit in account.units]
    if known and not any(one.kind is Kind.HOST_UNIT for one in read.remarks):
        done.append("Đơn vị của tác giả khớp danh mục đơn vị.")
    if read.words_in and read.words_in == read.words_out:
        done.append(f"Đếm lại: đủ {read.words_in} chữ của bản Word.")
    if account.checked:
        broken = {finding.code for finding in account.checked.findings}
        missed = {one.code for one in account.checked.not_checked}
        good = {
            "KY201": "Số trang trong quy định.",
            "KY303": "Tệp Word đúng phông chữ quy định.",
            "KY304": "Tệp Word đúng khổ giấy, lề, cỡ chữ, giãn dòng.",
            "KY305": "Chữ là Unicode, không có đoạn bảng mã cũ.",
            "KY506": "Chú thích đều có số gọi và có lời.",
        }
        done += [
            words
            for code, words in good.items()
            if code not in broken | missed and not (code == "KY506" and not read.notes)
        ]
    return done


def text_lines(account: ImportAccount) -> list[str]:
    """Return the account as lines for the terminal, labels in one column; the check's own lines are not among them."""
    lines = [f"{'Đã cập nhật' if account.merged else 'Đã ghi'} {account.path}"]
    lines += [f"  {f'{label}:' if label else '':<{_LABEL}}{value}" for label, value in taken(account)]
    lines += [f"  {'Bỏ lại:':<{_LABEL}}{what}" for what in left_out(account)]
    dropped = account.manuscript.dropped
    if dropped.deleted or dropped.hidden or dropped.comments:
        lines.append("  Lưu ý: original.docx vẫn giữ nguyên những phần bỏ lại này.")
    lines += [f"  {said}" for said in updated(account)]
    return lines + [f"  Lưu ý: {worded(one)}" for one in to_look_at(account)]


def updated(account: ImportAccount, *, author: bool = False) -> list[str]:
    """Return what an update brought and what it left as editors had it; clashes are for editors to compare."""
    merged = account.merged
    if merged is None:
        return []
    if not (merged.brought or merged.remarks or merged.changed or merged.clashes):
        return ["Bản Word mới không có gì khác bản đã nhận; bài giữ nguyên."]
    lines = [f"Thân bài: {merged.brought} chỗ lấy theo bản Word mới, {merged.kept} chỗ giữ lời ban biên tập đã sửa."]
    if author:
        return [*lines, *for_author(merged.remarks)]
    return [*lines, *map(worded, merged.remarks), *(f"Cần xem: {clash}" for clash in merged.clashes)]
