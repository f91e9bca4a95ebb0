"""The PDF engine draws what it is handed and nothing else."""

from __future__ import annotations

import base64
import io
import random
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pytest
from book.harness import page_texts
from PIL import Image

from proceedings.book.layout.engine import Layout, font_faces, lay_out
from proceedings.book.layout.fonts import FontFamily, find
from proceedings.book.layout.paper_html import printable
from proceedings.model.guideline import Typeface


@pytest.fixture(scope="module")
def family() -> FontFamily:
    return find(Typeface())


class Listener:
    """A loopback server that writes down who called."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        calls = self.calls

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.end_headers()
                self.wfile.write(png())

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


def png(width: int = 40, height: int = 20) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(buffer, "PNG")
    return buffer.getvalue()


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="vi"><head><title>Trang</title>{head}</head><body>{body}</body></html>'


def images(layout: Layout) -> int:
    with pikepdf.open(io.BytesIO(layout.pdf)) as document:
        return sum(isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image" for item in document.objects)


def attachments(layout: Layout) -> int:
    with pikepdf.open(io.BytesIO(layout.pdf)) as document:
        return len(document.attachments)


def test_a_figure_that_is_handed_in_is_drawn(family):
    with_figure = lay_out(page('<img src="figure:hinh.png">'), "", family, {"hinh.png": png()})
    assert images(with_figure) == 1


def test_a_drawing_that_is_handed_in_is_drawn(family):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="190" height="30"><text y="20">SoDo</text></svg>'
    layout = lay_out(page('<p>a</p><img src="figure:h.svg">'), "", family, {"h.svg": svg})
    assert "SoDo" in "".join(page_texts(layout.pdf))


def test_a_figure_that_is_not_handed_in_is_left_out(family):
    assert images(lay_out(page('<img src="figure:khac.png">'), "", family, {"hinh.png": png()})) == 0


@pytest.mark.parametrize("prefix", ["", "file://"])
def test_files_of_the_machine_are_refused(family, tmp_path: Path, prefix):
    secret = tmp_path / "secret.png"
    secret.write_bytes(png())
    style = tmp_path / "secret.css"
    style.write_text("p::after{content:'canary-of-style'}")
    body = (
        f'<p>a</p><img src="{prefix}{secret}"><object data="{prefix}{secret}"></object><embed src="{prefix}{secret}">'
        f'<p style="background:url({prefix}{secret})">b</p>'
    )
    head = f'<link rel="stylesheet" href="{prefix}{style}"><style>@import "{prefix}{style}";</style>'
    layout = lay_out(page(body, head), f'@import "{prefix}{style}";', family)
    assert images(layout) == 0
    assert "canary" not in "".join(page_texts(layout.pdf))


def test_files_are_not_attached(family, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    head = f'<link rel="attachment" href="file://{secret}">'
    layout = lay_out(page(f'<a rel="attachment" href="file://{secret}">a</a>', head), "", family)
    assert attachments(layout) == 0
    assert b"canary" not in layout.pdf


def test_the_network_is_not_asked(family, listener):
    address = listener.address
    body = f'<img src="{address}/a.png"><p style="background:url({address}/b.png)">b</p><embed src="{address}/c.svg">'
    head = f'<link rel="stylesheet" href="{address}/d.css"><link rel="attachment" href="{address}/e">'
    style = f"@import url({address}/f.css);@font-face{{font-family:x;src:url({address}/g.ttf)}}body{{font-family:x}}"
    layout = lay_out(page(body, head), style, family)
    assert listener.calls == []
    assert images(layout) == 0


def test_data_addresses_are_refused(family):
    inline = base64.b64encode(png()).decode()
    svg = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><text y="9">canary</text></svg>').decode()
    body = f'<img src="data:image/png;base64,{inline}"><img src="data:image/svg+xml;base64,{svg}">'
    layout = lay_out(page(body), "", family)
    assert images(layout) == 0
    assert "canary" not in "".join(page_texts(layout.pdf))


def test_anchors_give_their_page(family):
    body = '<h2 id="mot">Một</h2><h2 id="ba" style="break-before:page">Ba</h2><p id="sau">Sau</p>'
    layout = lay_out(page(body), "", family)
    assert layout.anchors["mot"] == 1
    assert layout.anchors["ba"] == layout.anchors["sau"] == 2


def test_the_anchor_of_a_box_over_two_pages_is_on_the_first(family):
    body = '<section id="muc"><p>một</p><p style="break-before:page">hai</p></section>'
    assert lay_out(page(body), "", family).anchors["muc"] == 1


def test_lines_of_text_are_counted_by_page(family):
    style = "@page{size:A5}p{margin:0;break-after:auto}"
    body = "<p>một</p><p>hai</p><p>ba</p><p style='break-before:page'>bốn</p>"
    assert lay_out(page(body), style, family).lines == (3, 1)


def test_a_row_of_cells_is_one_line_and_notes_are_none(family):
    cells = "<table><tr><td>một</td><td>hai</td><td>ba</td></tr></table>"
    assert lay_out(page(cells), "", family).lines == (1,)
    note = "<p>chữ<span style='float:footnote'>chú thích</span></p>"
    assert lay_out(page(note), "", family).lines == (1,)


def test_every_style_has_its_own_file(family):
    rules = font_faces(family)
    assert rules.count("@font-face") == 4
    for style in ("font:regular", "font:bold)", "font:italic", "font:bold-italic"):
        assert style in rules


def test_the_family_is_drawn_with_its_own_files(family):
    body = f"<p style=\"font-family:'{family.name}'\">chữ <b>đậm</b> <i>nghiêng <b>cả hai</b></i></p>"
    with pikepdf.open(io.BytesIO(lay_out(page(body), "", family).pdf)) as document:
        dictionaries = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        names = {str(item.BaseFont) for item in dictionaries if "/BaseFont" in item}
    assert len(names) == 4
    assert all(family.name.replace(" ", "-") in name for name in names)


# Numbers that may not be parted, dashes, marks: what the engine has to carry over to the next line as one.
UNITS = [
    "số 683-QĐ/HVCTQGHCM", "Kết luận số 14-KL/TW,", "Nghị định 30/2020/NĐ-CP", "ngày 25/02/2021", "(Kế hoạch", "– và",
    "<em>Hội thảo khoa học</em>", "“rõ việc;", "<strong>trường</strong>", "dạy – học", "(<em>Kế hoạch</em>)",
    "sản phẩm<sup>2</sup>", '<a href="https://example.org">tại đây</a>', "năm\u00a0<strong>2021</strong>",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_no_line_ends_early(family: FontFamily, seed: int) -> None:
    """Every line but a paragraph's last is filled: only what may not be parted leaves room at its end.

    WeasyPrint alone breaks about one of these paragraphs in a hundred after a line's first word.
    """
    chance = random.Random(seed)
    words = "của trường không phải cũng cần nghiêm túc ở cơ sở đào tạo mà về việc những người học viên".split()
    paragraphs = [
        " ".join(chance.choice(UNITS) if chance.random() < 0.2 else chance.choice(words) for _ in range(45)) + " hết."
        for _ in range(60)
    ]
    html = "".join(f"<p>{printable(text)}</p>" for text in paragraphs)
    style = "@page{size:210mm 297mm;margin:20mm}html{font:14pt Tinos}p{text-align:justify;text-indent:10mm;margin:0}"
    made = lay_out(f'<!doctype html><html lang="vi"><body>{html}</body></html>', style, family)
    lines = [line for page in page_texts(made.pdf, lines=True) for line in page.splitlines() if len(line.strip()) > 1]
    # 62 letters and more fill a line of 170 mm; the longest unit has 19.
    short = [line for line in lines if len(line) < 40 and not line.rstrip().endswith("hết.")]
    assert len(lines) > 200
    assert short == []
