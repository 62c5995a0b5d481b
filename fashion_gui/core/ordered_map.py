"""A function applied to any number of things by several threads, answers in the order of the things."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from fashion_gui.core.processors import processors

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


def ordered_map(
    function: Callable[[Thing], Answer], things: Iterable[Thing], *, workers: int = 0, ahead: int = 4
) -> Iterator[Answer]:
    """Yield `function(thing)` for each thing, in order, computed by `workers` threads, or one a processor.

    `things` is drawn from only as far as needed: at most `workers * ahead` are under way at any time, so
    memory stays constant. Closing the iterator drops what has not begun and waits for what has.
    """
    workers = workers or processors()
    under_way: deque[Future[Answer]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for thing in things:
                under_way.append(pool.submit(function, thing))
                while under_way and (under_way[0].done() or len(under_way) >= workers * ahead):
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()
