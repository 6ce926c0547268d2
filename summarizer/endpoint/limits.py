"""How many requests may be under way at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


def limited(create: Create, *, concurrency: int) -> Create:
    """Let at most `concurrency` requests through at once; the others wait in order.

    Belongs below the retries: a request that is waiting to be tried again occupies no place.
    """
    places = asyncio.Semaphore(concurrency)

    async def in_turn(**body: Any) -> ChatCompletion:
        async with places:
            return await create(**body)

    return in_turn
