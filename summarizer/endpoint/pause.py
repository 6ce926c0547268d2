"""A pause that the server asks one request for, kept by the others too."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.errors import congested
from summarizer.endpoint.events import tell
from summarizer.endpoint.retry_after import seconds_to_wait
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

IN_A_ROW = 3
"""Requests turned away, and none let in since, before the others are held back: one may have been unlucky."""


def pausing(
    create: Create,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Create:
    """Hold everything back while the server turns everything away and says for how long.

    Belongs above the limits, so that what is held back occupies no place, and below the retries, which see to the
    requests that were turned away themselves. Answers to what was sent before the first refusal prove nothing: servers
    decide when a request comes in.
    """
    import openai  # noqa: PLC0415 - costs half a second at start

    sent = refused = sent_by_then = 0
    until = named = clock()

    async def held(**body: Any) -> ChatCompletion:
        nonlocal sent, refused, sent_by_then, until, named
        while (left := until - clock()) > 0:
            await sleep(left)
        sent += 1
        number = sent
        try:
            answer = await create(**body)
        except openai.APIStatusError as error:
            after = seconds_to_wait(error.response.headers) if congested(error) else None
            if after is not None:
                sent_by_then = sent_by_then if refused else sent
                refused += 1
                named = max(named, clock() + after)
                if refused >= IN_A_ROW:
                    until = named
                    tell("limits.pause", seconds=round(until - clock(), 3))
            raise
        if number > sent_by_then:
            refused = 0
        return answer

    return held
