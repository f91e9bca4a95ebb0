"""Trees for reading: one event beside another, so that faults of one can be seen to stay there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

MakeTree = Callable[..., Path]

UNITS = """\
- {id: truong-a, name: Trường Chính trị tỉnh A, short: TCT A, kind: school}
- {id: truong-b, name: Trường Chính trị tỉnh B, short: TCT B, kind: school}
"""
DOCUMENTS = "- {id: kl-14, kind: Kết luận, number: 14-KL/TW, issuer: Bộ Chính trị, date: 2021-09-22}\n"
EVENT = """\
kind: Hội thảo khoa học
level: Cấp trường
title: Đổi mới phương pháp giảng dạy
organizer: truong-a
plan:
  kind: Kế hoạch
  subject: Tổ chức hội thảo khoa học
  signer: {name: Nguyễn Văn A}
date: {start: "2021-10-29T08:00"}
banner: [HỘI THẢO KHOA HỌC]
topics:
  - {number: "1", title: Cơ sở lý luận}
volume: {title: KỶ YẾU}
"""
PAPER = "---\ntitle: Một bài viết\nauthors: [{name: Nguyễn Văn A, unit: truong-a}]\n---\n\nChữ.\n"


@pytest.fixture
def make_two(tmp_path: Path) -> MakeTree:
    """Return a function that writes two right events, `mot` (papers a, b) and `hai` (paper c), with changes."""

    def make(changes: dict[str, str | bytes | None] | None = None) -> Path:
        files: dict[str, str | bytes | None] = {
            "guideline.yml": "pages: {max: 5}\nmin_words: 7\n",
            "units.yml": UNITS,
            "documents.yml": DOCUMENTS,
            "mot/event.yml": EVENT,
            "mot/a.md": PAPER,
            "mot/b.md": PAPER,
            "hai/event.yml": EVENT,
            "hai/c.md": PAPER,
        }
        for name, content in (files | (changes or {})).items():
            if content is not None:
                path = tmp_path / "papers" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return make


@pytest.fixture
def paper_text() -> str:
    return PAPER


@pytest.fixture
def event_text() -> str:
    return EVENT
