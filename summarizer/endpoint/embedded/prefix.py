"""Instructions and examples, read by the embedded model once and kept on disk between runs.

Reading them takes a small machine a quarter of a minute; what the model makes of them (keys and values of its
attention, some 30 kB a token) is the same every time. Only what stands before the question is kept: no word of an
article.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.private import UntrustworthyError, make_private
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletion

    from summarizer.endpoint.embedded.server import EmbeddedServer

KEPT = 8
"""Files; those not used for longest belong to prompts that have changed."""
_PATIENCE = 600.0
"""Seconds."""
_READING = {"max_tokens": 1, "id_slot": 0}


def with_kept_prefix(
    create: Create, server: EmbeddedServer, weights: str, transport: httpx2.AsyncBaseTransport | None = None
) -> Create:
    """Have the server know the beginning of a request before it gets the request.

    A file that is gone, cut short or of another build is made anew, and one that cannot be written is done without:
    what the answers are does not depend on it.

    Args:
        create: Sends to `server`, one request after the other.
        server: Has a folder for what it keeps.
        weights: SHA-256 of the weights.
        transport: Stands in for the server, in tests.
    """
    known = _Known(server, weights, transport)

    async def begun(**body: Any) -> ChatCompletion:
        with suppress(_UnavailableError):
            await known.prepare(body)
        return await create(**body)

    return begun


class _UnavailableError(Exception):
    """The server or the disk would not; the request is sent as it is."""


class _Known:
    """What the server has read, and what lies in its folder."""

    def __init__(self, server: EmbeddedServer, weights: str, transport: httpx2.AsyncBaseTransport | None) -> None:
        self._server = server
        self._transport = transport
        self._build = f"{weights}:{server.build}:{server.slot_tokens}"
        self._current: str | None = None
        self._turn = asyncio.Lock()

    async def prepare(self, body: dict[str, Any]) -> None:
        *beginning, _ = body["messages"]
        name = _name(self._build, beginning)
        async with self._turn:
            if not beginning or name == self._current or self._server.kept is None:
                return
            self._current = name
            with suppress(UntrustworthyError, OSError):
                make_private(self._server.kept, [name])
                if all([await self._slot(number, "restore", name) for number in range(self._server.slots)]):
                    (self._server.kept / name).touch()
                else:
                    await self._post(_READING | {"model": body["model"], "messages": beginning})
                    await self._keep(self._server.kept, name)

    async def _keep(self, folder: Path, name: str) -> None:
        fresh = f"{name}.{os.getpid()}"
        if await self._slot(0, "save", fresh):
            (folder / fresh).replace(folder / name)
            _forget_old(folder)

    async def _slot(self, number: int, action: str, name: str) -> bool:
        try:
            await self._post({"filename": name}, f"/slots/{number}?action={action}")
        except _UnavailableError:
            return False
        return True

    async def _post(self, body: dict[str, Any], path: str = "/v1/chat/completions") -> None:
        import httpx2  # noqa: PLC0415 - costs a tenth of a second at start

        address, headers = self._server.address, {"authorization": f"Bearer {self._server.api_key}"}
        try:
            async with httpx2.AsyncClient(transport=self._transport, trust_env=False, timeout=_PATIENCE) as http:
                answered = await http.post(address + path, json=body, headers=headers)
        except httpx2.HTTPError as error:
            raise _UnavailableError from error
        if answered.status_code != 200:
            raise _UnavailableError


def _name(build: str, beginning: list[Any]) -> str:
    """The file of a beginning; another name for whatever could make its content differ."""
    said = json.dumps([build, beginning], ensure_ascii=False, sort_keys=True)
    return f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.kv"


def _forget_old(folder: Path) -> None:
    files = sorted(folder.glob("*.kv*"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)
