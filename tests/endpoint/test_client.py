import asyncio
from typing import Any

import httpx2
import openai
import pytest

from summarizer.endpoint.client import open_client
from summarizer.endpoint.errors import Malformed
from tests.doubles import FakeServer, fails, says


def headers_sent(key: str | None, monkeypatch: pytest.MonkeyPatch) -> httpx2.Headers:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-for-another-server")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://other.test")
    server = FakeServer("yes")

    async def run() -> None:
        async with open_client(
            "https://model.test/v1", key, timeout=1, connections=1, transport=server.transport
        ) as create:
            await create(model="m", messages=[])

    asyncio.run(run())
    return server.headers[0]


def test_the_key_of_the_environment_goes_to_no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "sk-for-another-server" not in str(headers_sent(None, monkeypatch).raw)
    assert headers_sent("mine", monkeypatch)["authorization"] == "Bearer mine"
    assert headers_sent("mine", monkeypatch)["host"] == "model.test"


def test_a_failed_attempt_is_not_repeated_down_here() -> None:
    server = FakeServer(httpx2.Response(503))

    async def run() -> None:
        async with open_client(
            "https://model.test/v1", None, timeout=1, connections=1, transport=server.transport
        ) as create:
            with pytest.raises(Exception, match="503"):
                await create(model="m", messages=[])

    asyncio.run(run())
    assert len(server.bodies) == 1


@pytest.mark.parametrize("local", [True, False])
def test_only_remote_servers_are_reached_through_a_proxy(local: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    genuine = httpx2.AsyncClient.__init__

    def watched(self: Any, **options: Any) -> None:
        seen.append(options["trust_env"])
        genuine(self, **options)

    monkeypatch.setattr(httpx2.AsyncClient, "__init__", watched)

    async def run() -> None:
        server = FakeServer(says("yes"))
        async with open_client(
            "http://127.0.0.1:1/v1", None, timeout=1, connections=1, local=local, transport=server.transport
        ) as create:
            await create(model="m", messages=[])

    asyncio.run(run())
    assert seen == [not local]


def test_limits_are_told_unless_the_server_names_a_pause() -> None:
    limits = {"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s"}
    paused = fails(429, headers={**limits, "retry-after": "1"})
    server = FakeServer(paused, fails(429, headers=limits))
    told: list[dict[str, str]] = []

    async def run() -> None:
        async with open_client(
            "https://model.test/v1", None, timeout=1, connections=1, transport=server.transport, on_limits=told.append
        ) as create:
            for _ in range(2):
                with pytest.raises(openai.RateLimitError):
                    await create(model="m", messages=[])

    asyncio.run(run())
    assert told == [limits]


def answered(response: httpx2.Response) -> Any:
    async def ask() -> Any:
        transport = FakeServer(response).transport
        async with open_client("https://model.test/v1", None, timeout=1, connections=1, transport=transport) as create:
            return await create(model="m", messages=[])

    return asyncio.run(ask())


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (httpx2.Response(200, html="<p>Please log in.</p>"), "Please log in"),
        (httpx2.Response(200, content=b'{"choices": "of the article"', headers=JSON), "EOF"),
        (httpx2.Response(200, json={"error": "overloaded"}), "overloaded"),
        (httpx2.Response(200, json=[]), "no JSON object"),
    ],
)
def test_what_is_no_answer_is_named_by_its_words_unless_they_may_be_the_articles(
    response: httpx2.Response, words: str
) -> None:
    with pytest.raises(Malformed) as raised:
        answered(response)
    assert words in raised.value.words
    assert "article" not in raised.value.words


def test_fields_of_another_kind_are_taken_as_they_come() -> None:
    said = {"choices": [{"message": {"content": "yes"}, "finish_reason": "eos"}], "created": "today"}
    answer = answered(httpx2.Response(200, json=said))
    assert (answer.choices[0].message.content, answer.choices[0].finish_reason) == ("yes", "eos")
