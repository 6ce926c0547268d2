import asyncio
import logging
import time
import traceback
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel

from summarizer.endpoint.errors import EndpointError
from summarizer.endpoint.metering import meter
from summarizer.endpoint.retry import Waiting
from summarizer.endpoint.stack import EndpointOptions, open_endpoint
from tests.doubles import BASE_URL, PLANTED_KEY, FakeServer, fails, says


class Word(BaseModel):
    word: str


def question(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}], "response_model": Word, "max_tokens": 9}


def test_what_an_endpoint_says_of_itself() -> None:
    async def run() -> None:
        async with FakeServer().open(base_url="https://me:secret@model.test/v1", context_tokens=8000) as endpoint:
            assert endpoint.base_url_shown == "https://model.test/v1"
            assert (endpoint.model, endpoint.small, endpoint.context_tokens) == ("fake", False, 8000)
            assert PLANTED_KEY not in repr(endpoint)
            assert "secret" not in repr(endpoint)
        async with FakeServer().open(small=True) as endpoint:
            assert endpoint.small

    asyncio.run(run())
    assert PLANTED_KEY not in repr(EndpointOptions(api_key=PLANTED_KEY))


def test_no_more_requests_at_once_than_allowed() -> None:
    under_way, most = 0, 0

    async def slow(_: Any) -> httpx2.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.002)
        under_way -= 1
        return says({"word": "ja"})

    async def run() -> None:
        async with FakeServer().always(slow).open(concurrency=4) as endpoint:
            assert endpoint.concurrency == 4
            await asyncio.gather(*(endpoint.ask(**question(str(n))) for n in range(30)))

    asyncio.run(run())
    assert most == 4


def test_a_waiting_request_holds_up_no_other() -> None:
    """One request is told to wait; the single place is free for the others meanwhile."""
    waits: list[Waiting] = []
    server = FakeServer(fails(429, headers={"retry-after": "0.3"})).always(says({"word": "ja"}))
    order: list[str] = []

    async def ask(endpoint: Any, text: str) -> None:
        await endpoint.ask(**question(text))
        order.append(text)

    async def run() -> None:
        options = EndpointOptions(model="fake", base_url=BASE_URL, concurrency=1)
        async with open_endpoint(options, on_wait=waits.append, transport=server.transport) as endpoint:
            await asyncio.gather(ask(endpoint, "first"), ask(endpoint, "second"))

    begun = time.monotonic()
    asyncio.run(run())
    assert order == ["second", "first"]
    assert waits[0].asked
    assert time.monotonic() - begun >= 0.3


def test_another_server_has_other_answers(tmp_path: Path) -> None:
    async def answers(base_url: str, server: FakeServer) -> str:
        async with server.open(base_url=base_url, cache=tmp_path) as endpoint:
            return (await endpoint.ask(**question("a"))).word

    assert asyncio.run(answers("https://a.test/v1", FakeServer({"word": "a"}))) == "a"
    assert asyncio.run(answers("https://b.test/v1", FakeServer({"word": "b"}))) == "b"
    assert asyncio.run(answers("https://a.test/v1", FakeServer())) == "a"


def test_another_key_has_the_same_answers(tmp_path: Path) -> None:
    async def run(key: str, server: FakeServer) -> None:
        async with server.open(api_key=key, cache=tmp_path) as endpoint:
            with meter() as m:
                await endpoint.ask(**question("a"))
            assert m.cache_hits == (0 if server.bodies else 1)

    asyncio.run(run("sk-one", FakeServer({"word": "a"})))
    asyncio.run(run("sk-two", FakeServer()))


@pytest.mark.parametrize(
    "trouble",
    [
        fails(401, f"Incorrect API key provided: {PLANTED_KEY}"),
        fails(403, PLANTED_KEY),
        fails(404, PLANTED_KEY),
        fails(429, PLANTED_KEY, code="insufficient_quota"),
        fails(400, PLANTED_KEY),
        httpx2.Response(500, text=f"Traceback … {PLANTED_KEY}"),
        httpx2.Response(200, text=PLANTED_KEY),
        httpx2.Response(200, json={"error": {"message": PLANTED_KEY}}),
        httpx2.ConnectError(f"cannot send Bearer {PLANTED_KEY}"),
        says("no JSON"),
    ],
)
def test_a_planted_key_turns_up_nowhere(
    trouble: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, "summarizer")
    seen: list[str] = []

    async def run() -> None:
        server = FakeServer({"word": "kept"}).always(trouble)
        async with server.open(cache=tmp_path / "answers", time_limit=0) as endpoint:
            await endpoint.ask(**question("good"))
            with pytest.raises(EndpointError) as caught:
                await endpoint.ask(**question("bad"))
            error = caught.value
            seen.extend([repr(error), str(error), repr(error.args), str(vars(error)), repr(endpoint)])
            seen.append("".join(traceback.format_exception(error)))
            assert server.headers[0]["authorization"].endswith(PLANTED_KEY)

    asyncio.run(run())
    printed = capfd.readouterr()
    seen += [caplog.text, printed.out, printed.err]
    assert not [text for text in seen if PLANTED_KEY in text]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if PLANTED_KEY.encode() in path.read_bytes()]
