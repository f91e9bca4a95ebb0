"""The site's navigation, from the events and the hand-written pages that are there."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from proceedings.listing.volume_order import Group
from proceedings.text.letters import shorten
from proceedings.web.board.board import BOARDS, boards
from proceedings.web.content import Content
from proceedings.web.page import paper_path

Nav = list[dict[str, Any] | str]
# What a narrow column shows on two or three lines.
_LABEL_LETTERS = 56
# So many papers of an event go in one list; more are listed topic by topic.
_FLAT = 40


def navigation(content: Content, docs: Path) -> Nav:
    """Return the navigation as MkDocs takes it; the theme does not escape titles, so they are escaped here."""
    events: Nav = ["su-kien/index.md"]
    for event in content.latest_first:
        topics = content.volumes[event.id].groups
        papers: Nav = [f"{event.id}/muc-luc/index.md"]
        if sum(len(topic.entries) for topic in topics) > _FLAT:
            papers += [{html.escape(shorten(topic.title, _LABEL_LETTERS)): _papers(topic)} for topic in topics]
        else:
            papers += [paper for topic in topics for paper in _papers(topic)]
        year = _year(event.id)
        label = html.escape(f"{event.kind}{f' {year}' if year else ''}")
        call = {"Mời viết bài": f"{event.id}/moi-viet-bai/index.md"}
        events.append({label: [f"{event.id}/index.md", call, {"Kỷ yếu": papers}]})
    shown: Nav = [{html.escape(board.label): board.path} for board in boards(content)]
    events.append({"Ban biên tập": [BOARDS, *shown]})
    nav: Nav = [{"Trang chủ": "index.md"}, {"Tọa đàm, hội thảo": events}, {"Tra cứu": _indexes(docs)}]
    nav += [{title: parts} for title, parts in _hand_written(docs) if parts]
    return nav


def _papers(topic: Group) -> Nav:
    return [
        {html.escape(shorten(listed.paper.front.title, _LABEL_LETTERS)): paper_path(listed.paper)}
        for listed in topic.entries
    ]


def _year(event_id: str) -> str:
    """Return the year an event's folder name begins with, or nothing."""
    year = event_id.partition("-")[0]
    return year if len(year) == 4 and year.isdecimal() else ""


def _indexes(docs: Path) -> Nav:
    """Return the indexes; the hand-written pages of official documents are among them."""
    documents = sorted(path.relative_to(docs).as_posix() for path in (docs / "van-ban").glob("*.md"))
    documents.sort(key=lambda path: path != "van-ban/index.md")
    return [
        "tra-cuu/index.md",
        {"Tác giả": "tac-gia/index.md"},
        {"Trường, đơn vị": "truong/index.md"},
        {"Chủ đề": "chu-de/index.md"},
        {"Mô hình, điển hình": "mo-hinh/index.md"},
        *([{"Văn bản": [*documents]}] if documents else []),
        {"Theo năm": "nam/index.md"},
    ]


def _hand_written(docs: Path) -> list[tuple[str, Nav]]:
    def present(*paths: str) -> Nav:
        return [path for path in paths if (docs / path).is_file()]

    names = ("index", "tac-gia", "mau-word", "bien-tap", "nha-in")
    guides = present(*(f"huong-dan/{name}.md" for name in names))
    return [
        ("Tin tức", present("tin-tuc/index.md")),
        ("Hướng dẫn", [*guides, "quy-dinh/index.md", "quy-tac/index.md"]),
        ("Giới thiệu", present("gioi-thieu.md")),
    ]
