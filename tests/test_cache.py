"""Files kept from earlier runs: made once, made again when damaged, refusals never kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from proceedings import cache
from proceedings.cache import code_version, kept, write


def counted(content: object) -> tuple[Callable[[], object], list[None]]:
    calls: list[None] = []

    def make() -> object:
        calls.append(None)
        return content

    return make, calls


def test_a_file_is_made_once(tmp_path: Path) -> None:
    make, calls = counted("Ấn".encode())
    assert [kept(tmp_path / "mới", "a", make) for _ in range(3)] == ["Ấn".encode()] * 3
    assert len(calls) == 1


def test_what_differs_is_made_for_itself(tmp_path: Path) -> None:
    make, calls = counted(b"1")
    kept(tmp_path, "a", make)
    kept(tmp_path, "b", make)
    assert len(calls) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 40])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    make, calls = counted(b"whole")
    kept(tmp_path, "a", make)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert kept(tmp_path, "a", make) == b"whole"
    assert len(calls) == 2


@pytest.mark.parametrize("refused", [None, "KY901", ("KY904", "too large")])
def test_a_refusal_is_not_kept(tmp_path: Path, refused: object) -> None:
    make, calls = counted(refused)
    assert [kept(tmp_path, "a", make) for _ in range(2)] == [refused] * 2
    assert len(calls) == 2
    assert list(tmp_path.iterdir()) == []


def test_without_a_cache_it_is_made_each_time() -> None:
    make, calls = counted(b"1")
    assert [kept(None, "a", make) for _ in range(2)] == [b"1"] * 2
    assert len(calls) == 2


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    write(tmp_path / "file" / "a", b"1")
    assert kept(tmp_path / "file", "a", lambda: b"1") == b"1"


def test_the_version_tells_parts_apart() -> None:
    assert code_version("reading/figures.py") != code_version("reading")
    assert code_version("reading") == code_version("reading")


def test_an_installed_copy_goes_by_the_distributions_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def distributions() -> list[SimpleNamespace]:
        return [SimpleNamespace(name="weasyprint", version="70.0"), SimpleNamespace(name=None, version=None)]

    monkeypatch.setattr(cache, "CHECKOUT", None)
    monkeypatch.setattr(cache.importlib.metadata, "distributions", distributions)
    assert cache._libraries.__wrapped__() == "['None None', 'weasyprint 70.0']"
