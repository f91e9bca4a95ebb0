"""A fault that preflight finds in a file for the print shop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PreflightFinding:
    """A fault of a file: on `page` (from 1), where it is one page's; `blocking` ones may not go to print."""

    code: str
    what: str
    page: int | None = None
    blocking: bool = True

    @property
    def message(self) -> str:
        return f"Trang {self.page}: {self.what}" if self.page else self.what
