"""Trouble of the person who runs the program, as opposed to findings, which are the author's."""

from __future__ import annotations


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
