import asyncio
from typing import Any

import httpx2
import openai
import pytest
from openai.types.chat import ChatCompletion

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.client import open_client
from summarizer.endpoint.errors import Malformed
from summarizer.endpoint.estimates import ANSWER_TOKENS, CHARACTERS_A_TOKEN, Learning
from tests.doubles import FakeServer, fails, says

BODY: dict[str, Any] = {"model": "m", "max_tokens": 50, "messages": [{"role": "user", "content": "x" * 3000}]}


def dear(prompt: int, cached: int, output: int) -> float:
    return prompt * 1.0 + cached * -0.5 + output * 10.0


def answer(prompt: int, output: int, cached: int = 0) -> ChatCompletion:
    return ChatCompletion.model_validate(says("ja", usage=(prompt, cached, output)).json())


def test_the_first_guess() -> None:
    assert Learning().need(BODY) == Need(1, 1050, 0.0, unconfirmed=1050)
    assert Learning(dear).need(BODY).cost == 1000 + 500
    assert CHARACTERS_A_TOKEN == 3


def test_the_schema_is_part_of_the_prompt_and_the_limit_has_two_names() -> None:
    learning = Learning()
    for size in (3000, 9000, 3000):
        wanted = {"type": "json_schema", "json_schema": {"name": "x", "schema": {"const": "x" * size}}}
        assert learning.split({**BODY, "response_format": wanted})[0] == pytest.approx(1000 + size / 3, rel=0.01)
    assert learning.split(BODY)[0] == 1000
    assert Learning().split({"max_completion_tokens": 7, "messages": []})[1] == 7
    assert Learning().split({"messages": []})[1] == ANSWER_TOKENS


@pytest.mark.parametrize("tokens", [300, 6000])
def test_it_learns_how_long_tokens_are(tokens: int) -> None:
    learning = Learning()
    for _ in range(50):
        learning.used(BODY, learning.need(BODY), answer(tokens, 5))
    assert learning.characters_a_token == pytest.approx(3000 / tokens, rel=0.1)
    assert learning.split(BODY)[0] == pytest.approx(tokens, rel=0.1)


def test_an_answer_tells_what_was_used() -> None:
    assert Learning(dear).used(BODY, Need(1, 9, 9, 9), answer(100, 7, cached=40)) == Need(1, 107, 100 - 20 + 70)


RESERVED = Need(1, 1050, 1500.0, 1050)


@pytest.mark.parametrize(
    ("said", "used"),
    [
        (fails(429), Need(1)),
        (fails(500), Need(1)),
        (fails(400), Need(1)),
        (httpx2.ConnectError("refused"), Need()),
        (httpx2.ConnectTimeout("nobody there"), Need()),
        (httpx2.ReadTimeout("late"), RESERVED),
        (httpx2.RemoteProtocolError("peer closed"), RESERVED),
        (httpx2.Response(200, text="<html>"), RESERVED),
        (httpx2.Response(200, json={"object": "chat.completion", "choices": []}), RESERVED),
        (
            httpx2.Response(200, json={"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 1}}),
            Need(1, 10, 19.0),
        ),
    ],
)
def test_what_a_failure_may_have_used(said: Any, used: Need) -> None:
    async def run() -> Need:
        transport = FakeServer(said).transport
        async with open_client("https://model.test/v1", None, timeout=1, connections=1, transport=transport) as create:
            try:
                await create(**BODY)
            except (openai.OpenAIError, Malformed) as error:
                return Learning(dear).used(BODY, RESERVED, error)
        raise AssertionError("the attempt succeeded")

    assert asyncio.run(run()) == used


def test_what_was_cancelled_or_not_counted_may_have_used_all() -> None:
    uncounted = ChatCompletion.construct(choices=[])
    uncounted.usage = None
    assert Learning(dear).used(BODY, RESERVED, asyncio.CancelledError()) == RESERVED
    assert Learning(dear).used(BODY, RESERVED, uncounted) == RESERVED
