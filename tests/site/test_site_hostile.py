"""Hostile papers: with the usual weights each is refused; with every weight lowered nothing of theirs works."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pytest
from book import seminar
from book.harness import AS_OF, command, page_texts
from bs4 import BeautifulSoup
from PIL import Image
from site_payloads import CANARY, CANARY_SIZE, PWN, Payload, payloads

from proceedings.rules.catalogue import CATALOGUE
from proceedings.web.mkdocs.publishing import unreadable

pytestmark = pytest.mark.slow

ADDRESS = "http://127.0.0.1:9"
NAMES = [payload.name for payload in payloads(Path("/canary.txt"), Path("/canary.png"), ADDRESS)]
REFUSED = [payload.name for payload in payloads(Path("/canary.txt"), Path("/canary.png"), ADDRESS) if payload.codes]
EVERYTHING_ADVICE = "min_words: 5\nseverity:\n" + "".join(f"  {code}: advice\n" for code in CATALOGUE)
# Markup that is never closed takes the rest of the text with it.
UNCLOSED = {"mxss-math", "mxss-select", "cdata-dau-dong"}
UNREADABLE = {"ngoac-lien", "tu-dai"}


class Quiet(BaseHTTPRequestHandler):
    """Writes down every call."""

    calls: list[str]

    def do_GET(self) -> None:
        self.calls.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@dataclass
class Published:
    """The hostile tree, its output, and who called the listener meanwhile."""

    root: Path
    out: Path
    address: str
    all: tuple[Payload, ...]
    calls: list[str] = field(default_factory=list)

    @property
    def site(self) -> Path:
        return self.out / "site"

    def page(self, name: str) -> Path:
        return self.site / seminar.EVENT_ID / name / "index.html"


def hostile_tree(
    base: Path, address: str, guideline: str, without: set[str] | None = None
) -> tuple[Path, tuple[Payload, ...]]:
    canary, picture = base / "canary.txt", base / "canary.png"
    canary.write_text(f"{CANARY}\n")
    Image.new("RGB", CANARY_SIZE, (1, 2, 3)).save(picture)
    found = payloads(canary, picture, address)
    files: dict[str, str | bytes | None] = {
        f"{seminar.FOLDER}/{each.name}.md": each.file for each in found if each.name not in (without or set())
    }
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{PWN}</script></svg>'
    figure = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{picture}" width="9" height="9"/></svg>'
    with_figures = 'Chữ.\n\n![A](hinh-xau/a.svg "Hình 1. A")\n\n![B](hinh-xau/b.svg "Hình 2. B")\n\nCâu cuối của bài.'
    files |= {
        "papers/guideline.yml": guideline,
        f"{seminar.FOLDER}/hinh-xau.md": seminar.paper("Bài có hình xấu", text=with_figures),
        f"{seminar.FOLDER}/hinh-xau/a.svg": svg,
        f"{seminar.FOLDER}/hinh-xau/b.svg": figure,
        f"{seminar.FOLDER}/noi-hinh.md": seminar.paper(
            "Bài có hình là liên kết", text='Chữ.\n\n![A](noi-hinh/a.png "Hình 1. A")\n\nCâu cuối của bài.'
        ),
        f"{seminar.FOLDER}/noi-hinh/b.png": b"",
        f"{seminar.FOLDER}/noi-thu-muc.md": seminar.paper(
            "Bài có thư mục là liên kết", text='Chữ.\n\n![A](noi-thu-muc/canary.png "Hình 1. A")\n\nCâu cuối của bài.'
        ),
        "docs/index.md": "# Kỷ yếu\n\n<!-- home -->\n",
        "docs/tin-tuc/index.md": "# Tin tức\n",
        "docs/trang-xau.md": hand_written(address, canary),
        "docs/tho.html": f"<script>{PWN}</script>{CANARY}-html",
        "docs/ma.js": f"{PWN}//{CANARY}-js",
        "docs/hinh.svg": svg,
    }
    root = seminar.write_small(base / "tree", files)
    folder = root / seminar.FOLDER
    (folder / "noi-bai.md").symlink_to(canary)
    (folder / "noi-hinh" / "a.png").symlink_to(picture)
    (folder / "noi-hinh" / "b.png").unlink()
    (folder / "noi-thu-muc").symlink_to(base, target_is_directory=True)
    (root / "docs" / "noi-tai-lieu.md").symlink_to(canary)
    return root, found


def hand_written(address: str, canary: Path) -> str:
    return (
        f"# Trang viết tay\n\n<script>{PWN}</script>\n\n<img src=x onerror={PWN}>\n\n"
        f"Đoạn {{: onmouseover={PWN} }}\n\n[bấm](javascript:{PWN})\n\n"
        f'<div id="__config">{{"base":"{address}"}}</div>\n\n<img src="{address}/tay.png" alt="x">\n\n'
        f'--8<-- "{canary}"\n\n<iframe src="{address}/tay"></iframe>\n'
    )


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    calls: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Quiet,), {"calls": calls}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", calls
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, listener: tuple[str, list[str]]) -> Published:
    """Publish every hostile paper that can be published at all."""
    base = tmp_path_factory.mktemp("hostile")
    address, calls = listener
    root, found = hostile_tree(base, address, EVERYTHING_ADVICE, UNREADABLE)
    done = command("build", "--root", root, "--out", base / "out", "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return Published(root, base / "out", address, found, calls)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Check the same papers with the usual weights; return the codes of each paper's errors."""
    root, _ = hostile_tree(tmp_path_factory.mktemp("refused"), ADDRESS, seminar.GUIDELINE)
    done = command("check", "--root", root, "--format", "json", "--as-of", AS_OF)
    assert done.returncode == 1, done.stderr
    data = json.loads(done.stdout)
    codes = {
        Path(paper["path"]).stem: {each["code"] for each in paper["findings"] if each["severity"] == "error"}
        for paper in data["papers"]
    }
    codes["event"] = {each["code"] for event in data["events"] for each in event["findings"]}
    codes["event-messages"] = {each["path"] for event in data["events"] for each in event["findings"]}
    return codes


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_paper_is_refused_with_its_code(report, name):
    wanted = next(each.codes for each in payloads(Path("/c"), Path("/c"), ADDRESS) if each.name == name)
    assert report[name] & set(wanted), report[name]


def test_hostile_figures_are_refused(report):
    assert "KY902" in report["hinh-xau"]
    assert "KY901" in report["noi-hinh"]


def test_links_out_of_the_tree_are_refused(report):
    assert "KY901" in report["event"]
    for name in ("noi-bai.md", "noi-thu-muc"):
        assert f"{seminar.FOLDER}/{name}" in report["event-messages"]


def test_right_papers_beside_them_pass(report):
    assert report["bai-mot"] == report["bai-hai"] == set()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in UNREADABLE])
def test_every_hostile_paper_was_published(published, name):
    """Otherwise the tests below would look at nothing."""
    assert published.page(name).is_file()
    pdf = published.site / seminar.EVENT_ID / name / f"{name}.pdf"
    shown = " ".join("\n".join(page_texts(pdf)).split())
    assert "Bài viết này có đủ nội dung để kiểm tra." in shown
    assert name in UNCLOSED or "Câu cuối của bài thử này" in shown


def test_links_out_of_the_tree_were_not_followed(published):
    assert not published.page("noi-bai").exists()
    assert not (published.site / "noi-tai-lieu").exists()
    assert not (published.site / seminar.EVENT_ID / "noi-thu-muc" / "canary.png").exists()
    assert not (published.site / seminar.EVENT_ID / "noi-hinh" / "a.png").exists()


def test_a_page_that_ends_mkdocs_is_named(tmp_path):
    """Papers may hold it (see `cdata`); pages of docs/ may not where Python's own parser ends on it."""
    files = {"docs/index.md": "# Kỷ yếu\n\na <![foo bar\n", "docs/tin-tuc/index.md": "# Tin tức\n"}
    done = command("build", "--root", seminar.write_small(tmp_path, files), "--as-of", AS_OF)
    ends = unreadable("a <![foo bar")  # Pythons mended since read it as a comment, and the page is built
    assert done.returncode == (2 if ends else 0)
    assert ("docs/index.md: có “<![”" in done.stderr) is ends
    assert (tmp_path / "site" / "index.html").exists() is not ends
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("target", ["..", ".", "khong-co"])
def test_a_linked_folder_in_docs_stops_the_build(tmp_path, target):
    """MkDocs would walk into it before it could be refused, round and round."""
    root = seminar.write_small(tmp_path, {"docs/index.md": "# Kỷ yếu\n", "docs/tin-tuc/index.md": "# Tin tức\n"})
    (root / "docs" / "noi").symlink_to(target, target_is_directory=True)
    done = command("build", "--root", root, "--as-of", AS_OF)
    assert done.returncode == 2
    assert "docs/noi là liên kết tượng trưng" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


def test_no_byte_of_the_canary_came_out(published):
    picture = (published.root.parent / "canary.png").read_bytes()
    for path in published.out.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert CANARY.encode() not in content, path
            assert picture not in content, path


def test_no_canary_in_any_pdf(published):
    pdfs = list(published.out.rglob("*.pdf"))
    assert len(pdfs) > len(NAMES)
    for path in pdfs:
        assert CANARY not in "".join(page_texts(path)), path
        with pikepdf.open(io.BytesIO(path.read_bytes())) as document:
            assert len(document.attachments) == 0
            images = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
            sizes = {(int(item.Width), int(item.Height)) for item in images if item.get("/Subtype") == "/Image"}
            assert CANARY_SIZE not in sizes, path
            assert not any("/JS" in item or "/JavaScript" in item for item in dictionaries(document)), path


def dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (item for item in document.objects if isinstance(item, pikepdf.Dictionary))


def test_raw_files_of_docs_are_not_published(published):
    for name in ("tho.html", "ma.js", "hinh.svg"):
        assert not (published.site / name).exists()


def test_no_active_markup_is_left_in_the_texts(published):
    active = {"script", "iframe", "object", "embed", "form", "input", "base", "meta", "link", "style", "svg", "math"}
    places = [published.page(name) for name in NAMES if name not in UNREADABLE]
    for path in [*places, published.site / "trang-xau" / "index.html"]:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for tag in page.article.find_all(True):
            assert tag.name not in active, (path, tag)
            assert not [name for name in tag.attrs if name.lower().startswith("on")], (path, tag)
            assert not str(tag.get("href", "")).strip().lower().startswith(("javascript", "data", "vbscript")), path
            assert not str(tag.get("src", "")).startswith(("http", "//", "file", "..", "/")), (path, tag)
            assert not str(tag.get("id", "")).startswith("__"), (path, tag)
            assert "data-md-component" not in tag.attrs or tag["data-md-component"] in ("title",), (path, tag)
        assert len(page.find_all(id="__config")) == 1


def test_template_marks_and_snippets_are_plain_text(published):
    jinja = " ".join(BeautifulSoup(published.page("jinja").read_text(), "html.parser").article.get_text().split())
    assert "{{ config.site_url }} {% include 'base.html' %} {# chú #} {{ 7*7 }}" in jinja
    snippet = BeautifulSoup(published.page("trich-tep").read_text(), "html.parser").article.get_text()
    assert "--8<--" in snippet
    drawn = BeautifulSoup(published.page("so-do").read_text(), "html.parser").article
    assert not drawn.find(class_="mermaid")


def test_a_hostile_title_is_text_in_every_place(published):
    for name in ("nhan-de", "nhan-de-anh"):
        page = BeautifulSoup(published.page(name).read_text(), "html.parser")
        wanted = next(each.title for each in published.all if each.name == name)
        assert page.title.get_text().startswith(" ".join(wanted.split()))
        assert page.h1.get_text() == wanted


def test_wide_cells_are_narrowed(published):
    cell = BeautifulSoup(published.page("cot-lon").read_text(), "html.parser").article.td
    assert int(str(cell.get("colspan", "1"))) <= 100
    assert int(str(cell.get("rowspan", "1"))) <= 100


DRIVER = """<!doctype html><meta charset="utf-8"><body><script>
const pages = %s;
const visit = (address) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.onload = () => setTimeout(() => {
    let seen = "unreachable";
    try {
      const inner = frame.contentDocument;
      for (const each of inner.querySelectorAll("body *"))
        for (const kind of ["mouseover", "focus", "toggle"]) each.dispatchEvent(new Event(kind));
      seen = [inner.documentElement.getAttribute("data-pwned"), frame.contentWindow.location.pathname];
    } catch (error) {}
    frame.remove();
    done([address, seen]);
  }, 60);
  frame.src = address;
  document.body.append(frame);
});
(async () => {
  const seen = [];
  for (const address of pages) seen.push(await visit(address));
  const shown = document.createElement("pre");
  shown.textContent = JSON.stringify(seen);
  shown.id = "seen";
  document.body.append(shown);
})();
</script></body>"""


class Site(SimpleHTTPRequestHandler):
    """Serves the site, and beside it the driver and a page that does run script."""

    extra: dict[str, bytes]

    def do_GET(self) -> None:
        if self.path not in self.extra:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.extra[self.path])

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def seen(published: Published, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Open every hostile page in a browser; return the mark it left and the address it stayed at."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert browser, "scripts/test.py installs chromium"
    paths = [f"/{seminar.EVENT_ID}/{name}/" for name in NAMES if name not in UNREADABLE]
    paths += ["/", "/trang-xau/", f"/{seminar.EVENT_ID}/muc-luc/", f"/{seminar.EVENT_ID}/hinh-xau/", "/__runs.html"]
    extra = {
        "/__driver.html": (DRIVER % json.dumps(paths)).encode(),
        "/__runs.html": f"<!doctype html><script>{PWN}</script>".encode(),
    }
    handler = partial(type("Handler", (Site,), {"extra": extra}), directory=str(published.site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    profile = tmp_path_factory.mktemp("chromium")
    line = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    line += [f"--user-data-dir={profile}", "--virtual-time-budget=120000", "--dump-dom"]
    line += ["--disable-background-networking", "--disable-component-update"]
    line.append(f"http://127.0.0.1:{server.server_address[1]}/__driver.html")
    try:
        done = subprocess.run(line, check=False, capture_output=True, text=True, timeout=1_200)
    finally:
        server.shutdown()
        server.server_close()
    shown = BeautifulSoup(done.stdout, "html.parser").find(id="seen")
    assert shown, done.stdout[-500:] + done.stderr[-2000:]
    return dict(json.loads(shown.get_text()))


def test_the_browser_would_have_seen_a_script_run(seen):
    assert seen["/__runs.html"] == ["1", "/__runs.html"]


def test_nothing_ran_in_the_browser(seen):
    visited = {address: mark for address, mark in seen.items() if address != "/__runs.html"}
    assert len(visited) == len(NAMES) - len(UNREADABLE) + 4
    for address, mark in visited.items():
        assert mark == [None, address]


def test_nobody_was_called_while_building_or_reading(published, seen):
    assert seen
    assert published.calls == []
