"""Rule cases that no single paper can state: files of other kinds, names, bytes, and plans that cannot be read."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from rule_cases import event_yml

HEAD = '---\ntitle: Đổi mới phương pháp giảng dạy\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\ntopic: "1"\n---\n\n'
PAPER = f"{HEAD}Bài viết này có đủ nội dung để kiểm tra quy tắc.\n"
LIMITS = {
    "guideline": {"limits": {"image_bytes": "5000", "image_megapixels": "0.01", "svg_elements": "5", "svg_uses": "2"}}
}

Files = dict[str, str | bytes | None]


@dataclass(frozen=True, kw_only=True)
class FileCase:
    """Files in the folder of a seminar `e` that holds one right paper; None takes a file away.

    `expected` names each finding as "path from papers/ : code : line"; `links` are symbolic links by their target.
    """

    code: str
    name: str
    expected: tuple[str, ...] = ()
    files: Files = field(default_factory=dict, repr=False)
    event: dict[str, object] = field(default_factory=dict, repr=False)
    links: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        return self.name.partition("-")[0]

    def write(self, root: Path, write_tree: Callable[[Path, dict[str, str | bytes]], Path]) -> Path:
        usual: Files = {"e/event.yml": event_yml(self.event), "e/bai.md": PAPER}
        kept = {f"papers/{name}": text for name, text in (usual | self.files).items() if text is not None}
        write_tree(root, kept)
        for name in self.files.keys() - {name.removeprefix("papers/") for name in kept}:
            (root / "papers" / name).unlink(missing_ok=True)
        for name, target in self.links:
            (root / "papers" / name).unlink(missing_ok=True)
            (root / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "papers" / name).symlink_to(target)
        return root


def picture(kind: str, width: int = 20, height: int = 10) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(buffer, kind)
    return buffer.getvalue()


def svg(inside: str, attributes: str = "") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" {attributes}>{inside}</svg>'


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is enormous."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [header, b"IDAT" + zlib.compress(b"\0"), b"IEND"]
    packed = b"".join(struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks)
    return b"\x89PNG\r\n\x1a\n" + packed


def _misplaced(name: str, path: str, content: str | bytes = "x") -> FileCase:
    return FileCase(code="KY901", name=name, expected=(f"{path}:KY901:0",), files={path: content})


def _accepted(name: str, path: str, content: str | bytes) -> FileCase:
    return FileCase(code="KY901", name=name, files={path: content})


def _drawing(name: str, inside: str, *, attributes: str = "", code: str = "KY902") -> FileCase:
    expected = (f"e/bai/ve.svg:{code}:0",) if name.startswith("fail") else ()
    return FileCase(code=code, name=name, expected=expected, files={"e/bai/ve.svg": svg(inside, attributes)})


_LONG = "\n\n".join(
    f"Giảng viên {name} kể lại cách chuẩn bị bài {number}, cách gợi mở lớp học và cách ghi nhận ý kiến {number} lần."
    for number, name in enumerate("An Bình Chi Dũng Giang Hà Hải Hiền Hoa Hùng Lan Linh Mai Minh Nam Nga".split(), 2)
)
_OTHER = "\n\n".join(
    f"Thư viện mở thêm phòng đọc số {number}; học viên {name} mượn sách, trả sách và góp ý về giờ mở cửa của phòng ấy."
    for number, name in enumerate("An Bình Chi Dũng Giang Hà Hải Hiền Hoa Hùng Lan Linh Mai Minh Nam Nga".split(), 2)
)


def _paper(title: str, text: str, name: str = "Nguyễn Văn A", status: str = "accepted") -> str:
    head = f'title: {title}\nauthors: [{{name: {name}, unit: truong-a}}]\ntopic: "1"\nstatus: {status}\n'
    return f"---\n{head}---\n\n{text}\n"


def _two(name: str, first: str, second: str, expected: tuple[str, ...] = ()) -> FileCase:
    return FileCase(code="KY109", name=name, expected=expected, files={"e/bai.md": first, "e/bai-hai.md": second})


_TWICE = ("e/bai.md:KY109:2",)
TWICE = (
    _two("fail-same-text", _paper("Bài một", _LONG), _paper("Bài hai", _LONG, "Trần Thị B"), _TWICE),
    _two("fail-nearly-the-same-text", _paper("Bài một", _LONG), _paper("Bài hai", f"{_LONG}\n\nThêm lời."), _TWICE),
    _two("fail-same-title-and-author", _paper("Bài một", _LONG), _paper("Bài  Một", _OTHER), _TWICE),
    FileCase(
        code="KY109",
        name="fail-other-seminar",
        expected=("e/bai.md:KY109:2",),
        files={
            "e/bai.md": _paper("Bài một", _LONG),
            "e-hai/event.yml": event_yml({}),
            "e-hai/bai.md": _paper("Bài hai", _LONG),
            "e/event.yml": event_yml({"kind": "Tọa đàm khoa học"}),
        },
    ),
    _two("pass-other-text", _paper("Bài một", _LONG), _paper("Bài hai", _OTHER)),
    _two("pass-draft-of-the-same", _paper("Bài một", _LONG), _paper("Bài một", _LONG, status="draft")),
    _two("pass-withdrawn-first-version", _paper("Bài một", _LONG, status="withdrawn"), _paper("Bài một", _LONG)),
    _two("near-same-title-of-others", _paper("Bài một", _LONG), _paper("Bài một", _OTHER, "Trần Thị B")),
    _two("near-a-paragraph-in-common", _paper("Bài một", _LONG), _paper("Bài hai", f"{_OTHER}\n\n{_LONG[:300]}.")),
)

UNREADABLE = (
    FileCase(
        code="KY101",
        name="fail-windows-1252-bytes",
        expected=("e/bai.md:KY101:7",),
        files={"e/bai.md": HEAD.encode() + b"B\xe0i vi\xeat b\xeang b\xe3ng m\xe3 c\xf2.\n"},
    ),
    FileCase(
        code="KY101",
        name="fail-word-file-renamed",
        expected=("e/bai.md:KY101:1",),
        files={"e/bai.md": b"PK\x03\x04\xff"},
    ),
    FileCase(
        code="KY101", name="fail-utf-16", expected=("e/bai.md:KY101:1",), files={"e/bai.md": PAPER.encode("utf-16")}
    ),
    FileCase(code="KY101", name="fail-empty-file", expected=("e/bai.md:KY101:1",), files={"e/bai.md": b""}),
    FileCase(
        code="KY101",
        name="fail-units-register",
        expected=("units.yml:KY101:2",),
        files={"units.yml": "- {id: a}\n- {id\n"},
    ),
    FileCase(code="KY101", name="near-old-mac-line-ends", files={"e/bai.md": PAPER.replace("\n", "\r")}),
    FileCase(
        code="KY103",
        name="fail-field-of-the-guideline",
        expected=("guideline.yml:KY103:2",),
        files={"guideline.yml": "min_words: 5\nmin_word: 5\n"},
    ),
    FileCase(
        code="KY103",
        name="fail-id-of-a-unit-twice",
        expected=("units.yml:KY103:2",),
        files={"units.yml": "- {id: truong-a, name: A, short: A, kind: school}\n" * 2},
    ),
    FileCase(code="KY105", name="fail-organizer", expected=("e/event.yml:KY105:0",), event={"organizer": "truong-z"}),
    FileCase(
        code="KY105", name="near-no-register-of-units", expected=("units.yml:KY901:0",), files={"units.yml": None}
    ),
)

MISPLACED = (
    _misplaced("fail-vietnamese-name", "e/Bài số 1.md", PAPER),
    _misplaced("fail-capitals", "e/Bai-Mot.md", PAPER),
    _misplaced("fail-underscore", "e/bai_mot.md", PAPER),
    _misplaced("fail-address-of-the-site", "e/muc-luc.md", PAPER),
    _misplaced("fail-reserved-by-windows", "e/con.md", PAPER),
    _misplaced("fail-word-file-beside-papers", "e/bai-hai.docx"),
    _misplaced("fail-hidden-file", "e/.env"),
    _misplaced("fail-page-of-html", "e/bai/trang.html"),
    _misplaced("fail-program-in-a-figure-folder", "e/bai/chay.sh"),
    _misplaced("fail-name-too-long", f"e/{'a' * 101}.md", PAPER),
    _misplaced("fail-picture-that-is-text", "e/bai/hinh.png", "không phải hình"),
    _misplaced("fail-jpeg-called-png", "e/bai/hinh.png", picture("JPEG")),
    _misplaced("fail-picture-cut-off", "e/bai/hinh.jpg", picture("JPEG", 200, 200)[:700]),
    _misplaced("fail-drawing-that-is-no-xml", "e/bai/ve.svg", "<svg"),
    _misplaced("fail-drawing-that-is-html", "e/bai/ve.svg", "<html xmlns='http://www.w3.org/1999/xhtml'/>"),
    FileCase(
        code="KY901",
        name="fail-figures-without-a-paper",
        expected=("e/khac:KY901:0",),
        files={"e/khac/hinh.png": picture("PNG")},
    ),
    FileCase(
        code="KY901",
        name="fail-same-name-on-windows",
        expected=("e/bai/hinh.png:KY901:0",),
        files={"e/bai/Hinh.png": picture("PNG"), "e/bai/hinh.png": picture("PNG")},
    ),
    FileCase(
        code="KY901",
        name="fail-link-to-a-file-of-the-machine",
        expected=("e/bai-hai.md:KY901:0",),
        links=(("e/bai-hai.md", "/etc/passwd"),),
    ),
    FileCase(
        code="KY901",
        name="fail-link-as-figure",
        expected=("e/bai/hinh.png:KY901:0",),
        files={"e/bai/that.png": picture("PNG")},
        links=(("e/bai/hinh.png", "that.png"),),
    ),
    FileCase(code="KY901", name="fail-link-as-seminar", expected=("e-2:KY901:0",), links=(("e-2", "e"),)),
    FileCase(
        code="KY901",
        name="fail-no-plan",
        expected=("e/event.yml:KY901:0", "e/bai.md:KY991:0"),
        files={"e/event.yml": None},
    ),
    FileCase(
        code="KY901",
        name="fail-no-guideline",
        expected=("guideline.yml:KY901:0", "e/bai.md:KY202:6"),
        files={"guideline.yml": None},
    ),
    _accepted("pass-second-paper", "e/bai-so-2.md", PAPER),
    _accepted("pass-picture", "e/bai/hinh-1.png", picture("PNG")),
    _accepted("pass-photograph", "e/bai/hinh-1.jpeg", picture("JPEG")),
    _accepted("pass-drawing", "e/bai/ve.svg", svg("<path d='M0 0h9'/>")),
    _accepted("pass-word-file-as-received", "e/bai/original.docx", b"PK\x03\x04"),
    _accepted("pass-foreword", "e/foreword.md", "---\ntitle: Lời nói đầu\n---\n\nKính thưa các đồng chí.\n"),
    _accepted("near-name-that-begins-like-a-reserved-one", "e/con-nguoi.md", PAPER),
    _accepted("near-name-of-a-hundred-bytes", f"e/{'a' * 97}.md", PAPER),
    _accepted("near-capital-suffix", "e/bai/Hinh-1.PNG", picture("PNG")),
    _accepted(
        "near-drawing-from-a-drawing-program",
        "e/bai/ve.svg",
        svg("<metadata/><inkscape:grid xmlns:inkscape='http://www.inkscape.org/x'/><path d='M0 0h9'/>"),
    ),
)

ACTIVE_DRAWINGS = (
    _drawing("fail-drawing-with-script", "<script>alert(1)</script>"),
    _drawing("fail-drawing-with-handler", "<rect width='1' height='1'/>", attributes="onload='alert(1)'"),
    _drawing("fail-drawing-with-foreign-object", "<foreignObject/>"),
    _drawing("fail-drawing-with-remote-image", "<use href='https://example.org/a.svg#x'/>"),
    _drawing("fail-drawing-with-remote-style", "<style>@import 'https://example.org/a.css';</style>"),
    _drawing("fail-drawing-with-remote-fill", "<rect fill='url(https://example.org/a)'/>"),
    _drawing("pass-drawing-that-uses-its-own-parts", "<defs><path id='a' d='M0 0h9'/></defs><use href='#a'/>"),
    _drawing("near-drawing-with-own-fill", "<style>rect { fill: url(#a); }</style><rect fill='url(#a)'/>"),
    FileCase(
        code="KY902",
        name="fail-drawing-with-entities",
        expected=("e/bai/ve.svg:KY902:0",),
        files={"e/bai/ve.svg": f"<!DOCTYPE svg [<!ENTITY a 'a'>]>{svg('<text>&a;</text>')}"},
    ),
)

TOO_LARGE = (
    FileCase(
        code="KY904",
        name="fail-picture-of-many-bytes",
        expected=("e/bai/hinh.png:KY904:0",),
        files={"e/bai/hinh.png": picture("PNG") + bytes(5000)},
        event=LIMITS,
    ),
    FileCase(
        code="KY904",
        name="fail-picture-of-many-dots",
        expected=("e/bai/hinh.png:KY904:0",),
        files={"e/bai/hinh.png": picture("PNG", 101, 100)},
        event=LIMITS,
    ),
    FileCase(
        code="KY904",
        name="fail-picture-that-unpacks-to-gigabytes",
        expected=("e/bai/hinh.png:KY904:0",),
        files={"e/bai/hinh.png": bomb(60_000, 60_000)},
    ),
    FileCase(
        code="KY904",
        name="fail-drawing-of-many-parts",
        expected=("e/bai/ve.svg:KY904:0",),
        files={"e/bai/ve.svg": svg("<g/>" * 5)},
        event=LIMITS,
    ),
    FileCase(
        code="KY904",
        name="fail-drawing-that-repeats-itself",
        expected=("e/bai/ve.svg:KY904:0",),
        files={"e/bai/ve.svg": svg("<g id='a'/>" + "<use href='#a'/>" * 3)},
        event=LIMITS,
    ),
    FileCase(
        code="KY904",
        name="fail-drawing-whose-parts-repeat-each-other",
        expected=("e/bai/ve.svg:KY904:0",),
        files={"e/bai/ve.svg": svg("<g id='a'><use href='#b'/><use href='#b'/></g><g id='b'/><use href='#a'/>")},
    ),
    FileCase(
        code="KY504",
        name="near-figure-that-was-refused",
        expected=("e/bai/hinh.png:KY901:0",),
        files={"e/bai/hinh.png": "x", "e/bai.md": f'{PAPER}\n![Sơ đồ](bai/hinh.png "Hình 1. Sơ đồ")\n'},
    ),
    FileCase(code="KY904", name="pass-picture", files={"e/bai/hinh.png": picture("PNG")}, event=LIMITS),
    FileCase(
        code="KY904",
        name="near-as-many-dots-as-allowed",
        files={"e/bai/hinh.png": picture("PNG", 100, 100)},
        event=LIMITS,
    ),
    FileCase(code="KY904", name="near-as-many-parts-as-allowed", files={"e/bai/ve.svg": svg("<g/>" * 4)}, event=LIMITS),
)

UNSAFE_YAML = (
    FileCase(
        code="KY905",
        name="fail-alias-in-the-plan",
        expected=("e/event.yml:KY905:2", "e/bai.md:KY991:0"),
        files={"e/event.yml": "kind: Hội thảo\nlevel: &a Cấp trường\ntitle: *a\n"},
    ),
    FileCase(
        code="KY905",
        name="fail-field-of-the-guideline-twice",
        expected=("guideline.yml:KY905:2",),
        files={
            "guideline.yml": "min_words: 5\nmin_words: 6\n",
            "e/bai.md": PAPER.replace("\n\n", f"\n\n{'chữ ' * 300}"),
        },
    ),
    FileCase(
        code="KY905",
        name="fail-tag-in-the-register-of-documents",
        expected=("documents.yml:KY905:1",),
        files={"documents.yml": "- !!python/name:os.system {id: a}\n"},
    ),
)

NOT_CHECKED = (
    FileCase(
        code="KY991",
        name="fail-plan-with-a-yaml-fault",
        expected=("e/event.yml:KY101:1", "e/bai.md:KY991:0"),
        files={"e/event.yml": "title: Đổi mới: phương pháp\n"},
    ),
    FileCase(
        code="KY991",
        name="fail-plan-that-lacks-a-field",
        expected=("e/event.yml:KY102:4", "e/bai.md:KY991:0"),
        event={"organizer": None},
    ),
    FileCase(
        code="KY991",
        name="fail-plan-with-a-wrong-type",
        expected=("e/event.yml:KY103:5", "e/bai.md:KY991:0"),
        event={"plan": "Kế hoạch số 1"},
    ),
    FileCase(
        code="KY991",
        name="near-plan-with-a-date-that-is-none",
        expected=("e/event.yml:KY103:13",),
        event={"date": {"start": "2021-02-30T08:00"}},
    ),
    FileCase(
        code="KY991",
        name="fail-every-paper-of-the-seminar",
        expected=("e/event.yml:KY901:0", "e/bai.md:KY991:0", "e/bai-hai.md:KY991:0"),
        files={"e/event.yml": None, "e/bai-hai.md": PAPER},
    ),
    FileCase(code="KY991", name="pass-plan-that-can-be-read"),
    FileCase(
        code="KY991",
        name="pass-plan-with-a-wrong-unit",
        expected=("e/event.yml:KY105:0",),
        event={"organizer": "truong-z"},
    ),
    FileCase(code="KY991", name="pass-seminar-without-papers", files={"e/bai.md": None}),
    FileCase(
        code="KY991",
        name="near-unreadable-paper-of-an-unreadable-seminar",
        expected=("e/event.yml:KY901:0", "e/bai.md:KY101:1"),
        files={"e/event.yml": None, "e/bai.md": "Không có phần đầu bài.\n"},
    ),
    FileCase(
        code="KY991",
        name="near-other-seminar-unreadable",
        expected=("e-2/event.yml:KY901:0",),
        files={"e-2/foreword.md": "---\ntitle: Lời nói đầu\n---\n"},
    ),
)

FILE_CASES = (*UNREADABLE, *TWICE, *MISPLACED, *ACTIVE_DRAWINGS, *TOO_LARGE, *UNSAFE_YAML, *NOT_CHECKED)
