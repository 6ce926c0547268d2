import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.rates import MINUTE, Rates
from tests.endpoint.virtual_time import at_once, now

REQUESTS = st.lists(
    st.tuples(st.floats(0, 30), st.integers(1, 400), st.floats(0, 90)), min_size=1, max_size=60
)  # when it comes, what it reserves, how long it takes


@given(REQUESTS, st.integers(1, 12), st.integers(100, 1500), st.integers(1, 10))
def test_no_minute_sees_more_than_allowed_and_all_have_their_turn(
    requests: list[tuple[float, int, float]], rpm: int, tpm: int, share: int
) -> None:
    rates = Rates(rpm, tpm)
    sent: list[tuple[float, int]] = []

    async def one(after: float, tokens: int, seconds: float) -> None:
        await asyncio.sleep(after)
        need = Need(1, tokens)
        await rates.reserve(need)
        used = max(1, tokens * share // 10)
        sent.append((now(), used))
        await asyncio.sleep(seconds)
        rates.settle(need, Need(1, used))

    @at_once
    async def run() -> None:
        await asyncio.gather(*(one(*each) for each in requests))

    run()
    assert len(sent) == len(requests)
    for begin, _ in sent:
        minute = [tokens for at, tokens in sent if begin <= at < begin + 60]
        assert len(minute) <= rpm
        assert sum(minute) <= tpm or len(minute) == 1


@at_once
async def test_the_rate_is_used_up_before_anybody_waits() -> None:
    rates = Rates(rpm=60)
    for _ in range(60):
        await rates.reserve(Need(1, 10))
    assert now() == 0
    await rates.reserve(Need(1, 10))
    assert now() == pytest.approx(MINUTE)


@at_once
async def test_what_was_reserved_and_not_used_is_free_at_once() -> None:
    rates = Rates(tpm=1000)
    await rates.reserve(Need(1, 900))
    asyncio.get_running_loop().call_later(5, rates.settle, Need(1, 900), Need(1, 100))
    await rates.reserve(Need(1, 900))
    assert now() == pytest.approx(5)


@at_once
async def test_a_request_larger_than_the_rate_goes_alone() -> None:
    rates = Rates(tpm=100)
    await rates.reserve(Need(1, 500))
    assert now() == 0
    await rates.reserve(Need(1, 1))
    assert now() == pytest.approx(MINUTE)


@at_once
async def test_a_long_wait_is_told_once() -> None:
    waits: list[float] = []
    rates = Rates(rpm=2, on_wait=waits.append)
    for _ in range(2):
        await rates.reserve(Need(1, 1))
    asyncio.get_running_loop().call_later(1, rates.settle, Need(1, 1), Need(1, 1))
    await rates.reserve(Need(1, 1))
    assert waits == [pytest.approx(MINUTE)]


@at_once
async def test_first_come_first_served() -> None:
    rates = Rates(tpm=100)
    order: list[int] = []

    async def one(tokens: int) -> None:
        await rates.reserve(Need(1, tokens))
        order.append(tokens)

    await asyncio.gather(*(one(tokens) for tokens in (60, 90, 5, 30)))
    assert order == [60, 90, 5, 30]


@at_once
async def test_one_that_gives_up_waiting_holds_up_nobody() -> None:
    rates = Rates(rpm=1)
    await rates.reserve(Need(1, 1))
    impatient = asyncio.create_task(rates.reserve(Need(1, 1)))
    await asyncio.sleep(1)
    impatient.cancel()
    await rates.reserve(Need(1, 1))
    assert now() == pytest.approx(MINUTE)


@at_once
async def test_what_the_server_tells_is_kept_to() -> None:
    rates = Rates()
    rates.learn(
        {
            "x-ratelimit-limit-tokens": "600",
            "x-ratelimit-remaining-tokens": "0",
            "x-ratelimit-reset-tokens": "1m0s",
            "x-ratelimit-remaining-requests": "5",
            "x-ratelimit-reset-requests": "1s",
        }
    )
    await rates.reserve(Need(1, 100))  # ten tokens come back a second
    assert now() == pytest.approx(10)
    await rates.reserve(Need(1, 100))
    assert now() == pytest.approx(20)
    rates.learn({"x-ratelimit-remaining-tokens": "600", "x-ratelimit-reset-tokens": "1s"})
    await rates.reserve(Need(1, 500))
    assert now() == pytest.approx(20)
