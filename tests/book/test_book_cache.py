"""Layouts kept on disk: found again, distrusted when damaged, let go when old."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from proceedings.book.cache import forget, load, store
from proceedings.model.typeset import Body, Fragment, Heading, Typeset


@pytest.fixture
def layout() -> Typeset:
    body = Body(
        html="<p>Ấn</p>",
        print_html="<p>Ấn</p>",
        words=1,
        headings=(Heading(2, "Mở đầu", 7, "muc-mo-dau"),),
        fragments=(Fragment("link", "https://example.org", 9),),
        last_sentence="Ấn",
        plain="Ấn",
    )
    return Typeset(body=body, pages=2, lines_over=0, foreign={"→": "DejaVu"}, pdf=b"%PDF-1.7 \x00\xff")


def test_what_is_kept_is_found_again(tmp_path: Path, layout: Typeset) -> None:
    store(tmp_path / "cache", "khoa", layout)
    assert load(tmp_path / "cache", "khoa") == layout
    assert load(tmp_path / "cache", "khac") is None


@pytest.mark.parametrize("suffix", ["json", "pdf"])
def test_damaged_files_are_not_trusted(tmp_path: Path, layout: Typeset, suffix: str) -> None:
    store(tmp_path, "khoa", layout)
    file = tmp_path / f"khoa.{suffix}"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert load(tmp_path, "khoa") is None


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, layout: Typeset) -> None:
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("", encoding="utf-8")
    store(in_the_way, "khoa", layout)
    forget(in_the_way)
    assert load(in_the_way, "khoa") is None


def test_only_what_was_not_used_for_a_month_is_let_go(tmp_path: Path, layout: Typeset) -> None:
    for name in ("cu", "moi", "dung-lai"):
        store(tmp_path, name, layout)
    long_ago = time.time() - 40 * 86_400
    for name in ("cu", "dung-lai"):
        os.utime(tmp_path / f"{name}.json", (long_ago, long_ago))
    assert load(tmp_path, "dung-lai") == layout  # using it makes it young again
    forget(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dung-lai.json", "dung-lai.pdf", "moi.json", "moi.pdf"]
