"""The real model behind the whole stack. Needs the extra `embedded` and some seconds on two cores."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from summarizer.endpoint.embedded.weights import EMBEDDED, pull
from summarizer.endpoint.errors import ContextTooLong, Nonsense, Truncated
from summarizer.endpoint.metering import Meter, meter
from summarizer.endpoint.stack import Endpoint, EndpointOptions, open_endpoint
from summarizer.settings import folders

pytestmark = pytest.mark.live

SENTENCE = "Am Montag trafen sich die Kanzlerin und der Bürgermeister in Dresden."


class Meeting(BaseModel):
    city: str = Field(max_length=20)
    day: Literal["Montag", "Dienstag", "unbekannt"]
    people: list[str] = Field(max_length=3)


class Unenforceable(BaseModel):
    """The grammar has no look-ahead, does not compile, and lets any text pass."""

    model_config = ConfigDict(regex_engine="python-re")

    city: str = Field(pattern="^(?=Q)Q{9}$")


def question(response_model: type[BaseModel], text: str = SENTENCE, **more: Any) -> dict[str, Any]:
    messages = [
        {"role": "system", "content": "Fülle das JSON-Schema aus dem Satz."},
        {"role": "user", "content": text},
    ]
    return {"messages": messages, "response_model": response_model, "max_tokens": 100, "seed": 1, **more}


@asynccontextmanager
async def embedded(**options: Any) -> AsyncIterator[Endpoint]:
    async with open_endpoint(EndpointOptions(weights_dir=folders().weights_dir, **options)) as endpoint:
        yield endpoint


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    """Weights put together before anything is timed."""
    pull(EMBEDDED, folders().weights_dir)


def resident_bytes() -> int:
    """Of this process and those it has started."""
    children = Path(f"/proc/self/task/{threading.main_thread().native_id}/children").read_text().split()
    pages = (int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in ["self", *children])
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")


def test_start_answers_memory_and_stop(tmp_path: Path) -> None:
    async def run() -> None:
        async with embedded(cache=tmp_path) as endpoint:
            with meter() as m:
                first = await endpoint.ask(**question(Meeting))
            assert first.city == "Dresden"
            assert first.day == "Montag"
            assert m.attempts == m.answers == 1
            assert m.input_tokens > 30
            assert 10 < m.output_tokens < 35  # with white space it would be more
            several = await asyncio.gather(
                *(endpoint.ask(**question(Meeting, f"{SENTENCE} Und {n}.")) for n in range(3))
            )
            assert {answer.city for answer in several} == {"Dresden"}
            assert 1e9 < resident_bytes() < 3e9
        async with embedded(cache=tmp_path) as endpoint:  # another port, the same model
            with meter() as m:
                assert await endpoint.ask(**question(Meeting)) == first
            assert (m.cache_hits, m.attempts) == (1, 0)

    asyncio.run(run())
    assert resident_bytes() < 1.5e9


def test_a_schema_that_is_not_enforced_is_noticed() -> None:
    async def run() -> None:
        async with embedded() as endpoint:
            with pytest.raises(Nonsense) as caught:
                short = [{"role": "user", "content": "Antworte nur mit dem Wort Ja."}]
                await endpoint.ask(messages=short, response_model=Unenforceable, max_tokens=50, reasks=1)
            assert caught.value.answer

    asyncio.run(run())


def test_limits_are_told_apart() -> None:
    async def run() -> None:
        async with embedded(context_tokens=512) as endpoint:
            assert endpoint.context_tokens == 512
            with pytest.raises(Truncated):
                await endpoint.ask(**question(Meeting, max_tokens=3))
            with pytest.raises(ContextTooLong):
                await endpoint.ask(**question(Meeting, SENTENCE * 60))

    asyncio.run(run())


def test_the_server_is_quiet_and_answers_only_with_its_key(capfd: pytest.CaptureFixture[str]) -> None:
    from summarizer.endpoint.embedded.server import EmbeddedServer  # noqa: PLC0415

    async def run() -> None:
        import httpx2  # noqa: PLC0415

        weights = pull(EMBEDDED, folders().weights_dir)
        async with EmbeddedServer(weights.path) as server, httpx2.AsyncClient(trust_env=False) as stranger:
            request = {"messages": [{"role": "user", "content": "Hallo"}], "max_tokens": 1}
            refused = await stranger.post(f"{server.base_url}/chat/completions", json=request)
            assert refused.status_code == 401
            headers = {"authorization": f"Bearer {server.api_key}", "origin": "https://evil.test"}
            answered = await stranger.post(f"{server.base_url}/chat/completions", json=request, headers=headers)
            assert answered.status_code == 200
            assert answered.headers.get("access-control-allow-origin", "") not in {"*", "https://evil.test"}
            assert server.base_url.startswith("http://127.0.0.1:")

    asyncio.run(run())
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "")


@pytest.mark.parametrize("when", ["starting", "answering"])
def test_ctrl_c_ends_the_process_at_once(when: str) -> None:
    program = textwrap.dedent("""
        import asyncio
        from summarizer.endpoint.stack import EndpointOptions, open_endpoint
        from summarizer.settings import folders
        from pydantic import BaseModel

        class Story(BaseModel):
            text: str

        async def main():
            print("starting", flush=True)
            async with open_endpoint(EndpointOptions(weights_dir=folders().weights_dir)) as endpoint:
                print("answering", flush=True)
                messages = [{"role": "user", "content": "Erzähle eine lange Geschichte."}]
                await endpoint.ask(messages=messages, response_model=Story, max_tokens=2000)

        asyncio.run(main())
    """)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        while process.stdout.readline().strip() != when:
            pass
        time.sleep(1)
        interrupted = time.monotonic()
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
    assert code == -signal.SIGINT
    assert time.monotonic() - interrupted < 15


def test_instructions_are_read_once_for_all_runs(tmp_path: Path) -> None:
    weights = pull(EMBEDDED, folders().weights_dir).path

    async def run(text: str) -> Meter:
        async with open_endpoint(EndpointOptions(model=str(weights), weights_dir=tmp_path, slots=1)) as endpoint:
            with meter() as used:
                await endpoint.ask(**question(Meeting, text))
            return used

    asyncio.run(run(SENTENCE))
    (kept,) = (tmp_path / "prompts").iterdir()
    assert kept.parent.stat().st_mode & 0o077 == 0
    again = asyncio.run(run("Am Dienstag trafen sich zwei Minister in Bonn."))
    assert again.cached_tokens > 10  # a new server had read nothing yet
