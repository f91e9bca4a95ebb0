"""A paper: its front matter, its text and its figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

SELF_CHOSEN = "khac"
"""The topic number of a paper whose author chose the topic."""


def topic_label(number: str, title: str) -> str:
    """Return how a topic is listed: "1.2.c. Đổi mới …"; the self-chosen ones have no number of their own."""
    return title if number == SELF_CHOSEN else f"{number}. {title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    name: Annotated[str, "Họ và tên, không kèm học vị, chức danh"]
    unit: Annotated[str, "Mã đơn vị (units.yml)"]
    degree: Annotated[str | None, "Học hàm, học vị: ThS., TS., PGS.TS."] = None
    position: Annotated[str | None, "Chức vụ, chức danh"] = None
    sort_as: Annotated[str | None, "Tên dùng để xếp thứ tự khi khác thông lệ"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSubject:
    """The model (mô hình, điển hình) that a paper of kind `model` describes."""

    name: Annotated[str | None, "Tên mô hình, điển hình"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    by: str
    on: date
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An editor's decision to let a finding pass."""

    code: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The metadata at the head of a paper."""

    title: Annotated[str, "Tên bài"]
    authors: tuple[Author, ...]
    topic: Annotated[str | None, "Số chủ đề trong danh mục của sự kiện, hoặc khac"] = None
    topic_title: Annotated[str | None, "Tên chủ đề tự chọn (khi topic là khac)"] = None
    kind: Annotated[Literal["article", "model"], "article: bài thường; model: bài về mô hình, điển hình"] = "article"
    model: ModelSubject | None = None
    sample: Annotated[bool, "Bài minh họa, tác giả giả định"] = False
    abstract: Annotated[str | None, "Tóm tắt"] = None
    keywords: Annotated[tuple[str, ...], "Từ khóa"] = ()
    received: Annotated[date | None, "Ngày nhận bài"] = None
    status: Annotated[Literal["accepted", "draft", "withdrawn"], "accepted: đã nhận; draft: nháp; withdrawn: rút"] = (
        "accepted"
    )
    review: Review | None = None
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A file of the paper's own folder; `name` is relative to the event's folder, as the text writes it."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper of one event.

    `path` is relative to the content root; `text` is the body, composed (NFC), lines ended by newline;
    `text_line` is the line of the file that the body starts on; `lines` gives the line of each front matter field,
    lists by index ("authors.0.name"). `refused_figures` are files of its folder that are there but not accepted.
    `decomposed_lines` are the lines of the file whose letters were not composed (NFC); `original` is the SHA-256 of
    the Word file as received, which lies beside the figures as original.docx.
    """

    event: str
    slug: str
    path: str
    front: FrontMatter
    text: str = field(repr=False)
    text_line: int
    lines: dict[str, int] = field(repr=False, default_factory=dict)
    figures: tuple[Figure, ...] = ()
    refused_figures: tuple[str, ...] = ()
    decomposed_lines: tuple[int, ...] = ()
    original: str | None = None

    @property
    def figure_files(self) -> dict[str, bytes]:
        """Content of each figure by the name that its published text uses, that of the file."""
        return {figure.name.rpartition("/")[2]: figure.content for figure in self.figures}

    def line(self, field_name: str) -> int:
        """Return the line of a front matter field, of its parent where it is absent, at last of the file's head."""
        while field_name:
            if field_name in self.lines:
                return self.lines[field_name]
            field_name = field_name.rpartition(".")[0]
        return 1
