"""The one shape every part of the stack has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion


class Create(Protocol):
    """An async callable with the signature of `AsyncOpenAI().chat.completions.create`.

    A wrapper takes one of these and returns another. It must be a plain async function, not an object with an
    async `__call__`: instructor tells the two apart.
    """

    async def __call__(self, **body: Any) -> ChatCompletion:
        """Send one request body and return the server's whole answer."""
        ...
