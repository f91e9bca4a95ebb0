"""An import reads the content tree once, opens and measures each file once, and checks only the papers it made."""

from __future__ import annotations

import datetime
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from word.docx_builders import EVENT, FILES, docx, paragraph, run

from proceedings.checking.report import PaperReport
from proceedings.commands.import_docx import main
from proceedings.model.errors import ProceedingsError
from proceedings.pipeline import build_context, import_files, import_one
from proceedings.processes.pool import Children
from proceedings.reading.load import read, with_paper
from proceedings.word.container import package
from proceedings.word.formatting import measure
from proceedings.word.manuscript import Wanted
from proceedings.word.reply import received_file

DAY = datetime.date(2021, 10, 20)
FOLDER = f"papers/{EVENT}"
BODY = [f"Ý thứ {number}: công tác kiểm tra được tiến hành đều đặn, có kế hoạch rõ ràng." for number in range(40)]
CHANGED = "Hai năm qua, nhà trường đã mở mười lớp bồi dưỡng."


def manuscript(title: str, *more: str, name: str = "Lê Văn Cường") -> bytes:
    signed = f"ThS. {name}, Giảng viên, Trường Chính trị tỉnh Nghệ An"
    arial = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    text = [paragraph(run(line, arial)) for line in (*BODY, *more)]
    return docx(paragraph(title, "Title"), paragraph(signed), paragraph("Chủ đề 1: Chủ đề một"), *text)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content tree with two papers, nothing of which is known from an earlier run."""
    for name, text in FILES.items():
        path = tmp_path / "tree" / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for module in (import_files, build_context):
        monkeypatch.setattr(module, "CACHE", tmp_path / "typeset")
        monkeypatch.setattr(module, "EXAMINED", tmp_path / "examined")
    sent = files(tmp_path, bai_a=manuscript("Bài A"), bai_b=manuscript("Bài B", name="Trần Thị Dung"))
    assert main([*map(str, sent), "--event", EVENT, "--root", str(tmp_path / "tree"), "--no-check"]) == 0
    return tmp_path / "tree"


def files(folder: Path, **contents: bytes) -> list[Path]:
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    return [folder / f"{name}.docx" for name in contents]


def imported(root: Path, *sent: Path, update: bool = False) -> import_files.Imported:
    desk = import_files.open_desk(root, EVENT, Wanted(), DAY, update=update, will_check=False)
    done = import_files.import_files(sent, desk, lambda *_: None, lambda *_: None)
    assert done.refused == ()
    return done


def checked(done: import_files.Imported) -> dict[str, PaperReport]:
    return import_files.check_imported(done, lambda *_: None)


@pytest.fixture
def counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is read, opened and measured here, and what is asked of child processes for which paper."""
    del root  # the papers that are there before are not counted
    counted: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        real = getattr(module, name)

        def counting(*arguments: Any, **options: Any) -> Any:
            counted[name] += 1
            return real(*arguments, **options)

        monkeypatch.setattr(module, name, counting)

    for module, name in (
        (import_files, "read"),
        (build_context, "read"),
        (received_file, "unpack"),
        (package, "unpack"),
        (received_file, "measured"),
        (measure, "measured"),
    ):
        count(module, name)
    real_run = Children.run

    def run_jobs(children: Children, jobs: Any) -> Iterator[Any]:
        for job in jobs:
            counted[f"{job.function.__name__} {Path(job.name).stem}"] += 1
            counted["measured by a child"] += job.function.__name__ == "_examine" and job.arguments[-1] is None
        yield from real_run(children, jobs)

    monkeypatch.setattr(Children, "run", run_jobs)
    return counted


@pytest.mark.slow
def test_a_new_paper_alone_is_checked(root: Path, tmp_path: Path, counts: Counter[str]) -> None:
    done = imported(root, *files(tmp_path, bai=manuscript("Bài C", name="Phạm Văn Em")))
    assert list(checked(done)) == [f"{FOLDER}/bai-c.md"]
    assert +counts == Counter(
        {
            "read": 1,
            "unpack": 1,
            "measured": 1,
            "_examine bai-c": 1,
            "_job bai-c": 1,
            "_fingerprint bai-a": 1,
            "_fingerprint bai-b": 1,
        }
    )


@pytest.mark.slow
def test_an_updated_paper_alone_is_checked(root: Path, tmp_path: Path, counts: Counter[str]) -> None:
    done = imported(root, *files(tmp_path, bai=manuscript("Bài A", CHANGED)), update=True)
    assert list(checked(done)) == [f"{FOLDER}/bai-a.md"]
    assert CHANGED in (root / FOLDER / "bai-a.md").read_text(encoding="utf-8")
    # The corrected file is opened once, and once the one that was received before.
    assert +counts == Counter(
        {"read": 1, "unpack": 2, "measured": 1, "_examine bai-a": 1, "_job bai-a": 1, "_fingerprint bai-b": 1}
    )


@pytest.mark.slow
def test_what_is_found_is_what_a_check_of_the_whole_tree_finds(root: Path, tmp_path: Path) -> None:
    sent = files(tmp_path, bai=manuscript("Bài C"), khac=manuscript("Bài D", CHANGED, name="Phạm Văn Em"))
    reports = checked(imported(root, *sent))
    shutil.rmtree(tmp_path / "examined")
    whole = {report.path: report for report in build_context.prepare(root, DAY).report.papers}
    assert reports == {path: whole[path] for path in (f"{FOLDER}/bai-c.md", f"{FOLDER}/bai-d.md")}
    codes = {finding.code for finding in reports[f"{FOLDER}/bai-c.md"].findings}
    assert {"KY109", "KY303"} <= codes  # it repeats another paper, and its Word file was measured


@pytest.mark.parametrize("update", [False, True])
def test_the_tree_with_the_paper_is_the_tree_read_anew(update: bool, root: Path, tmp_path: Path) -> None:
    folder = root / FOLDER / "bai-b"
    (folder / "la.txt").write_text("tệp lạ")
    title = "Bài B" if update else "A trước mọi bài"
    done = imported(root, *files(tmp_path, bai=manuscript(title, CHANGED, name="Trần Thị Dung")), update=update)
    tree, anew = done.desk.tree, read(root)
    assert tree.proceedings == anew.proceedings
    assert set(tree.faults) == set(anew.faults)
    assert (tree.unreadable, tree.set_aside, tree.headless) == (anew.unreadable, anew.set_aside, anew.headless)


def test_a_paper_without_a_head_joins_those_that_cannot_be_read(root: Path, tmp_path: Path) -> None:
    done = imported(root, *files(tmp_path, bai=docx(paragraph("Tên bài viết", "Title"), paragraph("Nội dung."))))
    tree, anew = done.desk.tree, read(root)
    assert tree.unreadable == anew.unreadable == ((EVENT, f"{FOLDER}/ten-bai-viet.md"),)
    assert tree.headless == anew.headless
    assert with_paper(tree, root, f"{FOLDER}/ten-bai-viet.md", done.taken[0].file) == tree


def test_a_refused_file_leaves_the_tree_as_it_was_read(root: Path, tmp_path: Path) -> None:
    desk = import_files.open_desk(root, EVENT, Wanted(), DAY, update=False, will_check=False)
    refused: list[tuple[Path, ProceedingsError]] = []
    (sent,) = files(tmp_path, hong=b"%PDF-1.7")
    done = import_files.import_files([sent], desk, lambda *_: None, lambda *both: refused.append(both))
    assert done.desk is desk
    assert done.refused == tuple(refused)
    assert [path for path, _ in refused] == [sent]
    assert import_one.content_of(sent) == b"%PDF-1.7"
