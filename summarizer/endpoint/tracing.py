"""What becomes of each request, for logs and traces: who was asked, how long it took, what it cost. No words of either.

Attributes follow the semantic conventions of OpenTelemetry for generative AI (`gen_ai.*`), but for those that would
hold prompts and answers.
"""

from __future__ import annotations

import itertools
import logging
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.endpoint.events import heard, tell
from summarizer.endpoint.spans import Value, code_of, collected, span
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

    from summarizer.endpoint.retry import Waiting

_ASKED = {
    "max_tokens": "gen_ai.request.max_tokens",
    "max_completion_tokens": "gen_ai.request.max_tokens",
    "temperature": "gen_ai.request.temperature",
    "seed": "gen_ai.request.seed",
}
_numbers = itertools.count(1)


@dataclass
class _Request:
    number: int = field(default_factory=lambda: next(_numbers))
    """Of this process: it ties the events of one request together."""
    attempts: int = 0
    hit: bool = False
    waited: float = 0.0
    """Seconds between attempts."""


_under_way: ContextVar[_Request | None] = ContextVar("request_under_way", default=None)


def traced_requests(create: Create) -> Create:
    """Follow each request from the question to the answer, waiting included. Belongs above the cache."""

    async def traced(**body: Any) -> ChatCompletion:
        if not _followed():
            return await create(**body)
        request = _Request()
        token = _under_way.set(request)
        began = time.perf_counter()
        try:
            with span("request", {"summarizer.request.number": request.number}) as set_attributes:
                try:
                    return await create(**body)
                finally:
                    set_attributes(
                        {
                            "summarizer.request.attempts": request.attempts,
                            "summarizer.request.cache_hit": request.hit,
                            "summarizer.request.waited_s": request.waited,
                        }
                    )
        except Exception as error:
            tell(
                "request.failed",
                logging.WARNING,
                request=request.number,
                code=code_of(error),
                attempts=request.attempts,
                seconds=_since(began),
            )
            raise
        finally:
            _under_way.reset(token)

    return traced


def traced_attempts(create: Create, server: str) -> Create:
    """Follow each attempt to have a request answered by `server` (an address, or a name). Belongs below the limits."""
    place = _place(server)

    async def traced(**body: Any) -> ChatCompletion:
        if not _followed():
            return await create(**body)
        request = _under_way.get() or _Request()
        request.attempts += 1
        of = {"request": request.number, "attempt": request.attempts}
        model = str(body.get("model"))
        tell("request.sent" if request.attempts == 1 else "request.retried", **of, model=model)
        began = time.perf_counter()
        try:
            with span(f"chat {model}", {**_asked(body, model), **place}, "CLIENT") as set_attributes:
                answer = await create(**body)
                said = _Said(answer)
                set_attributes(said.attributes())
        except Exception as error:
            status = getattr(error, "status_code", None)
            tell("request.attempt_failed", **of, error=type(error).__name__, status=status, seconds=_since(began))
            raise
        tell("request.answered", **of, seconds=_since(began), finish=said.finish, **said.tokens)
        return answer

    return traced


def _followed() -> bool:
    return heard() or collected()


def note_hit() -> None:
    """The request under way was answered from the cache."""
    if request := _under_way.get():
        request.hit = True
        tell("request.cache_hit", request=request.number)


def note_wait(waiting: Waiting) -> None:
    """The request under way waits before it is sent again."""
    if request := _under_way.get():
        request.waited += waiting.seconds
        tell(
            "request.waiting",
            request=request.number,
            attempt=waiting.attempt,
            seconds=round(waiting.seconds, 3),
            asked=waiting.asked,
            code=waiting.code,
        )


class _Said:
    """An answer in numbers; nothing has validated its fields."""

    def __init__(self, answer: ChatCompletion) -> None:
        usage = answer.usage
        details = getattr(usage, "prompt_tokens_details", None)
        counted = {
            "input_tokens": getattr(usage, "prompt_tokens", None),
            "cached_tokens": getattr(details, "cached_tokens", None),
            "output_tokens": getattr(usage, "completion_tokens", None),
        }
        self.tokens = {name: count for name, count in counted.items() if isinstance(count, int)}
        self.finish = str(getattr(answer.choices[0], "finish_reason", None))
        self._named = {
            "gen_ai.response.id": getattr(answer, "id", None),
            "gen_ai.response.model": getattr(answer, "model", None),
        }

    def attributes(self) -> dict[str, Value]:
        usage = {
            "input_tokens": "gen_ai.usage.input_tokens",
            "cached_tokens": "gen_ai.usage.cache_read.input_tokens",
            "output_tokens": "gen_ai.usage.output_tokens",
        }
        return {
            "gen_ai.response.finish_reasons": [self.finish],
            **{name: text for name, text in self._named.items() if isinstance(text, str)},
            **{usage[name]: count for name, count in self.tokens.items()},
        }


def _asked(body: dict[str, Any], model: str) -> dict[str, Value]:
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",  # by its API, as the conventions ask for where the host is not known
        "gen_ai.request.model": model,
        "gen_ai.output.type": "json" if body.get("response_format") else "text",
        **{_ASKED[name]: body[name] for name in _ASKED if body.get(name) is not None},
    }


def _place(server: str) -> dict[str, Value]:
    parts = urlsplit(server)
    if not parts.hostname:
        return {"server.address": server}
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return {"server.address": parts.hostname, **({"server.port": port} if port else {})}


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 3)
