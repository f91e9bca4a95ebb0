"""What lies in an event's folder, and what does not belong there."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from proceedings.model.finding import Fault
from proceedings.text.characters import printable
from proceedings.text.slug import slugify

FOREWORD = "foreword.md"
EVENT_FILE = "event.yml"
ORIGINAL = "original.docx"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FIGURES = (".png", ".jpg", ".jpeg", ".svg")
_RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))])
# Addresses that the site itself uses inside an event.
_TAKEN = frozenset(["index", "ky-yeu", "moi-viet-bai", "muc-luc"])
# Addresses that the site itself uses beside the events, and the folder of dist/ that holds the answers to authors.
_TAKEN_BESIDE = frozenset(
    "assets search quy-tac quy-dinh su-kien schemas tin-tuc van-ban huong-dan gioi-thieu index "
    "tra-cuu tac-gia truong chu-de mo-hinh nam tra-loi word".split()
)
_MAX_NAME_BYTES = 100
_PROFILES = (".icc", ".icm")
_PROFILE_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Folder:
    """The accepted files of one event: papers by path, figures by paper slug."""

    papers: tuple[Path, ...]
    figures: dict[str, tuple[Path, ...]]
    faults: tuple[Fault, ...]


def scan(root: Path, folder: Path) -> Folder:
    """Sort the files of `folder` (inside the content tree `root`) into papers, figures and faults (KY901)."""
    papers: list[Path] = []
    figures: dict[str, tuple[Path, ...]] = {}
    faults: list[Fault] = []
    for entry in sorted(folder.iterdir()):
        problem = _problem(entry) or _event_problem(entry)
        if problem:
            faults.append(misplaced(root, entry, problem))
        elif entry.is_dir():
            figures[entry.name], inner = _scan_figures(root, entry)
            faults += inner
        elif entry.suffix == ".md" and entry.name != FOREWORD:
            papers.append(entry)
    known = {paper.stem for paper in papers}
    faults += [misplaced(root, folder / name, "không có bài .md cùng tên") for name in figures if name not in known]
    return Folder(tuple(papers), figures, tuple(faults))


def folder_problem(folder: Path) -> str | None:
    """Return why a folder of papers/ cannot be that of an event: its name becomes an address."""
    if folder.name in _TAKEN_BESIDE:
        return "mang tên mà website đã dùng; hãy đặt tên khác"
    return _problem(folder) or _slug_problem(folder.name)


def is_profile(entry: Path) -> bool:
    """Return whether a file of papers/ is named like a printer's ICC profile."""
    return entry.suffix.lower() in _PROFILES


def is_printer_profile(content: bytes) -> bool:
    """Return whether bytes begin like the ICC profile of a CMYK printer: class of device, colour space, signature.

    The places are those of ICC.1:2022, section 7.2.
    """
    return content[12:20] == b"prtrCMYK" and content[36:40] == b"acsp"


def profile_problem(entry: Path) -> str | None:
    """Return why a file cannot be the profile that a volume is printed by."""
    problem = _problem(entry)
    if problem or not entry.is_file():
        return problem or "không phải tệp thường"
    if entry.stat().st_size > _PROFILE_BYTES:
        return f"lớn quá {_PROFILE_BYTES // 1_000_000} MB, không thể là tệp ICC"
    with entry.open("rb") as file:
        head = file.read(128)
    return None if is_printer_profile(head) else "không phải tệp ICC của máy in CMYK"


def misplaced(root: Path, entry: Path, problem: str) -> Fault:
    """Return the KY901 fault of a file or folder that does not belong."""
    path = entry.relative_to(root).as_posix()
    better = slugify(entry.stem) + entry.suffix.lower()
    renamed = f" Đổi tên thành “{better}”?" if better != entry.name and slugify(entry.stem) else ""
    # The name itself may be hostile (newlines, markup): show it in a printable form.
    shown = printable(path, "?")
    return Fault("KY901", shown, 0, f"“{shown.rpartition('/')[2]}” {problem}.", f"Xóa hoặc đổi tên.{renamed}")


def _scan_figures(root: Path, folder: Path) -> tuple[tuple[Path, ...], list[Fault]]:
    figures: list[Path] = []
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    for entry in sorted(folder.iterdir()):
        problem = _problem(entry) or _figure_problem(entry, seen)
        if problem:
            faults.append(misplaced(root, entry, problem))
        elif entry.name != ORIGINAL:
            figures.append(entry)
    return tuple(figures), faults


def _problem(entry: Path) -> str | None:
    """Return why an entry is refused whatever it holds."""
    if entry.is_symlink():
        return "là liên kết tượng trưng (symbolic link)"
    if not (entry.is_file() or entry.is_dir()):
        return "không phải tệp thường"
    if not _NAME.fullmatch(entry.name):
        return "có tên chứa dấu tiếng Việt, dấu cách hoặc ký tự lạ; chỉ dùng chữ không dấu, số, dấu gạch nối"
    if entry.stem.casefold().partition(".")[0] in _RESERVED:
        return "mang tên riêng của Windows"
    if len(os.fsencode(entry.name)) > _MAX_NAME_BYTES:
        return f"có tên dài quá {_MAX_NAME_BYTES} byte"
    return None


def _event_problem(entry: Path) -> str | None:
    """Names here are lower case throughout, so none of two accepted ones can collide on Windows or macOS."""
    if entry.is_dir():
        return _slug_problem(entry.name)
    if entry.suffix == ".md":
        return _slug_problem(entry.stem)
    if entry.name != EVENT_FILE:
        return "không thuộc thư mục của sự kiện (chỉ nhận bài .md, event.yml và thư mục hình)"
    return None


def _figure_problem(entry: Path, seen: dict[str, str]) -> str | None:
    """`seen` holds the accepted names, so that a refused file takes no name from a good one."""
    if not entry.is_file() or (entry.suffix.lower() not in _FIGURES and entry.name != ORIGINAL):
        return "không phải hình (chỉ nhận .png, .jpg, .svg) hay original.docx"
    taken = seen.setdefault(entry.name.casefold(), entry.name)
    return f"trùng tên với “{taken}” trên Windows và macOS" if taken != entry.name else None


def _slug_problem(name: str) -> str | None:
    if not _SLUG.fullmatch(name):
        return "phải có tên gồm chữ thường không dấu, số và dấu gạch nối"
    if name in _TAKEN:
        return "mang tên mà website đã dùng; hãy đặt tên khác"
    return None
