"""What requests cost, as the server counted it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


@dataclass
class Meter:
    """Totals of everything asked while the meter was open, retries and re-asks included."""

    attempts: int = 0
    """Requests sent."""
    answers: int = 0
    """Requests that were answered, usable or not."""
    cache_hits: int = 0
    """Answers that came from the cache: they cost nothing and add no tokens."""
    input_tokens: int = 0
    """Prompt tokens, cached ones included."""
    cached_tokens: int = 0
    """Those of the prompt tokens that the server had in its own prompt cache."""
    output_tokens: int = 0

    @property
    def requests(self) -> int:
        """Answers had, from the server or from the cache."""
        return self.answers + self.cache_hits


_open: ContextVar[tuple[Meter, ...]] = ContextVar("open_meters", default=())


@contextmanager
def meter() -> Iterator[Meter]:
    """Open a meter over the enclosed requests, those of tasks started inside included. Meters nest: each counts all."""
    opened = Meter()
    token = _open.set((*_open.get(), opened))
    try:
        yield opened
    finally:
        _open.reset(token)


def count_hit() -> None:
    """Note an answer that cost nothing."""
    for each in _open.get():
        each.cache_hits += 1


def metering(create: Create) -> Create:
    """Count every request that passes. Belongs below the retries, so that each attempt is seen."""

    async def metered(**body: Any) -> ChatCompletion:
        meters = _open.get()
        for each in meters:
            each.attempts += 1
        answer = await create(**body)
        for each in meters:
            _add(each, answer)
        return answer

    return metered


def _add(meter: Meter, answer: ChatCompletion) -> None:
    meter.answers += 1
    usage = answer.usage
    if usage is None:
        return
    meter.input_tokens += usage.prompt_tokens or 0
    meter.output_tokens += usage.completion_tokens or 0
    details = usage.prompt_tokens_details
    meter.cached_tokens += (details.cached_tokens or 0) if details else 0
