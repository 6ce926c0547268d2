import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.endpoint.capture import NotSent
from summarizer.endpoint.stack import EndpointOptions, open_endpoint
from tests.doubles import FakeServer, says


class Word(BaseModel):
    word: str


def question(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}], "response_model": Word, "max_tokens": 9}


def test_captured_requests_are_those_of_a_live_run_and_cached_ones_are_not_among_them(tmp_path: Path) -> None:
    captured: list[tuple[str, dict[str, Any]]] = []
    server = FakeServer({"word": "kept"}, {"word": "live"})

    async def run() -> None:
        async with server.open(cache=tmp_path) as endpoint:
            await endpoint.ask(**question("known"))
        capture = lambda key, body: captured.append((key, body))  # noqa: E731
        async with server.open(cache=tmp_path, capture=capture) as endpoint:
            assert (await endpoint.ask(**question("known"))).word == "kept"
            with pytest.raises(NotSent):
                await endpoint.ask(**question("new"))
        assert len(server.bodies) == 1
        async with server.open() as endpoint:
            await endpoint.ask(**question("new"))

    asyncio.run(run())
    [(key, body)] = captured
    assert body == server.bodies[-1]
    assert len(key) == 64


def test_what_the_capture_knows_counts_as_the_servers_answer(tmp_path: Path) -> None:
    from openai.types.chat import ChatCompletion  # noqa: PLC0415

    known = ChatCompletion.model_validate_json(says({"word": "collected"}).content)
    server = FakeServer()

    async def run() -> None:
        async with server.open(cache=tmp_path, capture=lambda *_: known) as endpoint:
            assert (await endpoint.ask(**question("new"))).word == "collected"
        async with server.open(cache=tmp_path) as endpoint:
            assert (await endpoint.ask(**question("new"))).word == "collected"

    asyncio.run(run())


def test_nothing_is_started_for_the_embedded_model() -> None:
    captured: list[dict[str, Any]] = []

    async def run() -> None:
        options = EndpointOptions(capture=lambda _, body: captured.append(body))
        async with open_endpoint(options) as endpoint:
            assert (endpoint.base_url_shown, endpoint.small, endpoint.concurrency) == ("embedded", True, options.slots)
            await asyncio.gather(*(endpoint.ask(**question(str(n))) for n in range(3)), return_exceptions=True)

    asyncio.run(run())
    assert [body["messages"][0]["content"] for body in captured] == ["0", "1", "2"]
