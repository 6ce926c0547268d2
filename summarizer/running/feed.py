"""A blocking iterator in the event loop: read between two of its steps, or beside it in a thread."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")

TURN = 0.02
"""Seconds of reading in the loop until others have their turn. Item by item would take more of the processor: what
reads and what summarises drive each other out of its caches."""
STUCK = 0.25
"""Seconds that one item may take in the loop, counted from the second on: the first waits for what all of them need."""

_Place = tuple[float, int, tuple[T] | BaseException | None]
"""Weight, number in the order of reading, and the item in a tuple, or an error, or None for the end."""


class Feed(Generic[T]):
    """An async iterator over blocking `items`, at most `ahead` of them read before they are asked for.

    Of those that have been read the one of least `weight` comes first; without weights, and among equals, they come in
    order. Several tasks may iterate over one feed; each item goes to one of them. An error of the iterator is raised to
    all, after the items before it.

    With `aside`, items are read in a thread: for those that somebody has yet to make. Else they are read in the loop,
    between two of its steps, which takes less of the processor than two threads that take turns; a thread takes over
    from an item that was long in coming. The thread is a daemon: a read that never returns, from a terminal or a pipe,
    does not keep the program alive.
    """

    def __init__(
        self, items: Iterable[T], *, ahead: int, weight: Callable[[T], float] | None = None, aside: bool = True
    ) -> None:
        self._items = enumerate(items)
        self._weight = weight
        self._aside = aside
        self._places = threading.Semaphore(ahead)
        self._room = asyncio.Event()
        self._room.set()
        self._refill = (ahead + 1) // 2
        self._taken = 0
        self._closed = False
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.PriorityQueue[_Place[T]] = asyncio.PriorityQueue()
        self._thread = threading.Thread(target=self._read_aside, name="summarizer-reading", daemon=True)
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        if self._aside:
            self._thread.start()
        else:
            self._task = asyncio.create_task(self._read_between())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._closed = True
        self._places.release()
        if self._task:
            self._task.cancel()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        place = await self._queue.get()
        got = place[2]
        if isinstance(got, tuple):
            self._taken += 1
            if self._taken == self._refill:  # many at a time: two threads that work at once keep changing places
                self._places.release(self._taken)
                self._room.set()
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

    def _read(self) -> _Place[T]:
        try:
            for serial, item in self._items:
                # The first goes out without delay: it may set something going, and be put back.
                return self._weighed(item) if serial else 0.0, serial, (item,)
        except Exception as error:
            return math.inf, 0, error
        return math.inf, 0, None

    async def _read_between(self) -> None:
        while self._read_some():
            await asyncio.sleep(0)
            await self._room.wait()

    def _read_some(self) -> bool:
        """Read for one turn of the loop; False if no turn shall follow, as all has been read or a thread reads on."""
        begun = time.perf_counter()
        until = begun + TURN
        while begun < until:
            if not self._places.acquire(blocking=False):
                self._room.clear()
                break
            place = self._read()
            self._queue.put_nowait(place)
            if not isinstance(place[2], tuple):
                return False
            now = time.perf_counter()
            if place[1] and now - begun > STUCK:
                self._thread.start()
                return False
            begun = now
        return True

    def _read_aside(self) -> None:
        """Read to the end; runs in the thread."""
        while True:
            place = self._read()
            if isinstance(place[2], tuple):
                self._places.acquire()
            if self._closed:
                return
            self._hand_over(place)
            if not isinstance(place[2], tuple):
                return

    def _hand_over(self, place: _Place[T]) -> None:
        try:
            self._loop.call_soon_threadsafe(self._queue.put_nowait, place)
        except RuntimeError:  # the loop has ended, and nobody is waiting any more
            self._closed = True
