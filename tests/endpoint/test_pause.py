import asyncio
from typing import Any

import httpx2
import openai
import pytest

from summarizer.endpoint.pause import IN_A_ROW, pausing
from tests.endpoint.virtual_time import at_once, now

REQUEST = httpx2.Request("POST", "https://model.test/v1/chat/completions")


def refusal(after: str | None = "60", status: int = 429) -> openai.APIStatusError:
    headers = {"retry-after": after} if after else {}
    return openai.APIStatusError("", response=httpx2.Response(status, headers=headers, request=REQUEST), body=None)


class Server:
    """Says what it is told to, in order, then nothing but yes; remembers when it was asked."""

    def __init__(self, *says: Exception | None) -> None:
        self.says = list(says)
        self.asked: list[float] = []

    async def __call__(self, **_: Any) -> Any:
        self.asked.append(now())
        if self.says and (said := self.says.pop(0)):
            raise said


def paused(server: Server) -> Any:
    async def create(**body: Any) -> Any:
        return await server(**body)

    return pausing(create, sleep=asyncio.sleep, clock=now)


async def ask(create: Any, times: int) -> None:
    for _ in range(times):
        await asyncio.gather(create(), return_exceptions=True)


@at_once
async def test_when_all_are_turned_away_the_others_wait() -> None:
    server = Server(*[refusal("60")] * IN_A_ROW)
    await ask(paused(server), IN_A_ROW + 2)
    assert server.asked == [0.0] * IN_A_ROW + [60.0] * 2


@at_once
async def test_the_longest_pause_counts() -> None:
    asked: list[float] = []

    async def create(after: str | None = None) -> Any:
        asked.append(now())
        await asyncio.sleep(1)
        if after:
            raise refusal(after)

    held = pausing(create, sleep=asyncio.sleep, clock=now)
    at_the_same_time = ["5"] * (IN_A_ROW - 1) + ["90", "1"]
    await asyncio.gather(*(held(after=after) for after in at_the_same_time), return_exceptions=True)
    await held()
    assert asked == [0.0] * (IN_A_ROW + 1) + [91.0]


@pytest.mark.parametrize(
    "says",
    [
        [refusal()] * (IN_A_ROW - 1),
        [refusal(), None, refusal(), None, refusal(), None, refusal()],
        [refusal(after=None)] * 9,
        [refusal(status=500)] * 9,
        [refusal(status=400)] * 9,
    ],
)
def test_a_few_refusals_or_other_errors_hold_up_nobody(says: list[Exception | None]) -> None:
    @at_once
    async def run() -> None:
        server = Server(*says)
        await ask(paused(server), len(says) + 1)
        assert now() == 0

    run()


@at_once
async def test_a_server_that_goes_on_refusing_is_left_alone_again_at_the_next_refusal() -> None:
    server = Server(*[refusal("60")] * (IN_A_ROW + 1))
    await ask(paused(server), IN_A_ROW + 2)
    assert server.asked[IN_A_ROW:] == [60, 120]


@at_once
async def test_answers_to_what_was_sent_before_prove_nothing() -> None:
    release = asyncio.Event()
    asked: list[float] = []

    async def create(*, slow: bool = False, refused: bool = False) -> Any:
        asked.append(now())
        if slow:
            await release.wait()
        if refused:
            raise refusal("60")

    held = pausing(create, sleep=asyncio.sleep, clock=now)
    early = asyncio.create_task(held(slow=True))
    await asyncio.sleep(1)
    for _ in range(IN_A_ROW - 1):
        await asyncio.gather(held(refused=True), return_exceptions=True)
    release.set()
    await early
    await asyncio.gather(held(refused=True), return_exceptions=True)
    await held()
    assert asked[-1] == 61
