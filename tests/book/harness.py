"""Runs commands as people do, and reads their output back with tools the program itself does not use."""

from __future__ import annotations

import datetime
import fcntl
import functools
import hashlib
import html
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pikepdf

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "tests" / "trees" / "two_seminars"
"""Papers and posts of two seminars, the tests' own: whoever deletes or edits the samples breaks no test."""

AS_OF = datetime.date(2021, 10, 20)
EPOCH = "1634688000"
"""The same day as SOURCE_DATE_EPOCH wants it."""

Done = subprocess.CompletedProcess[str]


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment of somebody who has just logged in, with the environment's commands in reach."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {
        "PATH": path,
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        **more,
    }


def command(name: str, *arguments: object, cwd: Path | None = None, **environment: str) -> Done:
    """Run one of the commands and return its outcome."""
    return run(command_line(name, *arguments), cwd=cwd, **environment)


def command_line(name: str, *arguments: object) -> list[str]:
    return [sys.executable, "-P", "-m", f"proceedings.commands.{name}", *map(str, arguments)]


def run(line: list[str], *, cwd: Path | None = None, **environment: str) -> Done:
    return subprocess.run(
        line,
        check=False,
        capture_output=True,
        text=True,
        timeout=1_200,
        cwd=cwd or ROOT,
        env=clean_environment(**environment),
    )


@functools.cache
def content_tree(base: Path) -> Path:
    """Return a content tree with the guides of this repository and the tests' own two seminars."""
    return once(base, "two-seminars", _write_content)


def _write_content(root: Path) -> None:
    shutil.copytree(ROOT / "docs", root / "docs", ignore=shutil.ignore_patterns("posts"))
    shutil.copytree(CONTENT, root, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)


@functools.cache
def real_build(base: Path) -> Path:
    """Build the two seminars once in a session, whatever its processes; return the folder with site/ and dist/."""
    return once(base, "real-build", lambda out: _build(content_tree(base), out))


def _build(root: Path, out: Path) -> None:
    line = [shutil.which("python3") or "python3", "scripts/build.py", "--root", str(root), "--out", str(out)]
    done = run([*line, "--as-of", str(AS_OF)])
    assert done.returncode == 0, done.stdout + done.stderr


def once(base: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that one of the test processes fills for all of them; the others wait for it."""
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def tree_digest(folder: Path) -> dict[str, str]:
    """Return the sums of every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def page_texts(pdf: Path | bytes, *, lines: bool = False) -> list[str]:
    """Return the text of each page as poppler reads it.

    Parameters
    ----------
    lines
        Keep what is on one line of the page on one line, so that a number at the right edge follows its words.
    """
    line = ["pdftotext", *(["-layout"] if lines else []), "-enc", "UTF-8", "-" if isinstance(pdf, bytes) else str(pdf)]
    content = pdf if isinstance(pdf, bytes) else None
    done = subprocess.run([*line, "-"], check=True, capture_output=True, input=content)
    return unicodedata.normalize("NFC", done.stdout.decode()).split("\f")[:-1]


class Word(NamedTuple):
    """A word as poppler finds it on its page; in points, `top` counted from the upper edge."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def page_words(pdf: Path | bytes) -> list[list[Word]]:
    """Return the words of each page with their places."""
    line = ["pdftotext", "-bbox", "-enc", "UTF-8", "-" if isinstance(pdf, bytes) else str(pdf), "-"]
    content = pdf if isinstance(pdf, bytes) else None
    done = subprocess.run(line, check=True, capture_output=True, input=content)
    pages = done.stdout.decode().split("<page ")[1:]
    return [[_word(found) for found in _WORD.finditer(page)] for page in pages]


_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def _word(found: re.Match[str]) -> Word:
    left, top, right, bottom = (float(side) for side in found.groups()[:4])
    return Word(left, top, right, bottom, unicodedata.normalize("NFC", html.unescape(found[5])))


def letters(text: str) -> str:
    """Return letters only, in lower case: what does not change by line breaks and capitals."""
    return "".join(char for char in unicodedata.normalize("NFC", text).casefold() if char.isalpha())


def compact(text: str) -> str:
    """Return a text without blanks and dots: a title and its page number are side by side whatever the leader."""
    return re.sub(r"[\s.\u00a0]", "", text)


def folio(text: str) -> str:
    """Return the last line of a page: the number at its foot, where it has one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def labels(pdf: Path | bytes) -> list[str]:
    """Return the label of each page as a viewer shows it."""
    with open_pdf(pdf) as document:
        return [page.label for page in document.pages]


def open_pdf(pdf: Path | bytes) -> pikepdf.Pdf:
    from io import BytesIO

    return pikepdf.open(BytesIO(pdf) if isinstance(pdf, bytes) else pdf)


def poppler_fonts(pdf: Path | bytes, place: Path) -> list[tuple[str, bool]]:
    """Return each font of a PDF without its subset's mark, and whether it is embedded, as poppler sees them."""
    path = place / "fonts.pdf"
    path.write_bytes(pdf if isinstance(pdf, bytes) else pdf.read_bytes())
    table = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in table.splitlines()[2:]]
    return [(row[0].partition("+")[2] or row[0], row[-5] == "yes") for row in rows]


def page_of(page: pikepdf.Object, pages: list[pikepdf.Object]) -> int:
    """Return the place of a page object in its document, from 0."""
    return [other.objgen for other in pages].index(page.objgen)
