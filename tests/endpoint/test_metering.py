import asyncio
from pathlib import Path

import httpx2
import pytest
from pydantic import BaseModel

from summarizer.endpoint.metering import meter
from tests.doubles import FakeServer, fails, says


class Word(BaseModel):
    word: str


def question(text: str) -> dict[str, object]:
    return {"messages": [{"role": "user", "content": text}], "response_model": Word, "max_tokens": 9}


def test_retries_and_reasks_are_counted_as_the_server_counted_them(tmp_path: object) -> None:
    server = FakeServer(
        fails(503, headers={"retry-after-ms": "1"}),
        says({"wrong": 1}, usage=(100, 20, 7)),
        says({"word": "ja"}, usage=(150, 110, 5)),
    )

    async def run() -> None:
        async with server.open(cache=tmp_path) as endpoint:
            with meter() as first:
                await endpoint.ask(**question("a"))
            assert (first.attempts, first.answers, first.cache_hits) == (3, 2, 0)
            assert (first.input_tokens, first.cached_tokens, first.output_tokens) == (250, 130, 12)
            with meter() as again:
                await endpoint.ask(**question("a"))
            assert (again.attempts, again.cache_hits, again.input_tokens, again.output_tokens) == (0, 2, 0, 0)

    asyncio.run(run())


def test_each_task_has_its_own_meter_and_an_outer_one_sees_all() -> None:
    server = FakeServer().always(lambda body: says({"word": "ja"}, usage=(len(body["messages"][0]["content"]), 0, 1)))

    async def article(endpoint: object, length: int) -> int:
        with meter() as own:
            for _ in range(3):
                await endpoint.ask(**question("x" * length))  # type: ignore[attr-defined]
        return own.input_tokens

    async def run() -> None:
        async with server.open() as endpoint:
            with meter() as whole:
                assert await asyncio.gather(*(article(endpoint, n) for n in (1, 10, 100))) == [3, 30, 300]
            assert (whole.input_tokens, whole.answers, whole.requests) == (333, 9, 9)

    asyncio.run(run())


def test_a_server_that_counts_nothing() -> None:
    bare = {"id": "1", "choices": [{"index": 0, "finish_reason": "stop", "message": {"content": '{"word": "ja"}'}}]}

    async def run() -> None:
        async with FakeServer(httpx2.Response(200, json=bare)).open() as endpoint:
            with meter() as m:
                await endpoint.ask(**question("a"))
            assert (m.answers, m.input_tokens) == (1, 0)

    asyncio.run(run())


def test_what_an_answer_without_choices_used_is_counted_too() -> None:
    empty = httpx2.Response(200, json={"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 1}})

    async def run() -> None:
        async with FakeServer(empty, says({"word": "ja"}, usage=(9, 0, 2))).open() as endpoint:
            with meter() as m:
                await endpoint.ask(**question("a"))
            assert (m.attempts, m.answers, m.input_tokens, m.output_tokens) == (2, 1, 18, 3)

    asyncio.run(run())


def test_what_it_costs(tmp_path: Path) -> None:
    """In dollars for a million tokens: 1.25 of the prompt, 0.125 where cached, 10 of the answer."""
    known = {"model": "gpt-5", "base_url": "https://api.openai.com/v1", "cache": tmp_path}
    answer = says({"word": "ja"}, usage=(1_000_000, 500_000, 100_000))

    async def run() -> None:
        async with FakeServer(answer).open(**known) as endpoint:
            with meter() as paid:
                await endpoint.ask(**question("a"))
            with meter() as cached:
                await endpoint.ask(**question("a"))
        assert paid.cost == pytest.approx(0.625 + 0.0625 + 1.0)
        assert cached.cost == 0
        async with FakeServer(answer).open() as endpoint:
            with meter() as unknown:
                await endpoint.ask(**question("a"))
        assert unknown.cost is None

    asyncio.run(run())
