"""A copy of this process that waits for its work: it begins small, before this process takes in what is large."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from proceedings.model.errors import ProceedingsError

Result = TypeVar("Result")


class WaitingChild(Generic[Result]):
    """A copy of this process that makes something (`what`) as soon as it is handed what that is made of.

    Where a process cannot be copied (Windows), the work is done when it is waited for. What the work raises is raised
    there too. The child ends with this process.
    """

    def __init__(self, what: str, work: Callable[..., Result]) -> None:
        self._what, self._work = what, work
        self._arguments: tuple[object, ...] = ()
        self._pipe: Connection | None = None
        if "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            self._pipe, there = context.Pipe()
            self._process = context.Process(target=_answer, args=(what, work, self._pipe, there), daemon=True)
            self._process.start()
            there.close()

    def hand_over(self, *arguments: object) -> None:
        """Give the child what it works on."""
        if self._pipe is None:
            self._arguments = arguments
            return
        with contextlib.suppress(OSError):  # that the child has died is reported where it is waited for
            self._pipe.send(arguments)

    def wait(self) -> Result:
        """Return what the work returns."""
        if self._pipe is None:
            return self._work(*self._arguments)
        with self._pipe:
            try:
                result, error = self._pipe.recv()
            except (EOFError, OSError):
                why = "tiến trình bị ngừng (thường do thiếu bộ nhớ)"
                result, error = None, ProceedingsError(f"Không làm được {self._what}: {why}.")
        self._process.join()
        if error:
            raise error
        return result  # type: ignore[no-any-return]


def _answer(what: str, work: Callable[..., object], here: Connection, there: Connection) -> None:
    here.close()
    with contextlib.suppress(EOFError):  # nothing comes where the parent has died
        there.send(_outcome(what, work, there.recv()))


def _outcome(what: str, work: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[Any, Exception | None]:
    try:
        return work(*arguments), None
    except (ProceedingsError, OSError) as error:
        return None, error
    except BaseException as error:
        return None, ProceedingsError(f"Không làm được {what} ({type(error).__name__}: {error}).")
