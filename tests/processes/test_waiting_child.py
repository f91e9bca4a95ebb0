"""Work done in a copy of the process: its outcome comes back, its troubles too."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from proceedings.model.errors import ProceedingsError
from proceedings.processes.waiting_child import WaitingChild


def test_the_outcome_comes_back():
    child = WaitingChild("bản in", lambda: ("một", "hai"))
    child.hand_over()
    assert child.wait() == ("một", "hai")


def test_arguments_are_handed_over_after_the_copy_was_made():
    child = WaitingChild("bản in", lambda first, second: (second, first))
    child.hand_over("a" * 1_000_000, "b")
    assert child.wait() == ("b", "a" * 1_000_000)


def test_two_copies_get_their_own_arguments_and_do_not_wait_for_each_other():
    first, second = WaitingChild("bìa", lambda word: word), WaitingChild("ruột", lambda word: word)
    first.hand_over("một")
    assert first.wait() == "một"  # the second copy holds the first one's pipe open, and is still waiting
    second.hand_over("hai")
    assert second.wait() == "hai"


def test_both_work_at_the_same_time():
    reader, writer = os.pipe()
    child = WaitingChild("bản in", lambda: os.read(reader, 10).decode())
    child.hand_over()
    os.write(writer, b"xong")
    assert child.wait() == "xong"
    os.close(reader)
    os.close(writer)


def test_what_it_raises_is_raised_where_it_is_waited_for():
    def wrong() -> None:
        raise ProceedingsError("Bản in sai.", "Sửa rồi dựng lại.")

    child = WaitingChild("bản in", wrong)
    child.hand_over()
    with pytest.raises(ProceedingsError) as caught:
        child.wait()
    assert (caught.value.message, caught.value.hint) == ("Bản in sai.", "Sửa rồi dựng lại.")


def test_a_full_disk_is_told_as_one():
    def full() -> None:
        raise OSError(28, "No space left on device", "ruot.pdf")

    child = WaitingChild("bản in", full)
    child.hand_over()
    with pytest.raises(OSError) as caught:
        child.wait()
    assert (caught.value.errno, caught.value.filename) == (28, "ruot.pdf")


def test_a_fault_of_ours_is_named():
    child = WaitingChild("bản in", lambda: 1 // 0)
    child.hand_over()
    with pytest.raises(ProceedingsError, match=r"^Không làm được bản in \(ZeroDivisionError: "):
        child.wait()


def test_a_process_that_is_ended_is_told_of():
    child = WaitingChild("bản in", lambda: os._exit(1))
    child.hand_over()
    with pytest.raises(ProceedingsError, match="^Không làm được bản in: tiến trình bị ngừng"):
        child.wait()


def test_a_process_that_is_ended_before_it_has_work_is_told_of():
    before = set(multiprocessing.active_children())
    child = WaitingChild("bản in", lambda text: text)
    (process,) = set(multiprocessing.active_children()) - before
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    child.hand_over("a" * 1_000_000)
    with pytest.raises(ProceedingsError, match="tiến trình bị ngừng"):
        child.wait()


@pytest.mark.parametrize("working", [True, False], ids=["at work", "waiting"])
def test_it_ends_with_its_parent(working: bool):
    reader, writer = multiprocessing.get_context("fork").Pipe(duplex=False)
    parent = multiprocessing.get_context("fork").Process(target=_has_a_child, args=(writer, working))
    parent.start()
    child = reader.recv()
    parent.terminate()
    parent.join()
    writer.close()
    with pytest.raises(EOFError):  # whoever held the other end has ended
        reader.recv()
    assert child != parent.pid


def _has_a_child(writer, working: bool) -> None:
    """Start a child, say which, and wait; on SIGTERM end as the pool's children do."""
    from pebble.common.process import process_exit

    signal.signal(signal.SIGTERM, process_exit)
    child = WaitingChild("bản in", lambda: time.sleep(3000))
    if working:
        child.hand_over()
    writer.send(multiprocessing.active_children()[0].pid)
    time.sleep(3000)


def test_where_no_process_can_be_copied_the_work_is_done_when_it_is_waited_for(monkeypatch):
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    done: list[str] = []
    child = WaitingChild("bản in", done.append)
    child.hand_over("đã làm")
    assert not done
    child.wait()
    assert done == ["đã làm"]
