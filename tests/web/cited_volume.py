"""A small volume for the tests of citations, metadata and paper pages; each paper has two pages, nothing is drawn."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

from book.bound import FOLDER

from proceedings.checking.check import check
from proceedings.listing.volume_order import VolumeEntry
from proceedings.model.paper import Paper
from proceedings.model.proceedings import Proceedings
from proceedings.model.typeset import Typeset
from proceedings.pipeline.build_context import Build, content
from proceedings.reading.load import read
from proceedings.reading.markup import render
from proceedings.web.content import Content

ADDRESS = "https://example.org/ky-yeu/"
MakeTree = Callable[..., Path]
PUBLISHER = (
    "volume:\n  title: KỶ YẾU HỘI THẢO KHOA HỌC\n  imprint: publisher\n  publisher: {name: Nhà xuất bản A, "
    "isbn: 978-604-57-4212-9, registration: 1-2021/CXBIPH/1-1, decision: 1-QĐ/NXB, deposit: quý IV năm 2021}"
)


def paper(title: str, authors: str = "{name: Nguyễn Văn An, unit: truong-a}", more: str = "", text: str = "") -> str:
    """Return the file of a paper; `authors` are entries of the list, parted by a blank and a semicolon."""
    listed = "".join(f"  - {author}\n" for author in authors.split("; "))
    body = text or "## Mở đầu\n\nBài viết này có đủ các phần và dùng chữ Việt thường gặp trong văn bản của nhà trường."
    topic = "" if "topic:" in more else 'topic: "1"\n'
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'---\ntitle: "{quoted}"\nauthors:\n{listed}{topic}received: 2021-10-20\n{more}---\n\n{body}\n'


def volume(
    make_tree: MakeTree,
    papers: Mapping[str, str],
    more: Mapping[str, str] | None = None,
    *,
    with_pdf: bool = True,
    drafts: bool = False,
    address: str = ADDRESS,
) -> Content:
    """Return what a site is made from: these papers of the usual seminar; `more` are other files of its tree."""
    usual = {f"{FOLDER}/bai-mot.md": None, f"{FOLDER}/bai-hai.md": None}
    root = make_tree(usual | {f"{FOLDER}/{name}.md": text for name, text in papers.items()} | dict(more or {}))
    reading = read(root)
    layouts: dict[str, Typeset] = {}

    def lay_out(_: Proceedings, given: tuple[Paper, ...], __: object) -> Mapping[str, Typeset]:
        for one in given:
            body = render(one.text, one.text_line, one.slug)
            layouts[one.path] = Typeset(body=body, pages=2, lines_over=0, foreign={}, pdf=b"")
        return layouts

    today = datetime.date(2021, 10, 20)
    report = check(reading, lay_out, today)
    build = Build(root=root, as_of=today, proceedings=reading.proceedings, layouts=layouts, report=report)
    return content(build, with_pdf=with_pdf, drafts=drafts, address=address)


def listed(found: Content, slug: str) -> VolumeEntry:
    """Return a paper of a volume by its slug."""
    papers = (entry for order in found.volumes.values() for entry in order.entries)
    return next(one for one in papers if one.paper.slug == slug)
