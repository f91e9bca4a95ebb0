"""How long a Word file takes to import, against pandoc alone on the same file.

    .venv/bin/python benchmarks/word_speed.py [FOLDER]

measures every .docx of a folder, else four that are made here. Three times are medians of 5 rounds: pandoc as a process
(docx to markdown), our reading of the manuscript, and the whole import of one file within a batch, filed into a content
tree. The aim is at most twice pandoc's time and 0.3 s more. The last lines are the command as a whole, with its start.
"""

from __future__ import annotations

import datetime
import functools
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import docx
import pypandoc

from corpus import EVENT, write_tree
from measuring import run
from proceedings.model.errors import ProceedingsError
from proceedings.model.proceedings import Proceedings
from proceedings.reading.load import read
from proceedings.word.manuscript import Manuscript, Wanted, read_manuscript
from proceedings.word.merging.save_paper import file_paper

_TIMES = 5
_RATIO, _SECONDS = 2.0, 0.3
_IMPORT = Path(__file__).resolve().parent.parent / "scripts" / "import_docx.py"
_SENTENCE = "Nâng cao chất lượng đào tạo, bồi dưỡng cán bộ là nhiệm vụ thường xuyên của các trường chính trị tỉnh. "


class Row(NamedTuple):
    """Seconds of one file: pandoc alone, our reading, the whole import; how it ended."""

    name: str
    pandoc: float
    reading: float
    filing: float
    end: str

    @property
    def over(self) -> bool:
        return max(self.reading, self.filing) > _RATIO * self.pandoc + _SECONDS


def main(folder: Path | None) -> int:
    """Measure, print the table, and return 1 where a file takes longer than the aim."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made) / "tree"
        write_tree(root, 2)
        files = {path.stem: path.read_bytes() for path in sorted(folder.rglob("*.docx"))} if folder else _made()
        proceedings = read(root).proceedings
        rows = [_measured(name, content, root, proceedings) for name, content in files.items()]
        _print(rows)
        _print_commands(Path(made), root, files)
    return 1 if any(row.over for row in rows) else 0


def _measured(name: str, content: bytes, root: Path, proceedings: Proceedings) -> Row:
    event = next(event for event in proceedings.events if event.id == EVENT)

    def reading(number: int) -> Manuscript:
        wanted = Wanted(slug=f"do-toc-do-{number}", received=datetime.date(2021, 1, 1), convert_legacy=True)
        return read_manuscript(content, wanted, event, proceedings.units)

    def filing(number: int) -> None:
        file_paper(root, event, reading(number), content)

    def alone(_: int) -> None:
        subprocess.run(command, input=content, capture_output=True)

    command = [str(pypandoc.get_pandoc_path()), "-f", "docx", "-t", "markdown"]
    try:
        reading(0)
    except ProceedingsError as refusal:
        pandoc, refused = _times(alone, lambda _: _refused(reading))
        return Row(name, pandoc, refused, refused, str(refusal)[:60])
    pandoc, read_in, filed = _times(alone, reading, filing)
    _clear(root)
    return Row(name, pandoc, read_in, filed, "imported")


def _times(*works: Callable[[int], object]) -> list[float]:
    """Return the median seconds of each work; they take turns, so that what else the machine does falls on all."""
    rounds = [[_seconds(functools.partial(work, number)) for work in works] for number in range(_TIMES)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def _refused(reading: Callable[[int], Manuscript]) -> None:
    try:
        reading(0)
    except ProceedingsError:
        return


def _clear(root: Path) -> None:
    for path in sorted((root / "papers" / EVENT).rglob("do-toc-do-*/*")):
        path.unlink()
    for path in (root / "papers" / EVENT).glob("do-toc-do-*"):
        path.rmdir() if path.is_dir() else path.unlink()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _made() -> dict[str, bytes]:
    """Return papers of 2, 8 and 40 pages and one that is all tables."""
    files = {f"paper of {pages} pages": _paper(pages, 1) for pages in (2, 8, 40)}
    return files | {"tables": _paper(2, 60)}


def _paper(pages: int, tables: int) -> bytes:
    document = docx.Document()
    document.add_heading("Nâng cao chất lượng đào tạo, bồi dưỡng cán bộ", 0)
    document.add_paragraph("ThS. Nguyễn Văn A")
    for page in range(pages):
        document.add_heading(f"{page + 1}. Thực trạng", 1)
        for _ in range(6):
            paragraph = document.add_paragraph()
            for number in range(8):
                paragraph.add_run(_SENTENCE).bold = number % 3 == 0
    for _ in range(tables):
        table = document.add_table(8, 5)
        for cell in table._cells:
            cell.text = "Đạt 95 %"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _print(rows: list[Row]) -> None:
    width = max(len(row.name) for row in rows)
    print(f"| {'file':<{width}} | pandoc s | reading s | ratio | import s | ratio | within |")
    print(f"| {'-' * width} | ---: | ---: | ---: | ---: | ---: | --- |")
    for row in rows:
        ratios = (
            f"{row.reading:9.3f} | {row.reading / row.pandoc:5.2f} | {row.filing:8.3f} | {row.filing / row.pandoc:5.2f}"
        )
        print(f"| {row.name:<{width}} | {row.pandoc:8.3f} | {ratios} | {'NO' if row.over else 'yes'} | {row.end}")
    taken = [row for row in rows if row.end == "imported"]
    for what, some in (("all", rows), ("imported", taken)):
        pandoc, reading, filing = (sum(getattr(row, name) for row in some) for name in ("pandoc", "reading", "filing"))
        print(f"{what}: {len(some)} files, pandoc {pandoc:.2f} s, reading {reading:.2f} s, import {filing:.2f} s")


def _print_commands(folder: Path, root: Path, files: dict[str, bytes]) -> None:
    """Print what the command costs from its start: for its help, and for the file of middle size."""
    path = folder / "bai.docx"
    path.write_bytes(sorted(files.values(), key=len)[len(files) // 2])
    commands = {
        "--help": [str(_IMPORT), "--help"],
        "one file": [
            str(_IMPORT),
            str(path),
            "--event",
            EVENT,
            "--root",
            str(root),
            "--slug",
            "do-toc-do-0",
            "--convert-legacy",
        ],
    }
    for name, command in commands.items():
        costs = []
        for _ in range(_TIMES):
            costs.append(run([sys.executable, *command]))
            _clear(root)
        seconds, most = statistics.median(cost.seconds for cost in costs), max(cost.megabytes for cost in costs)
        print(f"import_docx.py {name}: {seconds:.2f} s, {most:.0f} MB, exit code {costs[-1].code}")


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
