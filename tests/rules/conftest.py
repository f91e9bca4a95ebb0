"""All paper cases read and checked in one run, of which each test looks at its own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rule_cases import AS_OF, Case, Checked, lay_in, unprinted, write_tree

from proceedings.book.layout.layout_pool import typeset_all
from proceedings.checking.check import check
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import NotTypeset, Typeset
from proceedings.pipeline.rule_runner import examiner
from proceedings.reading.load import read


@pytest.fixture(scope="session")
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Return the report on every paper case that this run asks for.

    Cases are laid out as they will be printed; their variants only where the rule looks at the layout.
    """
    asked = [item.callspec.params.get("case") for item in request.session.items if hasattr(item, "callspec")]
    cases = {case.id: case for case in asked if isinstance(case, Case)}
    files, paths = lay_in(cases.values())
    printed = {
        paths[case.id]
        for case in cases.values()
        if case.variant == "plain" or case.code[:3] in ("KY2", "KY3") or case.code == "KY504"
    }

    def typesetter(proceedings: Proceedings, papers: Sequence[Paper], _: object) -> dict[str, Typeset | NotTypeset]:
        chosen = [paper for paper in papers if paper.path in printed]
        return {**unprinted(proceedings, papers), **typeset_all(proceedings, chosen)}

    root = write_tree(tmp_path_factory.mktemp("rule-cases"), files)
    return Checked(check(read(root), typesetter, AS_OF, examiner=examiner(root)), paths)
