"""A seminar with everything a board shows, and words planted where only editors may read them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

from book.harness import ROOT, command
from book.seminar import DOCUMENTS, EVENT, FOLDER, GUIDELINE, UNITS

from proceedings.checking.check import check
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Typeset
from proceedings.pipeline.build_context import Build, content
from proceedings.reading.load import read
from proceedings.reading.markup import render
from proceedings.web.board.board import Board, board
from proceedings.web.content import Content

TODAY = datetime.date(2021, 10, 20)
FORMULA = "=1+1 và những phép cộng khác trong giảng dạy"
PLANTED = {
    "review": "cần viết lại phần Kín Một",
    "reviewer": "Hội đồng Kín Hai",
    "waiver": "chủ trì nể tình Kín Ba",
    "waived by": "Thư ký Kín Bốn",
    "draft's title": "Bản thảo Kín Năm chưa xong",
    "draft's author": "Trần Văn Sáu Kín",
    "withdrawn author": "Lê Thị Bảy Kín",
    "message": "muộn 3 ngày so với hạn nộp",
}
PLAN = EVENT.replace(
    "deadlines: {authors: 2021-10-25, schools: 2021-10-30}",
    "deadlines: {authors: 2021-10-15, schools: 2021-10-22}\nquotas:\n  default: {min: 3, max: 5}\n"
    "  units: [truong-a, truong-b]\n  exceptions: [{unit: truong-a, min: 1, max: 1}]",
)
TEXT = "\n## Mở đầu\n\nBài viết này có đủ các phần và dùng chữ Việt thường gặp trong các văn bản của nhà trường.\n"
LONG = TEXT + "".join(
    f"\nĐoạn thứ {number} của bài dài. {'Nhà trường đổi mới cách dạy. ' * 40}\n" for number in range(20)
)


def paper(title: str, author: str, unit: str, topic: str, received: str, more: str = "", text: str = TEXT) -> str:
    own = "topic_title: Chuyển đổi số\n" if topic == "khac" else ""
    return (
        f'---\ntitle: "{title}"\nauthors:\n  - {{name: {author}, unit: {unit}}}\ntopic: "{topic}"\n{own}'
        f"received: {received}\n{more}---\n{text}"
    )


_REVIEW = f"review: {{by: {PLANTED['reviewer']}, on: 2021-10-19, verdict: {PLANTED['review']}}}\n"
_WAIVER = f"waivers:\n  - {{code: KY201, reason: {PLANTED['waiver']}, by: {PLANTED['waived by']}, on: 2021-10-19}}\n"
PAPERS: dict[str, str | bytes | None] = {
    "papers/guideline.yml": GUIDELINE + "pages: {max: 5}\nseverity: {KY602: advice}\n",
    "papers/units.yml": UNITS,
    "papers/documents.yml": DOCUMENTS,
    f"{FOLDER}/event.yml": PLAN,
    f"{FOLDER}/bai-mot.md": paper("Một bài đúng quy định", "Nguyễn Văn A", "khoa-x", "1", "2021-10-20", _REVIEW),
    f"{FOLDER}/bai-hai.md": None,
    f"{FOLDER}/bai-muon.md": paper("Bài gửi sau hạn nộp", "Phạm Văn B", "truong-b", "2.a", "2021-10-25"),
    f"{FOLDER}/bai-dai.md": paper("Bài rất dài", "Nguyễn Văn A", "truong-a", "khac", "2021-10-20", _WAIVER, LONG),
    f"{FOLDER}/bai-cong-thuc.md": paper(FORMULA, "Phạm Văn B", "truong-b", "2.a", "2021-10-21"),
    f"{FOLDER}/bai-nhap.md": paper(
        PLANTED["draft's title"], PLANTED["draft's author"], "truong-b", "1", "2021-10-21", "status: draft\n"
    ),
    f"{FOLDER}/bai-rut.md": paper(
        "Bài đã rút khỏi tập", PLANTED["withdrawn author"], "truong-b", "2.đ", "2021-10-21", "status: withdrawn\n"
    ),
}


def lay_out(_: Proceedings, papers: tuple[Paper, ...]) -> dict[str, Typeset]:
    """Give a paper six pages where its text is long, else two: nothing is drawn."""
    return {paper.path: _typeset(paper) for paper in papers}


def _typeset(paper: Paper) -> Typeset:
    long = len(paper.text) > 2_000
    body = render(paper.text, paper.text_line, paper.slug)
    return Typeset(body=body, pages=6 if long else 2, lines_over=4 if long else 0, foreign={}, pdf=b"")


def content_of(root: Path, today: datetime.date = TODAY, *, preview: bool = False) -> Content:
    """Return what a site is made from, checked as the commands check it."""
    reading = read(root)
    layouts: dict[str, Typeset] = {}

    def typesetter(proceedings: Proceedings, papers: tuple[Paper, ...], _: object) -> Mapping[str, Typeset]:
        layouts.update(lay_out(proceedings, papers))
        return layouts

    report = check(reading, typesetter, today)
    build = Build(root=root, as_of=today, proceedings=reading.proceedings, layouts=layouts, report=report)
    return content(build, with_pdf=False, drafts=preview)


def board_of(root: Path, today: datetime.date = TODAY, *, preview: bool = False) -> Board:
    found = content_of(root, today, preview=preview)
    return board(found.proceedings.events[0], found)


def build_site(base: Path, plan: str) -> Path:
    """Build the site of the planted seminar and return its folder."""
    files = PAPERS | {
        f"{FOLDER}/event.yml": plan,
        "mkdocs.yml": f"INHERIT: {ROOT / 'mkdocs.yml'}\n",
        "docs/index.md": "# Kỷ yếu\n\n<!-- home -->\n",
        "docs/tin-tuc/index.md": "# Tin tức\n",
    }
    root = base / "tree"
    for name, text in files.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
    done = command("build", "--root", root, "--only", "site", "--out", base / "out", "--as-of", TODAY)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return base / "out" / "site"
