"""What a build replaces: all of the output, or the part that was asked for."""

from __future__ import annotations

import pytest

from proceedings.pipeline import build_outputs
from proceedings.pipeline.build_context import Build
from proceedings.pipeline.build_outputs import Outputs


class Bindery:
    """Stands for child processes that bind; it may fail."""

    def __init__(self, fails: bool) -> None:
        self.fails, self.stopped = fails, False

    def wait(self) -> dict[str, object]:
        if self.fails:
            raise OSError("hỏng")
        return {}

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def outputs(tmp_path, monkeypatch):
    """Return a function that builds without building anything, over an old output."""

    def run(parts, event=None, *, fails=False):
        def bind(build, folder, *, papers):
            run.bindery = Bindery(fails)
            (folder / "dist" / "2021-a").mkdir(parents=True)
            return run.bindery

        monkeypatch.setattr(Build, "bind", bind)
        monkeypatch.setattr(build_outputs, "_build_site", lambda build, site, *, with_pdf: site.mkdir())
        monkeypatch.setattr(build_outputs, "_pack_site", lambda fresh: (fresh / "dist" / "web-offline.zip").touch())
        for name in ("site", "dist/2021-a", "dist/2021-b"):
            (tmp_path / name).mkdir(parents=True)
            (tmp_path / name / "cu").touch()
        build = Build(root=tmp_path, as_of=None, proceedings=None, layouts={}, report=None)
        return build_outputs.build_outputs(build, tmp_path, parts, event)

    return run


def left(folder):
    """Return which old folders are still there."""
    return sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("cu"))


@pytest.mark.parametrize(
    ("parts", "event", "replaced", "old"),
    [
        (("site", "book"), None, ("site", "dist"), []),
        (("site",), None, ("site",), ["dist/2021-a", "dist/2021-b"]),
        (("book",), None, ("dist",), ["site"]),
        (("book",), "2021-a", ("dist/2021-a",), ["dist/2021-b", "site"]),
        (("site", "book"), "2021-a", ("site", "dist/2021-a", "dist/web-offline.zip"), ["dist/2021-b"]),
    ],
)
def test_only_what_was_asked_for_is_replaced(outputs, tmp_path, parts, event, replaced, old):
    assert outputs(parts, event) == Outputs(folders=replaced, bound={})
    assert left(tmp_path) == old


def test_a_failure_stops_the_children_and_leaves_all_as_it_was(outputs, tmp_path):
    with pytest.raises(OSError, match="hỏng"):
        outputs(("site", "book"), fails=True)
    assert outputs.bindery.stopped
    assert left(tmp_path) == ["dist/2021-a", "dist/2021-b", "site"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist", "site"]
