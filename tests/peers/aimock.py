"""aimock (https://aimock.copilotkit.dev): an OpenAI-compatible server that nobody of this project wrote.

Chat completions, files and batches, from canned answers that are given to it while it runs, with faults on demand and a
journal of every request.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel

HERE = Path(__file__).parent
_SERVER = HERE / "node_modules/@copilotkit/aimock/dist/cli.js"
_LISTENING = "listening on "
_PATIENCE = 30.0
"""Seconds until a server that does not come up is given up."""

KEY = "sk-peer-4be1c07f92d35a68"
"""The one key a server started with `locked` accepts."""


@dataclass(frozen=True)
class Usage:
    """Tokens of one answer, as the server bills them."""

    input: int = 900
    output: int = 120

    @property
    def sent(self) -> dict[str, Any]:
        """In the words of the API."""
        return {"prompt_tokens": self.input, "completion_tokens": self.output}


USAGE = Usage()


class Aimock:
    """A running server: what it shall say, which faults it shall have, and what it has seen."""

    def __init__(self, url: str) -> None:
        self.url = url
        """Its root, on the loopback interface."""
        self._control = httpx2.Client(
            base_url=f"{url}/__aimock", headers={"authorization": f"Bearer {KEY}"}, trust_env=False
        )

    @property
    def base_url(self) -> str:
        """What an OpenAI client takes."""
        return f"{self.url}/v1"

    def say(
        self,
        content: str | dict[str, Any] | BaseModel,
        *,
        to: str = "",
        turn: int | None = None,
        finish_reason: str = "stop",
        usage: Usage = USAGE,
        chaos: dict[str, float] | None = None,
    ) -> None:
        """Answer with `content` whatever is asked and holds `to` in its last user message.

        Of several answers that fit, the one given first is said. `turn` is the number of the request (from 0) that
        fits: answers with the same `to` and turns 0, 1, … follow one another, and one without a turn is said after
        them. `chaos` are the rates of the server's own faults (`dropRate`, `malformedRate`, `disconnectRate`,
        `rateLimitRate`), or `latencyMs`, for this answer alone.
        """
        if isinstance(content, BaseModel):
            content = content.model_dump(mode="json")
        if not isinstance(content, str):
            content = json.dumps(content, ensure_ascii=False)
        response = {"content": content, "finishReason": finish_reason, "usage": usage.sent}
        self._add(response, to, turn, chaos)

    def fail(
        self,
        status: int,
        message: str = "",
        *,
        code: str | None = None,
        kind: str | None = None,
        retry_after: float | None = None,
        to: str = "",
        turn: int | None = None,
    ) -> None:
        """Answer with an error in OpenAI's form; `retry_after` are seconds, and sent with 429 only (1 if None)."""
        error = {"message": message or f"status {status}", "code": code, "type": kind}
        response: dict[str, Any] = {"status": status, "error": {k: v for k, v in error.items() if v is not None}}
        if retry_after is not None:
            response["retryAfter"] = retry_after
        self._add(response, to, turn, None)

    def chaos(self, **rates: float) -> None:
        """Have faults in any answer, files and batches included; the rates replace all that were set before."""
        self._post("/chaos", rates)

    def journal(self, path: str = "/v1/chat/completions") -> list[dict[str, Any]]:
        """Every request to `path` since the last reset, in order, with what was answered."""
        seen = self._control.get("/journal", params={"path": path}).raise_for_status().json()
        return [dict(entry) for entry in seen]

    def statuses(self) -> list[int | str]:
        """Of every chat completion in order: its status, or the name of the fault that was had instead."""
        return [entry["response"].get("chaosAction") or entry["response"]["status"] for entry in self.journal()]

    def billed(self) -> Usage:
        """Tokens of all answers that were given."""
        given = [
            entry["response"]["fixture"]["response"]["usage"]
            for entry in self.journal()
            if entry["response"]["status"] == 200 and not entry["response"].get("chaosAction")
        ]
        return Usage(
            input=sum(usage["prompt_tokens"] for usage in given),
            output=sum(usage["completion_tokens"] for usage in given),
        )

    def reset(self) -> None:
        """Forget answers, faults, files, batches and the journal."""
        self._post("/reset", {})
        self._control.delete("/chaos").raise_for_status()

    def close(self) -> None:
        """Close the connection the server is told things over."""
        self._control.close()

    def _add(self, response: dict[str, Any], to: str, turn: int | None, chaos: dict[str, float] | None) -> None:
        match: dict[str, Any] = {"endpoint": "chat"}
        if to:
            match["userMessage"] = to
        if turn is not None:
            match["sequenceIndex"] = turn
        fixture = {"match": match, "response": response} | ({"chaos": chaos} if chaos else {})
        self._post("/fixtures", {"fixtures": [fixture]})

    def _post(self, path: str, body: dict[str, Any]) -> None:
        answered = self._control.post(path, json=body)
        assert answered.status_code == 200, answered.text


@contextmanager
def running(folder: Path, *, locked: bool = False) -> Iterator[Aimock]:
    """A server on a free port, with no answers yet; it ends with the context, whatever happens inside.

    Args:
        folder: For its log, and for fixtures: none.
        locked: Whether it accepts `KEY` only.
    """
    node = shutil.which("node")
    if node is None or not _SERVER.is_file():
        pytest.fail("aimock is not installed: run `make test-peers`, which needs Node.js 20.15 or later.")
    (folder / "fixtures").mkdir()
    log = folder / "log"
    command = [node, str(_SERVER), "--port", "0", "--fixtures", str(folder / "fixtures"), "--journal-max", "0"]
    environment = {"PATH": os.environ["PATH"]} | ({"AIMOCK_API_KEYS": KEY} if locked else {})
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)  # noqa: S603
    try:
        server = Aimock(_url(process, log))
        try:
            yield server
        finally:
            server.close()
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _url(process: subprocess.Popen[bytes], log: Path) -> str:
    given_up = time.monotonic() + _PATIENCE
    while time.monotonic() < given_up and process.poll() is None:
        said = log.read_text("utf-8")
        if _LISTENING in said and said.endswith("\n"):
            return said.rpartition(_LISTENING)[2].split()[0]
        time.sleep(0.05)
    pytest.fail(f"aimock did not come up:\n{log.read_text('utf-8')}")
