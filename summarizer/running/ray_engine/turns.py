"""The places of a worker, which the shards it has open share: the next one fills those that the last one leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TypeVar

from summarizer.schema import Article

T = TypeVar("T")


class Turns:
    """Lets so many articles of all shards be under way at once, first come, first served.

    A worker has room for a further shard once all articles of those it has are read, and no more of them wait for a
    place than there are places: so the next is there before a place is empty, and nobody hoards what others could do.

    Args:
        places: Articles under way at once.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._free = asyncio.Semaphore(places)
        self._shards: list[ShardTurns] = []

    @contextmanager
    def shard(self, on_room: Callable[[], None]) -> Iterator[ShardTurns]:
        """The turns of a shard, which is open while the context is; `on_room` is called once, when there is room for a
        further one."""
        shard = ShardTurns(self, on_room)
        self._shards.append(shard)
        try:
            yield shard
        finally:
            self._shards.remove(shard)
            self.look()

    async def take(self) -> None:
        """Wait for a place."""
        await self._free.acquire()

    def give_back(self) -> None:
        """Leave it."""
        self._free.release()

    def look(self) -> None:
        """See whether there is room for a further shard."""
        if all(each.all_read for each in self._shards) and sum(each.waiting for each in self._shards) <= self._places:
            for each in self._shards:
                each.tell()


class ShardTurns:
    """Entered for every article of a shard: waits for a place, and leaves it."""

    def __init__(self, turns: Turns, on_room: Callable[[], None]) -> None:
        self._turns = turns
        self._on_room: Callable[[], None] | None = on_room
        self._loop = asyncio.get_running_loop()
        self._read = 0
        self._begun = 0
        self.all_read = False

    @property
    def waiting(self) -> int:
        """Articles that are read and not yet begun."""
        return self._read - self._begun

    def counted(self, articles: Iterable[T]) -> Iterator[T]:
        """`articles`, counted as they are read, in whatever thread does that."""
        for each in articles:
            if isinstance(each, Article):
                self._read += 1
            yield each
        self.all_read = True
        with suppress(RuntimeError):  # the loop has ended, and nobody wants to know
            self._loop.call_soon_threadsafe(self._turns.look)

    def tell(self) -> None:
        """Say, if that has not been said, that there is room."""
        if (on_room := self._on_room) is not None:
            self._on_room = None
            on_room()

    async def __aenter__(self) -> None:
        await self._turns.take()
        self._begun += 1
        self._turns.look()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._turns.give_back()
