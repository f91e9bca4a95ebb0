"""MkDocs' door to the checks: what is wrong stops a build before anything is written; a preview goes on without it."""

from __future__ import annotations

from proceedings.pipeline.build_context import prepare
from proceedings.pipeline.paths import today
from proceedings.web.mkdocs.tree_check import TreeCheck

_check = TreeCheck(lambda root: prepare(root, today(None)))
on_startup, on_config = _check.on_startup, _check.on_config
