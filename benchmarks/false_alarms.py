"""How often each rule speaks on a folder of texts that are known to be good, in all and per 1,000 words.

    .venv/bin/python benchmarks/false_alarms.py FOLDER [--list]

Markdown and plain text are wrapped as papers (a head of their own is kept); of a Word file only the file itself is
measured. `--list` prints every finding, so that true ones can be distinguished from false alarms.
"""

from __future__ import annotations

import datetime
import sys
import tempfile
from collections import Counter
from pathlib import Path

from corpus import EVENT, REGISTERS, plan
from proceedings.book.layout.layout_pool import typeset_all
from proceedings.checking.check import check
from proceedings.checking.report import Report
from proceedings.pipeline.rule_runner import examiner
from proceedings.reading.load import read
from proceedings.rules.catalogue import CATALOGUE

_HEAD = '---\ntitle: Văn bản thử {0}\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\ntopic: "1"\n---\n\n'
_TEXTS, _WORD = (".md", ".txt"), ".docx"
_OPEN = "guideline: {pages: {max: 900}, min_words: 0, note_words: 9000, limits: {layout_seconds: 300}}\n"


def main(folder: Path, *, listed: bool) -> int:
    """Check every text of a folder and print what each rule found."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        names = _wrap(folder, root)
        if not names:
            print(f"No .md, .txt or .docx in {folder}.", file=sys.stderr)
            return 2
        report = check(read(root), typeset_all, datetime.date(2021, 10, 20), examiner=examiner(root))
    words = sum(paper.words or 0 for paper in report.papers)
    print(f"{len(report.papers)} texts, {words} words\n")
    print("| rule | level | findings | per 1,000 words | texts |\n| --- | --- | ---: | ---: | ---: |")
    found = Counter(finding.code for paper in report.papers for finding in paper.findings)
    for code, number in sorted(found.items()):
        texts = sum(any(finding.code == code for finding in paper.findings) for paper in report.papers)
        rate = 1000 * number / words if words else 0.0
        print(f"| {code} | {CATALOGUE[code].severity} | {number} | {rate:.3f} | {texts} |")
    if listed:
        _list(report, names)
    return 0


def _wrap(folder: Path, root: Path) -> dict[str, str]:
    """Write the texts as papers of one event; return the file each paper was made from, by its path."""
    papers = root / "papers" / EVENT
    papers.mkdir(parents=True)
    for name, text in {**REGISTERS, f"{EVENT}/event.yml": plan(_OPEN)}.items():
        (root / "papers" / name).write_text(text, encoding="utf-8")
    names = {}
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (*_TEXTS, _WORD)]
    for number, path in enumerate(files):
        slug = f"van-ban-{number:04d}"
        content = path.read_bytes()
        if path.suffix == _WORD:
            (papers / slug).mkdir()
            (papers / slug / "original.docx").write_bytes(content)
            content = b"V\xc4\x83n b\xe1\xba\xa3n Word.\n"
        own_head = content.removeprefix(b"\xef\xbb\xbf").startswith(b"---")
        (papers / f"{slug}.md").write_bytes(
            content if own_head else _HEAD.replace("{0}", str(number)).encode() + content
        )
        names[f"papers/{EVENT}/{slug}.md"] = path.relative_to(folder).as_posix()
    return names


def _list(report: Report, names: dict[str, str]) -> None:
    for paper in report.papers:
        for finding in paper.findings:
            print(f"{names[paper.path]}:{finding.line}: {finding.code} {finding.severity} {finding.message}")


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--list"]
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        raise SystemExit("usage: false_alarms.py FOLDER [--list]")
    raise SystemExit(main(Path(arguments[0]), listed="--list" in sys.argv))
