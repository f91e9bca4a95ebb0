"""Plain MkDocs on the repository: with and without PDF, and what one broken paper may and may not do."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from book import seminar
from book.harness import EPOCH, ROOT, clean_environment, command, command_line, run, tree_digest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

BROKEN_HEAD = "---\ntitle: [không đóng\n---\n\nChữ.\n"
DOCS = {"docs/index.md": "# Kỷ yếu\n\n<!-- home -->\n", "docs/tin-tuc/index.md": "# Tin tức\n"}
NO_TITLE = '---\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\ntopic: "1"\n---\n\nChữ.\n'


def mkdocs_build(folder: Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(["mkdocs", "build", "--strict", "-d", str(folder)], cwd=cwd, SOURCE_DATE_EPOCH=EPOCH, **environment)


def links_to_pdf(site: Path) -> list[str]:
    found = []
    for path in site.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        found += [str(tag["href"]) for tag in page.find_all(href=True) if str(tag["href"]).endswith(".pdf")]
    return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of its own with the difficult seminar as its papers, for plain MkDocs."""
    root = tmp_path / "checkout"
    for name in ("hooks", "src"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return write_checkout(root)


def write_checkout(root: Path, more: dict[str, str | bytes | None] | None = None) -> Path:
    return seminar.write_small(root, {"mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes(), **DOCS, **(more or {})})


def test_plain_mkdocs_makes_the_site_without_pdf(checkout, tmp_path):
    done = mkdocs_build(tmp_path / "site", checkout)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / seminar.EVENT_ID / "muc-luc" / "index.html").is_file()
    assert list((tmp_path / "site").rglob("*.pdf")) == []
    assert links_to_pdf(tmp_path / "site") == []
    assert "WARNING" not in done.stderr


def test_plain_mkdocs_makes_the_pdfs_when_asked(checkout, tmp_path):
    done = mkdocs_build(tmp_path / "site", checkout, ENABLE_PDF_EXPORT="1")
    assert done.returncode == 0, done.stderr
    built = command("build", "--root", checkout, "--out", tmp_path / "built", SOURCE_DATE_EPOCH=EPOCH)
    assert built.returncode == 0, built.stderr
    made = {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*.pdf")}
    assert len(made) == 3
    assert made == {
        path.relative_to(tmp_path / "built" / "site") for path in (tmp_path / "built").rglob("site/**/*.pdf")
    }
    assert len(links_to_pdf(tmp_path / "site")) > len(made)


def test_two_broken_papers_stop_mkdocs_and_both_are_named(checkout):
    assert mkdocs_build(checkout / "site", checkout).returncode == 0
    before = tree_digest(checkout / "site")
    assert before
    write_checkout(
        checkout,
        {
            f"{seminar.FOLDER}/hong-dau.md": BROKEN_HEAD,
            f"{seminar.FOLDER}/thieu-ten.md": NO_TITLE,
            f"{seminar.FOLDER}/la-ma.md": seminar.paper("Bài có mã", text="<script>alert(1)</script>"),
        },
    )
    done = mkdocs_build(checkout / "site", checkout)
    assert done.returncode != 0
    for words in ("hong-dau.md:2: KY101", "thieu-ten.md", "KY102", "la-ma.md:9: KY902"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_digest(checkout / "site") == before


def test_two_broken_papers_stop_the_build_and_both_are_named(tmp_path):
    root = seminar.write_small(tmp_path / "tree")
    assert command("build", "--root", root).returncode == 0
    before = tree_digest(root / "site") | tree_digest(root / "dist")
    seminar.write_small(
        root, {f"{seminar.FOLDER}/hong-dau.md": BROKEN_HEAD, f"{seminar.FOLDER}/thieu-ten.md": NO_TITLE}
    )
    done = command("build", "--root", root)
    assert done.returncode == 1
    for words in ("hong-dau.md", "KY101", "thieu-ten.md", "KY102"):
        assert words in done.stdout
    assert "còn nguyên" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_digest(root / "site") | tree_digest(root / "dist") == before


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def status(address: str) -> int:
    try:
        with urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code
    except (URLError, ConnectionError, TimeoutError):
        return 0


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a page is served: as long as a busy machine takes, but not for a server that is gone."""
    for _ in range(1_000):
        if status(address) == 200:
            return
        assert server.poll() is None, log.read_text()
        time.sleep(0.3)
    pytest.fail(log.read_text())


@contextmanager
def preview(line: list[str], home: str, cwd: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a preview, wait until its home answers, and end it as Ctrl-C does."""
    with log.open("w") as sink:
        environment = clean_environment(SOURCE_DATE_EPOCH=EPOCH)
        server = subprocess.Popen(line, cwd=cwd, env=environment, stdout=sink, stderr=subprocess.STDOUT)
    try:
        wait_for(home, server, log)
        yield server
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def test_a_preview_shows_all_papers_but_the_broken_ones(tmp_path):
    root = seminar.write_small(
        tmp_path / "tree",
        {
            **DOCS,
            f"{seminar.FOLDER}/hong-dau.md": BROKEN_HEAD,
            f"{seminar.FOLDER}/la-ma.md": seminar.paper("Bài có mã", text="<script>alert(1)</script>"),
            f"{seminar.FOLDER}/nhap.md": seminar.paper("Bài đang viết dở", more="status: draft\n"),
        },
    )
    port = free_port()
    home = f"http://127.0.0.1:{port}/thu/"
    line = command_line("serve", "--root", root, "--address", f"127.0.0.1:{port}")
    log = tmp_path / "log"
    with preview(line, home, ROOT, log):
        event = f"{home}{seminar.EVENT_ID}"
        assert status(f"{event}/bai-mot/") == 200
        assert status(f"{event}/bai-hai/") == 200
        assert status(f"{event}/hong-dau/") == 404
        assert status(f"{event}/la-ma/") == 404
        with urlopen(f"{event}/muc-luc/") as answer:
            listed = answer.read().decode()
        assert "Bài viết thứ nhất" in listed
        assert "Bài có mã" not in listed
        with urlopen(f"{event}/nhap/") as answer:  # only here: a build publishes no draft
            assert "Bản nháp." in answer.read().decode()
    told = log.read_text()
    assert "hong-dau.md:2: KY101" in told
    assert "KY902" in told
    assert "Traceback" not in told


def test_plain_mkdocs_serve_goes_on_too(checkout):
    write_checkout(checkout, {f"{seminar.FOLDER}/hong-dau.md": BROKEN_HEAD})
    port = free_port()
    home = f"http://127.0.0.1:{port}/ky-yeu/"
    log = checkout.parent / "log"
    with preview(["mkdocs", "serve", "-a", f"127.0.0.1:{port}"], home, checkout, log):
        assert status(f"{home}{seminar.EVENT_ID}/bai-mot/") == 200
        assert status(f"{home}{seminar.EVENT_ID}/hong-dau/") == 404
    assert "hong-dau.md:2: KY101" in log.read_text()


def test_a_preview_reloads_a_paper_that_is_mended(tmp_path):
    root = seminar.write_small(tmp_path / "tree", {**DOCS, f"{seminar.FOLDER}/hong-dau.md": BROKEN_HEAD})
    port = free_port()
    home = f"http://127.0.0.1:{port}/thu/"
    line = command_line("serve", "--root", root, "--address", f"127.0.0.1:{port}")
    with preview(line, home, ROOT, tmp_path / "log") as server:
        page = f"{home}{seminar.EVENT_ID}/hong-dau/"
        assert status(page) == 404
        seminar.write_small(root, {f"{seminar.FOLDER}/hong-dau.md": seminar.paper("Bài đã sửa")})
        wait_for(page, server, tmp_path / "log")
