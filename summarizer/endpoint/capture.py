"""See what would be asked, and send nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.errors import ItemFailed
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

Capture = Callable[[str, dict[str, Any]], "ChatCompletion | None"]
"""Given the cache key and the body of every request that the cache has no answer to; may know one, or why there is
none: what it returns or raises counts as the server's."""


class NotSent(ItemFailed):
    """The request was captured instead of sent.

    It concerns one request only, so that the others of an article are captured too. What is then made of the article
    lacks these answers: it is to be thrown away.
    """


def capturing(on_request: Capture, key: Callable[[dict[str, Any]], str]) -> Create:
    """A `Create` that hands every request to `on_request` and raises `NotSent` unless that has an answer.

    Belongs directly below the cache: what is answered there is not asked.

    Args:
        on_request: Called with `key(body)` and the body.
        key: The key under which the cache would keep the answer.
    """

    async def captured(**body: Any) -> ChatCompletion:
        known = on_request(key(body), body)
        if known is None:
            raise NotSent("The request was not sent.", "Run without capturing.", "not_sent")
        return known

    return captured
