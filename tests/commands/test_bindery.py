"""Work done in a copy of the process: its outcome comes back, its troubles too."""

from __future__ import annotations

import os

import pytest

from proceedings.commands.bindery import beside
from proceedings.model.errors import ProceedingsError


def test_the_outcome_comes_back():
    assert beside(lambda: ("một", "hai"))() == ("một", "hai")


def test_both_work_at_the_same_time():
    reader, writer = os.pipe()

    def wait_for_a_word() -> tuple[str, ...]:
        return (os.read(reader, 10).decode(),)

    waiting = beside(wait_for_a_word)
    os.write(writer, b"xong")
    assert waiting() == ("xong",)
    os.close(reader)
    os.close(writer)


def test_what_it_raises_is_raised_where_it_is_waited_for():
    def wrong() -> tuple[str, ...]:
        raise ProceedingsError("Bản in sai.", "Sửa rồi dựng lại.")

    with pytest.raises(ProceedingsError) as caught:
        beside(wrong)()
    assert (caught.value.message, caught.value.hint) == ("Bản in sai.", "Sửa rồi dựng lại.")


def test_a_full_disk_is_told_as_one():
    def full() -> tuple[str, ...]:
        raise OSError(28, "No space left on device", "ruot.pdf")

    with pytest.raises(OSError) as caught:
        beside(full)()
    assert (caught.value.errno, caught.value.filename) == (28, "ruot.pdf")


def test_a_fault_of_ours_is_named():
    def broken() -> tuple[str, ...]:
        return (str(1 // 0),)

    with pytest.raises(ProceedingsError, match="ZeroDivisionError"):
        beside(broken)()


def test_a_process_that_is_ended_is_told_of():
    def ended() -> tuple[str, ...]:
        os._exit(1)

    with pytest.raises(ProceedingsError, match="tiến trình bị ngừng"):
        beside(ended)()


def test_where_no_process_can_be_copied_the_work_is_done_when_it_is_waited_for(monkeypatch):
    monkeypatch.delattr(os, "fork")
    done: list[str] = []

    def work() -> tuple[str, ...]:
        done.append("đã làm")
        return ("xong",)

    wait = beside(work)
    assert not done
    assert wait() == ("xong",)
