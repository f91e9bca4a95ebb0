"""One paper: its file, its front matter, its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from proceedings.model.finding import Fault
from proceedings.model.guideline import FileLimits, Guideline
from proceedings.model.paper import Figure, FrontMatter, Paper
from proceedings.model.proceedings import Foreword
from proceedings.reading.build import Builder
from proceedings.reading.figures import Refusal, read_figure
from proceedings.reading.front_matter import split
from proceedings.reading.source import decode
from proceedings.reading.strict_yaml import YamlError


@dataclass(frozen=True, slots=True)
class _ForewordHead:
    title: str


def read_paper(
    root: Path, path: Path, figure_paths: tuple[Path, ...], guideline: Guideline
) -> tuple[Paper | None, list[Fault]]:
    """Return the paper, None where it cannot be read, and every fault of its file, head and figures."""
    shown = path.relative_to(root).as_posix()
    limits = guideline.limits
    text = _read_text(path, shown, limits)
    if isinstance(text, Fault):
        return None, [text]
    try:
        head, body, text_line = split(text, limits.front_matter_bytes)
    except YamlError as fault:
        return None, [Fault(fault.code, shown, fault.line, fault.message, fault.fix)]
    builder = Builder(shown)
    front = builder.build(FrontMatter, head)
    figures, refused = _read_figures(root, path.parent, figure_paths, guideline)
    giant = _giant_words(body, text_line, shown, limits)
    faults = [*builder.faults, *refused, *giant]
    if front is None or giant:
        return None, faults
    paper = Paper(
        event=path.parent.name,
        slug=path.stem,
        path=shown,
        front=front,
        text=body,
        text_line=text_line,
        lines=builder.lines,
        figures=figures,
        refused_figures=tuple(fault.path.removeprefix(f"papers/{path.parent.name}/") for fault in refused),
    )
    return paper, faults


def read_foreword(root: Path, path: Path, limits: FileLimits) -> tuple[Foreword | None, list[Fault]]:
    """Return the foreword of a volume; its only field is `title`."""
    shown = path.relative_to(root).as_posix()
    text = _read_text(path, shown, limits)
    if isinstance(text, Fault):
        return None, [text]
    try:
        head, body, text_line = split(text, limits.front_matter_bytes)
    except YamlError as fault:
        return None, [Fault(fault.code, shown, fault.line, fault.message, fault.fix)]
    builder = Builder(shown)
    front = builder.build(_ForewordHead, head)
    foreword = Foreword(title=front.title, text=body, path=shown, text_line=text_line) if front else None
    return foreword, builder.faults


def _read_text(path: Path, shown: str, limits: FileLimits) -> str | Fault:
    size = path.stat().st_size
    if size > limits.paper_bytes:
        message = f"Tệp quá lớn ({size / 1e6:.1f} MB, tối đa {limits.paper_bytes / 1e6:.1f} MB)."
        return Fault("KY904", shown, 0, message, "Tách hình ra tệp riêng, bỏ phần thừa.")
    return decode(path.read_bytes(), shown)


def _read_figures(
    root: Path, folder: Path, paths: tuple[Path, ...], guideline: Guideline
) -> tuple[tuple[Figure, ...], list[Fault]]:
    font = ", ".join(f"'{name}'" for name in (*guideline.font.print_with, guideline.font.name)) + ", serif"
    figures: list[Figure] = []
    faults: list[Fault] = []
    for path in paths:
        result: bytes | Refusal
        if path.stat().st_size > guideline.limits.image_bytes:
            result = Refusal("KY904", f"Hình {path.name} quá lớn.", "Giảm kích thước hình rồi lưu lại.")
        else:
            result = read_figure(path.name, path.read_bytes(), guideline.limits, font)
        if isinstance(result, Refusal):
            faults.append(Fault(result.code, path.relative_to(root).as_posix(), 0, result.message, result.fix))
        else:
            figures.append(Figure(name=path.relative_to(folder).as_posix(), content=result))
    return tuple(figures), faults


def _giant_words(body: str, text_line: int, shown: str, limits: FileLimits) -> list[Fault]:
    """A word of thousands of letters is no word: it costs the layout minutes."""
    giant = re.compile(rf"[^\s]{{{limits.word_letters + 1},}}")
    for number, line in enumerate(body.split("\n"), text_line):
        found = giant.search(line)
        if found:
            message = f"Có một “từ” dài {len(found.group())} ký tự (tối đa {limits.word_letters})."
            return [Fault("KY904", shown, number, message, "Thêm dấu cách hoặc xóa chuỗi ký tự này.")]
    return []
