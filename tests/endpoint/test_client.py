import asyncio
from typing import Any

import httpx2
import openai
import pytest

from summarizer.endpoint.client import open_client
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
