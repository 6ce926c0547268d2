"""Ask nothing twice."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.answers import Answers, UntrustworthyRowError
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

log = logging.getLogger(__name__)

_NOT_ASKED = {"timeout", "extra_headers"}
"""Arguments of the client that do not reach the model; headers may hold a key."""


def cached(create: Create, *, answers: Answers, endpoint: str, on_hit: Callable[[], None]) -> Create:
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

    async def thrifty(**body: Any) -> ChatCompletion:
        key = cache_key(body, endpoint)
        while True:
            if (known := _known(answers, key, body)) is not None:
                on_hit()
                return known
            if key not in flying:
                break
            # Shielded: giving up on waiting must not take the answer from the others.
            if (shared := await asyncio.shield(flying[key])) is not None:
                on_hit()
                return _parsed(shared)
        flying[key] = landing = asyncio.get_running_loop().create_future()
        raw = None
        try:
            answer = await create(**body)
            raw = answer.model_dump_json(exclude_unset=True, warnings=False).encode()
            if _complete(answer, body):
                _keep(answers, key, raw)
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


def _known(answers: Answers, key: str, body: dict[str, Any]) -> ChatCompletion | None:
    try:
        raw = answers.get(key)
        if raw is None:
            return None
        known = _parsed(raw)
        if _complete(known, body):
            return known
        log.warning("%s: the cached answer %s… is not complete; asking again", answers.folder, key[:12])
    except (UntrustworthyRowError, ValueError, TypeError, AttributeError) as error:
        log.warning("%s: the cached answer %s… is not ours (%s); asking again", answers.folder, key[:12], error)
    except sqlite3.Error as error:
        log.warning("%s: the cache cannot be read (%s); asking again", answers.folder, error)
    return None


def _keep(answers: Answers, key: str, raw: bytes) -> None:
    try:
        answers.put(key, raw)
    except sqlite3.Error as error:  # the answer itself is not lost
        log.warning("%s: the answer cannot be kept (%s)", answers.folder, error)


def _parsed(raw: bytes) -> ChatCompletion:
    from openai.types.chat import ChatCompletion  # noqa: PLC0415

    return ChatCompletion.construct(**json.loads(raw))


def _complete(answer: ChatCompletion, body: dict[str, Any]) -> bool:
    wants_json = (body.get("response_format") or {}).get("type") in {"json_schema", "json_object"}
    for choice in answer.choices:
        said = choice.message.content
        if choice.finish_reason != "stop" or choice.message.refusal or not said:
            return False
        if wants_json and not _is_json(said):
            return False
    return bool(answer.choices)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
