import asyncio
import traceback
from typing import Any

import httpx2
import pytest

from summarizer.endpoint.client import open_client
from summarizer.endpoint.errors import EndpointError, FatalForRun, ItemFailed, Nonsense
from summarizer.endpoint.retry import FEW, Waiting, retrying
from tests.doubles import PLANTED_KEY, FakeServer, fails, says


class Clock:
    """Time that passes only while sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        return self.now


def ask(server: FakeServer, *, time_limit: float = 600, times: int = 1) -> tuple[Any, Clock, list[Waiting]]:
    """Send a request `times` times through the retries; the last answer or error, the clock, and the pauses."""
    clock, waits = Clock(), list[Waiting]()

    async def run() -> Any:
        async with open_client(
            "https://model.test/v1", PLANTED_KEY, timeout=1, connections=1, transport=server.transport
        ) as bare:
            create = retrying(bare, time_limit=time_limit, on_wait=waits.append, sleep=clock.sleep, clock=clock)
            for _ in range(times - 1):
                await create(model="m", messages=[])
            try:
                return (await create(model="m", messages=[])).choices[0].message.content
            except EndpointError as error:
                return error

    return asyncio.run(run()), clock, waits


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_passes_is_waited_out(status: int) -> None:
    got, clock, waits = ask(FakeServer(fails(status), fails(status), says("yes")))
    assert got == "yes"
    assert len(clock.slept) == 2
    assert [wait.attempt for wait in waits] == [1, 2]
    assert [wait.seconds for wait in waits] == clock.slept
    assert str(status) in waits[0].reason
    assert not waits[0].asked


@pytest.mark.parametrize("asked", [3, 300, 7200])
def test_a_pause_asked_for_is_kept_whatever_its_length(asked: int) -> None:
    got, clock, waits = ask(FakeServer(fails(429, headers={"retry-after": str(asked)}), says("yes")), time_limit=60)
    assert got == "yes"
    assert asked <= clock.slept[0] <= asked * 1.1
    assert waits[0].asked


def test_pauses_grow_but_not_beyond_a_minute() -> None:
    _, clock, _ = ask(FakeServer(*[fails(503)] * 40, says("yes")), time_limit=10_000)
    assert max(clock.slept[:3]) <= 4
    assert 4 < max(clock.slept) <= 60


def test_the_time_limit_ends_the_patience() -> None:
    error, clock, _ = ask(FakeServer().always(fails(503, "overloaded")), time_limit=100)
    assert isinstance(error, ItemFailed)
    assert error.code == "server_error"
    assert 100 <= clock.now <= 160


def test_a_rate_limit_that_does_not_end_is_fatal() -> None:
    error, _, _ = ask(FakeServer().always(fails(429)), time_limit=100)
    assert isinstance(error, FatalForRun)


@pytest.mark.parametrize(
    "answer", [fails(401), fails(429, code="insufficient_quota"), fails(400, code="content_filter")]
)
def test_what_does_not_pass_is_not_tried_again(answer: httpx2.Response) -> None:
    server = FakeServer(answer)
    error, clock, _ = ask(server)
    assert isinstance(error, EndpointError)
    assert len(server.bodies) == 1
    assert not clock.slept


def test_a_server_that_never_answered_is_given_up_soon() -> None:
    server = FakeServer().always(httpx2.ConnectError("connection refused"))
    error, clock, _ = ask(server)
    assert isinstance(error, FatalForRun)
    assert error.code == "unreachable"
    assert len(server.bodies) == FEW
    assert clock.now < 10


def test_a_server_that_had_answered_is_waited_for() -> None:
    down = [httpx2.ConnectError("connection refused")] * 10
    got, _, _ = ask(FakeServer(says("first"), *down, says("back")), times=2)
    assert got == "back"


def test_a_malformed_answer_is_tried_a_few_times() -> None:
    assert ask(FakeServer(httpx2.Response(200, json={}), says("yes")))[0] == "yes"
    server = FakeServer().always(httpx2.Response(200, json={}))
    error, _, _ = ask(server)
    assert isinstance(error, Nonsense)
    assert len(server.bodies) == FEW


def test_what_passed_before_a_malformed_answer_is_not_held_against_it() -> None:
    malformed = httpx2.Response(200, json={})
    passing = [fails(429) for _ in range(FEW)]
    assert ask(FakeServer(*passing, malformed, fails(500), malformed, says("yes")))[0] == "yes"


def test_disconnects_and_timeouts_are_waited_out() -> None:
    server = FakeServer(httpx2.RemoteProtocolError("peer closed"), httpx2.ReadTimeout("late"), says("yes"))
    assert ask(server)[0] == "yes"


def test_cancelling_ends_the_waiting() -> None:
    async def run() -> None:
        async with open_client(
            "https://model.test/v1", None, timeout=1, connections=1, transport=FakeServer(fails(503)).transport
        ) as bare:
            task = asyncio.ensure_future(retrying(bare, time_limit=600)(model="m", messages=[]))
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(run())


@pytest.mark.parametrize("answer", [fails(401, PLANTED_KEY), httpx2.ConnectError(f"to {PLANTED_KEY}")])
def test_no_key_in_any_traceback(answer: Any) -> None:
    error, _, _ = ask(FakeServer().always(answer))
    assert PLANTED_KEY not in "".join(traceback.format_exception(error))
    assert error.__context__ is None  # else the request, headers and all, would hang on it
