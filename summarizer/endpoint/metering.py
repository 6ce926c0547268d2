"""What requests cost, as the server counted it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.errors import Malformed
from summarizer.endpoint.estimates import counted
from summarizer.endpoint.prices import Price
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types import CompletionUsage
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
    dollars: float = 0.0
    """Of all answers whose price is known."""
    unpriced: int = 0
    """Answers whose price is not."""

    @property
    def requests(self) -> int:
        """Answers had, from the server or from the cache."""
        return self.answers + self.cache_hits

    @property
    def cost(self) -> float | None:
        """US dollars; None where an answer has no known price."""
        return None if self.unpriced else self.dollars


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


def metering(create: Create, price: Price | None = None) -> Create:
    """Count every request that passes. Belongs below the retries, so that each attempt is seen."""

    async def metered(**body: Any) -> ChatCompletion:
        meters = _open.get()
        for each in meters:
            each.attempts += 1
        try:
            answer = await create(**body)
        except Malformed as error:
            if error.usage is not None:
                _add(meters, error.usage, price)
            raise
        for each in meters:
            each.answers += 1
        if answer.usage is not None:
            _add(meters, answer.usage, price)
        return answer

    return metered


def _add(meters: tuple[Meter, ...], usage: CompletionUsage, price: Price | None) -> None:
    prompt, cached, output = counted(usage)
    for meter in meters:
        meter.input_tokens += prompt
        meter.cached_tokens += cached
        meter.output_tokens += output
        if price:
            meter.dollars += price(prompt, cached, output)
        else:
            meter.unpriced += 1
