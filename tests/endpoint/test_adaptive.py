import asyncio
import random
from typing import Any

import httpx2
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.endpoint.adaptive import START, Places, adapting
from tests.endpoint.virtual_time import at_once, now

REQUEST = httpx2.Request("POST", "https://model.test/v1/chat/completions")


def refusal(status: int = 429, **body: str) -> openai.APIStatusError:
    return openai.APIStatusError("busy", response=httpx2.Response(status, request=REQUEST), body=body)


class Server:
    """Takes a second for a request and refuses at once what is beyond its capacity, or by chance."""

    def __init__(self, capacity: int = 10**6, chance: float = 0.0) -> None:
        self.capacity = capacity
        self.chance = chance
        self.under_way = self.most = self.answers = self.refusals = 0
        self._random = random.Random(7)  # noqa: S311

    async def __call__(self, **_: Any) -> Any:
        if self.under_way >= self.capacity or self._random.random() < self.chance:
            self.refusals += 1
            await asyncio.sleep(0.01)
            raise refusal()
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(1)
        self.under_way -= 1
        self.answers += 1


async def ask(server: Server, places: Places, *, times: int, workers: int = 200) -> None:
    """Send until so many answers are there, each again a second after it was refused."""

    async def create(**body: Any) -> Any:
        return await server(**body)

    limited, left = adapting(create, places), times

    async def work() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            while True:
                try:
                    await limited()
                    break
                except openai.APIStatusError:
                    await asyncio.sleep(1)

    await asyncio.gather(*(work() for _ in range(workers)))


@at_once
async def test_it_doubles_while_all_places_are_taken_up_to_the_most() -> None:
    server, places = Server(), Places(64)
    await ask(server, places, times=16 + 32 + 64 + 64)
    assert (places.size, server.most) == (64, 64)
    assert now() == pytest.approx(4)


@at_once
async def test_it_does_not_grow_where_places_stay_free() -> None:
    server, places = Server(), Places(64)
    await ask(server, places, times=200, workers=10)
    assert places.size == START


@at_once
async def test_it_finds_the_capacity_of_a_server() -> None:
    server, places = Server(capacity=24), Places(200)
    await ask(server, places, times=2000)
    assert 18 <= places.size <= 30
    assert now() < 2000 / 24 * 1.25
    assert server.refusals < 200


@at_once
async def test_one_wave_is_one_cut() -> None:
    places = Places(64, start=64)
    waves = [await places.take() for _ in range(64)]
    for wave in waves:
        places.give_back(wave, refused=True)
    assert places.size == 32


@at_once
async def test_what_was_under_way_before_the_cut_is_not_held_against_it_again() -> None:
    places = Places(64, start=8)
    early = [await places.take() for _ in range(8)]
    for wave in early[:6]:
        places.give_back(wave, refused=False)
    late = [await places.take() for _ in range(6)]
    for wave in late[:2]:
        places.give_back(wave, refused=True)
    assert places.size == 7, "two of eight: an eighth less"
    for wave in [*early[6:], *late[2:]]:
        places.give_back(wave, refused=True)
    assert places.size == 7


@at_once
async def test_no_crawl_after_an_outage() -> None:
    server, places = Server(), Places(128, start=128)
    server.capacity = 0
    asking = asyncio.create_task(ask(server, places, times=1500, workers=150))
    await asyncio.sleep(30)
    assert places.size < 8
    server.capacity = 10**6
    before = now()
    await asking
    assert places.size == 128
    assert now() - before < 1500 / 128 + 20


@at_once
async def test_chance_refusals_do_not_make_it_crawl() -> None:
    places = Places(64)
    await ask(Server(chance=0.2), places, times=600)
    assert now() < 600 / 3


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=120), st.integers(1, 40))
def test_places_are_never_lost_nor_exceeded(ends: list[tuple[bool, int]], most: int) -> None:
    places = Places(most)
    under_way = done = 0

    async def one(refused: bool, steps: int, cancelled: bool) -> None:
        nonlocal under_way, done
        wave = await places.take()
        under_way += 1
        assert under_way <= most
        try:
            if cancelled:
                raise asyncio.CancelledError
            await asyncio.sleep(steps)
            done += 1
        finally:
            under_way -= 1
            places.give_back(wave, refused=None if cancelled else refused)

    @at_once
    async def run() -> None:
        tasks = [asyncio.create_task(one(refused, steps, steps == 3)) for refused, steps in ends]
        await asyncio.sleep(0.5)
        for task in tasks[::7]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert under_way == 0
        assert 1 <= places.size <= most
        for _ in range(2 * most):
            places.give_back(await places.take(), refused=False)
        for _ in range(int(places.size)):  # all of them are free
            await places.take()

    run()


@pytest.mark.parametrize(
    ("error", "size"),
    [
        (refusal(503), 8),
        (openai.APITimeoutError(REQUEST), 8),
        (refusal(500), 16),
        (refusal(400), 16),
        (refusal(429, code="insufficient_quota"), 16),
    ],
)
def test_what_counts_as_congestion(error: Exception, size: int) -> None:
    async def create(**_: Any) -> Any:
        await asyncio.sleep(1)
        raise error

    @at_once
    async def run() -> None:
        places = Places(16)
        limited = adapting(create, places)
        await asyncio.gather(*(limited() for _ in range(16)), return_exceptions=True)
        assert places.size == size

    run()
