"""The check of a content tree when MkDocs starts: what is wrong stops a build before anything is written."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

from proceedings.checking.text_report import summary_line
from proceedings.model.errors import ProceedingsError
from proceedings.model.finding import Severity

log = get_plugin_logger("proceedings")
_LEVELS = {Severity.ERROR: logging.WARNING, Severity.WARNING: logging.WARNING, Severity.ADVICE: logging.INFO}


class TreeCheck:
    """Checks a tree unless the build command has done so; a preview goes on without the papers that have faults.

    Parameters
    ----------
    prepare
        Reads, lays out and checks the tree at a path.
    """

    def __init__(self, prepare: Callable[[Path], Any]) -> None:
        self._prepare = prepare
        self._previewing = False

    def on_startup(self, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview."""
        self._previewing = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Leave what was read and checked in `config.extra["build"]`, where the other hooks find it."""
        if "build" in config.extra:
            return config  # the build command has read, checked and reported everything already
        try:
            build = config.extra["build"] = self._prepare(Path(config.docs_dir).parent)
        except ProceedingsError as error:
            raise PluginError(str(error)) from None
        report = build.report
        for finding in report.findings():
            log.log(_LEVELS[finding.severity], summary_line(finding))
        errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
        if not self._previewing and (errors or (config.strict and warnings)):
            raise PluginError(f"Dừng, chưa ghi gì: {errors} lỗi, {warnings} cảnh báo (danh sách ở trên).")
        return config
