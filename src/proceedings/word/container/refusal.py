"""Why a manuscript is refused."""

from __future__ import annotations

from proceedings.model.errors import ProceedingsError


class RefusedError(ProceedingsError):
    """The received file is not taken in.

    Attributes
    ----------
    code
        The rule it breaks: KY901 (no ordinary .docx), KY902 (active content), KY904 (too large); "" where none has it.
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(f"{code}: {message}" if code else message, hint)
        self.code = code
