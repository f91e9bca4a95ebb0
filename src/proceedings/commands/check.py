"""check: every rule on every paper, or on the papers named."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path

from proceedings.checking.json_report import json_report
from proceedings.checking.report import Report
from proceedings.checking.text_report import summary_line, text_report
from proceedings.commands.arguments import CLEAN, FAILED, FOUND, Parser, add_common, show_progress
from proceedings.model.errors import ProceedingsError
from proceedings.model.finding import Finding, Severity
from proceedings.pipeline.paths import HOME, site_address, today
from proceedings.rules.catalogue import CATALOGUE
from proceedings.text.likeness import nearest


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.explain:
            print(explain(arguments.explain), end="")
            return CLEAN
        if arguments.fix or arguments.unsafe:
            return _fix(arguments)
        report = run(arguments)
    except ProceedingsError as error:
        print(error, file=sys.stderr)
        return FAILED
    _tell(report, arguments)
    return FOUND if report.count(Severity.ERROR) else CLEAN


def run(arguments: argparse.Namespace) -> Report:
    """Read and check the tree; leave only what concerns the named paths."""
    from proceedings.pipeline.build_context import prepare  # --help and --explain need none of it

    root = arguments.root.resolve()
    wanted = [_inside(path, root) for path in arguments.paths]
    early = _tell_early if arguments.format == "text" and sys.stderr.isatty() else None
    report = prepare(root, today(arguments.as_of), show_progress, early).report
    return _only(report, wanted) if wanted else report


def _tell(report: Report, arguments: argparse.Namespace) -> None:
    site = site_address(arguments.root)
    if arguments.format == "json":
        print(json_report(report), end="")
    elif arguments.format == "github":
        from proceedings.checking import github_report

        print(github_report.workflow_commands(report), end="")
        target = os.environ.get("GITHUB_STEP_SUMMARY")
        if target:
            with Path(target).open("a", encoding="utf-8") as file:
                file.write(github_report.summary(report, site_address(HOME)))  # not what the author says
    else:
        print(text_report(report, colour=sys.stdout.isatty(), verbose=arguments.verbose, site=site), end="")


def _tell_early(findings: tuple[Finding, ...]) -> None:
    """Name errors while papers are still being laid out; the report says everything again in its place."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            print(summary_line(finding), file=sys.stderr)


def _fix(arguments: argparse.Namespace) -> int:
    """Repair the named papers, or all, and show what was changed."""
    from proceedings.pipeline.fixing import run_fix

    root = arguments.root.resolve()
    named = [root / _inside(path, root) for path in arguments.paths] or [root / "papers"]
    papers = sorted({paper for path in named for paper in ([path] if path.is_file() else path.rglob("*.md"))})
    for line in run_fix(root, papers, unsafe=arguments.unsafe):
        print(line)
    return CLEAN


def explain(code: str) -> str:
    """Return a rule's page as text."""
    rule = CATALOGUE.get(code.upper())
    if rule is None:
        near = nearest(code.upper(), CATALOGUE, limit=3)
        raise ProceedingsError(f"Không có quy tắc {code}.", f"Gần nhất: {', '.join(near)}." if near else "")
    parts = [("Vì sao", rule.why), ("Sai", rule.wrong), ("Đúng", rule.right), ("Cách sửa", rule.repair)]
    sections = "".join(f"\n{name}:\n" + "".join(f"  {line}\n" for line in text.split("\n")) for name, text in parts)
    return f"{rule.code} {rule.title}\n{sections}"


def _parser() -> Parser:
    parser = Parser(prog="check.py", description="Kiểm tra bài viết theo quy định của sự kiện.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="BÀI", help="bài hoặc thư mục; mặc định là tất cả")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="dạng báo cáo")
    parser.add_argument("--verbose", action="store_true", help="nói cả những gì đã xem và đạt")
    parser.add_argument("--fix", action="store_true", help="tự sửa những lỗi sửa được an toàn, cho xem chỗ đã sửa")
    parser.add_argument("--unsafe", action="store_true", help="cùng với --fix: sửa cả chỗ cần đọc lại")
    parser.add_argument("--explain", metavar="MÃ", help="giải thích một quy tắc, ví dụ KY201")
    add_common(parser)
    return parser


def _inside(path: Path, root: Path) -> str:
    """Return a path given on the command line relative to the root; it may be given from either place."""
    for candidate in (Path.cwd() / path, root / path):
        with contextlib.suppress(OSError):  # a name that no file system takes is as absent as any other
            if candidate.exists() and candidate.resolve().is_relative_to(root):
                return candidate.resolve().relative_to(root).as_posix()
    raise ProceedingsError(f"Không có bài {path} trong {root}.", "Kiểm tra đường dẫn.")


def _only(report: Report, wanted: list[str]) -> Report:
    """Return what concerns the named paths: their papers, and findings of files in them or of the event above them."""

    def concerns(path: str) -> bool:
        return any(path == name or path.startswith(f"{name.rstrip('/')}/") or name == "." for name in wanted)

    events = []
    for event in report.events:
        findings = tuple(finding for finding in event.findings if concerns(finding.path))
        if findings or concerns(f"papers/{event.event}/event.yml"):
            events.append(replace(event, findings=findings))
    papers = tuple(paper for paper in report.papers if concerns(paper.path))
    if not papers and not events:
        raise ProceedingsError(f"{', '.join(wanted)} không phải bài.", "Bài là tệp .md trong papers/<sự kiện>/.")
    return Report(papers=papers, events=tuple(events))


if __name__ == "__main__":
    raise SystemExit(main())
