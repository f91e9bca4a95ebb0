"""One paper: its file, its front matter, its figures."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from proceedings.cache import code_version, kept
from proceedings.model.finding import Fault
from proceedings.model.guideline import FileLimits, Guideline
from proceedings.model.paper import Figure, FrontMatter, Paper
from proceedings.model.proceedings import Foreword
from proceedings.model.typeset import Body
from proceedings.reading.figures import Refusal, read_figure
from proceedings.reading.folder import ORIGINAL
from proceedings.reading.from_yaml import Builder
from proceedings.reading.front_matter import split, text_after_head
from proceedings.reading.markup import render
from proceedings.reading.source import decode, decomposed_lines, read_bytes
from proceedings.reading.strict_yaml import YamlError
from proceedings.text.letters import shorten

_HEAD_BYTES = 16_384
_FIGURE_CODE = "reading/figures.py"
_SET_ASIDE = re.compile(rb"^status:[ \t]*[\"']?(?:draft|withdrawn)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _ForewordHead:
    title: str
    signature: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """What could be made of a paper's file: the paper, one whose text alone can be looked at, or neither."""

    paper: Paper | None = None
    headless: Paper | None = None
    faults: tuple[Fault, ...] = ()


def read_paper(
    root: Path, path: Path, figure_paths: tuple[Path, ...], guideline: Guideline, cache: Path | None = None
) -> PaperFile:
    """Return the paper as far as it can be read, and every fault of its file, head and figures.

    Parameters
    ----------
    cache
        Folder that keeps figures as they were read before.
    """
    shown = path.relative_to(root).as_posix()
    limits = guideline.limits
    content = read_bytes(path, shown, limits.paper_bytes)
    if isinstance(content, Fault):
        return PaperFile(faults=(content,))
    text = decode(content, shown)
    if isinstance(text, Fault):
        return PaperFile(faults=(text,))
    builder = Builder(shown)
    faults: list[Fault] = []
    front: FrontMatter | None = None
    try:
        head, body, text_line = split(text, limits.front_matter_bytes)
        front = builder.build(FrontMatter, head)
    except YamlError as fault:
        faults.append(Fault(fault.code, shown, fault.line, fault.message, fault.fix))
        body, text_line = text_after_head(text)
    figures, refused = _read_figures(root, path.parent, figure_paths, guideline, cache)
    original, of_original = _read_original(root, path, limits)
    giant = _giant_words(body, text_line, shown, limits)
    faults += [*builder.faults, *refused, *of_original, *giant]
    if giant:
        return PaperFile(faults=tuple(faults))
    paper = Paper(
        event=path.parent.name,
        slug=path.stem,
        path=shown,
        front=front or FrontMatter(title="", authors=()),
        text=body,
        text_line=text_line,
        lines=builder.lines,
        figures=figures,
        refused_figures=tuple(fault.path.removeprefix(f"papers/{path.parent.name}/") for fault in refused),
        decomposed_lines=decomposed_lines(content),
        original=original,
    )
    if front is not None:
        return PaperFile(paper=paper, faults=tuple(faults))
    return PaperFile(headless=replace(paper, lines={}) if body.strip() else None, faults=tuple(faults))


def _read_original(root: Path, path: Path, limits: FileLimits) -> tuple[str | None, list[Fault]]:
    """Return the digest of the Word file as received, None where there is none."""
    original = path.with_suffix("") / ORIGINAL
    if original.is_symlink() or not original.is_file():  # the folder's own check names a link
        return None, []
    content = read_bytes(original, original.relative_to(root).as_posix(), limits.manuscript_bytes)
    return (None, [content]) if isinstance(content, Fault) else (hashlib.sha256(content).hexdigest(), [])


def set_aside(path: Path) -> bool:
    """Return whether a paper that cannot be read says of itself that it is a draft or withdrawn."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    return _SET_ASIDE.search(head) is not None


def read_foreword(root: Path, path: Path, limits: FileLimits) -> tuple[Foreword | None, list[Fault]]:
    """Return the foreword of a volume, a title, words without HTML or images, and who signs it."""
    shown = path.relative_to(root).as_posix()
    text = _read_text(path, shown, limits)
    if isinstance(text, Fault):
        return None, [text]
    try:
        head, text, text_line = split(text, limits.front_matter_bytes)
    except YamlError as fault:
        return None, [Fault(fault.code, shown, fault.line, fault.message, fault.fix)]
    builder = Builder(shown)
    front = builder.build(_ForewordHead, head)
    giant = _giant_words(text, text_line, shown, limits)
    if giant:
        return None, [*builder.faults, *giant]
    body = render(text, text_line)
    faults = [*builder.faults, *_beyond_words(body, shown)]
    foreword = Foreword(title=front.title, signature=front.signature, body=body) if front else None
    return foreword, faults


def _beyond_words(body: Body, shown: str) -> list[Fault]:
    codes = {"html": "KY902", "unsafe-link": "KY902", "image": "KY903", "attributes": "KY302", "indented": "KY302"}
    return [
        Fault(codes[kind], shown, line, f"Lời nói đầu chỉ nhận chữ, có “{shorten(text)}”.", "Xóa phần này.")
        for kind, text, line in body.fragments
        if kind in codes
    ]


def _read_text(path: Path, shown: str, limits: FileLimits) -> str | Fault:
    content = read_bytes(path, shown, limits.paper_bytes)
    return content if isinstance(content, Fault) else decode(content, shown)


def _read_figures(
    root: Path, folder: Path, paths: tuple[Path, ...], guideline: Guideline, cache: Path | None
) -> tuple[tuple[Figure, ...], list[Fault]]:
    font = ", ".join(f"'{name}'" for name in (*guideline.font.print_with, guideline.font.name)) + ", serif"
    figures: list[Figure] = []
    faults: list[Fault] = []
    for path in paths:
        shown = path.relative_to(root).as_posix()
        content = read_bytes(path, shown, guideline.limits.image_bytes)
        if isinstance(content, Fault):
            faults.append(content)
            continue
        result = _read_figure(path.name, content, guideline.limits, font, cache)
        if isinstance(result, Refusal):
            faults.append(Fault(result.code, shown, 0, result.message, result.fix))
        else:
            figures.append(Figure(name=path.relative_to(folder).as_posix(), content=result))
    return tuple(figures), faults


def _read_figure(name: str, content: bytes, limits: FileLimits, font: str, cache: Path | None) -> bytes | Refusal:
    """Return a figure as it will be published; the pixels of one that was read before are not unpacked again."""
    suffix = name[name.rfind(".") :]
    what = f"{code_version(_FIGURE_CODE)}\n{suffix}\n{limits}\n{font}\n{hashlib.sha256(content).hexdigest()}"
    return kept(cache, what, lambda: read_figure(name, content, limits, font))


def _giant_words(body: str, text_line: int, shown: str, limits: FileLimits) -> list[Fault]:
    """A word of thousands of letters is no word: it costs the layout minutes."""
    giant = re.compile(rf"[^\s]{{{limits.word_letters + 1},}}")
    for number, line in enumerate(body.split("\n"), text_line):
        found = giant.search(line)
        if found:
            message = f"Có một “từ” dài {len(found.group())} ký tự (tối đa {limits.word_letters})."
            return [Fault("KY904", shown, number, message, "Thêm dấu cách hoặc xóa chuỗi ký tự này.")]
    return []
