import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.endpoint.dialect import Dialect
from summarizer.endpoint.errors import FatalForRun
from summarizer.endpoint.local_allowance import LocalAllowance
from summarizer.endpoint.metering import meter
from tests.doubles import FakeServer, fails, says

NO_MAX_TOKENS = fails(
    400,
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    code="unsupported_parameter",
    param="max_tokens",
)
NO_TEMPERATURE = fails(
    400,
    "Unsupported value: 'temperature' does not support 0.0 with this model.",
    code="unsupported_value",
    param="temperature",
)


class Word(BaseModel):
    word: str


QUESTION: dict[str, Any] = {
    "messages": [{"role": "user", "content": "a"}],
    "response_model": Word,
    "max_tokens": 9,
}


def asked_as(body: dict[str, Any]) -> set[str]:
    return {name for name in ("max_tokens", "max_completion_tokens", "temperature") if name in body}


def test_a_dialect_is_learned_once_and_costs_nothing() -> None:
    server = FakeServer(NO_MAX_TOKENS, NO_TEMPERATURE).always(says({"word": "ja"}, usage=(10, 0, 5)))
    allowance = LocalAllowance()

    async def run() -> None:
        async with server.open(allowance=allowance) as endpoint:
            with meter() as used:
                await endpoint.ask(**QUESTION)
                await endpoint.ask(**QUESTION)
            assert (used.attempts, used.answers, used.input_tokens, used.output_tokens) == (4, 2, 20, 10)

    asyncio.run(run())
    assert [asked_as(body) for body in server.bodies] == [
        {"max_tokens", "temperature"},
        {"max_completion_tokens", "temperature"},
        {"max_completion_tokens"},
        {"max_completion_tokens"},
    ]
    assert [body.get("max_completion_tokens") for body in server.bodies[1:]] == [9] * 3
    assert (allowance.budget.spent.requests, allowance.budget.spent.tokens) == (4, 30)


def test_openai_is_asked_rightly_from_the_first() -> None:
    server = FakeServer().always(says({"word": "ja"}))

    async def run() -> None:
        async with server.open(base_url="https://api.openai.com/v1") as endpoint:
            await endpoint.ask(**QUESTION)

    asyncio.run(run())
    assert asked_as(server.bodies[0]) == {"max_completion_tokens", "temperature"}


def test_answers_are_found_again_whatever_the_dialect(tmp_path: Path) -> None:
    async def run(server: FakeServer) -> None:
        async with server.open(cache=tmp_path) as endpoint:
            await endpoint.ask(**QUESTION)

    asyncio.run(run(FakeServer(NO_MAX_TOKENS, {"word": "ja"})))
    asyncio.run(run(FakeServer()))


def test_a_server_that_takes_neither_is_given_up() -> None:
    async def run(server: FakeServer) -> None:
        async with server.open() as endpoint:
            with pytest.raises(FatalForRun) as caught:
                await endpoint.ask(**QUESTION)
            assert caught.value.code == "bad_parameter"

    asyncio.run(run(FakeServer().always(NO_MAX_TOKENS)))


def test_what_was_learned_before_need_not_be_learned_again() -> None:
    dialect = Dialect("https://model.test/v1", ["max_tokens"])
    assert dialect.translated({"model": "m", "max_tokens": 3}) == {"model": "m", "max_completion_tokens": 3}
    assert dialect.translated({"model": "m"}) == {"model": "m"}
