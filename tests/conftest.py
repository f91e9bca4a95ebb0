"""Content trees for tests: a small seminar that is right, to be broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from plans import EVENT

GUIDELINE = """\
pages: {max: 5}
min_words: 5
keywords: {number: {min: 1, max: 40}}
model_parts:
  - {name: mục tiêu}
  - {name: nội dung}
  - {name: cách thức, words: [cách làm]}
  - {name: kết quả}
  - {name: kinh nghiệm, words: [bài học]}
"""

UNITS = """\
- {id: truong-a, name: Trường Chính trị tỉnh A, short: TCT A, kind: school}
- {id: truong-b, name: Trường Chính trị tỉnh B, short: TCT B, kind: school}
- {id: khoa-x, name: Khoa X, short: Khoa X, kind: department, parent: truong-a}
"""

DOCUMENTS = """\
- {id: kl-14, kind: Kết luận, number: 14-KL/TW, issuer: Bộ Chính trị, date: 2021-09-22}
"""

PAPER = """\
---
title: Một bài viết đúng quy định
authors:
  - {name: Nguyễn Văn A, unit: truong-a}
topic: "1"
received: 2021-10-20
---

## Mở đầu

Bài viết này có đủ các phần và dùng chữ Việt thường gặp trong các văn bản của nhà trường.
"""

MakeTree = Callable[..., Path]
BUILD_OR_BROWSER = {("site",), ("browser",), ("book", "volume")}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what lies where whole builds are read and browsers run: `scripts/test.py --quick` leaves it out."""
    tests = Path(__file__).parent
    for item in items:
        place = item.path.relative_to(tests).parts
        if {place[:1], place[:2]} & BUILD_OR_BROWSER:
            item.add_marker("slow")


@pytest.fixture
def make_tree(tmp_path: Path) -> MakeTree:
    """Return a function that writes a content tree: files given by path replace or join those of a right one."""

    def make(files: dict[str, str | bytes | None] | None = None) -> Path:
        everything: dict[str, str | bytes | None] = {
            "papers/guideline.yml": GUIDELINE,
            "papers/units.yml": UNITS,
            "papers/documents.yml": DOCUMENTS,
            "papers/2021-hoi-thao/event.yml": EVENT,
            "papers/2021-hoi-thao/bai-mot.md": PAPER,
            "papers/2021-hoi-thao/bai-hai.md": PAPER.replace("truong-a", "truong-b").replace("Một bài", "Bài khác"),
        } | (files or {})
        for name, content in everything.items():
            if content is None:
                continue
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return make
