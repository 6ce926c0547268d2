import asyncio
import sys
import threading
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from summarizer.endpoint.embedded.server import EmbeddedServer
from summarizer.endpoint.errors import FatalForRun


class Native(ModuleType):
    """Stands in for xllamacpp: counts what runs, and where it was started and dropped."""

    def __init__(self, *, fails: bool = False, seconds: float = 0.0) -> None:
        super().__init__("xllamacpp")
        self.running = 0
        self.dropped_in: list[threading.Thread] = []
        self.params: Any = None
        native = self

        class Server:
            listening_address = "http://127.0.0.1:4711"

            def __init__(self, params: Any) -> None:
                time.sleep(seconds)
                if fails:
                    raise RuntimeError("failed to load model")
                native.running += 1
                native.params = params

            def __del__(self) -> None:
                if native.params is not None:
                    native.running -= 1
                    native.dropped_in.append(threading.current_thread())

        self.Server = Server
        self.CommonParams = lambda: SimpleNamespace(
            model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace()
        )


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    path = tmp_path / "m.gguf"
    path.touch()
    return path


def install(native: ModuleType | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", native)  # type: ignore[arg-type]


def test_it_runs_while_the_context_is_open(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    native = Native()
    install(native, monkeypatch)

    async def run() -> None:
        async with EmbeddedServer(gguf, slots=3, slot_tokens=1000) as server:
            assert server.base_url == "http://127.0.0.1:4711/v1"
            assert native.running == 1
            assert native.params.n_ctx == 3000
            assert native.params.hostnames == ["127.0.0.1"]
            assert native.params.api_keys == [server.api_key]
            assert len(server.api_key) > 20
        assert native.running == 0

    asyncio.run(run())
    assert native.dropped_in != [threading.main_thread()]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, asyncio.CancelledError])
def test_it_stops_when_something_goes_wrong_inside(
    gguf: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    native = Native()
    install(native, monkeypatch)

    async def run() -> None:
        async with EmbeddedServer(gguf):
            raise error

    with pytest.raises(error):
        asyncio.run(run())
    assert native.running == 0


def test_it_stops_when_given_up_while_it_starts(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    native = Native(seconds=0.1)
    install(native, monkeypatch)

    async def run() -> None:
        task = asyncio.ensure_future(EmbeddedServer(gguf).__aenter__())
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert len(native.dropped_in) == 1
    assert native.running == 0


def code_of_failure(path: Path) -> FatalForRun:
    async def run() -> None:
        async with EmbeddedServer(path):
            raise AssertionError("it started")

    with pytest.raises(FatalForRun) as caught:
        asyncio.run(run())
    return caught.value


def test_what_can_be_wrong_is_said_with_the_remedy(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(Native(fails=True), monkeypatch)
    error = code_of_failure(gguf)
    assert error.code == "weights_unusable"
    assert str(gguf) in error.message
    install(None, monkeypatch)
    assert "summarizer[embedded]" in code_of_failure(gguf).remedy
    assert code_of_failure(gguf.with_name("other")).code == "no_weights"
