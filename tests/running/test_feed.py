"""A blocking iterator beside the event loop."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from summarizer.running import feed as feeds
from summarizer.running.feed import Feed
from tests.running.samples import in_loop


@in_loop
async def test_items_come_in_order() -> None:
    async with Feed(range(100), ahead=3) as feed:
        assert [item async for item in feed] == list(range(100))


@in_loop
async def test_several_tasks_share_the_items() -> None:
    async def take(feed: Feed[int]) -> list[int]:
        got = []
        async for item in feed:
            got.append(item)
            await asyncio.sleep(0)
        return got

    async with Feed(range(100), ahead=3) as feed:
        shares = await asyncio.gather(*(take(feed) for _ in range(4)))
    assert sorted(item for share in shares for item in share) == list(range(100))


@in_loop
async def test_reads_no_further_ahead_than_asked() -> None:
    read = 0

    def items() -> Iterator[int]:
        nonlocal read
        while read < 1000:
            read += 1
            yield read

    async with Feed(items(), ahead=5) as feed:
        await anext(feed)
        await asyncio.sleep(0.05)
        assert read <= 1 + 5 + 1  # taken, ahead, and the one in the thread's hand


@in_loop
async def test_the_loop_goes_on_while_reading_is_slow() -> None:
    def slow() -> Iterator[int]:
        time.sleep(0.2)
        yield 1

    async with Feed(slow(), ahead=1) as feed:
        got = asyncio.ensure_future(anext(feed))
        turns = 0
        while not got.done():
            await asyncio.sleep(0.01)
            turns += 1
    assert turns > 5


@in_loop
async def test_an_error_of_the_iterator_reaches_every_task() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("disk")

    async with Feed(broken(), ahead=1) as feed:
        assert await anext(feed) == 1
        for _ in range(2):
            with pytest.raises(OSError, match="disk"):
                await anext(feed)


@in_loop
async def test_leaving_early_ends_the_thread() -> None:
    async with Feed(iter(int, 1), ahead=2) as feed:
        await anext(feed)
    for _ in range(100):
        if not any(thread.name == "summarizer-reading" for thread in threading.enumerate()):
            return
        await asyncio.sleep(0.01)
    pytest.fail("the reading thread goes on")


@in_loop
async def test_the_lightest_of_what_has_been_read_comes_first_and_equals_in_order() -> None:
    async with Feed(["three", "six", "ten", "four", "a"], ahead=5, weight=len) as feed:
        first = await anext(feed)
        await asyncio.sleep(0.1)
        feed.put_back(first)
        assert [item async for item in feed] == ["a", "six", "ten", "four", "three"]


@in_loop
async def test_an_item_put_back_comes_again_before_its_equals() -> None:
    async with Feed([1, 2, 3], ahead=3) as feed:
        first = await anext(feed)
        await asyncio.sleep(0.05)
        feed.put_back(first)
        assert [item async for item in feed] == [1, 2, 3]


@in_loop
async def test_everything_is_read_with_places_for_few() -> None:
    for ahead in (1, 2, 3, 4):
        async with Feed(range(50), ahead=ahead) as feed:
            assert len([item async for item in feed]) == 50


@in_loop
async def test_the_first_item_is_not_weighed_before_it_is_handed_out() -> None:
    weighed: list[str] = []

    def weight(item: str) -> float:
        weighed.append(item)
        return len(item)

    async with Feed(["three", "six"], ahead=2, weight=weight) as feed:
        assert await anext(feed) == "three"
        assert "three" not in weighed
        await asyncio.sleep(0.05)  # in which the other is read
        feed.put_back("three")
        assert [item async for item in feed] == ["six", "three"]


def reading_threads() -> int:
    return sum(thread.name == "summarizer-reading" for thread in threading.enumerate())


@in_loop
async def test_quick_items_need_no_thread_and_are_read_no_further_ahead_than_asked() -> None:
    read = 0

    def items() -> Iterator[int]:
        nonlocal read
        while read < 100:
            read += 1
            yield read

    async with Feed(items(), ahead=3, aside=False) as feed:
        for item in range(1, 51):
            assert await anext(feed) == item
            assert not reading_threads()
        await asyncio.sleep(0.01)
        assert 50 < read <= 50 + 3 + 1
        assert [item async for item in feed] == list(range(51, 101))


@in_loop
async def test_without_a_thread_others_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "TURN", 0.001)
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def slow() -> Iterator[int]:
        for item in range(20):
            time.sleep(0.002)
            yield item

    task = asyncio.ensure_future(other())
    async with Feed(slow(), ahead=100, aside=False) as feed:
        assert [item async for item in feed] == list(range(20))
    task.cancel()
    assert turns >= 20


@in_loop
async def test_a_thread_takes_over_from_an_item_that_is_long_in_coming(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "STUCK", 0.02)

    def items() -> Iterator[int]:
        for item in range(100):
            if item == 50:
                time.sleep(0.05)
            if item == 60:
                time.sleep(0.2)
            yield item

    async with Feed(items(), ahead=3, aside=False) as feed:
        assert [await anext(feed) for _ in range(10)] == list(range(10))
        assert not reading_threads()
        turns, got = 0, asyncio.ensure_future(_all(feed))
        while not got.done():
            await asyncio.sleep(0.01)
            turns += 1
        assert got.result() == list(range(10, 100))
    assert turns > 5


async def _all(feed: Feed[int]) -> list[int]:
    return [item async for item in feed]


@in_loop
async def test_an_item_put_back_without_a_thread_comes_next() -> None:
    async with Feed([1, 2, 3], ahead=3, aside=False) as feed:
        feed.put_back(await anext(feed))
        assert [item async for item in feed] == [1, 2, 3]
    assert not reading_threads()


@in_loop
async def test_without_a_thread_an_error_and_the_end_reach_every_task() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("disk")

    async with Feed(broken(), ahead=1, aside=False) as feed:
        assert await anext(feed) == 1
        for _ in range(2):
            with pytest.raises(OSError, match="disk"):
                await anext(feed)
    async with Feed([1], ahead=1, aside=False) as feed:
        assert sorted(await asyncio.gather(*(_all(feed) for _ in range(3)))) == [[], [], [1]]
