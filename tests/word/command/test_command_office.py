"""Files of other word processors: recognised by their content, turned into .docx in a closed room, or sent back."""

from __future__ import annotations

import io
import subprocess
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from word.docx_builders import EVENT, docx, paragraph

from proceedings.processes.limits import TimeLimit
from proceedings.word.container.refusal import RefusedError
from proceedings.word.programs import libreoffice as office

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
MIMETYPE = "application/vnd.oasis.opendocument.text"
WORD = OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le")
needs_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")


def odt(*paragraphs: str, more: str = "") -> bytes:
    spaces = "".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" '
        for prefix, name in {"office": "office", "text": "text", "draw": "drawing"}.items()
    )
    spaces += (
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs) + more
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>{body}</office:text>'
            "</office:body></office:document-content>",
        )
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (WORD, "doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ""),
        (WORD + "EncryptedPackage".encode("utf-16-le"), ""),
        (odt("Lời."), "odt"),
        (docx(paragraph("Lời.")), ""),
        (b"%PDF-1.7", ""),
    ],
)
def test_kind_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert office.kind_of(content) == kind


def test_without_libreoffice_one_clear_message(
    root: Path, command: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    before = sorted(root.rglob("*"))
    for content, kind in ((WORD, "Word cũ (.doc)"), (odt("Lời."), "OpenDocument (.odt)")):
        assert command(content, "--slug", "bai", name="bai.doc") == 2  # type: ignore[operator]
        error = capsys.readouterr().err
        assert kind in error
        assert "không có LibreOffice" in error
        assert "lưu lại dưới dạng Word Document (.docx)" in error
        assert len(error.splitlines()) == 1
    assert sorted(root.rglob("*")) == before


def test_an_odt_that_swells_never_reaches_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: "/khong/duoc/goi")
    monkeypatch.setattr(office, "_MAX_UNPACKED", 1_000)
    with pytest.raises(RefusedError, match="KY904"):
        office.to_docx(odt("a" * 2_000), "odt", 10**6)


@needs_office
@pytest.mark.slow
def test_doc_and_odt_become_papers(
    root: Path, command: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = odt("Đổi mới công tác kiểm tra", "ThS. Lê Văn Cường", "Người học được ưu tiên.")
    (tmp_path / "bai.odt").write_bytes(written)
    subprocess.run(
        [
            str(office.find_office()),
            f"-env:UserInstallation={(tmp_path / 'ho-so').as_uri()}",
            *("--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(tmp_path / "bai.odt")),
        ],
        check=True,
        capture_output=True,
    )
    for kind, content in {"odt": written, "doc": (tmp_path / "bai.doc").read_bytes()}.items():
        assert command(content, "--slug", f"bai-{kind}", name=f"gui.{kind}") in (0, 1)  # type: ignore[operator]
        assert f"Tệp nhận được là .{kind}; LibreOffice đã chuyển sang .docx" in capsys.readouterr().out
        paper = (root / "papers" / EVENT / f"bai-{kind}.md").read_text(encoding="utf-8")
        assert "Lê Văn Cường" in paper
        assert paper.rstrip().endswith("Người học được ưu tiên.")
        original = (root / "papers" / EVENT / f"bai-{kind}" / "original.docx").read_bytes()
        assert original == office.to_docx(content, kind, 10**6)


@needs_office
@pytest.mark.slow
def test_libreoffice_asks_for_nothing_outside_and_does_not_stay() -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the name that http.server asks for
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - likewise

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        image = (
            '<text:p><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:type="simple" '
            f'xlink:show="embed" xlink:actuate="onLoad" xlink:href="http://127.0.0.1:{server.server_port}/a.png"/>'
            "</draw:frame></text:p>"
        )
        office.to_docx(odt("Lời.", more=image), "odt", 10**6)
        server.shutdown()
    assert asked == []
    with pytest.raises(RefusedError, match="quá 0.1 giây tính toán"):
        office.to_docx(odt("Lời."), "odt", 10**6, limit=TimeLimit(0.1))
