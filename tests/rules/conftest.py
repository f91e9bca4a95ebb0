"""All paper cases laid out and checked in one run, of which each test looks at its own."""

from __future__ import annotations

import pytest
from rule_cases import AS_OF, Case, Checked, lay_in, write_tree

from proceedings.book.press import typeset_all
from proceedings.checking.check import check
from proceedings.reading.tree import read


@pytest.fixture(scope="session")
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Return the report on every paper case that this run asks for."""
    asked = [item.callspec.params.get("case") for item in request.session.items if hasattr(item, "callspec")]
    files, paths = lay_in(case for case in asked if isinstance(case, Case))
    root = write_tree(tmp_path_factory.mktemp("rule-cases"), files)
    return Checked(check(read(root), typeset_all, AS_OF), paths)
