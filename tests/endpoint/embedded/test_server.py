import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from summarizer.endpoint.embedded import child
from summarizer.endpoint.embedded.server import EmbeddedServer
from summarizer.endpoint.errors import FatalForRun

NATIVE = """
import json, os, pathlib, time
from types import SimpleNamespace

print("llama.cpp is talkative")
HERE = pathlib.Path(__file__).parent

def CommonParams():
    return SimpleNamespace(model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace())

class Server:
    listening_address = "http://127.0.0.1:4711"

    def __init__(self, params):
        how = json.loads((HERE / "how.json").read_text())
        (HERE / "running").write_text(str(os.getpid()))
        time.sleep(how.get("seconds", 0))
        if how.get("fails"):
            raise RuntimeError("failed to load model")
        told = json.dumps(params, default=vars)
        (HERE / "params.json").write_text(told)
"""


class Native:
    """Stands in for xllamacpp in the server's process, and tells whether that runs and what it was given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "xllamacpp.py").write_text(NATIVE)
        self.does()

    def does(self, **how: Any) -> None:
        (self.folder / "how.json").write_text(json.dumps(how))

    @property
    def params(self) -> dict[str, Any]:
        params: dict[str, Any] = json.loads((self.folder / "params.json").read_text())
        return params

    @property
    def pid(self) -> int:
        until = time.monotonic() + 20
        while not (running := self.folder / "running").exists() or not running.read_text():
            assert time.monotonic() < until, "it was not started"
            time.sleep(0.01)
        return int(running.read_text())

    def runs(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        stat = Path(f"/proc/{self.pid}/stat")
        return not stat.exists() or " Z " not in stat.read_text()  # ended, and not yet waited for

    def seen_by_others(self) -> str:
        commands = Path(f"/proc/{self.pid}/cmdline")
        return commands.read_text() if commands.exists() else ""


@pytest.fixture
def native(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Native:
    (tmp_path / "native").mkdir()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "native"))
    monkeypatch.syspath_prepend(tmp_path / "native")
    return Native(tmp_path / "native")


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    path = tmp_path / "m.gguf"
    path.touch()
    return path


def test_it_runs_while_the_context_is_open(gguf: Path, native: Native) -> None:
    async def run() -> None:
        async with EmbeddedServer(gguf, slots=3, slot_tokens=1000) as server:
            assert server.base_url == "http://127.0.0.1:4711/v1"
            assert native.runs()
            assert native.pid != os.getpid()
            assert native.params["n_ctx"] == 3000
            assert native.params["model"] == {"path": str(gguf)}
            assert native.params["hostnames"] == ["127.0.0.1"]
            assert native.params["api_keys"] == [server.api_key]
            assert len(server.api_key) > 20
            assert server.api_key not in native.seen_by_others()
        assert not native.runs()

    asyncio.run(run())


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, asyncio.CancelledError])
def test_it_stops_when_something_goes_wrong_inside(gguf: Path, native: Native, error: type[BaseException]) -> None:
    async def run() -> None:
        async with EmbeddedServer(gguf):
            raise error

    with pytest.raises(error):
        asyncio.run(run())
    assert not native.runs()


def test_it_stops_at_once_when_given_up_while_it_starts(gguf: Path, native: Native) -> None:
    native.does(seconds=60)

    async def run() -> None:
        task = asyncio.ensure_future(EmbeddedServer(gguf).__aenter__())
        await asyncio.to_thread(lambda: native.pid)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    began = time.monotonic()
    asyncio.run(run())
    assert not native.runs()
    assert time.monotonic() - began < 30


def test_it_does_not_outlive_a_program_that_is_killed(gguf: Path, native: Native) -> None:
    program = f"""
import asyncio, pathlib
from summarizer.endpoint.embedded.server import EmbeddedServer

async def main():
    async with EmbeddedServer(pathlib.Path({str(gguf)!r})):
        print("runs", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        assert process.stdout.readline() == "runs\n"
        assert native.runs()
        process.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while native.runs() and time.monotonic() < until:
        time.sleep(0.05)
    assert not native.runs()


def test_a_module_of_the_working_folder_is_not_run(
    gguf: Path, native: Native, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('hostile')")
    monkeypatch.chdir(tmp_path)

    async def run() -> None:
        async with EmbeddedServer(gguf):
            pass

    asyncio.run(run())
    assert native.params


def test_a_request_that_fails_because_the_process_has_ended_says_so(gguf: Path, native: Native) -> None:
    async def fails(**_: Any) -> Any:
        raise ConnectionError

    async def run() -> None:
        async with EmbeddedServer(gguf) as server:
            with pytest.raises(ConnectionError):
                await server.watched(fails)(model="m")
            os.kill(native.pid, signal.SIGKILL)
            server._process.wait()  # type: ignore[union-attr]  # it runs
            with pytest.raises(FatalForRun) as caught:
                await server.watched(fails)(model="m")
            assert caught.value.code == "embedded_ended"

    asyncio.run(run())


def code_of_failure(path: Path) -> FatalForRun:
    async def run() -> None:
        async with EmbeddedServer(path):
            raise AssertionError("it started")

    with pytest.raises(FatalForRun) as caught:
        asyncio.run(run())
    return caught.value


def test_what_can_be_wrong_is_said_with_the_remedy(gguf: Path, native: Native, monkeypatch: pytest.MonkeyPatch) -> None:
    native.does(fails=True)
    error = code_of_failure(gguf)
    assert error.code == "weights_unusable"
    assert str(gguf) in error.message
    monkeypatch.setattr(child, "__file__", str(gguf.with_name("gone.py")))
    assert code_of_failure(gguf).code == "weights_unusable"
    monkeypatch.setitem(sys.modules, "xllamacpp", None)  # type: ignore[arg-type]
    assert "summarizer[embedded]" in code_of_failure(gguf).remedy
    assert code_of_failure(gguf.with_name("other")).code == "no_weights"
