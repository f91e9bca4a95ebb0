"""Layouts kept on disk: found again, made again when damaged, deleted when old."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from proceedings.book.layout import engine
from proceedings.book.layout.cache import kept_layout, load, store
from proceedings.book.layout.fonts import find
from proceedings.cache import forget
from proceedings.model.guideline import Typeface
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
    return Typeset(
        body=body,
        pages=2,
        lines_over=0,
        foreign={"→": "DejaVu"},
        pdf=b"%PDF-1.7 \x00\xff",
        wide_tables=(1,),
        figure_mm={"hinh-1.svg": 79.4},
        glyphs={"Tinos": {3: " ", 812: "ề"}, "Tinos-Bold": {}},
    )


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


@pytest.mark.parametrize("facts", ["", "{}", "[]", "null", "5"])
def test_facts_of_another_form_are_not_trusted(tmp_path: Path, layout: Typeset, facts: str) -> None:
    store(tmp_path, "khoa", layout)
    (tmp_path / "khoa.json").write_text(facts, encoding="utf-8")
    assert load(tmp_path, "khoa") is None


FAMILY = find(Typeface())
HTML = '<!doctype html><html lang="vi"><body><h2 id="a">Ấn phẩm</h2><p>Một dòng.</p></body></html>'


def made_again(monkeypatch: pytest.MonkeyPatch, cache: Path | None, html: str = HTML, style: str = "p{}") -> bool:
    """Ask for a layout that must be right; return whether it was made anew."""
    calls = []
    whole = engine.lay_out(html, style, FAMILY, piece=True)
    with monkeypatch.context() as patched:
        patched.setattr(engine, "lay_out", lambda *given, **named: calls.append(given) or whole)
        assert kept_layout(cache, html, style, FAMILY) == whole
    return bool(calls)


def test_a_piece_of_front_or_back_is_laid_out_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made_again(monkeypatch, tmp_path)
    assert not made_again(monkeypatch, tmp_path)
    assert made_again(monkeypatch, None)
    assert made_again(monkeypatch, tmp_path, html=HTML.replace("Một", "Hai"))
    assert made_again(monkeypatch, tmp_path, style="p{margin:0}")


@pytest.mark.parametrize("suffix", ["json", "pdf"])
def test_a_damaged_piece_is_laid_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    assert made_again(monkeypatch, tmp_path)
    (file,) = tmp_path.glob(f"*.{suffix}")
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert made_again(monkeypatch, tmp_path)
    assert not made_again(monkeypatch, tmp_path)


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
