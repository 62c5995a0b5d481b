"""A box with one place: what is newest is in it, and who is slow misses things instead of falling behind."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Mailbox(Generic[Item]):
    """One thread puts, one takes.

    Attributes:
        dropped: how many items were replaced before anyone took them.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._filled = threading.Condition()
        self._item: Item | None = None

    def put(self, item: Item) -> bool:
        """Replace what is in the box; returns whether it was empty, so that the taker is told only once."""
        with self._filled:
            was_empty = self._item is None
            self.dropped += not was_empty
            self._item = item
            self._filled.notify()
        return was_empty

    def take(self) -> Item | None:
        """What is in the box, or None; the box is empty afterwards."""
        with self._filled:
            item, self._item = self._item, None
        return item

    def wait(self, seconds: float) -> Item | None:
        """As `take`, waiting up to `seconds` for something to come."""
        with self._filled:
            self._filled.wait_for(self._is_filled, seconds)
            item, self._item = self._item, None
        return item

    def _is_filled(self) -> bool:
        return self._item is not None
