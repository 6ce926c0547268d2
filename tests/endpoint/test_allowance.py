import asyncio
from typing import Any

import pytest
from openai.types.chat import ChatCompletion
from pydantic import BaseModel

from summarizer.endpoint.allowance import Need, allowed
from summarizer.endpoint.budget import Budget, BudgetSpent
from summarizer.endpoint.errors import EndpointError
from summarizer.endpoint.estimates import Learning
from summarizer.endpoint.local_allowance import LocalAllowance
from summarizer.endpoint.rates import MINUTE, Rates
from tests.doubles import FakeServer, fails, says
from tests.endpoint.virtual_time import at_once, now

BODY: dict[str, Any] = {"messages": [], "max_tokens": 10}


class Word(BaseModel):
    word: str


def question(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}], "response_model": Word, "max_tokens": 9}


def test_needs_add_up() -> None:
    assert Need(1, 2, 3.0, 4) + Need(1, 1, 1.0, 1) - Need(2, 3, 4.0, 5) == Need()


@at_once
async def test_a_request_given_up_in_any_state_leaves_nothing_reserved() -> None:
    allowance = LocalAllowance(Rates(rpm=1))

    async def create(**_: Any) -> Any:
        await asyncio.sleep(1000)

    send = allowed(create, allowance, Learning())
    under_way, waiting = (asyncio.create_task(send(**BODY)) for _ in range(2))
    await asyncio.sleep(1)
    waiting.cancel()
    await asyncio.sleep(1)
    assert allowance.budget.spent.requests == 1
    under_way.cancel()
    await asyncio.gather(under_way, waiting, return_exceptions=True)
    spent = allowance.budget.spent
    assert spent.requests == 1, "it was sent, and may have been counted"
    assert spent.tokens == spent.unconfirmed > 0
    await allowance.reserve(Need(1))
    assert now() == pytest.approx(MINUTE)


@at_once
async def test_a_refused_request_gives_its_tokens_back() -> None:
    allowance = LocalAllowance(budget=Budget(max_tokens=20))

    async def create(**_: Any) -> Any:
        if not allowance.budget.spent.unconfirmed:
            raise AssertionError("sent before anything was reserved")
        return ChatCompletion.model_validate(says("ja", usage=(3, 0, 2)).json())

    send = allowed(create, allowance, Learning())
    await send(**BODY)
    assert allowance.budget.spent == Need(1, 5)


def test_all_that_is_sent_is_asked_for_and_settled() -> None:
    """Retries, re-asks and answers that are no answers: the account is what the server counted."""
    server = FakeServer(
        fails(429, headers={"retry-after": "0"}),
        says("no JSON", usage=(100, 0, 7)),
        fails(500, headers={"retry-after": "0"}),
        says({"word": "ja"}, usage=(120, 50, 3)),
        says("no JSON", usage=(10, 0, 1)),
        says("no JSON", usage=(10, 0, 1)),
    )
    allowance = LocalAllowance()

    async def run() -> None:
        async with server.open(allowance=allowance) as endpoint:
            await endpoint.ask(**question("a"))
            with pytest.raises(EndpointError):
                await endpoint.ask(**question("b"))

    asyncio.run(run())
    assert allowance.budget.spent == Need(6, 100 + 7 + 120 + 3 + 2 * 11)


def test_a_spent_budget_sends_nothing_more() -> None:
    server = FakeServer().always(says({"word": "ja"}, usage=(100, 0, 900)))
    allowance = LocalAllowance(budget=Budget(max_tokens=2500))

    async def run() -> None:
        async with server.open(allowance=allowance) as endpoint:
            await endpoint.ask(**question("a"))
            await endpoint.ask(**question("b"))
            with pytest.raises(BudgetSpent):
                await endpoint.ask(**{**question("c"), "max_tokens": 900})
            with pytest.raises(BudgetSpent):
                await endpoint.ask(**question("d"))

    asyncio.run(run())
    assert len(server.bodies) == 2
    assert allowance.budget.spent == Need(2, 2000)


def test_what_the_server_says_of_its_limits_is_heard() -> None:
    limits = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "0.25s", "x-other": "1"}
    answer = says({"word": "ja"})
    answer.headers.update(limits)
    heard: list[dict[str, str]] = []

    class Listening(LocalAllowance):
        def learn(self, headers: Any) -> None:
            heard.append(dict(headers))

    async def run() -> None:
        paused = fails(429, headers={"retry-after": "0", **limits})
        server = FakeServer(paused, fails(503, headers=limits), answer, says({"word": "ja"}))
        async with server.open(allowance=Listening()) as endpoint:
            await endpoint.ask(**question("a"))
            await endpoint.ask(**question("b"))

    asyncio.run(run())
    told = {name: text for name, text in limits.items() if name != "x-other"}
    assert heard == [told, told], "errors tell too, but for those that name a pause; the last answer tells nothing"
