"""Ask nothing twice."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pydantic_core import from_json

from summarizer.endpoint.completion import parsed
from summarizer.endpoint.private import UntrustworthyError
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

log = logging.getLogger(__name__)

_NOT_ASKED = {"timeout", "extra_headers"}
"""Arguments of the client that do not reach the model; headers may hold a key."""


class Store(Protocol):
    """Where answers are kept."""

    @property
    def folder(self) -> Path:
        """As messages name the place."""

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`, or None."""

    def put(self, key: str, value: bytes, endpoint: str = "") -> None:
        """Keep one line of JSON, durable against the end of the process."""

    def close(self) -> None:
        """Let go of the files."""


def cached(create: Create, *, answers: Store, endpoint: str, on_hit: Callable[[], None]) -> Create:
    """Answer from `answers` where the same request was answered before, and keep what is worth keeping.

    Kept are complete answers only: finished by the model itself, not refused, and JSON where JSON was asked for. Equal
    requests under way at the same time are sent once.

    Args:
        create: Asked for what is not there.
        answers: The store.
        endpoint: Where the requests go: the same body means something else to another server.
        on_hit: Called for every answer that cost nothing.
    """
    flying: dict[str, asyncio.Future[bytes | None]] = {}
    known = _Known(answers, endpoint)

    async def thrifty(**body: Any) -> ChatCompletion:
        key = cache_key(body, endpoint)
        while True:
            if (answer := known.get(key, body)) is not None:
                on_hit()
                return answer
            if key not in flying:
                break
            # Shielded: giving up on waiting must not take the answer from the others.
            if (shared := await asyncio.shield(flying[key])) is not None:
                on_hit()
                return parsed(shared)
        flying[key] = landing = asyncio.get_running_loop().create_future()
        raw = None
        try:
            answer = await create(**body)
            raw = as_kept(answer)
            if complete(answer, body):
                known.keep(key, raw)
            return answer
        finally:
            del flying[key]
            landing.set_result(raw)  # None: it failed, the next in line tries for itself

    return thrifty


def cache_key(body: dict[str, Any], endpoint: str) -> str:
    """SHA-256 over everything that is sent, in canonical JSON, and where it is sent."""
    sent = {name: value for name, value in body.items() if name not in _NOT_ASKED}
    text = json.dumps([endpoint, sent], sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def as_kept(answer: ChatCompletion) -> bytes:
    """The bytes of an answer in the cache: one line of JSON, with what the server said and no more."""
    return answer.model_dump_json(exclude_unset=True, warnings=False).encode()


def complete(answer: ChatCompletion, body: Mapping[str, Any] | None) -> bool:
    """Whether `answer` is worth keeping: finished by the model itself, not refused, and JSON where `body` asked for it.

    Where the body is not known (None), JSON counts as asked for: this program asks for nothing else.
    """
    wants_json = body is None or (body.get("response_format") or {}).get("type") in {"json_schema", "json_object"}
    try:
        return bool(answer.choices) and all(_finished(choice, wants_json) for choice in answer.choices)
    except (AttributeError, TypeError):  # nothing has validated its fields
        return False


def _finished(choice: Any, wants_json: bool) -> bool:
    said = choice.message.content
    if choice.finish_reason != "stop" or choice.message.refusal or not isinstance(said, str) or not said:
        return False
    return not wants_json or _is_json(said)


def _is_json(text: str) -> bool:
    try:
        from_json(text)
    except ValueError:
        return False
    return True


class _Known:
    """The store, as far as it can be trusted: whatever is wrong with it, the run goes on and asks."""

    def __init__(self, answers: Store, endpoint: str) -> None:
        self._answers = answers
        self._endpoint = endpoint
        self._said: set[str] = set()

    def get(self, key: str, body: dict[str, Any]) -> ChatCompletion | None:
        try:
            raw = self._answers.get(key)
            if raw is None:
                return None
            answer = parsed(raw)
            if complete(answer, body):
                return answer
            self._warn(f"the answer {key[:12]}… is not complete; asking again")
        except (UntrustworthyError, ValueError, TypeError, AttributeError) as error:
            self._warn(f"the answer {key[:12]}… is not ours ({error}); asking again")
        except sqlite3.Error as error:
            self._warn(f"the cache cannot be read ({error}); asking again. Move the folder away, or use --no-cache")
        return None

    def keep(self, key: str, raw: bytes) -> None:
        try:
            self._answers.put(key, raw, self._endpoint)
        except sqlite3.Error as error:  # the answer itself is not lost
            self._warn(f"answers cannot be kept ({error}). Make room, or name another folder with --cache-dir")

    def _warn(self, what: str) -> None:
        """Once each: what is wrong with the store is wrong for every question."""
        if what not in self._said:
            self._said.add(what)
            log.warning("%s: %s", self._answers.folder, what)
