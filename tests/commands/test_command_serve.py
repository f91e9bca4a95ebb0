"""The preview command's bad inputs; what a preview shows is tested with the site."""

from __future__ import annotations

import socket

import pytest
from book import seminar
from book.harness import command

DOCS = {"docs/index.md": "# Kỷ yếu\n", "docs/tin-tuc/index.md": "# Tin tức\n"}


@pytest.mark.parametrize("address", ["8000", "127.0.0.1:abc", "127.0.0.1:99999", "127.0.0.1"])
def test_an_address_that_is_none(tmp_path, address):
    done = command("serve", "--root", seminar.write_small(tmp_path, DOCS), "--address", address)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_address_in_use(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = command("serve", "--root", seminar.write_small(tmp_path, DOCS), "--address", address)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_tree_without_docs(tmp_path):
    done = command("serve", "--root", seminar.write_small(tmp_path))
    assert done.returncode == 2
    assert "docs/" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_tree_without_papers(tmp_path):
    (tmp_path / "docs").mkdir()
    done = command("serve", "--root", tmp_path)
    assert done.returncode == 2
    assert "papers/" in done.stderr
    assert "Traceback" not in done.stderr
