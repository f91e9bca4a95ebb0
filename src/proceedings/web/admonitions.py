"""Markdown's boxes (`!!! note`) with Vietnamese titles where their author gives none."""

from __future__ import annotations

import re

from markdown import Markdown  # type: ignore[import-untyped]  # the library has no types
from markdown.extensions.admonition import (  # type: ignore[import-untyped]  # the library has no types
    AdmonitionExtension,
    AdmonitionProcessor,
)

TITLES = {
    "note": "Ghi chú",
    "abstract": "Tóm tắt",
    "info": "Thông tin",
    "tip": "Mẹo",
    "success": "Đạt",
    "question": "Câu hỏi",
    "warning": "Lưu ý",
    "failure": "Không đạt",
    "danger": "Cảnh báo",
    "bug": "Lỗi",
    "example": "Ví dụ",
    "quote": "Trích dẫn",
}


class VietnameseTitles(AdmonitionProcessor):  # type: ignore[misc]  # the library has no types
    """Titles a box by its kind; a kind of one's own is "Ghi chú"."""

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        """Return the classes and the title, None for a box that wants none."""
        classes, title = super().get_class_and_title(match)
        if match.group(2) is None:
            title = TITLES.get(classes.split()[0], TITLES["note"])
        return classes, title


class VietnameseAdmonitions(AdmonitionExtension):  # type: ignore[misc]  # the library has no types
    """Python-Markdown's `admonition`, except for the titles."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Put our reader in the place of the stock one."""
        super().extendMarkdown(md)
        md.parser.blockprocessors.register(VietnameseTitles(md.parser), "admonition", 105)


def makeExtension(**settings: object) -> VietnameseAdmonitions:  # noqa: N802 - the library's name
    """Return the extension, as Python-Markdown asks for it."""
    return VietnameseAdmonitions(**settings)
