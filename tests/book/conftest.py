"""The tests' own two seminars, built once for all tests that look at the result."""

from __future__ import annotations

from pathlib import Path

import pytest
from book.harness import real_build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with site/ and dist/ of the real content."""
    return real_build(tmp_path_factory.getbasetemp())
