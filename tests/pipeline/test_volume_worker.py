"""Work done in a copy of the process: its outcome comes back, its troubles too."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable

import pytest

from proceedings.model.errors import ProceedingsError
from proceedings.pipeline.volume_worker import beside


def asked(work: Callable[..., tuple[str, ...]], *arguments: object) -> Callable[[], tuple[str, ...]]:
    """Have some work done beside this process; return what waits for its outcome."""
    hand_over, wait = beside(work)
    hand_over(pickle.dumps(arguments))
    return wait


def test_the_outcome_comes_back():
    assert asked(lambda: ("một", "hai"))() == ("một", "hai")


def test_arguments_are_handed_over_after_the_copy_was_made():
    hand_over, wait = beside(lambda first, second: (second, first))
    hand_over(pickle.dumps(("a" * 1_000_000, "b")))
    assert wait() == ("b", "a" * 1_000_000)


def test_two_copies_get_their_own_arguments_and_do_not_wait_for_each_other():
    first, first_done = beside(lambda word: (word,))
    second, second_done = beside(lambda word: (word,))
    first(pickle.dumps(("một",)))
    assert first_done() == ("một",)  # the second copy holds the first one's pipe open, and is still waiting
    second(pickle.dumps(("hai",)))
    assert second_done() == ("hai",)


def test_both_work_at_the_same_time():
    reader, writer = os.pipe()

    def wait_for_a_word() -> tuple[str, ...]:
        return (os.read(reader, 10).decode(),)

    waiting = asked(wait_for_a_word)
    os.write(writer, b"xong")
    assert waiting() == ("xong",)
    os.close(reader)
    os.close(writer)


def test_what_it_raises_is_raised_where_it_is_waited_for():
    def wrong() -> tuple[str, ...]:
        raise ProceedingsError("Bản in sai.", "Sửa rồi dựng lại.")

    with pytest.raises(ProceedingsError) as caught:
        asked(wrong)()
    assert (caught.value.message, caught.value.hint) == ("Bản in sai.", "Sửa rồi dựng lại.")


def test_a_full_disk_is_told_as_one():
    def full() -> tuple[str, ...]:
        raise OSError(28, "No space left on device", "ruot.pdf")

    with pytest.raises(OSError) as caught:
        asked(full)()
    assert (caught.value.errno, caught.value.filename) == (28, "ruot.pdf")


def test_a_fault_of_ours_is_named():
    def broken() -> tuple[str, ...]:
        return (str(1 // 0),)

    with pytest.raises(ProceedingsError, match="ZeroDivisionError"):
        asked(broken)()


def test_a_process_that_is_ended_is_told_of():
    def ended() -> tuple[str, ...]:
        os._exit(1)

    with pytest.raises(ProceedingsError, match="tiến trình bị ngừng"):
        asked(ended)()


def test_where_no_process_can_be_copied_the_work_is_done_when_it_is_waited_for(monkeypatch):
    monkeypatch.delattr(os, "fork")
    done: list[str] = []

    def work() -> tuple[str, ...]:
        done.append("đã làm")
        return ("xong",)

    wait = asked(work)
    assert not done
    assert wait() == ("xong",)
