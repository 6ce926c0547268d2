"""What a request will use, guessed before it is sent, and what it did use, told by its answer or its failure."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from summarizer.endpoint.allowance import Need
from summarizer.endpoint.errors import Malformed, never_sent
from summarizer.endpoint.prices import Price

if TYPE_CHECKING:
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletion

CHARACTERS_A_TOKEN = 3.0
"""Until answers have told better. Of OpenAI's tokens German has about 3.5 characters, English 4.5: rather a
guess too dear than one too cheap."""
_BELIEF = 1000
"""How many tokens of answers weigh as much as the first guess."""
ANSWER_TOKENS = 4096
"""Where a request sets no limit to its answer."""


class Learning:
    """Estimates for one model: the prompt by its characters, the answer by its limit.

    How many characters a token has is learned from every answer.
    """

    def __init__(self, price: Price | None = None) -> None:
        self._price = price
        self._characters = CHARACTERS_A_TOKEN * _BELIEF
        self._tokens = float(_BELIEF)
        self._schema: object = None
        self._schema_characters = 0

    @property
    def characters_a_token(self) -> float:
        """As far as is known by now."""
        return self._characters / self._tokens

    def split(self, body: dict[str, Any]) -> tuple[int, int]:
        """Tokens of the prompt, and the most tokens of the answer."""
        prompt = math.ceil(self._size(body) / self.characters_a_token)
        return prompt, body.get("max_tokens") or body.get("max_completion_tokens") or ANSWER_TOKENS

    def need(self, body: dict[str, Any]) -> Need:
        """The most that a request is expected to use."""
        prompt, answer = self.split(body)
        cost = self._price(prompt, 0, answer) if self._price else 0.0
        return Need(1, prompt + answer, cost, unconfirmed=prompt + answer)

    def used(self, body: dict[str, Any], reserved: Need, outcome: ChatCompletion | BaseException) -> Need:
        """What the server counted.

        Of a request that timed out or broke off nobody knows: it stays at what was reserved. One that was refused used
        nothing.
        """
        if isinstance(outcome, BaseException):
            return self._failed(reserved, outcome)
        if outcome.usage is None:
            return reserved
        self._characters += self._size(body)
        self._tokens += outcome.usage.prompt_tokens or 0
        return self._counted(outcome.usage)

    def _failed(self, reserved: Need, error: BaseException) -> Need:
        import openai  # noqa: PLC0415 - costs half a second at start

        if isinstance(error, openai.APIStatusError):
            return Need(requests=1)
        if isinstance(error, Malformed) and error.usage is not None:
            return self._counted(error.usage)
        return Need() if never_sent(error) else reserved

    def _counted(self, usage: CompletionUsage) -> Need:
        prompt, cached, output = counted(usage)
        return Need(1, prompt + output, self._price(prompt, cached, output) if self._price else 0.0)

    def _size(self, body: dict[str, Any]) -> int:
        """Characters of all that becomes part of the prompt: a server shows the schema to the model, too."""
        wanted = (body.get("response_format") or {}).get("json_schema", {}).get("schema")
        if wanted is not self._schema:  # most requests ask for the same object
            self._schema, self._schema_characters = wanted, len(json.dumps(wanted))
        asked = sum(len(str(message.get("content") or "")) for message in body.get("messages") or ())
        return asked + (self._schema_characters if wanted else 0)


def counted(usage: CompletionUsage) -> tuple[int, int, int]:
    """Prompt tokens, those of them from the server's cache, and output tokens."""
    details = usage.prompt_tokens_details
    return usage.prompt_tokens or 0, (details.cached_tokens or 0) if details else 0, usage.completion_tokens or 0
