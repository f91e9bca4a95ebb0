"""A corrected manuscript brought into a paper that editors have worked on: a look at three versions at once.

What only the author changed (old Word file against new one) comes in; what only the editors changed (old Word file
against the paper) stays. Where both changed one paragraph in different places, both come in; where they changed the
same words, the editors' stay and the author's are quoted, so that nothing is lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from proceedings.model.paper import FrontMatter
from proceedings.text.letters import shorten
from proceedings.word.merging.three_way import Clash, Pieces, three_way
from proceedings.word.merging.word_merge import changes, weave
from proceedings.word.remark import Audience, Kind, Remark, remark

_OF_AUTHOR = ("title", "authors", "topic", "topic_title", "kind", "model", "abstract", "keywords")
_NOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]: ")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\(")
_CALL = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_CALLED = {
    "title": "tên bài",
    "authors": "tác giả",
    "topic": "chủ đề",
    "topic_title": "tên chủ đề tự chọn",
    "kind": "loại bài",
    "model": "tên mô hình",
    "abstract": "tóm tắt",
    "keywords": "từ khóa",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a paper: its head, its text, its figures by file name."""

    front: FrontMatter
    text: str
    figures: dict[str, bytes]


class Merged(NamedTuple):
    """The paper after the merge.

    `changed` are the fields of the head that the author changed; `brought` and `kept` count the places of the text that
    came from the author and those of the editors that stayed; `remarks` report what happened, `clashes`
    where both had changed the same.
    """

    version: Version
    changed: tuple[str, ...]
    brought: int
    kept: int
    remarks: tuple[Remark, ...]
    clashes: tuple[str, ...]


def merge(base: Version, ours: Version, theirs: Version, slug: str) -> Merged:
    """Return the editors' version (`ours`) with what the author changed between `base` and `theirs`."""
    base = _same_names(base, [ours], (), slug)
    theirs = _same_names(theirs, [base, ours], [base, ours], slug)
    front, changed, clashes = _merge_front(base.front, ours.front, theirs.front)
    text, pieces = _merge_text(base.text, ours.text, theirs.text)
    figures, of_figures = _merge_figures(base, ours, theirs, text, slug)
    clashes += map(_clash_said, pieces.clashes)
    woven = [remark(Kind.WOVEN, text=shorten(one)) for one in pieces.woven]
    return Merged(
        version=Version(front=front, text=text, figures=figures),
        changed=tuple(changed),
        brought=pieces.brought,
        kept=pieces.kept,
        remarks=(*(remark(Kind.FIELD_CHANGED, field=name) for name in changed), *woven, *of_figures),
        clashes=tuple(clashes),
    )


def _clash_said(clash: Clash) -> str:
    """Say what of the author's did not come in, in full: it is to be found nowhere else."""
    stays, other, before = clash
    kept = " Hình mới xem trong original.docx." if _PICTURE.search(other) else ""
    shown = stays or before or other
    what = "Đoạn" if not shown.startswith(("|", "<t")) else "Bảng" if "\n" in shown else "Hàng"
    place = f"{what} “{shorten(shown)}”"
    if not stays:
        return f"{place}: ban biên tập đã bỏ; bản Word mới còn sửa: {changes(before, other)}."
    if not other:
        return f"{place}: ban biên tập đã sửa; bản Word mới (đã bỏ)."
    if not before:
        return f"{place}: cả hai bên cùng thêm vào một chỗ; bản Word mới ghi {changes('', other)} – chưa lấy.{kept}"
    return (
        f"{place} cả hai bên cùng sửa một chỗ, giữ lời ban biên tập ({changes(before, stays)}); "
        f"bản Word mới sửa, chưa lấy: {changes(before, other)}.{kept}"
    )


def _merge_text(base: str, ours: str, theirs: str) -> tuple[str, Pieces]:
    """Merge the paragraphs, then the notes that the merged paragraphs call."""
    (old, old_notes), (mine, my_notes), (new, new_notes) = map(_taken_apart, (base, ours, theirs))
    pieces = three_way(old, mine, new)
    body = "\n\n".join(pieces.merged)
    called = set(_CALL.findall(body))
    notes = []
    for label in dict.fromkeys([*my_notes, *new_notes]):
        one = [[versions[label]] if label in versions else [] for versions in (old_notes, my_notes, new_notes)]
        note = three_way(*one)
        stays = note.merged or one[1] or one[2]
        if label in called or (label in my_notes and label not in old_notes):
            notes += stays
            pieces = pieces.and_then(note, merged=False)
    if not pieces.brought:
        return ours, pieces
    return "\n\n".join(part for part in (body, *notes) if part) + "\n", pieces


def _taken_apart(text: str) -> tuple[list[str], dict[str, str]]:
    """Return what is between blank lines (paragraphs, headings, tables, items), and the notes by label."""
    blocks: list[str] = []
    notes: dict[str, str] = {}
    label = ""
    for block in re.split(r"\n[ \t]*\n+", text.strip("\n")):
        found = _NOTE.match(block)
        if found:
            lines = block.split("\n[^")
            for line in [lines[0], *(f"[^{rest}" for rest in lines[1:])]:
                note = _NOTE.match(line)
                label = note["label"] if note else label
                notes[label] = line
        elif label and block.startswith("    "):
            notes[label] += f"\n\n{block}"
        elif block.strip():
            label = ""
            blocks.append(block)
    return blocks, notes


def _merge_front(base: FrontMatter, ours: FrontMatter, theirs: FrontMatter) -> tuple[FrontMatter, list[str], list[str]]:
    """Return the head, the fields that the author changed, and those that both changed.

    What only editors write (status, review, waivers, date of receipt) stays in any case.
    """
    changed: list[str] = []
    clashes: list[str] = []
    front = ours
    for name in _OF_AUTHOR:
        old, mine, new = (getattr(version, name) for version in (base, ours, theirs))
        if new in (old, mine) or not (new or name == "model"):
            continue
        if mine == old:
            changed.append(name)
            front = replace(front, **{name: new})
        elif name == "abstract" and old and mine and (both := weave(old, mine, new)):
            changed.append(name)
            front = replace(front, abstract=both)
        else:
            said = changes(old, new) if name == "abstract" and old else _shown(new)
            clashes.append(f"{_CALLED[name].capitalize()}: giữ lời ban biên tập đã sửa; bản Word mới ghi {said}.")
    return front, changed, clashes


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"“{' '.join(value.split())}”"
    if isinstance(value, tuple):
        return ", ".join(_shown(getattr(one, "name", one)) for one in value)
    return f"“{getattr(value, 'name', value)}”"


def _same_names(version: Version, others: Sequence[Version], apart: Sequence[Version], slug: str) -> Version:
    """Give a version's pictures and notes the names that the same ones have in others, the rest names of their own.

    A Word file's pictures and notes are numbered by their place: one more at its top would otherwise move the picture
    or the note of every paragraph that stays. What is in none of `others` gets no name that a version of `apart` has.
    """
    known = {content: name for other in reversed(others) for name, content in other.figures.items()}
    names = {name: known[content] for name, content in version.figures.items() if content in known}
    taken = {*names.values(), *(name for other in apart for name in other.figures)}
    for name in [one for one in version.figures if one not in names]:
        names[name] = name if name not in taken else _fresh(name, taken)
        taken.add(names[name])
    pattern = rf"(?<={re.escape(slug)}/)[\w.-]*\w"
    text = re.sub(pattern, lambda found: names.get(found.group(), found.group()), version.text)
    text = _same_labels(text, [other.text for other in others], [other.text for other in apart])
    return replace(version, text=text, figures={names[name]: content for name, content in version.figures.items()})


def _same_labels(text: str, others: Sequence[str], apart: Sequence[str]) -> str:
    """Give the notes of a text the labels that notes of the same words have in other texts."""
    known = [(words, label) for other in others for label, words in _notes(other).items()]
    labels: dict[str, str] = {}
    for label, words in _notes(text).items():
        same = [one for one in known if one[0] == words and one[1] not in labels.values()]
        if same:
            labels[label] = same[0][1]
    taken = {*labels.values(), *(label for other in apart for label in _notes(other))}
    for label in [one for one in _notes(text) if one not in labels]:
        free = (str(number) for number in range(1, len(taken) + len(_notes(text)) + 2))
        labels[label] = label if label not in taken else next(one for one in free if one not in taken)
        taken.add(labels[label])
    return _CALL.sub(lambda found: f"[^{labels.get(found[1], found[1])}]", text)


def _notes(text: str) -> dict[str, str]:
    """Return the words of each footnote by its label."""
    return {label: note.partition("]: ")[2] for label, note in _taken_apart(text)[1].items()}


def _fresh(name: str, taken: set[str]) -> str:
    suffix = name[name.rfind(".") :]
    stems = {one[: one.rfind(".")] for one in taken}
    number = next(number for number in range(1, len(taken) + 2) if f"hinh-{number}" not in stems)
    return f"hinh-{number}{suffix}"


def _merge_figures(
    base: Version, ours: Version, theirs: Version, text: str, slug: str
) -> tuple[dict[str, bytes], list[Remark]]:
    """Return the figures that the merged text shows and those that are the editors' own, and remarks on them."""
    figures: dict[str, bytes] = {}
    remarks: list[Remark] = []
    for name, content in {**theirs.figures, **ours.figures}.items():
        shown = re.search(rf"{re.escape(f'{slug}/{name}')}(?![\w.-])", text)
        if shown:
            figures[name] = content
        elif name in ours.figures and base.figures.get(name) != content:
            figures[name] = content
            remarks.append(remark(Kind.FIGURE_UNUSED, Audience.EDITOR, name=name))
    gone, new = sorted(ours.figures.keys() - figures), sorted(figures.keys() - ours.figures)
    remarks += [remark(Kind.FIGURES_NEW, Audience.EDITOR, names=tuple(new))] if new else []
    remarks += [remark(Kind.FIGURES_GONE, Audience.EDITOR, names=tuple(gone))] if gone else []
    return figures, remarks
