"""Errors of the person who runs the program, as opposed to findings, which are the author's."""

from __future__ import annotations

import errno


class ProceedingsError(Exception):
    """The command cannot go on.

    Attributes
    ----------
    message
        One sentence: what is wrong.
    hint
        One sentence: what to do; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message if not hint else f"{message} {hint}")
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[ProceedingsError], tuple[str, str]]:
        """Carry message and hint over from a child process."""
        return type(self), (self.message, self.hint)


_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "nơi này chỉ đọc được",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.EDQUOT: "hết chỗ trên đĩa",
    errno.ENOTDIR: "có phần trong đường dẫn không phải thư mục",
    errno.EISDIR: "đây là thư mục",
}


def reason(error: OSError) -> str:
    """Return what the system refused, in Vietnamese: "không có quyền: /a/b"."""
    what = _REASONS.get(error.errno or 0, f"máy báo lỗi số {error.errno}")
    return f"{what}: {error.filename}" if error.filename else what
