"""Reading beside the event loop: a blocking iterator, run in a thread of its own, handed over item by item."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Feed(Generic[T]):
    """An async iterator over blocking `items`, at most `ahead` of them read before they are asked for.

    Of those that have been read the one of least `weight` comes first; without weights, and among equals, they come in
    order. Several tasks may iterate over one feed; each item goes to one of them. An error of the iterator is raised to
    all, after the items before it. The thread is a daemon: a read that never returns, from a terminal or a pipe, does
    not keep the program alive.
    """

    def __init__(self, items: Iterable[T], *, ahead: int, weight: Callable[[T], float] | None = None) -> None:
        self._items = items
        self._weight = weight
        self._places = threading.Semaphore(ahead)
        self._refill = (ahead + 1) // 2
        self._taken = 0
        self._closed = False
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.PriorityQueue[tuple[float, int, tuple[T] | BaseException | None]] = asyncio.PriorityQueue()
        self._thread = threading.Thread(target=self._read, name="summarizer-reading", daemon=True)

    async def __aenter__(self) -> Self:
        self._thread.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._closed = True
        self._places.release()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        place = await self._queue.get()
        got = place[2]
        if isinstance(got, tuple):
            self._taken += 1
            if self._taken == self._refill:  # many at a time: two threads that work at once keep changing places
                self._places.release(self._taken)
                self._taken = 0
            return got[0]
        self._queue.put_nowait(place)  # the end is the end for every task
        if got is None:
            raise StopAsyncIteration
        raise got

    def put_back(self, item: T) -> None:
        """Hand out `item` again, unless a lighter one has been read meanwhile."""
        self._queue.put_nowait((self._weighed(item), -1, (item,)))

    def _weighed(self, item: T) -> float:
        return self._weight(item) if self._weight else 0.0

    def _read(self) -> None:
        try:
            for serial, item in enumerate(self._items):
                # The first goes out without delay: it may set something going, and be put back.
                weight = self._weighed(item) if serial else 0.0
                self._places.acquire()
                if self._closed:
                    return
                self._hand_over(weight, serial, (item,))
        except Exception as error:
            self._hand_over(math.inf, 0, error)
        else:
            self._hand_over(math.inf, 0, None)

    def _hand_over(self, weight: float, serial: int, got: tuple[T] | BaseException | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._queue.put_nowait, (weight, serial, got))
        except RuntimeError:  # the loop has ended, and nobody is waiting any more
            self._closed = True
