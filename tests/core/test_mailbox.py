"""The newest is in the box, who is slow misses the rest, and is told once."""

from __future__ import annotations

import threading
import time

from fashion_gui.core.mailbox import Mailbox


def test_the_newest_takes_the_place_of_what_nobody_took() -> None:
    box: Mailbox[int] = Mailbox()
    assert box.take() is None
    assert [box.put(1), box.put(2), box.put(3)] == [True, False, False]
    assert (box.take(), box.take(), box.dropped) == (3, None, 2)
    assert box.put(4)


def test_waiting_ends_when_something_comes_and_when_nothing_does() -> None:
    box: Mailbox[str] = Mailbox()
    begun = time.monotonic()
    assert box.wait(0.05) is None
    assert time.monotonic() - begun >= 0.04
    threading.Timer(0.05, box.put, ("here",)).start()
    assert box.wait(20) == "here"


def test_a_slow_taker_sees_newer_and_newer_and_at_last_the_last() -> None:
    box: Mailbox[int] = Mailbox()
    count = 5000
    told = 0

    def deliver() -> None:
        nonlocal told
        for number in range(1, count + 1):
            told += box.put(number)

    giver = threading.Thread(target=deliver)
    giver.start()
    taken: list[int] = []
    while not taken or taken[-1] < count:
        item = box.wait(20)
        assert item is not None
        taken.append(item)
    giver.join()
    assert taken == sorted(set(taken))
    assert told == len(taken)
    assert box.dropped == count - len(taken)
