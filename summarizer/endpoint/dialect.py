"""What a server calls things: newer models refuse parameters that older ones, and other servers, require."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.endpoint.errors import refused_parameter
from summarizer.endpoint.types import Create

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

_OPENAI = "api.openai.com"
"""Takes `max_completion_tokens` for every model, and has declared `max_tokens` deprecated."""


class Dialect:
    """How a server wants to be asked: known of OpenAI's own, learned of others from what they refuse.

    `max_tokens` becomes `max_completion_tokens`; a `temperature` that a model does not let be chosen is left out.
    """

    def __init__(self, base_url: str, refused: Iterable[str] = ()) -> None:
        """
        Args:
            base_url: Of the server.
            refused: Parameters that it is known to have refused before.
        """
        self._refused = {*refused, *(["max_tokens"] if urlsplit(base_url).hostname == _OPENAI else [])}

    def translated(self, body: dict[str, Any]) -> dict[str, Any]:
        """`body` as the server takes it, as far as is known."""
        if not self._refused:
            return body
        said = {name: value for name, value in body.items() if name not in self._refused}
        if "max_tokens" in self._refused and "max_tokens" in body:
            said["max_completion_tokens"] = body["max_tokens"]
        return said

    def learn(self, error: Exception) -> None:
        """Remember what the server refused, if it is something that can be said otherwise."""
        if refused := refused_parameter(error):
            self._refused.add(refused)


def speaking(create: Create, dialect: Dialect) -> Create:
    """Ask in the server's dialect. Belongs below the retries, which send again what was said wrongly."""

    async def spoken(**body: Any) -> ChatCompletion:
        try:
            return await create(**dialect.translated(body))
        except Exception as error:
            dialect.learn(error)
            raise

    return spoken
