"""The shards of a worker share its places, and the next is asked for in time, and not before."""

from __future__ import annotations

import asyncio

from summarizer.running.ray_engine.turns import ShardTurns, Turns
from summarizer.schema import Article
from tests.running.samples import article, in_loop


async def read(turns: ShardTurns, count: int) -> list[Article]:
    """The articles of a shard, all of them read, in a thread of its own as in a run."""
    found = await asyncio.to_thread(lambda: list(turns.counted([article(str(number)) for number in range(count)])))
    await settled()
    return found


async def settled() -> None:
    """Whatever can go on has gone on."""
    for _ in range(8):
        await asyncio.sleep(0)


class Places:
    """Articles of a test, each under way until it is told to end."""

    def __init__(self) -> None:
        self.under_way: dict[str, asyncio.Event] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    def begin(self, turns: ShardTurns, *names: str) -> None:
        for name in names:
            self.tasks.add(asyncio.create_task(self._article(turns, name)))

    async def _article(self, turns: ShardTurns, name: str) -> None:
        async with turns:
            self.under_way[name] = asyncio.Event()
            await self.under_way[name].wait()
            del self.under_way[name]

    async def end(self, name: str) -> None:
        self.under_way[name].set()
        await settled()


@in_loop
async def test_a_place_that_one_shard_leaves_is_taken_by_the_next_and_there_are_never_more() -> None:
    turns, places = Turns(2), Places()
    with turns.shard(lambda: None) as first, turns.shard(lambda: None) as second:
        places.begin(first, "a", "b")
        await settled()
        places.begin(second, "c", "d")
        await settled()
        assert set(places.under_way) == {"a", "b"}
        await places.end("a")
        assert set(places.under_way) == {"b", "c"}
        await places.end("b")
        assert set(places.under_way) == {"c", "d"}
        await places.end("c")
        await places.end("d")
        assert not places.under_way
    await asyncio.gather(*places.tasks)


@in_loop
async def test_there_is_room_once_all_is_read_and_no_more_waits_than_there_are_places() -> None:
    turns, places, told = Turns(2), Places(), list[str]()
    with turns.shard(lambda: told.append("first")) as first:
        await read(first, 5)
        assert told == []
        places.begin(first, "a", "b")
        await settled()
        assert told == []
        places.begin(first, "c")
        await places.end("a")
        assert told == ["first"]
        with turns.shard(lambda: told.append("second")) as second:
            await places.end("b")
            await places.end("c")
            assert told == ["first"]  # the second one is not read yet
            await read(second, 1)
            assert told == ["first"]  # three wait
            places.begin(second, "d")
            await settled()
            assert told == ["first", "second"]
            await places.end("d")
    await asyncio.gather(*places.tasks)


@in_loop
async def test_what_a_shard_leaves_undone_keeps_nobody_waiting() -> None:
    turns, told = Turns(1), list[str]()
    with turns.shard(lambda: told.append("second")) as second:
        with turns.shard(lambda: told.append("first")) as first:
            await read(first, 5)
            await read(second, 1)
            assert told == []
        assert told == ["second"]
