"""A sentence of an official paper, with the misprint it was printed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Text as it should read; `printed` keeps the original where that has a misprint."""

    SHORTHAND: ClassVar[str] = "text"

    text: Annotated[str, "Lời văn đúng"]
    printed: Annotated[str | None, "Nguyên văn bản gốc, nếu bản gốc in sai"] = None
    note: Annotated[str | None, "Ghi chú của biên tập"] = None

    def __str__(self) -> str:
        return self.text
