"""MkDocs' door to the checks: what is wrong stops a build before anything is written; a preview goes on without it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

from proceedings.checking.text_report import summary_line
from proceedings.model.errors import ProceedingsError
from proceedings.model.finding import Severity
from proceedings.pipeline.build_context import prepare
from proceedings.pipeline.paths import today

log = get_plugin_logger("proceedings")
_command: Literal["build", "gh-deploy", "serve"] = "build"


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a preview."""
    global _command
    _command = command


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read, lay out and check the content tree; the other hooks find it in `config.extra["build"]`."""
    if "build" in config.extra:
        return config  # the build command has read, checked and told everything already
    try:
        build = config.extra["build"] = prepare(Path(config.docs_dir).parent, today(None))
    except ProceedingsError as error:
        raise PluginError(str(error)) from None
    report = build.report
    levels = {Severity.ERROR: logging.WARNING, Severity.WARNING: logging.WARNING, Severity.ADVICE: logging.INFO}
    for finding in report.findings():
        log.log(levels[finding.severity], summary_line(finding))
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if _command != "serve" and (errors or (config.strict and warnings)):
        raise PluginError(f"Dừng, chưa ghi gì: {errors} lỗi, {warnings} cảnh báo (danh sách ở trên).")
    return config
