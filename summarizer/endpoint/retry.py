"""Wait out what passes; give up on what does not. The one place where requests are sent again."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_random_exponential

from summarizer.endpoint.errors import Malformed, Verdict, classify
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

FEW = 3
"""Tries where waiting longer is not expected to help."""

_backoff = wait_random_exponential(multiplier=1, min=0.25, max=60)


@dataclass(frozen=True)
class Waiting:
    """A pause before a request is sent again, for the progress display."""

    seconds: float
    reason: str
    """What went wrong, as one sentence."""
    code: str
    """The same for machines."""
    attempt: int
    """Tries so far."""
    asked: bool
    """Whether the server named the length."""


def retrying(
    create: Create,
    *,
    time_limit: float,
    on_wait: Callable[[Waiting], None] | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Create:
    """Send a request again after errors that pass, and raise `EndpointError` for all others.

    A pause the server asks for is kept whatever its length; otherwise pauses are random and grow (full jitter, at most
    60 s). `time_limit` is how many seconds after its first failure a request may still be tried again: waiting for its
    turn costs no patience. While the server has never answered, a connection error is believed after a few tries: the
    address is probably wrong.
    """
    import openai  # noqa: PLC0415 - costs half a second at start

    reached = False

    async def once(**body: Any) -> ChatCompletion:
        nonlocal reached
        try:
            answer = await create(**body)
        except (openai.OpenAIError, Malformed) as error:
            verdict = classify(error)
            reached = reached or not isinstance(error, openai.APIConnectionError)
        else:
            reached = True
            return answer
        # Outside the handler: what the client raised holds the request, and with it the key.
        raise _Again(verdict) if verdict.kind == "wait" else verdict.error

    async def patient(**body: Any) -> ChatCompletion:
        try:
            return await once(**body)  # nearly always that is all, and tenacity costs more than all that is above it
        except _Again as error:
            first = error
        return await again(first, body)

    async def again(first: _Again, body: dict[str, Any]) -> ChatCompletion:
        failed: float | None = None
        hopeless = 0  # tries that waiting is not expected to help: what passes, such as a 429 between, is none

        def give_up(state: RetryCallState) -> bool:
            nonlocal failed, hopeless
            failed = clock() if failed is None else failed
            patience = _verdict(state).patience
            few = patience == "tries" or (patience == "start" and not reached)
            hopeless += few
            return clock() - failed >= time_limit or hopeless >= FEW

        def tell(state: RetryCallState) -> None:
            if on_wait and state.upcoming_sleep > 0:
                verdict = _verdict(state)
                on_wait(
                    Waiting(
                        seconds=state.upcoming_sleep,
                        reason=verdict.error.message,
                        code=verdict.error.code,
                        attempt=state.attempt_number,
                        asked=verdict.after is not None,
                    )
                )

        so_far = [first]

        async def attempt() -> ChatCompletion:
            if so_far:
                raise so_far.pop()
            return await once(**body)

        attempts = AsyncRetrying(
            retry=retry_if_exception_type(_Again),
            wait=_pause,
            stop=give_up,
            before_sleep=tell,
            sleep=sleep,
            reraise=True,
        )
        try:
            return await attempts(attempt)
        except _Again as last:
            error = last.verdict.error
        raise error

    return patient


class _Again(Exception):  # noqa: N818 - a signal to tenacity, never seen outside
    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict


def _verdict(state: RetryCallState) -> Verdict:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, _Again):
        raise TypeError("only failed attempts are waited for")
    return error.verdict


def _pause(state: RetryCallState) -> float:
    asked = _verdict(state).after
    if asked is None:
        return _backoff(state)
    # A little more than asked for: else all requests that were turned away would come back at the same moment.
    return asked + random.uniform(0, min(5.0, asked / 10))  # noqa: S311
