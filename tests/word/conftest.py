"""A small content tree to import Word files into, and the command that does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from word.docx_builders import EVENT, FILES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content tree with one event and no paper."""
    for name, text in FILES.items():
        path = tmp_path / "tree" / "papers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "tree"


@pytest.fixture
def command(root: Path, tmp_path: Path) -> Callable[..., int]:
    """Import the bytes of a Word file with the command; returns its exit code."""
    from proceedings.commands.import_docx import main

    def importing(content: bytes, *options: str, event: str = EVENT, name: str = "bai-gui.docx") -> int:
        path = tmp_path / name
        path.write_bytes(content)
        return main([str(path), "--event", event, "--root", str(root), "--no-check", *options])

    return importing
